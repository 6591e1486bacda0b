/* commit -- what happened in a visit becomes what is recorded: counts, the
 * members' facts, and the milestones of requests. */
#include "sim/port/interrupt.h"
#include "sim/visit/visit.h"

static int group_of(const struct site *p, const struct traveller *t)
{
    return t->group == NO_GROUP ? p->m->groups : t->group;
}

/* What struck: at an attempt, or so that there is no image. */
static void commit_cause(struct site *p, const struct traveller *t, int station,
                         const struct fact *f)
{
    struct capture_cause *c =
        &p->ledger
             .capture_cause[(station * (p->m->groups + 1) + group_of(p, t)) *
                                p->m->causes +
                            f->value];

    c->failed_attempts += f->kind != FACT_UNTRIED;
    c->no_image += f->kind != FACT_FAILED;
}

SELDOM static void commit_capture(struct site *p, struct traveller *t,
                                  int station, const struct fact *f)
{
    struct capture_count *c =
        &p->ledger.capture[station * (p->m->groups + 1) + group_of(p, t)];

    switch (f->kind) {
    case FACT_NOT_IN_SCOPE:
        c->not_in_scope++;
        t->facts.result = RESULT_NOT_IN_SCOPE;
        return;
    case FACT_REFUSED:
        c->refused++;
        t->facts.result = RESULT_REFUSED;
        return;
    case FACT_OPTED_OUT:
        c->opt_outs++;
        t->facts.result = RESULT_OPTED_OUT;
        return;
    case FACT_MISHANDLED:
        c->opt_outs++;
        c->mishandled++;
        t->facts.mishandled = true;
        return;
    case FACT_SUSPENDED:
        t->facts.result = RESULT_SUSPENDED;
        return;
    case FACT_CAPTURED:
        c->attempts++;
        c->transactions++;
        t->facts.result = RESULT_NONE;
        images_capture(p, t, f->at);
        return;
    case FACT_FAILED:
        c->attempts++;
        c->failed_attempts++;
        commit_cause(p, t, station, f);
        return;
    case FACT_GIVEN_UP:
        c->attempts++;
        c->failed_attempts++;
        break;
    default: /* FACT_UNTRIED */
        break;
    }
    commit_cause(p, t, station, f);
    c->transactions++;
    c->no_image++;
    t->facts.result = RESULT_NO_IMAGE;
    t->facts.cause = f->value;
}

/* Somebody was matched: is the name on a look-out list? */
static void count_listed(struct site *p, struct traveller *t, int service)
{
    struct look_out_count *l =
        &p->ledger.look_out[service * p->is->classes + t->class -
                            p->is->first_class];

    l->matched++;
    l->hits += t->look_out;
    t->facts.hit |= t->look_out;
}

static void count_errors(struct error_count *e, bool impostor,
                         enum mating mating, enum result result)
{
    if (impostor) {
        e->impostors++;
        e->impostor_matches += result != RESULT_NOT_MATCHED;
    } else if (mating == NOT_MATED) {
        e->non_mated++;
        e->false_positives += result == RESULT_WRONG_PERSON;
    } else {
        e->mated++;
        e->old += mating == MATED_OLD;
        e->non_matches += result != RESULT_MATCHED;
        e->wrong_persons += result == RESULT_WRONG_PERSON;
    }
}

/* Who could not be enrolled has no image, for that cause. */
SELDOM static void commit_enrolment(struct site *p, struct traveller *t,
                                    int station, const struct fact *f)
{
    struct enrolment_count *c =
        &p->ledger.enrolment[station * (p->m->groups + 1) + group_of(p, t)];

    c->tried++;
    c->time += f->took;
    t->facts.enrolled = f->kind == FACT_ENROLLED;
    t->facts.result = t->facts.enrolled ? RESULT_NONE : RESULT_NO_IMAGE;
    if (t->facts.enrolled)
        return;
    c->failed++;
    t->facts.cause = f->value;
}

SELDOM static void commit_answer(struct site *p, struct traveller *t,
                                 int station, const struct fact *f)
{
    const struct model_step *s = &p->is->station[station].step[f->step];
    struct error_count *e =
        &p->ledger.error[(int)f->search * (p->m->groups + 1) + group_of(p, t)];
    int interval = (int)(f->at / p->m->interval);
    struct answer_count *a =
        &p->ledger.answer[s->service * p->m->intervals + interval];

    a->answers++;
    a->sum += f->took;
    if (f->took > a->max)
        a->max = f->took;
    t->facts.result = f->value;
    images_answer(p, t, f->at, f->value);
    if (f->value == RESULT_MATCHED)
        count_listed(p, t, s->service);
    count_errors(e, t->impostor, f->before, f->value);
    t->facts.cause =
        f->before == NOT_MATED ? CAUSE_NO_PHOTO : CAUSE_NOT_MATCHED;
    site_milestone(p, MILESTONE_ANSWER, f->at, t, station, f->value);
}

/* The photo is kept, and matched when the service has time for it: the
 * traveller is not helped, the ledgers of errors, images and records know. */
static void commit_later(struct site *p, uint32_t lead, struct traveller *t,
                         int station, const struct fact *f)
{
    const struct model_step *s = &p->is->station[station].step[f->step];
    struct visiting v = visit_of(p, lead, f->at);

    v.step = s;
    v.number = f->step;
    uint64_t u = visit_draw(&v, t, VISIT_REQUEST, REQUEST_LATER).second;
    simtime at = site_later(f->at, s->later);
    struct answer a = visit_score(&v, t, &t->facts, at, REQUEST_LATER, u);
    struct answer_count *c = &p->ledger.answer[s->service * p->m->intervals +
                                               (int)(f->at / p->m->interval)];

    c->later++;
    c->later_matched += a.result == RESULT_MATCHED;
    count_errors(
        &p->ledger.error[a.search * (p->m->groups + 1) + group_of(p, t)],
        t->impostor, a.mating, a.result);
    t->facts.late = (uint8_t)a.result;
    images_later(p, t, at, a.result);
}

SELDOM static void commit_no_answer(struct site *p, uint32_t lead,
                                    struct traveller *t, int station,
                                    const struct fact *f)
{
    const struct model_step *s = &p->is->station[station].step[f->step];
    int interval = (int)(f->at / p->m->interval);

    p->ledger.answer[s->service * p->m->intervals + interval].unanswered++;
    t->facts.result = RESULT_NO_ANSWER;
    t->facts.late = RESULT_NONE;
    images_answer(p, t, f->at, RESULT_NO_ANSWER);
    if (s->later)
        commit_later(p, lead, t, station, f);
    site_milestone(p, MILESTONE_ANSWER, f->at, t, station, RESULT_NO_ANSWER);
}

SELDOM static void commit_inspection(struct site *p, struct traveller *t,
                                     int station, const struct fact *f)
{
    int class = t->class - p->is->first_class;
    struct inspection_count *c =
        &p->ledger.inspection[(station * p->is->classes + class) * RESULTS +
                              f->before];
    bool wrong = f->kind == FACT_MISJUDGED;

    c->persons++;
    c->time += f->took;
    c->referred += f->value == DECISION_REFERRED;
    c->impostors += t->impostor;
    c->false_accepts += wrong && t->impostor;
    c->false_rejects += wrong && !t->impostor;
    t->facts.decision = f->value;
    if (t->images)
        images_decide(p, t, f->at, f->value, wrong && !t->impostor);
}

SELDOM static void commit_request(struct site *p, struct traveller *t,
                                  int station, const struct fact *f)
{
    images_request(p, t, f->at);
    site_milestone(p, MILESTONE_REQUEST, f->at, t, station, f->step);
}

/* Each kind out of line, so that this only jumps to it. */
void commit_fact(struct site *p, uint32_t lead, int station,
                 const struct fact *f)
{
    struct traveller *t = &p->traveller[f->who];

    switch ((enum fact_kind)f->kind) {
    case FACT_NOT_IN_SCOPE:
    case FACT_REFUSED:
    case FACT_OPTED_OUT:
    case FACT_MISHANDLED:
    case FACT_SUSPENDED:
    case FACT_UNTRIED:
    case FACT_FAILED:
    case FACT_GIVEN_UP:
    case FACT_CAPTURED:
        commit_capture(p, t, station, f);
        break;
    case FACT_ENROLLED:
    case FACT_NOT_ENROLLED:
        commit_enrolment(p, t, station, f);
        break;
    case FACT_REQUEST:
        commit_request(p, t, station, f);
        break;
    case FACT_ANSWER:
        commit_answer(p, t, station, f);
        break;
    case FACT_NO_ANSWER:
        commit_no_answer(p, lead, t, station, f);
        break;
    case FACT_INSPECTED:
    case FACT_MISJUDGED:
        commit_inspection(p, t, station, f);
        break;
    }
}

void commit_visit(struct site *p, uint32_t lead, simtime until)
{
    const struct traveller *t = &p->traveller[lead];
    int station = t->node;

    for (uint32_t n = t->docket; n; n = p->fact[n].next) {
        const struct fact *f = &p->fact[n];
        if (f->at < until &&
            !(t->state == STOPPED && interrupt_delays(f, t->stopped)))
            commit_fact(p, lead, station, f);
    }
    site_free_docket(p, lead);
}

/* Why the traveller was not confirmed, or that he was. */
static inline int cause_of(const struct traveller *t)
{
    static const uint8_t of[RESULTS] = {
        [RESULT_NONE] = CAUSE_NOT_ASKED,
        [RESULT_MATCHED] = CAUSE_CONFIRMED,
        [RESULT_OPTED_OUT] = CAUSE_OPTED_OUT,
        [RESULT_SUSPENDED] = CAUSE_SUSPENDED,
        [RESULT_NO_ANSWER] = CAUSE_NO_ANSWER,
        [RESULT_NOT_IN_SCOPE] = CAUSE_NOT_IN_SCOPE,
        [RESULT_REFUSED] = CAUSE_REFUSED,
        [RESULT_WRONG_PERSON] = CAUSE_WRONG_PERSON,
    };
    const struct facts *f = &t->facts;

    if (t->impostor)
        return CAUSE_IMPOSTOR;
    return f->result == RESULT_NO_IMAGE || f->result == RESULT_NOT_MATCHED
               ? f->cause
               : of[f->result];
}

/* Rows of travellers are many: they are handed on from time to time. */
static void hand_on(struct site *p)
{
    enum { MANY = RESULTS_PIECE / sizeof(struct travellers_row) };
    const struct flow_options *o = p->options;

    if (o->take && p->results->table[TABLE_travellers].count % MANY == 0 &&
        o->take(o->context, p->results))
        p->guard = FLOW_REFUSED;
}

static void add_row(struct site *p, const struct traveller *t,
                    enum end_state end, simtime at)
{
    struct travellers_row *r = results_add(p->results, TABLE_travellers);

    if (!r) {
        p->failed = true;
        return;
    }
    *r = (struct travellers_row){
        .replication = (int32_t)p->replication,
        .flow = p->is->first_flow + t->flow,
        .party = t->party,
        .member = (int8_t)t->member,
        .impostor = t->impostor,
        .opt_out = (int8_t)(t->opt_out + t->facts.mishandled),
        .look_out = t->facts.hit,
        .class = t->class,
        .group = t->group == NO_GROUP ? -1 : t->group,
        .age = t->age == AGE_UNKNOWN ? -1 : t->age,
        .cause = (int16_t)cause_of(t),
        .arrived_us = t->arrived,
        .left_us = at,
        .waited_us = t->waited,
        .served_us = t->served,
        .result = (int8_t)t->facts.result,
        .decision = (int8_t)t->facts.decision,
        .end_state = (int8_t)end,
    };
    hand_on(p);
}

/* Of a departure: how its passengers ended before its door closed. */
static void count_departure(struct site *p, const struct traveller *t,
                            enum end_state end)
{
    struct departure_count *c = &p->ledger.departure[t->flow][t->call - 1];

    if (end == END_DEPARTED)
        c->boarded++;
    else if (end != END_MISSED && end != END_STILL_INSIDE)
        c->other++;
}

void commit_leave(struct site *p, uint32_t lead, enum end_state end, simtime at)
{
    struct ledger *l = &p->ledger;

    for (struct traveller *t = &p->traveller[lead]; t;
         t = site_next_member(p, t)) {
        int class = t->class - p->is->first_class;
        l->ended[end]++;
        if (t->call)
            count_departure(p, t, end);
        l->stay_sum += at - t->arrived;
        int64_t **of = &l->end[class * END_STATES + (int)end];
        if ((*of = ledger_slice(l, *of, sizeof **of)))
            (*of)[l->interval]++;
        l->cause[class * p->m->causes + cause_of(t)]++;
        if (p->m->records)
            records_leave(p, t, end, at);
        if (t->images)
            images_leave(p, t);
        if (p->options->travellers)
            add_row(p, t, end, at);
    }
}
