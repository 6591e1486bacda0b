#ifndef MODELS_GAMMA_H
#define MODELS_GAMMA_H

#include <stdbool.h>

/*
 * gamma -- quantiles of the gamma distribution of scale 1, one at a time and,
 * much faster, many that lie close together.
 *
 * Model     docs/model.md#distributions
 * Units     none: the caller multiplies by the scale
 * Errors    none for shapes in [GAMMA_SHAPE_LEAST, GAMMA_SHAPE_MOST]
 * Threads   pure; GSL's error handler must be off
 */
#define GAMMA_SHAPE_LEAST 0.01
#define GAMMA_SHAPE_MOST  10000.0

enum { GAMMA_TERMS = 17 };

/* Quantile for 0 < p < 1, q = 1 - p. 1 to 5 us. */
double gamma_quantile(double shape, double p, double q);

/* The quantile function near one point, as a power series in the lesser of
 * p and q. */
struct gamma_series {
    double centre; /* the lesser of p and q */
    double term[GAMMA_TERMS];
};

/*
 * Expand about p, q. False where the series is not good to 1e-11 of the value
 * at a distance of `reach` from the centre: take gamma_quantile() there.
 */
bool gamma_series_init(struct gamma_series *s, double shape, double p, double q,
                       double reach);

/* The quantile at a value of the lesser of p and q. 10 ns. */
double gamma_series_at(const struct gamma_series *s, double lesser);

#endif
