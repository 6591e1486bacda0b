/*
 * check -- scenario_check() and the rules about the run and a port's parts as
 * lists; other rules stand in check_*.c by what they are about.
 */
#include "models/check/check.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void naming_add(struct naming *n, const char *name)
{
    if (n->full)
        return;
    const char *between = n->used ? ", " : "";
    if (n->used + strlen(between) + strlen(name) + sizeof ", ..." >
        sizeof n->text) {
        n->full = true;
        name = "...";
    }
    n->used += (size_t)snprintf(n->text + n->used, sizeof n->text - n->used,
                                "%s%s", between, name);
}

void check_time(const struct distribution *t, const struct origin *at,
                const char *what, struct diag *d)
{
    if (t->family == DIST_TRACE) {
        diag_error(d, at,
                   "%s has dist=\"trace\", but traces hold the times of "
                   "inspect steps only; choose another dist",
                   what);
        return;
    }
    const char *why = distribution_check(t);
    if (why)
        diag_error(d, at, "%s, dist=\"%s\", %s", what,
                   distribution_name(t->family), why);
}

void check_sum(double sum, const struct origin *at, const char *what,
               struct diag *d)
{
    if (fabs(sum - 1) > 1e-9) /* NaN: a share is in doubt */
        diag_error(d, at, "%s sum to %.10g; they must sum to 1", what, sum);
}

void check_unique(const void *array, int n, size_t stride, const char *what,
                  struct diag *d)
{
    const char *base = array;
    for (int i = 1; i < n; i++) {
        const struct name *name = (const void *)(base + (size_t)i * stride);
        for (int j = 0; j < i; j++) {
            const struct name *first =
                (const void *)(base + (size_t)j * stride);
            if (strcmp(first->text, name->text) != 0 || first->doubted ||
                name->doubted)
                continue;
            diag_error(d, &name->at,
                       "a second %s \"%s\"; the first is at %s:%d; give it "
                       "another name, or take one away",
                       what, name->text, first->at.file ? first->at.file : "?",
                       first->at.line);
            break;
        }
    }
}

void check_limits(const simtime *limit, int n, const struct origin *at,
                  struct diag *d)
{
    for (int i = 0; i < n; i++) {
        char text[40], before[40];
        if (limit[i] > 0 && (i == 0 || limit[i] > limit[i - 1]))
            continue;
        quantity_print_time(limit[i], text, sizeof text);
        if (limit[i] <= 0) {
            diag_error(d, at, "limit %s is not longer than 0", text);
        } else {
            quantity_print_time(limit[i - 1], before, sizeof before);
            diag_error(d, at,
                       "limit %s stands after %s; write limits in ascending "
                       "order",
                       text, before);
        }
    }
}

static bool class_exists(const struct scenario *s, const char *name)
{
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++)
            if (strcmp(s->population[i].class[k].id.text, name) == 0)
                return true;
    return false;
}

static bool group_exists(const struct scenario *s, const char *name)
{
    for (int i = 0; i < s->groups; i++)
        if (strcmp(s->group[i].id.text, name) == 0)
            return true;
    return false;
}

static void report_class(const struct scenario *s, const struct name *name,
                         struct diag *d)
{
    struct naming names = {0};
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++)
            naming_add(&names, s->population[i].class[k].id.text);
    diag_error(d, &name->at, "no population has a class \"%s\"; there are: %s",
               name->text, *names.text ? names.text : "none");
}

static void report_group(const struct scenario *s, const struct name *name,
                         struct diag *d)
{
    struct naming names = {0};
    for (int i = 0; i < s->groups; i++)
        naming_add(&names, s->group[i].id.text);
    diag_error(d, &name->at, "there is no group \"%s\"; there are: %s",
               name->text, *names.text ? names.text : "none");
}

void check_condition(const struct scenario *s, const struct condition *c,
                     struct diag *d)
{
    for (int i = 0; i < c->classes.count; i++)
        if (!c->classes.name[i].doubted &&
            !class_exists(s, c->classes.name[i].text))
            report_class(s, &c->classes.name[i], d);
    for (int i = 0; i < c->groups.count; i++)
        if (!c->groups.name[i].doubted &&
            !group_exists(s, c->groups.name[i].text))
            report_group(s, &c->groups.name[i], d);
}

static void check_run(const struct scenario *s, struct diag *d)
{
    char text[40], other[40];
    if (s->interval > 0 && s->duration > 0) {
        int64_t n = (s->duration + s->interval - 1) / s->interval;
        if (n > INTERVALS_MOST) {
            simtime least = (s->duration + INTERVALS_MOST - 1) / INTERVALS_MOST;
            simtime round = least <= US_PER_S     ? 1
                            : least <= US_PER_MIN ? US_PER_S
                                                  : US_PER_MIN;
            least = (least + round - 1) / round * round;
            quantity_print_time(s->interval, text, sizeof text);
            quantity_print_time(least, other, sizeof other);
            diag_error(d, &s->run_at,
                       "interval %s cuts the run into %" PRId64
                       " intervals, and there may be %d; make it at least %s",
                       text, n, INTERVALS_MOST, other);
        }
    }
    if (s->warm_up >= s->duration && s->duration > 0) {
        quantity_print_time(s->warm_up, text, sizeof text);
        quantity_print_time(s->duration, other, sizeof other);
        diag_error(d, &s->run_at,
                   "warm-up %s leaves nothing of the run, which lasts %s; "
                   "shorten it or run longer",
                   text, other);
    }
    if (s->interval > 0 && s->warm_up % s->interval) {
        quantity_print_time(s->warm_up, text, sizeof text);
        quantity_print_time(s->interval, other, sizeof other);
        diag_error(d, &s->run_at,
                   "warm-up %s is no whole number of intervals of %s, so that "
                   "one would be half counted; change either",
                   text, other);
    }
    if (s->ports == 0 && !s->doubted)
        diag_error(d, &s->at,
                   "the scenario has no port, so nothing would "
                   "happen; add a <port>");
}

static void check_groups(const struct scenario *s, struct diag *d)
{
    if (s->groups > GROUPS_MOST)
        diag_error(d, &s->group[GROUPS_MOST].id.at,
                   "group \"%s\" is one too many: there may be %d groups",
                   s->group[GROUPS_MOST].id.text, GROUPS_MOST);
    for (int i = 0; i < s->groups; i++) {
        const struct group *g = &s->group[i];
        if (g->age_from > g->age_to)
            diag_error(d, &g->id.at,
                       "group \"%s\" begins at age %d and ends at %d; swap "
                       "age-from and age-to",
                       g->id.text, g->age_from, g->age_to);
    }
}

static bool has_ratios(const struct scenario *s, const char *group)
{
    for (int i = 0; i < s->cameras; i++)
        for (int k = 0; k < s->camera[i].ratios; k++)
            if (strcmp(s->camera[i].ratio[k].group.text, group) == 0)
                return true;
    for (int i = 0; i < s->matchers; i++)
        for (int k = 0; k < s->matcher[i].ratios; k++)
            if (strcmp(s->matcher[i].ratio[k].group.text, group) == 0)
                return true;
    return false;
}

/* Rates that differ by group claim something about people. */
static void check_basis(const struct scenario *s, struct diag *d)
{
    const struct group *first = NULL;
    struct naming names = {0};

    for (int i = 0; i < s->groups; i++) {
        const struct group *g = &s->group[i];
        if (g->basis != GROUP_NOT_STATED || !has_ratios(s, g->id.text))
            continue;
        first = first ? first : g;
        naming_add(&names, g->id.text);
    }
    if (first)
        diag_warning(d, &first->id.at,
                     "ratios of group %s rest on nothing that is stated, and "
                     "tables of errors will say so; write basis=\"published\" "
                     "or basis=\"illustrative\" at the group",
                     names.text);
}

static void check_journeys(const struct port *p, struct diag *d)
{
    check_unique(p->journey, p->journeys, sizeof *p->journey, "journey", d);
    for (int i = 0; i < p->journeys; i++) {
        const struct journey *j = &p->journey[i];
        check_limits(j->limit, j->limits, &j->id.at, d);
        struct naming names = {0};
        bool found = false;
        for (int k = 0; k < p->stations; k++) {
            naming_add(&names, p->station[k].id.text);
            found |= strcmp(p->station[k].id.text, j->to.text) == 0;
        }
        if (!found && !j->to.doubted)
            diag_error(d, &j->to.at,
                       "journey \"%s\" ends at station \"%s\", which is not "
                       "there; there are: %s",
                       j->id.text, j->to.text,
                       *names.text ? names.text : "none");
    }
}

/* Steps and routes are told apart by 8 bits in the keys of random numbers. */
static void check_counts(int steps, int routes, const struct name *of,
                         struct diag *d)
{
    if (steps > STEPS_MOST)
        diag_error(d, &of->at, "\"%s\" has %d steps; there may be %d", of->text,
                   steps, STEPS_MOST);
    if (routes > ROUTES_MOST)
        diag_error(d, &of->at, "\"%s\" has %d routes; there may be %d",
                   of->text, routes, ROUTES_MOST);
}

/* A port holds `most` structs that have a struct name at their start. */
static void check_room(const void *array, int n, size_t stride, int most,
                       const char *what, const char *instead, struct diag *d)
{
    if (n <= most)
        return;
    const struct name *first =
        (const void *)((const char *)array + (size_t)most * stride);
    diag_error(d, &first->at,
               "%s \"%s\" is one too many: a port has at most %d; %s", what,
               first->text, most, instead);
}

static void check_port(const struct scenario *s, const struct port *p,
                       struct diag *d)
{
    if (p->flows == 0 && !s->doubted)
        diag_warning(d, &p->id.at, "the port has no flow: nobody comes to it");
    check_room(p->flow, p->flows, sizeof *p->flow, PORT_FLOWS_MOST, "flow",
               "put calls of several into one timetable, or make two ports", d);
    check_room(p->station, p->stations, sizeof *p->station, PORT_STATIONS_MOST,
               "station", "make two ports", d);
    check_room(p->walk, p->walks, sizeof *p->walk, PORT_WALKS_MOST, "walk",
               "make two ports", d);
    check_room(p->pool, p->pools, sizeof *p->pool, PORT_POOLS_MOST,
               "pool of officers", "make two ports", d);
    check_unique(p->flow, p->flows, sizeof *p->flow, "flow", d);
    check_pools(s, p, d);
    for (int i = 0; i < p->flows; i++)
        check_flow(s, p, &p->flow[i], d);
    for (int i = 0; i < p->stations; i++) {
        check_station(s, p, &p->station[i], d);
        check_counts(p->station[i].steps, p->station[i].routes,
                     &p->station[i].id, d);
    }
    for (int i = 0; i < p->walks; i++) {
        const struct walk *w = &p->walk[i];
        char what[100];
        snprintf(what, sizeof what, "the time of walk \"%s\"", w->id.text);
        check_time(&w->time, &w->id.at, what, d);
        check_counts(0, w->routes, &w->id, d);
        for (int k = 0; k < w->routes; k++)
            check_condition(s, &w->route[k].when, d);
    }
    check_graph(s, p, d);
    check_shares(s, p, d);
    check_journeys(p, d);
}

void scenario_check(const struct scenario *s, struct diag *d)
{
    check_run(s, d);
    check_groups(s, d);
    check_populations(s, d);
    check_equipment(s, d);
    check_retention(s, d);
    check_rules(s, d);
    for (int i = 0; i < s->ports; i++)
        check_port(s, &s->port[i], d);
}

void scenario_check_sense(const struct scenario *s, struct diag *d)
{
    int errors = d->count;

    check_basis(s, d);
    check_idle(s, d);
    if (!s->doubted)
        check_takers(s, d);
    check_facts(s, d);
    if (d->count ==
        errors) /* people get out, so the estimate comes to an end */
        check_demand(s, d);
}
