/*
 * poesim throughput -- travellers who come to and leave each port, by interval.
 *
 * Reads     arrivals, ends
 * Prints    one row per port and interval; ports as in the scenario
 */
#include <stdio.h>

#include "analysis/common/passage.h"
#include "analysis/common/program.h"

static const struct column columns[] = {
    {"rank", "", COLUMN_ONE, "of the port by travellers; 1: the busiest"},
    {"port", "", COLUMN_ONE, "name of the port"},
    INTERVAL_COLUMNS,
    {"n", "", COLUMN_ONE, "replications"},
    {"arrivals", "persons", COLUMN_INTERVAL, "came to the port"},
    {"END-STATE", "persons", COLUMN_INTERVAL,
     "ended so: admitted, departed, ... a column each"},
    END_OF_COLUMNS};

/* The last column stands for one per end state of the file. */
static void print_names(const struct input *in, struct tsv *out)
{
    struct column one[] = {columns[0], END_OF_COLUMNS};
    const struct column *c = columns;
    for (; c[1].name != NULL; c++) {
        one[0] = *c;
        tsv_names(out, one);
    }
    one[0] = *c;
    for (int s = 0; s < in->names->count[NAMES_END_STATES]; s++) {
        one[0].name = in->names->name[NAMES_END_STATES][s];
        tsv_names(out, one);
    }
    tsv_end_row(out);
}

static int print(const struct input *in, struct tsv *out)
{
    struct passage p;
    if (passage_count(&p, in) != 0)
        return -1;
    char text[160], last[40] = "";
    int64_t every = in->about->interval_us;
    int64_t rest = in->intervals ? input_span(in, in->intervals - 1) : every;
    if (rest < every)
        snprintf(last, sizeof last, " (the last: %g min)",
                 (double)rest / (double)US_PER_MIN);
    snprintf(text, sizeof text,
             "persons per interval of %g min%s: mean over replications and its "
             "95%% interval (Student t)",
             (double)every / (double)US_PER_MIN, last);
    tsv_note(out, "note", text);
    print_names(in, out);
    for (int port = 0; port < p.ports; port++)
        for (int at = 0; at < in->intervals; at++) {
            tsv_count(out, statistics_place(p.port, p.ports, port) + 1);
            tsv_text(out, in->names->name[NAMES_PORTS][port]);
            program_interval(in, at, out);
            tsv_count(out, in->replications);
            struct estimate e =
                estimate_of(panel_at(&p.arrivals, port, at), in->replications);
            tsv_estimate(out, &e, COLUMN_INTERVAL);
            for (int s = 0; s < p.states; s++) {
                e = estimate_of(panel_at(&p.ends, port * p.states + s, at),
                                in->replications);
                tsv_estimate(out, &e, COLUMN_INTERVAL);
            }
            tsv_end_row(out);
        }
    passage_release(&p);
    return 0;
}

int main(int argc, char **argv)
{
    static const enum result_table tables[] = {TABLE_arrivals, TABLE_ends,
                                               TABLES};
    static const struct view views[] = {
        {"interval", "throughput 1", columns, print}, {NULL, NULL, NULL, NULL}};
    static const struct analysis throughput = {
        "throughput", "travellers who come to and leave each port, by interval",
        "Means are over replications, with Student's t. Who was inside at the "
        "end counts as\nstill-inside in the last interval. The clock is that "
        "of the scenario at its start.\n",
        tables, views};
    return program_main(&throughput, argc, argv);
}
