/* compile_retention -- the schedule of retention: stores become numbers. */
#include <string.h>

#include "sim/compile/compile.h"

static bool any_report(const struct route *r, int n)
{
    for (int i = 0; i < n; i++)
        if (r[i].report)
            return true;
    return false;
}

/* Does a route record that somebody has reported? */
static bool is_reported(const struct scenario *s)
{
    for (int p = 0; p < s->ports; p++) {
        for (int i = 0; i < s->port[p].stations; i++)
            if (any_report(s->port[p].station[i].route,
                           s->port[p].station[i].routes))
                return true;
        for (int i = 0; i < s->port[p].walks; i++)
            if (any_report(s->port[p].walk[i].route, s->port[p].walk[i].routes))
                return true;
    }
    return false;
}

void compile_retention(struct compiler *c)
{
    const struct scenario *s = c->s;
    struct model_retention *to = &c->m->retention;
    int *store = compile_array(c, s->retentions, sizeof *store);

    for (int i = 0; store && i < s->retentions; i++) {
        int k = 0;
        while (strcmp(s->retention[k].store.text, s->retention[i].store.text))
            k++;
        store[i] = k < i ? store[k] : to->stores++;
    }
    to->rows = s->retentions;
    to->row = s->retention;
    to->store = store;
    c->m->records = s->retentions > 0 || is_reported(s);
}
