/* naive -- the event loop, queues and routes of the naive simulator. */
#include "tests/support/naive_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const naive_meeting_names[MEETINGS] = {
    "end",    "shift", "headway", "door",    "patience",
    "arrive", "join",  "leave",   "dispatch"};
const char *const naive_case_names[CASES] = {"never came",
                                             "came late",
                                             "waited for a call",
                                             "door on the way",
                                             "door in a queue",
                                             "door in a visit",
                                             "door and patience",
                                             "door and a join",
                                             "balked",
                                             "no patience at all",
                                             "out of patience",
                                             "relief for the queue",
                                             "relief for the door",
                                             "watched, officers busy",
                                             "watched no more",
                                             "watched beyond a shift",
                                             "watched beside attended",
                                             "held by a headway",
                                             "started as a headway ended",
                                             "headway of a visit cut short"};

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

static struct event *least(const struct world *w)
{
    struct event *best = w->agenda;

    for (struct event *e = w->agenda; e; e = e->next)
        if (before(e, best))
            best = e;
    return best;
}

static void strike_out(struct world *w, struct event *gone)
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
        int n = 0;
        for (int i = 0; i < b->people; i++) {
            meets[i] = remains[i] && naive_meets(w, b->who[i], &route[r].when,
                                                 name, visit, r, VISIT_ROUTE);
            n += meets[i];
        }
        if (n == 0)
            continue;
        struct band *part = part_of(w, b, route[r].split ? meets : remains);
        left -= part->people;
        for (int i = 0; i < b->people; i++)
            remains[i] = remains[i] && route[r].split && !meets[i];
        naive_go(w, part, route[r].to.text, from, at_once);
    }
    if (left > 0)
        naive_fail("no route holds", name);
}

static void arrive(struct world *w, struct band *b, simtime off)
{
    naive_milestone(w, b->who[0], MILESTONE_ARRIVE, b->flow, b->people);
    naive_go(w, b, w->p->flow[b->flow].start.text, off, false);
}

/* Everybody of a call comes aboard the port. */
static void call_comes(struct world *w, const struct event *e)
{
    const struct flow *f = &w->p->flow[e->flow];
    int all = naive_call_travellers(&f->call[e->number]), aboard = 0;
    uint32_t ordinal = e->ordinal;
    uint64_t g = f->unload > 0 ? (uint64_t)(65536 / f->unload + 0.5) : 0;

    while (aboard < all) {
        int size = naive_party_size(w, e->flow, ordinal);
        if (size > all - aboard)
            size = all - aboard;
        aboard += size;
        arrive(w, naive_party(w, e->flow, ordinal++, size),
               w->now + (simtime)((uint64_t)aboard * g >> 16));
    }
}

static void handle(struct world *w, const struct event *e)
{
    switch (e->what) {
    case DO_CALL:
        naive_happens(w, MEET_ARRIVE);
        call_comes(w, e);
        break;
    case DO_PARTY:
        naive_happens(w, MEET_ARRIVE);
        arrive(w, naive_party(w, e->flow, e->ordinal, e->number), w->now);
        break;
    case DO_PASSENGERS:
        naive_happens(w, MEET_ARRIVE);
        naive_passengers(w, e);
        break;
    case DO_DOOR:
        naive_happens(w, MEET_DOOR);
        naive_door(w, e->departure);
        break;
    case DO_PATIENCE:
        naive_lose_patience(w, e->band);
        break;
    case DO_JOIN:
        naive_happens(w, MEET_JOIN);
        naive_join(w, e->band, e->number);
        break;
    case DO_LEAVE:
        naive_happens(w, MEET_LEAVE);
        naive_leave(w, e->band, e->number);
        break;
    case DO_END:
        naive_happens(w, MEET_END);
        naive_end(w, e->band);
        break;
    case DO_SHIFT:
        naive_happens(w, MEET_SHIFT);
        break;
    case DO_HEADWAY:
        if (w->queue[e->number])
            naive_happens(w, MEET_HEADWAY);
        break;
    default:
        naive_step_event(w, e);
    }
}

static void run_port(struct world *w)
{
    struct event *e;

    naive_arrivals(w);
    for (int pool = 0; pool < w->p->pools; pool++) {
        int n;
        simtime *t = naive_shift_times(w, pool, &n);
        for (int i = 0; i < n; i++)
            naive_schedule(w, (struct event){.at = t[i],
                                             .rank = RANK_SHIFT,
                                             .flow = pool,
                                             .what = DO_SHIFT});
    }
    w->now = -1;
    while ((e = least(w)) != NULL && e->at < w->s->duration) {
        if (e->at > w->now)
            memset(w->happened, 0, sizeof w->happened);
        w->now = e->at;
        while (e && e->at == w->now) {
            strike_out(w, e);
            handle(w, e);
            e = least(w);
        }
        while (naive_start_somebody(w))
            ;
    }
}

void naive_run(struct naive *n, const struct scenario *s, int replication)
{
    struct arena arena = {0};
    struct table_of *tables = NULL;
    struct world w = {.s = s,
                      .replication = replication,
                      .out = n,
                      .arena = &arena,
                      .tables = &tables};

    for (int i = 0; i < s->ports; i++) {
        struct world port = w;
        port.p = &s->port[i];
        port.port = i;
        run_port(&port);
        naive_ledger(&port);
        w.first_station += s->port[i].stations;
        w.first_pool += s->port[i].pools;
        w.first_flow += s->port[i].flows;
        w.first_journey += s->port[i].journeys;
    }
    for (; tables; tables = tables->next)
        quantile_release(&tables->table);
    arena_release(&arena);
}

void naive_release(struct naive *n)
{
    free(n->log.item);
    free(n->wait);
    for (int t = 0; t < TABLES; t++)
        free(n->tables.table[t].row);
    *n = (struct naive){0};
}
