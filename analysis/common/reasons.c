/* reasons -- why travellers were not confirmed: the table causes, and its sums
 * over ports, classes and causes. */
#include "analysis/common/reasons.h"

#include <stdlib.h>

#include "analysis/common/statistics.h"

int reasons_key(const struct reasons *c, int port, int class, int cause)
{
    return ((port + 1) * (c->classes + 1) + class + 1) * (c->causes + 1) +
           cause + 1;
}

/* Adds to the row's own cell and to the seven sums that it is part of. */
static void add(struct reasons *c, const struct causes_row *row, int slot)
{
    for (int sums = 0; sums < 8; sums++) {
        int key =
            reasons_key(c, sums & 1 ? -1 : row->port,
                        sums & 2 ? -1 : row->class, sums & 4 ? -1 : row->cause);
        panel_at(&c->persons, key, 0)[slot] += (double)row->persons;
    }
}

static int order(struct reasons *c)
{
    int most = c->ports > c->causes ? c->ports : c->causes;
    double *all = malloc((size_t)(most + 1) * sizeof *all);
    if (all == NULL)
        return -1;
    for (int p = 0; p < c->ports; p++)
        all[p] = panel_sum(&c->persons, reasons_key(c, p, -1, -1));
    statistics_order(all, c->ports, c->port);
    for (int k = 0; k < c->causes; k++)
        all[k] = panel_sum(&c->persons, reasons_key(c, -1, -1, k));
    if (c->causes > 0)
        all[0] = -1; /* confirmed: last, and not listed */
    statistics_order(all, c->causes, c->cause);
    free(all);
    return 0;
}

int reasons_count(struct reasons *c, const struct input *in)
{
    *c = (struct reasons){.ports = in->names->count[NAMES_PORTS],
                          .classes = in->names->count[NAMES_CLASSES],
                          .causes = in->names->count[NAMES_CAUSES]};
    int keys = (c->ports + 1) * (c->classes + 1) * (c->causes + 1);
    c->port = malloc((size_t)(c->ports + 1) * sizeof *c->port);
    c->cause = malloc((size_t)(c->causes + 1) * sizeof *c->cause);
    if (c->port == NULL || c->cause == NULL ||
        panel_init(&c->persons, keys, 1, in->replications, 0) != 0) {
        reasons_release(c);
        return -1;
    }
    size_t rows;
    const struct causes_row *row = input_rows(in, TABLE_causes, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        if (slot >= 0 && row[i].port >= 0 && row[i].port < c->ports &&
            row[i].class >= 0 && row[i].class < c->classes &&
            row[i].cause >= 0 && row[i].cause < c->causes)
            add(c, &row[i], slot);
    }
    if (order(c) != 0) {
        reasons_release(c);
        return -1;
    }
    return 0;
}

void reasons_release(struct reasons *c)
{
    panel_release(&c->persons);
    free(c->port);
    free(c->cause);
    *c = (struct reasons){0};
}
