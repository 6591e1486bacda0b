/* queue -- who joins the queue of a station, and who leaves it unserved. */
#include "sim/port/dispatch.h"
#include "sim/port/lane.h"
#include "sim/port/room.h"

/* The queue of the first priority that the lead meets. */
static uint8_t priority_of(const struct site *p, const struct traveller *t)
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

static void begin_patience(struct site *p, uint32_t lead,
                           const struct quantile *q)
{
    struct traveller *t = &p->traveller[lead];
    struct pair u = {0, 0};

    if (q->node)
        u = keyed_pair(site_visit_key(p, t, t->node),
                       site_counter(p, t, t->visit, VISIT_PATIENCE, 0, 0));
    t->patience_until = site_later(p->now, quantile_at(q, u.first));
    site_schedule(p, t->patience_until, RANK_PATIENCE, site_party(t, lead));
}

/* To a station, a walk or an end state, now. */
static void send(struct site *p, uint32_t lead, const struct model_place *to)
{
    if (to->to == TO_END)
        dispatch_leave(p, lead, (enum end_state)to->index);
    else
        route_go(p, lead, to->to, to->index, p->now);
}

/* A party from outside: is there a place for it, where places are few? If not
 * it is sent elsewhere, or waits. */
static bool enter(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    const struct model_station *s = p->station[t->node].is;

    if (!s->room || room_take(p, t->node)) {
        t->outside = false;
        return true;
    }
    if (s->turns_away)
        send(p, lead, &s->full_to);
    else
        room_block(p, lead, t->node, 0);
    return false;
}

void queue_join(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    struct station_state *s = &p->station[station];
    struct gauge *g = &p->ledger.gauge[station];
    const int64_t *queued = &g->level[LEVEL_QUEUED];

    if (t->outside && !enter(p, lead))
        return;
    if (*queued >= s->is->balk) {
        room_give_up(p, t);
        send(p, lead, &s->is->balk_to);
        return;
    }
    t->visit = site_count_visit(p, lead, station);
    t->state = QUEUED;
    t->since = p->now;
    t->interval = (uint16_t)p->ledger.interval;
    t->level = s->is->levels > 1 ? priority_of(p, t) : 0;
    t->lane = lane_choose(s);
    queue_enter(p, s, lead);
    t->patience_until = -1;
    if (s->is->patience)
        begin_patience(p, lead, s->is->patience);
    ledger_level(&p->ledger, station, LEVEL_QUEUED, t->members, p->now);
    if (*queued > g->queued_max)
        g->queued_max = *queued;
    ledger_series(&p->ledger, station)->arrivals += t->members;
    /* where all positions are held, dispatch can but make room for it */
    if (s->held < s->available || s->is->preemptive)
        p->ready |= UINT64_C(1) << station;
    site_milestone(p, MILESTONE_JOIN, p->now, t, station, t->members);
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
