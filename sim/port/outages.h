#ifndef SIM_PORT_OUTAGES_H
#define SIM_PORT_OUTAGES_H

#include "sim/compile/model.h"
#include "sim/engine/service.h"

/*
 * outages -- when something that fails at random is out: up for a time from 0,
 * down for a time, and so on.
 *
 * Model     docs/design.md, "Matching service" and "Members" (capture)
 * Units     simtime since the start
 * Owns      nothing
 * Threads   pure
 */

/* Outages that begin before `until`: how many, or -1, over FLOW_FAILURES_MOST;
 * kept where `to` is there. */
int outages_draw(const struct model_unit *unit, uint32_t replication,
                 simtime until, struct outage *to);

/* Whether one of n, apart and ascending, covers the moment `at`. */
bool outages_cover(const struct outage *o, int n, simtime at);

#endif
