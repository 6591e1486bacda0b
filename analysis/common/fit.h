#ifndef ANALYSIS_FIT_H
#define ANALYSIS_FIT_H

#include "analysis/common/statistics.h"
#include "sim/io/import/awt.h"

/*
 * fit -- observed times in seven bins beside simulated ones, for an hour, a day
 * or many days.
 *
 * Model     docs/airport-wait-times.md#the-comparison
 * Units     persons; minutes
 * Owns      its arrays; release with fit_release()
 * Errors    0, or -1 when memory is short; what there is no data for is NaN
 * Threads   one
 */
struct fit {
    double observed[AWT_BINS]; /* persons with a time */
    double observed_minutes;   /* sum of their times: mean x persons */
    double excluded;           /* persons without */
    int replications;
    double *persons; /* of each replication: finished */
    double *minutes; /* sum of their times */
    double *bin;     /* replications x AWT_BINS */
};

int fit_init(struct fit *f, int replications);
void fit_release(struct fit *f);

/* f += x; both have the same replications. */
void fit_add(struct fit *f, const struct fit *x);

double fit_observed_mean(const struct fit *f);

/* Over replications, of the mean time in each. */
int fit_simulated_mean(const struct fit *f, struct estimate *out);

/* Shares of the bins; simulated ones of all replications together. */
void fit_shares(const struct fit *f, double observed[AWT_BINS],
                double simulated[AWT_BINS]);

/* Total-variation distance of the two: the share of people who would have to
 * change bins, 0 to 1. */
double fit_distance(const struct fit *f);

/* The same of any two counts in bins; NaN where one has none. */
double fit_bins_distance(const double a[AWT_BINS], const double b[AWT_BINS]);

/* The same distance of one replication from all others, averaged: what chance
 * alone makes of it when the model is right. */
double fit_chance(const struct fit *f);

#endif
