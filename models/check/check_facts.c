/*
 * check_facts -- holes in a port's logic, by the facts that its people can have
 * at each place: nobody sees them, nothing lets them out, a condition asks for
 * what nobody is. Errors are told only of what is so whoever travels together;
 * for warnings everybody is taken to travel alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/alike.h"
#include "models/check/check.h"
#include "models/crowd.h"

static bool is_taken(const struct crowd *c, const struct place *from, int k)
{
    for (int i = 0; i < c->kinds; i++)
        if (crowd_taking(c, from, k)[i])
            return true;
    return false;
}

static bool is_reached(const struct crowd *c, int place)
{
    for (int i = 0; i < c->kinds; i++)
        if (crowd_arriving(c, place)[i])
            return true;
    return false;
}

static bool is_out(const struct crowd *c, const bool *leaves, const char *to)
{
    int place = crowd_place(c, to);

    return place < 0 || leaves[place];
}

/* Does a way from the place, that is ever taken, lead out? */
static bool leads_out(const struct crowd *c, const bool *leaves,
                      const struct place *x)
{
    const char *exit[CROWD_EXITS];

    for (int e = crowd_exits(x->station, exit); e-- > 0;)
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
static void check_ways(const struct crowd *c, struct diag *d)
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
        diag_error(d, &first->id->at,
                   "%s can never be left: the routes that lead out have "
                   "conditions that hold for nobody there; mend one",
                   names.text);
}

static void check_asked(const struct crowd *c, int place,
                        const struct condition *when, const struct origin *at,
                        struct diag *d)
{
    bool status = !when->statuses, class = !when->classes.count;
    bool anybody = false;

    for (int i = 0; i < c->kinds; i++) {
        const struct class *of = c->kind[i].class;
        if (!crowd_arriving(c, place)[i])
            continue;
        anybody = true;
        status |= when->statuses >> of->status & 1;
        for (int k = 0; k < when->classes.count; k++)
            class |= strcmp(when->classes.name[k].text, of->id.text) == 0;
    }
    if (anybody && !(status && class))
        diag_warning(d, at,
                     "this never holds: nobody who comes to \"%s\" has such a "
                     "%s",
                     c->place[place].id->text, status ? "class" : "status");
}

/* Somebody who comes has to enrol, where anybody comes. */
static void check_newcomers(const struct crowd *c, int place,
                            const struct step *enrol, struct diag *d)
{
    bool anybody = false, newcomer = false;

    for (int i = 0; i < c->kinds; i++)
        if (crowd_arriving(c, place)[i]) {
            anybody = true;
            newcomer |= c->kind[i].newcomer;
        }
    if (anybody && !newcomer)
        diag_warning(d, &enrol->at,
                     "nobody enrols here: everybody who comes to \"%s\" is "
                     "enrolled; give a class enrolled=\"...\" below 1, or take "
                     "the step away",
                     c->place[place].id->text);
}

/* A match that asks for results which the capture before it has just replaced:
 * a success makes the result none. */
static void check_match(const struct crowd *c, int place, int step,
                        struct diag *d)
{
    const struct station *t = c->place[place].station;
    const struct condition facts = {.facts = t->step[step].when.facts,
                                    .share = 1};
    uint64_t image = 0, asked = 0;
    bool none = false;

    if (!facts.facts || facts.facts >> RESULT_NONE & 1)
        return;
    for (int i = 0; i < c->kinds; i++) {
        uint64_t with = facts_with_image(c->s, t, step, &c->kind[i],
                                         crowd_arriving(c, place)[i]);
        image |= with;
        asked |= facts_that_meet(&facts, &c->kind[i], with);
    }
    while (image)
        none |= fact_of_bit(facts_take(&image)).result == RESULT_NONE;
    if (none && !asked)
        diag_warning(d, &t->step[step].at,
                     "this match asks for nobody: the success of a capture "
                     "makes the result none, which when does not name, also "
                     "of who was captured again; say when=\"none\", or take "
                     "when away");
}

/* Conditions that ask for a status or a class that nobody there has. */
static void check_conditions(const struct crowd *c, struct diag *d)
{
    for (int i = 0; i < c->places; i++) {
        const struct place *x = &c->place[i];
        const struct station *t = x->station;
        for (int k = 0; t && k < t->priorities; k++)
            check_asked(c, i, &t->first[k].when, &t->first[k].at, d);
        for (int k = 0; t && k < t->steps; k++) {
            check_asked(c, i, &t->step[k].when, &t->step[k].at, d);
            if (t->step[k].kind == STEP_MATCH)
                check_match(c, i, k, d);
            if (t->step[k].kind == STEP_ENROL)
                check_newcomers(c, i, &t->step[k], d);
        }
        for (int k = 0; k < x->routes; k++)
            check_asked(c, i, &x->route[k].when, &x->route[k].at, d);
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

static void check_inspections(const struct crowd *c, struct diag *d)
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
                            unseen(crowd_taking(c, &c->place[i], k)[m]),
                            &named);
            if (named)
                diag_warning(d, &r->at,
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

static void check_loops(const struct crowd *c, struct diag *d)
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
                uint64_t left = crowd_taking(c, x, k)[m], ever = 0;
                while (left) {
                    uint64_t one = UINT64_C(1) << facts_take(&left);
                    if (comes_back(c, x, &c->kind[m], one))
                        ever |= one;
                }
                name_states(&names, &c->kind[m], ever, &named);
            }
            if (named)
                diag_warning(d, &x->route[k].at,
                             "who takes this route back to \"%s\" with the "
                             "result %s comes back for ever, if nobody of the "
                             "party leads elsewhere; add a route for them",
                             x->id->text, names.text);
        }
}

static void check_port(const struct scenario *s, const struct port *p,
                       struct diag *d)
{
    int errors = d->count;

    for (int alone = 0; alone < 2 && d->count == errors; alone++) {
        struct crowd c = {.s = s, .p = p, .alone = alone == 1};
        if (crowd_init(&c)) {
            diag_error(d, &p->id.at, "memory is short");
        } else if (crowd_spread(&c), alone) {
            check_inspections(&c, d);
            check_loops(&c, d);
        } else {
            check_ways(&c, d);
            check_conditions(&c, d);
        }
        crowd_release(&c);
    }
}

/* Ports that are alike have the same holes: where the first has none, none has.
 */
void check_facts(const struct scenario *s, struct diag *d)
{
    int *first = ports_alike(s);
    bool *hole = calloc((size_t)s->ports + 1, sizeof *hole);

    if (!first || !hole)
        diag_error(d, &s->at, "memory is short");
    for (int i = 0; first && hole && i < s->ports; i++) {
        if (first[i] == i) {
            struct diag found = {0};
            check_port(s, &s->port[i], &found);
            hole[i] = found.count || found.warnings;
            diag_release(&found);
        }
        if (hole[first[i]])
            check_port(s, &s->port[i], d);
    }
    free(hole);
    free(first);
}
