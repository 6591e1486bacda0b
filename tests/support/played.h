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

/* The same of a scenario without tables, and without the story of who did what:
 * no scratch folder is needed. */
void played_text(struct played *x, const char *text);

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

/* ---- tables ---- */

/* In the order of flow, party and member. */
const struct travellers_row *played_travellers(const struct played *o, int *n);

/* The index of a name, which is there. */
int played_number(const struct played *o, enum name_kind kind,
                  const char *name);

struct captures {
    int64_t transactions, images, not_in_scope, opt_outs, mishandled, refused;
};

/* Of a station, or NULL: of all. */
struct captures played_captures(const struct played *o, const char *station);

/* Travellers with a cause, or NULL: with any. */
int64_t played_caused(const struct played *o, const char *cause);

/* Inspections at a station, of those with a result before or NULL: of all. */
struct inspections_row played_inspected(const struct played *o,
                                        const char *station,
                                        const char *result);

/* Differs where other travellers came. */
uint64_t played_arrivals(const struct played *o);

/* |z| < 4.5 of n with probability p. */
void is_binomial(int64_t count, int64_t n, double p);

void played_release(struct played *x);

#endif
