/* holdings -- the table images/totals, and its sums over ports, classes and
 * what became of the images. Only cells that hold something have panels. */
#include "analysis/common/holdings.h"

#include <stdlib.h>

#include "analysis/common/statistics.h"

static int key_of(const struct holdings *h, int port, int class, int part)
{
    return ((port + 1) * (h->classes + 1) + class + 1) * h->parts + part;
}

int holdings_part(const struct holdings *h, int store, int why)
{
    return store * (h->whys + 1) + why + 1;
}

int holdings_cell(const struct holdings *h, int port, int class, int part)
{
    return h->number[key_of(h, port, class, part)] - 1;
}

static bool is_sound(const struct holdings *h, const struct images_row *r)
{
    int parts = h->by_basis ? h->parts : INT32_MAX;

    return r->port >= 0 && r->port < h->ports && r->class >= 0 &&
           r->class < h->classes && r->store >= 0 && r->store < h->stores &&
           r->why >= 0 && r->why < h->whys && r->rule >= 0 && r->rule < parts;
}

/* Of the sums that a row is part of, number 0 to 7: its key, or -1. */
static int key_of_sum(const struct holdings *h, const struct images_row *r,
                      int sum)
{
    int part = h->by_basis ? r->rule
                           : holdings_part(h, r->store, sum & 4 ? -1 : r->why);

    if (h->by_basis && sum & 4)
        return -1;
    return key_of(h, sum & 1 ? -1 : r->port, sum & 2 ? -1 : r->class, part);
}

static void find_cells(struct holdings *h, const struct images_row *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (int sum = 0; is_sound(h, &r[i]) && sum < 8; sum++) {
            int key = key_of_sum(h, &r[i], sum);
            if (key < 0)
                continue;
            h->store[key % h->parts] = r[i].store;
            if (!h->number[key])
                h->number[key] = ++h->cells;
        }
}

static void add(struct holdings *h, const struct images_row *r, int cell,
                int slot)
{
    const double hour = (double)US_PER_H;
    const double value[HOLDINGS] = {(double)r->stored,     (double)r->confirmed,
                                    (double)r->deleted,    (double)r->held,
                                    (double)r->longer,     r->age_sum_us / hour,
                                    r->since_sum_us / hour};

    for (int k = 0; k < HOLDINGS; k++)
        panel_at(&h->sum[k], cell, 0)[slot] += value[k];
    if ((double)r->age_max_us / hour > h->age_max[cell])
        h->age_max[cell] = (double)r->age_max_us / hour;
    if ((double)r->since_max_us / hour > h->since_max[cell])
        h->since_max[cell] = (double)r->since_max_us / hour;
}

static int order(struct holdings *h)
{
    double *all = calloc((size_t)h->ports + 1, sizeof *all);
    if (all == NULL)
        return -1;
    for (int p = 0; p < h->ports; p++)
        for (int part = 0; part < h->parts; part++) {
            int cell = holdings_cell(h, p, -1, part);
            all[p] += cell < 0 ? 0 : panel_sum(&h->sum[HOLDING_STORED], cell);
        }
    statistics_order(all, h->ports, h->port);
    free(all);
    return 0;
}

static int make(struct holdings *h, const struct input *in)
{
    size_t keys =
        (size_t)(h->ports + 1) * (size_t)(h->classes + 1) * (size_t)h->parts;
    h->number = calloc(keys + 1, sizeof *h->number);
    h->store = calloc((size_t)h->parts + 1, sizeof *h->store);
    h->port = calloc((size_t)h->ports + 1, sizeof *h->port);
    if (h->number == NULL || h->store == NULL || h->port == NULL)
        return -1;
    for (int part = 0; part < h->parts; part++)
        h->store[part] = h->by_basis ? -1 : part / (h->whys + 1);
    size_t n;
    const struct images_row *row = input_rows(in, TABLE_images, &n);
    find_cells(h, row, n);
    h->age_max = calloc((size_t)h->cells + 1, sizeof *h->age_max);
    h->since_max = calloc((size_t)h->cells + 1, sizeof *h->since_max);
    if (h->age_max == NULL || h->since_max == NULL)
        return -1;
    for (int k = 0; k < HOLDINGS; k++)
        if (panel_init(&h->sum[k], h->cells, 1, in->replications, 0) != 0)
            return -1;
    for (size_t i = 0; i < n; i++) {
        int slot = input_slot(in, row[i].replication);
        for (int sum = 0; slot >= 0 && is_sound(h, &row[i]) && sum < 8; sum++) {
            int key = key_of_sum(h, &row[i], sum);
            if (key >= 0)
                add(h, &row[i], h->number[key] - 1, slot);
        }
    }
    return order(h);
}

int holdings_count(struct holdings *h, const struct input *in, bool by_basis)
{
    const int *count = in->names->count;

    *h = (struct holdings){.ports = count[NAMES_PORTS],
                           .classes = count[NAMES_CLASSES],
                           .stores = count[NAMES_STORES],
                           .whys = count[NAMES_IMAGE_WHYS],
                           .by_basis = by_basis};
    h->parts = by_basis ? count[NAMES_RETENTION] : h->stores * (h->whys + 1);
    if (make(h, in) == 0)
        return 0;
    holdings_release(h);
    return -1;
}

void holdings_release(struct holdings *h)
{
    for (int k = 0; k < HOLDINGS; k++)
        panel_release(&h->sum[k]);
    free(h->age_max);
    free(h->since_max);
    free(h->store);
    free(h->number);
    free(h->port);
    *h = (struct holdings){0};
}
