/*
 * delays -- waits at each station, from the tables of waits to panels of one
 * number per replication; minutes and persons.
 *
 * Totals and maxima are exact. Quantiles come from bins: 0.05% wide by class,
 * 6.25% by interval. How many waited over a limit is exact for everybody and
 * comes from bins for a class.
 */
#include "analysis/common/delays.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/common/bins.h"
#include "analysis/common/pooled.h"

/* One row of a table of waits, whichever. */
struct wait {
    int slot, station, class, interval;
};

int delays_key(const struct delays *w, int station, int class)
{
    return station * (w->classes + 1) + class + 1;
}

/* Rows that point outside the run are left out: a sound file has none. */
static bool within(const struct delays *w, struct wait x)
{
    return x.slot >= 0 && x.station >= 0 && x.station < w->stations &&
           x.class < w->classes && x.class >= -1 && x.interval >= 0 &&
           x.interval < w->p50.intervals;
}

static void add(const struct panel *p, int key, struct wait x, double more)
{
    double *value = panel_at(p, key, x.interval) + x.slot;
    *value = isnan(*value) ? more : *value + more;
}

static void add_total(struct delays *w, struct wait x, int64_t persons,
                      int64_t sum_us, int64_t max_us)
{
    if (!within(w, x) || persons == 0)
        return;
    int key = delays_key(w, x.station, x.class);
    add(&w->persons, key, x, (double)persons);
    add(&w->sum, key, x, (double)sum_us / (double)US_PER_MIN);
    double *longest = panel_at(&w->longest, key, x.interval) + x.slot;
    *longest = fmax(*longest, (double)max_us / (double)US_PER_MIN);
}

static int64_t pack(const struct delays *w, struct wait x)
{
    int64_t at = delays_key(w, x.station, x.class);
    return (at * w->p50.intervals + x.interval) * w->p50.replications + x.slot;
}

/* Sets the quantiles, and with classes the counts over limits, of one key. */
static void set_key(struct delays *w, const struct input *in,
                    const struct bin *b, size_t count)
{
    size_t at = (size_t)b->key; /* panels are packed as keys are */
    double most = w->longest.value[at] * (double)US_PER_MIN;
    double unit = (double)US_PER_MIN;
    w->p50.value[at] = bins_quantile(b, count, 0.50, most) / unit;
    w->p95.value[at] = bins_quantile(b, count, 0.95, most) / unit;
    int key = (int)(b->key / w->p50.replications / w->p50.intervals);
    int slot = (int)(b->key % w->p50.replications);
    int station = key / (w->classes + 1), class = key % (w->classes + 1) - 1;
    if (class < 0)
        return; /* everybody: exact, from another table */
    const struct resolved_station *s = &in->scenario.station[station];
    for (int l = 0; l < s->limits; l++)
        panel_at(&w->over, key * w->limits + l, 0)[slot] =
            bins_over(b, count, s->limit[l], round(most));
}

static void set_quantiles(struct delays *w, const struct input *in,
                          struct bin *b, size_t count)
{
    bins_sort(b, count);
    for (size_t at = 0, next; at < count; at = next) {
        next = bins_next(b, count, at);
        set_key(w, in, b + at, next - at);
    }
}

static void in_minutes(struct estimate *e)
{
    e->mean /= (double)US_PER_MIN;
    e->lo /= (double)US_PER_MIN;
    e->hi /= (double)US_PER_MIN;
}

/* By class: the quantiles of all replications together, of sorted bins. */
static int set_pooled(struct delays *w, const struct bin *b, size_t count)
{
    int n = w->p50.replications, keys = w->p50.keys;
    double *most = malloc((size_t)(n + 1) * sizeof *most);
    w->all50 = calloc((size_t)keys + 1, sizeof *w->all50);
    w->all95 = calloc((size_t)keys + 1, sizeof *w->all95);
    bool fine = most != NULL && w->all50 != NULL && w->all95 != NULL;
    size_t at = 0, next = 0;
    for (int key = 0; fine && key < keys; key++, at = next) {
        while (next < count && b[next].key / n == key)
            next++;
        for (int r = 0; r < n; r++)
            most[r] = panel_at(&w->longest, key, 0)[r] * (double)US_PER_MIN;
        fine = pooled_quantile(b + at, next - at, 0.50, most, n,
                               &w->all50[key]) == 0 &&
               pooled_quantile(b + at, next - at, 0.95, most, n,
                               &w->all95[key]) == 0;
        in_minutes(&w->all50[key]);
        in_minutes(&w->all95[key]);
    }
    free(most);
    return fine ? 0 : -1;
}

static int prepare(struct delays *w, const struct input *in, int classes,
                   int intervals)
{
    int n = in->names->count[NAMES_STATIONS], reps = in->replications;
    *w = (struct delays){.stations = n, .classes = classes};
    for (int s = 0; s < n && classes > 0; s++)
        if (in->scenario.station[s].limits > w->limits)
            w->limits = in->scenario.station[s].limits;
    int keys = n * (classes + 1);
    w->station = malloc((size_t)(n + 1) * sizeof *w->station);
    if (w->station == NULL ||
        panel_init(&w->p50, keys, intervals, reps, NAN) != 0 ||
        panel_init(&w->p95, keys, intervals, reps, NAN) != 0 ||
        panel_init(&w->longest, keys, intervals, reps, NAN) != 0 ||
        panel_init(&w->sum, keys, intervals, reps, NAN) != 0 ||
        panel_init(&w->persons, keys, intervals, reps, 0) != 0 ||
        panel_init(&w->not_served, keys, intervals, reps, 0) != 0 ||
        panel_init(&w->left, keys, 1, reps, 0) != 0 ||
        panel_init(&w->unserved, keys, 1, reps, 0) != 0 ||
        panel_init(&w->over, keys * w->limits, 1, reps, 0) != 0) {
        delays_release(w);
        return -1;
    }
    return 0;
}

/* Orders the stations; frees the bins. */
static int finish(struct delays *w, struct bin *b)
{
    free(b);
    double *all = malloc((size_t)(w->stations + 1) * sizeof *all);
    if (all == NULL) {
        delays_release(w);
        return -1;
    }
    for (int s = 0; s < w->stations; s++)
        all[s] = panel_sum(&w->persons, delays_key(w, s, -1)) +
                 panel_sum(&w->not_served, delays_key(w, s, -1));
    statistics_order(all, w->stations, w->station);
    free(all);
    return 0;
}

/* Who joined in an interval but is not among those whose service began. */
static void count_not_served(struct delays *w, const struct input *in)
{
    size_t rows;
    const struct series_row *row = input_rows(in, TABLE_series, &rows);
    for (size_t i = 0; i < rows; i++) {
        struct wait x = {input_slot(in, row[i].replication), row[i].station, -1,
                         row[i].interval};
        if (within(w, x) && row[i].arrivals > 0)
            add(&w->not_served, delays_key(w, x.station, -1), x,
                (double)row[i].arrivals);
    }
    for (int s = 0; s < w->stations; s++)
        for (int at = 0; at < in->intervals; at++) {
            int key = delays_key(w, s, -1);
            double *left = panel_at(&w->not_served, key, at);
            const double *served = panel_at(&w->persons, key, at);
            for (int r = 0; r < in->replications; r++)
                left[r] = fmax(0, left[r] - served[r]);
        }
}

int delays_by_interval(struct delays *w, const struct input *in)
{
    if (prepare(w, in, 0, in->intervals) != 0)
        return -1;
    size_t rows;
    const struct waits_intervals_row *row =
        input_rows(in, TABLE_waits_intervals, &rows);
    for (size_t i = 0; i < rows; i++) {
        struct wait x = {input_slot(in, row[i].replication), row[i].station, -1,
                         row[i].interval};
        add_total(w, x, row[i].persons, row[i].wait_sum_us, row[i].wait_max_us);
    }
    count_not_served(w, in);
    const struct waits_interval_histogram_row *h =
        input_rows(in, TABLE_waits_interval_histogram, &rows);
    struct bin *b = malloc((rows + 1) * sizeof *b);
    if (b == NULL) {
        delays_release(w);
        return -1;
    }
    size_t count = 0;
    for (size_t i = 0; i < rows; i++) {
        struct wait x = {input_slot(in, h[i].replication), h[i].station, -1,
                         h[i].interval};
        if (within(w, x))
            b[count++] = (struct bin){pack(w, x), h[i].from_us, h[i].to_us,
                                      h[i].persons};
    }
    set_quantiles(w, in, b, count);
    return finish(w, b);
}

/* How many of everybody waited over the limits. */
static void count_over(struct delays *w, const struct input *in)
{
    size_t rows;
    const struct waits_over_row *row = input_rows(in, TABLE_waits_over, &rows);
    for (size_t i = 0; i < rows; i++) {
        struct wait x = {input_slot(in, row[i].replication), row[i].station, -1,
                         0};
        if (!within(w, x))
            continue;
        const struct resolved_station *s = &in->scenario.station[x.station];
        for (int l = 0; l < s->limits; l++)
            if (s->limit[l] == row[i].limit_us)
                add(&w->over, delays_key(w, x.station, -1) * w->limits + l, x,
                    (double)row[i].persons);
    }
}

int delays_by_class(struct delays *w, const struct input *in)
{
    if (prepare(w, in, in->names->count[NAMES_CLASSES], 1) != 0)
        return -1;
    size_t rows;
    const struct waits_totals_row *row =
        input_rows(in, TABLE_waits_totals, &rows);
    for (size_t i = 0; i < rows; i++) {
        struct wait x = {input_slot(in, row[i].replication), row[i].station,
                         row[i].class, 0};
        for (int both = 0; both < 2; both++, x.class = -1) {
            add_total(w, x, row[i].persons, row[i].wait_sum_us,
                      row[i].wait_max_us);
            if (!within(w, x))
                continue;
            int key = delays_key(w, x.station, x.class);
            add(&w->left, key, x, (double)row[i].left);
            add(&w->unserved, key, x, (double)row[i].unserved);
            add(&w->not_served, key, x,
                (double)(row[i].left + row[i].unserved));
        }
    }
    const struct waits_histogram_row *h =
        input_rows(in, TABLE_waits_histogram, &rows);
    struct bin *b = malloc((2 * rows + 1) * sizeof *b);
    if (b == NULL) {
        delays_release(w);
        return -1;
    }
    size_t count = 0;
    for (size_t i = 0; i < rows; i++) {
        struct wait x = {input_slot(in, h[i].replication), h[i].station,
                         h[i].class, 0};
        for (int both = 0; both < 2; both++, x.class = -1)
            if (within(w, x))
                b[count++] = (struct bin){pack(w, x), h[i].from_us, h[i].to_us,
                                          h[i].persons};
    }
    set_quantiles(w, in, b, count);
    count_over(w, in);
    if (set_pooled(w, b, count) != 0) {
        free(b);
        delays_release(w);
        return -1;
    }
    return finish(w, b);
}

void delays_release(struct delays *w)
{
    panel_release(&w->p50);
    panel_release(&w->p95);
    free(w->all50);
    free(w->all95);
    panel_release(&w->longest);
    panel_release(&w->sum);
    panel_release(&w->persons);
    panel_release(&w->not_served);
    panel_release(&w->left);
    panel_release(&w->unserved);
    panel_release(&w->over);
    free(w->station);
    *w = (struct delays){0};
}
