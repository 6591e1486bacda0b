/* expected_demand -- how many requests the ports together send to each matching
 * service by hour, and the workers that they keep busy. */
#include <stdlib.h>
#include <string.h>

#include "models/alike.h"
#include "models/expected/expected.h"
#include "models/quantile.h"

static void add_port(struct expected_demand *d, const struct expected *e)
{
    for (int i = 0; i < d->s->services; i++)
        for (int f = 0; f < e->port->flows; f++)
            for (int h = 0; h < e->hours; h++)
                d->requests[i * d->hours + h] +=
                    e->come[f * e->hours + h] * e->asked[f * e->services + i];
}

/* Of ports that are alike: what a traveller asks, [flow][service], is estimated
 * once; how many come, at each. */
static int estimate(struct expected *e, const struct scenario *s, int port,
                    double **asked, struct quantile_forms *known)
{
    size_t size = (size_t)(s->port[port].flows * s->services);

    if (*asked) {
        if (expected_fill_arrivals(e, s, &s->port[port], known))
            return -1;
        memcpy(e->asked, *asked, size * sizeof **asked);
        return 0;
    }
    *asked = calloc(size + 1, sizeof **asked);
    if (!*asked || expected_fill(e, s, &s->port[port], known))
        return -1;
    memcpy(*asked, e->asked, size * sizeof **asked);
    return 0;
}

static int add_ports(struct expected_demand *d, const int *first,
                     double **asked, struct quantile_forms *known)
{
    for (int i = 0; i < d->s->ports; i++) {
        struct expected e;
        if (estimate(&e, d->s, i, &asked[first[i]], known))
            return -1;
        if (!d->requests) {
            d->hours = e.hours;
            d->requests = calloc((size_t)(d->s->services * e.hours) + 1,
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

int expected_demand_fill(struct expected_demand *d, const struct scenario *s)
{
    int *first = ports_alike(s);
    double **asked = calloc((size_t)s->ports + 1, sizeof *asked);

    *d = (struct expected_demand){.s = s};
    struct quantile_forms known = {0};
    int result = first && asked ? add_ports(d, first, asked, &known) : -1;
    quantile_forms_release(&known);
    for (int i = 0; asked && i < s->ports; i++)
        free(asked[i]);
    free(asked);
    free(first);
    if (result)
        expected_demand_release(d);
    return result;
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
