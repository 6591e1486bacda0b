/* outages -- random outages of a service or a camera, all drawn ahead, so that
 * a moment of the past can be asked about as well. */
#include "sim/port/outages.h"

int outages_draw(const struct model_unit *unit, uint32_t replication,
                 simtime until, struct outage *to)
{
    simtime at = 0;

    for (int n = 0; n < FLOW_FAILURES_MOST; n++) {
        struct pair u = keyed_pair(
            unit->key,
            resource_counter((uint32_t)n, 0, RESOURCE_FAILURE, replication));
        at += at_least_1(quantile_at(unit->up, u.first));
        if (at >= until)
            return n;
        simtime end = at + at_least_1(quantile_at(unit->down, u.second));
        if (to)
            to[n] = (struct outage){at, end};
        at = end;
        if (at >= until)
            return n + 1;
    }
    return -1;
}

bool outages_cover(const struct outage *o, int n, simtime at)
{
    int low = 0, high = n; /* the first that ends after `at` */

    while (low < high) {
        int middle = low + (high - low) / 2;
        if (o[middle].to > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low < n && o[low].from <= at;
}
