/* naive_board -- departures: who comes for them, and doors that close. */
#include "tests/support/naive_world.h"

static simtime not_before_0(simtime t)
{
    return t < 0 ? 0 : t;
}

/* One after another, all who are booked on a departure. */
static void passengers(struct world *w, const struct departure *d,
                       uint32_t first)
{
    const struct boarding *board = &w->p->flow[d->flow].board;
    uint32_t ordinal = first;

    for (int booked = 0, size; booked < d->manifest; booked += size) {
        struct pair show =
            naive_crossing(w, d->flow, ordinal, 0, CROSSING_SHOW);
        simtime before = naive_time(w, &board->show_up, show.first);
        size = naive_party_size(w, d->flow, ordinal);
        if (size > d->manifest - booked)
            size = d->manifest - booked;
        if (naive_chance(board->no_show, show.second))
            naive_met(w, CASE_NO_SHOW);
        else
            naive_schedule(
                w, (struct event){.at = not_before_0(d->scheduled - before),
                                  .rank = RANK_COME,
                                  .flow = d->flow,
                                  .ordinal = ordinal,
                                  .what = DO_PASSENGERS,
                                  .number = size,
                                  .departure = d});
        ordinal++;
    }
}

void naive_departures(struct world *w, int flow)
{
    const struct flow *f = &w->p->flow[flow];
    uint32_t ordinal = 0;

    for (int k = 0; k < f->calls; k++) {
        struct departure *d = naive_new(w, sizeof *d);
        simtime delay;
        *d = (struct departure){
            .flow = flow,
            .call = k,
            .manifest = naive_call_travellers(&f->call[k]),
            .scheduled = naive_call_time(w, flow, k, ordinal, &delay),
            .next = w->departures};
        d->door = not_before_0(d->scheduled + delay - f->board.closes);
        w->departures = d;
        naive_schedule(w, (struct event){.at = d->door,
                                         .rank = RANK_DOOR,
                                         .flow = flow,
                                         .ordinal = ordinal,
                                         .what = DO_DOOR,
                                         .departure = d});
        passengers(w, d, ordinal);
        ordinal += (uint32_t)f->call[k].passengers;
    }
}

void naive_passengers(struct world *w, const struct event *e)
{
    const struct departure *d = e->departure;
    const struct flow *f = &w->p->flow[e->flow];
    const struct boarding *board = &f->board;
    struct band *b = naive_party(w, e->flow, e->ordinal, e->number);
    simtime from = w->now;

    b->departure = d;
    for (int i = 0; i < b->people; i++)
        b->who[i]->departure = d;
    for (int i = 0; i < b->people; i++) {
        b->who[i]->call = d->call;
        b->who[i]->call_time = d->scheduled;
    }
    naive_milestone(w, b->who[0], MILESTONE_ARRIVE, b->flow, b->people);
    if (w->now >= d->door) {
        naive_met(w, CASE_LATE);
        naive_leave(w, b, END_MISSED);
        return;
    }
    if (board->opens > 0) {
        uint64_t u =
            naive_crossing(w, e->flow, e->ordinal, 0, CROSSING_BOARD).first;
        int group = (int)((unsigned __int128)u * (unsigned)board->groups >> 53);
        simtime call =
            d->door + board->closes - board->opens + group * board->group_gap;
        if (call > from) {
            from = call;
            naive_met(w, CASE_CALLED);
        }
    }
    naive_go(w, b, f->start.text, from, false);
}

void naive_door(struct world *w, const struct departure *d)
{
    for (struct band *b = w->bands; b; b = b->next) {
        if (b->gone || b->departure != d)
            continue;
        for (const struct event *e = w->agenda; e; e = e->next)
            if (e->band == b && e->at == w->now)
                naive_met(w, e->rank == RANK_PATIENCE ? CASE_DOOR_PATIENCE
                                                      : CASE_DOOR_JOINED);
        naive_forget(w, b);
        if (naive_unqueue(w, b)) {
            naive_met(w, CASE_DOOR_QUEUED);
            b->entry->left = w->now;
        } else if (b->stopped) {
            naive_met(w, CASE_DOOR_STOPPED);
            b->entry->left = w->now;
            b->stopped = false;
            w->stopped--;
        } else if (b->full >= 0) {
            naive_met(w, CASE_DOOR_BLOCKED);
            naive_unblock(w, b);
        } else if (b->entry && b->entry->started != NEVER &&
                   b->entry->ended == NEVER) {
            naive_met(w, CASE_DOOR_VISITED);
            b->entry->left = w->now;
            b->seat->visiting = NULL;
            naive_stand_up(w, b->seat);
        } else {
            naive_met(w, b->place >= 0 ? CASE_DOOR_PLACE : CASE_DOOR_WAITING);
        }
        naive_give_up_place(w, b);
        naive_leave(w, b, END_MISSED);
    }
}

/* What became of a departure's passengers, if its door closed. */
void naive_deadlines(struct world *w)
{
    for (const struct departure *d = w->departures; d; d = d->next) {
        int32_t key[3] = {w->replication, w->first_flow + d->flow, d->call};
        struct deadlines_row *row;
        if (d->door >= w->s->duration)
            continue;
        row = naive_row(w, TABLE_deadlines, key, 3);
        row->door_us = d->door;
        row->manifest = row->no_show = d->manifest;
        for (const struct person *who = w->people; who; who = who->next)
            if (who->departure == d) {
                row->no_show--;
                row->boarded += who->end == END_DEPARTED;
                row->missed += who->end == END_MISSED;
                row->other +=
                    who->end != END_DEPARTED && who->end != END_MISSED;
            }
    }
}
