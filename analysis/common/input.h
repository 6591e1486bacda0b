#ifndef ANALYSIS_INPUT_H
#define ANALYSIS_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "models/diag.h"
#include "sim/io/results/resolved.h"
#include "sim/io/results/results_file.h"
#include "sim/ledger/results.h"

/*
 * input -- what an analysis reads of one results file.
 *
 * Units     as in sim/ledger/tables.h; clock times are those of the scenario's
 *           clock, on which time 0 is midnight
 * Owns      everything it points to; release with input_release()
 * Errors    input_read(): 0, or -1, reported
 * Threads   one
 *
 * Analyses compute from this struct alone, so that tests fill it by hand.
 */
struct input {
    const char *file; /* without its folder */
    const struct results_about *about;
    const struct name_table *names;
    struct resolved scenario;
    struct results tables; /* those that were asked for */
    int replications;      /* in the file */
    const int32_t *number; /* of each, ascending; NULL: 0, 1, 2, ... */
    int intervals;

    struct results_reader *reader;
    struct arena arena;
};

/* `table`: those to read, ended by TABLES; replications and waits_totals are
 * read in any case. */
int input_read(struct input *in, const char *path,
               const enum result_table *table, struct diag *d);
void input_release(struct input *in);

/* Rows of a table that was read, as an array of struct stem_row. */
const void *input_rows(const struct input *in, enum result_table t,
                       size_t *count);

/* Place of a replication number among those of the file; -1: not there. */
int input_slot(const struct input *in, int32_t replication);

/* Name `index` of a kind; "(none)" for -1 and other numbers without a name. */
const char *input_name(const struct input *in, enum name_kind kind, int index);

/* Start of an interval, h since the first midnight, and as clock "HH:MM". */
double input_hour(const struct input *in, int interval);
void input_clock(const struct input *in, int interval, char text[6]);

/* Length of an interval, us; the last of a run may be shorter. */
int64_t input_span(const struct input *in, int interval);

/* Intervals that begin before the warm-up ends have no waits and series. */
bool input_warm(const struct input *in, int interval);

#endif
