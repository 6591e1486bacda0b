/*
 * poesim journeys -- how long it takes from arrival to the end of service.
 *
 * Reads     journeys/...
 * Prints    one row per journey and class, or per journey, class and hour of
 *           arrival
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/common/program.h"
#include "analysis/common/tallies.h"
#include "analysis/common/trips.h"

#define TIMES                                                                  \
    {"persons", "persons", COLUMN_INTERVAL,                                    \
     "finished before the end, mean over replications"},                       \
        {"mean", "min", COLUMN_INTERVAL,                                       \
         "time of a traveller: ratio of sums, jackknife interval"},            \
        {"max", "min", COLUMN_ONE, "longest time in any replication"},         \
        {"within_LIMIT", "", COLUMN_INTERVAL,                                  \
         "share of the persons who took no longer; for each limit"},           \
        END_OF_COLUMNS
#define WHO                                                                    \
    {"journey", "", COLUMN_ONE, "name of the journey; all: of every one"},     \
    {                                                                          \
        "class", "", COLUMN_ONE, "of travellers; all: everybody"               \
    }

static const struct column by_class[] = {WHO, TIMES};
static const struct column by_hour[] = {
    WHO,
    {"hour", "h", COLUMN_ONE, "of arrival at the port, since midnight"},
    {"clock", "", COLUMN_ONE, "its start on the scenario's clock, HH:MM"},
    TIMES};

static void print_names(const struct trips *t, const struct column *list,
                        struct tsv *out)
{
    struct column one[] = {list[0], END_OF_COLUMNS};
    char name[60];
    for (; strstr(list->name, "LIMIT") == NULL; list++) {
        one[0] = *list;
        tsv_names(out, one);
    }
    one[0] = *list;
    for (int l = 0; l < t->limits.count; l++) {
        limit_set_name(name, "within", t->limits.limit[l]);
        one[0].name = name;
        tsv_names(out, one);
    }
    tsv_end_row(out);
}

static double most(const double *x, int n)
{
    double m = NAN;
    for (int i = 0; i < n; i++)
        m = fmax(m, x[i]);
    return m;
}

static void print_times(const struct trips *t, const struct input *in,
                        const struct tallies *c, int journey, int key, int at,
                        struct tsv *out)
{
    static const struct estimate nothing = {0, NAN, NAN, NAN, NAN, NAN};
    const double *persons = panel_at(&t->persons, key, at);
    tallies_mean(c, persons, out);
    tallies_ratio(c, panel_at(&t->minutes, key, at), persons, out);
    tsv_number(out, most(panel_at(&t->longest, key, at), c->n));
    for (int l = 0; l < t->limits.count; l++)
        if (trips_has_limit(t, in, journey, l))
            tallies_share(c,
                          panel_at(&t->within, key * t->limits.count + l, at),
                          persons, out);
        else
            tsv_estimate(out, &nothing, COLUMN_INTERVAL);
    tsv_end_row(out);
}

static void print_class(const struct trips *t, const struct input *in,
                        const struct tallies *c, bool hours, int journey,
                        int class, struct tsv *out)
{
    int key = trips_key(t, journey, class);
    if (class >= 0 && panel_sum(&t->persons, key) == 0)
        return; /* the class does not go there */
    for (int at = 0; at < t->persons.intervals; at++) {
        tsv_text(out,
                 journey < 0 ? "all" : input_name(in, NAMES_JOURNEYS, journey));
        tsv_text(out, class < 0 ? "all" : input_name(in, NAMES_CLASSES, class));
        if (hours) {
            char clock[20];
            snprintf(clock, sizeof clock, "%02d:00", at % 24);
            tsv_count(out, at);
            tsv_text(out, clock);
        }
        print_times(t, in, c, journey, key, at, out);
    }
}

static void print_notes(const struct trips *t, const struct input *in,
                        bool hours, struct tsv *out)
{
    char text[400];
    for (int j = 0; j < t->journeys; j++) {
        snprintf(text, sizeof text, "%.200s of %.150s",
                 in->scenario.journey[j].less,
                 input_name(in, NAMES_JOURNEYS, j));
        tsv_note(out, "taken off", text);
    }
    tsv_note(out, "note",
             "time from arrival at the port (block time) to the end of service "
             "at the journey's station, less what is taken off; not a wait in "
             "a queue");
    tsv_note(out, "note",
             "a row \"all\" holds those of its journeys or classes: do not add "
             "it to them; who makes two journeys counts twice");
    if (hours && US_PER_H % in->about->interval_us != 0)
        tsv_note(out, "note",
                 "intervals do not fit into hours; each counts to the hour in "
                 "which it begins");
}

static int print(const struct input *in, const struct column *list, bool hours,
                 struct tsv *out)
{
    struct trips t;
    struct tallies c;
    if (trips_count(&t, in, hours) != 0)
        return -1;
    if (tallies_init(&c, in->replications) != 0) {
        trips_release(&t);
        return -1;
    }
    print_notes(&t, in, hours, out);
    print_names(&t, list, out);
    int first = t.journeys == 1 ? 0 : -1;
    for (int journey = first; journey < t.journeys && t.journeys; journey++)
        for (int class = -1; class < t.classes; class ++)
            print_class(&t, in, &c, hours, journey, class, out);
    tallies_release(&c);
    trips_release(&t);
    return 0;
}

static int print_by_class(const struct input *in, struct tsv *out)
{
    return print(in, by_class, false, out);
}

static int print_by_hour(const struct input *in, struct tsv *out)
{
    return print(in, by_hour, true, out);
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_journeys,
                                               TABLE_journey_bins, TABLES};
    static const struct view views[] = {
        {"class", "journeys 1", by_class, print_by_class},
        {"hour", "journeys-by-hour 1", by_hour, print_by_hour},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis journeys = {
        "journeys", "how long it takes from arrival to the end of service",
        "Journeys stand in the scenario: <journey id=\"...\" to=\"STATION\"/>; "
        "without one there\nare no rows. Who had not finished before the end "
        "of the run is in no column.\n",
        tables, views};
    return program_main(&journeys, argc, argv);
}
