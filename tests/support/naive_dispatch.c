/* naive_dispatch -- who starts, goes on, or has to stop, and who ends. */
#include "tests/support/naive_world.h"

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
                                         .rank = RANK_CAPACITY,
                                         .flow = CAPACITY_HEADWAY,
                                         .ordinal = (uint32_t)station,
                                         .what = DO_HEADWAY,
                                         .number = station});
}

/* ---- who goes first ---- */

static struct band *first_stopped(const struct world *w, int station)
{
    bool ordered = w->p->station[station].preemptive;
    struct band *first = NULL;

    for (struct band *b = w->stopped ? w->bands : NULL; b; b = b->next) {
        if (b->gone || !b->stopped || b->entry->station != station)
            continue;
        if (!first || (ordered && b->priority < first->priority) ||
            ((!ordered || b->priority == first->priority) &&
             b->entry->called < first->entry->called))
            first = b;
    }
    return first;
}

/* Of a queue, or of that of a position. */
static struct band *first_queued(const struct world *w, int station, int k)
{
    struct band *first = NULL;

    for (struct band *b = w->queue[station]; b; b = b->behind)
        if ((k < 0 || b->position == k) &&
            (!first || b->priority < first->priority))
            first = b;
    return first;
}

static int free_position(const struct world *w, int station)
{
    int n = naive_open(w, station);

    for (int k = 0; k < n; k++)
        if (!naive_holds(w, station, k))
            return k;
    return -1;
}

/* Who would start at a station that had whatever it needs, at *k. Where each
 * position has a queue, only positions that are there count. */
static struct band *next(struct world *w, int station, int *k)
{
    const struct station *st = &w->p->station[station];
    struct band *stopped = first_stopped(w, station), *queued = NULL;
    int queue = -1;

    if (!st->own_queues) {
        queued = first_queued(w, station, -1);
    } else {
        for (int i = naive_open(w, station) - 1; i >= 0; i--)
            if (!naive_holds(w, station, i) && first_queued(w, station, i))
                queued = first_queued(w, station, queue = i);
        if (free_position(w, station) < 0)
            stopped = NULL;
    }
    *k = queue;
    if (queued && stopped && st->preemptive &&
        queued->priority < stopped->priority && is_clear(w, station))
        return queued;
    if (stopped) {
        *k = st->own_queues ? free_position(w, station) : -1;
        return stopped;
    }
    return queued && is_clear(w, station) ? queued : NULL;
}

/* With so many visits fewer. */
static bool has_means(struct world *w, int station, int less)
{
    return naive_held(w, station) - less < naive_available(w, station) &&
           naive_has_officer(w, station, less);
}

/* ---- starting, stopping, ending ---- */

static void start(struct world *w, struct band *b, int station, int k)
{
    struct pause *p = b->entry->pause;

    b->seat = naive_sit(w, station, k);
    b->seat->visiting = b;
    naive_happens(w, MEET_DISPATCH);
    if (b->stopped) {
        p->to = w->now;
        w->stopped--;
        naive_met(w, p->from == p->to ? CASE_TAKEN_UP_AT_ONCE : CASE_TAKEN_UP);
        naive_go_on(w, b);
        return;
    }
    naive_unqueue(w, b);
    b->entry->queued = naive_persons_queued(w, station);
    b->entry->called = ++w->calls;
    naive_start(w, b);
    begin_headway(w, station);
    naive_give_up_place(w, b);
}

void naive_stop(struct world *w, struct band *b)
{
    struct pause *p = naive_new(w, sizeof *p);
    struct seat *s = b->seat;

    *p = (struct pause){w->now, NEVER, b->entry->pause};
    b->entry->pause = p;
    s->visiting = NULL;
    b->seat = NULL;
    naive_stand_up(w, s);
    naive_series_row(w, b->entry->station, naive_interval(w, w->now))->stops++;
    b->stopped = true;
    w->stopped++;
    b->stopped_at = w->now;
}

static bool preempts(struct world *w, int station)
{
    struct band *first, *last;
    int k;

    if (!w->p->station[station].preemptive)
        return false;
    first = next(w, station, &k);
    last = first ? naive_called_last(w, station, first->priority) : NULL;
    if (!last || !has_means(w, station, 1))
        return false;
    naive_met(w, first->stopped ? CASE_PREEMPTED_STOPPED : CASE_PREEMPTED);
    naive_stop(w, last);
    start(w, first, station, k);
    return true;
}

bool naive_start_somebody(struct world *w)
{
    for (int i = 0; i < w->p->stations; i++) {
        struct band *b;
        int k;
        if (w->queue[i] == NULL && first_stopped(w, i) == NULL)
            continue;
        if (has_means(w, i, 0) && (b = next(w, i, &k))) {
            start(w, b, i, k);
            return true;
        }
        if (preempts(w, i))
            return true;
    }
    return false;
}

void naive_end(struct world *w, struct band *b)
{
    struct entry *e = b->entry;
    const struct station *st = &w->p->station[e->station];
    struct seat *s = b->seat;

    e->ended = w->now;
    s->visiting = NULL;
    naive_milestone(w, b->who[0], MILESTONE_END, e->station, b->people);
    naive_routes(w, b, e->station, st->id.text, st->route, st->routes, w->now,
                 true);
    naive_stand_up(w, s); /* if none of them is blocked */
}
