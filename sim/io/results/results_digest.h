#ifndef SIM_IO_RESULTS_RESULTS_DIGEST_H
#define SIM_IO_RESULTS_RESULTS_DIGEST_H

#include <stdbool.h>

#include "sim/ledger/results.h"

/*
 * results_digest -- rows in a few numbers that tell what differs between runs.
 *
 * Model     docs/design.md#digests: sums over rows of hashes of their columns,
 *           so that neither the order of rows nor of replications matters
 * Units     none; a zeroed digest is that of no rows
 * Owns      nothing
 * Errors    none
 * Threads   pure
 */
struct results_digest {
    uint64_t arrivals; /* who came, when: with model_quantile_digest() what was
                          drawn for them */
    uint64_t events;   /* milestones and their counts */
    struct {
        uint64_t rows;
        uint64_t counters; /* whole numbers, but those above */
        uint64_t derived;  /* the others, with the whole numbers that say whose
                              they are; 0: the table has none */
    } table[TABLES];
};

void results_digest_add(struct results_digest *d, const struct results *r);

/* Of one table alone. */
void results_digest_rows(struct results_digest *d, enum result_table t,
                         const struct rows *rows);

/* Has the table numbers that are not whole? */
bool results_digest_derives(enum result_table t);

#endif
