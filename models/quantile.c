/*
 * Builds quantile tables. A node is rounded to 24 bits before it is used: two
 * mathematical libraries that differ in a double's last bit then agree on all
 * but one node in a hundred million, and the digest tells where they do not.
 */
#include "models/quantile.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/gamma.h"

enum { NODE_BITS = 24, SCALE_MOST = 32 };
enum { BLOCK = 32 }; /* nodes that share one series of the gamma quantile */

/* x >= 0 to 24 significant bits, half to even, QUANTILE_MOST at most. (A double
 * has 53; to add to its bits is to round up where they carry.) */
static double round_node(double x)
{
    enum { REST = 53 - NODE_BITS };
    uint64_t bits;
    assert(x >= 0);
    memcpy(&bits, &x, sizeof bits);
    bits += (UINT64_C(1) << (REST - 1)) - 1 + (bits >> REST & 1);
    bits &= ~((UINT64_C(1) << REST) - 1);
    memcpy(&x, &bits, sizeof x);
    return x < (double)QUANTILE_MOST ? x : (double)QUANTILE_MOST;
}

static double multiple_of(const struct distribution *d, double lesser,
                          bool upper)
{
    return upper ? distribution_in_units(d, 1 - lesser, lesser)
                 : distribution_in_units(d, lesser, 1 - lesser);
}

/* The lesser probability at node i of a side, where the octave begins at
 * `octave`. */
static double lesser_at(double octave, int i)
{
    return octave * (QUANTILE_STEPS + i % QUANTILE_STEPS);
}

/* Nodes [from, from + BLOCK) of a side, in units; gammas by one series, where
 * that is good. */
static void fill_block(const struct distribution *d, bool upper, int from,
                       double *value)
{
    double octave = ldexp(1, from / QUANTILE_STEPS + QUANTILE_FIRST - 54 - 6);
    double shape = distribution_gamma_shape(d);
    double low = lesser_at(octave, from);
    double high = lesser_at(octave, from + BLOCK - 1);
    double centre = (low + high) / 2;
    struct gamma_series s;
    bool series =
        !isnan(shape) &&
        gamma_series_init(&s, shape, upper ? 1 - centre : centre,
                          upper ? centre : 1 - centre, (high - low) / 2);
    for (int i = from; i < from + BLOCK; i++)
        value[i] = series ? gamma_series_at(&s, lesser_at(octave, i))
                          : multiple_of(d, lesser_at(octave, i), upper);
}

static void fill_side(const struct distribution *d, bool upper, double *value)
{
    for (int from = 0; from < QUANTILE_SIDE - 1; from += BLOCK)
        fill_block(d, upper, from, value);
    value[QUANTILE_SIDE - 1] = distribution_in_units(d, 0.5, 0.5);
}

/* The nodes in units, as worked out before or now; NULL: memory. */
static const double *multiples(struct quantile_forms *known,
                               const struct distribution *d)
{
    double form = distribution_form(d);

    for (int i = 0; i < known->count; i++)
        if (known->form[i].family == d->family && known->form[i].number == form)
            return known->form[i].node;
    struct quantile_form *more =
        realloc(known->form, ((size_t)known->count + 1) * sizeof *more);
    double *node = malloc(QUANTILE_NODES * sizeof *node);
    if (more)
        known->form = more;
    if (!more || !node) {
        free(node);
        return NULL;
    }
    fill_side(d, false, node);
    fill_side(d, true, node + QUANTILE_SIDE);
    more[known->count++] = (struct quantile_form){d->family, form, node};
    return node;
}

void quantile_forms_release(struct quantile_forms *known)
{
    for (int i = 0; i < known->count; i++)
        free(known->form[i].node);
    free(known->form);
    *known = (struct quantile_forms){0};
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

/* The table of `unit` times the multiples. */
static void fill_table(struct quantile *q, double unit, const double *multiple)
{
    q->scale = scale_for(round_node(unit * multiple[QUANTILE_SIDE]));
    int64_t half = q->scale > 0 ? INT64_C(1) << (q->scale - 1) : 0;
    double fine = ldexp(1, q->scale);
    q->digest = mix(q->digest, (uint64_t)q->scale);
    for (int i = 0; i < QUANTILE_NODES; i++) {
        double node = round_node(unit * multiple[i]);
        q->node[i] = (int64_t)nearbyint(node * fine) + half;
        q->digest = mix(q->digest, (uint64_t)q->node[i]);
    }
}

int quantile_init(struct quantile *q, const struct distribution *d,
                  struct quantile_forms *known)
{
    assert(!distribution_check(d));
    *q = (struct quantile){.of = *d, .digest = UINT64_C(0xcbf29ce484222325)};
    if (is_constant(d)) {
        if (d->family != DIST_TRACE)
            q->constant = (simtime)nearbyint(distribution_mean(d));
        q->digest = mix(q->digest, (uint64_t)q->constant);
        return 0;
    }
    struct quantile_forms own = {0};
    const double *multiple = multiples(known ? known : &own, d);
    q->node = malloc(QUANTILE_NODES * sizeof *q->node);
    if (multiple && q->node)
        fill_table(q, distribution_unit(d), multiple);
    else
        quantile_release(q);
    quantile_forms_release(&own);
    return q->node ? 0 : -1;
}

void quantile_release(struct quantile *q)
{
    free(q->node);
    q->node = NULL;
}

simtime quantile_tail(const struct quantile *q, uint64_t w, bool upper)
{
    double lesser = ldexp((double)w, -QUANTILE_BITS - 1);
    return (simtime)nearbyint(round_node(distribution_unit(&q->of) *
                                         multiple_of(&q->of, lesser, upper)));
}
