#ifndef SIM_PORT_LANE_H
#define SIM_PORT_LANE_H

#include "sim/port/site.h"

/*
 * lane -- stations whose positions have queues of their own. Of others, whose
 * queue is common, these functions do nothing, and their lane is 0.
 *
 * Model     docs/design.md, "Queues of their own"
 * Owns      nothing: the lanes lie in the ledger's arena
 */

/* Where a joining party queues: the open lane with the fewest parties. */
static inline uint32_t lane_choose(const struct station_state *s)
{
    if (!s->lanes.queue)
        return 0;
    return shortest_least(&s->lanes, s->open ? (uint32_t)s->open : s->lanes.n);
}

static inline int64_t lane_first(const struct station_state *s,
                                 enum shortest_is is)
{
    return s->lanes.queue ? shortest_first(&s->lanes, 0, (uint32_t)s->open, is)
                          : 0;
}

/* The lane where the next party starts; -1: none can. */
static inline int64_t lane_next(const struct station_state *s)
{
    return lane_first(s, SHORTEST_READY);
}

/* The lane where somebody can start who is queued at none; -1: none. */
static inline int64_t lane_free(const struct station_state *s)
{
    return lane_first(s, SHORTEST_FREE);
}

/* The position of a lane is held by a visit or a blocked party, or no more. */
static inline void lane_hold(struct station_state *s, uint32_t lane, bool held)
{
    if (s->lanes.queue)
        shortest_hold(&s->lanes, lane, held);
}

/* Of lane s->next one starts. */
void lane_start(struct station_state *s);

/* The number of open positions has changed: who is queued at a closed one
 * chooses again. */
void lane_choose_again(struct site *p, int station);

#endif
