#ifndef MODELS_DISTRIBUTION_H
#define MODELS_DISTRIBUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "models/quantity.h"

/*
 * distribution -- a random duration as a quantile function.
 *
 * Model     docs/model.md#distributions
 * Units     parameters and values in microseconds (double before rounding)
 * Owns      nothing
 * Errors    distribution_check(): NULL or a constant text
 * Threads   pure; gsl_set_error_handler_off() has been called
 */
enum distribution_family {
    DIST_CONSTANT,    /* mean */
    DIST_EXPONENTIAL, /* mean */
    DIST_ERLANG,      /* mean, stages */
    DIST_GAMMA,       /* mean, sd */
    DIST_LOGNORMAL,   /* mean, sd (of the variate, not of its logarithm) */
    DIST_WEIBULL,     /* mean, shape */
    DIST_UNIFORM,     /* low, high */
    DIST_TRIANGULAR,  /* low, mode, high */
    DIST_TRACE        /* no draw: the value stands in the flow's trace file */
};

/* What the user wrote; fields that a family does not use are NaN (or 0). */
struct distribution {
    enum distribution_family family;
    double mean, sd; /* us, > 0; cv has been turned into sd by the reader */
    double low, high, mode; /* us */
    double shape;           /* Weibull */
    int stages;             /* Erlang */
};

/* NULL when the family's parameters are present and legal, and no others are
 * given. Else "needs a mean", to stand behind the place or the element. */
const char *distribution_check(const struct distribution *d);

/* Same family and parameters; NaN equals NaN. */
bool distribution_equal(const struct distribution *a,
                        const struct distribution *b);

/* Name in scenarios ("lognormal"), and back (-1: unknown). */
const char *distribution_name(enum distribution_family f);
int distribution_find(const char *name);

/* Exact quantile (GSL) for 0 < p < 1, with q = 1 - p given apart so that both
 * tails keep their precision. In microseconds, not rounded. Asserts the check.
 */
double distribution_quantile(const struct distribution *d, double p, double q);

/*
 * The same in two parts: a unit, and the quantile as a multiple of it.
 * Distributions of one family and of one form, which is a number, have the same
 * multiples; NaN: the family is not of that kind, and its unit is 1.
 */
double distribution_form(const struct distribution *d);
double distribution_unit(const struct distribution *d);
double distribution_in_units(const struct distribution *d, double p, double q);

/* The same family `by` times as long (by >= 0; 0: constant 0). */
struct distribution distribution_scaled(const struct distribution *d,
                                        double by);

double distribution_mean(const struct distribution *d); /* us; trace: NaN */
double distribution_sd(const struct distribution *d);   /* us; trace: NaN */

/* Shape of a gamma or Erlang, whose scale is mean / shape; NaN for others. */
double distribution_gamma_shape(const struct distribution *d);

#endif
