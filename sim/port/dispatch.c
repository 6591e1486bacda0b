/* dispatch -- positions and officers: who starts, who leaves a position. */
#include "sim/port/dispatch.h"
#include "sim/port/interrupt.h"
#include "sim/port/lane.h"
#include "sim/port/party.h"
#include "sim/port/room.h"

/* A position and an officer, if `fewer` visits were in progress. */
static inline bool has_position(const struct site *p,
                                const struct station_state *s, int fewer)
{
    const struct model_station *is = s->is;
    int held = s->held - fewer;

    if (held >= s->available)
        return false;
    if (is->pool < 0)
        return true;
    if (is->monitored)
        return held < s->open;
    return p->pool[is->pool].busy - fewer < p->pool[is->pool].rostered;
}

/* The lowest priority number that anybody is queued for; levels: none is. */
static int first_queued(const struct site *p, int station)
{
    int level = 0, levels = p->is->station[station].levels;

    while (level < levels && !p->station[station].level[level].head)
        level++;
    return level;
}

/* Stop a visit of a later priority if whoever goes next could start then. */
SELDOM static bool preempt(struct site *p, int station)
{
    int level = first_queued(p, station);
    uint32_t next = interrupt_next(p, station, level);

    if (next)
        level = p->traveller[next].level;
    uint32_t victim = interrupt_later(p, station, level);
    if (!victim || !has_position(p, &p->station[station], 1))
        return false;
    interrupt_stop(p, victim);
    return true;
}

/* The headway is not over: try again then. */
SELDOM static void wait_for_headway(struct site *p, int station)
{
    struct station_state *s = &p->station[station];

    if (s->wake == s->next_start)
        return;
    s->wake = s->next_start;
    site_schedule(p, s->wake, RANK_CAPACITY,
                  (struct happening){HEADWAY, (uint32_t)station, 0, 0});
}

static inline bool can_start(struct site *p, int station)
{
    struct station_state *s = &p->station[station];

    if (!s->parties && !s->stops)
        return false;
    if (!has_position(p, s, 0))
        return s->is->preemptive && preempt(p, station);
    if (s->stops) /* who goes on needs no headway */
        return lane_free(s) >= 0;
    int64_t lane = lane_next(s);
    if (lane < 0)
        return false;
    s->next = (uint32_t)lane;
    if (p->now >= s->next_start)
        return true;
    wait_for_headway(p, station);
    return false;
}

/* One position more or less is held by a visit in progress, with its officer
 * where they attend. */
static inline void occupy(struct site *p, int station, int by)
{
    struct station_state *s = &p->station[station];
    int pool = s->is->pool;

    s->held += by;
    ledger_level(&p->ledger, station, LEVEL_BUSY, by, p->now);
    if (pool >= 0 && !s->is->monitored) {
        p->pool[pool].busy += by;
        ledger_officers_busy(&p->ledger, pool, by, p->now);
    }
}

/* The visit of who is first in the queue begins. */
ALWAYS void begin(struct site *p, int station)
{
    struct station_state *s = &p->station[station];
    struct queue *q = queue_next(s, s->next);
    uint32_t lead = q->head;
    struct traveller *t = &p->traveller[lead];
    simtime wait = p->now - t->since;

    queue_shift(p, q);
    s->parties--;
    if (s->lanes.queue)
        lane_start(s);
    ledger_level(&p->ledger, station, LEVEL_QUEUED, -t->members, p->now);
    occupy(p, station, 1);
    s->next_start = p->now + s->is->headway;
    p->ledger.gauge[station].wait_sum += (wide)wait * t->members;
    for (struct traveller *k = t; k; k = site_next_member(p, k)) {
        if (p->options->travellers)
            k->waited += wait;
        if (t->since >= p->m->warm_up)
            ledger_wait(&p->ledger, station, k->class, t->interval, wait);
    }
    if (s->is->room)
        room_give_up(p, t);
    t->state = BUSY;
    t->since = p->now;
    if (s->is->may_stop)
        interrupt_call(p, lead);
    site_milestone(p, MILESTONE_START, p->now, t, station, t->members);
    simtime end = visit_begin(p, lead);
    t->due = end;
    if (end >= 0)
        site_schedule(p, end, RANK_END, site_party(t, lead));
}

/* Of a station where visits are stopped one goes on, unless somebody queued
 * comes first. */
SELDOM static void go_on(struct site *p, int station)
{
    struct station_state *s = &p->station[station];
    uint32_t lead = interrupt_next(p, station, first_queued(p, station));

    if (!lead) {
        begin(p, station);
        return;
    }
    struct traveller *t = &p->traveller[lead];
    t->lane = (uint32_t)lane_free(s);
    lane_hold(s, t->lane, true);
    occupy(p, station, 1);
    interrupt_resume(p, lead);
}

void dispatch(struct site *p)
{
    do {
        while (p->ready) {
            int station = __builtin_ctzll(p->ready);
            if (!can_start(p, station))
                p->ready &= p->ready - 1;
            else if (p->station[station].stops)
                go_on(p, station);
            else
                begin(p, station);
        }
    } while (p->is->opening && !site_goes_on(p) && opening_read(p));
}

static inline void release(struct site *p, const struct traveller *t)
{
    struct station_state *s = &p->station[t->node];
    int pool = s->is->pool;

    occupy(p, t->node, -1);
    lane_hold(s, t->lane, false);
    p->ready |= pool >= 0 ? p->pool[pool].stations : UINT64_C(1) << t->node;
}

void dispatch_release(struct site *p, uint32_t lead)
{
    release(p, &p->traveller[lead]);
}

/* Journeys that end where a party has been served for the first time. */
SELDOM static void end_journeys(struct site *p, const struct traveller *t)
{
    const struct model_station *is = p->station[t->node].is;

    for (const struct traveller *k = t; k; k = site_next_member(p, k))
        for (int i = 0; i < is->journeys; i++)
            ledger_journey(&p->ledger, is->journey[i], k->class,
                           k->arrived_interval, p->now - k->arrived);
}

void dispatch_end(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    const struct model_station *is = p->station[station].is;
    simtime took = p->now - t->since;

    if (is->may_stop) {
        commit_visit(p, lead, INT64_MAX);
        interrupt_forget(p, lead);
    }
    release(p, t);
    struct series *series = ledger_series(&p->ledger, station);
    series->visits++;
    series->service_time += took;
    series->served += t->members;
    if (p->options->travellers)
        for (struct traveller *k = t; k; k = site_next_member(p, k))
            k->served += took;
    if (is->journeys && !t->visit)
        end_journeys(p, t);
    site_milestone(p, MILESTONE_END, p->now, t, station, t->members);
    t->leaves = (uint8_t)(station + 1);
    route_from_station(p, lead);
}

/* The visit is cut short: what has happened by now counts. */
static void cut_visit(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    bool stopped = t->state == STOPPED;
    simtime served = (stopped ? t->stopped : p->now) - t->since;

    request_cut(p, lead);
    if (p->is->station[t->node].may_stop) {
        commit_visit(p, lead, p->now + 1);
        interrupt_forget(p, lead);
    }
    if (!stopped)
        dispatch_release(p, lead);
    for (uint32_t m = lead; m; m = p->traveller[m].next_member)
        p->traveller[m].served += served;
}

void dispatch_miss(struct site *p, uint32_t lead)
{
    switch ((enum traveller_state)p->traveller[lead].state) {
    case GOING:
        room_give_up(p, &p->traveller[lead]);
        break;
    case BLOCKED:
        room_forget(p, lead);
        break;
    case QUEUED:
        queue_leave(p, lead);
        break;
    case BUSY:
    case STOPPED:
        cut_visit(p, lead);
        break;
    default:
        break;
    }
    dispatch_leave(p, lead, END_MISSED);
}

void dispatch_leave(struct site *p, uint32_t lead, enum end_state end)
{
    const struct traveller *t = &p->traveller[lead];

    site_milestone(p, MILESTONE_LEAVE, p->now, t, (int)end, t->members);
    ledger_present(&p->ledger, p->now, -(int64_t)t->members);
    commit_leave(p, lead, end, p->now);
    party_free(p, lead);
}
