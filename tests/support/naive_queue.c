/* naive_queue -- joining a queue, leaving it, starting and ending a visit. */
#include "tests/support/naive_world.h"

#include <string.h>

static int persons_queued(const struct world *w, int station)
{
    int n = 0;

    for (const struct band *b = w->queue[station]; b; b = b->behind)
        n += b->people;
    return n;
}

/* Patience begins when a band joins. */
static void be_patient(struct world *w, struct band *b)
{
    const struct station *st = &w->p->station[b->entry->station];
    struct event e;

    if (!st->impatient)
        return;
    struct pair u =
        naive_visit(w, b->who[0], st->id.text, b->seen[b->entry->station], 0,
                    VISIT_PATIENCE, 0);
    simtime patience = naive_time(w, &st->patience, u.first);
    e = naive_about(b, w->now + patience, RANK_PATIENCE);
    e.what = DO_PATIENCE;
    naive_schedule(w, e);
    if (patience == 0)
        naive_met(w, CASE_NO_PATIENCE);
}

void naive_join(struct world *w, struct band *b, int station)
{
    const struct station *st = &w->p->station[station];
    struct entry *e = naive_new(w, sizeof *e);
    struct band **last = &w->queue[station];

    if (st->balk > 0 && persons_queued(w, station) >= st->balk) {
        naive_met(w, CASE_BALKED);
        naive_go(w, b, st->balk_to.text, w->now, true);
        return;
    }
    naive_milestone(w, b->who[0], MILESTONE_JOIN, station, b->people);
    b->priority = 0;
    while (st->priority && b->priority < st->priorities &&
           !naive_meets(w, b->who[0], &st->first[b->priority].when, st->id.text,
                        b->seen[station], b->priority, VISIT_PRIORITY))
        b->priority++;
    *e = (struct entry){.station = station,
                        .people = b->people,
                        .first = b->seen[station] == 0,
                        .joined = w->now,
                        .started = NEVER,
                        .ended = NEVER,
                        .left = NEVER,
                        .next = w->diary};
    memcpy(e->who, b->who, sizeof e->who);
    w->diary = b->entry = e;
    b->behind = NULL;
    while (*last)
        last = &(*last)->behind;
    *last = b;
    naive_queued(w, station, persons_queued(w, station));
    be_patient(w, b);
}

bool naive_unqueue(struct world *w, struct band *gone)
{
    for (int i = 0; i < w->p->stations; i++)
        for (struct band **b = &w->queue[i]; *b; b = &(*b)->behind)
            if (*b == gone) {
                *b = gone->behind;
                return true;
            }
    return false;
}

void naive_lose_patience(struct world *w, struct band *b)
{
    int station = b->entry->station;

    if (b->gone || !naive_unqueue(w, b))
        return;
    naive_happens(w, MEET_PATIENCE);
    naive_met(w, CASE_PATIENCE);
    b->entry->left = w->now;
    b->seen[station]++;
    naive_go(w, b, w->p->station[station].patience_to.text, w->now, true);
}

/* Has the last visit of a station begun long enough ago? */
static bool is_clear(struct world *w, int station)
{
    simtime headway = w->p->station[station].headway;
    const struct entry *last = NULL;

    for (const struct entry *e = w->diary; e; e = e->next)
        if (e->station == station && e->started != NEVER &&
            (last == NULL || e->started > last->started))
            last = e;
    if (headway == 0 || last == NULL)
        return true;
    if (w->now < last->started + headway) {
        naive_met(w, CASE_HEADWAY);
        if (last->left != NEVER)
            naive_met(w, CASE_HEADWAY_DOOR);
        return false;
    }
    if (w->now == last->started + headway)
        naive_met(w, CASE_HEADWAY_OVER);
    return true;
}

/* A headway begins with every visit, whether anybody waits for its end or not.
 */
static void begin_headway(struct world *w, int station)
{
    simtime headway = w->p->station[station].headway;

    if (headway > 0)
        naive_schedule(w, (struct event){.at = w->now + headway,
                                         .rank = RANK_SHIFT,
                                         .ordinal = (uint32_t)station,
                                         .what = DO_HEADWAY,
                                         .number = station});
}

bool naive_start_somebody(struct world *w)
{
    for (int i = 0; i < w->p->stations; i++) {
        if (w->queue[i] == NULL || w->busy[i] >= w->p->station[i].positions)
            continue;
        if (!naive_has_officer(w, i) || !is_clear(w, i))
            continue;
        struct band *best = w->queue[i];
        for (struct band *b = best; b; b = b->behind)
            if (b->priority < best->priority)
                best = b;
        naive_unqueue(w, best);
        w->busy[i]++;
        best->entry->queued = persons_queued(w, i);
        naive_happens(w, MEET_DISPATCH);
        naive_start(w, best);
        begin_headway(w, i);
        return true;
    }
    return false;
}

void naive_end(struct world *w, struct band *b)
{
    struct entry *e = b->entry;
    const struct station *st = &w->p->station[e->station];

    e->ended = w->now;
    w->busy[e->station]--;
    naive_milestone(w, b->who[0], MILESTONE_END, e->station, b->people);
    naive_routes(w, b, e->station, st->id.text, st->route, st->routes, w->now,
                 true);
}
