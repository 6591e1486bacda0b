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
uint32_t lane_choose(const struct site *p, int station);

/* The lane where the next party starts; -1: none can. */
int64_t lane_next(const struct site *p, int station);

/* The lane where somebody can start who is queued at none; -1: none. */
int64_t lane_free(const struct site *p, int station);

/* The position of a lane is held by a visit or a blocked party, or no more. */
void lane_hold(struct site *p, int station, uint32_t lane, bool held);

/* The number of open positions has changed: who is queued at a closed one
 * chooses again. */
void lane_choose_again(struct site *p, int station);

#endif
