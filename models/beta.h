#ifndef MODELS_BETA_H
#define MODELS_BETA_H

/*
 * beta -- quantiles of the Beta distribution, which GSL's inverse gives as NaN
 * where much of it lies close to 0 or 1.
 *
 * Model     docs/model.md#persons
 * Units     none
 * Errors    none for a, b > 0 and 0 < p < 1
 * Threads   pure; GSL's error handler must be off
 */
struct beta {
    double a, b;
    double log_beta; /* ln B(a, b) */
};

struct beta beta_make(double a, double b);

/*
 * The x with P(X <= x) = lesser, or P(X > x) = lesser where `upper`; lesser is
 * at most 1/2. 0 and 1 stand for what lies closer to them than 2^-54. *logit is
 * where the search begins (any number), and ends: the next search, nearby, is
 * then shorter. 3 to 20 us.
 */
double beta_quantile(const struct beta *d, double lesser, int upper,
                     double *logit);

#endif
