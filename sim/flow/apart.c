/* apart -- ports each by itself, on several threads: whoever asks a service
 * that they share is taken at once, and in the end it is shown that this is
 * what a queue would have done. */
#include <stdlib.h>
#include <string.h>

#include "sim/engine/workers.h"
#include "sim/flow/in_turn.h"

/* More memory, for so many threads and ports. */
static int make_room(struct flow_worker *w, int threads, int ports)
{
    if (threads > w->aparts) {
        struct apart *a = lines_grow(w->apart, (size_t)w->aparts,
                                     (size_t)threads, sizeof *w->apart);
        if (!a)
            return -1;
        memset(a + w->aparts, 0,
               (size_t)(threads - w->aparts) * sizeof *w->apart);
        w->apart = a;
        w->aparts = threads;
    }
    if (ports > w->parts) {
        struct part *p = realloc(w->part, (size_t)ports * sizeof *w->part);
        if (!p)
            return -1;
        w->part = p;
        w->parts = ports;
    }
    return 0;
}

void apart_release(struct flow_worker *w)
{
    for (int i = 0; i < w->aparts; i++) {
        run_release(&w->apart[i].site);
        services_release(&w->apart[i].services);
        results_release(&w->apart[i].results);
    }
    free(w->apart);
    free(w->part);
    overlap_release(&w->overlap);
}

enum run_state nation_alone(const struct nation *n, struct apart *a,
                            struct results *r, int port)
{
    a->site.options = &n->inner;
    a->site.results = r;
    a->site.services = &a->services;
    if (run_begin(&a->site, n->m, port, n->replication))
        return RUN_MEMORY;
    enum run_state state = run_on(&a->site, false);
    while (state == RUN_ASKS)
        state = run_on(&a->site, true);
    return state;
}

/* Has nobody had to wait, as far as the ports have run? */
static bool none_waited(const struct nation *n)
{
    for (int i = 0; i < n->m->services; i++)
        if (n->m->service[i].workers &&
            !overlap_within(&n->w->overlap, i, n->m->service[i].workers))
            return false;
    return true;
}

/* Does anybody ask where only so many are served at once? */
static bool needs_proof(const struct model *m)
{
    bool asks = false, limited = false;

    for (int i = 0; i < m->ports; i++)
        asks |= m->port[i].asks;
    for (int i = 0; i < m->services; i++)
        limited |= m->service[i].workers > 0;
    return asks && limited;
}

struct division {
    struct nation *n;
    int threads;
    bool crowded;            /* a thread may see this late */
    int64_t through, looked; /* travellers of ports that are through: by now;
                                when somebody last looked whether one waited */
    struct in_turn in_turn;
};

/* Has anybody had to wait by now? To look takes as long as some thousands of
 * travellers, and what is made after somebody had to is made in vain. */
static void look(struct division *d, int64_t travellers)
{
    int64_t through =
        __atomic_add_fetch(&d->through, travellers, __ATOMIC_RELAXED);
    int64_t looked = __atomic_load_n(&d->looked, __ATOMIC_RELAXED);

    if (d->in_turn.sure || through - looked < looked / 4)
        return;
    __atomic_store_n(&d->looked, through, __ATOMIC_RELAXED);
    if (!none_waited(d->n))
        __atomic_store_n(&d->crowded, true, __ATOMIC_RELAXED);
}

static void run_port(void *context, int thread, int number)
{
    struct division *d = context;
    const struct nation *n = d->n;
    struct apart *a = &n->w->apart[thread];
    struct part *part = &n->w->part[number];

    if (__atomic_load_n(&d->crowded, __ATOMIC_RELAXED) ||
        !in_turn_needs(&d->in_turn, number))
        return;
    a->port = number;
    part->state = nation_alone(n, a, &a->results, number);
    if (part->state == RUN_DONE)
        part->state = nation_end_port(&a->site, number, &part->sum);
    look(d, a->site.ledger.arrived);
    in_turn_end(&d->in_turn, a);
}

/* A queue may have kept a port from what stopped it: that is for the ports
 * together to say. */
static enum run_state state_of(const struct division *d, int port)
{
    enum run_state s = d->n->w->part[port].state;

    return !d->in_turn.sure && (s == RUN_GUARD || s == RUN_GUARD_VISITS)
               ? RUN_ASKS
               : s;
}

static enum run_state gather(const struct division *d)
{
    const struct nation *n = d->n;
    struct flow_worker *w = n->w;
    /* A thread need not have seen what the others counted last. */
    bool waited = !d->in_turn.sure && (d->crowded || !none_waited(n));
    enum run_state state = waited ? RUN_ASKS : RUN_DONE;

    for (int i = 0; i < n->m->ports && state == RUN_DONE; i++) {
        state = state_of(d, i);
        nation_add(n->sum, &w->part[i].sum);
    }
    if (state != RUN_DONE || d->in_turn.dropped)
        return state;
    for (int i = 1; i < d->threads; i++)
        services_merge(&w->apart[0].services, &w->apart[i].services);
    return services_emit(&w->apart[0].services, n->replication, n->r)
               ? RUN_MEMORY
               : RUN_DONE;
}

static enum run_state run_ports(struct division *d)
{
    struct nation *n = d->n;
    struct flow_worker *w = n->w;

    if (overlap_begin(&w->overlap, n->m->services, n->m->duration,
                      d->threads > 1))
        return RUN_MEMORY;
    for (int i = 0; i < d->threads; i++) {
        enum run_state begun =
            nation_services(n, &w->apart[i].services, &w->overlap);
        if (begun != RUN_DONE)
            return begun;
    }
    if (workers_run(d->threads, n->m->ports, run_port, d))
        return RUN_MEMORY;
    return gather(d);
}

static enum run_state run_divided(struct nation *n, bool sure, bool *dropped)
{
    int ports = n->m->ports, threads = n->o->threads;
    /* One log has one order; and rows that are handed on while a port runs. */
    bool one = threads < 1 || n->o->log || (sure && n->o->travellers);
    struct division d = {.n = n};

    d.threads = one ? 1 : threads < ports ? threads : ports;
    if (make_room(n->w, d.threads, ports) || in_turn_begin(&d.in_turn, n, sure))
        return RUN_MEMORY;
    n->inner = *n->o;
    n->inner.take = in_turn_take;
    n->inner.context = &d.in_turn;
    enum run_state state = run_ports(&d);
    in_turn_release(&d.in_turn);
    *dropped = d.in_turn.dropped;
    return state;
}

enum run_state nation_apart(struct nation *n)
{
    bool dropped;
    enum run_state state = run_divided(n, !needs_proof(n->m), &dropped);

    if (state == RUN_DONE && dropped) {
        nation_forget(n);
        state = run_divided(n, true, &dropped);
    }
    return state;
}
