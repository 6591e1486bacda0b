/* naive_arrive -- when parties come. */
#include <math.h>
#include <stdlib.h>

#include "sim/compile/rate.h"
#include "tests/support/naive_world.h"

simtime naive_local(const struct world *w, int day, simtime clock)
{
    return civil_utc(&w->p->wall, w->s->start_day + day - 1, clock) -
           civil_utc(&w->s->wall, w->s->start_day, 0);
}

int naive_call_travellers(const struct call *c)
{
    return (int)floor(c->passengers * c->load_factor + 0.5);
}

simtime naive_call_time(struct world *w, int flow, int call, uint32_t ordinal,
                        simtime *delay)
{
    const struct flow *f = &w->p->flow[flow];
    const struct call *c = &f->call[call];
    struct pair u = naive_crossing(w, flow, ordinal, 0, CROSSING_CALL);
    simtime at = naive_local(w, c->day, c->from);
    simtime until = naive_local(w, c->day, c->until);

    if (until > at)
        at += (simtime)((unsigned __int128)u.first * (uint64_t)(until - at) >>
                        53);
    *delay = naive_time(w, &f->delay, u.second) - f->early;
    return at;
}

static void calls(struct world *w, int flow)
{
    const struct flow *f = &w->p->flow[flow];
    uint32_t ordinal = 0;
    simtime delay;

    for (int k = 0; k < f->calls; k++) {
        simtime at = naive_call_time(w, flow, k, ordinal, &delay) + delay;
        naive_schedule(w, (struct event){.at = at < 0 ? 0 : at,
                                         .rank = RANK_COME,
                                         .flow = flow,
                                         .ordinal = ordinal,
                                         .what = DO_CALL,
                                         .number = k});
        ordinal += (uint32_t)f->call[k].passengers;
    }
}

/* When a piece holds on a day: until it ends, or the next by the clock begins,
 * which is the same but where the clock jumps ahead. */
static bool holds(const struct world *w, const struct flow *f, int piece,
                  int day, simtime *from, simtime *to)
{
    *from = naive_local(w, day, f->piece[piece].from);
    *to = naive_local(w, day, f->piece[piece].to);
    for (int i = 0; i < f->pieces; i++) {
        simtime next = naive_local(w, day, f->piece[i].from);
        if (f->piece[i].from > f->piece[piece].from && next < *to)
            *to = next;
    }
    return *from < *to;
}

static double rate_at(const struct world *w, const struct flow *f, simtime t)
{
    int days = (int)(w->s->duration / US_PER_DAY) + 3;
    simtime from, to;

    for (int day = -1; day < days; day++)
        for (int i = 0; i < f->pieces; i++)
            if (holds(w, f, i, day, &from, &to) && from <= t && t < to)
                return f->piece[i].rate;
    return f->rate;
}

static int earlier(const void *a, const void *b)
{
    simtime x = *(const simtime *)a, y = *(const simtime *)b;

    return (x > y) - (x < y);
}

/* The rate as a curve that changes wherever a piece begins or ends. */
static struct rate_curve curve(struct world *w, const struct flow *f)
{
    int days = (int)(w->s->duration / US_PER_DAY) + 3, n = 1, steps = 0;
    size_t most = (size_t)(2 * (days + 1) * f->pieces + 3);
    simtime *t = naive_new(w, most * sizeof *t);
    struct rate_step *step = naive_new(w, most * sizeof *step);
    int64_t sum = 0;

    for (int day = -1; day < days; day++)
        for (int i = 0; i < f->pieces; i++)
            if (holds(w, f, i, day, &t[n], &t[n + 1]))
                n += 2;
    qsort(t, (size_t)n, sizeof *t, earlier);
    for (int i = 0; i < n; i++) {
        if (t[i] < 0 || t[i] >= w->s->duration ||
            (steps > 0 && t[i] == step[steps - 1].from))
            continue;
        if (steps > 0)
            sum += rate_cumulative(rate_at(w, f, step[steps - 1].from),
                                   t[i] - step[steps - 1].from);
        step[steps++] =
            (struct rate_step){t[i], sum, rate_slope(rate_at(w, f, t[i]))};
    }
    return (struct rate_curve){steps, step};
}

static uint32_t batch(const struct world *w, int flow, uint32_t ordinal)
{
    const struct flow *f = &w->p->flow[flow];
    uint64_t v = naive_crossing(w, flow, ordinal, 0, CROSSING_GAP).second;
    uint32_t b = 1;

    if (f->batch_kind == BATCH_FIXED)
        return (uint32_t)floor(f->batch + 0.5);
    while (!naive_chance(1 - pow(1 - 1 / f->batch, b), v))
        b++;
    return b;
}

static void party_comes(struct world *w, int flow, uint32_t ordinal, int size,
                        simtime at)
{
    naive_schedule(w, (struct event){.at = at,
                                     .rank = RANK_COME,
                                     .flow = flow,
                                     .ordinal = ordinal,
                                     .what = DO_PARTY,
                                     .number = size});
}

/* Poisson and renewal: parties one batch after another. */
static void gaps(struct world *w, int flow)
{
    static const struct distribution unit = {.family = DIST_EXPONENTIAL,
                                             .mean = 4294967296.0};
    const struct flow *f = &w->p->flow[flow];
    bool poisson = f->kind == ARRIVE_POISSON;
    struct rate_curve c = poisson ? curve(w, f) : (struct rate_curve){0};
    int64_t sum = 0;
    uint32_t ordinal = 0;

    for (int piece = 0;;) {
        uint64_t u = naive_crossing(w, flow, ordinal, 0, CROSSING_GAP).first;
        sum += naive_time(w, poisson ? &unit : &f->gap, u);
        simtime at = poisson ? rate_inverse(&c, sum, &piece) : sum;
        if (at >= w->s->duration)
            return;
        for (uint32_t b = batch(w, flow, ordinal); b > 0; b--, ordinal++)
            party_comes(w, flow, ordinal, naive_party_size(w, flow, ordinal),
                        at);
    }
}

void naive_arrivals(struct world *w)
{
    for (int i = 0; i < w->p->flows; i++) {
        const struct flow *f = &w->p->flow[i];
        if (f->kind == ARRIVE_TIMETABLE && f->boarding)
            naive_departures(w, i);
        else if (f->kind == ARRIVE_TIMETABLE)
            calls(w, i);
        else if (f->kind == ARRIVE_TRACE)
            for (int k = 0; k < f->rows; k++)
                party_comes(w, i, (uint32_t)k, f->row[k].size, f->row[k].time);
        else
            gaps(w, i);
    }
}
