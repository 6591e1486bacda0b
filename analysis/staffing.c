/*
 * poesim staffing -- officers needed by interval, beside those on the roster.
 *
 * Reads     series, officers
 * Prints    one row per pool and interval; pools in the order of their
 *           stations
 */
#include <stdio.h>

#include "analysis/common/offered_load.h"
#include "analysis/common/program.h"

static const struct column columns[] = {
    {"rank", "", COLUMN_ONE,
     "of the pool by officers on roster; 1: the largest"},
    {"pool", "", COLUMN_ONE, "name of the pool"},
    INTERVAL_COLUMNS,
    {"n", "", COLUMN_ONE, "replications with data"},
    {"load", "officers", COLUMN_INTERVAL,
     "offered load: officers kept busy if nobody waited"},
    {"needed", "officers", COLUMN_BAND, "by the rule below"},
    {"rostered", "officers", COLUMN_ONE, "on shift, mean over the interval"},
    {"busy", "officers", COLUMN_INTERVAL, "with a party"},
    END_OF_COLUMNS};

#define RULE                                                                   \
    "needed = ceil(a + sqrt(a)) at each station; a = parties arriving in the " \
    "interval x mean service time / its length, lagged by that time"

static void print_row(const struct offered_load *o, const struct input *in,
                      int pool, int at, struct tsv *out)
{
    int n = in->replications;
    struct estimate load = estimate_of(panel_at(&o->load, pool, at), n);
    struct estimate needed = estimate_of(panel_at(&o->needed, pool, at), n);
    struct estimate rostered = estimate_of(panel_at(&o->rostered, pool, at), n);
    struct estimate busy = estimate_of(panel_at(&o->busy, pool, at), n);
    tsv_count(out, statistics_place(o->pool, o->pools, pool) + 1);
    tsv_text(out, in->names->name[NAMES_POOLS][pool]);
    program_interval(in, at, out);
    tsv_count(out, needed.n);
    tsv_estimate(out, &load, COLUMN_INTERVAL);
    tsv_estimate(out, &needed, COLUMN_BAND);
    tsv_estimate(out, &rostered, COLUMN_ONE);
    tsv_estimate(out, &busy, COLUMN_INTERVAL);
    tsv_end_row(out);
}

static void print_pool(const struct input *in, const struct offered_load *o,
                       int pool, struct tsv *out)
{
    for (int at = 0; at < in->intervals; at++)
        print_row(o, in, pool, at, out);
}

/* The first station that a pool staffs; pools without one come last. */
static int first_station(const struct input *in, int pool)
{
    int s = 0, n = in->names->count[NAMES_STATIONS];
    while (s < n && in->scenario.station[s].pool != pool)
        s++;
    return s;
}

static int print(const struct input *in, struct tsv *out)
{
    struct offered_load o;
    if (offered_load_compute(&o, in) != 0)
        return -1;
    tsv_note(out, "rule", RULE);
    tsv_note(
        out, "note",
        "means over replications, so that whole officers become fractions; "
        "band: 5th to 95th percentile over "
        "replications");
    tsv_names(out, columns);
    tsv_end_row(out);
    int n = in->names->count[NAMES_STATIONS];
    for (int s = 0; s <= n; s++)
        for (int pool = 0; pool < o.pools; pool++)
            if (first_station(in, pool) == s)
                print_pool(in, &o, pool, out);
    offered_load_release(&o);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_series, TABLE_officers,
                                               TABLES};
    static const struct view views[] = {
        {"interval", "staffing 1", columns, print}, {NULL, NULL, NULL, NULL}};
    static const struct analysis staffing = {
        "staffing", "officers needed by interval, beside those on the roster",
        "The rule is square-root staffing with beta = 1:\n" RULE
        ";\nsummed over the stations of a pool. Officers who watch n positions "
        "each: a / n, and a\nwhole officer for every n needed; they are busy "
        "with no party. It is a quick guide: arrivals "
        "in "
        "an interval count\nas spread evenly over it, so shorter bursts want "
        "more. Mean service time and "
        "persons per party\nare those of the visits to the station that ended "
        "in the interval, in all replications\ntogether, so that a rule that "
        "begins at noon is seen; where fewer than 30 visits ended in\nit, "
        "those "
        "of all visits that ended in the replication. For one mean service\n"
        "time after a warm-up the "
        "need is nan: who came before is not known.\n",
        tables, views};
    return program_main(&staffing, argc, argv);
}
