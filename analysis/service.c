/*
 * poesim service -- what matching services are asked and how they answer, by
 * interval.
 *
 * Reads     matching/load, matching/service
 * Prints    one row per service and interval; services as in the scenario
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/common/program.h"
#include "analysis/common/tallies.h"

static const struct column columns[] = {
    {"rank", "", COLUMN_ONE, "of the service by members; 1: the busiest"},
    {"service", "", COLUMN_ONE, "name of the service"},
    INTERVAL_COLUMNS,
    {"n", "", COLUMN_ONE, "replications"},
    {"requests", "1", COLUMN_INTERVAL,
     "came in the interval, of all ports, retries among them"},
    {"answered", "1", COLUMN_INTERVAL, "of these, answered in time"},
    {"given_up", "1", COLUMN_INTERVAL,
     "of these, not answered within the timeout"},
    {"lost", "1", COLUMN_INTERVAL, "of these, in hand when an outage began"},
    {"untaken", "1", COLUMN_INTERVAL,
     "of these, gone before a worker was free"},
    {"wait", "s", COLUMN_INTERVAL,
     "of those taken, until a worker was free; ratio of sums"},
    {"wait_max", "s", COLUMN_ONE, "longest such wait in any replication"},
    {"busy", "workers", COLUMN_INTERVAL, "busy, mean over the interval"},
    {"members", "persons", COLUMN_INTERVAL,
     "answered in the interval, after retries"},
    {"unanswered", "persons", COLUMN_INTERVAL,
     "given up in it after all retries"},
    {"time", "s", COLUMN_INTERVAL,
     "from first request to answer, of members; ratio of sums"},
    {"time_max", "s", COLUMN_ONE, "the longest in any replication"},
    END_OF_COLUMNS};

enum {
    REQUESTS,
    ANSWERED,
    GIVEN_UP,
    LOST,
    UNTAKEN,
    TAKEN,
    WAIT,
    WAIT_MAX,
    BUSY,
    LOADS, /* those before it come from matching/load */
    MEMBERS = LOADS,
    UNANSWERED,
    TIME,
    TIME_MAX,
    COUNTS
};

struct answers {
    int services;
    struct panel what[COUNTS]; /* key: service; s, workers, or counts */
    bool *counted;             /* has rows in matching/load */
    int *service;              /* busiest first */
};

static void answers_release(struct answers *a)
{
    for (int k = 0; k < COUNTS; k++)
        panel_release(&a->what[k]);
    free(a->counted);
    free(a->service);
}

static void add(struct answers *a, int service, int at, int slot,
                const double *x, int first, int last)
{
    for (int k = first; k < last; k++) {
        double *sum = panel_at(&a->what[k], service, at) + slot;
        bool most = k == WAIT_MAX || k == TIME_MAX;
        *sum = most ? fmax(*sum, x[k]) : *sum + x[k];
    }
}

static bool is_sound(const struct answers *a, const struct input *in, int slot,
                     int service, int at)
{
    return slot >= 0 && service >= 0 && service < a->services && at >= 0 &&
           at < in->intervals;
}

static void count_load(struct answers *a, const struct input *in)
{
    size_t rows;
    const double second = (double)US_PER_S;
    const struct matching_load_row *row =
        input_rows(in, TABLE_matching_load, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication), at = row[i].interval;
        if (!is_sound(a, in, slot, row[i].service, at))
            continue;
        const double x[LOADS] = {(double)row[i].requests,
                                 (double)row[i].answered,
                                 (double)row[i].given_up,
                                 (double)row[i].lost,
                                 (double)row[i].untaken,
                                 (double)(row[i].requests - row[i].untaken),
                                 (double)row[i].wait_sum_us / second,
                                 (double)row[i].wait_max_us / second,
                                 (double)row[i].busy_time /
                                     (double)input_span(in, at)};
        add(a, row[i].service, at, slot, x, 0, LOADS);
        a->counted[row[i].service] = true;
    }
}

static void count_service(struct answers *a, const struct input *in)
{
    size_t rows;
    const double second = (double)US_PER_S;
    const struct matching_service_row *row =
        input_rows(in, TABLE_matching_service, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication), at = row[i].interval;
        if (!is_sound(a, in, slot, row[i].service, at))
            continue;
        double x[COUNTS] = {[MEMBERS] = (double)row[i].answers,
                            [UNANSWERED] = (double)row[i].unanswered,
                            [TIME] = (double)row[i].time_sum_us / second,
                            [TIME_MAX] = (double)row[i].time_max_us / second};
        add(a, row[i].service, at, slot, x, LOADS, COUNTS);
    }
}

static int answers_count(struct answers *a, const struct input *in)
{
    *a = (struct answers){.services = in->names->count[NAMES_SERVICES]};
    size_t n = (size_t)a->services + 1;
    double *all = calloc(n, sizeof *all);
    a->service = calloc(n, sizeof *a->service);
    a->counted = calloc(n, sizeof *a->counted);
    int bad = all == NULL || a->service == NULL || a->counted == NULL;
    for (int k = 0; k < COUNTS && !bad; k++)
        bad = panel_init(&a->what[k], a->services, in->intervals,
                         in->replications, 0) != 0;
    if (bad) {
        free(all);
        answers_release(a);
        return -1;
    }
    count_load(a, in);
    count_service(a, in);
    for (int s = 0; s < a->services; s++)
        all[s] = panel_sum(&a->what[MEMBERS], s) +
                 panel_sum(&a->what[UNANSWERED], s);
    statistics_order(all, a->services, a->service);
    free(all);
    return 0;
}

/* The most in a replication with any; NaN: there is none. */
static double most(const double *x, const double *count, int n)
{
    double m = NAN;
    for (int i = 0; i < n; i++)
        if (count[i] > 0)
            m = fmax(m, x[i]);
    return m;
}

static const struct estimate nothing = {0, NAN, NAN, NAN, NAN, NAN};

/* The columns from matching/load: of services that it does not know, nan. */
static void print_load(const struct answers *a, int service, int at,
                       const struct tallies *t, struct tsv *out)
{
    const double *taken = panel_at(&a->what[TAKEN], service, at);
    for (int k = 0; k < LOADS; k++) {
        const double *x = panel_at(&a->what[k], service, at);
        if (k == TAKEN)
            continue;
        if (k == WAIT_MAX)
            tsv_number(out, a->counted[service] ? most(x, taken, t->n) : NAN);
        else if (!a->counted[service])
            tsv_estimate(out, &nothing, COLUMN_INTERVAL);
        else if (k == WAIT)
            tallies_ratio(t, x, taken, out);
        else
            tallies_mean(t, x, out);
    }
}

static void print_row(const struct answers *a, int service, int at,
                      const struct input *in, const struct tallies *t,
                      struct tsv *out)
{
    const double *members = panel_at(&a->what[MEMBERS], service, at);
    tsv_count(out, statistics_place(a->service, a->services, service) + 1);
    tsv_text(out, input_name(in, NAMES_SERVICES, service));
    program_interval(in, at, out);
    tsv_count(out, in->replications);
    print_load(a, service, at, t, out);
    tallies_mean(t, members, out);
    tallies_mean(t, panel_at(&a->what[UNANSWERED], service, at), out);
    tallies_ratio(t, panel_at(&a->what[TIME], service, at), members, out);
    tsv_number(out,
               most(panel_at(&a->what[TIME_MAX], service, at), members, t->n));
    tsv_end_row(out);
}

static int print(const struct input *in, struct tsv *out)
{
    struct answers a;
    struct tallies t;
    if (tallies_init(&t, in->replications) != 0)
        return -1;
    if (answers_count(&a, in) != 0) {
        tallies_release(&t);
        return -1;
    }
    tsv_note(out, "note",
             "per interval: means over replications and their 95% intervals "
             "(Student t); wait, time: ratios of sums, jackknife intervals");
    tsv_note(out, "note",
             "requests to busy: by the interval in which a request came; nan "
             "of a service without workers, timeout and outages, which answers "
             "every request at once");
    tsv_names(out, columns);
    tsv_end_row(out);
    for (int s = 0; s < a.services; s++)
        for (int at = 0; at < in->intervals; at++)
            print_row(&a, s, at, in, &t, out);
    tallies_release(&t);
    answers_release(&a);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_matching_load,
                                               TABLE_matching_service, TABLES};
    static const struct view views[] = {
        {"interval", "service 1", columns, print}, {NULL, NULL, NULL, NULL}};
    static const struct analysis service = {
        "service", "what matching services are asked, and how they answer",
        "A member's photo may make several requests: retries after a timeout. "
        "given_up counts\nrequests, unanswered members whose last retry was "
        "given up too. In an outage requests are\ngiven up or lost, and "
        "\"answered\" falls to 0.\n",
        tables, views};
    return program_main(&service, argc, argv);
}
