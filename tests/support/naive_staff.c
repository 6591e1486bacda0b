/* naive_staff -- who is on duty, counted shift by shift whenever asked. */
#include <string.h>

#include "tests/support/naive_world.h"

static simtime least_of(simtime a, simtime b)
{
    return a < b ? a : b;
}

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

static bool on_duty(const struct world *w, const struct clock_span *s, int day,
                    simtime *from, simtime *to)
{
    *from = naive_local(w, day, s->from);
    *to = naive_local(w, s->to > s->from ? day : day + 1, s->to);
    return s->day == 0 || s->day == day;
}

int naive_rostered(const struct world *w, int pool, simtime t)
{
    const struct officers *o = &w->p->pool[pool];
    simtime from, to;
    int n = 0;

    for (int day = -1; day < days(w); day++)
        for (int i = 0; i < o->shifts; i++)
            if (on_duty(w, &o->shift[i], day, &from, &to) && from <= t &&
                t < to)
                n += o->shift[i].count;
    return n;
}

/* Officers whom visits hold; those of stations that are watched hold none. */
int naive_officers_busy(const struct world *w, int pool)
{
    int n = 0;

    for (int i = 0; i < w->p->stations; i++)
        if (naive_pool(w, i) == pool && !w->p->station[i].monitored)
            n += w->busy[i];
    return n;
}

bool naive_has_officer(struct world *w, int station)
{
    int pool = naive_pool(w, station);
    int watched = w->p->station[station].monitored, on, busy;

    if (pool < 0)
        return true;
    on = naive_rostered(w, pool, w->now);
    busy = naive_officers_busy(w, pool);
    if (watched == 0)
        return busy < on;
    if (w->busy[station] > on * watched)
        naive_met(w, CASE_WATCHED_OVER);
    if (w->busy[station] >= on * watched) {
        naive_met(w, CASE_WATCHED_FULL);
        return false;
    }
    if (busy >= on)
        naive_met(w, CASE_WATCHED);
    if (busy > 0)
        naive_met(w, CASE_WATCHED_MIXED);
    return true;
}

/* When shifts begin or end within the run. */
simtime *naive_shift_times(struct world *w, int pool, int *n)
{
    const struct officers *o = &w->p->pool[pool];
    simtime *t =
        naive_new(w, (size_t)(2 * (days(w) + 1) * o->shifts + 1) * sizeof *t);
    simtime from, to;

    *n = 0;
    for (int day = -1; day < days(w); day++)
        for (int i = 0; i < o->shifts; i++)
            if (on_duty(w, &o->shift[i], day, &from, &to)) {
                if (from >= 0)
                    t[(*n)++] = from;
                if (to >= 0)
                    t[(*n)++] = to;
            }
    return t;
}

/* Integral over interval i of min(rostered x each, cap). */
static simtime roster_time(struct world *w, int pool, int each, int cap, int i,
                           const simtime *change, int changes)
{
    simtime end = least_of(w->s->interval * (i + 1), w->s->duration), sum = 0;

    for (simtime t = w->s->interval * i; t < end;) {
        simtime next = end;
        int n = naive_rostered(w, pool, t) * each;
        for (int k = 0; k < changes; k++)
            if (change[k] > t && change[k] < next)
                next = change[k];
        sum += (n < cap ? n : cap) * naive_overlap(w, t, next, i);
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
            simtime *t = naive_shift_times(w, k, &n);
            o->rostered_time = roster_time(w, k, 1, INT32_MAX, i, t, n);
        }
        for (int k = 0; k < w->p->stations; k++) {
            struct series_row *s = naive_series_row(w, k, i);
            int pool = naive_pool(w, k), cap = w->p->station[k].positions, n;
            int each = w->p->station[k].monitored;
            if (pool < 0) {
                s->open_time = cap * naive_overlap(w, 0, NEVER, i);
                continue;
            }
            simtime *t = naive_shift_times(w, pool, &n);
            s->open_time = roster_time(w, pool, each ? each : 1, cap, i, t, n);
        }
    }
}
