/* run -- one port in one replication, from its first event to the end of the
 * run: the event loop, the exact checks, and the rows that it leaves. */
#include <stdio.h>
#include <stdlib.h>

#include "sim/flow/run.h"
#include "sim/port/board.h"

static void begin_flow(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];
    struct arena *a = &p->ledger.arena;
    size_t calls = f->boarding ? (size_t)f->calls : 0;

    p->flow[flow] =
        (struct flow_state){.departs = arena_array(a, calls, sizeof(simtime))};
    p->door[flow] = arena_array(a, calls, sizeof(simtime));
    if (!p->flow[flow].departs || !p->door[flow])
        p->failed = true;
}

static int begin_station(struct site *p, int station)
{
    const struct model_station *is = &p->is->station[station];
    struct arena *a = &p->ledger.arena;
    size_t levels = (size_t)is->levels;
    size_t lanes = is->own_queues ? (size_t)is->positions : 0;
    size_t queues = (lanes ? lanes : 1) * levels;
    struct queue *list = arena_array(a, queues + 2 * levels, sizeof *list);
    struct shortest own = {0};

    if (!list || (lanes && shortest_begin(&own, a, (uint32_t)lanes)))
        return -1;
    p->station[station] =
        (struct station_state){.is = is,
                               .level = list,
                               .lanes = own,
                               .busy = list + queues,
                               .stopped = list + queues + levels};
    return 0;
}

int run_begin(struct site *p, const struct model *m, int number,
              int replication)
{
    p->m = m;
    p->is = &m->port[number];
    p->salt = p->is->salt;
    p->log = p->options->log;
    p->replication = (uint32_t)replication;
    p->now = 0;
    calendar_clear(&p->calendar);
    p->travellers = p->facts = p->revisits = p->images = p->requests = 1;
    p->free_traveller = p->free_fact = p->free_revisit = p->free_image = 0;
    p->free_request = 0;
    p->failed = false;
    p->guard = FLOW_DONE;
    p->calls = 0;
    if (ledger_begin(&p->ledger, m, p->is))
        return -1;
    struct arena *a = &p->ledger.arena;
    size_t flows = (size_t)p->is->flows;
    p->station = arena_lines(a, (size_t)p->is->stations, sizeof *p->station);
    p->pool = arena_array(a, (size_t)p->is->pools, sizeof *p->pool);
    p->flow = arena_array(a, flows, sizeof *p->flow);
    p->door = arena_array(a, flows, sizeof *p->door);
    if (!p->station || !p->pool || !p->flow || !p->door)
        return -1;
    for (int i = 0; i < p->is->stations; i++)
        if (begin_station(p, i))
            return -1;
    for (int i = 0; i < p->is->flows; i++)
        begin_flow(p, i);
    staff_begin(p);
    machine_begin(p);
    arrive_begin(p);
    return 0;
}

/* Is the party of the event still there? Slots are used again. */
static inline bool is_party(const struct traveller *t, event_key e)
{
    return t->party == event_party(e) && t->flow == event_flow(e) &&
           t->member == event_member(e);
}

/* The door may have closed since an end or a join was scheduled. */
static inline bool ends(const struct site *p, event_key e)
{
    const struct traveller *t = &p->traveller[event_slot(e)];

    return t->due == p->now && t->state == BUSY && is_party(t, e);
}

static inline bool comes(const struct site *p, event_key e)
{
    const struct traveller *t = &p->traveller[event_slot(e)];

    return t->due == p->now && (t->state == GOING || t->state == COMING) &&
           is_party(t, e);
}

static bool runs_out(const struct site *p, event_key e)
{
    const struct traveller *t = &p->traveller[event_slot(e)];

    return t->state == QUEUED && t->due == p->now && is_party(t, e);
}

enum { FEW = 8 }; /* events pending, too few to fetch anybody */

/* Whom the next event will be about, where it is about a party. */
static inline const struct traveller *next_party(const struct site *p)
{
    uint32_t slot = event_slot(calendar_least(&p->calendar));

    return &p->traveller[slot < p->travellers ? slot : 0];
}

static enum run_state gave_up(const struct site *p)
{
    switch (p->guard) {
    case FLOW_REFUSED:
        return RUN_REFUSED;
    case FLOW_GUARD:
        return RUN_GUARD;
    case FLOW_GUARD_VISITS:
        return RUN_GUARD_VISITS;
    case FLOW_GUARD_FAILURES:
        return RUN_GUARD_FAILURES;
    default:
        return RUN_MEMORY;
    }
}

enum run_state run_on(struct site *p, bool asks)
{
    struct calendar *c = &p->calendar;
    static const volatile int never = 0;
    const volatile int *stop = p->options->stop ? p->options->stop : &never;

    for (; c->count; asks = false) {
        if (!asks && event_rank(calendar_first(c)) == RANK_REQUEST)
            return RUN_ASKS;
        event_key e = calendar_take(c);
        bool happens = true; /* it has not been cancelled */
        p->now = event_at(e);
        if (c->count > FEW && p->traveller) { /* not in the caches any more */
            const struct traveller *next = next_party(p);
            __builtin_prefetch(next);
            __builtin_prefetch(&next->arrived);
        }
        ledger_clock(&p->ledger, p->now);
        switch (event_rank(e)) {
        case RANK_END:
            if ((happens = ends(p, e)))
                dispatch_end(p, event_slot(e));
            break;
        case RANK_OUTAGE_START:
            machine_fail(p, e);
            break;
        case RANK_OUTAGE_END:
            machine_repair(p, e);
            break;
        case RANK_DOOR:
            board_close(p, e);
            break;
        case RANK_PATIENCE:
            if ((happens = runs_out(p, e)))
                queue_patience(p, event_slot(e));
            break;
        case RANK_CAPACITY:
            staff_capacity(p, e);
            break;
        case RANK_REQUEST:
            happens = request_reach(p, e);
            break;
        default: /* RANK_ARRIVAL */
            if ((happens = event_slot(e) >= SLOTS_MOST || comes(p, e)))
                arrive(p, e);
            break;
        }
        p->ledger.events += happens;
        if ((p->ready || p->is->opening) && !site_goes_on(p))
            dispatch(p);
        if (p->failed || p->guard != FLOW_DONE)
            return gave_up(p);
        if (*stop)
            return RUN_STOPPED;
    }
    return RUN_DONE;
}

/* Who is inside at the end of the run is counted so. */
static void finish(struct site *p)
{
    struct ledger *l = &p->ledger;
    simtime end = p->m->duration;

    ledger_close(l);
    for (uint32_t n = 1; n < p->travellers; n++) {
        struct traveller *t = &p->traveller[n];
        if (t->state <= COMING || !t->members)
            continue;
        simtime spent = (t->state == STOPPED ? t->stopped : end) - t->since;
        for (uint32_t m = n; m; m = p->traveller[m].next_member) {
            struct traveller *k = &p->traveller[m];
            if (p->options->travellers) {
                k->served += t->state >= BUSY ? spent : 0;
                k->waited += t->state == QUEUED ? spent : 0;
            }
            if (t->state == BLOCKED)
                l->gauge[t->node].held_sum += spent;
            if (t->state == STOPPED)
                l->gauge[t->node].stopped_sum += end - t->stopped;
            if (t->state != QUEUED)
                continue;
            l->gauge[t->node].wait_sum += spent;
            if (t->since >= p->m->warm_up)
                l->total[t->node * p->is->classes + k->class -
                         p->is->first_class]
                    .unserved++;
        }
        if (t->state >= BUSY && p->is->station[t->node].may_stop)
            commit_visit(p, n, end);
        commit_leave(p, n, END_STILL_INSIDE, end);
    }
    records_close(l);
}

/* Conservation and Little's law, exact; a breach is a bug of ours. */
static void check(const struct site *p)
{
    const struct ledger *l = &p->ledger;
    int64_t ended = 0;
    bool ok = l->present_integral == l->stay_sum &&
              l->present == l->ended[END_STILL_INSIDE];

    for (int i = 0; i < END_STATES; i++)
        ended += l->ended[i];
    ok = ok && ended == l->arrived && images_hold(l) && records_hold(l);
    for (int i = 0; i < p->is->stations; i++)
        ok = ok &&
             ledger_integral(l, i, LEVEL_QUEUED) == l->gauge[i].wait_sum &&
             ledger_integral(l, i, LEVEL_HELD) == l->gauge[i].held_sum &&
             ledger_integral(l, i, LEVEL_STOPPED) == l->gauge[i].stopped_sum;
    if (ok)
        return;
    fprintf(stderr,
            "poesim: bug: conservation or Little's law does not hold in "
            "port %d, replication %u; please report it with the scenario\n",
            (int)(p->is - p->m->port), (unsigned)p->replication);
    abort();
}

enum run_state run_end(struct site *p, int number)
{
    finish(p);
    if (p->guard != FLOW_DONE)
        return gave_up(p);
    if (p->failed || p->ledger.failed || p->ledger.fine.failed ||
        p->ledger.coarse.failed || p->ledger.tape.failed)
        return RUN_MEMORY;
    check(p);
    const struct emission to = {
        (int)p->replication, number,           p->door,
        p->results,          p->options->take, p->options->context};
    int bad = ledger_emit(&p->ledger, &to);
    return bad == EMIT_MEMORY || p->failed ? RUN_MEMORY
           : bad == EMIT_REFUSED           ? RUN_REFUSED
                                           : RUN_DONE;
}

void run_release(struct site *p)
{
    calendar_release(&p->calendar);
    free(p->traveller);
    free(p->fact);
    free(p->revisit);
    free(p->request);
    free(p->image);
    ledger_release(&p->ledger);
}
