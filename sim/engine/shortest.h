#ifndef SIM_ENGINE_SHORTEST_H
#define SIM_ENGINE_SHORTEST_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/engine/arena.h"

/*
 * shortest -- many queues side by side, each before a place: which is the
 * shortest, the first whose place is free, and so on.
 *
 * Model     docs/design.md, "Queues of their own"
 * Owns      nothing: it lies in the caller's arena
 * Errors    shortest_begin(): 0, or -1, memory was short
 *
 * Sixteen queues, sixteen of these, and so on have a summary each, so that any
 * question and any change look at 16 per level, and at 64 of the highest; up to
 * 64 queues have none and are looked through.
 */
enum { SHORTEST_LEVELS = 8, SHORTEST_FAN = 4 /* bits */ };

enum shortest_is {                      /* bits */
                   SHORTEST_FREE = 1,   /* its place is */
                   SHORTEST_QUEUED = 2, /* somebody is */
                   SHORTEST_READY = 4   /* both */
};

struct shortest {
    uint32_t n;
    int levels; /* of summaries */
    struct shortest_queue {
        uint32_t queued;
        bool held; /* the place */
    } * queue;
    struct shortest_sum {
        uint32_t least; /* queued, and one if held */
        uint32_t are;   /* any of them: enum shortest_is */
    } * sum[SHORTEST_LEVELS];
};

/* n > 0; all are empty and free. */
int shortest_begin(struct shortest *s, struct arena *a, uint32_t n);

/* Somebody joins queue k, or leaves it; its place is held, or no more. */
void shortest_join(struct shortest *s, uint32_t k);
void shortest_quit(struct shortest *s, uint32_t k);
void shortest_hold(struct shortest *s, uint32_t k, bool held);

/* Of queues 0 to end - 1 (end > 0): with the fewest, one for a place that is
 * held; the first of equals. */
uint32_t shortest_least(const struct shortest *s, uint32_t end);

/* The first of `from` to end - 1 that is so; -1: none. */
int64_t shortest_first(const struct shortest *s, uint32_t from, uint32_t end,
                       enum shortest_is is);

#endif
