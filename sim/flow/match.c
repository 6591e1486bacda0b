/* match -- a request to a matching service, its answer and its errors. */
#include "sim/flow/quality.h"
#include "sim/flow/visit.h"

static enum result score(const struct site *p, const struct error_rates *r,
                         bool one_to_many, const struct traveller *t,
                         uint64_t u)
{
    if (t->impostor) {
        if (u < r->impostor[t->group])
            return one_to_many ? RESULT_WRONG_PERSON : RESULT_MATCHED;
        return RESULT_NOT_MATCHED;
    }
    if (t->photo)
        return u < quality_false_negative(p, t, r) ? RESULT_NOT_MATCHED
                                                   : RESULT_MATCHED;
    return one_to_many && u < r->false_positive[t->group] ? RESULT_WRONG_PERSON
                                                          : RESULT_NOT_MATCHED;
}

enum result match_answer(const struct visiting *v, const struct traveller *t,
                         uint64_t u)
{
    const struct model_service *s = &v->p->m->service[v->step->service];

    return score(v->p, &s->search[v->step->one_to_many], v->step->one_to_many,
                 t, u);
}

static simtime at_least_1(simtime t)
{
    return t > 1 ? t : 1;
}

void visit_match(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    const struct model_service *s = &v->p->m->service[v->step->service];
    struct pair network = {0, 0};

    visit_note(v, who, FACT_REQUEST, 0, 0, 0);
    struct pair u = visit_draw(v, t, VISIT_REQUEST, 0);
    if (s->network->node)
        network = visit_draw(v, t, VISIT_NETWORK, 0);
    simtime took = at_least_1(quantile_at(s->network, network.first)) +
                   at_least_1(quantile_at(s->service, u.first));
    f->result = (uint8_t)match_answer(v, t, u.second);
    v->at = site_later(v->at, took);
    visit_note(v, who, FACT_ANSWER, f->result, 0, took);
}
