/* passage -- who came to each port, and how they left it, by interval; from the
 * tables ends and series to panels of persons. */
#include "analysis/common/passage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/statistics.h"

/* The port of "port/station"; -1 where no port bears the name. */
static int port_of(const struct input *in, int station)
{
    const char *name = in->names->name[NAMES_STATIONS][station];
    size_t n = strcspn(name, "/");
    for (int p = 0; p < in->names->count[NAMES_PORTS]; p++) {
        const char *port = in->names->name[NAMES_PORTS][p];
        if (strncmp(port, name, n) == 0 && port[n] == '\0')
            return p;
    }
    return -1;
}

static int count_arrivals(struct passage *p, const struct input *in)
{
    int stations = in->names->count[NAMES_STATIONS];
    int *port = malloc((size_t)(stations + 1) * sizeof *port);
    if (port == NULL)
        return -1;
    for (int s = 0; s < stations; s++)
        port[s] = in->scenario.station[s].first ? port_of(in, s) : -1;

    size_t rows;
    const struct series_row *row = input_rows(in, TABLE_series, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        int s = row[i].station, at = row[i].interval;
        if (slot >= 0 && s >= 0 && s < stations && port[s] >= 0 && at >= 0 &&
            at < in->intervals)
            panel_at(&p->arrivals, port[s], at)[slot] +=
                (double)row[i].arrivals;
    }
    for (int at = 0; at < in->intervals; at++)
        for (int k = 0; k < p->ports && !input_warm(in, at); k++)
            for (int r = 0; r < in->replications; r++)
                panel_at(&p->arrivals, k, at)[r] = NAN;
    free(port);
    return 0;
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
                   in->replications, 0) != 0 ||
        count_arrivals(p, in) != 0) {
        free(all);
        passage_release(p);
        return -1;
    }
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
