/* compile_retention -- the schedule of retention: stores become numbers, and
 * the row that decides is known beforehand. */
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

/* The row of each store. */
static const int8_t *decide(struct compiler *c, const struct model_retention *r,
                            enum status status, enum image_why why,
                            bool confirmed)
{
    int8_t *row = compile_array(c, r->stores, sizeof *row);

    for (int of = 0; row && of < r->stores; of++)
        row[of] = (int8_t)retention_row(r->row, r->rows, r->store, of, status,
                                        why, confirmed);
    return row;
}

/* Whatever may become of an image: nothing is searched when its owner leaves.
 */
static void decide_all(struct compiler *c, struct model_retention *to)
{
    for (int s = 0; s < STATUSES; s++) {
        for (int why = 0; why < WHYS; why++)
            for (int confirmed = 0; confirmed < 2; confirmed++)
                to->decides[s][why][confirmed] = decide(
                    c, to, (enum status)s, (enum image_why)why, confirmed);
        to->promise[s] = retention_promise(to->row, to->rows, (enum status)s);
    }
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
    if (store)
        decide_all(c, to);
    c->m->records = s->retentions > 0 || is_reported(s);
}
