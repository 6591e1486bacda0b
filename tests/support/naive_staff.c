/* naive_staff -- who is on duty, counted shift by shift whenever asked. */
#include <string.h>

#include "tests/support/naive_world.h"

int naive_pool(const struct world *w, int station)
{
    const char *name = w->p->station[station].officers.text;

    for (int i = 0; name && i < w->p->pools; i++)
        if (strcmp(w->p->pool[i].id.text, name) == 0)
            return i;
    return -1;
}

static int days(const struct world *w)
{
    return (int)(w->s->duration / US_PER_DAY) + 3;
}

static bool is_in_force(const struct world *w, const struct clock_span *s,
                        int day, simtime *from, simtime *to)
{
    *from = naive_local(w, day, s->from);
    *to = naive_local(w, s->to > s->from ? day : day + 1, s->to);
    return s->day == 0 || s->day == day;
}

int naive_spans(const struct world *w, const struct clock_span *s, int n,
                simtime t)
{
    simtime from, to;
    int sum = 0;

    for (int day = -1; day < days(w); day++)
        for (int i = 0; i < n; i++)
            if (is_in_force(w, &s[i], day, &from, &to) && from <= t && t < to)
                sum += s[i].count;
    return sum;
}

simtime *naive_span_times(struct world *w, const struct clock_span *s, int n,
                          int *times)
{
    simtime *t = naive_new(w, (size_t)(2 * (days(w) + 1) * n + 1) * sizeof *t);
    simtime from, to;

    *times = 0;
    for (int day = -1; day < days(w); day++)
        for (int i = 0; i < n; i++)
            if (is_in_force(w, &s[i], day, &from, &to) && from < to) {
                if (from >= 0)
                    t[(*times)++] = from;
                if (to >= 0)
                    t[(*times)++] = to;
            }
    return t;
}

int naive_rostered(const struct world *w, int pool, simtime t)
{
    const struct officers *o = &w->p->pool[pool];

    return naive_spans(w, o->shift, o->shifts, t) -
           naive_spans(w, o->rest, o->rests, t);
}

/* Officers whom visits hold; those of stations that are watched hold none. */
int naive_officers_busy(const struct world *w, int pool)
{
    int n = 0;

    for (int i = 0; i < w->p->stations; i++)
        if (naive_pool(w, i) == pool && !w->p->station[i].monitored)
            n += naive_busy(w, i);
    return n;
}

bool naive_has_officer(struct world *w, int station, int less)
{
    int pool = naive_pool(w, station), on, busy, held;
    int watched = w->p->station[station].monitored;

    if (pool < 0)
        return true;
    on = w->rostered[pool];
    busy = naive_officers_busy(w, pool);
    held = naive_held(w, station);
    if (watched == 0)
        return busy - less < on;
    if (held > on * watched)
        naive_met(w, CASE_WATCHED_OVER);
    if (held - less >= naive_open(w, station)) {
        naive_met(w, CASE_WATCHED_FULL);
        return false;
    }
    if (busy >= on)
        naive_met(w, CASE_WATCHED);
    if (busy > 0)
        naive_met(w, CASE_WATCHED_MIXED);
    return true;
}

/* When shifts and breaks begin or end within the run. */
simtime *naive_roster_times(struct world *w, int pool, int *n)
{
    const struct officers *o = &w->p->pool[pool];
    int shifts, rests;
    simtime *a = naive_span_times(w, o->shift, o->shifts, &shifts);
    simtime *b = naive_span_times(w, o->rest, o->rests, &rests);
    simtime *t = naive_new(w, (size_t)(shifts + rests + 1) * sizeof *t);

    *n = shifts + rests;
    memcpy(t, a, (size_t)shifts * sizeof *t);
    memcpy(t + shifts, b, (size_t)rests * sizeof *t);
    return t;
}

static struct band *busy_called_last(const struct world *w, int pool)
{
    struct band *last = NULL;

    for (int i = 0; i < w->p->stations; i++) {
        struct band *b = naive_called_last(w, i, -1);
        if (naive_pool(w, i) == pool && !w->p->station[i].monitored && b &&
            (!last || b->entry->called > last->entry->called))
            last = b;
    }
    return last;
}

void naive_roster_event(struct world *w, int pool)
{
    naive_happens(w, MEET_SHIFT);
    w->rostered[pool] = naive_rostered(w, pool, w->now);
    while (w->p->pool[pool].hand_over &&
           naive_officers_busy(w, pool) > w->rostered[pool]) {
        naive_met(w, CASE_HAND_OVER);
        naive_stop(w, busy_called_last(w, pool));
    }
    naive_look_at_positions(w);
}

/* Integral of officers rostered over interval i. */
static simtime roster_time(struct world *w, int pool, int i,
                           const simtime *change, int changes)
{
    simtime end = w->s->interval * (i + 1), sum = 0;

    if (end > w->s->duration)
        end = w->s->duration;
    for (simtime t = w->s->interval * i; t < end;) {
        simtime next = end;
        for (int k = 0; k < changes; k++)
            if (change[k] > t && change[k] < next)
                next = change[k];
        sum += naive_rostered(w, pool, t) * naive_overlap(w, t, next, i);
        t = next;
    }
    return sum;
}

void naive_staffing(struct world *w)
{
    for (int i = 0; i < naive_intervals(w); i++) {
        if (!naive_has_series(w, i))
            continue;
        for (int k = 0; k < w->p->pools; k++) {
            int32_t key[3] = {w->replication, w->first_pool + k, i};
            struct officers_row *o = naive_row(w, TABLE_officers, key, 3);
            int n;
            simtime *t = naive_roster_times(w, k, &n);
            o->rostered_time = roster_time(w, k, i, t, n);
        }
    }
}
