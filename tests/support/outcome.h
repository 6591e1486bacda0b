#ifndef TESTS_SUPPORT_OUTCOME_H
#define TESTS_SUPPORT_OUTCOME_H

#include "sim/flow/flow.h"
#include "tests/support/loaded.h"

/*
 * outcome -- one run of a scenario, and what tests ask of it.
 *
 * Owns      everything; outcome_release()
 * Errors    the test fails
 */
struct outcome {
    struct loaded loaded;
    struct scenario scenario;
    struct model *model;
    struct results results;
};

/* Replication 0 of a scenario's text, with its travellers. */
void outcome_run(struct outcome *o, const char *text);
void outcome_release(struct outcome *o);

/* In the order of flow, party and member. */
const struct travellers_row *outcome_travellers(const struct outcome *o,
                                                int *n);

/* The index of a name, which is there. */
int outcome_number(const struct outcome *o, enum name_kind kind,
                   const char *name);

struct captures {
    int64_t transactions, images, not_in_scope, opt_outs, mishandled, refused;
};

/* Of a station, or NULL: of all. */
struct captures outcome_captures(const struct outcome *o, const char *station);

/* Travellers with a cause, or NULL: with any. */
int64_t outcome_caused(const struct outcome *o, const char *cause);

/* Inspections at a station, of those with a result before or NULL: of all. */
struct inspections_row outcome_inspected(const struct outcome *o,
                                         const char *station,
                                         const char *result);

/* Differs where other travellers came. */
uint64_t outcome_arrivals(const struct outcome *o);

/* |z| < 4.5 of n with probability p. */
void is_binomial(int64_t count, int64_t n, double p);

#endif
