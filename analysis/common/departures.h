#ifndef ANALYSIS_DEPARTURES_H
#define ANALYSIS_DEPARTURES_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"

/*
 * departures -- who boarded each departure whose door closed, from the table
 * deadlines.
 *
 * Units     persons in one replication; h
 * Owns      its panel and list; release with departures_release()
 * Errors    departures_count(): 0, or -1 when memory is short
 * Threads   one
 *
 * Key of the panel: 0 for all departures, then 1 + index; its intervals are the
 * counts below. NaN: the door did not close in that replication.
 */
enum {
    DEPARTURES_MANIFEST,
    DEPARTURES_BOARDED,
    DEPARTURES_MISSED,
    DEPARTURES_NO_SHOW,
    DEPARTURES_OTHER,
    DEPARTURES_COUNTS
};

struct departures {
    int count;
    struct departure {
        int flow, call;
        double door; /* h since the first midnight */
    } * departure;   /* by door, then flow and call */
    struct panel persons;
};

int departures_count(struct departures *d, const struct input *in);
void departures_release(struct departures *d);

#endif
