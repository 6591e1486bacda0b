/* overlap -- how many stays overlap in a bin of time, at most. */
#include "sim/engine/overlap.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHIFT_LEAST = 17,   /* 131 ms: finer proves little more */
    BINS_MOST = 1 << 25 /* of all queues: 32 MB */
};

int overlap_begin(struct overlap *c, int queues, simtime until, bool shared)
{
    size_t most = BINS_MOST / (queues ? (size_t)queues : 1);

    c->shared = shared;
    c->full = false;
    c->shift = SHIFT_LEAST;
    while ((size_t)(until >> c->shift) + 2 > most)
        c->shift++;
    c->bins = (size_t)(until >> c->shift) + 2;
    size_t all = c->bins * (size_t)queues;
    if (all > c->capacity) {
        free(c->change);
        c->change = malloc(all * sizeof *c->change);
        c->capacity = c->change ? all : 0;
    }
    if (!c->change && all)
        return -1;
    if (all)
        memset(c->change, 0, all * sizeof *c->change);
    return 0;
}

void overlap_release(struct overlap *c)
{
    free(c->change);
    *c = (struct overlap){0};
}

bool overlap_within(const struct overlap *c, int queue, int places)
{
    const int8_t *of = c->change + (size_t)queue * c->bins;
    int64_t present = 0, most = 0;

    for (size_t i = 0; i < c->bins; i++) {
        present += __atomic_load_n(&of[i], __ATOMIC_RELAXED);
        most = present > most ? present : most;
    }
    return most <= places && !__atomic_load_n(&c->full, __ATOMIC_RELAXED);
}
