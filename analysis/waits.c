/*
 * poesim waits -- how long travellers wait at each station.
 *
 * Reads     waits/..., series
 * Prints    one row per station and interval of joining, or per station and
 *           class; stations as in the scenario
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/delays.h"
#include "analysis/common/limit_set.h"
#include "analysis/common/program.h"

static const struct column by_interval[] = {
    {"rank", "", COLUMN_ONE, "of the station by travellers; 1: the busiest"},
    {"station", "", COLUMN_ONE, "name of the station"},
    INTERVAL_COLUMNS,
    {"persons", "persons", COLUMN_INTERVAL,
     "joined in it and were served, mean over all replications"},
    {"not_served", "persons", COLUMN_INTERVAL,
     "joined in it, but left the queue or were still in it at the end; mean"},
    {"n", "", COLUMN_ONE, "replications in which anybody was served"},
    {"p50", "min", COLUMN_BAND,
     "median wait of a replication, mean over these"},
    {"p95", "min", COLUMN_BAND, "the same of the 95th percentile"},
    {"max", "min", COLUMN_ONE, "longest wait in any replication"},
    END_OF_COLUMNS};

static const struct column by_class[] = {
    {"rank", "", COLUMN_ONE, "of the station by travellers; 1: the busiest"},
    {"station", "", COLUMN_ONE, "name of the station"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"persons", "persons", COLUMN_INTERVAL,
     "served, mean over all replications"},
    {"left", "persons", COLUMN_INTERVAL,
     "left the queue: out of patience, or the door closed; mean"},
    {"unserved", "persons", COLUMN_INTERVAL,
     "still queued at the end, mean; these two are in no other column"},
    {"n", "", COLUMN_ONE, "replications in which anybody was served"},
    {"mean", "min", COLUMN_INTERVAL,
     "wait of a traveller: ratio of sums, jackknife interval"},
    {"p50", "min", COLUMN_INTERVAL,
     "median of the waits of all replications together"},
    {"p95", "min", COLUMN_INTERVAL, "the same of the 95th percentile"},
    {"max", "min", COLUMN_ONE, "longest wait in any replication"},
    {"over_LIMIT", "persons", COLUMN_INTERVAL,
     "waited longer than that, mean; for each limit of any station"},
    {"share_over_LIMIT", "", COLUMN_INTERVAL,
     "of the persons: ratio of sums; nan: not a limit of the station"},
    END_OF_COLUMNS};

static const struct estimate nothing = {0, NAN, NAN, NAN, NAN, NAN};

static double most(const double *x, int n)
{
    double m = NAN;
    for (int i = 0; i < n; i++)
        m = fmax(m, x[i]);
    return m;
}

static void print_interval(const struct delays *w, const struct input *in,
                           int station, int at, struct tsv *out)
{
    int key = delays_key(w, station, -1), n = in->replications;
    struct estimate persons = nothing, lost = nothing;
    if (input_warm(in, at)) {
        persons = estimate_of(panel_at(&w->persons, key, at), n);
        lost = estimate_of(panel_at(&w->not_served, key, at), n);
    }
    struct estimate p50 = estimate_of(panel_at(&w->p50, key, at), n);
    struct estimate p95 = estimate_of(panel_at(&w->p95, key, at), n);
    tsv_count(out, statistics_place(w->station, w->stations, station) + 1);
    tsv_text(out, in->names->name[NAMES_STATIONS][station]);
    program_interval(in, at, out);
    tsv_estimate(out, &persons, COLUMN_INTERVAL);
    tsv_estimate(out, &lost, COLUMN_INTERVAL);
    tsv_count(out, p50.n);
    tsv_estimate(out, &p50, COLUMN_BAND);
    tsv_estimate(out, &p95, COLUMN_BAND);
    tsv_number(out, most(panel_at(&w->longest, key, at), n));
    tsv_end_row(out);
}

/* Where the not served went, as far as the results know: of the whole run. */
static void print_lost(const struct input *in, struct tsv *out)
{
    size_t rows;
    const struct waits_totals_row *row =
        input_rows(in, TABLE_waits_totals, &rows);
    double left = 0, unserved = 0, n = fmax(1, in->replications);
    char text[200];
    for (size_t i = 0; i < rows; i++) {
        left += (double)row[i].left;
        unserved += (double)row[i].unserved;
    }
    snprintf(text, sizeof text,
             "of all queues, mean of replications: %.1f persons left (out of "
             "patience, or the door closed), %.1f were still queued at the end",
             left / n, unserved / n);
    tsv_note(out, "not served", text);
}

static int print_by_interval(const struct input *in, struct tsv *out)
{
    struct delays w;
    if (delays_by_interval(&w, in) != 0)
        return -1;
    print_lost(in, out);
    tsv_note(out, "note",
             "quantiles are nearest rank in each replication, from bins of "
             "6.25%, evenly spread within a bin; band: 5th to 95th percentile "
             "over replications");
    tsv_note(out, "note",
             "quantiles are means over the n replications in which anybody "
             "joined in the interval and was served; where n is small they "
             "speak of few days");
    tsv_names(out, by_interval);
    tsv_end_row(out);
    for (int s = 0; s < w.stations; s++)
        for (int at = 0; at < in->intervals; at++)
            print_interval(&w, in, s, at, out);
    delays_release(&w);
    return 0;
}

/* By class: the columns that all stations share, and room for n numbers. */
struct classes {
    struct delays w;
    struct limit_set limits;
    double *scratch, *copy;
};

static void release_classes(struct classes *c)
{
    delays_release(&c->w);
    limit_set_release(&c->limits);
    free(c->scratch);
}

static int read_classes(struct classes *c, const struct input *in)
{
    size_t n = (size_t)in->replications + 1;
    *c = (struct classes){0};
    if (delays_by_class(&c->w, in) != 0)
        return -1;
    c->scratch = malloc(2 * n * sizeof *c->scratch);
    int bad = c->scratch == NULL;
    for (int s = 0; s < c->w.stations && !bad; s++)
        bad = limit_set_add(&c->limits, in->scenario.station[s].limit,
                            in->scenario.station[s].limits);
    if (bad) {
        release_classes(c);
        return -1;
    }
    c->copy = c->scratch + n;
    return 0;
}

static void print_class_names(const struct classes *c, struct tsv *out)
{
    struct column one[] = {by_class[0], END_OF_COLUMNS};
    const struct column *list = by_class;
    char name[60];
    for (; strstr(list->name, "LIMIT") == NULL; list++) {
        one[0] = *list;
        tsv_names(out, one);
    }
    for (int l = 0; l < c->limits.count; l++)
        for (int share = 0; share < 2; share++) {
            one[0] = list[share];
            limit_set_name(name, share ? "share_over" : "over",
                           c->limits.limit[l]);
            one[0].name = name;
            tsv_names(out, one);
        }
    tsv_end_row(out);
}

/* Mean over replications; the values stay in their order. */
static struct estimate mean_of(const struct classes *c, const double *x, int n)
{
    memcpy(c->copy, x, (size_t)n * sizeof *x);
    return estimate_of(c->copy, n);
}

static void print_limits(const struct classes *c, int key,
                         const struct resolved_station *s, int n,
                         struct tsv *out)
{
    const double *persons = panel_at(&c->w.persons, key, 0);
    for (int l = 0; l < c->limits.count; l++) {
        int at = limit_set_find(s->limit, s->limits, c->limits.limit[l]);
        struct estimate over = nothing, share = nothing;
        if (at >= 0) {
            const double *x = panel_at(&c->w.over, key * c->w.limits + at, 0);
            over = mean_of(c, x, n);
            share = estimate_share(x, persons, n, c->scratch);
        }
        tsv_estimate(out, &over, COLUMN_INTERVAL);
        tsv_estimate(out, &share, COLUMN_INTERVAL);
    }
}

static void print_class(const struct classes *c, const struct input *in,
                        int station, int class, struct tsv *out)
{
    const struct delays *w = &c->w;
    int key = delays_key(w, station, class), n = in->replications;
    const double *served = panel_at(&w->persons, key, 0);
    struct estimate persons = mean_of(c, served, n);
    struct estimate left = mean_of(c, panel_at(&w->left, key, 0), n);
    struct estimate unserved = mean_of(c, panel_at(&w->unserved, key, 0), n);
    struct estimate mean =
        estimate_ratio(panel_at(&w->sum, key, 0), served, n, c->scratch);
    if (class >= 0 && !(persons.mean + left.mean + unserved.mean > 0))
        return; /* the class does not come here */
    tsv_count(out, statistics_place(w->station, w->stations, station) + 1);
    tsv_text(out, in->names->name[NAMES_STATIONS][station]);
    tsv_text(out, class < 0 ? "all" : in->names->name[NAMES_CLASSES][class]);
    tsv_estimate(out, &persons, COLUMN_INTERVAL);
    tsv_estimate(out, &left, COLUMN_INTERVAL);
    tsv_estimate(out, &unserved, COLUMN_INTERVAL);
    tsv_count(out, mean.n);
    tsv_estimate(out, &mean, COLUMN_INTERVAL);
    tsv_estimate(out, &w->all50[key], COLUMN_INTERVAL);
    tsv_estimate(out, &w->all95[key], COLUMN_INTERVAL);
    tsv_number(out, most(panel_at(&w->longest, key, 0), n));
    print_limits(c, key, &in->scenario.station[station], n, out);
    tsv_end_row(out);
}

static int print_by_class(const struct input *in, struct tsv *out)
{
    struct classes c;
    if (read_classes(&c, in) != 0)
        return -1;
    tsv_note(out, "note",
             "whole run; persons are means over replications; quantiles are "
             "nearest rank among the waits of all replications, from bins of "
             "0.05%, with Woodruff's interval; a mean's interval is nan where "
             "the replications show no spread");
    tsv_note(out, "note",
             "a row \"all\" holds those of the station's classes: do not add "
             "it to them");
    tsv_note(out, "note",
             "where nobody waited over a limit, share_..._hi is the upper end "
             "of Clopper and Pearson's interval, as if travellers waited "
             "independently of each other; they do not, so it is rather more");
    print_class_names(&c, out);
    for (int s = 0; s < c.w.stations; s++)
        for (int class = -1; class < c.w.classes; class ++)
            print_class(&c, in, s, class, out);
    release_classes(&c);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_waits_totals,
                                               TABLE_waits_histogram,
                                               TABLE_waits_intervals,
                                               TABLE_waits_interval_histogram,
                                               TABLE_waits_over,
                                               TABLE_series,
                                               TABLES};
    static const struct view views[] = {
        {"interval", "waits 3", by_interval, print_by_interval},
        {"class", "waits-by-class 4", by_class, print_by_class},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis waits = {
        "waits", "how long travellers wait at each station",
        "A wait counts in the interval in which the traveller joined the "
        "queue, and only when\nservice began before the end of the run. "
        "Quantiles are nearest rank, ceil(n p), in each\nreplication.\n",
        tables, views};
    return program_main(&waits, argc, argv);
}
