/*
 * poesim retention -- how many images are captured, confirmed, deleted and
 * kept, how old they get, and how large the stores are.
 *
 * Reads     images/totals, images/held
 * Prints    one row per port, store, class and what became of the image; or per
 *           port, class and row of the schedule; or per port, store, class and
 *           interval
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/common/holdings.h"
#include "analysis/common/program.h"
#include "analysis/common/tallies.h"

#define FUNNEL_COLUMNS                                                         \
    {"stored", "1", COLUMN_INTERVAL,                                           \
     "images captured, or records made; mean over replications"},              \
        {"confirmed", "1", COLUMN_INTERVAL,                                    \
         "of these, the owner was confirmed afterwards; mean"},                \
        {"deleted", "1", COLUMN_INTERVAL,                                      \
         "of these, deleted before the end of the run; mean"},                 \
        {"held", "1", COLUMN_INTERVAL, "still held at the end; mean"},         \
        {"longer", "1", COLUMN_INTERVAL,                                       \
         "kept longer than is promised to those who are confirmed; mean"},     \
        {"longer_share", "", COLUMN_INTERVAL, "longer / stored"},              \
        {"age", "h", COLUMN_INTERVAL,                                          \
         "from the capture to the delete date, which may lie after the end; "  \
         "mean of an image"},                                                  \
        {"age_max", "h", COLUMN_ONE, "the longest, of all replications"},      \
        {"since", "h", COLUMN_INTERVAL,                                        \
         "from the confirmation to the delete date; mean of an image"},        \
    {                                                                          \
        "since_max", "h", COLUMN_ONE, "the longest, of all replications"       \
    }

static const struct column by_why[] = {
    {"rank", "", COLUMN_ONE, "of the port by what it stored; all ports: 0"},
    {"port", "", COLUMN_ONE, "name of the port; all: all of them"},
    {"store", "", COLUMN_ONE, "name of the store"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"why", "", COLUMN_ONE, "what became of the image; all: whatever it was"},
    FUNNEL_COLUMNS,
    END_OF_COLUMNS};

static const struct column by_basis[] = {
    {"rank", "", COLUMN_ONE, "of the port by what it stored; all ports: 0"},
    {"port", "", COLUMN_ONE, "name of the port; all: all of them"},
    {"store", "", COLUMN_ONE, "name of the store"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    {"row", "", COLUMN_ONE, "number of the row of the schedule, from 1"},
    {"basis", "", COLUMN_ONE, "of that row, in law or policy"},
    FUNNEL_COLUMNS,
    END_OF_COLUMNS};

static const struct column by_interval[] = {
    {"rank", "", COLUMN_ONE, "of the store in the schedule, from 1"},
    {"store", "", COLUMN_ONE, "name of the store"},
    {"class", "", COLUMN_ONE, "of travellers; all: everybody"},
    INTERVAL_COLUMNS,
    {"n", "", COLUMN_ONE, "replications"},
    {"stored", "1", COLUMN_INTERVAL, "captured, or made, in the interval"},
    {"deleted", "1", COLUMN_INTERVAL, "deleted in it"},
    {"held", "1", COLUMN_INTERVAL, "held at its end"},
    END_OF_COLUMNS};

static const char *name_or_all(const struct input *in, enum name_kind kind,
                               int index)
{
    return index < 0 ? "all" : input_name(in, kind, index);
}

/* ---- the funnel ---- */

static void print_funnel(const struct holdings *h, const struct tallies *t,
                         int cell, struct tsv *out)
{
    const double *x[HOLDINGS];

    for (int k = 0; k < HOLDINGS; k++)
        x[k] = panel_at(&h->sum[k], cell, 0);
    for (int k = 0; k <= HOLDING_LONGER; k++)
        tallies_mean(t, x[k], out);
    tallies_share(t, x[HOLDING_LONGER], x[HOLDING_STORED], out);
    tallies_ratio(t, x[HOLDING_AGE], x[HOLDING_STORED], out);
    tsv_number(out, h->age_max[cell]);
    tallies_ratio(t, x[HOLDING_SINCE], x[HOLDING_CONFIRMED], out);
    tsv_number(out, panel_sum(&h->sum[HOLDING_CONFIRMED], cell) > 0
                        ? h->since_max[cell]
                        : NAN);
    tsv_end_row(out);
}

static void print_part(const struct holdings *h, const struct input *in,
                       const struct tallies *t, const int at[3],
                       struct tsv *out)
{
    int port = at[0], class = at[1], part = at[2];
    int cell = holdings_cell(h, port, class, part);

    if (cell < 0)
        return;
    tsv_count(out,
              port < 0 ? 0 : statistics_place(h->port, h->ports, port) + 1);
    tsv_text(out, name_or_all(in, NAMES_PORTS, port));
    tsv_text(out, input_name(in, NAMES_STORES, h->store[part]));
    tsv_text(out, name_or_all(in, NAMES_CLASSES, class));
    if (h->by_basis) {
        tsv_count(out, part + 1);
        tsv_text(out, input_name(in, NAMES_RETENTION, part));
    } else {
        tsv_text(out,
                 name_or_all(in, NAMES_IMAGE_WHYS, part % (h->whys + 1) - 1));
    }
    print_funnel(h, t, cell, out);
}

/* By why, parts go by the store; within it the classes one after another. */
static void print_port(const struct holdings *h, const struct input *in,
                       const struct tallies *t, int port, struct tsv *out)
{
    int stores = h->by_basis ? 1 : h->stores;
    int whys = stores ? h->parts / stores : 0;

    for (int store = 0; store < stores; store++)
        for (int class = -1; class < h->classes; class ++)
            for (int k = 0; k < whys; k++)
                print_part(h, in, t, (int[]){port, class, store * whys + k},
                           out);
}

static int print_totals(const struct input *in, struct tsv *out, bool basis)
{
    struct holdings h;
    struct tallies t;
    if (holdings_count(&h, in, basis) != 0)
        return -1;
    if (tallies_init(&t, in->replications) != 0) {
        holdings_release(&h);
        return -1;
    }
    tsv_note(out, "note",
             "whole run; an image is in every store that has a row for it; a "
             "row \"all\" holds those of the rows below it: do not add it to "
             "them");
    tsv_note(out, "note",
             "two clocks: age counts from the capture, since from the "
             "confirmation; stored = deleted + held");
    tsv_names(out, basis ? by_basis : by_why);
    tsv_end_row(out);
    for (int port = h.ports == 1 ? 0 : -1; port < h.ports; port++)
        print_port(&h, in, &t, port, out);
    tallies_release(&t);
    holdings_release(&h);
    return 0;
}

static int print_by_why(const struct input *in, struct tsv *out)
{
    return print_totals(in, out, false);
}

static int print_by_basis(const struct input *in, struct tsv *out)
{
    return print_totals(in, out, true);
}

/* ---- the stores by interval, all ports together ---- */

enum { FLOW_STORED, FLOW_DELETED, FLOWS };

static int count_flows(struct panel x[FLOWS], const struct input *in,
                       int classes, int stores)
{
    size_t rows;
    const struct images_held_row *row =
        input_rows(in, TABLE_images_held, &rows);

    for (int k = 0; k < FLOWS; k++)
        if (panel_init(&x[k], stores * (classes + 1), in->intervals,
                       in->replications, 0) != 0)
            return -1;
    for (size_t i = 0; i < rows; i++) {
        const struct images_held_row *r = &row[i];
        int slot = input_slot(in, r->replication);
        if (slot < 0 || r->store < 0 || r->store >= stores || r->class < 0 ||
            r->class >= classes || r->interval < 0 ||
            r->interval >= in->intervals)
            continue;
        for (int class = 0; class <= r->class + 1; class += r->class + 1) {
            int key = r->store * (classes + 1) + class;
            panel_at(&x[FLOW_STORED], key, r->interval)[slot] +=
                (double)r->stored;
            panel_at(&x[FLOW_DELETED], key, r->interval)[slot] +=
                (double)r->deleted;
        }
    }
    return 0;
}

static void print_line(const struct input *in, const struct panel x[FLOWS],
                       int store, int class, const struct tallies *t,
                       double *held, struct tsv *out)
{
    int key = store * (in->names->count[NAMES_CLASSES] + 1) + class + 1;

    for (int i = 0; i < in->replications; i++)
        held[i] = 0;
    for (int at = 0; at < in->intervals; at++) {
        const double *stored = panel_at(&x[FLOW_STORED], key, at);
        const double *deleted = panel_at(&x[FLOW_DELETED], key, at);
        for (int i = 0; i < in->replications; i++)
            held[i] += stored[i] - deleted[i];
        tsv_count(out, store + 1);
        tsv_text(out, input_name(in, NAMES_STORES, store));
        tsv_text(out, name_or_all(in, NAMES_CLASSES, class));
        program_interval(in, at, out);
        tsv_count(out, in->replications);
        tallies_mean(t, stored, out);
        tallies_mean(t, deleted, out);
        tallies_mean(t, held, out);
        tsv_end_row(out);
    }
}

static int print_by_interval(const struct input *in, struct tsv *out)
{
    int classes = in->names->count[NAMES_CLASSES];
    int stores = in->names->count[NAMES_STORES];
    struct panel x[FLOWS] = {{0}};
    struct tallies t = {0};
    double *held = malloc(((size_t)in->replications + 1) * sizeof *held);
    int bad = held == NULL || count_flows(x, in, classes, stores) != 0 ||
              tallies_init(&t, in->replications) != 0;

    if (!bad) {
        tsv_note(out, "note",
                 "all ports together; held is the sum of all stored less that "
                 "of all deleted by the end of the interval; no warm-up");
        tsv_names(out, by_interval);
        tsv_end_row(out);
        for (int s = 0; s < stores; s++)
            for (int class = -1; class < classes; class ++)
                if (panel_sum(&x[FLOW_STORED], s * (classes + 1) + class + 1) >
                    0)
                    print_line(in, x, s, class, &t, held, out);
    }
    free(held);
    tallies_release(&t);
    for (int k = 0; k < FLOWS; k++)
        panel_release(&x[k]);
    return bad ? -1 : 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_images, TABLE_images_held,
                                               TABLES};
    static const struct view views[] = {
        {"why", "retention 1", by_why, print_by_why},
        {"basis", "retention-by-basis 1", by_basis, print_by_basis},
        {"interval", "retention-by-interval 1", by_interval, print_by_interval},
        {NULL, NULL, NULL, NULL}};
    static const struct analysis retention = {
        "retention", "images captured, confirmed, deleted and kept",
        "What became of an image: matched, not-matched, wrong-person (taken "
        "for "
        "somebody else),\nmisjudged (an officer took its owner for an "
        "impostor), no-answer, not-asked; crossing is\nno image but a record "
        "of "
        "an entry or exit. A scenario without a schedule (<retention>)\nhas no "
        "rows. Intervals are 95%, over replications.\n",
        tables, views};
    return program_main(&retention, argc, argv);
}
