/* match -- a request to a matching service that nobody else delays. */
#include "sim/visit/visit.h"

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
    struct answer a = visit_score(v, t, f, v->at, 0, u.second);
    f->result = (uint8_t)a.result;
    v->at = site_later(v->at, took);
    visit_answer(v, who, a, took);
}
