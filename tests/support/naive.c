/* naive -- the agenda, ways and routes of the naive simulator. */
#include "tests/support/naive_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void naive_fail(const char *what, const char *name)
{
    fprintf(stderr, "naive: %s: %s\n", what, name);
    abort();
}

void *naive_new(struct world *w, size_t size)
{
    void *p = arena_alloc(w->arena, size);

    if (p == NULL)
        naive_fail("memory", "short");
    return p;
}

void naive_schedule(struct world *w, struct event e)
{
    struct event *new = naive_new(w, sizeof *new);
    struct event **last = &w->agenda;

    *new = e;
    new->next = NULL;
    while (*last) /* at the end: equal private events stay in their order */
        last = &(*last)->next;
    *last = new;
}

static bool before(const struct event *a, const struct event *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    if (a->rank != b->rank)
        return a->rank < b->rank;
    if (a->flow != b->flow)
        return a->flow < b->flow;
    if (a->ordinal != b->ordinal)
        return a->ordinal < b->ordinal;
    return a->lead < b->lead;
}

/* What lies in a visit after its interruption, but answers. */
static bool is_held_up(const struct event *e)
{
    if (!e->band || !e->band->stopped)
        return false;
    return e->what == DO_END ||
           (e->rank == RANK_PRIVATE && e->at > e->band->stopped_at &&
            e->what != DO_ANSWERED && e->what != DO_GIVEN_UP);
}

struct event *naive_least(const struct world *w)
{
    struct event *best = NULL;

    for (struct event *e = w->agenda; e; e = e->next)
        if (!is_held_up(e) && (!best || before(e, best)))
            best = e;
    return best;
}

void naive_strike_out(struct world *w, struct event *gone)
{
    struct event **e = &w->agenda;

    while (*e != gone)
        e = &(*e)->next;
    *e = gone->next;
}

void naive_happens(struct world *w, enum naive_meeting what)
{
    for (int i = 0; i < MEETINGS; i++)
        if (w->happened[i])
            w->out->met[i][what]++;
    w->happened[what] = true;
}

void naive_met(struct world *w, enum naive_case what)
{
    w->out->cases[what]++;
}

void naive_forget(struct world *w, const struct band *b)
{
    naive_request_nobody(w->services, b);
    for (struct event **e = &w->agenda; *e;)
        if ((*e)->band == b)
            *e = (*e)->next;
        else
            e = &(*e)->next;
}

struct event naive_about(const struct band *b, simtime at, int rank)
{
    return (struct event){.at = at,
                          .rank = rank,
                          .flow = b->flow,
                          .ordinal = b->ordinal,
                          .lead = b->who[0]->member,
                          .band = (struct band *)b};
}

int naive_find_station(const struct world *w, const char *name)
{
    for (int i = 0; i < w->p->stations; i++)
        if (strcmp(w->p->station[i].id.text, name) == 0)
            return i;
    return -1;
}

static int find_walk(const struct world *w, const char *name)
{
    for (int i = 0; i < w->p->walks; i++)
        if (strcmp(w->p->walk[i].id.text, name) == 0)
            return i;
    return -1;
}

static int find_end(const char *name)
{
    for (int i = 0; i < END_STILL_INSIDE; i++)
        if (strcmp(end_state_names[i], name) == 0)
            return i;
    naive_fail("no such place", name);
    return -1;
}

void naive_leave(struct world *w, struct band *b, int end)
{
    naive_milestone(w, b->who[0], MILESTONE_LEAVE, end, b->people);
    for (int i = 0; i < b->people; i++) {
        b->who[i]->end = (enum end_state)end;
        b->who[i]->left = w->now;
    }
    b->gone = true;
}

/* Send a band on its way to a place, from time `from` on; an end state may be
 * reached at once. */
void naive_go(struct world *w, struct band *b, const char *to, simtime from,
              bool at_once)
{
    struct event e = naive_about(b, from, RANK_COME);
    int station = naive_find_station(w, to), walk = find_walk(w, to);

    if (station >= 0) {
        simtime way = from - w->now;
        if (!b->outside && w->p->station[station].room > 0 &&
            !naive_has_place(w, b, station)) {
            naive_block(w, b, station, way);
            return;
        }
        b->seat = NULL; /* it goes */
        e.what = DO_JOIN;
        e.number = station;
    } else if (walk >= 0) {
        const struct walk *k = &w->p->walk[walk];
        int place = w->p->stations + walk;
        struct pair u =
            naive_visit(w, b->who[0], to, b->seen[place], 0, VISIT_WALK, 0);
        naive_routes(w, b, place, k->id.text, k->route, k->routes,
                     from + naive_time(w, &k->time, u.first), false);
        return;
    } else if (at_once) {
        naive_leave(w, b, find_end(to));
        return;
    } else {
        e.what = DO_LEAVE;
        e.number = find_end(to);
    }
    naive_schedule(w, e);
}

/* Those of b who are marked, as a band of their own with b's history. */
static struct band *part_of(struct world *w, const struct band *b,
                            const bool *marked)
{
    struct band *part = naive_new(w, sizeof *part);

    *part = *b;
    part->people = 0;
    part->gone = false;
    part->next = w->bands;
    w->bands = part;
    for (int i = 0; i < b->people; i++)
        if (marked[i])
            part->who[part->people++] = b->who[i];
    return part;
}

void naive_routes(struct world *w, struct band *b, int place, const char *name,
                  const struct route *route, int routes, simtime from,
                  bool at_once)
{
    uint32_t visit = b->seen[place]++;
    bool remains[PARTY_MOST], meets[PARTY_MOST];
    int left = b->people;

    b->gone = true; /* here come its parts, be it one */
    for (int i = 0; i < b->people; i++)
        remains[i] = true;
    for (int r = 0; r < routes && left > 0; r++) {
        int n = 0, lead = 0; /* of those who remain */
        while (!remains[lead])
            lead++;
        for (int i = 0; i < b->people; i++) {
            meets[i] = remains[i] &&
                       naive_meets(w, b->who[lead], b->who[i], &route[r].when,
                                   name, visit, r, VISIT_ROUTE, 0);
            n += meets[i];
        }
        if (n == 0)
            continue;
        struct band *part = part_of(w, b, route[r].split ? meets : remains);
        for (int i = 0; i < part->people; i++)
            part->who[i]->reported |= route[r].report;
        left -= part->people;
        for (int i = 0; i < b->people; i++)
            remains[i] = remains[i] && route[r].split && !meets[i];
        naive_go(w, part, naive_choice(w, &route[r]), from, at_once);
    }
    if (left > 0)
        naive_fail("no route holds", name);
}
