/*
 * poesim records -- entry and exit records: how they were made, and who has
 * none.
 *
 * Reads     records
 * Prints    one row per port, direction, class and how; or per direction and
 *           interval
 */
#include <stdlib.h>

#include "analysis/common/program.h"
#include "analysis/common/tallies.h"

static const struct column by_how[] = {
    {"rank", "", COLUMN_ONE, "of the port by crossings; all ports: 0"},
    {"port", "", COLUMN_ONE, "name of the port; all: all of them"},
    {"direction", "", COLUMN_ONE, "entry or exit"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"how", "", COLUMN_ONE,
     "the record was made: biometric, wrong-person, document, report; none: "
     "there is no record"},
    {"persons", "persons", COLUMN_INTERVAL, "mean over replications"},
    {"crossings", "persons", COLUMN_INTERVAL,
     "of the class in that direction, whatever the record; mean"},
    {"share", "", COLUMN_INTERVAL, "persons / crossings: ratio of sums"},
    END_OF_COLUMNS};

static const struct column by_interval[] = {
    {"direction", "", COLUMN_ONE, "entry or exit"},
    INTERVAL_COLUMNS,
    {"n", "", COLUMN_ONE, "replications"},
    {"HOW", "persons", COLUMN_INTERVAL,
     "left in the interval with such a record: biometric, ... a column each"},
    END_OF_COLUMNS};

static const char *const direction_names[] = {"entry", "exit"};

struct crossings {
    int ports, classes, hows;
    struct panel persons; /* keys: key_of(), -1: all */
    int *port;            /* most crossings first */
};

static int key_of(const struct crossings *c, int port, int direction, int class,
                  int how)
{
    return (((port + 1) * 2 + direction) * (c->classes + 1) + class + 1) *
               (c->hows + 1) +
           how + 1;
}

static bool is_sound(const struct crossings *c, const struct records_row *r)
{
    return r->port >= 0 && r->port < c->ports && r->direction >= 0 &&
           r->direction < 2 && r->class >= 0 && r->class < c->classes &&
           r->how >= 0 && r->how < c->hows;
}

/* The row's own cell and the seven sums that it is part of. */
static void add(struct crossings *c, const struct records_row *r, int slot)
{
    for (int sum = 0; sum < 8; sum++) {
        int key = key_of(c, sum & 1 ? -1 : r->port, r->direction,
                         sum & 2 ? -1 : r->class, sum & 4 ? -1 : r->how);
        panel_at(&c->persons, key, 0)[slot] += (double)r->persons;
    }
}

static void crossings_release(struct crossings *c)
{
    panel_release(&c->persons);
    free(c->port);
}

static int crossings_count(struct crossings *c, const struct input *in)
{
    *c = (struct crossings){.ports = in->names->count[NAMES_PORTS],
                            .classes = in->names->count[NAMES_CLASSES],
                            .hows = in->names->count[NAMES_RECORD_HOWS]};
    double *all = calloc((size_t)c->ports + 1, sizeof *all);
    int keys = (c->ports + 1) * 2 * (c->classes + 1) * (c->hows + 1);
    c->port = calloc((size_t)c->ports + 1, sizeof *c->port);
    if (all == NULL || c->port == NULL ||
        panel_init(&c->persons, keys, 1, in->replications, 0) != 0) {
        free(all);
        crossings_release(c);
        return -1;
    }
    size_t rows;
    const struct records_row *row = input_rows(in, TABLE_records, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication);
        if (slot >= 0 && is_sound(c, &row[i]))
            add(c, &row[i], slot);
    }
    for (int p = 0; p < c->ports; p++)
        all[p] = panel_sum(&c->persons, key_of(c, p, 0, -1, -1)) +
                 panel_sum(&c->persons, key_of(c, p, 1, -1, -1));
    statistics_order(all, c->ports, c->port);
    free(all);
    return 0;
}

/* Every how that anybody had in this direction anywhere. */
static void print_class(const struct crossings *c, const struct input *in,
                        const struct tallies *t, const int at[3],
                        struct tsv *out)
{
    int port = at[0], direction = at[1], class = at[2];
    int all = key_of(c, port, direction, class, -1);

    if (panel_sum(&c->persons, all) == 0)
        return;
    for (int how = 0; how < c->hows; how++) {
        int key = key_of(c, port, direction, class, how);
        if (panel_sum(&c->persons, key_of(c, -1, direction, -1, how)) == 0)
            continue;
        tsv_count(out,
                  port < 0 ? 0 : statistics_place(c->port, c->ports, port) + 1);
        tsv_text(out, port < 0 ? "all" : input_name(in, NAMES_PORTS, port));
        tsv_text(out, direction_names[direction]);
        tsv_text(out, class < 0 ? "all" : input_name(in, NAMES_CLASSES, class));
        tsv_text(out, input_name(in, NAMES_RECORD_HOWS, how));
        tallies_mean(t, panel_at(&c->persons, key, 0), out);
        tallies_mean(t, panel_at(&c->persons, all, 0), out);
        tallies_share(t, panel_at(&c->persons, key, 0),
                      panel_at(&c->persons, all, 0), out);
        tsv_end_row(out);
    }
}

static int print_by_how(const struct input *in, struct tsv *out)
{
    struct crossings c;
    struct tallies t;
    if (crossings_count(&c, in) != 0)
        return -1;
    if (tallies_init(&t, in->replications) != 0) {
        crossings_release(&c);
        return -1;
    }
    tsv_note(out, "note",
             "whole run; of those who ended admitted, departed or unrecorded; "
             "a row \"all\" holds those of the ports or classes below it");
    tsv_note(out, "note",
             "where it was none, or all, of n in all replications, the "
             "interval of a share is that of Clopper and Pearson");
    tsv_names(out, by_how);
    tsv_end_row(out);
    for (int port = c.ports == 1 ? 0 : -1; port < c.ports; port++)
        for (int direction = 0; direction < 2; direction++)
            for (int class = -1; class < c.classes; class ++)
                print_class(&c, in, &t, (int[]){port, direction, class}, out);
    tallies_release(&t);
    crossings_release(&c);
    return 0;
}

/* ---- by interval, all ports together ---- */

static int count_intervals(struct panel *x, const struct input *in, int hows)
{
    size_t rows;
    const struct records_row *r = input_rows(in, TABLE_records, &rows);

    if (panel_init(x, 2 * hows, in->intervals, in->replications, 0) != 0)
        return -1;
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, r[i].replication);
        if (slot >= 0 && r[i].direction >= 0 && r[i].direction < 2 &&
            r[i].how >= 0 && r[i].how < hows && r[i].interval >= 0 &&
            r[i].interval < in->intervals)
            panel_at(x, r[i].direction * hows + r[i].how,
                     r[i].interval)[slot] += (double)r[i].persons;
    }
    return 0;
}

static bool is_used(const struct panel *x, int direction, int hows)
{
    for (int how = 0; how < hows; how++)
        if (panel_sum(x, direction * hows + how) > 0)
            return true;
    return false;
}

/* The last column stands for one per how. */
static void print_names(const struct input *in, int hows, struct tsv *out)
{
    struct column one[] = {by_interval[0], END_OF_COLUMNS};
    const struct column *c = by_interval;

    for (; c[1].name != NULL; c++) {
        one[0] = *c;
        tsv_names(out, one);
    }
    one[0] = *c;
    for (int how = 0; how < hows; how++) {
        one[0].name = input_name(in, NAMES_RECORD_HOWS, how);
        tsv_names(out, one);
    }
    tsv_end_row(out);
}

static int print_by_interval(const struct input *in, struct tsv *out)
{
    int hows = in->names->count[NAMES_RECORD_HOWS];
    struct panel x = {0};
    struct tallies t;

    if (tallies_init(&t, in->replications) != 0)
        return -1;
    if (count_intervals(&x, in, hows) != 0) {
        tallies_release(&t);
        return -1;
    }
    tsv_note(out, "note",
             "all ports together; persons who left in the interval: mean over "
             "replications and its 95% interval (Student t)");
    print_names(in, hows, out);
    for (int direction = 0; direction < 2; direction++)
        for (int at = 0; at < in->intervals && is_used(&x, direction, hows);
             at++) {
            tsv_text(out, direction_names[direction]);
            program_interval(in, at, out);
            tsv_count(out, in->replications);
            for (int how = 0; how < hows; how++)
                tallies_mean(&t, panel_at(&x, direction * hows + how, at), out);
            tsv_end_row(out);
        }
    tallies_release(&t);
    panel_release(&x);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_records, TABLES};
    static const struct view views[] = {
        {"how", "records 1", by_how, print_by_how},
        {"interval", "records-by-interval 1", by_interval, print_by_interval},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis records = {
        "records", "entry and exit records: how they were made, who has none",
        "Biometric: matched; document: cleared by an officer without a match; "
        "wrong-person:\nit is somebody else's (of an impostor every record "
        "is); "
        "report: reported by app.\nA scenario without a schedule of retention, "
        "and without a route with record=\"report\",\nhas no rows. Intervals "
        "are 95%, over replications.\n",
        tables, views};
    return program_main(&records, argc, argv);
}
