/* person -- tables of each person's own probability of failing. */
#include "models/person.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "models/beta.h"

enum { NODE_BITS = 24 };
#define ONE (INT64_C(1) << PERSON_BITS)

/* As in models/quantile.c: machines differ in a double's last bit. */
static int64_t to_node(double x)
{
    int exponent;
    double mantissa = frexp(x, &exponent);

    x = ldexp(nearbyint(ldexp(mantissa, NODE_BITS)), exponent - NODE_BITS);
    return (int64_t)nearbyint(ldexp(x, PERSON_BITS));
}

static double lesser_at(int i)
{
    return ldexp(PERSON_STEPS + i % PERSON_STEPS,
                 i / PERSON_STEPS + PERSON_FIRST - PERSON_BITS - 7);
}

static void fill_side(struct person_rate *r, const struct beta *d, int upper)
{
    int64_t *node = r->node + upper * PERSON_SIDE;
    double logit = log(r->mean / (1 - r->mean));

    for (int i = PERSON_SIDE - 1; i >= 0; i--)
        node[i] = to_node(beta_quantile(d, lesser_at(i), upper, &logit));
}

int person_init(struct person_rate *r, double mean, double correlation)
{
    double both = (1 - correlation) / correlation; /* a + b */
    struct beta d = beta_make(mean * both, (1 - mean) * both);

    assert(mean > 0 && mean < 1);
    assert(correlation >= PERSON_CORRELATION_LEAST &&
           correlation <= PERSON_CORRELATION_MOST);
    *r = (struct person_rate){.mean = mean, .correlation = correlation};
    r->node = malloc(2 * PERSON_SIDE * sizeof *r->node);
    if (!r->node)
        return -1;
    fill_side(r, &d, 0);
    fill_side(r, &d, 1);
    r->digest = UINT64_C(0xcbf29ce484222325);
    for (int i = 0; i < 2 * PERSON_SIDE; i++) {
        r->digest = (r->digest ^ (uint64_t)r->node[i]) *
                    UINT64_C(0x100000001b3); /* FNV-1a, by words */
        r->digest ^= r->digest >> 29;
    }
    return 0;
}

void person_release(struct person_rate *r)
{
    free(r->node);
    r->node = NULL;
}

/* Mean of min(1, x), x straight from a to b, neither below 0. */
static double cut_mean(double a, double b)
{
    double least = fmin(a, b), most = fmax(a, b);

    if (most <= 1)
        return (least + most) / 2;
    if (least >= 1)
        return 1;
    return 1 - (1 - least) * ((1 - least) / (most - least)) / 2;
}

double person_mean_of(const struct person_rate *r, double ratio)
{
    double sum = 0;

    for (int upper = 0; upper < 2; upper++) {
        const int64_t *node = r->node + upper * PERSON_SIDE;
        double before = upper ? ratio : 0, at = 0;
        for (int i = 0; i < PERSON_SIDE; i++) {
            double x = ldexp((double)node[i], -PERSON_BITS) * ratio;
            sum += cut_mean(before, x) * (lesser_at(i) - at);
            before = x;
            at = lesser_at(i);
        }
    }
    return sum;
}

__extension__ typedef __int128 product;

uint64_t person_threshold(const struct person_rate *r, uint64_t u)
{
    int upper = (int)(u >> (PERSON_BITS - 1));
    uint64_t v = upper ? (uint64_t)ONE - 1 - u : u, w = 2 * v + 1;
    const int64_t *n = r->node + upper * PERSON_SIDE;
    int log2 = 63 - __builtin_clzll(w);
    int64_t from, to, fraction; /* in 2^-62 */

    if (log2 < PERSON_FIRST) {
        from = upper ? ONE : 0;
        to = n[0];
        fraction = (int64_t)(w << (62 - PERSON_FIRST));
    } else {
        uint64_t within = w << (63 - log2) << 1; /* of the octave, in 2^-64 */
        n += (log2 - PERSON_FIRST) * PERSON_STEPS + (int)(within >> 58);
        from = n[0];
        to = n[1];
        fraction = (int64_t)(within << 6 >> 2);
    }
    return (uint64_t)(from + (int64_t)((product)(to - from) * fraction >> 62));
}
