/* room -- who takes a place, who is blocked, and who is let in next. */
#include "sim/port/room.h"

#include "sim/port/dispatch.h"
#include "sim/port/lane.h"

bool room_take(struct site *p, int station)
{
    if (p->station[station].places >= p->is->station[station].room)
        return false;
    p->station[station].places++;
    return true;
}

/* The position that a blocked party holds: one more or less. */
static void hold_position(struct site *p, const struct traveller *t, int by)
{
    int station = t->leaves - 1;

    if (station < 0)
        return;
    ledger_level(&p->ledger, station, LEVEL_BLOCKED, by, p->now);
    p->station[station].held += by;
    lane_hold(&p->station[station], t->lane, by > 0);
    if (by < 0)
        p->ready |= UINT64_C(1) << station;
}

void room_block(struct site *p, uint32_t lead, int station, simtime walk)
{
    struct traveller *t = &p->traveller[lead];
    struct queue *q = &p->station[station].blocked;

    t->state = BLOCKED;
    t->node = (uint8_t)station;
    t->to_end = false;
    t->due = walk;
    t->since = p->now;
    hold_position(p, t, 1);
    ledger_level(&p->ledger, station, LEVEL_HELD, t->members, p->now);
    queue_append(p, q, lead);
}

/* Out of the list of the blocked. */
static void unblock(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    struct queue *q = &p->station[t->node].blocked;

    queue_remove(p, q, lead);
    ledger_level(&p->ledger, t->node, LEVEL_HELD, -t->members, p->now);
    p->ledger.gauge[t->node].held_sum += (wide)(p->now - t->since) * t->members;
    hold_position(p, t, -1);
}

void room_free(struct site *p, int station)
{
    struct station_state *s = &p->station[station];
    uint32_t lead = s->blocked.head;
    if (!lead) {
        s->places--;
        return;
    }
    struct traveller *next = &p->traveller[lead];
    unblock(p, lead);
    next->outside = false;
    next->leaves = 0;
    next->state = GOING;
    next->due = site_later(p->now, next->due);
    site_schedule(p, next->due, RANK_ARRIVAL, site_party(next, lead));
}

void room_forget(struct site *p, uint32_t lead)
{
    unblock(p, lead);
}
