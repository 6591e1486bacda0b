/* random_port -- stations, walks, officers and journeys, looped and split. */
#include "tests/support/random_parts.h"

/*
 * So that nobody goes round for ever, places have levels: that of a station is
 * its number, a walk of level l leads on to stations from l; the last route of
 * each leads to a higher level or out, and a way back takes a share.
 */
struct levels {
    int stations, walks;
    int walk[4];
};

static struct name end_name(struct dice *d)
{
    struct name n = dice_name(d, "", 0);

    n.text = end_state_names[dice_between(d, 0, END_STILL_INSIDE - 1)];
    return n;
}

/* A way on from level `from`, where the next place has at least that level. */
static struct name way_on(struct dice *d, const struct port *p,
                          const struct levels *l, int from, int walk)
{
    for (int tries = 0; tries < 3; tries++) {
        int i = dice_between(d, walk, walk + 3);
        if (dice_happens(d, 40) && i < l->walks && l->walk[i] >= from)
            return p->walk[i].id;
        if (from < l->stations && dice_happens(d, 60))
            return p->station[dice_between(d, from, l->stations - 1)].id;
    }
    return end_name(d);
}

/* Other stations from that level on, if the route leads to one. */
static void random_choice(struct dice *d, const struct port *p,
                          const struct levels *l, int from, struct route *r)
{
    struct name *n = dice_array(d, l->stations, sizeof *n);
    int to = -1;

    r->other = (struct name_list){n, 0};
    for (int i = 0; i < l->stations; i++)
        if (p->station[i].id.text == r->to.text)
            to = i;
    if (to < 0 || !dice_part(d, PART_CHOICE, 70))
        return;
    for (int i = l->stations - 1; i >= from; i--)
        if (i != to && dice_happens(d, 70))
            n[r->other.count++] = p->station[i].id;
}

static void random_routes(struct dice *d, const struct port *p,
                          const struct levels *l, int from, int walk,
                          int *routes, const struct route **route)
{
    struct route *r;
    int n = *routes = dice_between(d, 1, 4);

    *route = r = dice_array(d, n, sizeof *r);
    for (int i = 0; i < n; i++) {
        bool last = i == n - 1;
        r[i].when = last ? (struct condition){.share = 1} : dice_condition(d);
        r[i].split = !last && dice_happens(d, 50);
        r[i].to = way_on(d, p, l, from, walk);
        random_choice(d, p, l, from, &r[i]);
        if (!last && dice_happens(d, 25)) { /* back, or the same again */
            r[i].to = p->station[dice_between(d, 0, l->stations - 1)].id;
            if (r[i].when.share > 0.5)
                r[i].when.share = 0.5;
            random_choice(d, p, l, 0, &r[i]);
        }
    }
}

static void random_step(struct dice *d, struct step *st, bool captured)
{
    const struct scenario *s = d->s;
    int kind = dice_between(d, 0, captured ? 5 : 3);

    st->kind = kind < 2 ? STEP_CAPTURE : kind < 4 ? STEP_INSPECT : STEP_MATCH;
    st->when = dice_happens(d, 60) ? (struct condition){.share = 1}
                                   : dice_condition(d);
    st->party = dice_happens(d, 50) ? PARTY_EACH : PARTY_TOGETHER;
    st->time = dice_constant(0);
    if (st->kind == STEP_CAPTURE) {
        st->camera = s->camera[dice_between(d, 0, s->cameras - 1)].id;
        st->attempts = dice_between(d, 1, 3);
        st->by_rules = dice_part(d, PART_SCOPE, 60);
        if (dice_happens(d, 30))
            st->relief_queue = dice_between(d, 1, 4);
        if (dice_happens(d, 40))
            st->relief_door = d->tick * dice_between(d, 1, d->ticks / 4);
    } else if (st->kind == STEP_MATCH) {
        int service = dice_between(d, 0, s->services - 1);
        st->service = s->service[service].id;
        st->one_to_many = dice_happens(d, 50);
        if (s->service[service].timeout > 0 && dice_happens(d, 50))
            st->later = d->tick * dice_between(d, 1, d->ticks / 4);
    } else {
        if (dice_happens(d, 33))
            st->party = PARTY_ONCE;
        st->time = dice_time(d, 0, 30);
        if (d->traced && dice_happens(d, 60)) {
            st->time = dice_constant(0);
            st->time.mean = st->time.sd; /* NaN: not given */
            st->time.family = DIST_TRACE;
        }
        st->false_reject = dice_happens(d, 50) ? 0 : 0.2;
        st->refer = dice_happens(d, 50) ? 0 : dice_between(d, 1, 8) / 10.0;
        st->false_accept = dice_share(d);
    }
}

static void random_station(struct dice *d, struct station *st,
                           const struct port *p)
{
    struct step *step;
    bool captured = false;

    st->positions = dice_between(d, 1, 3);
    if (p->pools > 0 && dice_happens(d, 70))
        st->officers = p->pool[dice_between(d, 0, p->pools - 1)].id;
    if (st->officers.text && dice_happens(d, 40)) {
        st->monitored = dice_between(d, 1, 3);
        st->positions = dice_between(d, 1, 6);
    }
    if (dice_happens(d, 30))
        st->headway =
            d->tick *
            dice_between(d, 1, dice_happens(d, 40) ? d->ticks / 8 + 1 : 6);
    random_positions(d, st);
    st->priority = dice_happens(d, 40);
    st->preemptive = dice_part(d, PART_PREEMPTION, 60);
    st->priority |= st->preemptive;
    if (st->preemptive) /* which takes no time to begin a visit */
        st->headway = 0;
    st->own_queues = !st->preemptive && dice_part(d, PART_OWN_QUEUES, 60);
    if (st->priority) {
        struct priority *f;
        st->priorities = dice_between(d, 1, 3);
        st->first = f = dice_array(d, st->priorities, sizeof *f);
        for (int i = 0; i < st->priorities; i++)
            f[i].when = dice_condition(d);
    }
    st->limits = dice_between(d, 1, 3);
    st->limit = dice_limits(d, st->limits);
    st->steps = dice_between(d, dice_happens(d, 90), 4);
    st->step = step = dice_array(d, st->steps, sizeof *step);
    for (int i = 0; i < st->steps; i++) {
        random_step(d, &step[i], captured);
        captured |= step[i].kind == STEP_CAPTURE;
        for (int k = 0; k < i; k++) /* a trace has one time for a station */
            if (step[k].time.family == DIST_TRACE &&
                step[i].time.family == DIST_TRACE)
                step[i].time = dice_constant(d->tick);
    }
}

/* On, but to no walk that takes no time. */
static struct name way_out(struct dice *d, const struct port *p,
                           const struct levels *l, int level)
{
    struct name to = way_on(d, p, l, level + 1, 0);

    for (int i = 0; i < p->walks; i++)
        if (p->walk[i].id.text == to.text && p->walk[i].time.mean == 0)
            to = end_name(d);
    return to;
}

/* Ways out of a queue; balking leads on only, so that nobody who finds every
 * queue full goes round for ever in a microsecond. */
static void random_ways_out(struct dice *d, struct station *st,
                            const struct port *p, const struct levels *l,
                            int level)
{
    if (dice_happens(d, 30)) {
        st->balk = dice_between(d, 1, 5);
        st->balk_to = way_out(d, p, l, level);
    }
    if (dice_part(d, PART_ROOM, 60)) {
        st->room = dice_between(d, 1, dice_happens(d, 50) ? 2 : 5);
        if (dice_happens(d, 40))
            st->full_to = way_out(d, p, l, level);
    }
    st->patience = dice_constant(0);
    st->impatient = dice_happens(d, 40);
    if (!st->impatient)
        return;
    bool back = dice_happens(d, 40);
    st->patience = dice_time(d, 1, dice_happens(d, 50) ? 6 : 40);
    if (dice_happens(d, 30)) { /* often none at all */
        st->patience = dice_constant(0);
        st->patience.mean = st->patience.sd; /* NaN: not given */
        st->patience.family = DIST_UNIFORM;
        st->patience.low = 0;
        st->patience.high = dice_between(d, 1, 4);
        back = back && d->tick == 1 && dice_happens(d, 30);
    }
    st->patience_to = back ? p->station[dice_between(d, 0, level)].id
                           : way_on(d, p, l, level + 1, 0);
}

static void random_pool(struct dice *d, struct officers *o)
{
    struct clock_span *s;
    int first = d->tick >= US_PER_MIN ? 7 : 0; /* after clocks jump */

    o->operator_ = "cbp";
    o->shifts = dice_between(d, 1, 3);
    o->shift = s = dice_array(d, o->shifts, sizeof *s);
    o->rest = dice_array(d, o->shifts, sizeof *o->rest);
    o->hand_over = dice_part(d, PART_HAND_OVER, 60);
    for (int i = 0; i < o->shifts; i++) {
        int step = d->tick == US_PER_S / 4 ? 4 : 1; /* whole seconds */
        int a = step * dice_between(d, 0, d->ticks / step);
        int b = step * dice_between(d, 0, d->ticks / step + 4);
        if (first > 0 && dice_happens(d, 30)) { /* where clocks jump */
            a = dice_between(d, 2, 5);
            b = a + dice_between(d, 1, 3);
        }
        s[i].count = dice_between(d, dice_happens(d, 10) ? 0 : 1, 3);
        s[i].day = dice_happens(d, 80) ? 0 : 1;
        if (s[i].day == 1 && d->ticks * d->tick >= 2 * US_PER_DAY)
            s[i].day = 2;
        if (dice_happens(d, 10))
            b = a;    /* the clock round */
        if (i == 0) { /* somebody is on duty some time */
            a = first +
                step * dice_between(d, 0, (d->ticks - first) / step / 2);
            b = a + step * dice_between(d, first > 0 ? 4 : 1, 10);
            s[i].count = dice_between(d, 1, 3);
            s[i].day = 0;
        }
        s[i].from = dice_clock(d, a);
        s[i].to = dice_clock(d, a == b && dice_happens(d, 70) ? b + step : b);
        if (a >= first)
            random_rest(d, o, i, a, b, step);
    }
}

static void random_parts_of(struct dice *d, struct port *p, struct levels *l)
{
    struct officers *pool;
    struct walk *walk;
    struct station *station;

    p->pools = dice_between(d, 0, 2);
    p->pool = pool = dice_array(d, p->pools, sizeof *pool);
    for (int i = 0; i < p->pools; i++) {
        pool[i].id = dice_name(d, "pool", i);
        random_pool(d, &pool[i]);
    }
    p->walks = l->walks = dice_between(d, 0, 3);
    p->stations = l->stations = dice_between(d, 1, 4);
    p->walk = walk = dice_array(d, p->walks, sizeof *walk);
    p->station = station = dice_array(d, p->stations, sizeof *station);
    for (int i = 0; i < p->walks; i++) {
        walk[i].id = dice_name(d, "walk", i);
        walk[i].time = dice_time(d, 0, 50);
        l->walk[i] = dice_between(d, 0, p->stations);
    }
    for (int i = 0; i < p->stations; i++)
        station[i].id = dice_name(d, "st", i);
    for (int i = 0; i < p->walks; i++)
        random_routes(d, p, l, l->walk[i], i + 1, &walk[i].routes,
                      &walk[i].route);
    for (int i = 0; i < p->stations; i++) {
        random_station(d, &station[i], p);
        random_ways_out(d, &station[i], p, l, i);
        random_routes(d, p, l, i + 1, 0, &station[i].routes, &station[i].route);
    }
}

/* A wall a few hours off the scenario's. In a short run its clock must be one
 * that a scenario can name: of the first day, and not one that comes twice. */
static void random_wall(struct dice *d, struct port *p)
{
    const struct scenario *s = d->s;
    simtime zero = civil_utc(&s->wall, s->start_day, 0);

    p->wall = s->wall;
    if (dice_happens(d, 30))
        p->wall.utc_offset += US_PER_H * dice_between(d, 0, 3);
    if (dice_happens(d, 10))
        p->wall.dst = DST_NONE;
    d->clock_base = zero + civil_offset_at(&p->wall, zero) -
                    US_PER_DAY * (simtime)s->start_day;
    if (d->tick >= US_PER_MIN) {
        d->clock_base = 0;
    } else if (d->clock_base < 0 ||
               civil_utc(&p->wall, s->start_day, d->clock_base) != zero) {
        p->wall = s->wall;
        d->clock_base = 0;
    }
}

void random_port(struct dice *d, struct port *p, int number)
{
    struct levels l;
    struct flow *flow;
    struct journey *journey;

    p->id = dice_name(d, "port", number);
    p->mode = (enum mode)dice_between(d, 0, 2);
    random_wall(d, p);
    d->traced = dice_happens(d, 10);
    random_parts_of(d, p, &l);
    p->flows = dice_between(d, 1, 3);
    p->flow = flow = dice_array(d, p->flows, sizeof *flow);
    for (int i = 0; i < p->flows; i++) {
        flow[i].id = dice_name(d, "flow", i);
        random_flow(d, &flow[i], p);
    }
    p->journeys = dice_between(d, 0, 2);
    p->journey = journey = dice_array(d, p->journeys, sizeof *journey);
    for (int i = 0; i < p->journeys; i++) {
        journey[i].id = dice_name(d, "journey", i);
        journey[i].to = p->station[dice_between(d, 0, p->stations - 1)].id;
        journey[i].less =
            dice_happens(d, 50) ? 0 : d->tick * dice_between(d, 1, 30);
        journey[i].limits = dice_between(d, 1, 3);
        journey[i].limit = dice_limits(d, journey[i].limits);
    }
}
