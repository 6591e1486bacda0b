/*
 * Quantile functions of the families that a scenario may name. Every one is
 * written with the lesser of p and q = 1 - p, so that a value far out in either
 * tail is as good as one in the middle.
 */
#include "models/distribution.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

#include "models/gamma.h"

enum {
    MEAN = 1,
    SD = 2,
    LOW = 4,
    MODE = 8,
    HIGH = 16,
    SHAPE = 32,
    STAGES = 64
};

static const struct family {
    const char *name;
    unsigned uses; /* parameters */
} families[] = {
    [DIST_CONSTANT] = {"constant", MEAN},
    [DIST_EXPONENTIAL] = {"exponential", MEAN},
    [DIST_ERLANG] = {"erlang", MEAN | STAGES},
    [DIST_GAMMA] = {"gamma", MEAN | SD},
    [DIST_LOGNORMAL] = {"lognormal", MEAN | SD},
    [DIST_WEIBULL] = {"weibull", MEAN | SHAPE},
    [DIST_UNIFORM] = {"uniform", LOW | HIGH},
    [DIST_TRIANGULAR] = {"triangular", LOW | MODE | HIGH},
    [DIST_TRACE] = {"trace", 0},
};

enum { FAMILIES = sizeof families / sizeof *families };

/* Limits beyond which a figure is a slip of the pen, or the numerics end. */
static const double weibull_shape_least = 0.1, weibull_shape_most = 1000;
static const double cv_most = 1000, gamma_cv_most = 10, gamma_cv_least = 0.01;

const char *distribution_name(enum distribution_family f)
{
    assert((unsigned)f < FAMILIES);
    return families[f].name;
}

int distribution_find(const char *name)
{
    for (int f = 0; f < FAMILIES; f++)
        if (strcmp(name, families[f].name) == 0)
            return f;
    return -1;
}

/* A parameter that the family does not use may be NaN or 0. */
static const char *check_given(const struct distribution *d, unsigned uses)
{
    const struct {
        unsigned bit;
        double value;
        const char *needs, *takes_no;
    } given[] = {
        {MEAN, d->mean, "needs a mean", "takes no mean"},
        {SD, d->sd, "needs an sd or a cv", "takes no sd and no cv"},
        {LOW, d->low, "needs a low value", "takes no low value"},
        {MODE, d->mode, "needs a mode", "takes no mode"},
        {HIGH, d->high, "needs a high value", "takes no high value"},
        {SHAPE, d->shape, "needs a shape", "takes no shape"},
        {STAGES, d->stages, "needs stages, 1 or more", "takes no stages"},
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        double value = given[i].value;
        if (!(uses & given[i].bit)) {
            if (!isnan(value) && value != 0)
                return given[i].takes_no;
        } else if (isnan(value) || (given[i].bit == STAGES && value == 0)) {
            return given[i].needs;
        }
    }
    return NULL;
}

static const char *check_mean(const struct distribution *d)
{
    if (d->mean < 0)
        return "has a mean below 0";
    if (d->mean == 0 && d->family != DIST_CONSTANT)
        return "has a mean of 0; use dist=\"constant\"";
    return d->mean > (double)SIMTIME_MOST ? "has a mean over 100 years" : NULL;
}

static const char *check_sd(const struct distribution *d)
{
    if (d->sd < 0)
        return "has an sd below 0";
    if (d->sd == 0)
        return "has an sd of 0; use dist=\"constant\"";
    if (d->sd > cv_most * d->mean)
        return "has an sd over 1000 times its mean";
    if (d->family == DIST_GAMMA && d->sd > gamma_cv_most * d->mean)
        return "has an sd over 10 times its mean; use dist=\"lognormal\"";
    if (d->family == DIST_GAMMA && d->sd < gamma_cv_least * d->mean)
        return "has an sd below a hundredth of its mean; use "
               "dist=\"lognormal\" or \"constant\"";
    return NULL;
}

static const char *check_shape(const struct distribution *d)
{
    if (d->family == DIST_WEIBULL && d->shape < weibull_shape_least)
        return "has a shape below 0.1: its sd would be over 400 times its mean";
    if (d->family == DIST_WEIBULL && d->shape > weibull_shape_most)
        return "has a shape over 1000; use dist=\"constant\"";
    if (d->family == DIST_ERLANG && d->stages < 1)
        return "needs stages, 1 or more";
    if (d->family == DIST_ERLANG && d->stages > GAMMA_SHAPE_MOST)
        return "has over 10000 stages; use dist=\"constant\"";
    return NULL;
}

/* What does not apply is NaN here, and no comparison with NaN is true. */
static const char *check_range(const struct distribution *d)
{
    if (d->low < 0)
        return "has a low value below 0";
    if (d->low > d->high)
        return "has a low value over its high value";
    if (d->low > d->mode)
        return "has a low value over its mode";
    if (d->mode > d->high)
        return "has a mode over its high value";
    return d->high > (double)SIMTIME_MOST ? "has a high value over 100 years"
                                          : NULL;
}

const char *distribution_check(const struct distribution *d)
{
    if ((unsigned)d->family >= FAMILIES)
        return "has an unknown family";
    unsigned uses = families[d->family].uses;
    const char *wrong = check_given(d, uses);
    if (!wrong && (uses & MEAN))
        wrong = check_mean(d);
    if (!wrong && (uses & SD))
        wrong = check_sd(d);
    if (!wrong && (uses & (SHAPE | STAGES)))
        wrong = check_shape(d);
    if (!wrong && (uses & LOW)) {
        struct distribution range = *d;
        if (!(uses & MODE))
            range.mode = NAN;
        wrong = check_range(&range);
    }
    return wrong;
}

static bool is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

bool distribution_equal(const struct distribution *a,
                        const struct distribution *b)
{
    return a->family == b->family && is_same(a->mean, b->mean) &&
           is_same(a->sd, b->sd) && is_same(a->low, b->low) &&
           is_same(a->high, b->high) && is_same(a->mode, b->mode) &&
           is_same(a->shape, b->shape) && a->stages == b->stages;
}

double distribution_gamma_shape(const struct distribution *d)
{
    if (d->family == DIST_ERLANG)
        return d->stages;
    return d->family == DIST_GAMMA ? d->mean / d->sd * (d->mean / d->sd) : NAN;
}

/* Standard exponential: -log(1 - p). */
static double exponential(double p, double q)
{
    return p < q ? -log1p(-p) : -log(q);
}

/* exp(mu + sigma z), mu and sigma from cv by moments, of mean 1. */
static double lognormal(double cv, double p, double q)
{
    double variance = log1p(cv * cv);
    double z = p < q ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(q);
    return exp(sqrt(variance) * z - variance / 2);
}

static double triangular(const struct distribution *d, double p, double q)
{
    double width = d->high - d->low, rise = d->mode - d->low;
    if (p * width < rise)
        return d->low + sqrt(p * width * rise);
    return d->high - sqrt(q * width * (d->high - d->mode));
}

double distribution_form(const struct distribution *d)
{
    switch (d->family) {
    case DIST_EXPONENTIAL:
        return 1;
    case DIST_ERLANG:
    case DIST_GAMMA:
        return distribution_gamma_shape(d);
    case DIST_LOGNORMAL:
        return d->sd / d->mean;
    case DIST_WEIBULL:
        return d->shape;
    default:
        return NAN;
    }
}

double distribution_unit(const struct distribution *d)
{
    switch (d->family) {
    case DIST_EXPONENTIAL:
    case DIST_LOGNORMAL:
        return d->mean;
    case DIST_ERLANG:
    case DIST_GAMMA:
        return d->mean / distribution_gamma_shape(d);
    case DIST_WEIBULL:
        return d->mean / tgamma(1 + 1 / d->shape);
    default:
        return 1;
    }
}

double distribution_in_units(const struct distribution *d, double p, double q)
{
    switch (d->family) {
    case DIST_CONSTANT:
        return d->mean;
    case DIST_EXPONENTIAL:
        return exponential(p, q);
    case DIST_ERLANG:
    case DIST_GAMMA:
        return gamma_quantile(distribution_gamma_shape(d), p, q);
    case DIST_LOGNORMAL:
        return lognormal(d->sd / d->mean, p, q);
    case DIST_WEIBULL:
        return pow(exponential(p, q), 1 / d->shape);
    case DIST_UNIFORM:
        return p < q ? d->low + p * (d->high - d->low)
                     : d->high - q * (d->high - d->low);
    case DIST_TRIANGULAR:
        return triangular(d, p, q);
    case DIST_TRACE:
        break;
    }
    return NAN;
}

double distribution_quantile(const struct distribution *d, double p, double q)
{
    assert(p > 0 && q > 0);
    assert(!distribution_check(d));
    return distribution_unit(d) * distribution_in_units(d, p, q);
}

struct distribution distribution_scaled(const struct distribution *d, double by)
{
    struct distribution s = *d;

    if (by <= 0)
        return (struct distribution){.family = DIST_CONSTANT,
                                     .mean = 0,
                                     .sd = NAN,
                                     .low = NAN,
                                     .mode = NAN,
                                     .high = NAN,
                                     .shape = NAN};
    s.mean *= by;
    s.sd *= by;
    s.low *= by;
    s.mode *= by;
    s.high *= by;
    return s;
}

double distribution_mean(const struct distribution *d)
{
    switch (d->family) {
    case DIST_UNIFORM:
        return (d->low + d->high) / 2;
    case DIST_TRIANGULAR:
        return (d->low + d->mode + d->high) / 3;
    case DIST_TRACE:
        return NAN;
    default:
        return d->mean;
    }
}

double distribution_sd(const struct distribution *d)
{
    double a, b;
    switch (d->family) {
    case DIST_CONSTANT:
        return 0;
    case DIST_EXPONENTIAL:
        return d->mean;
    case DIST_ERLANG:
        return d->mean / sqrt(d->stages);
    case DIST_GAMMA:
    case DIST_LOGNORMAL:
        return d->sd;
    case DIST_WEIBULL: /* sqrt(G(1 + 2/k) / G(1 + 1/k)^2 - 1) */
        a = gsl_sf_lngamma(1 + 2 / d->shape) -
            2 * gsl_sf_lngamma(1 + 1 / d->shape);
        return d->mean * sqrt(expm1(a));
    case DIST_UNIFORM:
        return (d->high - d->low) / sqrt(12);
    case DIST_TRIANGULAR:
        a = d->mode - d->low;
        b = d->high - d->mode;
        return sqrt((a * a + a * b + b * b) / 18);
    case DIST_TRACE:
        break;
    }
    return NAN;
}
