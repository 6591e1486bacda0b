#ifndef ANALYSIS_HOLDINGS_H
#define ANALYSIS_HOLDINGS_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"

/*
 * holdings -- what stores take in and delete, by port, class and part: what
 * became of an image in a store, or the row of the schedule that decided.
 *
 * Units     images, or records, in one replication; hours
 * Owns      its panels and lists; release with holdings_release()
 * Errors    holdings_count(): 0, or -1 when memory is short
 * Threads   one
 *
 * Port and class -1 are all of them. Part of a store and a why:
 * holdings_part(); of a row of the schedule: its number.
 */
enum holding {
    HOLDING_STORED,
    HOLDING_CONFIRMED,
    HOLDING_DELETED,
    HOLDING_HELD,
    HOLDING_LONGER,
    HOLDING_AGE,   /* at deletion since the capture, summed, h */
    HOLDING_SINCE, /* since the confirmation, of the confirmed, summed, h */
    HOLDINGS
};

struct holdings {
    int ports, classes, stores, whys, parts;
    bool by_basis;
    struct panel sum[HOLDINGS];
    double *age_max, *since_max; /* of all replications, h */
    int *store;  /* of each part; by basis: that of the row, -1: never used */
    int *number; /* of a cell in the panels, from 1; 0: nothing stored */
    int cells;
    int *port; /* ports, most stored first */
};

int holdings_count(struct holdings *h, const struct input *in, bool by_basis);
void holdings_release(struct holdings *h);

int holdings_part(const struct holdings *h, int store, int why); /* -1: all */

/* Number of a cell in the panels; -1: nothing was stored so. */
int holdings_cell(const struct holdings *h, int port, int class, int part);

#endif
