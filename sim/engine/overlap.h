#ifndef SIM_ENGINE_OVERLAP_H
#define SIM_ENGINE_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/quantity.h"

/*
 * overlap -- proof that nobody had to wait at queues that many threads filled
 * as if each were endless: in no bin of time do more stays overlap than there
 * are places. It may fail where nobody waited; it never holds where somebody
 * did. Stays that begin beyond `until` overlap, as far as it can tell.
 *
 * Model     docs/design.md, "Ports apart"
 * Units     simtime, 0 <= began < left
 * Owns      its counts, used again; a zeroed one is valid, overlap_release()
 * Errors    overlap_begin(): -1: memory
 * Threads   overlap_add() from any of them where they share it, else from one;
 *           overlap_within() from any
 */
struct overlap {
    int8_t *change; /* of those present, by queue, then by bin */
    size_t capacity;
    size_t bins; /* of each queue, the last for all that begins beyond */
    int shift;   /* a bin is 2^shift us */
    bool shared; /* by several threads */
    bool full;   /* a bin could not count on: no proof */
};

int overlap_begin(struct overlap *c, int queues, simtime until, bool shared);
void overlap_release(struct overlap *c);

/* One thread needs no locked instruction. */
static inline void overlap_count(struct overlap *c, int8_t *bin, int8_t by)
{
    int8_t was;

    if (c->shared)
        was = __atomic_fetch_add(bin, by, __ATOMIC_RELAXED);
    else
        was = *bin, *bin = (int8_t)(was + by);
    if (was == INT8_MAX || was == INT8_MIN)
        __atomic_store_n(&c->full, true, __ATOMIC_RELAXED);
}

static inline void overlap_add(struct overlap *c, int queue, simtime began,
                               simtime left)
{
    int8_t *of = c->change + (size_t)queue * c->bins;
    size_t first = (size_t)(began >> c->shift);
    size_t after = (size_t)((left - 1) >> c->shift) + 1;

    if (first >= c->bins) /* an outage lasts beyond the end */
        first = c->bins - 1;
    /* In this order another thread rather sees too few than too many. */
    if (after < c->bins)
        overlap_count(c, &of[after], -1);
    overlap_count(c, &of[first], 1);
}

/* So far, at most `places` in every bin. */
bool overlap_within(const struct overlap *c, int queue, int places);

#endif
