/* random_mend -- what dice have made of a port, so that the check accepts it.
 */
#include <string.h>

#include "tests/support/random_parts.h"

static bool is_accepted(const struct dice *d)
{
    struct diag diag = {0};
    bool good;

    scenario_check(d->s, &diag);
    good = diag.count == 0;
    diag_release(&diag);
    return good;
}

/* Where each position has a queue the pool is the station's own. */
static void own_pools(struct dice *d, struct port *p)
{
    struct station *st = (struct station *)p->station;

    for (int i = 0; i < p->stations; i++)
        for (int k = 0; k < p->stations; k++) {
            if (k == i || !st[i].own_queues || st[i].monitored ||
                !st[i].officers.text || !st[k].officers.text ||
                strcmp(st[i].officers.text, st[k].officers.text) != 0)
                continue;
            if (st[k].monitored || dice_happens(d, 50))
                st[i].own_queues = false;
            else
                st[k].officers.text = NULL;
        }
}

static void without_closures(struct port *p)
{
    for (int i = 0; i < p->pools; i++)
        ((struct officers *)&p->pool[i])->rests = 0;
    for (int i = 0; i < p->stations; i++)
        ((struct station *)&p->station[i])->closures = 0;
}

static void without_split(const struct route *r, int n)
{
    for (int i = 0; i < n; i++)
        ((struct route *)&r[i])->split = false;
}

static void without_splits(struct port *p)
{
    for (int i = 0; i < p->walks; i++)
        without_split(p->walk[i].route, p->walk[i].routes);
    for (int i = 0; i < p->stations; i++)
        without_split(p->station[i].route, p->station[i].routes);
}

/* Nobody ever works somewhere; halves would ask for room; rooms go round. */
void random_port_mend(struct dice *d, struct port *p)
{
    struct station *st = (struct station *)p->station;

    own_pools(d, p);
    if (is_accepted(d))
        return;
    without_closures(p);
    if (!is_accepted(d))
        without_splits(p);
    for (int i = 0; i < p->stations && !is_accepted(d); i++) {
        st[i].room = 0;
        st[i].full_to.text = NULL;
    }
}
