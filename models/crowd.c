/* crowd -- sets of states, spread over the places of a port until nothing
 * changes. */
#include "models/crowd.h"

#include <stdlib.h>
#include <string.h>

#include "models/rule.h"

uint64_t *crowd_arriving(const struct crowd *c, int place)
{
    return c->at + (size_t)place * (size_t)c->kinds;
}

uint64_t *crowd_taking(const struct crowd *c, const struct place *from, int k)
{
    return c->takes + (size_t)(from->first_route + k) * (size_t)c->kinds;
}

int crowd_place(const struct crowd *c, const char *name)
{
    for (int i = 0; i < c->places; i++)
        if (strcmp(c->place[i].id->text, name) == 0)
            return i;
    return -1;
}

/* Whether rules can take members of a class, and pass them over. */
static void find_scope(const struct crowd *c, struct member_kind *k,
                       const char *population)
{
    for (int f = 0; f < c->p->flows; f++) {
        const struct flow *flow = &c->p->flow[f];
        bool always = false;
        if (strcmp(flow->population.text, population) != 0)
            continue;
        for (int i = 0; i < c->s->rules; i++) {
            const struct rule *r = &c->s->rule[i];
            double share = rule_share(r, c->s, c->p, k->class, flow->exit);
            k->in_scope |= share > 0;
            always |= share >= 1 && !r->from.given && !r->until.given;
        }
        k->out_of_scope |= !always;
    }
}

static bool may_mishandle(const struct port *p)
{
    for (int i = 0; i < p->pools; i++)
        if (p->pool[i].mishandled > 0)
            return true;
    return false;
}

static void add_kinds(struct crowd *c, int population)
{
    const struct population *p = &c->s->population[population];
    double aware = notices_awareness(&c->p->notices);

    for (int i = 0; i < p->classes; i++)
        for (int kind = 0; kind < 4; kind++) {
            const struct class *class = &p->class[i];
            bool unwilling = kind & 1, newcomer = kind & 2;
            double share = class->opt_out * aware + class->refusal;
            if (!unwilling)
                share = 1 - share;
            share *= newcomer ? 1 - class->enrolled : class->enrolled;
            if (!(class->share > 0) || !(share > 0))
                continue;
            struct member_kind *k = &c->kind[c->kinds];
            *k = (struct member_kind){.class = class,
                                      .unwilling = unwilling,
                                      .mishandled = class->opt_out > 0 &&
                                                    may_mishandle(c->p),
                                      .newcomer = newcomer};
            find_scope(c, k, p->id.text);
            c->population[c->kinds++] = population;
        }
}

static bool add(uint64_t *set, uint64_t more)
{
    bool changed = more & ~*set;

    *set |= more;
    return changed;
}

int crowd_exits(const struct station *t, const char *to[CROWD_EXITS])
{
    int n = 0;

    if (t && t->balk)
        to[n++] = t->balk_to.text;
    if (t && t->impatient)
        to[n++] = t->patience_to.text;
    return n;
}

/* Those with one of these states go on as they came. */
static bool pass_on(struct crowd *c, int place, const char *name,
                    uint64_t states)
{
    int to = crowd_place(c, name);
    bool changed = false;

    for (int i = 0; i < c->kinds && to >= 0; i++)
        changed |= add(&crowd_arriving(c, to)[i],
                       crowd_arriving(c, place)[i] & states);
    return changed;
}

/* Who leaves the queue, or comes from outside and finds no room. */
static bool leave_queue(struct crowd *c, int place)
{
    const struct station *t = c->place[place].station;
    const char *exit[CROWD_EXITS];
    bool changed = false;

    for (int e = crowd_exits(t, exit); e-- > 0;)
        changed |= pass_on(c, place, exit[e], ~UINT64_C(0));
    if (t && t->full_to.text)
        changed |= pass_on(c, place, t->full_to.text, facts_at_first());
    return changed;
}

/* Those who take a route come to where it leads. */
static bool follow_route(struct crowd *c, const struct route *r,
                         const uint64_t *go)
{
    bool changed = false;

    for (int n = -1; n < r->other.count; n++) {
        int to = crowd_place(c, n < 0 ? r->to.text : r->other.name[n].text);
        for (int i = 0; i < c->kinds && to >= 0; i++)
            changed |= add(&crowd_arriving(c, to)[i], go[i]);
    }
    return changed;
}

/* One place's people go on; has anything changed where they come to? */
static bool go_on(struct crowd *c, int place)
{
    const struct place *from = &c->place[place];
    uint64_t rest[KINDS_MOST];
    bool changed = leave_queue(c, place);

    for (int i = 0; i < c->kinds; i++)
        rest[i] = from->station
                      ? facts_behind(c->s, from->station, &c->kind[i],
                                     crowd_arriving(c, place)[i], c->alone)
                      : crowd_arriving(c, place)[i];
    for (int k = 0; k < from->routes; k++) {
        const struct route *r = &from->route[k];
        uint64_t any = 0, go[KINDS_MOST];
        for (int i = 0; i < c->kinds; i++) {
            go[i] = facts_that_meet(&r->when, &c->kind[i], rest[i]);
            any |= go[i];
        }
        for (int i = 0; any && i < c->kinds; i++) {
            if (!c->alone && !r->split)
                go[i] = rest[i];
            changed |= add(&crowd_taking(c, from, k)[i], go[i]);
            rest[i] = facts_that_fail(&r->when, &c->kind[i], rest[i]);
        }
        if (any)
            changed |= follow_route(c, r, go);
    }
    return changed;
}

void crowd_spread(struct crowd *c)
{
    for (int f = 0; f < c->p->flows; f++) {
        const struct flow *flow = &c->p->flow[f];
        int start = crowd_place(c, flow->start.text);
        for (int i = 0; i < c->kinds && start >= 0; i++)
            if (strcmp(c->s->population[c->population[i]].id.text,
                       flow->population.text) == 0)
                crowd_arriving(c, start)[i] |= facts_at_first();
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < c->places; i++)
            changed |= go_on(c, i);
    }
}

int crowd_init(struct crowd *c)
{
    const struct port *p = c->p;

    c->places = p->stations + p->walks;
    c->place = calloc((size_t)c->places + 1, sizeof *c->place);
    for (int i = 0; c->place && i < c->places; i++) {
        const struct station *t = i < p->stations ? &p->station[i] : NULL;
        const struct walk *w = t ? NULL : &p->walk[i - p->stations];
        c->place[i] = (struct place){.id = t ? &t->id : &w->id,
                                     .station = t,
                                     .route = t ? t->route : w->route,
                                     .routes = t ? t->routes : w->routes,
                                     .first_route = c->routes};
        c->routes += c->place[i].routes;
    }
    for (int i = 0; i < c->s->populations; i++)
        for (int f = 0; f < p->flows; f++)
            if (strcmp(c->s->population[i].id.text,
                       p->flow[f].population.text) == 0) {
                add_kinds(c, i);
                break;
            }
    size_t kinds = (size_t)c->kinds;
    c->at = calloc((size_t)c->places * kinds + 1, sizeof *c->at);
    c->takes = calloc((size_t)c->routes * kinds + 1, sizeof *c->takes);
    return c->place && c->at && c->takes ? 0 : -1;
}

void crowd_release(struct crowd *c)
{
    free(c->place);
    free(c->at);
    free(c->takes);
}
