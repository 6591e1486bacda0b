/* queue -- who joins the queue of a station, and who leaves it unserved. */
#include "sim/port/dispatch.h"
#include "sim/port/lane.h"
#include "sim/port/room.h"

/* The queue of the first priority that the lead meets. */
SELDOM static uint8_t priority_of(const struct site *p,
                                  const struct traveller *t)
{
    const struct model_station *s = p->station[t->node].is;
    struct asking k = {.node = t->node,
                       .visit = t->visit,
                       .purpose = VISIT_PRIORITY,
                       .lead = t->member};

    for (int i = 0; i < s->levels - 1; i++) {
        k.number = (unsigned)i;
        if (route_meets(p, t, &t->facts, &s->first[i], k))
            return (uint8_t)i;
    }
    return (uint8_t)(s->levels - 1);
}

SELDOM static void begin_patience(struct site *p, uint32_t lead,
                                  const struct quantile *q)
{
    struct traveller *t = &p->traveller[lead];
    struct pair u = {0, 0};

    if (q->node)
        u = keyed_pair(site_visit_key(p, t, t->node),
                       site_counter(p, t, t->visit, VISIT_PATIENCE, 0, 0));
    t->due = site_later(p->now, quantile_at(q, u.first));
    site_schedule(p, t->due, RANK_PATIENCE, site_party(t, lead));
}

/* To a station, a walk or an end state, now. */
SELDOM static void send(struct site *p, uint32_t lead,
                        const struct model_place *to)
{
    if (to->to == TO_END)
        dispatch_leave(p, lead, (enum end_state)to->index);
    else
        route_go(p, lead, to->to, to->index, p->now);
}

/* A party from outside where places are few: is there one? If not it is sent
 * elsewhere, or waits. */
SELDOM static bool find_room(struct site *p, uint32_t lead)
{
    int station = p->traveller[lead].node;
    const struct model_station *s = p->station[station].is;

    if (room_take(p, station))
        return true;
    if (s->turns_away)
        send(p, lead, &s->full_to);
    else
        room_block(p, lead, station, 0);
    return false;
}

SELDOM static void balk(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    room_give_up(p, t);
    send(p, lead, &p->station[t->node].is->balk_to);
}

void queue_join(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    struct station_state *s = &p->station[station];
    const struct model_station *is = s->is;
    struct gauge *g = &p->ledger.gauge[station];

    if (t->outside) {
        if (is->room && !find_room(p, lead))
            return;
        t->outside = false;
    }
    if (g->level[LEVEL_QUEUED] >= is->balk) {
        balk(p, lead);
        return;
    }
    t->visit = site_count_visit(p, lead, station);
    t->state = QUEUED;
    t->since = p->now;
    t->due = -1;
    t->interval = (uint16_t)p->ledger.interval;
    t->level = is->levels > 1 ? priority_of(p, t) : 0;
    t->lane = lane_choose(s);
    queue_enter(p, s, lead);
    ledger_level(&p->ledger, station, LEVEL_QUEUED, t->members, p->now);
    if (g->level[LEVEL_QUEUED] > g->queued_max)
        g->queued_max = g->level[LEVEL_QUEUED];
    ledger_series(&p->ledger, station)->arrivals += t->members;
    /* where all positions are held, dispatch can but make room for it */
    if (s->held < s->available || is->preemptive)
        p->ready |= UINT64_C(1) << station;
    site_milestone(p, MILESTONE_JOIN, p->now, t, station, t->members);
    if (is->patience)
        begin_patience(p, lead, is->patience);
}

/* Out of the queue, unserved. */
void queue_leave(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    struct station_state *s = &p->station[station];
    simtime wait = p->now - t->since;

    queue_remove(p, queue_of(s, t), lead);
    queue_gone(s, t->lane);
    ledger_level(&p->ledger, station, LEVEL_QUEUED, -t->members, p->now);
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        if (p->options->travellers)
            p->traveller[m].waited += wait;
        ledger_left(&p->ledger, station, p->traveller[m].class, t->since, wait);
    }
    room_give_up(p, t);
}

void queue_patience(struct site *p, uint32_t lead)
{
    queue_leave(p, lead);
    send(p, lead, &p->is->station[p->traveller[lead].node].patience_to);
}
