/*
 * check_graph -- where the routes of a port lead. Nodes are its stations and
 * walks; marks spread over the routes until nothing changes, which is quick
 * enough for the few hundred nodes that a port may have.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/check/check_graph.h"

const char *graph_kind(const struct graph *g, int i)
{
    return i < g->stations ? "station" : "walk";
}

int graph_find(const struct graph *g, const char *name)
{
    for (int i = 0; i < g->nodes; i++)
        if (strcmp(g->node[i].id->text, name) == 0)
            return i;
    return TO_NOWHERE;
}

/* An end state that routes may lead to? */
static bool is_target(const char *name)
{
    for (int i = 0; i < END_STILL_INSIDE; i++)
        if (strcmp(end_state_names[i], name) == 0)
            return true;
    return false;
}

struct naming graph_names(const struct graph *g)
{
    struct naming names = {0};
    for (int i = 0; i < g->nodes; i++)
        naming_add(&names, g->node[i].id->text);
    if (g->nodes == 0)
        naming_add(&names, "none");
    return names;
}

static void check_names(const struct graph *g, const struct port *p)
{
    check_unique(p->station, p->stations, sizeof *p->station, "station", g->d);
    check_unique(p->walk, p->walks, sizeof *p->walk, "walk", g->d);
    for (int i = 0; i < g->nodes; i++) {
        const struct name *id = g->node[i].id;
        if (id->doubted)
            continue;
        int first = graph_find(g, id->text);
        if (i >= g->stations && first < g->stations)
            diag_error(g->d, &id->at,
                       "walk \"%s\" has the name of the station at %s:%d, so "
                       "routes could not tell them apart; rename one",
                       id->text,
                       g->node[first].id->at.file ? g->node[first].id->at.file
                                                  : "?",
                       g->node[first].id->at.line);
        if (is_target(id->text) ||
            strcmp(id->text, end_state_names[END_STILL_INSIDE]) == 0)
            diag_error(g->d, &id->at,
                       "%s \"%s\" has the name of an end state, so routes "
                       "could not tell them apart; rename it",
                       graph_kind(g, i), id->text);
    }
}

static bool is_unconditional(const struct condition *c)
{
    return c->facts == 0 && c->statuses == 0 && c->classes.count == 0 &&
           c->groups.count == 0 && !c->enrolled && c->share >= 1;
}

/* A list of routes ends with one that holds for all, and only there. */
static void check_routes(const struct graph *g, int i)
{
    const struct node *n = &g->node[i];
    for (int k = 0; k < n->routes; k++) {
        if (!is_unconditional(&n->route[k].when))
            continue;
        if (k + 1 < n->routes)
            diag_error(g->d, &n->route[k + 1].at,
                       "this route is never read, because the one to \"%s\" "
                       "at line %d takes everybody; give that a condition, or "
                       "put it last",
                       n->route[k].to.text, n->route[k].at.line);
        return;
    }
    if (n->doubted ||
        (n->routes > 0 && isnan(n->route[n->routes - 1].when.share)))
        return;
    const struct origin *at =
        n->routes > 0 ? &n->route[n->routes - 1].at : &n->id->at;
    diag_error(g->d, at,
               "the last route of %s \"%s\" does not hold for everybody, so "
               "the others would have nowhere to go; add <route to=\"...\"/> "
               "after it",
               graph_kind(g, i), n->id->text);
}

static int check_target(const struct graph *g, const struct name *to,
                        const char *what)
{
    int target = is_target(to->text) ? TO_END : graph_find(g, to->text);
    if (to->doubted) /* whatever it may be the name of */
        return TO_NOWHERE;
    if (target != TO_NOWHERE)
        return target;
    struct naming nodes = graph_names(g), ends = {0};
    for (int e = 0; e < END_STILL_INSIDE; e++)
        naming_add(&ends, end_state_names[e]);
    diag_error(g->d, &to->at,
               "the %s leads to \"%s\", which is no station, walk or end "
               "state; there are: %s; and the end states %s",
               what, to->text, nodes.text, ends.text);
    return target;
}

int graph_others(const struct node *n, int k)
{
    int way = n->routes;
    for (int e = 0; e < EXITS; e++)
        way += n->exit[e] != NULL;
    for (int i = 0; i < k; i++)
        way += n->route[i].other.count;
    return way;
}

/* A choice is among stations, each of them once. */
static void check_choice(const struct graph *g, struct node *n, int k)
{
    const struct route *r = &n->route[k];
    const struct name *other = r->other.name;
    int *target = &n->target[graph_others(n, k)];
    if (r->other.count && n->target[k] != TO_NOWHERE &&
        !(n->target[k] >= 0 && n->target[k] < g->stations))
        diag_error(g->d, &r->to.at,
                   "a route with or=\"...\" chooses among stations, but \"%s\" "
                   "is %s; lead it to a station, or take or away",
                   r->to.text, n->target[k] < 0 ? "an end state" : "a walk");
    for (int i = 0; i < r->other.count; i++) {
        int to = graph_find(g, other[i].text);
        bool again = strcmp(other[i].text, r->to.text) == 0;
        for (int m = 0; m < i; m++)
            again |= strcmp(other[i].text, other[m].text) == 0;
        target[i] = to < g->stations ? to : TO_NOWHERE;
        if (other[i].doubted)
            continue;
        struct naming names = graph_names(g);
        if (target[i] == TO_NOWHERE)
            diag_error(g->d, &other[i].at,
                       "or names \"%s\", which is no station of the port, and "
                       "a route chooses among stations only; stations and "
                       "walks are: %s",
                       other[i].text, names.text);
        else if (again)
            diag_error(g->d, &other[i].at,
                       "the route would choose \"%s\" twice; name it once",
                       other[i].text);
    }
}

static void check_targets(const struct graph *g, int i)
{
    static const char *const what[EXITS] = {"<balk>", "<patience>", "full-to"};
    struct node *n = &g->node[i];
    int way = n->routes;
    for (int k = 0; k < n->routes; k++)
        n->target[k] = check_target(g, &n->route[k].to, "route");
    for (int k = 0; k < EXITS; k++)
        if (n->exit[k])
            n->target[way++] = check_target(g, n->exit[k], what[k]);
    for (int k = 0; k < n->routes; k++)
        check_choice(g, n, k);
}

/* "a -> b -> a": follow walks that do not end from walk i. */
static void report_circle(const struct graph *g, int i)
{
    char text[300] = "";
    size_t used = 0;
    int steps = 0, at = i;
    /* First go far enough to be on the circle, then once around it. */
    for (int round = 0; round < 2; round++) {
        int begin = at;
        do {
            const struct node *n = &g->node[at];
            if (round == 1 && used < sizeof text)
                used += (size_t)snprintf(text + used, sizeof text - used,
                                         "\"%s\" -> ", n->id->text);
            int k = 0; /* a route's: the others lead to stations */
            while (n->target[k] < g->stations || g->node[n->target[k]].ends)
                k++;
            at = n->target[k];
        } while (round == 0 ? ++steps < g->nodes : at != begin);
    }
    diag_error(g->d, &g->node[at].id->at,
               "walks form a circle without a station: %s\"%s\"; travellers "
               "could go round in it for ever; lead one of them to a station "
               "or an end state",
               text, g->node[at].id->text);
}

/* Walks from which every chain of walks ends are marked; what remains holds a
 * circle. One is reported: mending it shows the next. */
static void check_circles(const struct graph *g)
{
    int left = g->nodes - g->stations;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = g->stations; i < g->nodes; i++) {
            struct node *n = &g->node[i];
            bool ends = true;
            for (int k = 0; k < n->routes; k++)
                ends &=
                    n->target[k] < g->stations || g->node[n->target[k]].ends;
            if (n->ends || !ends)
                continue;
            n->ends = changed = true;
            left--;
        }
    }
    for (int i = g->stations; left > 0 && i < g->nodes; i++)
        if (!g->node[i].ends) {
            report_circle(g, i);
            return;
        }
}

/* Where a party goes on from a node in no time: by `exit` of a station, and by
 * the routes of a walk that takes none. */
static bool is_instant(const struct graph *g, int i, int way, int exit)
{
    const struct node *n = &g->node[i];
    if (i >= g->stations)
        return !n->lasts;
    return way >= n->routes && n->way[way] == n->exit[exit];
}

/* Parties that balk in a circle, or are sent away in one, would never get out
 * of the microsecond. There is no circle of both: who has balked is inside, and
 * waits where it is full. */
static void check_balking(const struct graph *g, int exit)
{
    struct naming names = {0};
    const struct node *first = NULL;
    for (int i = 0; i < g->nodes; i++)
        g->node[i].settles = false;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < g->nodes; i++) {
            struct node *n = &g->node[i];
            bool settles = true;
            for (int k = 0; k < n->ways; k++)
                settles &= !is_instant(g, i, k, exit) || n->target[k] < 0 ||
                           g->node[n->target[k]].settles;
            changed |= settles && !n->settles;
            n->settles |= settles;
        }
    }
    for (int i = 0; i < g->stations; i++)
        if (!g->node[i].settles && (exit == BALK || g->node[i].outside)) {
            first = first ? first : &g->node[i];
            naming_add(&names, g->node[i].id->text);
        }
    if (first && exit == FULL)
        diag_error(g->d, &first->exit[FULL]->at,
                   "where all are full, a party from outside that is sent on "
                   "goes round for ever in no time between: %s; lead one "
                   "full-to to an end state or a walk that takes time",
                   names.text);
    else if (first)
        diag_error(g->d, &first->exit[BALK]->at,
                   "where all queues are long, a party that balks goes round "
                   "for ever in no time between: %s; lead one <balk> to an "
                   "end state or a walk that takes time",
                   names.text);
}

/* Mark the nodes to which parties come that have not queued anywhere: by walks
 * from the start of a flow, and sent on from stations that are full. */
static void mark_outside(const struct graph *g, const struct port *p)
{
    for (int i = 0; i < p->flows; i++) {
        int start = graph_find(g, p->flow[i].start.text);
        if (start >= 0)
            g->node[start].outside = true;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < g->nodes; i++)
            for (int k = 0; g->node[i].outside && k < g->node[i].ways; k++) {
                const struct node *n = &g->node[i];
                int to = n->target[k];
                bool sent = n->exit[FULL] && n->way[k] == n->exit[FULL];
                if (to < 0 || g->node[to].outside || (i < g->stations && !sent))
                    continue;
                g->node[to].outside = changed = true;
            }
    }
}

static void station_node(struct node *n, const struct station *t)
{
    *n = (struct node){.id = &t->id,
                       .route = t->route,
                       .routes = t->routes,
                       .doubted = t->doubted};
    n->exit[BALK] = t->balk > 0 ? &t->balk_to : NULL;
    n->exit[PATIENCE] = t->impatient ? &t->patience_to : NULL;
    n->exit[FULL] = t->full_to.text ? &t->full_to : NULL;
}

static void walk_node(struct node *n, const struct walk *w)
{
    *n = (struct node){.id = &w->id,
                       .route = w->route,
                       .routes = w->routes,
                       .doubted = w->doubted};
    n->lasts = distribution_check(&w->time) || distribution_mean(&w->time) > 0;
}

static void name_ways(struct node *n)
{
    int way = 0;
    for (int k = 0; k < n->routes; k++)
        n->way[way++] = &n->route[k].to;
    for (int k = 0; k < EXITS; k++)
        if (n->exit[k])
            n->way[way++] = n->exit[k];
    for (int k = 0; k < n->routes; k++)
        for (int i = 0; i < n->route[k].other.count; i++)
            n->way[way++] = &n->route[k].other.name[i];
}

/* Nodes and room for their ways; false: memory is short. */
static bool graph_init(struct graph *g, const struct scenario *s,
                       const struct port *p, struct diag *d)
{
    size_t ways = 0, used = 0;
    *g = (struct graph){.s = s,
                        .nodes = p->stations + p->walks,
                        .stations = p->stations,
                        .d = d,
                        .errors = d->count,
                        .doubted = s->doubted};
    g->node = calloc((size_t)g->nodes + 1, sizeof *g->node);
    if (!g->node)
        return false;
    for (int i = 0; i < g->nodes; i++) {
        if (i < p->stations)
            station_node(&g->node[i], &p->station[i]);
        else
            walk_node(&g->node[i], &p->walk[i - p->stations]);
        g->node[i].ways = graph_others(&g->node[i], g->node[i].routes);
        ways += (size_t)g->node[i].ways;
    }
    g->targets = calloc(ways + 1, sizeof *g->targets);
    g->names = calloc(ways + 1, sizeof *g->names);
    if (!g->targets || !g->names)
        return false;
    for (int i = 0; i < g->nodes; i++) {
        g->node[i].target = g->targets + used;
        g->node[i].way = g->names + used;
        name_ways(&g->node[i]);
        used += (size_t)g->node[i].ways;
    }
    return true;
}

void check_graph(const struct scenario *s, const struct port *p, struct diag *d)
{
    struct graph g;
    if (p->stations > PORT_STATIONS_MOST || p->walks > PORT_WALKS_MOST)
        return; /* that has been said */
    if (!graph_init(&g, s, p, d)) {
        diag_error(d, &p->id.at, "memory is short");
    } else {
        check_names(&g, p);
        for (int i = 0; i < g.nodes; i++) {
            check_routes(&g, i);
            check_targets(&g, i);
        }
        check_circles(&g);
        mark_outside(&g, p);
        check_balking(&g, BALK);
        check_balking(&g, FULL);
        check_rooms(&g, p);
        check_reach(&g, p);
    }
    free(g.node);
    free(g.targets);
    free(g.names);
}
