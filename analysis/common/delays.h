#ifndef ANALYSIS_DELAYS_H
#define ANALYSIS_DELAYS_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"
#include "analysis/common/statistics.h"

/*
 * delays -- waits at each station: by interval of joining, or by class.
 *
 * Model     analysis/common/bins.h for quantiles from bins
 * Units     minutes; persons
 * Owns      its panels; release with delays_release()
 * Errors    0, or -1 when memory is short
 * Threads   one
 *
 * Key of the panels: delays_key(). By class there is one interval, the run, and
 * class -1 is everybody; by interval there is only class -1. Values are NaN
 * where nobody was served, but in the counts: `persons`, `not_served`, `left`,
 * `unserved` and `over`. The results tell who left from who was still queued by
 * class alone: by interval there is their sum, not_served.
 */
struct delays {
    int stations, classes;          /* classes is 0 by interval */
    struct panel p50, p95;          /* of each replication */
    struct estimate *all50, *all95; /* by class, of each key: of all together */
    struct panel longest, sum;      /* wait */
    struct panel persons;           /* served */
    struct panel not_served; /* joined, but no service began: left + unserved */
    struct panel left;       /* by class: out of patience, or at the door */
    struct panel unserved;   /* by class: still queued at the end */
    struct panel over;       /* by class; key: key x limits + limit */
    int limits;              /* most of any station */
    int *station;            /* stations, most persons first, served or not */
};

int delays_by_interval(struct delays *w, const struct input *in);
int delays_by_class(struct delays *w, const struct input *in);
int delays_key(const struct delays *w, int station, int class);
void delays_release(struct delays *w);

#endif
