#ifndef MODELS_QUANTILE_H
#define MODELS_QUANTILE_H

#include "models/distribution.h"

/*
 * quantile -- a distribution as a table that is read in integers, so that one
 * uniform makes one variate in a few nanoseconds and to the same microsecond on
 * every machine.
 *
 * Model     docs/model.md#quantile-tables
 * Units     microseconds; u is a 53-bit integer, uniform on [0, 2^53)
 * Owns      its table: malloc'd by quantile_init, freed by quantile_release
 * Errors    quantile_init returns -1 when memory is short
 * Threads   read-only after init
 *
 * u stands for the middle of its cell: p = (u + 1/2) / 2^53. With
 * v = min(u, 2^53 - 1 - u) and w = 2 v + 1, the lesser of p and 1 - p is
 * exactly w / 2^54, and both sides are treated alike. Nodes stand at the lesser
 * probability 2^-o (1 + i / 64), octaves o = 2..31, i = 0..63, and at 1/2;
 * between them the value is linear, which makes the mean too large by at most
 * 1e-5 times the mean or the sd. Nodes are rounded to 24 significant bits.
 * Where the lesser probability is below 2^-31 the exact quantile is computed
 * and rounded to 24 bits likewise.
 */
enum {
    QUANTILE_BITS = 53,    /* of u */
    QUANTILE_OCTAVES = 30, /* a side */
    QUANTILE_STEPS = 64,   /* nodes an octave, 2^6 */
    QUANTILE_LAST = 52,    /* log2 of the greatest w, rounded down */
    QUANTILE_FIRST = QUANTILE_LAST - QUANTILE_OCTAVES + 1, /* least in table */
    QUANTILE_SIDE = QUANTILE_OCTAVES * QUANTILE_STEPS + 1, /* nodes a side */
    QUANTILE_NODES = 2 * QUANTILE_SIDE
};

/* No variate is greater: 36,500 years, and a sum of two is no overflow. */
#define QUANTILE_MOST (INT64_C(1) << 60)

struct quantile {
    int64_t *node;    /* side of p, then side of 1 - p, both from the tail to
                         the median; half a microsecond is added, so that a
                         shift rounds. NULL for a constant: no draw is needed */
    simtime constant; /* the value where node is NULL, at least 0 */
    int scale;        /* nodes are in 2^-scale us */
    uint64_t digest;  /* of the nodes, or of the constant */
    struct distribution of;
};

/* Nodes in units of their distribution, worked out once for all that differ in
 * it alone; zeroed before the first, released with quantile_forms_release(). */
struct quantile_forms {
    int count;
    struct quantile_form {
        enum distribution_family family;
        double number; /* distribution_form(); NaN: like no other */
        double *node;
    } * form;
};

/* d has passed distribution_check(). A trace's value is no draw: constant 0.
 * `known` may be NULL. */
int quantile_init(struct quantile *q, const struct distribution *d,
                  struct quantile_forms *known);
void quantile_forms_release(struct quantile_forms *known);
void quantile_release(struct quantile *q);

/* The exact value for w < 2^QUANTILE_FIRST; quantile_at() calls it. */
simtime quantile_tail(const struct quantile *q, uint64_t w, bool upper);

__extension__ typedef __int128 quantile_product;

/* The variate of uniform u, rounded to 1 us, never below 0. */
static inline simtime quantile_at(const struct quantile *q, uint64_t u)
{
    if (!q->node)
        return q->constant;
    uint64_t upper = u >> (QUANTILE_BITS - 1);
    uint64_t flip = -upper & ((UINT64_C(1) << QUANTILE_BITS) - 1);
    uint64_t w = 2 * (u ^ flip) + 1;
    int log2 = __builtin_clzll(w) ^ 63;
    if (__builtin_expect(log2 < QUANTILE_FIRST, 0))
        return quantile_tail(q, w, upper);
    /* w = 2^(log2 - 6) * (64 + i + fraction), fraction in 2^-64 */
    const int64_t *n = q->node + upper * QUANTILE_SIDE +
                       (uint64_t)(log2 - QUANTILE_FIRST - 1) * QUANTILE_STEPS +
                       (w >> (log2 - 6));
    uint64_t fraction = w << (70 - log2);
    int64_t rise = (int64_t)((quantile_product)(n[1] - n[0]) * fraction >> 64);
    return (n[0] + rise) >> q->scale;
}

#endif
