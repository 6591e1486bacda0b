#ifndef SIM_PORT_ROOM_H
#define SIM_PORT_ROOM_H

#include "sim/port/site.h"

/*
 * room -- places at stations that take only so many parties, and the parties
 * that are blocked for want of one.
 *
 * Model     docs/design.md, "Room"
 * Units     simtime since the start; a party takes one place, however large
 * Owns      nothing: the list of the blocked goes through the travellers
 */

/* A place at the station; false: all are taken. */
bool room_take(struct site *p, int station);

/* The party waits for a place at the station; `walk` is what its way there
 * will take. It holds the position that it leaves, if any. */
void room_block(struct site *p, uint32_t lead, int station, simtime walk);

/* A place is free: it goes to the first of the blocked. */
void room_free(struct site *p, int station);

/* The place of a party that is queued at t->node or on its way there, or has
 * just been. Of a station without room, and of who has taken none, nothing
 * happens. */
static inline void room_give_up(struct site *p, const struct traveller *t)
{
    if (!t->to_end && !t->outside && p->station[t->node].is->room)
        room_free(p, t->node);
}

/* The door closes on a party that is blocked. */
void room_forget(struct site *p, uint32_t lead);

#endif
