#ifndef ANALYSIS_POOLED_H
#define ANALYSIS_POOLED_H

#include <stddef.h>

#include "analysis/common/bins.h"
#include "analysis/common/statistics.h"

/*
 * pooled -- a quantile of the waits of all replications together.
 *
 * Model     nearest rank among all; the interval is Woodruff's (docs/model.md,
 *           Intervals): how well the share is known that waits no longer than
 * the quantile, turned back into waits Units     us Owns      nothing Errors
 * pooled_quantile(): -1 when memory is short Threads   pure
 */

/*
 * `b`: bins as bins_sort() leaves them, whose keys modulo n are the
 * replications 0 to n - 1. most[r]: the longest wait seen in replication r;
 * NaN: unknown. No waits give NaN, one replication no interval, and
 * replications that all agree an interval of no width. The estimate's q05 and
 * q95 are NaN.
 */
int pooled_quantile(const struct bin *b, size_t count, double p,
                    const double *most, int n, struct estimate *out);

#endif
