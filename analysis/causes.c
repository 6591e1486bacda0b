/*
 * poesim causes -- why travellers were not confirmed, and what officers made of
 * them.
 *
 * Reads     causes, inspections
 * Prints    one row per port, class and cause, most frequent cause first; or
 *           per station, class and result of the match
 */
#include <math.h>
#include <stdio.h>

#include "analysis/common/checks.h"
#include "analysis/common/program.h"
#include "analysis/common/reasons.h"
#include "analysis/common/tallies.h"

static const struct column by_cause[] = {
    {"rank", "", COLUMN_ONE, "of the port by travellers; all ports: 0"},
    {"port", "", COLUMN_ONE, "name of the port; all: all of them"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"cause", "", COLUMN_ONE,
     "why not confirmed; confirmed: genuine and matched"},
    {"persons", "persons", COLUMN_INTERVAL, "mean over replications"},
    {"travellers", "persons", COLUMN_INTERVAL,
     "of the class at the port, whatever the cause; mean"},
    {"share", "", COLUMN_INTERVAL, "persons / travellers: ratio of sums"},
    END_OF_COLUMNS};

static const struct column by_inspection[] = {
    {"station", "", COLUMN_ONE, "name of the station"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"result", "", COLUMN_ONE, "of the match before; all: whatever it was"},
    {"inspected", "persons", COLUMN_INTERVAL, "mean over replications"},
    {"referred", "persons", COLUMN_INTERVAL, "of these, not cleared; mean"},
    {"false_rejects", "persons", COLUMN_INTERVAL,
     "genuine, but taken for impostors; mean"},
    {"impostors", "persons", COLUMN_INTERVAL, "inspected impostors; mean"},
    {"false_accepts", "persons", COLUMN_INTERVAL,
     "impostors who were cleared; mean"},
    {"officer_time", "min", COLUMN_INTERVAL, "of all these, summed; mean"},
    {"minutes_each", "min", COLUMN_INTERVAL, "officer_time / inspected"},
    {"referred_share", "", COLUMN_INTERVAL, "referred / inspected"},
    {"false_reject_rate", "", COLUMN_INTERVAL, "of those who are genuine"},
    {"false_accept_rate", "", COLUMN_INTERVAL, "of the impostors"},
    END_OF_COLUMNS};

static const char *name_or_all(const struct input *in, enum name_kind kind,
                               int index)
{
    return index < 0 ? "all" : input_name(in, kind, index);
}

/* ---- by cause ---- */

static void print_cause(const struct reasons *c, const struct input *in,
                        const struct tallies *t, const int at[3],
                        struct tsv *out)
{
    int key = reasons_key(c, at[0], at[1], at[2]);
    const double *persons = panel_at(&c->persons, key, 0);
    const double *all =
        panel_at(&c->persons, reasons_key(c, at[0], at[1], -1), 0);
    tsv_count(out,
              at[0] < 0 ? 0 : statistics_place(c->port, c->ports, at[0]) + 1);
    tsv_text(out, name_or_all(in, NAMES_PORTS, at[0]));
    tsv_text(out, name_or_all(in, NAMES_CLASSES, at[1]));
    tsv_text(out, input_name(in, NAMES_CAUSES, at[2]));
    tallies_mean(t, persons, out);
    tallies_mean(t, all, out);
    tallies_share(t, persons, all, out);
    tsv_end_row(out);
}

/* "confirmed", then what there was, the most frequent first; a cause that
 * nobody had anywhere is left out. */
static void print_class(const struct reasons *c, const struct input *in,
                        const struct tallies *t, int port, int class,
                        struct tsv *out)
{
    if (class >= 0 &&
        panel_sum(&c->persons, reasons_key(c, port, class, -1)) == 0)
        return; /* the class does not come here */
    if (c->causes > 0)
        print_cause(c, in, t, (int[]){port, class, 0}, out);
    for (int k = 0; k + 1 < c->causes; k++)
        if (panel_sum(&c->persons, reasons_key(c, -1, -1, c->cause[k])) > 0)
            print_cause(c, in, t, (int[]){port, class, c->cause[k]}, out);
}

static int print_by_cause(const struct input *in, struct tsv *out)
{
    struct reasons c;
    struct tallies t;
    if (reasons_count(&c, in) != 0)
        return -1;
    if (tallies_init(&t, in->replications) != 0) {
        reasons_release(&c);
        return -1;
    }
    tsv_note(out, "note",
             "whole run; each traveller has one cause, that of the last "
             "result; a row \"all\" holds those of the ports or classes below "
             "it");
    tsv_note(out, "note",
             "not confirmed does not mean not admitted: an officer decides "
             "(causes --by inspection)");
    tsv_names(out, by_cause);
    tsv_end_row(out);
    for (int port = c.ports == 1 ? 0 : -1; port < c.ports; port++)
        for (int class = -1; class < c.classes; class ++)
            print_class(&c, in, &t, port, class, out);
    tallies_release(&t);
    reasons_release(&c);
    return 0;
}

/* ---- by inspection ---- */

static void print_check(const struct checks *c, const struct input *in,
                        const struct tallies *t, const int at[3],
                        struct tsv *out)
{
    int key = checks_key(c, at[0], at[1], at[2]);
    const double *x[CHECK_COUNTS];
    if (panel_sum(&c->count[CHECK_INSPECTED], key) == 0)
        return; /* nobody was inspected so */
    for (int k = 0; k < CHECK_COUNTS; k++)
        x[k] = panel_at(&c->count[k], key, 0);
    tsv_text(out, input_name(in, NAMES_STATIONS, at[0]));
    tsv_text(out, name_or_all(in, NAMES_CLASSES, at[1]));
    tsv_text(out, name_or_all(in, NAMES_RESULTS, at[2]));
    for (int k = 0; k < CHECK_GENUINE; k++)
        tallies_mean(t, x[k], out);
    tallies_mean(t, x[CHECK_MINUTES], out);
    tallies_ratio(t, x[CHECK_MINUTES], x[CHECK_INSPECTED], out);
    tallies_share(t, x[CHECK_REFERRED], x[CHECK_INSPECTED], out);
    tallies_share(t, x[CHECK_FALSE_REJECTS], x[CHECK_GENUINE], out);
    tallies_share(t, x[CHECK_FALSE_ACCEPTS], x[CHECK_IMPOSTORS], out);
    tsv_end_row(out);
}

static int print_by_inspection(const struct input *in, struct tsv *out)
{
    struct checks c;
    struct tallies t;
    if (checks_count(&c, in) != 0)
        return -1;
    if (tallies_init(&t, in->replications) != 0) {
        checks_release(&c);
        return -1;
    }
    tsv_note(out, "note",
             "whole run; persons are means over replications; rates are "
             "ratios of sums; a row \"all\" holds those of its classes or "
             "results: do not add it to them");
    tsv_note(out, "note",
             "where it was none, or all, of n in all replications, the "
             "interval is that of Clopper and Pearson");
    tsv_names(out, by_inspection);
    tsv_end_row(out);
    for (int s = 0; s < c.stations; s++)
        for (int class = -1; class < c.classes; class ++)
            for (int result = -1; result < c.results; result++)
                print_check(&c, in, &t, (int[]){s, class, result}, out);
    tallies_release(&t);
    checks_release(&c);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_causes, TABLE_inspections,
                                               TABLES};
    static const struct view views[] = {
        {"cause", "causes 1", by_cause, print_by_cause},
        {"inspection", "causes-by-inspection 1", by_inspection,
         print_by_inspection},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis causes = {
        "causes", "why travellers were not confirmed",
        "Causes, but for those that nobody had: opted-out and not-asked come "
        "before any photo,\nno-photo is a missing reference, no-image: ... a "
        "capture that failed for that cause,\nnot-matched and wrong-person are "
        "the matcher's answers. By inspection: who came before\nofficers, with "
        "which answer of the match, and how they decided.\n",
        tables, views};
    return program_main(&causes, argc, argv);
}
