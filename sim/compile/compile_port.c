/* compile_port -- stations, walks and journeys of one port. */
#include <stdlib.h>
#include <string.h>

#include "models/rule.h"
#include "sim/compile/compile.h"

static int station_number(const struct port *p, const char *id)
{
    for (int i = 0; i < p->stations; i++)
        if (!strcmp(p->station[i].id.text, id))
            return i;
    return -1;
}

static int walk_number(const struct port *p, const char *id)
{
    for (int i = 0; i < p->walks; i++)
        if (!strcmp(p->walk[i].id.text, id))
            return i;
    return -1;
}

void compile_target(const struct port *p, const char *id, enum target *to,
                    int *index)
{
    if ((*index = station_number(p, id)) >= 0) {
        *to = TO_STATION;
        return;
    }
    if ((*index = walk_number(p, id)) >= 0) {
        *to = TO_WALK;
        return;
    }
    *to = TO_END;
    for (*index = 0; *index < END_STILL_INSIDE; (*index)++)
        if (!strcmp(end_state_names[*index], id))
            return;
    abort(); /* scenario_check() has refused it */
}

static void compile_others(struct compiler *c, const struct port *p,
                           const struct name_list *from, struct model_route *to)
{
    int *other = compile_array(c, from->count, sizeof *other);

    for (int i = 0; other && i < from->count; i++)
        other[i] = station_number(p, from->name[i].text);
    to->others = from->count;
    to->other = compile_shared(c, other, from->count, sizeof *other);
}

static const struct model_route *compile_routes(struct compiler *c,
                                                const struct port *p,
                                                const struct route *from, int n)
{
    struct model_route *to = compile_array(c, n, sizeof *to);

    for (int i = 0; to && i < n; i++) {
        to[i].when = compile_condition(c, &from[i].when);
        to[i].split = from[i].split;
        to[i].report = from[i].report;
        compile_target(p, from[i].to.text, &to[i].to, &to[i].index);
        compile_others(c, p, &from[i].other, &to[i]);
    }
    return compile_shared(c, to, n, sizeof *to);
}

static const struct model_camera *camera_of(const struct compiler *c,
                                            const char *id)
{
    for (int i = 0; i < c->s->cameras; i++)
        if (!strcmp(c->s->camera[i].id.text, id))
            return &c->m->camera[i];
    abort(); /* the schema's keys have refused it */
}

static int service_of(const struct compiler *c, const char *id)
{
    for (int i = 0; i < c->s->services; i++)
        if (!strcmp(c->s->service[i].id.text, id))
            return i;
    abort();
}

static int gallery_of(const struct compiler *c, const char *id)
{
    for (int i = 0; id && i < c->s->galleries; i++)
        if (!strcmp(c->s->gallery[i].id.text, id))
            return i;
    return -1;
}

static void compile_step(struct compiler *c, const struct port *p,
                         const struct station *at, const struct step *from,
                         struct model_port *here, struct model_step *to)
{
    to->kind = from->kind;
    to->party = from->party;
    to->when = compile_condition(c, &from->when);
    switch (from->kind) {
    case STEP_CAPTURE:
        to->camera = camera_of(c, from->camera.text);
        compile_outs(c, p, at, from, here, to);
        to->by_rules = from->by_rules;
        to->attempts = from->attempts;
        to->relief_queue = from->relief_queue ? from->relief_queue : INT64_MAX;
        to->relief_door = from->relief_door ? from->relief_door : -1;
        break;
    case STEP_MATCH:
        to->service = service_of(c, from->service.text);
        to->one_to_many = from->one_to_many;
        to->later = from->later;
        to->gallery = gallery_of(c, from->gallery.text);
        break;
    case STEP_ENROL:
        to->enrol = compile_enrol(c, from);
        break;
    case STEP_WORK:
        to->time = compile_quantile(c, &from->time);
        break;
    case STEP_INSPECT:
        if (from->time.family != DIST_TRACE)
            to->time = compile_quantile(c, &from->time);
        double until = from->false_reject + from->refer;
        to->false_reject = keyed_threshold(from->false_reject);
        to->refer_until = keyed_threshold(until < 1 ? until : 1);
        to->false_accept = keyed_threshold(from->false_accept);
        break;
    }
}

static void compile_station(struct compiler *c, const struct port *p,
                            const struct station *from, struct model_port *here,
                            struct model_station *to)
{
    compile_positions(c, p, from, to);
    to->own_queues = from->own_queues;
    to->levels = 1 + from->priorities;
    struct model_condition *first =
        compile_array(c, from->priorities, sizeof *first);
    for (int i = 0; first && i < from->priorities; i++)
        first[i] = compile_condition(c, &from->first[i].when);
    to->first = compile_shared(c, first, from->priorities, sizeof *first);
    to->balk = INT64_MAX;
    if (from->balk) {
        to->balk = from->balk;
        compile_target(p, from->balk_to.text, &to->balk_to.to,
                       &to->balk_to.index);
    }
    if (from->impatient) {
        to->patience = compile_quantile(c, &from->patience);
        compile_target(p, from->patience_to.text, &to->patience_to.to,
                       &to->patience_to.index);
    }
    to->room = from->room;
    to->turns_away = from->full_to.text;
    if (to->turns_away)
        compile_target(p, from->full_to.text, &to->full_to.to,
                       &to->full_to.index);
    to->limits = from->limits;
    to->limit = from->limit;
    to->steps = from->steps;
    struct model_step *step = compile_array(c, from->steps, sizeof *step);
    for (int i = 0; step && i < from->steps; i++)
        compile_step(c, p, from, &from->step[i], here, &step[i]);
    for (int i = 0; step && i < from->steps; i++)
        for (int k = 0; k < i; k++)
            step[i].nth += step[k].kind == step[i].kind;
    if (step)
        to->ahead = compile_ahead(c, step, from->steps);
    to->step = compile_shared(c, step, from->steps, sizeof *step);
    to->routes = from->routes;
    to->route = compile_routes(c, p, from->route, from->routes);
    int *journey = compile_array(c, p->journeys, sizeof *journey);
    for (int i = 0; journey && i < p->journeys; i++)
        if (!strcmp(p->journey[i].to.text, from->id.text))
            journey[to->journeys++] = i;
    to->journey = compile_shared(c, journey, to->journeys, sizeof *journey);
}

/* Rules that name the port or its mode, in file order. */
static void compile_rules(struct compiler *c, const struct port *p,
                          struct model_port *to)
{
    struct rule_here *rule = compile_array(c, c->s->rules, sizeof *rule);

    for (int i = 0; rule && i < c->s->rules; i++)
        to->rules += rule_at_port(&c->s->rule[i], c->s, p, &rule[to->rules]);
    to->rule = rule;
    to->aware = keyed_threshold(notices_awareness(&p->notices));
}

static void number_port(struct compiler *c, int number, struct model_port *to)
{
    const struct scenario *s = c->s;

    for (int i = 0; i < number; i++) {
        to->first_flow += s->port[i].flows;
        to->first_station += s->port[i].stations;
        to->first_pool += s->port[i].pools;
        to->first_journey += s->port[i].journeys;
    }
}

/* The classes that flows can bring are one range of numbers. */
static void range_classes(const struct model *m, struct model_port *to)
{
    int least = m->classes, end = 0;

    for (int i = 0; i < to->flows; i++) {
        const struct model_population *p = to->flow[i].population;
        if (p->first_class < least)
            least = p->first_class;
        if (p->first_class + p->class.n > end)
            end = p->first_class + p->class.n;
    }
    to->first_class = least < end ? least : 0;
    to->classes = least < end ? end - least : 0;
}

void compile_port(struct compiler *c, int number)
{
    const struct port *p = &c->s->port[number];
    struct model_port *to = &c->m->port[number];
    struct model_flow *flow = compile_array(c, p->flows, sizeof *flow);
    struct model_walk *walk = compile_array(c, p->walks, sizeof *walk);
    struct model_station *station =
        compile_array(c, p->stations, sizeof *station);
    struct model_pool *pool = compile_array(c, p->pools, sizeof *pool);
    struct model_journey *journey =
        compile_array(c, p->journeys, sizeof *journey);

    if (c->failed)
        return;
    *to = (struct model_port){.salt = key_hash(p->id.text),
                              .flows = p->flows,
                              .walks = p->walks,
                              .stations = p->stations,
                              .pools = p->pools,
                              .journeys = p->journeys,
                              .flow = flow,
                              .walk = walk,
                              .station = station,
                              .pool = pool,
                              .journey = journey};
    number_port(c, number, to);
    compile_rules(c, p, to);
    for (int i = 0; i < p->walks; i++) {
        walk[i].time = compile_quantile(c, &p->walk[i].time);
        walk[i].routes = p->walk[i].routes;
        walk[i].route =
            compile_routes(c, p, p->walk[i].route, p->walk[i].routes);
    }
    for (int i = 0; i < p->pools; i++) {
        compile_pool(c, p, &p->pool[i], &pool[i]);
        pool[i].mishandled = keyed_threshold(p->pool[i].mishandled);
    }
    to->unit = compile_array(c, p->stations * c->s->cameras, sizeof *to->unit);
    for (int i = 0; i < p->stations && to->unit; i++) {
        compile_station(c, p, &p->station[i], to, &station[i]);
        to->opening |= (uint64_t)(station[i].least > 0) << i;
    }
    for (int i = 0; i < p->journeys; i++)
        journey[i] = (struct model_journey){
            p->journey[i].less, p->journey[i].limits, p->journey[i].limit};
    for (int i = 0; i < p->flows; i++)
        compile_flow(c, p, &p->flow[i], &flow[i]);
    if (!c->failed)
        compile_searches(c, p, to);
    if (!c->failed)
        range_classes(c->m, to);
}
