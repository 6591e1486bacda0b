/* visit -- a visit is computed to its end when it begins: what each step does
 * to each member, and when. What happened goes to the docket, and counts when
 * it is committed. */
#include "sim/flow/visit.h"

void visit_note(struct visiting *v, uint32_t who, enum fact_kind kind,
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

static void do_member(struct visiting *v, uint32_t who, struct facts *f)
{
    switch (v->step->kind) {
    case STEP_CAPTURE:
        visit_capture(v, who, f);
        break;
    case STEP_MATCH:
        if (f->image)
            visit_match(v, who, f);
        break;
    case STEP_INSPECT:
        visit_inspect(v, who, f);
        break;
    }
}

static void do_step(struct visiting *v, struct facts *f)
{
    struct site *p = v->p;
    const struct asking k = {v->node, v->visit, VISIT_STEP, v->number};
    simtime begin = v->at, end = begin;

    if (v->step->party == PARTY_ONCE) {
        visit_inspect_once(v, f);
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
