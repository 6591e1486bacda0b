#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>

#include "tests/bench/yardstick.h"

/*
 * bench -- the rows of docs/benchmarks.md: what is timed, what it gave, and the
 * page.
 *
 * Owns      nothing
 * Errors    -1: said on stderr
 * Threads   one
 */

/* What a row's value is. */
enum value {
    RATE,    /* travellers in a second of processor time, millions */
    SIDE,    /* the same in a second of the clock, on two cores */
    SECONDS, /* of the clock, on two cores */
    WRITING, /* processor time for a row of a traveller, us */
    START,   /* processor time, ms: a whole run in which hardly anybody comes */
    LINEAR,  /* time for a traveller beside that of the row's reference */
    RESIDENT, /* memory of a run beside that of the row's reference */
    VALUES
};
extern const char *const value_units[VALUES];
bool value_more_is_better(enum value v);

/* Yardsticks, in millions of customers a second: where the figures of `reach`
 * and `aim` were set, and now. */
enum { BY_MM1, BY_MM20, BY_TANDEM, MEASURES };
struct measure {
    const struct line *line;
    double there, now;
    double wait, margin; /* mean wait in the first queue, as theory has it */
};

struct row {
    const char *name, *scenario;
    enum value value;
    int by; /* measure; not for LINEAR and RESIDENT */
    double reach, aim;
    bool takes_long;
    const char *set[2], *reference[2]; /* "XPATH=VALUE" */
};

enum { ROWS = 15 };
extern const struct row rows[ROWS];

/* A finished row. */
struct figure {
    const struct row *row;
    double value, resident;   /* MB */
    double ratio, reach, aim; /* with the yardstick taken out */
};

/* One more section behind what stands on the page. */
int page_append(const char *page, const char *commit,
                const struct measure measure[MEASURES],
                const struct figure *figure, int figures);

#endif
