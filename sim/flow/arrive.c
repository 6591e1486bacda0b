/* arrive -- parties come to the port: calls of a timetable, random arrivals,
 * traces; and what their members are. */
#include "sim/flow/site.h"

enum { ARRIVAL_SLOT = SLOTS_MOST }; /* | call: no traveller's slot */

static struct pair crossing(const struct site *p, const struct model_flow *f,
                            uint32_t party, unsigned member, unsigned purpose)
{
    return keyed_pair(f->crossing,
                      (struct counter){party, counter_who(member, 0),
                                       counter_what(purpose, 0, 0),
                                       p->replication});
}

static bool happens(uint64_t threshold, uint64_t u)
{
    return u < threshold;
}

/* Traits of the person: group, and whether they refuse the photo. */
static void make_person(const struct site *p, const struct model_flow *f,
                        struct traveller *t)
{
    const struct model_class *k = &p->m->class[t->class];
    uint64_t person =
        f->person_salt +
        UINT64_C(0x9e3779b97f4a7c15) * ((uint64_t)t->party << 8 | t->member);
    struct key key = f->population->key;

    t->group = NO_GROUP;
    if (k->group_number) {
        int i = 0;
        if (k->group.n > 1)
            i = choose(&k->group,
                       keyed_pair(key, person_counter(person, PERSON_GROUP,
                                                      p->replication))
                           .first);
        t->group = k->group_number[i];
    }
    t->opt_out = k->opt_out == UNIFORM_END;
    if (share_is_drawn(k->opt_out))
        t->opt_out = happens(
            k->opt_out, keyed_pair(key, person_counter(person, PERSON_OPT_OUT,
                                                       p->replication))
                            .first);
}

/* Class (drawn, or given: >= 0), document and photo of a member. */
static void make_member(const struct site *p, const struct model_flow *f,
                        struct traveller *t, int class)
{
    const struct model_population *pop = f->population;
    bool drawn = class < 0 && pop->class.n > 1;
    struct pair u = {0, 0};

    if (drawn)
        u = crossing(p, f, t->party, t->member, CROSSING_CLASS);
    if (class < 0)
        class = pop->first_class + (drawn ? choose(&pop->class, u.first) : 0);
    const struct model_class *k = &p->m->class[class];
    t->class = (uint8_t) class;
    if (share_is_drawn(k->impostor) && !drawn)
        u = crossing(p, f, t->party, t->member, CROSSING_CLASS);
    t->impostor = k->impostor == UNIFORM_END ||
                  (k->impostor && happens(k->impostor, u.second));
    t->photo =
        k->photo == UNIFORM_END ||
        (k->photo &&
         happens(k->photo,
                 crossing(p, f, t->party, t->member, CROSSING_PHOTO).first));
    make_person(p, f, t);
}

/* A party of `size` members at the port; returns its lead, 0: failed. */
static uint32_t make_party(struct site *p, int flow, uint32_t ordinal, int size,
                           bool mixed, int class)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t lead = 0, last = 0;

    for (int i = 0; i < size; i++) {
        uint32_t n = site_new_traveller(p);
        if (!n)
            return 0;
        struct traveller *t = &p->traveller[n];
        t->party = ordinal;
        t->flow = (uint8_t)flow;
        t->member = (uint8_t)i;
        t->state = COMING;
        make_member(p, f, t, i && !mixed ? p->traveller[lead].class : class);
        if (last)
            p->traveller[last].next_member = n;
        else
            lead = n;
        last = n;
    }
    p->traveller[lead].members = (uint8_t)size;
    return lead;
}

/* The party is at the port, from now on. */
static void come(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        p->traveller[m].state = GOING;
        p->traveller[m].arrived = p->now;
        p->traveller[m].arrived_interval = (uint16_t)p->ledger.interval;
    }
    p->ledger.parties++;
    p->ledger.arrived += t->members;
    ledger_present(&p->ledger, p->now, t->members);
    site_milestone(p, MILESTONE_ARRIVE, p->now, t, t->flow, t->members);
}

/* Draws the size where needed, at most `most`; then makes the party. */
static uint32_t draw_party(struct site *p, int flow, uint32_t ordinal, int most)
{
    const struct model_flow *f = &p->is->flow[flow];
    const struct model_population *pop = f->population;
    struct pair u = {0, 0};
    int size = pop->party_size[0];

    if (pop->party.n > 1 || (size > 1 && share_is_drawn(pop->mixed)))
        u = crossing(p, f, ordinal, 0, CROSSING_PARTY);
    if (pop->party.n > 1)
        size = pop->party_size[choose(&pop->party, u.first)];
    return make_party(p, flow, ordinal, size < most ? size : most,
                      pop->mixed && happens(pop->mixed, u.second), -1);
}

/* Whether the members of a party out of a trace draw their classes apart. */
static bool is_mixed(const struct site *p, const struct model_flow *f,
                     uint32_t ordinal)
{
    uint64_t mixed = f->population->mixed;

    return mixed == UNIFORM_END ||
           (mixed &&
            happens(mixed, crossing(p, f, ordinal, 0, CROSSING_PARTY).second));
}

static void arrive_call(struct site *p, int flow, const struct model_call *call)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t ordinal = call->first_party;
    int aboard = 0;

    while (aboard < call->passengers) {
        uint32_t lead =
            draw_party(p, flow, ordinal++, call->passengers - aboard);
        if (!lead)
            return;
        come(p, lead);
        aboard += p->traveller[lead].members;
        simtime off = (simtime)((uint64_t)aboard * f->unload_gap >> 16);
        route_go(p, lead, f->start, f->start_index, p->now + off);
    }
}

/* The time of a departure's boarding call for the party's group. */
static simtime called(const struct site *p, const struct model_flow *f,
                      uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    simtime departs = p->door[t->flow][t->call - 1] + f->closes;
    uint64_t u = 0;

    if (!f->opens)
        return 0;
    if (f->groups > 1)
        u = crossing(p, f, t->party, 0, CROSSING_BOARD).first;
    /* the group is below 100, so that 53 bits times it stay below 64 */
    return departs - f->opens +
           (simtime)(u * (uint64_t)f->groups >> UNIFORM_BITS) * f->group_gap;
}

/* A party of a departure comes: too late, or to wait for its call. */
static void arrive_to_board(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    const struct model_flow *f = &p->is->flow[t->flow];

    come(p, lead);
    if (p->now >= p->door[t->flow][t->call - 1]) {
        dispatch_leave(p, lead, END_MISSED);
        return;
    }
    simtime call = called(p, f, lead);
    route_go(p, lead, f->start, f->start_index, call > p->now ? call : p->now);
}

static void free_party(struct site *p, uint32_t lead)
{
    uint32_t next;

    for (uint32_t m = lead; m; m = next) {
        next = p->traveller[m].next_member;
        site_free_traveller(p, m);
    }
}

/* Before the first passenger of a departure comes: who will come, and when. */
static void make_passengers(struct site *p, int flow, uint32_t number)
{
    const struct model_flow *f = &p->is->flow[flow];
    const struct model_call *call = &f->call[number];
    struct departure_count *c = &p->ledger.departure[flow][number];
    simtime departs = p->flow[flow].departs[number];
    uint32_t ordinal = call->first_party;

    c->known = true;
    for (int aboard = 0; aboard < call->passengers; ordinal++) {
        struct pair u = {0, 0};
        uint32_t lead = draw_party(p, flow, ordinal, call->passengers - aboard);
        if (!lead)
            return;
        struct traveller *t = &p->traveller[lead];
        aboard += t->members;
        if (f->show_up->node || share_is_drawn(f->no_show))
            u = crossing(p, f, ordinal, 0, CROSSING_SHOW);
        if (happens(f->no_show, u.second)) {
            c->no_show += t->members;
            free_party(p, lead);
            continue;
        }
        simtime at = departs - quantile_at(f->show_up, u.first);
        t->due = at > p->now ? at : p->now;
        for (uint32_t m = lead; m; m = p->traveller[m].next_member)
            p->traveller[m].call = number + 1;
        site_schedule(
            p, event_make(t->due, RANK_ARRIVAL, t->flow, ordinal, 0, lead));
    }
}

void arrive_door(struct site *p, event_key e)
{
    unsigned flow = event_flow(e);
    uint32_t call = event_slot(e) - ARRIVAL_SLOT + 1;

    for (uint32_t n = 1; n < p->travellers; n++) {
        const struct traveller *t = &p->traveller[n];
        if (t->state > COMING && t->members && t->flow == flow &&
            t->call == call)
            dispatch_miss(p, n);
    }
}

/* The event that brings the next party, or batch, of random arrivals. */
static void schedule_next(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];
    struct flow_state *s = &p->flow[flow];
    struct pair u = {0, 0};

    if (f->gap->node || f->batch_size.n)
        u = crossing(p, f, s->party, 0, CROSSING_GAP);
    simtime gap = quantile_at(f->gap, u.first);
    if (__builtin_add_overflow(s->sum, gap, &s->sum))
        return;
    simtime at = f->kind == ARRIVE_POISSON
                     ? rate_inverse(&f->curve, s->sum, &s->piece)
                     : s->sum;
    s->batch = f->batch_size.n ? 1 + (uint32_t)choose(&f->batch_size, u.second)
                               : f->batch;
    if (at < p->m->duration)
        site_schedule(p, event_make(at, RANK_ARRIVAL, (unsigned)flow, s->party,
                                    0, ARRIVAL_SLOT));
}

/*
 * The party goes to the flow's start. Where that is a station its join is an
 * event of this microsecond: if no pending one comes before it, it happens now.
 */
static void begin_way(struct site *p, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];
    const struct model_flow *f = &p->is->flow[t->flow];
    const struct calendar *c = &p->calendar;

    if (f->start == TO_STATION &&
        (!c->count || c->heap[0] > event_make(p->now, RANK_ARRIVAL, t->flow,
                                              t->party, t->member, lead))) {
        t->node = (uint8_t)f->start_index;
        dispatch_join(p, lead);
        return;
    }
    route_go(p, lead, f->start, f->start_index, p->now);
}

/* Parties of a batch have consecutive ordinals: nothing that is pending, or
 * that they cause, comes between their arrivals and changes them. */
static void arrive_batch(struct site *p, int flow)
{
    struct flow_state *s = &p->flow[flow];

    for (; s->batch; s->batch--) {
        uint32_t lead = draw_party(p, flow, s->party++, PARTY_MOST);
        if (!lead)
            return;
        come(p, lead);
        begin_way(p, lead);
    }
    schedule_next(p, flow);
}

static void schedule_row(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t row = p->flow[flow].party;

    if (row < (uint32_t)f->rows)
        site_schedule(p, event_make(f->row[row].at, RANK_ARRIVAL,
                                    (unsigned)flow, row, 0, ARRIVAL_SLOT));
}

/* A call that is a departure, delayed to `at`: its door, and the event that
 * makes its passengers, before any can come. */
static void schedule_departure(struct site *p, int flow, int number,
                               simtime scheduled, simtime at)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t party = f->call[number].first_party;
    uint32_t slot = ARRIVAL_SLOT | (uint32_t)number;
    simtime first = scheduled - f->window;
    simtime door = at - f->closes;

    p->flow[flow].departs[number] = scheduled;
    p->door[flow][number] = door > 0 ? door : 0;
    site_schedule(p, event_make(first > 0 ? first : 0, RANK_ARRIVAL,
                                (unsigned)flow, party, 0, slot));
    site_schedule(p, event_make(p->door[flow][number], RANK_DOOR,
                                (unsigned)flow, party, 0, slot));
}

static void schedule_calls(struct site *p, int flow)
{
    const struct model_flow *f = &p->is->flow[flow];

    for (int i = 0; i < f->calls; i++) {
        const struct model_call *c = &f->call[i];
        struct pair u = {0, 0};
        if (c->span || f->delay->node)
            u = crossing(p, f, c->first_party, 0, CROSSING_CALL);
        simtime scheduled = c->from;
        if (c->span)
            scheduled += (simtime)((event_key)u.first * (uint64_t)c->span >>
                                   UNIFORM_BITS);
        simtime at = scheduled + quantile_at(f->delay, u.second) - f->early;
        if (f->boarding) {
            schedule_departure(p, flow, i, scheduled, at);
            continue;
        }
        if (at < 0)
            at = 0;
        if (c->passengers)
            site_schedule(p, event_make(at, RANK_ARRIVAL, (unsigned)flow,
                                        c->first_party, 0,
                                        ARRIVAL_SLOT | (uint32_t)i));
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

    if (slot < ARRIVAL_SLOT) { /* somebody has walked here */
        const struct traveller *t = &p->traveller[slot];
        if (t->state == COMING)
            arrive_to_board(p, slot);
        else if (t->to_end)
            dispatch_leave(p, slot, (enum end_state)t->node);
        else
            dispatch_join(p, slot);
        return;
    }
    if (f->boarding) {
        make_passengers(p, flow, slot - ARRIVAL_SLOT);
        return;
    }
    if (f->kind == ARRIVE_TIMETABLE) {
        arrive_call(p, flow, &f->call[slot - ARRIVAL_SLOT]);
        return;
    }
    if (f->kind != ARRIVE_TRACE) {
        arrive_batch(p, flow);
        return;
    }
    const struct model_row *r = &f->row[ordinal];
    p->flow[flow].party++;
    schedule_row(p, flow);
    lead = make_party(p, flow, ordinal, r->size,
                      r->size > 1 && is_mixed(p, f, ordinal), r->class);
    if (!lead)
        return;
    come(p, lead);
    begin_way(p, lead);
}
