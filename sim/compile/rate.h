#ifndef SIM_COMPILE_RATE_H
#define SIM_COMPILE_RATE_H

#include <stdint.h>

#include "models/quantity.h"

/*
 * rate -- the inverse of a cumulative arrival rate, in integers.
 *
 * Model     docs/model.md#arrivals: piecewise constant rates; the sum of unit
 *           exponential gaps is carried through the inverse, so that a change
 *           of rate moves all arrivals the same way and thins none
 * Units     cumulative arrivals in 2^-32; simtime
 * Owns      nothing: pieces lie in the model's arena
 * Threads   read-only
 */
struct rate_curve {
    int pieces;
    const struct rate_step {
        simtime from;       /* piece i covers [from, next from) */
        int64_t cumulative; /* expected arrivals before `from`, in 2^-32 */
        uint64_t slope;     /* us per arrival, in 2^-20 us; 0: rate is 0 */
    } * step;
};

/* Arrivals per us as 2^-32 arrivals over a span: floor(rate * span * 2^32). */
int64_t rate_cumulative(double rate, simtime span);

/* us per arrival in 2^-20 us, rounded; 0 for rate 0. */
uint64_t rate_slope(double rate);

/*
 * The time at which the cumulative rate reaches `sum`; *piece is where the last
 * call ended (start with 0; sums must not fall). INT64_MAX: never.
 */
static inline simtime rate_inverse(const struct rate_curve *c, int64_t sum,
                                   int *piece)
{
    int i = *piece;

    while (i + 1 < c->pieces && c->step[i + 1].cumulative <= sum)
        i++;
    *piece = i;
    const struct rate_step *s = &c->step[i];
    if (s->slope == 0)
        return INT64_MAX;
    unsigned __int128 rest = (unsigned __int128)(uint64_t)(sum - s->cumulative);
    simtime t = s->from + (simtime)(rest * s->slope >> 52);
    if (i + 1 < c->pieces && t >= c->step[i + 1].from)
        t = c->step[i + 1].from - 1; /* rounding never leaves the piece */
    return t;
}

#endif
