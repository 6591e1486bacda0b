#ifndef ANALYSIS_CALIBRATE_VALLEY_H
#define ANALYSIS_CALIBRATE_VALLEY_H

#include "analysis/calibrate/search.h"

/*
 * valley -- the shape of a function around its least value: along which
 * directions it rises by so little that chance hides it.
 *
 * Model     docs/model.md#calibration
 * Units     places in [0, 1]; lengths too: 1 is the whole range
 * Owns      nothing
 * Errors    valley_measure(): 0, -1 memory, or the code of value()
 * Threads   one
 */
struct valley {
    int n, tried;
    /* Directions, flattest first; each has length 1. */
    double direction[SEARCH_MOST][SEARCH_MOST];
    /* How far one can go along it before the value rises by the noise; at most
     * 1. */
    double length[SEARCH_MOST];
    double reach[SEARCH_MOST]; /* of each place, all directions together */
};

/* Around s->best. `step`: between the points that are tried. */
int valley_measure(struct valley *v, struct search *s, double step,
                   double noise);

#endif
