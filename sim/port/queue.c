/* queue -- who joins the queue of a station, and who leaves it unserved. */
#include "sim/port/dispatch.h"
#include "sim/port/lane.h"
#include "sim/port/room.h"

/* The queue of the first priority that the lead meets. */
static int priority_of(const struct site *p, const struct traveller *t)
{
    const struct model_station *s = &p->is->station[t->node];
    struct asking k = {.node = t->node,
                       .visit = t->visit,
                       .purpose = VISIT_PRIORITY,
                       .lead = t->member};

    for (int i = 0; i < s->levels - 1; i++) {
        k.number = (unsigned)i;
        if (route_meets(p, t, &t->facts, &s->first[i], k))
            return i;
    }
    return s->levels - 1;
}

void queue_append(struct site *p, struct queue *q, uint32_t lead)
{
    p->traveller[lead].next_queued = 0;
    p->traveller[lead].prev_queued = q->tail;
    if (q->tail)
        p->traveller[q->tail].next_queued = lead;
    else
        q->head = lead;
    q->tail = lead;
}

void queue_remove(struct site *p, struct queue *q, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    if (t->prev_queued)
        p->traveller[t->prev_queued].next_queued = t->next_queued;
    else
        q->head = t->next_queued;
    if (t->next_queued)
        p->traveller[t->next_queued].prev_queued = t->prev_queued;
    else
        q->tail = t->prev_queued;
}

static struct queue *queue_of(const struct site *p, const struct traveller *t)
{
    int levels = p->is->station[t->node].levels;

    return &p->station[t->node].level[t->lane * (uint32_t)levels + t->level];
}

void queue_enter(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    struct station_state *s = &p->station[t->node];

    queue_append(p, queue_of(p, t), lead);
    s->parties++;
    if (s->lanes.queue)
        shortest_join(&s->lanes, t->lane);
}

void queue_quit(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    struct station_state *s = &p->station[t->node];

    queue_remove(p, queue_of(p, t), lead);
    s->parties--;
    if (s->lanes.queue)
        shortest_quit(&s->lanes, t->lane);
}

uint32_t queue_first(const struct site *p, int station, uint32_t lane)
{
    const struct queue *q = p->station[station].level +
                            lane * (uint32_t)p->is->station[station].levels;

    while (!q->head)
        q++;
    return q->head;
}

static void begin_patience(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    const struct quantile *q = p->is->station[t->node].patience;
    struct pair u = {0, 0};

    t->patience_until = -1;
    if (!q)
        return;
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
    const struct model_station *s = &p->is->station[t->node];

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
    struct gauge *g = &p->ledger.gauge[station];
    const int64_t *queued = &g->level[LEVEL_QUEUED];

    if (t->outside && !enter(p, lead))
        return;
    if (*queued >= p->is->station[station].balk) {
        room_give_up(p, t);
        send(p, lead, &p->is->station[station].balk_to);
        return;
    }
    t->visit = site_count_visit(p, lead, station);
    t->state = QUEUED;
    t->since = p->now;
    t->interval = (uint16_t)p->ledger.interval;
    t->level = (uint8_t)priority_of(p, t);
    t->lane = lane_choose(p, station);
    queue_enter(p, lead);
    begin_patience(p, lead);
    ledger_level(&p->ledger, station, LEVEL_QUEUED, t->members, p->now);
    if (*queued > g->queued_max)
        g->queued_max = *queued;
    ledger_series(&p->ledger, station)->arrivals += t->members;
    p->ready |= UINT64_C(1) << station;
    site_milestone(p, MILESTONE_JOIN, p->now, t, station, t->members);
}

/* Out of the queue, unserved. */
void queue_leave(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    simtime wait = p->now - t->since;

    queue_quit(p, lead);
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
