/* naive_visit -- the steps of a visit, each part of them an event. */
#include "tests/support/naive_world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void next_step(struct world *w, struct band *b);

static simtime at_least(simtime least, simtime t)
{
    return t < least ? least : t;
}

void naive_milestone(struct world *w, const struct person *who,
                     enum milestone_kind kind, int node, int value)
{
    struct milestone_log *l = &w->out->log;

    if (l->count == l->capacity) {
        l->capacity = l->capacity ? 2 * l->capacity : 256;
        l->item = realloc(l->item, l->capacity * sizeof *l->item);
        if (l->item == NULL)
            naive_fail("memory", "log");
    }
    l->item[l->count++] = (struct milestone){
        .at = w->now,
        .party = who->ordinal,
        .kind = (uint8_t)kind,
        .flow = (uint8_t)who->flow,
        .member = (uint8_t)who->member,
        .node = (uint8_t)node,
        .value = (uint16_t)value,
        .port = (uint16_t)w->port,
    };
}

static const struct station *station_of(const struct world *w,
                                        const struct band *b)
{
    return &w->p->station[b->entry->station];
}

const struct step *naive_step(const struct world *w, const struct band *b)
{
    return &station_of(w, b)->step[b->step];
}

int naive_nth(const struct station *st, int step)
{
    int n = 0;

    for (int i = 0; i < step; i++)
        if (st->step[i].kind == st->step[step].kind)
            n++;
    return n;
}

struct pair naive_draw(const struct world *w, const struct band *b,
                       const struct person *who, enum visit_purpose purpose,
                       int attempt)
{
    return naive_visit(w, who, station_of(w, b)->id.text,
                       b->seen[b->entry->station],
                       naive_nth(station_of(w, b), b->step), purpose, attempt);
}

void naive_later(struct world *w, struct band *b, struct person *who,
                 simtime span, enum doing what, int number)
{
    naive_schedule(w, (struct event){.at = w->now + span,
                                     .rank = RANK_PRIVATE,
                                     .flow = b->flow,
                                     .ordinal = b->ordinal,
                                     .lead = b->who[0]->member,
                                     .what = what,
                                     .number = number,
                                     .band = b,
                                     .who = who,
                                     .asked = w->now});
}

/* ---- turns ---- */

static void begin_turn(struct world *w, struct band *b, struct person *who);

static void move_on(struct world *w, struct band *b)
{
    if (naive_step(w, b)->party == PARTY_EACH && ++b->turn < b->concerned)
        begin_turn(w, b, b->turns[b->turn]);
    else
        next_step(w, b);
}

void naive_end_turn(struct world *w, struct band *b)
{
    if (naive_step(w, b)->party == PARTY_TOGETHER && --b->waiting_for > 0)
        return;
    if (b->stopped && w->now > b->stopped_at) {
        naive_met(w, CASE_ANSWERED_STOPPED);
        b->held_up = true;
    } else {
        move_on(w, b);
    }
}

/* What lay after the interruption comes later. */
void naive_go_on(struct world *w, struct band *b)
{
    for (struct event *e = w->agenda; e; e = e->next) {
        if (e->band != b || e->what == DO_ANSWERED || e->what == DO_GIVEN_UP)
            continue;
        if (e->what == DO_END ||
            (e->rank == RANK_PRIVATE && e->at > b->stopped_at)) {
            e->at += w->now - b->stopped_at;
            e->asked += w->now - b->stopped_at;
        }
        if (e->what == DO_END && e->at < w->now + 1)
            e->at = w->now + 1;
    }
    b->stopped = false;
    b->taken_up = w->now;
    if (b->held_up) {
        b->held_up = false;
        move_on(w, b);
    }
}

static simtime inspection_time(struct world *w, struct band *b,
                               const struct person *who)
{
    const struct step *st = naive_step(w, b);
    const struct flow *f = &w->p->flow[b->flow];

    if (st->time.family != DIST_TRACE)
        return naive_time(
            w, &st->time,
            naive_draw(w, b, who,
                       st->kind == STEP_WORK ? VISIT_WORK : VISIT_INSPECT, 0)
                .first);
    for (int i = 0; i < f->trace_stations; i++)
        if (strcmp(f->trace_station[i].text, station_of(w, b)->id.text) == 0)
            return f->row[b->ordinal].at_station[i];
    naive_fail("no trace of times at", station_of(w, b)->id.text);
    return 0;
}

static void decide(struct world *w, struct band *b, struct person *who,
                   simtime took)
{
    const struct step *st = naive_step(w, b);
    uint64_t u = naive_draw(w, b, who, VISIT_INSPECT, 0).second;
    int32_t key[4] = {w->replication, w->first_station + b->entry->station,
                      who->class_number, (int32_t)who->result};
    struct inspections_row *row = naive_row(w, TABLE_inspections, key, 4);
    bool accept = who->impostor && naive_chance(st->false_accept, u);
    bool reject = !who->impostor && naive_chance(st->false_reject, u);
    bool cleared =
        who->impostor ? accept : !naive_chance(st->false_reject + st->refer, u);

    who->decision = cleared ? DECISION_CLEARED : DECISION_REFERRED;
    naive_image_judged(w, who, cleared, reject);
    row->persons++;
    row->referred += !cleared;
    row->false_rejects += reject;
    row->impostors += who->impostor;
    row->false_accepts += accept;
    row->time_us += took;
}

static void begin_turn(struct world *w, struct band *b, struct person *who)
{
    switch (naive_step(w, b)->kind) {
    case STEP_CAPTURE:
        naive_capture(w, b, who);
        break;
    case STEP_MATCH:
        naive_request(w, b, who, 0, w->now);
        break;
    case STEP_INSPECT:
        naive_later(w, b, who, inspection_time(w, b, who), DO_INSPECTED, 0);
        break;
    case STEP_ENROL:
        naive_enrol(w, b, who);
        break;
    case STEP_WORK:
        naive_later(w, b, who, inspection_time(w, b, who), DO_WORKED, 0);
    }
}

/* ---- the visit ---- */

/* That the service of this step compares. */
static bool has_image(struct world *w, const struct band *b,
                      const struct person *who)
{
    enum modality m = naive_modality(w, naive_step(w, b));
    bool other =
        who->image[m == MODALITY_FACE ? MODALITY_FINGERPRINT : MODALITY_FACE];

    if (other)
        naive_met(w, who->image[m] ? CASE_BOTH_IMAGES : CASE_OTHER_IMAGE);
    return who->image[m];
}

static void next_step(struct world *w, struct band *b)
{
    const struct station *st = station_of(w, b);
    const struct step *step = &st->step[++b->step];

    if (b->step == st->steps) {
        simtime least = at_least(b->taken_up, b->entry->started) + 1;
        naive_schedule(w, (struct event){.at = w->now > least ? w->now : least,
                                         .rank = RANK_END,
                                         .flow = b->flow,
                                         .ordinal = b->ordinal,
                                         .lead = b->who[0]->member,
                                         .what = DO_END,
                                         .band = b});
        return;
    }
    b->concerned = b->turn = 0;
    for (int i = 0; i < b->people; i++)
        if ((step->kind != STEP_MATCH || has_image(w, b, b->who[i])) &&
            (step->kind != STEP_ENROL || !b->who[i]->enrolled) &&
            naive_meets(w, b->who[0], b->who[i], &step->when, st->id.text,
                        b->seen[b->entry->station], naive_nth(st, b->step),
                        VISIT_STEP, (int)step->kind))
            b->turns[b->concerned++] = b->who[i];
    if (b->concerned == 0) {
        next_step(w, b);
    } else if (step->party == PARTY_ONCE) {
        naive_later(
            w, b, b->who[0], inspection_time(w, b, b->who[0]),
            step->kind == STEP_WORK ? DO_WORKED_ONCE : DO_INSPECTED_ONCE, 0);
    } else if (step->party == PARTY_EACH) {
        begin_turn(w, b, b->turns[0]);
    } else {
        int n = b->waiting_for = b->concerned; /* the last turn moves on */
        for (int i = 0; i < n; i++)
            begin_turn(w, b, b->turns[i]);
    }
}

void naive_start(struct world *w, struct band *b)
{
    b->entry->started = b->taken_up = w->now;
    naive_milestone(w, b->who[0], MILESTONE_START, b->entry->station,
                    b->people);
    for (int i = 0; i < b->people; i++)
        for (int m = 0; m < MODALITIES; m++)
            b->who[i]->image[m] = false;
    b->step = -1;
    next_step(w, b);
}

void naive_step_event(struct world *w, const struct event *e)
{
    switch (e->what) {
    case DO_ATTEMPTED:
        naive_attempted(w, e);
        break;
    case DO_ANSWERED:
        naive_answered(w, e);
        break;
    case DO_GIVEN_UP:
        naive_given_up(w, e);
        break;
    case DO_INSPECTED:
        decide(w, e->band, e->who, w->now - e->asked);
        naive_end_turn(w, e->band);
        break;
    case DO_ENROLLED:
        naive_enrolled(w, e);
        break;
    case DO_WORKED:
        naive_met(w, naive_step(w, e->band)->party == PARTY_EACH
                         ? CASE_WORK_EACH
                         : CASE_WORK_TOGETHER);
        naive_end_turn(w, e->band);
        break;
    case DO_WORKED_ONCE:
        naive_met(w, CASE_WORK_ONCE);
        next_step(w, e->band);
        break;
    case DO_INSPECTED_ONCE:
        for (int i = 0; i < e->band->concerned; i++)
            decide(w, e->band, e->band->turns[i],
                   i == 0 ? w->now - e->asked : 0);
        next_step(w, e->band);
        break;
    default:
        naive_fail("no such event", "");
    }
}
