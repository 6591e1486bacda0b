/*
 * check_room -- stations with room: that who finds none knows where to go, that
 * full stations cannot wait for one another for ever, that a party is whole
 * when it holds a position; and stations whose positions have queues of their
 * own.
 */
#include <stdio.h>
#include <string.h>

#include "models/check/check_graph.h"

/* Stations with room that can be reached from a node over walks alone: bits. */
static uint64_t rooms_behind(const struct graph *g, const struct port *p,
                             const uint64_t *behind, int to)
{
    if (to < 0)
        return 0;
    if (to >= g->stations)
        return behind[to];
    return p->station[to].room > 0 ? UINT64_C(1) << to : 0;
}

/* The same of a route, with all that it may choose. */
static uint64_t rooms_of_route(const struct graph *g, const struct port *p,
                               const uint64_t *behind, int node, int k)
{
    const struct node *n = &g->node[node];
    const int *other = &n->target[graph_others(n, k)];
    uint64_t rooms = rooms_behind(g, p, behind, n->target[k]);
    for (int i = 0; i < n->route[k].other.count; i++)
        rooms |= rooms_behind(g, p, behind, other[i]);
    return rooms;
}

/* behind[]: of each node, over its routes, until nothing changes. */
static void find_rooms(const struct graph *g, const struct port *p,
                       uint64_t *behind)
{
    memset(behind, 0, (size_t)g->nodes * sizeof *behind);
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < g->nodes; i++)
            for (int k = 0; k < g->node[i].routes; k++) {
                uint64_t more = rooms_of_route(g, p, behind, i, k);
                changed |= more & ~behind[i];
                behind[i] |= more;
            }
    }
}

static const char *one_of(const struct port *p, uint64_t rooms)
{
    return p->station[__builtin_ctzll(rooms)].id.text;
}

/* Halves of a party cannot both hold the one position that they leave. */
static void check_halves(const struct graph *g, const struct port *p,
                         const uint64_t *behind)
{
    for (int i = 0; i < g->nodes; i++)
        for (int k = 0; k < g->node[i].routes; k++) {
            const struct route *r = &g->node[i].route[k];
            uint64_t rooms = rooms_of_route(g, p, behind, i, k);
            if (r->split && rooms)
                diag_error(g->d, &r->at,
                           "members who leave the others here come to station "
                           "\"%s\", which has room: where it is full, they "
                           "and the others could not both stay at the position "
                           "that they leave; take split away, or room from "
                           "\"%s\"",
                           one_of(p, rooms), one_of(p, rooms));
        }
}

/* "a" -> "b" -> "a": of the stations in `left` each leads to one of them. */
static void report_deadlock(const struct graph *g, const struct port *p,
                            const uint64_t *behind, uint64_t left)
{
    char text[400] = "";
    size_t used = 0;
    int at = __builtin_ctzll(left);
    for (int i = 0; i < g->stations; i++) /* far enough to be on the circle */
        at = __builtin_ctzll(behind[at] & left);
    int begin = at;
    do {
        if (used < sizeof text)
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "\"%s\" -> ", p->station[at].id.text);
        at = __builtin_ctzll(behind[at] & left);
    } while (at != begin);
    diag_error(g->d, &p->station[at].id.at,
               "stations with room lead to one another in a circle: %s\"%s\"; "
               "when all are full each waits for the next for ever; take room "
               "from one of them",
               text, p->station[at].id.text);
}

/* Who is blocked at a station with room fills it: if that goes round, nobody
 * moves any more. */
static void check_deadlock(const struct graph *g, const struct port *p,
                           const uint64_t *behind)
{
    uint64_t left = 0;
    for (int i = 0; i < g->stations; i++)
        if (p->station[i].room > 0)
            left |= UINT64_C(1) << i;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < g->stations; i++)
            if (left >> i & 1 && !(behind[i] & left)) {
                left &= ~(UINT64_C(1) << i);
                changed = true;
            }
    }
    if (left)
        report_deadlock(g, p, behind, left);
}

/* Which positions are open would not be known of officers who also go
 * elsewhere; nor who takes whose position, as each serves its own queue. */
static void check_lanes(const struct graph *g, const struct port *p, int i)
{
    const struct station *t = &p->station[i];
    if (t->own_queues && t->preemptive)
        diag_error(g->d, &t->id.at,
                   "queues=\"each\" and order=\"preemptive\" of station "
                   "\"%s\" do not go together, as a party would have to take "
                   "the position that it queues at; choose one of them",
                   t->id.text);
    if (!t->own_queues || !t->officers.text || t->officers.doubted ||
        t->monitored > 0)
        return;
    for (int k = 0; k < p->stations; k++) {
        const struct station *other = &p->station[k];
        if (k == i || !other->officers.text ||
            strcmp(other->officers.text, t->officers.text) != 0)
            continue;
        diag_error(g->d, &t->officers.at,
                   "pool \"%s\" also staffs station \"%s\", so it would not "
                   "be known which positions of \"%s\" are open to queue at "
                   "(queues=\"each\"); give it a pool of its own",
                   t->officers.text, other->id.text, t->id.text);
        return;
    }
}

void check_rooms(const struct graph *g, const struct port *p)
{
    uint64_t behind[PORT_STATIONS_MOST + PORT_WALKS_MOST];
    for (int i = 0; i < p->stations; i++) {
        const struct station *t = &p->station[i];
        check_lanes(g, p, i);
        if (t->full_to.text && t->room == 0 && !t->doubted)
            diag_error(g->d, &t->full_to.at,
                       "full-to has no meaning without room, as station "
                       "\"%s\" is never full; add room, or take full-to away",
                       t->id.text);
    }
    find_rooms(g, p, behind);
    check_halves(g, p, behind);
    check_deadlock(g, p, behind);
}
