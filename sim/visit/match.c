/* match -- a request to a matching service that nobody else delays. */
#include "sim/visit/visit.h"

struct asked visit_ask(const struct visiting *v, const struct traveller *t,
                       unsigned attempt)
{
    const struct model_service *s = &v->p->m->service[v->step->service];
    struct pair network = {0, 0},
                u = attempt ? visit_draw(v, t, VISIT_REQUEST, attempt)
                            : visit_first(v, t, VISIT_REQUEST, 0);

    if (s->network->node)
        network = attempt ? visit_draw(v, t, VISIT_NETWORK, attempt)
                          : visit_first(v, t, VISIT_NETWORK, 1);
    return (struct asked){
        .network = at_least_1(quantile_at(s->network, network.first)),
        .takes = at_least_1(quantile_at(s->service, u.first)),
        .score = u.second};
}

/* What becomes of request number `attempt`, sent at v->at. */
static struct fate fate_of(struct visiting *v, simtime network, simtime takes)
{
    struct site *p = v->p;
    simtime reaches = site_later(v->at, network);

    if (!p->m->service[v->step->service].waits)
        return (struct fate){.answered = true,
                             .known = site_later(reaches, takes)};
    if (reaches >= p->m->duration)
        return (struct fate){.answered = true, .known = SITE_FAR};
    p->ledger.events++; /* as where others may delay it */
    return services_ask(p->services, v->step->service, reaches, takes);
}

void visit_match(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    const struct model_service *s = &v->p->m->service[v->step->service];
    simtime first = v->at;

    for (int i = 0; i <= s->retries; i++) {
        if (s->waits && v->at >= v->until) { /* it is never sent */
            v->at = SITE_FAR;
            return;
        }
        visit_note(v, who, FACT_REQUEST, 0, 0, v->at - first);
        struct asked asked = visit_ask(v, t, (unsigned)i);
        simtime sent = v->at;
        struct fate fate = fate_of(v, asked.network, asked.takes);
        v->at = fate.known;
        if (!fate.answered)
            continue;
        struct answer a = visit_score(v, t, f, sent, (unsigned)i, asked.score);
        f->result = (uint8_t)a.result;
        visit_answer(v, who, a, v->at - first);
        return;
    }
    f->result = RESULT_NO_ANSWER;
    visit_note(v, who, FACT_NO_ANSWER, 0, 0, v->at - first);
}
