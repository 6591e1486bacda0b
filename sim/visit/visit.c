/* visit -- a visit is computed when it begins, to its end or to an answer that
 * others can delay: what each step does to each member, and when. What happens
 * before the door closes and the run ends counts at once; but where the visit
 * may be stopped it goes to the docket, and counts when that is committed. */
#include "sim/visit/visit.h"

void visit_answer(struct visiting *v, uint32_t who, struct answer a,
                  simtime took)
{
    const struct fact f = {.at = v->at,
                           .took = took,
                           .who = who,
                           .kind = FACT_ANSWER,
                           .step = (uint8_t)v->number,
                           .value = (uint8_t)a.result,
                           .before = (uint8_t)a.mating,
                           .search = (uint32_t)a.search};
    visit_keep(v, &f);
}

ALWAYS void do_member(struct visiting *v, uint32_t who, struct facts *f)
{
    switch (v->step->kind) {
    case STEP_CAPTURE:
        visit_capture(v, who, f);
        break;
    case STEP_ENROL:
        visit_enrol(v, who, f);
        break;
    case STEP_MATCH:
        visit_match(v, who, f);
        break;
    case STEP_INSPECT:
        visit_inspect(v, who, f);
        break;
    case STEP_WORK:
        visit_work(v, who);
        break;
    }
}

/* Without an image there is nobody to ask for, and who is enrolled need not be:
 * nor is a share drawn. */
static inline bool is_passed_over(const struct visiting *v,
                                  const struct facts *f)
{
    const struct model_step *s = v->step;

    if (s->kind == STEP_ENROL)
        return f->enrolled;
    return s->kind == STEP_MATCH &&
           !(f->image >> v->p->m->service[s->service].modality & 1);
}

SELDOM static bool meets(const struct visiting *v, const struct traveller *t)
{
    const struct asking k = {.node = v->node,
                             .visit = v->visit,
                             .purpose = VISIT_STEP,
                             .number = v->step->nth,
                             .kind = v->step->kind,
                             .lead = v->p->traveller[v->lead].member};

    return route_meets(v->p, t, &t->live, &v->step->when, k);
}

static inline bool concerns(const struct visiting *v, const struct traveller *t)
{
    return !is_passed_over(v, &t->live) &&
           (v->step->when.always || meets(v, t));
}

bool visit_concerns(const struct visiting *v, const struct traveller *t)
{
    return concerns(v, t);
}

/* Must the answer be waited for? Not where nothing stops the visit and the
 * service makes nobody wait: then it is known at once. */
SELDOM static bool is_asked(const struct visiting *v)
{
    return model_is_asked(v->p->m, &v->p->is->station[v->node], v->step) &&
           !(v->until && services_take_all(v->p->services, v->step->service));
}

/* One time for the whole party. */
SELDOM static void do_once(struct visiting *v)
{
    const struct site *p = v->p;

    if (v->step->kind == STEP_INSPECT) {
        visit_inspect_once(v);
        return;
    }
    for (uint32_t m = v->lead; m; m = p->traveller[m].next_member)
        if (visit_concerns(v, &p->traveller[m])) {
            visit_work(v, v->lead);
            return;
        }
}

ALWAYS void do_step(struct visiting *v, uint32_t from)
{
    struct site *p = v->p;
    simtime begin = v->at, end = begin;

    if (v->step->party == PARTY_ONCE) {
        do_once(v);
        return;
    }
    for (uint32_t m = from; m; m = p->traveller[m].next_member) {
        struct traveller *t = &p->traveller[m];
        if (v->step->party == PARTY_TOGETHER)
            v->at = begin;
        if (!concerns(v, t))
            continue;
        if (v->step->kind == STEP_MATCH && is_asked(v)) {
            request_send(v, m);
            if (v->step->party == PARTY_EACH)
                return;
            continue;
        }
        do_member(v, m, &t->live);
        if (v->at > end)
            end = v->at;
    }
    v->at = end;
}

ALWAYS void go_on(struct visiting *v, uint32_t from)
{
    const struct model_station *is = v->p->station[v->node].is;

    for (; (int)v->number < is->steps; v->number++) {
        v->step = &is->step[v->number];
        do_step(v, from);
        if (v->waits)
            return;
        from = v->lead;
    }
}

void visit_go_on(struct visiting *v, uint32_t from)
{
    go_on(v, from);
}

/* The draws of its first members that the visit will need. */
static void draw_ahead(struct visiting *v,
                       struct pair ahead[AHEAD_MEMBERS][KEYED_FOUR])
{
    const struct keyed_steps *s = v->p->station[v->node].is->ahead;
    const struct traveller *t = &v->p->traveller[v->lead];

    if (!s)
        return;
    for (; t && t->member < AHEAD_MEMBERS; t = site_next_member(v->p, t))
        keyed_four(v->key, site_counter(v->p, t, v->visit, 0, 0, 0), s,
                   ahead[t->member]);
    v->ahead = (const struct pair(*)[KEYED_FOUR])ahead;
}

simtime visit_begin(struct site *p, uint32_t lead)
{
    struct pair ahead[AHEAD_MEMBERS][KEYED_FOUR];
    struct traveller *t = &p->traveller[lead];
    struct visiting v = visit_of(p, lead, p->now);

    t->pending = 0;
    t->found = (uint32_t)p->ledger.gauge[t->node].level[LEVEL_QUEUED];
    for (; t; t = site_next_member(p, t)) {
        t->live = t->facts;
        t->live.image = 0;
    }
    draw_ahead(&v, ahead);
    go_on(&v, lead);
    return v.waits ? -1 : v.at > p->now ? v.at : p->now + 1;
}
