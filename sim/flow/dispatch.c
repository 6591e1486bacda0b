/* dispatch -- queues, positions and officers: who joins, who starts, who
 * leaves a position. */
#include "sim/flow/site.h"

/* Members of the two events of RANK_CAPACITY: a pool's roster changes; the
 * headway of a station is over. */
enum { ROSTER = 0, HEADWAY = 1 };

/* Positions that the officers on duty allow. */
static int64_t open_positions(const struct site *p, int station)
{
    const struct model_station *s = &p->is->station[station];
    int64_t open = s->positions;

    if (s->pool >= 0) {
        int64_t most = (int64_t)p->pool[s->pool].rostered *
                       (s->monitored ? s->monitored : 1);
        if (most < open)
            open = most;
    }
    return open;
}

/* Open positions follow the roster; the gauge keeps them. */
static void update_open(struct site *p, int station)
{
    int64_t open = open_positions(p, station);

    ledger_station(&p->ledger, station, p->now);
    p->ledger.gauge[station].open = open;
}

static void change_roster(struct site *p, int pool)
{
    const struct model_pool *k = &p->is->pool[pool];
    struct pool_state *s = &p->pool[pool];

    ledger_pool(&p->ledger, pool, p->now);
    s->rostered = k->change[s->next_change++].rostered;
    p->ledger.pool_gauge[pool].rostered = s->rostered;
    for (int i = 0; i < p->is->stations; i++)
        if (p->is->station[i].pool == pool)
            update_open(p, i);
    p->ready |= s->stations;
    if (s->next_change < k->changes)
        site_schedule(p, k->change[s->next_change].at, RANK_CAPACITY,
                      (struct happening){(unsigned)pool, 0, ROSTER, 0});
}

void dispatch_begin(struct site *p)
{
    p->ready = 0;
    for (int i = 0; i < p->is->pools; i++) {
        p->pool[i] = (struct pool_state){0};
        change_roster(p, i);
    }
    for (int i = 0; i < p->is->stations; i++) {
        const struct model_station *s = &p->is->station[i];
        if (s->pool >= 0)
            p->pool[s->pool].stations |= UINT64_C(1) << i;
    }
}

void dispatch_capacity(struct site *p, event_key e)
{
    int number = (int)event_flow(e);

    if (event_member(e) == ROSTER)
        change_roster(p, number);
    else
        p->ready |= UINT64_C(1) << number;
}

/* The queue of the first priority that the lead meets. */
static int priority_of(const struct site *p, const struct traveller *t)
{
    const struct model_station *s = &p->is->station[t->node];
    struct asking k = {t->node, t->visit, VISIT_PRIORITY, 0};

    for (int i = 0; i < s->levels - 1; i++) {
        k.number = (unsigned)i;
        if (route_meets(p, t, &t->facts, &s->first[i], k))
            return i;
    }
    return s->levels - 1;
}

static void append(struct site *p, struct queue *q, uint32_t lead)
{
    p->traveller[lead].next_queued = 0;
    p->traveller[lead].prev_queued = q->tail;
    if (q->tail)
        p->traveller[q->tail].next_queued = lead;
    else
        q->head = lead;
    q->tail = lead;
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

void dispatch_join(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    struct station_state *s = &p->station[station];
    struct gauge *g = &p->ledger.gauge[station];

    if (g->queued >= p->is->station[station].balk) {
        send(p, lead, &p->is->station[station].balk_to);
        return;
    }
    t->visit = site_count_visit(p, lead, station);
    t->state = QUEUED;
    t->since = p->now;
    t->interval = (uint16_t)p->ledger.interval;
    t->level = (uint8_t)priority_of(p, t);
    append(p, &s->level[t->level], lead);
    begin_patience(p, lead);
    s->parties++;
    ledger_station(&p->ledger, station, p->now);
    g->queued += t->members;
    if (g->queued > g->queued_max)
        g->queued_max = g->queued;
    ledger_series(&p->ledger, station)->arrivals += t->members;
    p->ready |= UINT64_C(1) << station;
    site_milestone(p, MILESTONE_JOIN, p->now, t, station, t->members);
}

static bool has_position(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];
    const struct model_station *is = &p->is->station[station];

    if (!s->parties || s->busy >= is->positions)
        return false;
    if (is->pool < 0)
        return true;
    if (is->monitored)
        return s->busy < open_positions(p, station);
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
                      (struct happening){(unsigned)station, 0, HEADWAY, 0});
    }
    return false;
}

static uint32_t take_first(struct site *p, struct station_state *s)
{
    struct queue *q = s->level;

    while (!q->head)
        q++;
    uint32_t lead = q->head;
    q->head = p->traveller[lead].next_queued;
    if (q->head)
        p->traveller[q->head].prev_queued = 0;
    else
        q->tail = 0;
    s->parties--;
    return lead;
}

/* One position, and its officer, more or less busy. */
static void occupy(struct site *p, int station, int by)
{
    const struct model_station *is = &p->is->station[station];
    int pool = is->pool;

    p->station[station].busy += by;
    p->ledger.gauge[station].busy += by;
    if (pool >= 0 && !is->monitored) {
        ledger_pool(&p->ledger, pool, p->now);
        p->pool[pool].busy += by;
        p->ledger.pool_gauge[pool].busy += by;
    }
}

static void start(struct site *p, int station)
{
    uint32_t lead = take_first(p, &p->station[station]);
    struct traveller *t = &p->traveller[lead];
    simtime wait = p->now - t->since;

    ledger_station(&p->ledger, station, p->now);
    p->ledger.gauge[station].queued -= t->members;
    occupy(p, station, 1);
    p->station[station].next_start = p->now + p->is->station[station].headway;
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        p->traveller[m].waited += wait;
        ledger_wait(&p->ledger, station, p->traveller[m].class, t->interval,
                    t->since, wait);
    }
    t->state = BUSY;
    t->since = p->now;
    site_milestone(p, MILESTONE_START, p->now, t, station, t->members);
    simtime end = visit_begin(p, lead);
    p->traveller[lead].due = end;
    site_schedule(p, end, RANK_END, site_party(t, lead));
}

void dispatch(struct site *p)
{
    while (p->ready) {
        int station = __builtin_ctzll(p->ready);
        if (can_start(p, station))
            start(p, station);
        else
            p->ready &= p->ready - 1;
    }
}

/* A position and its officer are free again. */
static void release(struct site *p, int station)
{
    int pool = p->is->station[station].pool;

    ledger_station(&p->ledger, station, p->now);
    occupy(p, station, -1);
    p->ready |= pool >= 0 ? p->pool[pool].stations : UINT64_C(1) << station;
}

void dispatch_end(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    const struct model_station *is = &p->is->station[station];

    commit_visit(p, lead, INT64_MAX);
    release(p, station);
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
    route_from_station(p, lead);
}

/* Out of the queue, unserved. */
static void leave_queue(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;
    struct station_state *s = &p->station[station];
    struct queue *q = &s->level[t->level];
    simtime wait = p->now - t->since;

    if (t->prev_queued)
        p->traveller[t->prev_queued].next_queued = t->next_queued;
    else
        q->head = t->next_queued;
    if (t->next_queued)
        p->traveller[t->next_queued].prev_queued = t->prev_queued;
    else
        q->tail = t->prev_queued;
    s->parties--;
    ledger_station(&p->ledger, station, p->now);
    p->ledger.gauge[station].queued -= t->members;
    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        p->traveller[m].waited += wait;
        ledger_left(&p->ledger, station, p->traveller[m].class, t->since, wait);
    }
}

void dispatch_patience(struct site *p, uint32_t lead)
{
    leave_queue(p, lead);
    send(p, lead, &p->is->station[p->traveller[lead].node].patience_to);
}

/* The visit is cut short: what has happened by now counts. */
static void cut_visit(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    commit_visit(p, lead, p->now + 1);
    release(p, t->node);
    for (uint32_t m = lead; m; m = p->traveller[m].next_member)
        p->traveller[m].served += p->now - t->since;
}

void dispatch_miss(struct site *p, uint32_t lead)
{
    if (p->traveller[lead].state == QUEUED)
        leave_queue(p, lead);
    else if (p->traveller[lead].state == BUSY)
        cut_visit(p, lead);
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
