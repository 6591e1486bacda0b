/*
 * GSL's CDF of the Beta distribution is good to 1e-15 even for parameters of
 * 1e-8, but its inverse is not: so the inverse is searched for, in the logit of
 * x, where both tails are as long as they are, and in the logarithm of the
 * lesser probability, which is nearly straight there. Newton's steps stay in a
 * bracket and halve it where they would leave it.
 */
#include "models/beta.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static const double far = 37.5; /* logit of 1 - 2^-54, rounded up */

struct beta beta_make(double a, double b)
{
    assert(a > 0 && b > 0);
    return (struct beta){a, b, gsl_sf_lnbeta(a, b)};
}

/* P(X <= x), or P(X > x), of the x with this logit. */
static double tail(const struct beta *d, double logit, int upper)
{
    double x = 1 / (1 + exp(-logit)), y = 1 / (1 + exp(logit));

    if (upper)
        return logit < 0 ? gsl_cdf_beta_Q(x, d->a, d->b)
                         : gsl_cdf_beta_P(y, d->b, d->a);
    return logit < 0 ? gsl_cdf_beta_P(x, d->a, d->b)
                     : gsl_cdf_beta_Q(y, d->b, d->a);
}

/* Density of the logit. */
static double density(const struct beta *d, double logit)
{
    return exp(-d->a * log1p(exp(-logit)) - d->b * log1p(exp(logit)) -
               d->log_beta);
}

double beta_quantile(const struct beta *d, double lesser, int upper,
                     double *logit)
{
    double low = -far, high = far, t = *logit;

    assert(lesser > 0 && lesser <= 0.5);
    if (upper ? tail(d, low, 1) <= lesser : tail(d, low, 0) >= lesser)
        return 0;
    if (upper ? tail(d, high, 1) >= lesser : tail(d, high, 0) <= lesser)
        return 1;
    for (int i = 0; i < 200; i++) {
        if (!(t > low && t < high))
            t = (low + high) / 2;
        double is = tail(d, t, upper);
        if (upper ? is > lesser : is < lesser)
            low = t;
        else
            high = t;
        double step = log(is / lesser) * is / density(d, t);
        t += upper ? step : -step;
        if (fabs(step) < 1e-6 || high - low < 1e-12)
            break;
    }
    t = fmin(fmax(t, low), high); /* NaN: the last bracket is narrow */
    *logit = t;
    return 1 / (1 + exp(-t));
}
