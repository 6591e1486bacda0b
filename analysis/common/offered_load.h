#ifndef ANALYSIS_OFFERED_LOAD_H
#define ANALYSIS_OFFERED_LOAD_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"

/*
 * offered_load -- officers that each pool needs by interval, beside those that
 * were there.
 *
 * Model     square-root staffing: at each station a is the persons who arrive
 *           in the interval, lagged by the mean service time of a party, x the
 *           service time a person / the interval's length; needed =
 *           ceil(a + sqrt(a)), summed over the pool's stations. Service times
 *           are those of the visits that ended in the interval, in all
 *           replications together; where these are fewer than
 *           OFFERED_LOAD_VISITS, of all visits that ended in the replication.
 *           Where officers watch n positions
 *           each: load a / n, needed ceil(ceil(a + sqrt(a)) / n)
 * Units     officers
 * Owns      its panels; release with offered_load_release()
 * Errors    offered_load_compute(): 0, or -1 when memory is short
 * Threads   one
 *
 * Key of the panels: pool. NaN: before the warm-up; load and needed also until
 * a mean service time after it, as who came before it is not known; or nobody
 * was served in the replication, so that it has no service time.
 */
enum { OFFERED_LOAD_VISITS = 30 };

struct offered_load {
    int pools;
    struct panel load, needed;
    struct panel rostered, busy;
    int *pool; /* pools, most officers on roster first */
};

int offered_load_compute(struct offered_load *o, const struct input *in);
void offered_load_release(struct offered_load *o);

/*
 * Arrivals of an interval seen `lag` later (0 or more): those of an interval
 * are taken to be spread evenly over it; before the start nobody came.
 * `before[i]`: arrivals before interval i, n + 1 numbers; `length` of the run:
 * n - 1 to n. Both times in intervals.
 */
double offered_load_lag(const double *before, int n, double length, double lag,
                        int interval);

/* ceil(a + sqrt(a)). */
double offered_load_needed(double a);

#endif
