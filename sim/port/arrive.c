/* arrive -- parties come to the port: calls of a timetable, random arrivals,
 * traces. */
#include "sim/port/board.h"
#include "sim/port/party.h"

static void arrive_call(struct site *p, int flow, const struct model_call *call)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t ordinal = call->first_party;
    int aboard = 0;

    while (aboard < call->passengers) {
        uint32_t lead =
            party_bring(p, flow, ordinal++, call->passengers - aboard);
        if (!lead)
            return;
        aboard += p->traveller[lead].members;
        event_key off = (event_key)(unsigned)aboard * f->unload_gap >> 16;
        route_go(p, lead, f->start, f->start_index,
                 site_later(p->now, off < SITE_FAR ? (simtime)off : SITE_FAR));
    }
}

/* The pair of the next party's gap: four are drawn at a time. */
static struct pair next_gap(struct site *p, int flow)
{
    static const struct keyed_steps next = {.party = {0, 0, 1, 0, 2, 0, 3, 0}};
    const struct model_flow *f = &p->is->flow[flow];
    struct flow_state *s = &p->flow[flow];

    if (s->party - s->known >= KEYED_FOUR || !s->party) {
        s->known = s->party;
        keyed_four(f->crossing,
                   (struct counter){s->party, counter_who(0, 0),
                                    counter_what(CROSSING_GAP, 0, 0),
                                    p->replication},
                   &next, s->gap);
    }
    return s->gap[s->party - s->known];
}

/* The event that brings the next party, or batch, of random arrivals. */
static void schedule_next(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];
    struct flow_state *s = &p->flow[flow];
    struct pair u = {0, 0};

    if (f->gap->node || f->batch_size.n)
        u = next_gap(p, flow);
    simtime gap = quantile_at(f->gap, u.first);
    if (__builtin_add_overflow(s->sum, gap, &s->sum))
        return;
    simtime at = f->kind == ARRIVE_POISSON
                     ? rate_inverse(&f->curve, s->sum, &s->piece)
                     : s->sum;
    s->batch = f->batch_size.n ? 1 + (uint32_t)choose(&f->batch_size, u.second)
                               : f->batch;
    if (at < p->m->duration)
        site_schedule(
            p, at, RANK_ARRIVAL,
            (struct happening){(unsigned)flow, s->party, 0, SITE_ARRIVAL});
}

/*
 * The party goes to the flow's start. Where that is a station its join is an
 * event of this microsecond: if no pending one comes before it, it happens now.
 */
ALWAYS void begin_way(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    const struct model_flow *f = &p->is->flow[t->flow];

    if (f->start == TO_STATION &&
        (!site_goes_on(p) ||
         calendar_least(&p->calendar) >
             event_make(p->now, RANK_ARRIVAL, site_party(t, lead)))) {
        t->node = (uint8_t)f->start_index;
        queue_join(p, lead);
        return;
    }
    route_go(p, lead, f->start, f->start_index, p->now);
}

/* Parties of a batch have consecutive ordinals. Where something comes between
 * the arrivals of two, the later is an event of its own. */
static void arrive_batch(struct site *p, int flow)
{
    struct flow_state *s = &p->flow[flow];

    for (;;) {
        uint32_t lead = party_bring(p, flow, s->party++, PARTY_MOST);
        if (!lead)
            return;
        begin_way(p, lead);
        if (--s->batch == 0)
            break;
        const struct happening next = {(unsigned)flow, s->party, 0,
                                       SITE_ARRIVAL};
        if (site_goes_on(p) && calendar_least(&p->calendar) <
                                   event_make(p->now, RANK_ARRIVAL, next)) {
            site_schedule(p, p->now, RANK_ARRIVAL, next);
            return;
        }
    }
    schedule_next(p, flow);
}

static void schedule_row(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t row = p->flow[flow].party;

    if (row < (uint32_t)f->rows)
        site_schedule(p, f->row[row].at, RANK_ARRIVAL,
                      (struct happening){(unsigned)flow, row, 0, SITE_ARRIVAL});
}

static void schedule_calls(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];

    for (int i = 0; i < f->calls; i++) {
        const struct model_call *c = &f->call[i];
        struct pair u = {0, 0};
        if (c->span || f->delay->node)
            u = party_crossing(p, f, c->first_party, 0, CROSSING_CALL);
        simtime scheduled = c->from;
        if (c->span)
            scheduled += (simtime)((event_key)u.first * (uint64_t)c->span >>
                                   UNIFORM_BITS);
        simtime at = scheduled + quantile_at(f->delay, u.second) - f->early;
        if (f->boarding) {
            board_schedule(p, flow, i, scheduled, at);
            continue;
        }
        if (at < 0)
            at = 0;
        if (c->passengers)
            site_schedule(p, at, RANK_ARRIVAL,
                          (struct happening){(unsigned)flow, c->first_party, 0,
                                             SITE_ARRIVAL | (uint32_t)i});
    }
}

void arrive_begin(struct site *p)
{
    for (int i = 0; i < p->is->flows; i++)
        switch (p->is->flow[i].kind) {
        case ARRIVE_TIMETABLE:
            schedule_calls(p, i);
            break;
        case ARRIVE_TRACE:
            schedule_row(p, i);
            break;
        case ARRIVE_POISSON:
        case ARRIVE_RENEWAL:
            schedule_next(p, i);
            break;
        }
}

void arrive(struct site *p, event_key e)
{
    int flow = (int)event_flow(e);
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t slot = event_slot(e), ordinal = event_party(e), lead;

    if (slot < SITE_ARRIVAL) { /* somebody has walked here */
        const struct traveller *t = &p->traveller[slot];
        if (t->state == COMING)
            board_come(p, slot);
        else if (t->to_end)
            dispatch_leave(p, slot, (enum end_state)t->node);
        else
            queue_join(p, slot);
        return;
    }
    if (f->boarding) {
        board_make(p, flow, slot - SITE_ARRIVAL);
        return;
    }
    if (f->kind == ARRIVE_TIMETABLE) {
        arrive_call(p, flow, &f->call[slot - SITE_ARRIVAL]);
        return;
    }
    if (f->kind != ARRIVE_TRACE) {
        arrive_batch(p, flow);
        return;
    }
    const struct model_row *r = &f->row[ordinal];
    p->flow[flow].party++;
    schedule_row(p, flow);
    lead =
        party_make(p, flow, ordinal, r->size,
                   r->size > 1 && party_is_mixed(p, flow, ordinal), r->class);
    if (!lead)
        return;
    party_come(p, lead);
    begin_way(p, lead);
}
