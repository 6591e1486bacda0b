#ifndef MODELS_QUANTILE_H
#define MODELS_QUANTILE_H

#include "models/distribution.h"

/*
 * quantile -- a distribution as a table that is read in integers, so that one
 * uniform makes one variate in a few nanoseconds and to the same microsecond on
 * every machine.
 *
 * Model     docs/model.md#quantile-tables: octaves of min(u, 1 - u), 64 nodes
 *           an octave, linear between nodes; nodes rounded to 24 significant
 *           bits; tails beyond 2^-30 from the exact quantile function
 * Units     microseconds; u is a 53-bit integer, uniform on [0, 2^53)
 * Owns      its table: malloc'd by quantile_init, freed by quantile_release
 * Errors    quantile_init returns -1 when memory is short
 * Threads   read-only after init
 */
struct quantile {
    struct distribution of;
    int64_t *node;     /* NULL for a constant: no draw is needed */
    simtime constant;  /* the value where node is NULL, at least 0 */
    int scale;         /* nodes are in 2^-scale us */
    uint64_t digest;   /* of the nodes, or of the constant */
};

int quantile_init(struct quantile *q, const struct distribution *d);
void quantile_release(struct quantile *q);

/* The variate of uniform u, rounded to 1 us, never below 0. */
simtime quantile_at(const struct quantile *q, uint64_t u);

#endif
