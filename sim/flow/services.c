/* services -- outages of a replication, and what services were asked. */
#include "sim/flow/services.h"

#include <stdlib.h>

#include "sim/ledger/results.h"
#include "sim/port/outages.h"

static int outage_order(const void *a, const void *b)
{
    const struct outage *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

static enum flow_outcome make_outages(struct services *s,
                                      const struct model_service *is,
                                      uint32_t replication, struct service *q)
{
    const struct model_unit unit = {is->up, is->down, is->resource};
    simtime until = s->m->duration;
    int drawn = is->up ? outages_draw(&unit, replication, until, NULL) : 0;
    int n = is->outages + drawn;

    if (drawn < 0)
        return FLOW_GUARD_FAILURES;
    struct outage *o = arena_array(&s->arena, (size_t)n, sizeof *o);
    if (!o)
        return FLOW_MEMORY;
    for (int i = 0; i < is->outages; i++)
        o[i] = is->outage[i];
    if (drawn)
        outages_draw(&unit, replication, until, o + is->outages);
    qsort(o, (size_t)n, sizeof *o, outage_order);
    q->outage = o;
    q->outages = service_join_outages(o, n);
    return FLOW_DONE;
}

enum flow_outcome services_begin(struct services *s, const struct model *m,
                                 uint32_t replication, struct overlap *overlap)
{
    size_t intervals = (size_t)m->intervals, n = (size_t)m->services;

    s->m = m;
    s->overlap = overlap;
    arena_reset(&s->arena);
    s->queue = arena_array(&s->arena, n, sizeof *s->queue);
    s->row = arena_array(&s->arena, n * intervals, sizeof *s->row);
    if (!s->queue || !s->row)
        return FLOW_MEMORY;
    for (int i = 0; i < m->services; i++) {
        const struct model_service *is = &m->service[i];
        struct service *q = &s->queue[i];
        if (!is->waits)
            continue;
        q->workers = overlap ? 0 : is->workers;
        q->timeout = is->timeout;
        q->late_costs = is->late_costs;
        if (q->workers) {
            q->free =
                arena_array(&s->arena, (size_t)q->workers, sizeof *q->free);
            if (!q->free)
                return FLOW_MEMORY;
        }
        service_begin(q);
        enum flow_outcome made = make_outages(s, is, replication, q);
        if (made != FLOW_DONE)
            return made;
    }
    return FLOW_DONE;
}

void services_release(struct services *s)
{
    arena_release(&s->arena);
}

/* Time of a worker, where it falls: mostly in one interval, `first`. */
static void spread(const struct model *m, struct service_interval *row,
                   simtime first, simtime from, simtime to)
{
    if (to > m->duration)
        to = m->duration;
    if (from < to && to <= (first + 1) * m->interval) {
        row[first].busy_time += to - from;
        return;
    }
    for (simtime i = from / m->interval; from < to; i++) {
        simtime end = (i + 1) * m->interval;
        if (end > to)
            end = to;
        row[i].busy_time += end - from;
        from = end;
    }
}

struct fate services_ask(struct services *s, int service, simtime at,
                         simtime takes)
{
    struct fate f = service_ask(&s->queue[service], at, takes);
    struct service_interval *row = &s->row[service * s->m->intervals];
    simtime interval = at / s->m->interval;
    struct service_interval *i = &row[interval];

    i->requests++;
    i->answered += f.answered;
    i->given_up += !f.answered && f.known >= 0;
    i->lost += f.lost;
    if (!f.taken) {
        i->untaken++;
        return f;
    }
    if (s->overlap && s->m->service[service].workers)
        overlap_add(s->overlap, service, f.began, f.left);
    if (f.began > at) {
        i->wait_sum += f.began - at;
        if (f.began - at > i->wait_max)
            i->wait_max = f.began - at;
    }
    spread(s->m, row, interval, f.began, f.left);
    return f;
}

void services_merge(struct services *s, const struct services *from)
{
    for (int i = 0; i < s->m->services * s->m->intervals; i++) {
        struct service_interval *to = &s->row[i];
        const struct service_interval *x = &from->row[i];
        to->requests += x->requests;
        to->answered += x->answered;
        to->given_up += x->given_up;
        to->lost += x->lost;
        to->untaken += x->untaken;
        to->wait_sum += x->wait_sum;
        if (x->wait_max > to->wait_max)
            to->wait_max = x->wait_max;
        to->busy_time += x->busy_time;
    }
}

int services_emit(const struct services *s, int replication, struct results *r)
{
    const struct model *m = s->m;

    for (int i = 0; i < m->services; i++)
        for (int k = 0; m->service[i].waits && k < m->intervals; k++) {
            const struct service_interval *n = &s->row[i * m->intervals + k];
            if ((simtime)k * m->interval < m->warm_up ||
                (!n->requests && !n->busy_time))
                continue;
            struct matching_load_row *row = results_add(r, TABLE_matching_load);
            if (!row)
                return -1;
            *row = (struct matching_load_row){
                .replication = replication,
                .service = i,
                .interval = k,
                .requests = n->requests,
                .answered = n->answered,
                .given_up = n->given_up,
                .lost = n->lost,
                .untaken = n->untaken,
                .wait_sum_us = n->wait_sum,
                .wait_max_us = n->wait_max,
                .busy_time = n->busy_time,
            };
        }
    return 0;
}
