#ifndef ANALYSIS_TALLIES_H
#define ANALYSIS_TALLIES_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"
#include "analysis/common/tsv.h"

/*
 * tallies -- cells that print counts, sums and shares of replications.
 *
 * Units     of the panels
 * Owns      room for a line of replications; release with tallies_release()
 * Errors    tallies_init(): 0, or -1 when memory is short
 * Threads   one
 *
 * Panels have one interval. Their values stay as they are, so that a panel may
 * be printed again and be the bottom of a share.
 */
struct tallies {
    int n; /* replications */
    double *copy, *scratch;
};

int tallies_init(struct tallies *t, int replications);
void tallies_release(struct tallies *t);

/* NAME, NAME_lo, NAME_hi: mean over replications; what one finds in one. */
void tallies_mean(const struct tallies *t, const double *x, struct tsv *out);
/* Ratio of sums: a mean for each person; estimate_ratio(). */
void tallies_ratio(const struct tallies *t, const double *top,
                   const double *bottom, struct tsv *out);
/* The same of top that is part of bottom: estimate_share(). */
void tallies_share(const struct tallies *t, const double *top,
                   const double *bottom, struct tsv *out);

#endif
