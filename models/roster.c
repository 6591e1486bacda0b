/* roster -- counts of parts of days, added up over time. */
#include "models/roster.h"

#include <stdlib.h>

struct change {
    simtime at;
    int by;
};

struct changes {
    const struct scenario *s;
    const struct port *p;
    struct change *change;
    size_t n;
    int days;
};

static int change_order(const void *a, const void *b)
{
    simtime x = ((const struct change *)a)->at,
            y = ((const struct change *)b)->at;
    return (x > y) - (x < y);
}

simtime run_time(const struct scenario *s, const struct port *p, int day,
                 simtime clock)
{
    return civil_utc(&p->wall, s->start_day + day - 1, clock) -
           civil_utc(&s->wall, s->start_day, 0);
}

/* The span that begins on a day of the run, as instants; false: none does. */
static bool span_of(const struct scenario *s, const struct port *p,
                    const struct clock_span *k, int day, struct level span[2])
{
    if (k->day && k->day != day)
        return false;
    span[0].at = run_time(s, p, day, k->from);
    span[1].at = run_time(s, p, k->to > k->from ? day : day + 1, k->to);
    /* begin can come after end in the hour that a clock loses */
    return span[0].at < span[1].at;
}

bool roster_covers(const struct scenario *s, const struct port *p,
                   const struct clock_span *k, simtime at)
{
    int today = (int)(at / US_PER_DAY) + 1;
    struct level span[2];

    for (int day = today - 3; day <= today + 3; day++)
        if (day >= -1 && span_of(s, p, k, day, span) && span[0].at <= at &&
            at < span[1].at)
            return true;
    return false;
}

/* Every span on every day that touches the run. */
static void add(struct changes *t, struct spans of, int sign)
{
    for (int i = 0; i < of.n; i++)
        for (int day = -1; day < t->days - 1; day++) {
            struct level k[2];
            if (!span_of(t->s, t->p, &of.span[i], day, k) || k[1].at <= 0 ||
                k[0].at >= t->s->duration)
                continue;
            int by = sign * of.span[i].count;
            t->change[t->n++] = (struct change){k[0].at > 0 ? k[0].at : 0, by};
            t->change[t->n++] = (struct change){k[1].at, -by};
        }
}

struct level *roster_levels(const struct scenario *s, const struct port *p,
                            struct spans plus, struct spans minus, int *levels)
{
    int days = (int)(s->duration / US_PER_DAY) + 4;
    size_t most = 2 * ((size_t)plus.n + (size_t)minus.n) * (size_t)days + 1;
    struct changes t = {s, p, calloc(most, sizeof *t.change), 0, days};
    struct level *level = calloc(most, sizeof *level);

    *levels = 1;
    if (!t.change || !level) {
        free(t.change);
        free(level);
        return NULL;
    }
    add(&t, plus, 1);
    add(&t, minus, -1);
    qsort(t.change, t.n, sizeof *t.change, change_order);
    for (size_t i = 0; i < t.n; i++) {
        struct level *last = &level[*levels - 1];
        int n = last->n + t.change[i].by;
        if (t.change[i].at == last->at)
            last->n = n;
        else
            level[(*levels)++] = (struct level){t.change[i].at, n};
    }
    free(t.change);
    return level;
}

int roster_at(const struct level *level, int levels, simtime at)
{
    int low = 0, high = levels - 1;

    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (level[middle].at <= at)
            low = middle;
        else
            high = middle - 1;
    }
    return level[low].n;
}
