/* nation -- a replication: its ports apart, or together where that cannot be;
 * and its row. */
#include "sim/flow/nation.h"

#include <stdlib.h>

struct flow_worker *flow_worker_new(void)
{
    return calloc(1, sizeof(struct flow_worker));
}

void flow_worker_free(struct flow_worker *w)
{
    if (!w)
        return;
    apart_release(w);
    together_release(w);
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

void nation_add(struct replications_row *sum, const struct replications_row *x)
{
    sum->travellers += x->travellers;
    sum->parties += x->parties;
    sum->admitted += x->admitted;
    sum->departed += x->departed;
    sum->refused += x->refused;
    sum->withdrew += x->withdrew;
    sum->abandoned += x->abandoned;
    sum->missed += x->missed;
    sum->unrecorded += x->unrecorded;
    sum->still_inside += x->still_inside;
    sum->events += x->events;
    sum->milestones += x->milestones;
    sum->milestone_digest += x->milestone_digest;
    sum->arrival_digest += x->arrival_digest;
}

enum run_state nation_end_port(struct site *p, int number,
                               struct replications_row *sum)
{
    const struct ledger *l = &p->ledger;

    enum run_state state = run_end(p, number);

    if (state != RUN_DONE)
        return state;
    const struct replications_row x = {
        .travellers = l->arrived,
        .parties = l->parties,
        .admitted = l->ended[END_ADMITTED],
        .departed = l->ended[END_DEPARTED],
        .refused = l->ended[END_REFUSED],
        .withdrew = l->ended[END_WITHDREW],
        .abandoned = l->ended[END_ABANDONED],
        .missed = l->ended[END_MISSED],
        .unrecorded = l->ended[END_UNRECORDED],
        .still_inside = l->ended[END_STILL_INSIDE],
        .events = l->events,
        .milestones = l->milestones,
        .milestone_digest = l->milestone_digest,
        .arrival_digest = l->arrival_digest,
    };
    nation_add(sum, &x);
    return RUN_DONE;
}

enum run_state nation_services(const struct nation *n, struct services *s,
                               struct overlap *overlap)
{
    switch (services_begin(s, n->m, (uint32_t)n->replication, overlap)) {
    case FLOW_DONE:
        return RUN_DONE;
    case FLOW_GUARD_FAILURES:
        return RUN_GUARD_FAILURES;
    default:
        return RUN_MEMORY;
    }
}

static enum run_state hand_on(const struct nation *n, struct results *r)
{
    return n->o->take && results_bytes(r) >= RESULTS_PIECE &&
                   n->o->take(n->o->context, r)
               ? RUN_REFUSED
               : RUN_DONE;
}

enum run_state nation_hand_on(const struct nation *n)
{
    return hand_on(n, n->r);
}

enum run_state nation_add_rows(const struct nation *n, struct results *rows)
{
    /* Without a copy, where nothing waits before them. */
    enum run_state state =
        results_bytes(n->r) == 0 ? hand_on(n, rows) : RUN_DONE;

    if (state == RUN_DONE && results_append(n->r, rows))
        return RUN_MEMORY;
    return state == RUN_DONE ? hand_on(n, n->r) : state;
}

static struct mark mark_of(const struct results *r,
                           const struct flow_options *o)
{
    struct mark k = {.milestones = o->log ? o->log->count : 0};

    for (int t = 0; t < TABLES; t++)
        k.rows[t] = r->table[t].count;
    return k;
}

void nation_forget(const struct nation *n)
{
    for (int t = 0; t < TABLES; t++) /* what was taken is not there any more */
        if (n->r->table[t].count > n->mark.rows[t])
            n->r->table[t].count = n->mark.rows[t];
    if (n->o->forget)
        n->o->forget(n->o->context);
    if (n->o->log)
        n->o->log->count = n->mark.milestones;
    *n->sum = (struct replications_row){.replication = n->replication};
}

enum flow_outcome flow_run(struct flow_worker *w, const struct model *m,
                           int replication, const struct flow_options *o,
                           struct results *r)
{
    struct replications_row sum = {.replication = replication};
    struct nation n = {w, m, replication, o, *o, r, &sum, mark_of(r, o)};
    r->unproven = false;
    enum run_state state = w->crowded ? RUN_ASKS : nation_apart(&n);

    if (state == RUN_ASKS) {
        w->crowded = true;
        nation_forget(&n);
        n.inner = *o;
        n.inner.take = NULL; /* the rows come in the order of the ports */
        state = nation_together(&n);
    }
    if (state != RUN_DONE)
        return outcome_of(state);
    struct replications_row *row = results_add(r, TABLE_replications);
    if (!row)
        return FLOW_MEMORY;
    *row = sum;
    return FLOW_DONE;
}
