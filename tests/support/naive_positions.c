/* naive_positions -- which positions there are, who holds them, opening rules.
 */
#include "tests/support/naive_world.h"

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

int naive_available(const struct world *w, int station)
{
    const struct positions *at = &w->at[station];
    int n = w->p->station[station].positions - at->broken - at->closed;

    n = least_of(n, at->allowed);
    return n > 0 ? n : 0;
}

int naive_open(const struct world *w, int station)
{
    int pool = naive_pool(w, station), n = naive_available(w, station);
    int each = w->p->station[station].monitored;

    return pool < 0 ? n : least_of(n, w->rostered[pool] * (each ? each : 1));
}

static bool is_held(const struct seat *s)
{
    return s->visiting || s->blocked > 0;
}

int naive_held(const struct world *w, int station)
{
    int n = 0;

    for (const struct seat *s = w->seats; s; s = s->next)
        n += s->station == station && is_held(s);
    return n;
}

int naive_busy(const struct world *w, int station)
{
    int n = 0;

    for (const struct seat *s = w->seats; s; s = s->next)
        n += s->station == station && s->visiting;
    return n;
}

bool naive_holds(const struct world *w, int station, int k)
{
    for (const struct seat *s = w->seats; s; s = s->next)
        if (s->station == station && s->k == k && is_held(s))
            return true;
    return false;
}

struct seat *naive_sit(struct world *w, int station, int k)
{
    struct seat *s = naive_new(w, sizeof *s);

    *s = (struct seat){.station = station, .k = k, .next = w->seats};
    return w->seats = s;
}

void naive_stand_up(struct world *w, struct seat *gone)
{
    struct seat **s = &w->seats;

    if (is_held(gone))
        return;
    while (*s && *s != gone)
        s = &(*s)->next;
    if (*s)
        *s = gone->next;
}

struct band *naive_called_last(const struct world *w, int station,
                               int later_than)
{
    struct band *last = NULL;

    for (const struct seat *s = w->seats; s; s = s->next) {
        struct band *b = s->visiting;
        if (s->station != station || !b || b->priority <= later_than)
            continue;
        if (!last || (later_than >= 0 && b->priority > last->priority) ||
            ((later_than < 0 || b->priority == last->priority) &&
             b->entry->called > last->entry->called))
            last = b;
    }
    return last;
}

/* ---- what becomes of them ---- */

void naive_look_at_positions(struct world *w)
{
    for (int i = 0; i < w->p->stations; i++) {
        int open = naive_open(w, i);
        if (open == w->at[i].open)
            continue;
        w->at[i].open = open;
        naive_choose_again(w, i);
    }
}

static simtime up_or_down(struct world *w, int station, int k, int n, bool up)
{
    const struct breakdown *b = &w->p->station[station].breakdown;
    const char *names[2] = {w->p->id.text, w->p->station[station].id.text};
    struct pair u =
        keyed_pair(key_make(w->s->seed, FAMILY_RESOURCE, names, 2),
                   resource_counter((uint32_t)n, (uint32_t)k, RESOURCE_FAILURE,
                                    (uint32_t)w->replication));
    simtime t =
        up ? naive_time(w, &b->up, u.first) : naive_time(w, &b->down, u.second);

    return t < 1 ? 1 : t;
}

static void next_outage(struct world *w, int station, int k, int n, bool fails)
{
    naive_schedule(
        w, (struct event){.at = w->now + up_or_down(w, station, k, n, fails),
                          .rank = fails ? RANK_FAILURE : RANK_REPAIR,
                          .flow = station,
                          .ordinal = (uint32_t)k,
                          .what = fails ? DO_FAILURE : DO_REPAIR,
                          .number = n});
}

static void change(struct world *w, simtime at, enum capacity kind, int station,
                   enum doing what)
{
    naive_schedule(w, (struct event){.at = at,
                                     .rank = RANK_CAPACITY,
                                     .flow = (int)kind,
                                     .ordinal = (uint32_t)station,
                                     .what = what,
                                     .number = station});
}

void naive_positions(struct world *w)
{
    w->now = 0;
    for (int i = 0; i < w->p->pools; i++)
        w->rostered[i] = naive_rostered(w, i, -1);
    for (int i = 0; i < w->p->stations; i++) {
        const struct station *st = &w->p->station[i];
        int n;
        simtime *t = naive_span_times(w, st->closed, st->closures, &n);
        w->at[i] = (struct positions){
            .closed = naive_spans(w, st->closed, st->closures, -1),
            .allowed = st->opens ? st->opening.least : st->positions};
        w->at[i].open = naive_open(w, i);
        for (int k = 0; k < n; k++)
            change(w, t[k], CAPACITY_CLOSURE, i, DO_CLOSURE);
        for (int k = 0; st->breaks && k < st->positions; k++)
            next_outage(w, i, k, 0, true);
    }
}

static void fails(struct world *w, const struct event *e)
{
    int station = e->flow;
    struct band *b = naive_called_last(w, station, -1);

    naive_happens(w, MEET_FAILURE);
    w->at[station].broken++;
    next_outage(w, station, (int)e->ordinal, e->number, false);
    if (naive_held(w, station) <= naive_available(w, station))
        return;
    naive_met(w, b ? CASE_BROKEN_UNDER : CASE_BROKEN_BLOCKED);
    if (b)
        naive_stop(w, b);
}

void naive_position_event(struct world *w, const struct event *e)
{
    const struct station *st;

    switch (e->what) {
    case DO_FAILURE:
        fails(w, e);
        break;
    case DO_REPAIR:
        naive_happens(w, MEET_REPAIR);
        w->at[e->flow].broken--;
        next_outage(w, e->flow, (int)e->ordinal, e->number + 1, true);
        break;
    case DO_CLOSURE:
        naive_happens(w, MEET_CLOSURE);
        st = &w->p->station[e->number];
        w->at[e->number].closed =
            naive_spans(w, st->closed, st->closures, w->now);
        if (naive_held(w, e->number) > naive_available(w, e->number))
            naive_met(w, CASE_CLOSED_OVER);
        break;
    default:
        naive_happens(w, MEET_OPENING); /* read after the microsecond */
    }
    naive_look_at_positions(w);
}

/* ---- opening rules ---- */

static int wanted(const struct world *w, int station)
{
    const struct opening *o = &w->p->station[station].opening;
    int queued = naive_persons_queued(w, station);
    int allowed = w->at[station].allowed;

    if (queued >= o->above && allowed < w->p->station[station].positions)
        return 1;
    return queued <= o->below && allowed > o->least ? -1 : 0;
}

bool naive_read_openings(struct world *w)
{
    bool changed = false;

    for (int i = 0; i < w->p->stations; i++) {
        const struct opening *o = &w->p->station[i].opening;
        struct positions *at = &w->at[i];
        int more = w->p->station[i].opens ? wanted(w, i) : 0;
        if (more == 0)
            continue;
        if (at->changed && w->now < at->change + o->after) {
            naive_met(w, CASE_OPENING_LATER);
            change(w, at->change + o->after, CAPACITY_OPENING, i, DO_OPENING);
            continue;
        }
        naive_met(w, more > 0 ? CASE_OPENED : CASE_CLOSED);
        at->allowed += more;
        at->changed = changed = true;
        at->change = w->now;
        naive_look_at_positions(w);
    }
    return changed;
}

/* ---- times in series ---- */

static struct lapse *lapse(struct world *w, int interval, int station)
{
    if (!w->lapses)
        w->lapses = naive_new(w, (size_t)(naive_intervals(w) * w->p->stations) *
                                     sizeof *w->lapses);
    return &w->lapses[interval * w->p->stations + station];
}

static int persons_stopped(const struct world *w, int station)
{
    int n = 0;

    for (const struct band *b = w->stopped ? w->bands : NULL; b; b = b->next)
        n += !b->gone && b->stopped && b->entry->station == station ? b->people
                                                                    : 0;
    return n;
}

/* All stays as it is from w->since until then. */
void naive_elapse(struct world *w, simtime until)
{
    for (int i = 0; i < naive_intervals(w); i++) {
        simtime span = naive_overlap(w, w->since, until, i);
        for (int k = 0; span > 0 && k < w->p->stations; k++) {
            struct lapse *l = lapse(w, i, k);
            l->open += span * naive_open(w, k);
            l->blocked += span * (naive_held(w, k) - naive_busy(w, k));
            l->broken += span * w->at[k].broken;
            l->held += span * naive_persons_blocked(w, k);
            l->stopped += span * persons_stopped(w, k);
        }
    }
    w->since = until;
}

void naive_lapses(struct world *w)
{
    for (int i = 0; i < naive_intervals(w); i++)
        for (int k = 0; naive_has_series(w, i) && k < w->p->stations; k++) {
            struct series_row *s = naive_series_row(w, k, i);
            s->open_time = lapse(w, i, k)->open;
            s->blocked_time = lapse(w, i, k)->blocked;
            s->broken_time = lapse(w, i, k)->broken;
            s->held_time = lapse(w, i, k)->held;
            s->stopped_time = lapse(w, i, k)->stopped;
        }
}
