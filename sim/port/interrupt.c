/* interrupt -- a visit stops, and goes on later where it stopped. */
#include "sim/port/interrupt.h"

#include "sim/port/dispatch.h"

/* Into a list in the order of calls: at its end when a visit begins or goes on,
 * at its head when it stops, as the one called last of those in progress stops
 * and nobody is called while others are stopped. */
static void insert(struct site *p, struct queue *q, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    uint32_t before = q->tail;

    if (q->head && p->traveller[q->head].called > t->called)
        before = 0;
    while (before && p->traveller[before].called > t->called)
        before = p->traveller[before].prev_queued;
    t->prev_queued = before;
    t->next_queued = before ? p->traveller[before].next_queued : q->head;
    *(before ? &p->traveller[before].next_queued : &q->head) = lead;
    *(t->next_queued ? &p->traveller[t->next_queued].prev_queued : &q->tail) =
        lead;
}

static struct queue *list_of(struct site *p, const struct traveller *t)
{
    struct station_state *s = &p->station[t->node];

    return &(t->state == STOPPED ? s->stopped : s->busy)[t->level];
}

void interrupt_call(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];

    t->called = ++p->calls;
    t->docket = t->docket_end = 0;
    t->paused = 0;
    if (!p->calls) /* they have been numbered round */
        p->guard = FLOW_GUARD_VISITS;
    insert(p, list_of(p, t), lead);
}

/* A stopped visit is over, or goes on. */
static void no_longer_stopped(struct site *p, const struct traveller *t)
{
    struct ledger *l = &p->ledger;

    p->station[t->node].stops--;
    ledger_level(l, t->node, LEVEL_STOPPED, -t->members, p->now);
    l->gauge[t->node].stopped_sum += (wide)(p->now - t->stopped) * t->members;
}

void interrupt_forget(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];

    queue_remove(p, list_of(p, t), lead);
    if (t->state == STOPPED)
        no_longer_stopped(p, t);
}

uint32_t interrupt_last(const struct site *p, int station)
{
    uint32_t last = 0;

    for (int i = 0; i < p->is->station[station].levels; i++) {
        uint32_t n = p->station[station].busy[i].tail;
        if (n && (!last || p->traveller[n].called > p->traveller[last].called))
            last = n;
    }
    return last;
}

uint32_t interrupt_last_of(const struct site *p, uint64_t stations)
{
    uint32_t last = 0;

    for (; stations; stations &= stations - 1) {
        uint32_t n = interrupt_last(p, __builtin_ctzll(stations));
        if (n && (!last || p->traveller[n].called > p->traveller[last].called))
            last = n;
    }
    return last;
}

uint32_t interrupt_later(const struct site *p, int station, int level)
{
    for (int i = p->is->station[station].levels - 1; i > level; i--)
        if (p->station[station].busy[i].tail)
            return p->station[station].busy[i].tail;
    return 0;
}

void interrupt_stop(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    int station = t->node;

    queue_remove(p, list_of(p, t), lead);
    dispatch_release(p, lead);
    t->state = STOPPED;
    t->stopped = p->now;
    request_hold(p, lead);
    insert(p, list_of(p, t), lead);
    p->station[station].stops++;
    ledger_level(&p->ledger, station, LEVEL_STOPPED, t->members, p->now);
    ledger_series(&p->ledger, station)->stops++;
}

uint32_t interrupt_next(const struct site *p, int station, int level)
{
    const struct model_station *is = &p->is->station[station];
    const struct station_state *s = &p->station[station];
    uint32_t first = 0;

    if (!s->stops)
        return 0;
    for (int i = 0; i < is->levels; i++) {
        uint32_t n = s->stopped[i].head;
        if (n && is->preemptive)
            return i <= level ? n : 0;
        if (n &&
            (!first || p->traveller[n].called < p->traveller[first].called))
            first = n;
    }
    return first;
}

/* A request that has been sent goes on by itself, with its retries. */
static bool is_under_way(const struct fact *f, simtime stopped)
{
    return (f->kind == FACT_ANSWER || f->kind == FACT_NO_ANSWER ||
            f->kind == FACT_REQUEST) &&
           f->at - f->took <= stopped;
}

bool interrupt_delays(const struct fact *f, simtime stopped)
{
    return f->at > stopped && !is_under_way(f, stopped);
}

/* How much later all that is not under way comes: what it waits for, besides
 * the position, are the answers that come. */
static simtime delay_of(const struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    simtime last = t->stopped;

    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        uint32_t request = p->traveller[m].request;
        if (request && !p->request[request].held)
            return 0; /* its answer is not known yet: later than now */
    }
    for (uint32_t n = t->docket; n; n = p->fact[n].next)
        if (is_under_way(&p->fact[n], t->stopped) && p->fact[n].at > last)
            last = p->fact[n].at;
    return p->now > last ? p->now - last : 0;
}

void interrupt_resume(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    simtime by = delay_of(p, lead);

    queue_remove(p, list_of(p, t), lead);
    no_longer_stopped(p, t);
    for (uint32_t n = t->docket; n && by; n = p->fact[n].next)
        if (interrupt_delays(&p->fact[n], t->stopped))
            p->fact[n].at += by;
    t->since += p->now - t->stopped; /* the interruption is no service */
    t->paused += p->now - t->stopped;
    t->state = BUSY;
    insert(p, list_of(p, t), lead);
    request_release(p, lead, by);
    if (t->due < 0)
        return;
    t->due = site_later(t->due, by);
    if (t->due <= p->now)
        t->due = p->now + 1;
    site_schedule(p, t->due, RANK_END, site_party(t, lead));
}
