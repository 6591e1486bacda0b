/* trips -- times from arrival to the end of service: the tables of journeys,
 * and their sums over journeys, classes and intervals. */
#include "analysis/common/trips.h"

#include <math.h>

int trips_key(const struct trips *t, int journey, int class)
{
    return (journey + 1) * (t->classes + 1) + class + 1;
}

bool trips_has_limit(const struct trips *t, const struct input *in, int journey,
                     int limit)
{
    for (int j = 0; j < t->journeys; j++) {
        const struct resolved_journey *x = &in->scenario.journey[j];
        if ((journey < 0 || j == journey) &&
            limit_set_find(x->limit, x->limits, t->limits.limit[limit]) < 0)
            return false;
    }
    return true;
}

/* Where a row belongs; false: outside the run, which a sound file has not. */
struct place {
    int slot, journey, class, at;
};

static bool place(const struct trips *t, const struct input *in,
                  struct place *p, int replication, int interval)
{
    p->slot = input_slot(in, replication);
    p->at = t->persons.intervals == 1
                ? 0
                : (int)(in->about->interval_us * interval / US_PER_H);
    return p->slot >= 0 && p->journey >= 0 && p->journey < t->journeys &&
           p->class >= 0 && p->class < t->classes && interval >= 0 &&
           interval < in->intervals;
}

static void add_total(struct trips *t, const struct journeys_row *row,
                      struct place p)
{
    for (int sums = 0; sums < 4; sums++) {
        int key =
            trips_key(t, sums & 1 ? -1 : p.journey, sums & 2 ? -1 : p.class);
        double *longest = panel_at(&t->longest, key, p.at) + p.slot;
        panel_at(&t->persons, key, p.at)[p.slot] += (double)row->persons;
        panel_at(&t->minutes, key, p.at)[p.slot] +=
            (double)row->time_sum_us / (double)US_PER_MIN;
        *longest =
            fmax(*longest, (double)row->time_max_us / (double)US_PER_MIN);
    }
}

static void add_bin(struct trips *t, const struct journey_bins_row *row,
                    struct place p)
{
    for (int l = 0; l < t->limits.count; l++)
        for (int sums = 0; sums < 4; sums++) {
            int key = trips_key(t, sums & 1 ? -1 : p.journey,
                                sums & 2 ? -1 : p.class);
            if (row->limit_us <= t->limits.limit[l])
                panel_at(&t->within, key * t->limits.count + l, p.at)[p.slot] +=
                    (double)row->persons;
        }
}

static void add_rows(struct trips *t, const struct input *in)
{
    size_t rows;
    const struct journeys_row *row = input_rows(in, TABLE_journeys, &rows);
    for (size_t i = 0; i < rows; i++) {
        struct place p = {.journey = row[i].journey, .class = row[i].class};
        if (place(t, in, &p, row[i].replication, row[i].interval) &&
            row[i].persons > 0)
            add_total(t, &row[i], p);
    }
    const struct journey_bins_row *b =
        input_rows(in, TABLE_journey_bins, &rows);
    for (size_t i = 0; i < rows; i++) {
        struct place p = {.journey = b[i].journey, .class = b[i].class};
        if (place(t, in, &p, b[i].replication, b[i].interval))
            add_bin(t, &b[i], p);
    }
}

int trips_count(struct trips *t, const struct input *in, bool by_hour)
{
    *t = (struct trips){.journeys = in->names->count[NAMES_JOURNEYS],
                        .classes = in->names->count[NAMES_CLASSES]};
    int bad = 0, keys = (t->journeys + 1) * (t->classes + 1);
    int64_t last = in->about->interval_us * (in->intervals - 1);
    int hours = by_hour && in->intervals > 0 ? (int)(last / US_PER_H) + 1 : 1;
    for (int j = 0; j < t->journeys && !bad; j++)
        bad = limit_set_add(&t->limits, in->scenario.journey[j].limit,
                            in->scenario.journey[j].limits);
    if (bad || panel_init(&t->persons, keys, hours, in->replications, 0) ||
        panel_init(&t->minutes, keys, hours, in->replications, 0) ||
        panel_init(&t->longest, keys, hours, in->replications, NAN) ||
        panel_init(&t->within, keys * t->limits.count, hours, in->replications,
                   0)) {
        trips_release(t);
        return -1;
    }
    add_rows(t, in);
    return 0;
}

void trips_release(struct trips *t)
{
    limit_set_release(&t->limits);
    panel_release(&t->persons);
    panel_release(&t->minutes);
    panel_release(&t->longest);
    panel_release(&t->within);
    *t = (struct trips){0};
}
