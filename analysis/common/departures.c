/* departures -- who boarded each departure; persons, from the table deadlines,
 * whose rows come replication by replication. */
#include "analysis/common/departures.h"

#include <math.h>
#include <stdlib.h>

static int compare(double x, double y)
{
    return (x > y) - (x < y);
}

static int by_call(const void *a, const void *b)
{
    const struct departure *x = a, *y = b;
    if (x->flow != y->flow)
        return compare(x->flow, y->flow);
    return compare(x->call, y->call);
}

static int by_door(const void *a, const void *b)
{
    const struct departure *x = a, *y = b;
    return x->door != y->door ? compare(x->door, y->door) : by_call(a, b);
}

static struct departure departure_of(const struct deadlines_row *row)
{
    return (struct departure){row->flow, row->call,
                              (double)row->door_us / (double)US_PER_H};
}

/* Each departure once; a door that moves from replication to replication stands
 * where it closes first. */
static void list(struct departures *d, const struct deadlines_row *row,
                 size_t rows)
{
    int n = 0;
    for (size_t i = 0; i < rows; i++)
        d->departure[i] = departure_of(&row[i]);
    if (rows > 1)
        qsort(d->departure, rows, sizeof *d->departure, by_call);
    for (size_t i = 0; i < rows; i++) {
        struct departure *x = &d->departure[i];
        struct departure *last = n > 0 ? &d->departure[n - 1] : x;
        if (n == 0 || by_call(last, x) != 0)
            d->departure[n++] = *x;
        else
            last->door = fmin(last->door, x->door);
    }
    d->count = n;
    if (n > 1)
        qsort(d->departure, (size_t)n, sizeof *d->departure, by_door);
}

static void add(struct departures *d, int key, int slot,
                const struct deadlines_row *row)
{
    const double x[DEPARTURES_COUNTS] = {
        (double)row->manifest, (double)row->boarded, (double)row->missed,
        (double)row->no_show, (double)row->other};
    for (int what = 0; what < DEPARTURES_COUNTS; what++) {
        double *sum = panel_at(&d->persons, key, what) + slot;
        *sum = isnan(*sum) ? x[what] : *sum + x[what];
    }
}

/* A departure and where it stands in the list. */
struct place {
    struct departure departure;
    int at;
};

int departures_count(struct departures *d, const struct input *in)
{
    size_t rows;
    const struct deadlines_row *row = input_rows(in, TABLE_deadlines, &rows);
    struct place *place = NULL;
    *d = (struct departures){0};
    d->departure = malloc((rows + 1) * sizeof *d->departure);
    if (d->departure != NULL)
        list(d, row, rows);
    if (d->departure != NULL)
        place = malloc(((size_t)d->count + 1) * sizeof *place);
    if (place == NULL ||
        panel_init(&d->persons, d->count + 1, DEPARTURES_COUNTS,
                   in->replications, NAN) != 0) {
        free(place);
        departures_release(d);
        return -1;
    }
    for (int k = 0; k < d->count; k++)
        place[k] = (struct place){d->departure[k], k};
    if (d->count > 1) /* by_call() sees the departure, which comes first */
        qsort(place, (size_t)d->count, sizeof *place, by_call);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        struct departure x = departure_of(&row[i]);
        const struct place *p =
            bsearch(&x, place, (size_t)d->count, sizeof *place, by_call);
        if (slot < 0 || p == NULL)
            continue;
        add(d, p->at + 1, slot, &row[i]);
        add(d, 0, slot, &row[i]);
    }
    free(place);
    return 0;
}

void departures_release(struct departures *d)
{
    panel_release(&d->persons);
    free(d->departure);
    *d = (struct departures){0};
}
