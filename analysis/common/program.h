#ifndef ANALYSIS_PROGRAM_H
#define ANALYSIS_PROGRAM_H

#include "analysis/common/input.h"
#include "analysis/common/tsv.h"

/*
 * program -- the main function that all analyses share: one results file in,
 * one table on standard output.
 *
 * Errors    exit 0 done, 2 usage, 4 a file that cannot be read or written,
 *           5 memory
 */
struct analysis {
    const char *name;    /* as in "poesim NAME" */
    const char *summary; /* one line */
    const char *more;    /* paragraphs of --help behind the columns */
    const enum result_table *table; /* to read; ended by TABLES */
    const struct view {
        const char *by;     /* --by BY; NULL ends the list; the first is what
                               one gets without --by */
        const char *format; /* "waits 1" */
        const struct column *column;
        /* Notes, names and rows; 0, or -1 when memory is short. */
        int (*print)(const struct input *in, struct tsv *out);
    } * view;
};

/* What every table by interval has: number, start, clock. */
#define INTERVAL_COLUMNS                                                       \
    {"interval", "", COLUMN_ONE, "number of the interval, from 0"},            \
        {"start", "h", COLUMN_ONE, "its start, since the first midnight"},     \
    {                                                                          \
        "clock", "", COLUMN_ONE, "its start on the scenario's clock, HH:MM"    \
    }
void program_interval(const struct input *in, int interval, struct tsv *out);

#define END_OF_COLUMNS                                                         \
    {                                                                          \
        NULL, NULL, COLUMN_ONE, NULL                                           \
    }

/* The exit code, or 4, reported, where standard output took not everything. */
int program_close(const char *name, int code);

/* "--help", "-h" or "--version" somewhere: answered, and nothing else is done.
 */
bool program_asked(int argc, char **argv, void (*help)(void));

int program_main(const struct analysis *a, int argc, char **argv);

#endif
