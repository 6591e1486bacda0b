#ifndef TESTS_SUPPORT_PLAYED_H
#define TESTS_SUPPORT_PLAYED_H

#include "sim/flow/flow.h"
#include "tests/support/loaded.h"

/*
 * played -- a scenario read from a text and run once, for tests of what exactly
 * happens. The test has a scratch folder (scratch.h), also for tables.
 *
 * Owns      everything; played_release()
 * Errors    what fails ends the test
 */
struct played {
    struct loaded loaded;
    struct scenario scenario;
    struct model *model;
    struct results results;
    struct milestone_log log;
    struct replications_row sum;
    char story[20000];
};

void played_run(struct played *x, const char *text);

/* Joins, starts, ends and leaves of the first port, a line each, in order of
 * time: "42 A2 starts booth": seconds, flow and party (".1": led by member 1).
 * In x. */
const char *played_story(struct played *x);

/* Milestones of the kinds in `kinds` in one line, "s0@1 e0@11.5": a letter each
 * (a arrive, j join, s start, r request, w answer, e end, l leave), the party
 * and seconds, in order of time, kind and party. In x. */
const char *played_line(struct played *x, const char *kinds);

/* Of all intervals together: rows of series and of ends. */
struct series_row played_series(const struct played *x, int station);
int64_t played_ended(const struct played *x, enum end_state end);

void played_release(struct played *x);

#endif
