/* naive_queue -- joining a queue and leaving it, common or a position's own. */
#include "tests/support/naive_world.h"

#include <string.h>

int naive_persons_queued(const struct world *w, int station)
{
    int n = 0;

    for (const struct band *b = w->queue[station]; b; b = b->behind)
        n += b->people;
    return n;
}

int naive_parties_queued(const struct world *w, int station, int k)
{
    int n = 0;

    for (const struct band *b = w->queue[station]; b; b = b->behind)
        n += k < 0 || b->position == k;
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

static void append(struct world *w, struct band *b, int station)
{
    struct band **last = &w->queue[station];

    b->behind = NULL;
    while (*last)
        last = &(*last)->behind;
    *last = b;
}

/* Of a station with queues of their own: the open position with the fewest. */
static int shortest(const struct world *w, int station)
{
    int open = naive_open(w, station), best = 0, fewest = INT32_MAX;
    int n = open > 0 ? open : w->p->station[station].positions;

    for (int k = 0; w->p->station[station].own_queues && k < n; k++) {
        int parties =
            naive_parties_queued(w, station, k) + naive_holds(w, station, k);
        if (parties < fewest) {
            best = k;
            fewest = parties;
        }
    }
    return best;
}

/* Those queued at positions that are not open, the lowest position first, in
 * the order of its priorities and queue. */
static struct band *first_stranded(const struct world *w, int station, int open)
{
    struct band *first = NULL;

    for (struct band *b = w->queue[station]; b; b = b->behind)
        if (b->position >= open &&
            (!first || b->position < first->position ||
             (b->position == first->position && b->priority < first->priority)))
            first = b;
    return first;
}

/* The number of open positions has changed. */
void naive_choose_again(struct world *w, int station)
{
    int open = naive_open(w, station);
    struct band *b;

    if (!w->p->station[station].own_queues)
        return;
    if (open == 0 && w->queue[station])
        naive_met(w, CASE_NONE_OPEN);
    while (open > 0 && (b = first_stranded(w, station, open))) {
        naive_met(w, CASE_CHOSE_AGAIN);
        naive_unqueue(w, b);
        b->position = shortest(w, station);
        append(w, b, station);
    }
}

/* One from outside asks for a place now. */
static bool asks_in_vain(struct world *w, struct band *b, int station)
{
    const struct station *st = &w->p->station[station];

    if (!b->outside || st->room == 0 || b->place == station ||
        naive_has_place(w, b, station))
        return false;
    if (st->full_to.text) {
        naive_met(w, CASE_FULL_TO);
        naive_go(w, b, st->full_to.text, w->now, true);
    } else {
        naive_met(w, CASE_OUTSIDE);
        naive_block(w, b, station, 0);
    }
    return true;
}

void naive_join(struct world *w, struct band *b, int station)
{
    const struct station *st = &w->p->station[station];
    struct entry *e = naive_new(w, sizeof *e);

    if (asks_in_vain(w, b, station))
        return;
    b->outside = false;
    if (st->balk > 0 && naive_persons_queued(w, station) >= st->balk) {
        naive_met(w, CASE_BALKED);
        naive_give_up_place(w, b);
        naive_go(w, b, st->balk_to.text, w->now, true);
        return;
    }
    naive_milestone(w, b->who[0], MILESTONE_JOIN, station, b->people);
    b->priority = 0;
    while (st->priority && b->priority < st->priorities &&
           !naive_meets(w, b->who[0], b->who[0], &st->first[b->priority].when,
                        st->id.text, b->seen[station], b->priority,
                        VISIT_PRIORITY, 0))
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
    b->position = shortest(w, station);
    append(w, b, station);
    naive_queued(w, station, naive_persons_queued(w, station));
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
    naive_give_up_place(w, b);
    naive_go(w, b, w->p->station[station].patience_to.text, w->now, true);
}
