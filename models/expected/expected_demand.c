/* expected_demand -- how many requests the ports together send to each matching
 * service by hour, and the workers that they keep busy. */
#include <stdlib.h>

#include "models/expected/expected.h"

static void add_port(struct expected_demand *d, const struct expected *e)
{
    for (int i = 0; i < d->s->services; i++)
        for (int f = 0; f < e->port->flows; f++)
            for (int h = 0; h < e->hours; h++)
                d->requests[i * d->hours + h] +=
                    e->come[f * e->hours + h] * e->asked[f * e->services + i];
}

int expected_demand_fill(struct expected_demand *d, const struct scenario *s)
{
    *d = (struct expected_demand){.s = s};
    for (int i = 0; i < s->ports; i++) {
        struct expected e;
        if (expected_fill(&e, s, &s->port[i])) {
            expected_demand_release(d);
            return -1;
        }
        if (!d->requests) {
            d->hours = e.hours;
            d->requests = calloc((size_t)s->services * (size_t)e.hours + 1,
                                 sizeof *d->requests);
        }
        if (d->requests)
            add_port(d, &e);
        expected_release(&e);
        if (!d->requests)
            return -1;
    }
    return 0;
}

void expected_demand_release(struct expected_demand *d)
{
    free(d->requests);
    *d = (struct expected_demand){0};
}

double expected_requests(const struct expected_demand *d, int service, int hour)
{
    return d->requests[service * d->hours + hour];
}

int expected_demand_busiest(const struct expected_demand *d, int service)
{
    int best = 0;

    for (int h = 1; h < d->hours; h++)
        if (expected_requests(d, service, h) >
            expected_requests(d, service, best))
            best = h;
    return best;
}

double expected_workers(const struct expected_demand *d, int service, int hour)
{
    return expected_requests(d, service, hour) *
           distribution_mean(&d->s->service[service].service_time) /
           (double)US_PER_H;
}
