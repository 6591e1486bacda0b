/* naive_room -- places in stations, those who are blocked, and the choice. */
#include "tests/support/naive_world.h"

/* A way that is chosen leads there: is there a place for it? */
bool naive_has_place(struct world *w, struct band *b, int station)
{
    if (w->at[station].places >= w->p->station[station].room)
        return false;
    w->at[station].places++;
    b->place = station;
    return true;
}

void naive_block(struct world *w, struct band *b, int station, simtime way)
{
    naive_met(w, CASE_BLOCKED);
    b->full = station;
    b->asked = ++w->asks;
    b->way = way;
    if (b->seat) {
        naive_met(w, CASE_BLOCKED_SEATED);
        b->seat->blocked++;
    }
}

static void leave_seat(struct world *w, struct band *b)
{
    b->full = -1;
    if (!b->seat)
        return;
    b->seat->blocked--;
    naive_stand_up(w, b->seat);
    b->seat = NULL;
}

static struct band *first_blocked(const struct world *w, int station)
{
    struct band *first = NULL;

    for (struct band *b = w->bands; b; b = b->next)
        if (!b->gone && b->full == station &&
            (!first || b->asked < first->asked))
            first = b;
    return first;
}

int naive_persons_blocked(const struct world *w, int station)
{
    int n = 0;

    for (const struct band *b = w->p->station[station].room ? w->bands : NULL;
         b; b = b->next)
        n += !b->gone && b->full == station ? b->people : 0;
    return n;
}

void naive_give_up_place(struct world *w, struct band *b)
{
    int station = b->place;
    struct band *next;
    struct event e;

    if (station < 0)
        return;
    b->place = -1;
    w->at[station].places--;
    next = first_blocked(w, station);
    if (!next || !naive_has_place(w, next, station))
        return;
    naive_met(w, CASE_UNBLOCKED);
    leave_seat(w, next);
    e = naive_about(next, w->now + next->way, RANK_COME);
    e.what = DO_JOIN;
    e.number = station;
    naive_schedule(w, e);
}

void naive_unblock(struct world *w, struct band *b)
{
    leave_seat(w, b);
}

/* ---- choice ---- */

static int load(const struct world *w, int station)
{
    int n = naive_parties_queued(w, station, -1) + naive_held(w, station);

    for (const struct band *b = w->bands; b; b = b->next)
        n += !b->gone && b->stopped && b->entry->station == station;
    return n;
}

const char *naive_choice(struct world *w, const struct route *r)
{
    const char *best = r->to.text;
    int at = naive_find_station(w, best);

    for (int i = 0; i < r->other.count; i++) {
        int other = naive_find_station(w, r->other.name[i].text);
        int open = naive_open(w, at), others = naive_open(w, other);
        if (open < 1 || others < 1)
            naive_met(w, CASE_CHOICE_CLOSED);
        if (others < 1 ||
            (open >= 1 && load(w, other) * open >= load(w, at) * others))
            continue;
        naive_met(w, CASE_CHOICE_OTHER);
        best = r->other.name[i].text;
        at = other;
    }
    return best;
}
