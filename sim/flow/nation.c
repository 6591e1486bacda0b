/* nation -- a replication: its ports one after the other, but for those that
 * ask a service which makes requests wait: these run side by side, each to its
 * next request, and the earliest is answered. */
#include <stdlib.h>

#include "sim/flow/run.h"

struct flow_worker {
    struct site site;  /* of the ports that meet nobody */
    struct site *port; /* of those that meet, in the order of the model */
    int ports;
    struct services services;
    struct calendar asks; /* next request of each */
};

struct flow_worker *flow_worker_new(void)
{
    return calloc(1, sizeof(struct flow_worker));
}

void flow_worker_free(struct flow_worker *w)
{
    if (!w)
        return;
    run_release(&w->site);
    for (int i = 0; i < w->ports; i++)
        run_release(&w->port[i]);
    free(w->port);
    services_release(&w->services);
    calendar_release(&w->asks);
    free(w);
}

static enum flow_outcome outcome_of(enum run_state s)
{
    return s == RUN_DONE             ? FLOW_DONE
           : s == RUN_STOPPED        ? FLOW_STOPPED
           : s == RUN_REFUSED        ? FLOW_REFUSED
           : s == RUN_GUARD          ? FLOW_GUARD
           : s == RUN_GUARD_VISITS   ? FLOW_GUARD_VISITS
           : s == RUN_GUARD_FAILURES ? FLOW_GUARD_FAILURES
                                     : FLOW_MEMORY;
}

_Static_assert(FLOW_PRESENT_MOST == 4194304 && FLOW_FAILURES_MOST == 4000000 &&
                   FLOW_VISITS_MOST == 16777216,
               "said below");

const char *flow_guard_text(enum flow_outcome guard)
{
    switch (guard) {
    case FLOW_GUARD_VISITS:
        return "a party came back to one station or walk more than 16777216 "
               "times, or visits that may be interrupted were begun more than "
               "4294967295 times in a port; do its routes lead in a circle for "
               "ever, in no time?";
    case FLOW_GUARD_FAILURES:
        return "a position or a matching service would fail more than 4000000 "
               "times in the run; its times up and down are mostly far shorter "
               "than their means: choose a family that varies less";
    default:
        return "more than 4194304 travellers present at once in a port (or "
               "more than 33554432 requests under way); its demand is far "
               "above its capacity";
    }
}

static void add_up(struct replications_row *sum, const struct ledger *l)
{
    sum->travellers += l->arrived;
    sum->parties += l->parties;
    sum->admitted += l->ended[END_ADMITTED];
    sum->departed += l->ended[END_DEPARTED];
    sum->refused += l->ended[END_REFUSED];
    sum->withdrew += l->ended[END_WITHDREW];
    sum->abandoned += l->ended[END_ABANDONED];
    sum->missed += l->ended[END_MISSED];
    sum->unrecorded += l->ended[END_UNRECORDED];
    sum->still_inside += l->ended[END_STILL_INSIDE];
    sum->events += l->events;
    sum->milestones += l->milestones;
    sum->milestone_digest += l->milestone_digest;
    sum->arrival_digest += l->arrival_digest;
}

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
    struct site *more = realloc(w->port, (size_t)ports * sizeof *more);
    if (!more)
        return -1;
    w->port = more;
    for (; w->ports < ports; w->ports++)
        more[w->ports] = (struct site){0};
    return 0;
}

/* Port `number`, whose site is w->port[at], goes on to its next request. */
static enum run_state advance(struct flow_worker *w, const struct model *m,
                              int number, uint32_t at, bool asks)
{
    struct site *p = &w->port[at];
    enum run_state state = run_on(p, asks);

    if (state != RUN_ASKS)
        return state;
    struct happening h = {0, m->port[number].rank, 0, at};
    return calendar_add(&w->asks, event_make(event_at(p->calendar.heap[0]),
                                             RANK_REQUEST, h))
               ? RUN_DONE
               : RUN_MEMORY;
}

/* The ports that meet, from their first event to their last. */
static enum run_state run_meeting(struct flow_worker *w, const struct model *m,
                                  int replication)
{
    enum run_state state = RUN_DONE;
    uint32_t at = 0;

    w->asks.count = 0;
    for (int i = 0; i < m->ports && state == RUN_DONE; i++) {
        if (!m->port[i].asks)
            continue;
        struct site *p = &w->port[at];
        p->options = w->site.options;
        p->results = w->site.results;
        p->services = &w->services;
        state = run_begin(p, m, i, replication) ? RUN_MEMORY
                                                : advance(w, m, i, at, false);
        at++;
    }
    while (state == RUN_DONE && w->asks.count) {
        at = event_slot(calendar_take(&w->asks));
        int number = (int)(w->port[at].is - m->port);
        state = advance(w, m, number, at, true);
    }
    return state;
}

static enum run_state run_alone(struct site *p, const struct model *m,
                                int number, int replication)
{
    return run_begin(p, m, number, replication) ? RUN_MEMORY : run_on(p, false);
}

enum flow_outcome flow_run(struct flow_worker *w, const struct model *m,
                           int replication, const struct flow_options *o,
                           struct results *r)
{
    struct replications_row sum = {.replication = replication};
    int met = 0;

    w->site.options = o;
    w->site.results = r;
    w->site.services = &w->services;
    if (make_room(w, meeting_ports(m)))
        return FLOW_MEMORY;
    enum flow_outcome begun =
        services_begin(&w->services, m, (uint32_t)replication);
    if (begun != FLOW_DONE)
        return begun;
    enum run_state state = run_meeting(w, m, replication);
    for (int i = 0; i < m->ports && state == RUN_DONE; i++) {
        struct site *p = m->port[i].asks ? &w->port[met++] : &w->site;
        if (!m->port[i].asks)
            state = run_alone(p, m, i, replication);
        if (state == RUN_DONE)
            state = run_end(p, i);
        if (state == RUN_DONE)
            add_up(&sum, &p->ledger);
        if (state == RUN_DONE && o->take && results_bytes(r) >= RESULTS_PIECE &&
            o->take(o->context, r))
            state = RUN_REFUSED;
    }
    if (state != RUN_DONE)
        return outcome_of(state);
    struct replications_row *row = services_emit(&w->services, replication, r)
                                       ? NULL
                                       : results_add(r, TABLE_replications);
    if (!row)
        return FLOW_MEMORY;
    *row = sum;
    return FLOW_DONE;
}
