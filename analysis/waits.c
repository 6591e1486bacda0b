/*
 * poesim waits -- how long travellers wait at each station.
 *
 * Reads     waits/...
 * Prints    one row per station and interval of joining, or per station, class
 *           and limit; busiest station first
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/common/delays.h"
#include "analysis/common/program.h"

static const struct column by_interval[] = {
    {"rank", "", COLUMN_ONE, "of the station by travellers; 1: the busiest"},
    {"station", "", COLUMN_ONE, "name of the station"},
    INTERVAL_COLUMNS,
    {"persons", "persons", COLUMN_INTERVAL,
     "joined in it and were served, mean over all replications"},
    {"n", "", COLUMN_ONE, "replications in which there were any"},
    {"p50", "min", COLUMN_BAND,
     "median wait of a replication, mean over these"},
    {"p95", "min", COLUMN_BAND, "the same of the 95th percentile"},
    {"max", "min", COLUMN_ONE, "longest wait in any replication"},
    END_OF_COLUMNS};

static const struct column by_class[] = {
    {"rank", "", COLUMN_ONE, "of the station by travellers; 1: the busiest"},
    {"station", "", COLUMN_ONE, "name of the station"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"persons", "persons", COLUMN_ONE, "served, in all replications together"},
    {"unserved", "persons", COLUMN_ONE,
     "still queued at the end, all replications; in no other column"},
    {"n", "", COLUMN_ONE, "replications in which there were any"},
    {"mean", "min", COLUMN_INTERVAL,
     "wait of a traveller: ratio of sums, jackknife interval"},
    {"p50", "min", COLUMN_INTERVAL,
     "median wait of a replication, mean over these"},
    {"p95", "min", COLUMN_INTERVAL, "the same of the 95th percentile"},
    {"max", "min", COLUMN_ONE, "longest wait in any replication"},
    {"limit", "min", COLUMN_ONE, "a limit of the station; a row for each"},
    {"over", "persons", COLUMN_ONE,
     "waited longer, in all replications together"},
    {"over_share", "", COLUMN_INTERVAL,
     "of the persons: ratio of sums, jackknife interval"},
    END_OF_COLUMNS};

static double most(const double *x, int n)
{
    double m = NAN;
    for (int i = 0; i < n; i++)
        m = fmax(m, x[i]);
    return m;
}

static int print_by_interval(const struct input *in, struct tsv *out)
{
    struct delays w;
    int n = in->replications;
    if (delays_by_interval(&w, in) != 0)
        return -1;
    tsv_note(out, "note",
             "quantiles are nearest rank in each replication, from bins of "
             "6.25%, evenly spread within a bin; band: 5th to 95th percentile "
             "over replications");
    tsv_names(out, by_interval);
    tsv_end_row(out);
    for (int k = 0; k < w.stations; k++)
        for (int at = 0; at < in->intervals; at++) {
            int key = delays_key(&w, w.station[k], -1);
            struct estimate persons = {0, NAN, NAN, NAN, NAN, NAN};
            if (input_warm(in, at))
                persons = estimate_of(panel_at(&w.persons, key, at), n);
            struct estimate p50 = estimate_of(panel_at(&w.p50, key, at), n);
            struct estimate p95 = estimate_of(panel_at(&w.p95, key, at), n);
            tsv_count(out, k + 1);
            tsv_text(out, in->names->name[NAMES_STATIONS][w.station[k]]);
            program_interval(in, at, out);
            tsv_estimate(out, &persons, COLUMN_INTERVAL);
            tsv_count(out, p50.n);
            tsv_estimate(out, &p50, COLUMN_BAND);
            tsv_estimate(out, &p95, COLUMN_BAND);
            tsv_number(out, most(panel_at(&w.longest, key, at), n));
            tsv_end_row(out);
        }
    delays_release(&w);
    return 0;
}

/* Estimates of one station and class: what every limit's row repeats. */
struct day {
    double persons, unserved, longest;
    struct estimate mean, p50, p95;
};

static struct day whole_day(const struct delays *w, int key, int n,
                            double *scratch)
{
    return (struct day){.persons = panel_sum(&w->persons, key),
                        .unserved = panel_sum(&w->unserved, key),
                        .longest = most(panel_at(&w->longest, key, 0), n),
                        .mean = estimate_ratio(panel_at(&w->sum, key, 0),
                                               panel_at(&w->persons, key, 0), n,
                                               scratch),
                        .p50 = estimate_of(panel_at(&w->p50, key, 0), n),
                        .p95 = estimate_of(panel_at(&w->p95, key, 0), n)};
}

static void print_limit(const struct delays *w, int key, int limit, int n,
                        double *scratch, struct tsv *out)
{
    int at = key * w->limits + limit;
    struct estimate share = estimate_ratio(
        panel_at(&w->over, at, 0), panel_at(&w->persons, key, 0), n, scratch);
    tsv_count(out, llround(panel_sum(&w->over, at)));
    tsv_estimate(out, &share, COLUMN_INTERVAL);
}

static void print_class(const struct delays *w, const struct input *in,
                        int rank, int class, double *scratch, struct tsv *out)
{
    static const struct estimate nothing = {0, NAN, NAN, NAN, NAN, NAN};
    int station = w->station[rank];
    int key = delays_key(w, station, class), n = in->replications;
    const struct resolved_station *s = &in->scenario.station[station];
    struct day day = whole_day(w, key, n, scratch);
    if (class >= 0 && day.persons + day.unserved == 0)
        return; /* the class does not come here */
    for (int l = 0; l < s->limits || l == 0; l++) {
        tsv_count(out, rank + 1);
        tsv_text(out, in->names->name[NAMES_STATIONS][station]);
        tsv_text(out,
                 class < 0 ? "all" : in->names->name[NAMES_CLASSES][class]);
        tsv_count(out, llround(day.persons));
        tsv_count(out, llround(day.unserved));
        tsv_count(out, day.mean.n);
        tsv_estimate(out, &day.mean, COLUMN_INTERVAL);
        tsv_estimate(out, &day.p50, COLUMN_INTERVAL);
        tsv_estimate(out, &day.p95, COLUMN_INTERVAL);
        tsv_number(out, day.longest);
        if (l < s->limits) {
            tsv_number(out, (double)s->limit[l] / (double)US_PER_MIN);
            print_limit(w, key, l, n, scratch, out);
        } else {
            tsv_number(out, NAN);
            tsv_number(out, NAN);
            tsv_estimate(out, &nothing, COLUMN_INTERVAL);
        }
        tsv_end_row(out);
    }
}

static int print_by_class(const struct input *in, struct tsv *out)
{
    struct delays w;
    if (delays_by_class(&w, in) != 0)
        return -1;
    double *scratch = malloc((size_t)(in->replications + 1) * sizeof *scratch);
    if (scratch == NULL) {
        delays_release(&w);
        return -1;
    }
    tsv_note(out, "note",
             "whole run; quantiles are nearest rank in each replication, from "
             "bins of 0.05%; an interval is nan where the replications show no "
             "spread");
    tsv_names(out, by_class);
    tsv_end_row(out);
    for (int k = 0; k < w.stations; k++)
        for (int class = -1; class < w.classes; class ++)
            print_class(&w, in, k, class, scratch, out);
    free(scratch);
    delays_release(&w);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {
        TABLE_waits_totals,    TABLE_waits_histogram,
        TABLE_waits_intervals, TABLE_waits_interval_histogram,
        TABLE_waits_over,      TABLES};
    static const struct view views[] = {
        {"interval", "waits 1", by_interval, print_by_interval},
        {"class", "waits-by-class 1", by_class, print_by_class},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis waits = {
        "waits", "how long travellers wait at each station",
        "A wait counts in the interval in which the traveller joined the "
        "queue, and only when\nservice began before the end of the run. "
        "Quantiles are nearest rank, ceil(n p), in each\nreplication.\n",
        tables, views};
    return program_main(&waits, argc, argv);
}
