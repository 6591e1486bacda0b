#ifndef TESTS_SUPPORT_AGREE_H
#define TESTS_SUPPORT_AGREE_H

#include <stdbool.h>
#include <stdio.h>

#include "tests/support/naive.h"

/*
 * agree -- does the engine agree with the naive simulator on a scenario?
 *
 * Errors    the first difference of each kind goes to `out`, with the two
 *           lists around it
 */
struct agree_count {
    long scenarios, milestones, travellers;
    long met[MEETINGS][MEETINGS];
    long cases[CASES];
};

struct flow_worker;

/* Milestone by milestone, then row by row; adds to *count. */
bool agree(struct flow_worker *w, const struct scenario *s, int replication,
           struct agree_count *count, FILE *out);

/* Take out of a scenario that differs, in place, what it can do without. */
void agree_shrink(struct flow_worker *w, const struct scenario *s,
                  int replication);

/* The rows of all tables alone. */
bool agree_rows(const struct results *engine, const struct naive *n, FILE *out);

/* Random scenarios [from, to); of each that differs the least that does is
 * printed; stops after
 * three that do. Returns how many differ. */
int agree_on_random(uint64_t from, uint64_t to, struct agree_count *count,
                    FILE *out);

/* What met in one microsecond of one port, and what else was seen; how many
 * pairs that can meet (as the rules stand) never did, and cases never were. */
int agree_print_met(const struct agree_count *count, FILE *out);

#endif
