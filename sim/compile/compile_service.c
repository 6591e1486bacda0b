/* compile_service -- workers, timeouts and outages of a matching service, and
 * the ports that meet there. */
#include <stdlib.h>
#include <string.h>

#include "sim/compile/compile.h"

/* A clock time of the scenario's own clock. */
static simtime own_clock(const struct scenario *s, int day, simtime clock)
{
    return civil_utc(&s->wall, s->start_day + day - 1, clock) -
           civil_utc(&s->wall, s->start_day, 0);
}

/* Every planned outage on every day that touches the run. */
static void compile_outages(struct compiler *c,
                            const struct matching_service *from,
                            struct model_service *to)
{
    int days = (int)(c->s->duration / US_PER_DAY) + 4;
    struct outage *o = compile_array(c, from->outages * days, sizeof *o);

    to->outage = o;
    for (int i = 0; o && i < from->outages; i++)
        for (int day = -1; day < days - 1; day++) {
            const struct clock_span *s = &from->outage[i];
            if (s->day && s->day != day)
                continue;
            simtime begin = own_clock(c->s, day, s->from);
            simtime end =
                own_clock(c->s, s->to > s->from ? day : day + 1, s->to);
            if (end <= 0 || begin >= c->s->duration || end <= begin)
                continue;
            o[to->outages++] = (struct outage){begin > 0 ? begin : 0, end};
        }
}

void compile_load(struct compiler *c, const struct matching_service *from,
                  struct model_service *to)
{
    to->workers = from->workers;
    to->timeout = from->timeout;
    to->retries = from->retries;
    to->late_costs = from->late_costs;
    to->waits = from->workers || from->timeout || from->outages || from->fails;
    compile_outages(c, from, to);
    if (!from->fails)
        return;
    to->up = compile_quantile(c, &from->failing.up);
    to->down = compile_quantile(c, &from->failing.down);
    to->resource = key_make(c->s->seed, FAMILY_RESOURCE, &from->id.text, 1);
}

struct port_name {
    const char *text;
    int number;
};

static int name_order(const void *a, const void *b)
{
    return strcmp(((const struct port_name *)a)->text,
                  ((const struct port_name *)b)->text);
}

static bool asks(const struct model *m, const struct model_station *s)
{
    for (int k = 0; k < s->steps; k++)
        if (model_is_asked(m, s, &s->step[k]))
            return true;
    return false;
}

/* What others can do to the visits of a port. */
static void compile_meeting(const struct model *m, struct model_port *p)
{
    for (int i = 0; i < p->stations; i++)
        p->asks |= asks(m, &p->station[i]);
}

void compile_meetings(struct compiler *c)
{
    int ports = c->m->ports;
    struct port_name *name = compile_array(c, ports, sizeof *name);

    if (c->failed)
        return;
    for (int i = 0; i < ports; i++)
        name[i] = (struct port_name){c->s->port[i].id.text, i};
    qsort(name, (size_t)ports, sizeof *name, name_order);
    for (int i = 0; i < ports; i++) {
        struct model_port *p = &c->m->port[name[i].number];
        p->rank = (unsigned)i;
        compile_meeting(c->m, p);
    }
}
