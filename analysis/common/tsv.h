#ifndef ANALYSIS_TSV_H
#define ANALYSIS_TSV_H

#include <stdio.h>

#include "analysis/common/statistics.h"

/*
 * tsv -- a table as text: lines that begin with "#", one line of column names,
 * rows; cells are parted by tabs.
 *
 * Units     in brackets behind a column's name
 * Owns      nothing; the stream is the caller's
 * Errors    none here: ask the stream at the end (ferror)
 * Threads   one thread per table
 *
 * pandas reads it with sep="\t", comment="#"; gnuplot with separator tab. What
 * is not known is written nan.
 */
enum column_kind {
    COLUMN_ONE,      /* one cell */
    COLUMN_INTERVAL, /* an estimate: NAME, NAME_lo, NAME_hi */
    COLUMN_BAND      /* and over replications: NAME_q05, NAME_q95 */
};

struct column {
    const char *name; /* NULL ends a list */
    const char *unit; /* "" where there is none */
    enum column_kind kind;
    const char *meaning; /* for --help */
};

struct tsv {
    FILE *out;
    int cells; /* of the row in work */
};

/* "# key: text"; control characters in the text become blanks. */
void tsv_note(struct tsv *t, const char *key, const char *text);

/* Column names of a list, as cells of the row in work. */
void tsv_names(struct tsv *t, const struct column *list);

void tsv_text(struct tsv *t, const char *text);
void tsv_count(struct tsv *t, long long count);
void tsv_number(struct tsv *t, double x); /* 6 significant digits, or nan */
/* Of what cannot be negative (counts, times, shares): lo ends at 0. */
void tsv_estimate(struct tsv *t, const struct estimate *e,
                  enum column_kind kind);
void tsv_end_row(struct tsv *t);

/* The list as people read it, for --help. */
void tsv_explain(FILE *out, const struct column *list);

#endif
