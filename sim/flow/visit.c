/* visit -- a visit is computed to its end when it begins: what each step does
 * to each member, and when. What happened goes to the docket, and counts when
 * it is committed. */
#include "sim/flow/site.h"

struct visiting {
    struct site *p;
    const struct model_step *step;
    uint32_t lead;
    unsigned number; /* of the step */
    int node;
    unsigned visit;
    simtime at; /* the member's turn begins, or its last fact */
};

static struct pair draw(const struct visiting *v, const struct traveller *t,
                        unsigned purpose, unsigned attempt)
{
    return keyed_pair(
        site_visit_key(v->p, t, v->node),
        site_counter(v->p, t, v->visit, purpose, v->number, attempt));
}

static void note(struct visiting *v, uint32_t who, enum fact_kind kind,
                 int value, int before, simtime took)
{
    const struct fact f = {.at = v->at,
                           .took = took,
                           .who = who,
                           .kind = (uint8_t)kind,
                           .step = (uint8_t)v->number,
                           .value = (uint8_t)value,
                           .before = (uint8_t)before};
    site_add_fact(v->p, v->lead, &f);
}

/* The whole capture fails before any attempt? Returns the cause or -1. */
static int untried(const struct visiting *v, const struct traveller *t)
{
    const struct model_camera *c = v->step->camera;

    if (!c->once.n)
        return -1;
    int i = choose(&c->once, draw(v, t, VISIT_CAPTURE, 0).first);
    return i < c->once.n - 1 ? c->once_cause[i] : -1;
}

/* Relief: the queue or the time to the door, read when the visit begins. */
static bool valve_is_open(const struct visiting *v, const struct traveller *t)
{
    const struct site *p = v->p;

    return p->ledger.gauge[v->node].queued >= v->step->relief_queue ||
           (t->call &&
            p->door[t->flow][t->call - 1] - p->now <= v->step->relief_door);
}

/* The cause that an attempt fails for, or -1. */
static int attempt_cause(const struct model_camera *c,
                         const struct traveller *t, uint64_t u)
{
    const uint64_t *until = c->until + t->group * c->causes;

    for (int i = 0; i < c->causes; i++)
        if (u < until[i])
            return c->cause[i];
    return -1;
}

static void capture(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    const struct model_camera *c = v->step->camera;
    int cause;

    f->image = false;
    if (t->opt_out) {
        f->result = RESULT_OPTED_OUT;
        note(v, who, FACT_OPTED_OUT, 0, 0, 0);
        return;
    }
    if (valve_is_open(v, t)) {
        f->result = RESULT_SUSPENDED;
        note(v, who, FACT_SUSPENDED, 0, 0, 0);
        return;
    }
    if ((cause = untried(v, t)) >= 0) {
        f->result = RESULT_NO_IMAGE;
        note(v, who, FACT_UNTRIED, cause, 0, 0);
        return;
    }
    bool drawn = c->time->node || c->causes;
    for (int i = 1;; i++) {
        struct pair u = {0, 0};
        if (drawn)
            u = draw(v, t, VISIT_ATTEMPT, (unsigned)i - 1);
        v->at = site_later(v->at, quantile_at(c->time, u.first));
        cause = attempt_cause(c, t, u.second);
        if (cause < 0) {
            f->result = RESULT_NONE;
            f->image = true;
            note(v, who, FACT_CAPTURED, 0, 0, 0);
            return;
        }
        if (i == v->step->attempts)
            break;
        note(v, who, FACT_FAILED, cause, 0, 0);
    }
    f->result = RESULT_NO_IMAGE;
    note(v, who, FACT_GIVEN_UP, cause, 0, 0);
}

static enum result score(const struct error_rates *r, bool one_to_many,
                         const struct traveller *t, uint64_t u)
{
    if (t->impostor) {
        if (u < r->impostor[t->group])
            return one_to_many ? RESULT_WRONG_PERSON : RESULT_MATCHED;
        return RESULT_NOT_MATCHED;
    }
    if (t->photo)
        return u < r->false_negative[t->group] ? RESULT_NOT_MATCHED
                                               : RESULT_MATCHED;
    return one_to_many && u < r->false_positive[t->group] ? RESULT_WRONG_PERSON
                                                          : RESULT_NOT_MATCHED;
}

static simtime at_least_1(simtime t)
{
    return t > 1 ? t : 1;
}

static void match(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    const struct model_service *s = &v->p->m->service[v->step->service];
    struct pair network = {0, 0};

    note(v, who, FACT_REQUEST, 0, 0, 0);
    struct pair u = draw(v, t, VISIT_REQUEST, 0);
    if (s->network->node)
        network = draw(v, t, VISIT_NETWORK, 0);
    simtime took = at_least_1(quantile_at(s->network, network.first)) +
                   at_least_1(quantile_at(s->service, u.first));
    f->result = (uint8_t)score(&s->search[v->step->one_to_many],
                               v->step->one_to_many, t, u.second);
    v->at = site_later(v->at, took);
    note(v, who, FACT_ANSWER, f->result, 0, took);
}

/* An officer decides: the fact's kind tells whether it was a mistake. */
static void decide(struct visiting *v, uint32_t who, struct facts *f,
                   uint64_t u, simtime took)
{
    const struct model_step *s = v->step;
    bool impostor = v->p->traveller[who].impostor;
    bool wrong, cleared;

    if (impostor) {
        wrong = u < s->false_accept;
        cleared = wrong;
    } else {
        wrong = u < s->false_reject;
        cleared = u >= s->refer_until;
    }
    f->decision = cleared ? DECISION_CLEARED : DECISION_REFERRED;
    note(v, who, wrong ? FACT_MISJUDGED : FACT_INSPECTED, f->decision,
         f->result, took);
}

static bool decision_is_drawn(const struct model_step *s, bool impostor)
{
    return impostor ? share_is_drawn(s->false_accept)
                    : share_is_drawn(s->refer_until) ||
                          share_is_drawn(s->false_reject);
}

static simtime inspection_time(const struct visiting *v,
                               const struct traveller *t, uint64_t u)
{
    if (v->step->time)
        return quantile_at(v->step->time, u);
    return v->p->is->flow[t->flow].row[t->party].time[v->node];
}

static void inspect(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    struct pair u = {0, 0};

    if ((v->step->time && v->step->time->node) ||
        decision_is_drawn(v->step, t->impostor))
        u = draw(v, t, VISIT_INSPECT, 0);
    simtime took = inspection_time(v, t, u.first);
    v->at = site_later(v->at, took);
    decide(v, who, f, u.second, took);
}

/* One time for the party, drawn with the lead's key; a decision for each. */
static void inspect_once(struct visiting *v, struct facts *f)
{
    struct site *p = v->p;
    const struct traveller *lead = &p->traveller[v->lead];
    struct asking k = {v->node, v->visit, VISIT_STEP, v->number};
    bool begun = false;
    simtime took = 0;

    for (uint32_t m = v->lead; m; m = p->traveller[m].next_member, f++) {
        const struct traveller *t = &p->traveller[m];
        struct pair u = {0, 0};
        if (!route_meets(p, t, f, &v->step->when, k))
            continue;
        if (!begun) {
            if (v->step->time && v->step->time->node)
                u = draw(v, lead, VISIT_INSPECT, 0);
            took = inspection_time(v, lead, u.first);
            v->at = site_later(v->at, took);
        }
        if (decision_is_drawn(v->step, t->impostor))
            u = draw(v, t, VISIT_INSPECT, 0);
        decide(v, m, f, u.second, begun ? 0 : took);
        begun = true;
    }
}

static void do_member(struct visiting *v, uint32_t who, struct facts *f)
{
    switch (v->step->kind) {
    case STEP_CAPTURE:
        capture(v, who, f);
        break;
    case STEP_MATCH:
        if (f->image)
            match(v, who, f);
        break;
    case STEP_INSPECT:
        inspect(v, who, f);
        break;
    }
}

static void do_step(struct visiting *v, struct facts *f)
{
    struct site *p = v->p;
    const struct asking k = {v->node, v->visit, VISIT_STEP, v->number};
    simtime begin = v->at, end = begin;

    if (v->step->party == PARTY_ONCE) {
        inspect_once(v, f);
        return;
    }
    for (uint32_t m = v->lead; m; m = p->traveller[m].next_member, f++) {
        const struct traveller *t = &p->traveller[m];
        if (v->step->party == PARTY_TOGETHER)
            v->at = begin;
        /* without an image there is nobody to ask for, nor a share to draw */
        if ((v->step->kind == STEP_MATCH && !f->image) ||
            !route_meets(p, t, f, &v->step->when, k))
            continue;
        do_member(v, m, f);
        if (v->at > end)
            end = v->at;
    }
    v->at = end;
}

simtime visit_begin(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    const struct model_station *s = &p->is->station[t->node];
    struct facts facts[PARTY_MOST], *f = facts;
    struct visiting v = {
        .p = p, .lead = lead, .node = t->node, .visit = t->visit, .at = p->now};

    for (uint32_t m = lead; m; m = p->traveller[m].next_member) {
        *f = p->traveller[m].facts;
        f++->image = false;
    }
    for (int i = 0; i < s->steps; i++) {
        v.step = &s->step[i];
        v.number = (unsigned)i;
        do_step(&v, facts);
    }
    return v.at > p->now ? v.at : p->now + 1;
}
