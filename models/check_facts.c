/*
 * check_facts -- holes in a port's logic, by the facts that its people can have
 * at each place: nobody sees them, nothing lets them out, a condition asks for
 * what nobody is. Errors are told only of what is so whoever travels together;
 * for warnings everybody is taken to travel alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/check.h"
#include "models/facts.h"
#include "models/rule.h"

struct place {
    const struct name *id;
    const struct station *station; /* NULL: a walk */
    const struct route *route;
    int routes;
    int first_route; /* of the port's */
};

enum { KINDS_MOST = 4 * CLASSES_MOST };

/* Who can be where, and take which route. */
struct crowd {
    const struct scenario *s;
    const struct port *p;
    struct diag *d;
    bool alone; /* else companions go where one of a party leads */
    int places, routes, kinds;
    struct place *place;
    struct member_kind kind[KINDS_MOST];
    int population[KINDS_MOST];
    uint64_t *at;    /* [place][kind]: states on arrival */
    uint64_t *takes; /* [route][kind]: states that take the route */
};

static uint64_t *arriving(const struct crowd *c, int place)
{
    return c->at + (size_t)place * (size_t)c->kinds;
}

static uint64_t *taking(const struct crowd *c, const struct place *from, int k)
{
    return c->takes + (size_t)(from->first_route + k) * (size_t)c->kinds;
}

/* -1: an end state. */
static int find_place(const struct crowd *c, const char *name)
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

/* Ways out of a station's queue, or past it: the names of places or end
 * states. */
enum { EXITS = 3 };
static int queue_exits(const struct station *t, const char *to[EXITS])
{
    int n = 0;

    if (t && t->balk)
        to[n++] = t->balk_to.text;
    if (t && t->impatient)
        to[n++] = t->patience_to.text;
    if (t && t->full_to.text)
        to[n++] = t->full_to.text;
    return n;
}

/* Who leaves the queue goes on as he came. */
static bool leave_queue(struct crowd *c, int place)
{
    const char *exit[EXITS];
    bool changed = false;

    for (int e = queue_exits(c->place[place].station, exit); e-- > 0;) {
        int to = find_place(c, exit[e]);
        for (int i = 0; i < c->kinds && to >= 0; i++)
            changed |= add(&arriving(c, to)[i], arriving(c, place)[i]);
    }
    return changed;
}

/* Those who take a route come to where it leads. */
static bool follow_route(struct crowd *c, const struct route *r,
                         const uint64_t *go)
{
    bool changed = false;

    for (int n = -1; n < r->other.count; n++) {
        int to = find_place(c, n < 0 ? r->to.text : r->other.name[n].text);
        for (int i = 0; i < c->kinds && to >= 0; i++)
            changed |= add(&arriving(c, to)[i], go[i]);
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
        rest[i] = from->station ? facts_behind(c->s, from->station, &c->kind[i],
                                               arriving(c, place)[i], c->alone)
                                : arriving(c, place)[i];
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
            changed |= add(&taking(c, from, k)[i], go[i]);
            rest[i] = facts_that_fail(&r->when, &c->kind[i], rest[i]);
        }
        if (any)
            changed |= follow_route(c, r, go);
    }
    return changed;
}

static void spread(struct crowd *c)
{
    for (int f = 0; f < c->p->flows; f++) {
        const struct flow *flow = &c->p->flow[f];
        int start = find_place(c, flow->start.text);
        for (int i = 0; i < c->kinds && start >= 0; i++)
            if (strcmp(c->s->population[c->population[i]].id.text,
                       flow->population.text) == 0)
                arriving(c, start)[i] |= facts_at_first();
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < c->places; i++)
            changed |= go_on(c, i);
    }
}

/* ---- what is told ---- */

static bool is_taken(const struct crowd *c, const struct place *from, int k)
{
    for (int i = 0; i < c->kinds; i++)
        if (taking(c, from, k)[i])
            return true;
    return false;
}

static bool is_reached(const struct crowd *c, int place)
{
    for (int i = 0; i < c->kinds; i++)
        if (arriving(c, place)[i])
            return true;
    return false;
}

static bool is_out(const struct crowd *c, const bool *leaves, const char *to)
{
    int place = find_place(c, to);

    return place < 0 || leaves[place];
}

/* Does a way from the place, that is ever taken, lead out? */
static bool leads_out(const struct crowd *c, const bool *leaves,
                      const struct place *x)
{
    const char *exit[EXITS];

    for (int e = queue_exits(x->station, exit); e-- > 0;)
        if (is_out(c, leaves, exit[e]))
            return true;
    for (int k = 0; k < x->routes; k++) {
        const struct route *r = &x->route[k];
        if (!is_taken(c, x, k))
            continue;
        for (int n = -1; n < r->other.count; n++)
            if (is_out(c, leaves, n < 0 ? r->to.text : r->other.name[n].text))
                return true;
    }
    return false;
}

/* Places from which no route that is ever taken leads out. */
static void check_ways(const struct crowd *c)
{
    bool leaves[PORT_STATIONS_MOST + PORT_WALKS_MOST] = {false};
    struct naming names = {0};
    const struct place *first = NULL;

    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < c->places; i++)
            if (!leaves[i] && leads_out(c, leaves, &c->place[i]))
                leaves[i] = changed = true;
    }
    for (int i = 0; i < c->places; i++) {
        if (leaves[i] || !is_reached(c, i))
            continue;
        first = first ? first : &c->place[i];
        naming_add(&names, c->place[i].id->text);
    }
    if (first)
        diag_error(c->d, &first->id->at,
                   "%s can never be left: the routes that lead out have "
                   "conditions that hold for nobody there; mend one",
                   names.text);
}

static void check_asked(const struct crowd *c, int place,
                        const struct condition *when, const struct origin *at)
{
    bool status = !when->statuses, class = !when->classes.count;
    bool anybody = false;

    for (int i = 0; i < c->kinds; i++) {
        const struct class *of = c->kind[i].class;
        if (!arriving(c, place)[i])
            continue;
        anybody = true;
        status |= when->statuses >> of->status & 1;
        for (int k = 0; k < when->classes.count; k++)
            class |= strcmp(when->classes.name[k].text, of->id.text) == 0;
    }
    if (anybody && !(status && class))
        diag_warning(c->d, at,
                     "this never holds: nobody who comes to \"%s\" has such a "
                     "%s",
                     c->place[place].id->text, status ? "class" : "status");
}

/* Conditions that ask for a status or a class that nobody there has. */
static void check_conditions(const struct crowd *c)
{
    for (int i = 0; i < c->places; i++) {
        const struct place *x = &c->place[i];
        const struct station *t = x->station;
        for (int k = 0; t && k < t->priorities; k++)
            check_asked(c, i, &t->first[k].when, &t->first[k].at);
        for (int k = 0; t && k < t->steps; k++)
            check_asked(c, i, &t->step[k].when, &t->step[k].at);
        for (int k = 0; k < x->routes; k++)
            check_asked(c, i, &x->route[k].when, &x->route[k].at);
    }
}

/* "opted-out (class "citizen")" for those of the states of a route. */
static void name_states(struct naming *names, const struct member_kind *k,
                        uint64_t set, unsigned *named)
{
    char text[160];

    while (set) {
        struct fact_state f = fact_of_bit(facts_take(&set));
        if (*named >> f.result & 1)
            continue;
        *named |= 1u << f.result;
        snprintf(text, sizeof text, "%s (class \"%s\")", result_names[f.result],
                 k->class->id.text);
        naming_add(names, text);
    }
}

/* Those whom every inspection passed over; who is matched was seen enough. */
static uint64_t unseen(uint64_t set)
{
    uint64_t out = 0;

    while (set) {
        struct fact_state f = fact_of_bit(facts_take(&set));
        if (f.passed_over && f.decision == DECISION_NONE &&
            f.result != RESULT_MATCHED)
            out |= fact_bit(f);
    }
    return out;
}

static void check_inspections(const struct crowd *c)
{
    for (int i = 0; i < c->places; i++)
        for (int k = 0; k < c->place[i].routes; k++) {
            const struct route *r = &c->place[i].route[k];
            struct naming names = {0};
            unsigned named = 0;
            if (strcmp(r->to.text, end_state_names[END_ADMITTED]) != 0 &&
                strcmp(r->to.text, end_state_names[END_DEPARTED]) != 0)
                continue;
            for (int m = 0; m < c->kinds; m++)
                name_states(&names, &c->kind[m],
                            unseen(taking(c, &c->place[i], k)[m]), &named);
            if (named)
                diag_warning(c->d, &r->at,
                             "this route takes people for whom no inspection "
                             "held, with the result %s; add it to the when of "
                             "an inspect, or lead them elsewhere",
                             names.text);
        }
}

/* Does a state that takes a route back to the station take one again, always?
 */
static bool comes_back(const struct crowd *c, const struct place *x,
                       const struct member_kind *k, uint64_t set)
{
    for (uint64_t seen = 0; set & ~seen;) {
        seen |= set;
        uint64_t rest = facts_behind(c->s, x->station, k, seen, false);
        for (int i = 0; i < x->routes; i++) {
            const struct route *r = &x->route[i];
            uint64_t go = facts_that_meet(&r->when, k, rest);
            if (go && (r->other.count || strcmp(r->to.text, x->id->text) != 0))
                return false;
            set |= go;
            rest = facts_that_fail(&x->route[i].when, k, rest);
        }
    }
    return true;
}

static void check_loops(const struct crowd *c)
{
    for (int i = 0; i < c->places; i++)
        for (int k = 0; c->place[i].station && k < c->place[i].routes; k++) {
            const struct place *x = &c->place[i];
            struct naming names = {0};
            unsigned named = 0;
            const struct route *r = &x->route[k];
            if (r->other.count || strcmp(r->to.text, x->id->text) != 0 ||
                x->station->balk || x->station->impatient)
                continue; /* who waits can leave */
            for (int m = 0; m < c->kinds; m++) {
                uint64_t left = taking(c, x, k)[m], ever = 0;
                while (left) {
                    uint64_t one = UINT64_C(1) << facts_take(&left);
                    if (comes_back(c, x, &c->kind[m], one))
                        ever |= one;
                }
                name_states(&names, &c->kind[m], ever, &named);
            }
            if (named)
                diag_warning(c->d, &x->route[k].at,
                             "who takes this route back to \"%s\" with the "
                             "result %s comes back for ever, if nobody of the "
                             "party leads elsewhere; add a route for them",
                             x->id->text, names.text);
        }
}

/* ---- a port ---- */

static bool crowd_init(struct crowd *c)
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
    return c->place && c->at && c->takes;
}

static void crowd_release(struct crowd *c)
{
    free(c->place);
    free(c->at);
    free(c->takes);
}

void check_facts(const struct scenario *s, const struct port *p, struct diag *d)
{
    int errors = d->count;

    for (int alone = 0; alone < 2 && d->count == errors; alone++) {
        struct crowd c = {.s = s, .p = p, .d = d, .alone = alone == 1};
        if (!crowd_init(&c)) {
            diag_error(d, &p->id.at, "memory is short");
        } else if (spread(&c), alone) {
            check_inspections(&c);
            check_loops(&c);
        } else {
            check_ways(&c);
            check_conditions(&c);
        }
        crowd_release(&c);
    }
}
