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
