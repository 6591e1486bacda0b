/* checks -- the table inspections, and its sums over classes and results. */
#include "analysis/common/checks.h"

int checks_key(const struct checks *c, int station, int class, int result)
{
    return (station * (c->classes + 1) + class + 1) * (c->results + 1) +
           result + 1;
}

static void add(struct checks *c, const struct inspections_row *row, int slot)
{
    const double x[CHECK_COUNTS] = {
        [CHECK_INSPECTED] = (double)row->persons,
        [CHECK_REFERRED] = (double)row->referred,
        [CHECK_FALSE_REJECTS] = (double)row->false_rejects,
        [CHECK_IMPOSTORS] = (double)row->impostors,
        [CHECK_FALSE_ACCEPTS] = (double)row->false_accepts,
        [CHECK_GENUINE] = (double)(row->persons - row->impostors),
        [CHECK_MINUTES] = (double)row->time_us / (double)US_PER_MIN};
    for (int sums = 0; sums < 4; sums++) {
        int key = checks_key(c, row->station, sums & 1 ? -1 : row->class,
                             sums & 2 ? -1 : row->result);
        for (int k = 0; k < CHECK_COUNTS; k++)
            panel_at(&c->count[k], key, 0)[slot] += x[k];
    }
}

int checks_count(struct checks *c, const struct input *in)
{
    *c = (struct checks){.stations = in->names->count[NAMES_STATIONS],
                         .classes = in->names->count[NAMES_CLASSES],
                         .results = in->names->count[NAMES_RESULTS]};
    int keys = c->stations * (c->classes + 1) * (c->results + 1);
    for (int k = 0; k < CHECK_COUNTS; k++)
        if (panel_init(&c->count[k], keys, 1, in->replications, 0) != 0) {
            checks_release(c);
            return -1;
        }
    size_t rows;
    const struct inspections_row *row =
        input_rows(in, TABLE_inspections, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        if (slot >= 0 && row[i].station >= 0 && row[i].station < c->stations &&
            row[i].class >= 0 && row[i].class < c->classes &&
            row[i].result >= 0 && row[i].result < c->results)
            add(c, &row[i], slot);
    }
    return 0;
}

void checks_release(struct checks *c)
{
    for (int k = 0; k < CHECK_COUNTS; k++)
        panel_release(&c->count[k]);
    *c = (struct checks){0};
}
