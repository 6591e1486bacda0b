/* together -- ports that ask a service which makes requests wait: side by side,
 * each to its next request, and the earliest is answered. */
#include <stdlib.h>

#include "sim/flow/nation.h"

static int meeting_ports(const struct model *m)
{
    int n = 0;

    for (int i = 0; i < m->ports; i++)
        n += m->port[i].asks;
    return n;
}

/* More sites, where this model has more ports that meet. */
static int make_room(struct flow_worker *w, int ports)
{
    if (ports <= w->ports)
        return 0;
    struct soon *soon =
        lines_grow(w->soon, (size_t)w->ports, (size_t)ports, sizeof *soon);
    if (!soon)
        return -1;
    w->soon = soon;
    struct together *more =
        lines_grow(w->port, (size_t)w->ports, (size_t)ports, sizeof *more);
    if (!more)
        return -1;
    w->port = more;
    for (; w->ports < ports; w->ports++)
        more[w->ports] = (struct together){0};
    return 0;
}

/* The port stops before a request, and has at hand what that will touch. */
static struct soon foresee(const struct site *p, event_key e)
{
    const struct ledger *l = &p->ledger;
    const event_key *heap = p->calendar.heap;
    const struct request *r = &p->request[event_slot(e)];
    const struct traveller *who = &p->traveller[r->who];
    const struct gauge *gauge = &l->gauge[who->node];

    return (struct soon){{p, &p->free_traveller, &p->options, l, &l->stay_sum,
                          &l->arrived, &l->total, &l->coarse, &l->over_first,
                          heap, heap + 1, r, who, &who->arrived,
                          &p->station[who->node], gauge}};
}

/* Port `number`, whose site is w->port[at], goes on to its next request. */
static enum run_state advance(struct flow_worker *w, const struct model *m,
                              int number, uint32_t at, bool asks)
{
    struct site *p = &w->port[at].site;
    enum run_state state = run_on(p, asks);

    if (state != RUN_ASKS)
        return state;
    event_key e = calendar_first(&p->calendar);
    struct happening h = {0, m->port[number].rank, 0, at};
    w->soon[at] = foresee(p, e);
    return calendar_add(&w->asks, event_make(event_at(e), RANK_REQUEST, h))
               ? RUN_DONE
               : RUN_MEMORY;
}

/* The ports that meet, from their first event to their last. */
static enum run_state run_meeting(const struct nation *n)
{
    struct flow_worker *w = n->w;
    const struct model *m = n->m;
    enum run_state state = RUN_DONE;
    uint32_t at = 0;

    calendar_clear(&w->asks);
    for (int i = 0; i < m->ports && state == RUN_DONE; i++) {
        if (!m->port[i].asks)
            continue;
        struct site *p = &w->port[at].site;
        results_clear(&w->port[at].results);
        p->options = &n->inner;
        p->results = &w->port[at].results;
        p->services = &w->services;
        state = run_begin(p, m, i, n->replication)
                    ? RUN_MEMORY
                    : advance(w, m, i, at, false);
        at++;
    }
    while (state == RUN_DONE && w->asks.count) {
        at = event_slot(calendar_take(&w->asks));
        if (w->asks.count) { /* it has left the caches since it stopped */
            uint32_t next = event_slot(calendar_least(&w->asks));
            for (int i = 0; i < SOON; i++)
                __builtin_prefetch(w->soon[next].line[i]);
        }
        int number = (int)(w->port[at].site.is - m->port);
        state = advance(w, m, number, at, true);
    }
    return state;
}

enum run_state nation_together(const struct nation *n)
{
    struct flow_worker *w = n->w;
    struct apart *alone = w->apart; /* there since they went apart */

    if (make_room(w, meeting_ports(n->m)))
        return RUN_MEMORY;
    enum run_state state = nation_services(n, &w->services, NULL);
    if (state == RUN_DONE)
        state = run_meeting(n);
    struct together *asks = w->port;
    for (int i = 0; i < n->m->ports && state == RUN_DONE; i++) {
        if (!n->m->port[i].asks) {
            state = nation_alone(n, alone, n->r, i);
            if (state == RUN_DONE)
                state = nation_end_port(&alone->site, i, n->sum);
            if (state == RUN_DONE)
                state = nation_hand_on(n);
            continue;
        }
        state = nation_end_port(&asks->site, i, n->sum);
        if (state == RUN_DONE && results_append(n->r, &asks->results))
            state = RUN_MEMORY;
        results_release(&asks->results);
        asks++;
        if (state == RUN_DONE)
            state = nation_hand_on(n);
    }
    if (state == RUN_DONE && services_emit(&w->services, n->replication, n->r))
        return RUN_MEMORY;
    return state;
}

void together_release(struct flow_worker *w)
{
    for (int i = 0; i < w->ports; i++) {
        run_release(&w->port[i].site);
        results_release(&w->port[i].results);
    }
    free(w->port);
    free(w->soon);
    services_release(&w->services);
    calendar_release(&w->asks);
}
