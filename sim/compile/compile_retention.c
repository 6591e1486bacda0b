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

/* Which rows decide, whatever becomes of an image: nothing is searched when its
 * owner leaves. */
static void fill_decides(struct compiler *c, struct model_retention *to)
{
    int lists = STATUSES * WHYS * 2;
    int8_t *list = compile_array(c, lists * (to->stores + 1), sizeof *list);

    to->decides = list;
    for (int k = 0; list && k < lists; k++, list += to->stores + 1) {
        int n = 0;
        for (int of = 0; of < to->stores; of++) {
            list[n] = (int8_t)retention_row(
                to->row, to->rows, to->store, of, (enum status)(k / 2 / WHYS),
                (enum image_why)(k / 2 % WHYS), k % 2 == 1);
            n += list[n] >= 0;
        }
        list[n] = -1;
    }
    for (int k = 0; k < STATUSES; k++)
        to->promise[k] = retention_promise(to->row, to->rows, (enum status)k);
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
        fill_decides(c, to);
    c->m->records = s->retentions > 0 || is_reported(s);
}
