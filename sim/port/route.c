/* route -- conditions, and where a party goes next: over walks, in parts where
 * a route splits it, until a station or an end state is reached. */
#include "sim/port/dispatch.h"
#include "sim/port/room.h"

static bool has_fact(uint32_t facts, const struct traveller *t,
                     const struct facts *f)
{
    return facts >> f->result & 1 || facts >> (RESULTS + f->decision) & 1 ||
           (facts >> FACT_LOOK_OUT & 1 && t->look_out &&
            f->result == RESULT_MATCHED);
}

bool route_meets(const struct site *p, const struct traveller *t,
                 const struct facts *f, const struct model_condition *c,
                 struct asking k)
{
    if (c->always)
        return true;
    if (c->facts && !has_fact(c->facts, t, f))
        return false;
    if (!(c->classes >> t->class & 1))
        return false;
    if (c->by_group && (t->group == NO_GROUP || !(c->groups >> t->group & 1)))
        return false;
    if (c->enrolled && (c->enrolled == ENROLLED_TRUE) != f->enrolled)
        return false;
    if (!share_is_drawn(c->share))
        return c->share != 0;
    struct counter who =
        site_counter(p, t, k.visit, k.purpose, k.number, k.kind);
    if (c->by_party)
        who.who = counter_who(k.lead, k.visit);
    return keyed_pair(site_visit_key(p, t, k.node), who).first < c->share;
}

/* Members of a party that meet a route; returns how many. */
static int who_meets(const struct site *p, uint32_t lead,
                     const struct model_condition *c, struct asking k,
                     bool meets[PARTY_MOST])
{
    int n = 0, i = 0;

    k.lead = p->traveller[lead].member;
    for (uint32_t t = lead; t; t = p->traveller[t].next_member, i++) {
        const struct traveller *m = &p->traveller[t];
        meets[i] = route_meets(p, m, &m->facts, c, k);
        n += meets[i];
    }
    return n;
}

/* Divide a party; *rest keeps those who do not meet. Both are led by their
 * lowest member and keep the history. */
static uint32_t split(struct site *p, uint32_t lead, int taken,
                      const bool meets[PARTY_MOST], uint32_t *rest)
{
    struct traveller old = p->traveller[lead];
    uint32_t head[2] = {0, 0}, last[2] = {0, 0}, next;
    int i = 0;

    for (uint32_t t = lead; t; t = next, i++) {
        int part = meets[i];
        next = p->traveller[t].next_member;
        p->traveller[t].next_member = 0;
        if (last[part])
            p->traveller[last[part]].next_member = t;
        else
            head[part] = t;
        last[part] = t;
    }
    uint32_t other = head[0] == lead ? head[1] : head[0];
    site_copy_history(p, lead, other);
    p->traveller[other].visit = old.visit;
    p->traveller[other].node = old.node;
    p->traveller[other].to_end = old.to_end;
    p->traveller[other].outside = old.outside;
    p->traveller[other].leaves = old.leaves;
    p->traveller[other].lane = old.lane;
    p->traveller[head[1]].members = (uint8_t)taken;
    p->traveller[head[0]].members = (uint8_t)(old.members - taken);
    *rest = head[0];
    return head[1];
}

/* Where parts of a party go after a station (within its end) or a walk. */
struct leg {
    simtime at;
    bool from_station;
};

/* Parties at a station, which `open` positions share. */
struct load {
    int64_t parties, open;
};

static struct load load_of(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];

    return (struct load){(int64_t)s->parties + s->stops + s->held, s->open};
}

/* Exact: parties by open positions, and none open is the most. */
static bool is_less(struct load a, struct load b)
{
    if (a.open == 0 || b.open == 0)
        return a.open > b.open;
    return a.parties * b.open < b.parties * a.open;
}

/* Of the stations that a route leads to, the first of the least loaded. */
static int choose_station(const struct site *p, const struct model_route *r)
{
    int least = r->index;
    struct load of = load_of(p, least);

    for (int i = 0; i < r->others; i++) {
        struct load x = load_of(p, r->other[i]);
        if (!is_less(x, of))
            continue;
        least = r->other[i];
        of = x;
    }
    return least;
}

static inline void take(struct site *p, uint32_t lead,
                        const struct model_route *r, struct leg g)
{
    int to = r->others ? choose_station(p, r) : r->index;

    for (uint32_t m = r->report ? lead : 0; m; m = p->traveller[m].next_member)
        p->traveller[m].facts.reported = true;
    if (g.from_station && r->to == TO_END)
        dispatch_leave(p, lead, (enum end_state)r->index);
    else
        route_go(p, lead, r->to, to, g.at);
}

/* k: as those are asked who meet a route. */
static void follow(struct site *p, uint32_t lead,
                   const struct model_route *route, struct leg g,
                   struct asking k)
{
    bool meets[PARTY_MOST];

    for (k.number = 0;; k.number++) { /* the last route is unconditional */
        const struct model_route *r = &route[k.number];
        if (r->when.always) {
            take(p, lead, r, g);
            return;
        }
        int n = who_meets(p, lead, &r->when, k, meets);
        if (n == 0)
            continue;
        if (!r->split || n == p->traveller[lead].members) {
            take(p, lead, r, g);
            return;
        }
        uint32_t rest, part = split(p, lead, n, meets, &rest);
        if (p->failed)
            return;
        take(p, part, r, g);
        lead = rest;
    }
}

void route_go(struct site *p, uint32_t lead, enum target to, int index,
              simtime at)
{
    struct traveller *t = &p->traveller[lead];

    if (to == TO_WALK) {
        const struct model_walk *w = &p->is->walk[index];
        int node = PORT_STATIONS_MOST + index;
        const struct asking k = {.node = node,
                                 .visit = site_count_visit(p, lead, node),
                                 .purpose = VISIT_ROUTE};
        struct pair u = {0, 0};
        if (w->time->node)
            u = keyed_pair(site_visit_key(p, t, node),
                           site_counter(p, t, k.visit, VISIT_WALK, 0, 0));
        const struct leg g = {site_later(at, quantile_at(w->time, u.first)),
                              false};
        if (w->route->when.always)
            take(p, lead, w->route, g);
        else
            follow(p, lead, w->route, g, k);
        return;
    }
    if (to == TO_STATION && !t->outside && p->is->station[index].room &&
        !room_take(p, index)) {
        room_block(p, lead, index, at - p->now);
        return;
    }
    t->state = GOING;
    t->leaves = 0;
    t->node = (uint8_t)index;
    t->to_end = to == TO_END;
    t->due = at;
    site_schedule(p, at, RANK_ARRIVAL, site_party(t, lead));
}

void route_from_station(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    const struct model_route *route = p->station[t->node].is->route;
    const struct leg g = {p->now, true};

    if (route->when.always) {
        take(p, lead, route, g);
        return;
    }
    const struct asking k = {
        .node = t->node, .visit = t->visit, .purpose = VISIT_ROUTE};
    follow(p, lead, route, g, k);
}
