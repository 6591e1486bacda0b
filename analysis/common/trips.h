#ifndef ANALYSIS_TRIPS_H
#define ANALYSIS_TRIPS_H

#include "analysis/common/input.h"
#include "analysis/common/limit_set.h"
#include "analysis/common/panel.h"

/*
 * trips -- times from arrival to the end of service, by journey and class: over
 * the whole run, or by the hour of arrival.
 *
 * Units     minutes; persons in one replication
 * Owns      its panels; release with trips_release()
 * Errors    trips_count(): 0, or -1 when memory is short
 * Threads   one
 *
 * Key of the panels: trips_key(); journey and class -1 are all of them. The
 * panels' intervals are hours of arrival, or one for the run.
 */
struct trips {
    int journeys, classes;
    struct limit_set limits; /* of all journeys */
    struct panel persons, minutes, longest;
    struct panel within; /* key: key x limits + limit; no longer than it */
};

int trips_count(struct trips *t, const struct input *in, bool by_hour);
void trips_release(struct trips *t);
int trips_key(const struct trips *t, int journey, int class);

/* Is this a limit of the journey, or, for -1, of every journey? */
bool trips_has_limit(const struct trips *t, const struct input *in, int journey,
                     int limit);

#endif
