/*
 * Builds quantile tables. A node is rounded to 24 bits before it is used: two
 * mathematical libraries that differ in a double's last bit then agree on all
 * but one node in a hundred million, and the digest tells where they do not.
 */
#include "models/quantile.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "models/gamma.h"

enum { NODE_BITS = 24, SCALE_MOST = 32 };
enum { BLOCK = 32 }; /* nodes that share one series of the gamma quantile */

/* x >= 0 to 24 significant bits, half to even, QUANTILE_MOST at most. */
static double round_node(double x)
{
    int exponent;
    assert(x >= 0);
    double mantissa = frexp(x, &exponent);
    x = ldexp(nearbyint(ldexp(mantissa, NODE_BITS)), exponent - NODE_BITS);
    return x < (double)QUANTILE_MOST ? x : (double)QUANTILE_MOST;
}

static double quantile_of(const struct distribution *d, double lesser,
                          bool upper)
{
    return upper ? distribution_quantile(d, 1 - lesser, lesser)
                 : distribution_quantile(d, lesser, 1 - lesser);
}

/* The lesser probability at node i of a side. */
static double lesser_at(int i)
{
    return ldexp(QUANTILE_STEPS + i % QUANTILE_STEPS,
                 i / QUANTILE_STEPS + QUANTILE_FIRST - 54 - 6);
}

/* Gamma nodes [from, from + BLOCK) of a side by one series; false: none. */
static bool fill_block(const struct distribution *d, bool upper, int from,
                       double *value)
{
    double shape = distribution_gamma_shape(d);
    double low = lesser_at(from), high = lesser_at(from + BLOCK - 1);
    double centre = (low + high) / 2;
    struct gamma_series s;
    if (!gamma_series_init(&s, shape, upper ? 1 - centre : centre,
                           upper ? centre : 1 - centre, (high - low) / 2))
        return false;
    for (int i = from; i < from + BLOCK; i++)
        value[i] = d->mean / shape * gamma_series_at(&s, lesser_at(i));
    return true;
}

static void fill_side(const struct distribution *d, bool upper, double *value)
{
    bool is_gamma = !isnan(distribution_gamma_shape(d));
    for (int from = 0; from < QUANTILE_SIDE - 1; from += BLOCK) {
        if (is_gamma && fill_block(d, upper, from, value))
            continue;
        for (int i = from; i < from + BLOCK; i++)
            value[i] = quantile_of(d, lesser_at(i), upper);
    }
    value[QUANTILE_SIDE - 1] = distribution_quantile(d, 0.5, 0.5);
}

/* The finest unit in which the greatest node stays below 2^61. */
static int scale_for(double greatest)
{
    int exponent;
    frexp(greatest, &exponent);
    int scale = 61 - exponent;
    return scale < SCALE_MOST ? scale : SCALE_MOST;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x100000001b3); /* FNV-1a, by words */
    return hash ^ hash >> 29;
}

static bool is_constant(const struct distribution *d)
{
    return d->family == DIST_CONSTANT || d->family == DIST_TRACE ||
           ((d->family == DIST_UNIFORM || d->family == DIST_TRIANGULAR) &&
            d->low == d->high);
}

int quantile_init(struct quantile *q, const struct distribution *d)
{
    assert(!distribution_check(d));
    *q = (struct quantile){.of = *d, .digest = UINT64_C(0xcbf29ce484222325)};
    if (is_constant(d)) {
        if (d->family != DIST_TRACE)
            q->constant = (simtime)nearbyint(distribution_mean(d));
        q->digest = mix(q->digest, (uint64_t)q->constant);
        return 0;
    }
    double *value = malloc(QUANTILE_NODES * sizeof *value);
    q->node = malloc(QUANTILE_NODES * sizeof *q->node);
    if (!value || !q->node) {
        free(value);
        quantile_release(q);
        return -1;
    }
    fill_side(d, false, value);
    fill_side(d, true, value + QUANTILE_SIDE);
    q->scale = scale_for(round_node(value[QUANTILE_SIDE]));
    int64_t half = q->scale > 0 ? INT64_C(1) << (q->scale - 1) : 0;
    q->digest = mix(q->digest, (uint64_t)q->scale);
    for (int i = 0; i < QUANTILE_NODES; i++) {
        q->node[i] = (int64_t)nearbyint(ldexp(round_node(value[i]), q->scale));
        q->node[i] += half;
        q->digest = mix(q->digest, (uint64_t)q->node[i]);
    }
    free(value);
    return 0;
}

void quantile_release(struct quantile *q)
{
    free(q->node);
    q->node = NULL;
}

simtime quantile_tail(const struct quantile *q, uint64_t w, bool upper)
{
    double lesser = ldexp((double)w, -QUANTILE_BITS - 1);
    return (simtime)nearbyint(round_node(quantile_of(&q->of, lesser, upper)));
}
