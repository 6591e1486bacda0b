/*
 * poesim stations -- queues and positions of each station by interval: how many
 * wait, how many positions are open, busy, blocked or broken.
 *
 * Reads     series
 * Prints    one row per station and interval, or per station; stations as in
 *           the scenario
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/common/program.h"
#include "analysis/common/tallies.h"

#define WHAT_COLUMNS                                                           \
    {"arrivals", "persons", COLUMN_INTERVAL, "joined the queue"},              \
        {"served", "persons", COLUMN_INTERVAL, "whose service ended"},         \
        {"queue", "persons", COLUMN_INTERVAL, "queued, mean over the time"},   \
        {"queue_max", "persons", COLUMN_INTERVAL,                              \
         "most queued at once; mean over replications"},                       \
        {"busy", "positions", COLUMN_INTERVAL,                                 \
         "with a party, mean over the "                                        \
         "time"},                                                              \
        {"open", "positions", COLUMN_INTERVAL,                                 \
         "open, the same; an officer counts at each station of the pool"},     \
        {"blocked_time", "min", COLUMN_INTERVAL,                               \
         "of positions held by parties that wait for room elsewhere, summed"}, \
        {"held_time", "min", COLUMN_INTERVAL,                                  \
         "of persons who wait for room here, summed"},                         \
        {"broken_time", "min", COLUMN_INTERVAL,                                \
         "of positions broken down, summed"},                                  \
        {"stops", "1", COLUMN_INTERVAL,                                        \
         "visits interrupted by a breakdown, a hand-over or a priority"},      \
    {                                                                          \
        "stopped_time", "min", COLUMN_INTERVAL,                                \
            "of persons whose visit is interrupted, summed"                    \
    }

static const struct column by_interval[] = {
    {"rank", "", COLUMN_ONE, "of the station by persons; 1: the busiest"},
    {"station", "", COLUMN_ONE, "name of the station"},
    INTERVAL_COLUMNS,
    {"n", "", COLUMN_ONE, "replications"},
    WHAT_COLUMNS,
    END_OF_COLUMNS};

static const struct column by_station[] = {
    {"rank", "", COLUMN_ONE, "of the station by persons; 1: the busiest"},
    {"station", "", COLUMN_ONE, "name of the station"},
    {"n", "", COLUMN_ONE, "replications"},
    WHAT_COLUMNS,
    END_OF_COLUMNS};

enum {
    ARRIVALS,
    SERVED,
    QUEUE,
    QUEUE_MAX,
    BUSY,
    OPEN,
    BLOCKED,
    HELD,
    BROKEN,
    STOPS,
    STOPPED,
    COUNTS
};

struct places {
    int stations;
    struct panel what[COUNTS]; /* key: station; in the units of the columns */
    int *station;              /* busiest first */
};

static void places_release(struct places *p)
{
    for (int k = 0; k < COUNTS; k++)
        panel_release(&p->what[k]);
    free(p->station);
}

static void add(struct places *p, const struct series_row *row, int at,
                int slot, double span)
{
    const double minute = (double)US_PER_MIN;
    const double x[COUNTS] = {[ARRIVALS] = (double)row->arrivals,
                              [SERVED] = (double)row->served,
                              [QUEUE] = (double)row->queue_time / span,
                              [QUEUE_MAX] = (double)row->queue_max,
                              [BUSY] = (double)row->busy_time / span,
                              [OPEN] = (double)row->open_time / span,
                              [BLOCKED] = (double)row->blocked_time / minute,
                              [HELD] = (double)row->held_time / minute,
                              [BROKEN] = (double)row->broken_time / minute,
                              [STOPS] = (double)row->stops,
                              [STOPPED] = (double)row->stopped_time / minute};
    for (int k = 0; k < COUNTS; k++) {
        double *sum = panel_at(&p->what[k], row->station, at) + slot;
        *sum = k == QUEUE_MAX ? fmax(*sum, x[k]) : *sum + x[k];
    }
}

/* What lies before the warm-up was not recorded. */
static void leave_out(struct places *p, const struct input *in)
{
    for (int k = 0; k < COUNTS; k++)
        for (int s = 0; s < p->stations; s++)
            for (int at = 0; at < in->intervals && !input_warm(in, at); at++)
                for (int r = 0; r < in->replications; r++)
                    panel_at(&p->what[k], s, at)[r] = NAN;
}

static int order(struct places *p)
{
    double *all = malloc((size_t)(p->stations + 1) * sizeof *all);
    if (all == NULL)
        return -1;
    for (int s = 0; s < p->stations; s++)
        all[s] = panel_sum(&p->what[ARRIVALS], s);
    statistics_order(all, p->stations, p->station);
    free(all);
    return 0;
}

/* By interval, or over the time behind the warm-up. */
static int places_count(struct places *p, const struct input *in, bool whole)
{
    *p = (struct places){.stations = in->names->count[NAMES_STATIONS]};
    p->station = calloc((size_t)p->stations + 1, sizeof *p->station);
    int bad = p->station == NULL;
    for (int k = 0; k < COUNTS && !bad; k++)
        bad = panel_init(&p->what[k], p->stations, whole ? 1 : in->intervals,
                         in->replications, 0) != 0;
    if (bad) {
        places_release(p);
        return -1;
    }
    double time =
        fmax(1, (double)(in->about->duration_us - in->about->warm_up_us));
    size_t rows;
    const struct series_row *row = input_rows(in, TABLE_series, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication), at = row[i].interval;
        if (slot >= 0 && row[i].station >= 0 && row[i].station < p->stations &&
            at >= 0 && at < in->intervals)
            add(p, &row[i], whole ? 0 : at, slot,
                whole ? time : (double)input_span(in, at));
    }
    if (!whole)
        leave_out(p, in);
    if (order(p) != 0) {
        places_release(p);
        return -1;
    }
    return 0;
}

static int print_either(const struct input *in, struct tsv *out, bool whole)
{
    struct places p;
    struct tallies t;
    if (tallies_init(&t, in->replications) != 0)
        return -1;
    if (places_count(&p, in, whole) != 0) {
        tallies_release(&t);
        return -1;
    }
    tsv_note(out, "note",
             whole ? "whole run, from the warm-up on; means over replications "
                     "and their 95% intervals (Student t)"
                   : "per interval: means over replications and their 95% "
                     "intervals (Student t); times are sums over positions, or "
                     "persons, in the interval");
    tsv_names(out, whole ? by_station : by_interval);
    tsv_end_row(out);
    for (int s = 0; s < p.stations; s++)
        for (int at = 0; at < (whole ? 1 : in->intervals); at++) {
            tsv_count(out, statistics_place(p.station, p.stations, s) + 1);
            tsv_text(out, input_name(in, NAMES_STATIONS, s));
            if (!whole)
                program_interval(in, at, out);
            tsv_count(out, in->replications);
            for (int k = 0; k < COUNTS; k++)
                tallies_mean(&t, panel_at(&p.what[k], s, at), out);
            tsv_end_row(out);
        }
    tallies_release(&t);
    places_release(&p);
    return 0;
}

static int print_intervals(const struct input *in, struct tsv *out)
{
    return print_either(in, out, false);
}

static int print_stations(const struct input *in, struct tsv *out)
{
    return print_either(in, out, true);
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_series, TABLES};
    static const struct view views[] = {
        {"interval", "stations 1", by_interval, print_intervals},
        {"station", "stations-by-station 1", by_station, print_stations},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis stations = {
        "stations", "queues and positions of each station by interval",
        "A blocked position has served its party, which cannot go on as there "
        "is no room where it\ngoes: it is open, but not busy. Minutes are "
        "summed "
        "over positions: two positions blocked\nfor 15 min are 30 min. Waits "
        "of "
        "travellers: poesim waits.\n",
        tables, views};
    return program_main(&stations, argc, argv);
}
