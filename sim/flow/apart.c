/* apart -- ports each by itself, on several threads: whoever asks a service
 * that they share is taken at once, and in the end it is shown that this is
 * what a queue would have done. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/workers.h"
#include "sim/flow/nation.h"

enum {
    PARTS_A_THREAD = 8,
    HOLD_MOST = 192 << 20 /* bytes of rows that wait for the proof */
};

/* More memory, for so many threads and parts. */
static int make_room(struct flow_worker *w, int threads, int parts)
{
    if (threads > w->aparts) {
        struct apart *a = realloc(w->apart, (size_t)threads * sizeof *w->apart);
        if (!a)
            return -1;
        memset(a + w->aparts, 0,
               (size_t)(threads - w->aparts) * sizeof *w->apart);
        w->apart = a;
        w->aparts = threads;
    }
    if (parts > w->parts) {
        struct part *p = realloc(w->part, (size_t)parts * sizeof *w->part);
        if (!p)
            return -1;
        memset(p + w->parts, 0, (size_t)(parts - w->parts) * sizeof *w->part);
        w->part = p;
        w->parts = parts;
    }
    return 0;
}

void apart_release(struct flow_worker *w)
{
    for (int i = 0; i < w->aparts; i++) {
        run_release(&w->apart[i].site);
        services_release(&w->apart[i].services);
    }
    free(w->apart);
    for (int i = 0; i < w->parts; i++)
        results_release(&w->part[i].results);
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
    int threads, parts;
    bool sure;               /* no proof is needed: rows may be handed on */
    bool crowded, dropped;   /* a thread may see these late */
    int64_t through, looked; /* travellers of ports that are through: by now;
                                when somebody last looked whether one waited */
    size_t hold, held;       /* bytes of rows of all parts: at most; by now */
};

static void set(bool *flag)
{
    __atomic_store_n(flag, true, __ATOMIC_RELAXED);
}

static bool is_set(const bool *flag)
{
    return __atomic_load_n(flag, __ATOMIC_RELAXED);
}

/* Rows that wait for the proof; too many are dropped, and made again after it.
 */
static int hold(void *context, struct results *rows)
{
    struct division *d = context;
    struct part *part =
        (struct part *)((char *)rows - offsetof(struct part, results));
    size_t bytes = results_bytes(rows), more = bytes - part->held;

    part->held = bytes;
    if (__atomic_add_fetch(&d->held, more, __ATOMIC_RELAXED) > d->hold)
        set(&d->dropped);
    if (is_set(&d->dropped))
        results_clear(rows);
    return 0;
}

/* Straight to where they belong. */
static bool is_direct(const struct division *d)
{
    return d->sure && d->threads == 1;
}

static enum run_state run_port(struct division *d, struct apart *a,
                               struct part *part, int port)
{
    struct nation *n = d->n;
    struct results *r = is_direct(d) ? n->r : &part->results;
    enum run_state state = nation_alone(n, a, r, port);

    if (state == RUN_DONE)
        state = nation_end_port(&a->site, port, &part->sum);
    if (state == RUN_DONE && is_direct(d))
        return nation_hand_on(n);
    if (!d->sure)
        hold(d, r);
    return state;
}

/* Has anybody had to wait by now? To look takes as long as some thousands of
 * travellers, and what is made after somebody had to is made in vain. */
static void look(struct division *d, int64_t travellers)
{
    int64_t through =
        __atomic_add_fetch(&d->through, travellers, __ATOMIC_RELAXED);
    int64_t looked = __atomic_load_n(&d->looked, __ATOMIC_RELAXED);

    if (d->sure || through - looked < looked / 4)
        return;
    __atomic_store_n(&d->looked, through, __ATOMIC_RELAXED);
    if (!none_waited(d->n))
        set(&d->crowded);
}

static void run_part(void *context, int thread, int number)
{
    struct division *d = context;
    const struct nation *n = d->n;
    struct part *part = &n->w->part[number];
    int64_t ports = n->m->ports;
    int from = (int)(ports * number / d->parts);
    int until = (int)(ports * (number + 1) / d->parts);

    results_clear(&part->results);
    part->sum = (struct replications_row){0};
    part->held = 0;
    part->state = RUN_DONE;
    for (int i = from; i < until && part->state == RUN_DONE; i++) {
        if (is_set(&d->crowded))
            return;
        struct apart *a = &n->w->apart[thread];
        part->state = run_port(d, a, part, i);
        look(d, a->site.ledger.arrived);
    }
}

/* A queue may have kept a port from what stopped it: that is for the ports
 * together to say. */
static enum run_state state_of(const struct division *d, int part)
{
    enum run_state s = d->n->w->part[part].state;

    return !d->sure && (s == RUN_GUARD || s == RUN_GUARD_VISITS) ? RUN_ASKS : s;
}

static enum run_state gather(const struct division *d)
{
    const struct nation *n = d->n;
    struct flow_worker *w = n->w;
    /* A thread need not have seen what the others counted last. */
    bool waited = !d->sure && (d->crowded || !none_waited(n));
    enum run_state state = waited ? RUN_ASKS : RUN_DONE;

    for (int i = 0; i < d->parts && state == RUN_DONE; i++)
        state = state_of(d, i);
    for (int i = 0; i < d->parts && state == RUN_DONE && !d->dropped; i++) {
        state = nation_add_rows(n, &w->part[i].results);
        nation_add(n->sum, &w->part[i].sum);
    }
    if (state != RUN_DONE || d->dropped)
        return state;
    for (int i = 1; i < d->threads; i++)
        services_merge(&w->apart[0].services, &w->apart[i].services);
    return services_emit(&w->apart[0].services, n->replication, n->r)
               ? RUN_MEMORY
               : RUN_DONE;
}

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

static enum run_state run_parts(struct division *d)
{
    struct nation *n = d->n;
    struct flow_worker *w = n->w;
    int ports = n->m->ports, threads = n->o->threads;
    /* One log has one order; and rows that are handed on while a port runs. */
    bool one = threads < 1 || n->o->log || (d->sure && n->o->travellers);

    d->threads = least_of(one ? 1 : threads, ports);
    d->parts = least_of(d->threads * PARTS_A_THREAD, ports);
    n->inner = *n->o;
    if (!d->sure) {
        n->inner.take = hold;
        n->inner.context = d;
    }
    if (make_room(w, d->threads, d->parts) ||
        overlap_begin(&w->overlap, n->m->services, n->m->duration,
                      d->threads > 1))
        return RUN_MEMORY;
    for (int i = 0; i < d->threads; i++) {
        enum run_state begun =
            nation_services(n, &w->apart[i].services, &w->overlap);
        if (begun != RUN_DONE)
            return begun;
    }
    if (workers_run(d->threads, d->parts, run_part, d))
        return RUN_MEMORY;
    return gather(d);
}

enum run_state nation_apart(struct nation *n)
{
    struct division d = {.n = n,
                         .sure = !needs_proof(n->m),
                         .hold = n->o->hold ? n->o->hold : HOLD_MOST};
    size_t milestones = n->o->log ? n->o->log->count : 0;
    enum run_state state = run_parts(&d);

    if (state == RUN_DONE && d.dropped) {
        d.sure = true;
        d.dropped = false;
        if (n->o->log)
            n->o->log->count = milestones;
        state = run_parts(&d);
    }
    return state;
}
