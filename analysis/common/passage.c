/* passage -- who came to each port, and how they left it, by interval; from the
 * tables arrivals and ends to panels of persons. */
#include "analysis/common/passage.h"

#include <stdlib.h>

#include "analysis/common/statistics.h"

static void count_arrivals(struct passage *p, const struct input *in)
{
    size_t rows;
    const struct arrivals_row *row = input_rows(in, TABLE_arrivals, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        int at = row[i].interval, port = row[i].port;
        if (slot >= 0 && port >= 0 && port < p->ports && at >= 0 &&
            at < in->intervals)
            panel_at(&p->arrivals, port, at)[slot] += (double)row[i].persons;
    }
}

static void count_ends(struct passage *p, const struct input *in)
{
    size_t rows;
    const struct ends_row *row = input_rows(in, TABLE_ends, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        int at = row[i].interval, port = row[i].port, state = row[i].end_state;
        if (at >= in->intervals) /* who is inside at the very end */
            at = in->intervals - 1;
        if (slot >= 0 && port >= 0 && port < p->ports && state >= 0 &&
            state < p->states && at >= 0)
            panel_at(&p->ends, port * p->states + state, at)[slot] +=
                (double)row[i].persons;
    }
}

int passage_count(struct passage *p, const struct input *in)
{
    *p = (struct passage){.ports = in->names->count[NAMES_PORTS],
                          .states = in->names->count[NAMES_END_STATES]};
    double *all = malloc((size_t)(p->ports + 1) * sizeof *all);
    p->port = malloc((size_t)(p->ports + 1) * sizeof *p->port);
    if (all == NULL || p->port == NULL ||
        panel_init(&p->arrivals, p->ports, in->intervals, in->replications,
                   0) != 0 ||
        panel_init(&p->ends, p->ports * p->states, in->intervals,
                   in->replications, 0) != 0) {
        free(all);
        passage_release(p);
        return -1;
    }
    count_arrivals(p, in);
    count_ends(p, in);
    for (int k = 0; k < p->ports; k++) {
        all[k] = 0;
        for (int state = 0; state < p->states; state++)
            all[k] += panel_sum(&p->ends, k * p->states + state);
    }
    statistics_order(all, p->ports, p->port);
    free(all);
    return 0;
}

void passage_release(struct passage *p)
{
    panel_release(&p->arrivals);
    panel_release(&p->ends);
    free(p->port);
    *p = (struct passage){0};
}
