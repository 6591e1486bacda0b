/* rate -- inverse of the cumulative arrival rate in fixed point. */
#include "sim/compile/rate.h"

#include <math.h>

int64_t rate_cumulative(double rate, simtime span)
{
    return (int64_t)floor(rate * (double)span * 4294967296.0);
}

uint64_t rate_slope(double rate)
{
    return rate > 0 ? (uint64_t)(1048576.0 / rate + 0.5) : 0;
}

simtime rate_inverse(const struct rate_curve *c, int64_t sum, int *piece)
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
