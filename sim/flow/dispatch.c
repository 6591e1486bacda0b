/* dispatch -- positions and officers: who starts, who leaves a position. */
#include "sim/flow/dispatch.h"
#include "sim/flow/lane.h"
#include "sim/flow/room.h"

static bool has_position(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];
    const struct model_station *is = &p->is->station[station];

    if (!s->parties || s->held >= s->available || lane_next(p, station) < 0)
        return false;
    if (is->pool < 0)
        return true;
    if (is->monitored)
        return s->held < s->open;
    return p->pool[is->pool].busy < p->pool[is->pool].rostered;
}

static bool can_start(struct site *p, int station)
{
    struct station_state *s = &p->station[station];

    if (!has_position(p, station))
        return false;
    if (p->now >= s->next_start)
        return true;
    if (s->wake != s->next_start) { /* try again then */
        s->wake = s->next_start;
        site_schedule(p, s->wake, RANK_CAPACITY,
                      (struct happening){HEADWAY, (uint32_t)station, 0, 0});
    }
    return false;
}

/* One position more or less is held by a visit in progress, with its officer
 * where they attend. */
static void occupy(struct site *p, int station, int by)
{
    const struct model_station *is = &p->is->station[station];
    int pool = is->pool;

    p->station[station].held += by;
    p->ledger.gauge[station].busy += by;
    if (pool >= 0 && !is->monitored) {
        ledger_pool(&p->ledger, pool, p->now);
        p->pool[pool].busy += by;
        p->ledger.pool_gauge[pool].busy += by;
    }
}

static void start(struct site *p, int station)
{
    uint32_t lane = (uint32_t)lane_next(p, station);
    uint32_t lead = queue_first(p, station, lane);
    struct traveller *t = &p->traveller[lead];
    simtime wait = p->now - t->since;

    queue_quit(p, lead);
    lane_hold(p, station, lane, true);

    ledger_station(&p->ledger, station, p->now);
    p->ledger.gauge[station].queued -= t->members;
    occupy(p, station, 1);
    p->station[station].next_start = p->now + p->is->station[station].headway;
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        p->traveller[m].waited += wait;
        ledger_wait(&p->ledger, station, p->traveller[m].class, t->interval,
                    t->since, wait);
    }
    room_give_up(p, t);
    t->state = BUSY;
    t->since = p->now;
    site_milestone(p, MILESTONE_START, p->now, t, station, t->members);
    simtime end = visit_begin(p, lead);
    p->traveller[lead].due = end;
    if (end >= 0)
        site_schedule(p, end, RANK_END, site_party(t, lead));
}

void dispatch(struct site *p)
{
    do {
        while (p->ready) {
            int station = __builtin_ctzll(p->ready);
            if (can_start(p, station))
                start(p, station);
            else
                p->ready &= p->ready - 1;
        }
    } while (p->is->opening && !site_goes_on(p) && opening_read(p));
}

/* A position and its officer are free again. */
static void release(struct site *p, const struct traveller *t)
{
    int station = t->node;
    int pool = p->is->station[station].pool;

    ledger_station(&p->ledger, station, p->now);
    occupy(p, station, -1);
    lane_hold(p, station, t->lane, false);
    p->ready |= pool >= 0 ? p->pool[pool].stations : UINT64_C(1) << station;
}

void dispatch_end(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    const struct model_station *is = &p->is->station[station];

    commit_visit(p, lead, INT64_MAX);
    release(p, t);
    struct series *series = ledger_series(&p->ledger, station);
    series->visits++;
    series->service_time += p->now - t->since;
    series->served += t->members;
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        struct traveller *k = &p->traveller[m];
        k->served += p->now - t->since;
        for (int i = 0; i < is->journeys && !t->visit; i++)
            ledger_journey(&p->ledger, is->journey[i], k->class,
                           k->arrived_interval, p->now - k->arrived);
    }
    site_milestone(p, MILESTONE_END, p->now, t, station, t->members);
    t->leaves = (uint8_t)(station + 1);
    route_from_station(p, lead);
}

/* The visit is cut short: what has happened by now counts. */
static void cut_visit(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    request_cut(p, lead);
    commit_visit(p, lead, p->now + 1);
    release(p, t);
    for (uint32_t m = lead; m; m = p->traveller[m].next_member)
        p->traveller[m].served += p->now - t->since;
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
    site_free_party(p, lead);
}
