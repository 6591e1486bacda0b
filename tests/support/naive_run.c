/* naive_run -- the event loop of the naive simulator, over all its ports. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/naive_world.h"

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
    struct band *b;
    uint64_t g = f->unload > 0 ? (uint64_t)(65536 / f->unload + 0.5) : 0;

    while (aboard < all) {
        int size = naive_party_size(w, e->flow, ordinal);
        if (size > all - aboard)
            size = all - aboard;
        aboard += size;
        b = naive_party(w, e->flow, ordinal++, size);
        for (int i = 0; i < size; i++) {
            b->who[i]->call = e->number;
            b->who[i]->call_time = w->now;
        }
        arrive(w, b, w->now + (simtime)((uint64_t)aboard * g >> 16));
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
    case DO_ROSTER:
        naive_roster_event(w, e->number);
        break;
    case DO_HEADWAY:
        if (w->queue[e->number])
            naive_happens(w, MEET_HEADWAY);
        break;
    case DO_CLOSURE:
    case DO_OPENING:
    case DO_FAILURE:
    case DO_REPAIR:
        naive_position_event(w, e);
        break;
    default:
        naive_step_event(w, e);
    }
}

static void open_port(struct world *w)
{
    naive_positions(w);
    naive_arrivals(w);
    for (int pool = 0; pool < w->p->pools; pool++) {
        int n;
        simtime *t = naive_roster_times(w, pool, &n);
        for (int i = 0; i < n; i++)
            naive_schedule(w, (struct event){.at = t[i],
                                             .rank = RANK_CAPACITY,
                                             .flow = CAPACITY_ROSTER,
                                             .ordinal = (uint32_t)pool,
                                             .what = DO_ROSTER,
                                             .number = pool});
    }
}

/* All that happens in a port in this microsecond, but at matching services. */
static void microsecond(struct world *w)
{
    struct event *e;

    memset(w->happened, 0, sizeof w->happened);
    do {
        while ((e = naive_least(w)) != NULL && e->at == w->now) {
            naive_strike_out(w, e);
            handle(w, e);
        }
        while (naive_start_somebody(w))
            ;
        e = naive_least(w);
    } while ((e && e->at == w->now) || naive_read_openings(w));
}

static void run(struct world *port, int ports, struct services *v)
{
    const struct scenario *s = port->s;

    for (;;) {
        simtime t = naive_service_time(v);
        for (int i = 0; i < ports; i++) {
            const struct event *e = naive_least(&port[i]);
            if (e && e->at < t)
                t = e->at;
        }
        if (t >= s->duration)
            break;
        naive_services_answer(v, t);
        for (int i = 0; i < ports; i++) {
            const struct event *e = naive_least(&port[i]);
            if (!e || e->at > t)
                continue;
            naive_elapse(&port[i], t);
            port[i].now = t;
            microsecond(&port[i]);
        }
        naive_services_take(v, t);
    }
    for (int i = 0; i < ports; i++)
        naive_elapse(&port[i], s->duration);
}

void naive_run(struct naive *n, const struct scenario *s, int replication)
{
    struct arena arena = {0};
    struct table_of *tables = NULL;
    struct scaled *scaled = NULL;
    struct own *own = NULL;
    struct asked *asked = NULL;
    struct world w = {.s = s,
                      .replication = replication,
                      .out = n,
                      .arena = &arena,
                      .tables = &tables,
                      .scaled = &scaled,
                      .own = &own,
                      .asked = &asked};
    struct world *port = naive_new(&w, (size_t)s->ports * sizeof *port);

    w.services = naive_services(&w);
    for (int i = 0; i < s->ports; i++) {
        port[i] = w;
        port[i].p = &s->port[i];
        port[i].port = i;
        open_port(&port[i]);
        w.first_station += s->port[i].stations;
        w.first_pool += s->port[i].pools;
        w.first_flow += s->port[i].flows;
        w.first_journey += s->port[i].journeys;
    }
    run(port, s->ports, w.services);
    naive_services_close(w.services);
    for (int i = 0; i < s->ports; i++)
        naive_ledger(&port[i]);
    for (; tables; tables = tables->next)
        quantile_release(&tables->table);
    for (; own; own = own->next)
        person_release(&own->rate);
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
