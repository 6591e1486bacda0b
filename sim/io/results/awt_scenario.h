#ifndef SIM_IO_RESULTS_AWT_SCENARIO_H
#define SIM_IO_RESULTS_AWT_SCENARIO_H

#include "models/civil.h"
#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * awt_scenario -- the journeys called "awt" in the resolved scenario of a
 * results file: where and when to look for observed times.
 *
 * Units     simtime
 * Owns      nothing: all lies in the arena
 * Errors    0; -1: reported (not a scenario, no such journey, other limits)
 */
struct awt_scenario {
    int32_t day; /* the run's first */
    int journeys;
    struct awt_journey {
        const char *port_id; /* as awt_port_id() makes it */
        const char *name;    /* in /names/journeys */
        const char *less;    /* the walk, as written: "5 min" */
        struct wall wall;    /* of the port */
    } * journey;
};

int awt_scenario_read(struct awt_scenario *s, const char *text, struct arena *a,
                      struct diag *d);

/* UTC, us since 1970, at which an hour of the airport's clock begins; 24 and
 * more: of the days that follow. */
simtime awt_hour_utc(const struct awt_journey *j, int32_t day, int hour);

#endif
