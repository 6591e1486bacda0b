#ifndef ANALYSIS_PASSAGE_H
#define ANALYSIS_PASSAGE_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"

/*
 * passage -- who came to each port, and how they left it, by interval.
 *
 * Units     persons in an interval of one replication
 * Owns      its panels; release with passage_release()
 * Errors    passage_count(): 0, or -1 when memory is short
 * Threads   one
 */
struct passage {
    int ports, states;
    struct panel arrivals; /* key: port */
    struct panel ends;     /* key: port x states + state */
    int *port;             /* ports, most travellers first */
};

int passage_count(struct passage *p, const struct input *in);
void passage_release(struct passage *p);

#endif
