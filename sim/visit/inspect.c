/* inspect -- an officer takes time and decides, and sometimes errs. */
#include "sim/visit/visit.h"

/* An officer decides: the fact's kind tells whether it was a mistake. */
static inline void decide(struct visiting *v, uint32_t who, struct facts *f,
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
    visit_note(v, who, wrong ? FACT_MISJUDGED : FACT_INSPECTED, f->decision,
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

void visit_inspect(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    struct pair u = {0, 0};

    if ((v->step->time && v->step->time->node) ||
        decision_is_drawn(v->step, t->impostor))
        u = visit_first(v, t, VISIT_INSPECT, 0);
    simtime took = inspection_time(v, t, u.first);
    v->at = site_later(v->at, took);
    decide(v, who, f, u.second, took);
}

/* Time that decides nothing. */
void visit_work(struct visiting *v, uint32_t who)
{
    struct pair u = {0, 0};

    if (v->step->time->node)
        u = visit_draw(v, &v->p->traveller[who], VISIT_WORK, 0);
    v->at = site_later(v->at, quantile_at(v->step->time, u.first));
}

/* One time for the party, drawn with the lead's key; a decision for each. */
void visit_inspect_once(struct visiting *v)
{
    struct site *p = v->p;
    const struct traveller *lead = &p->traveller[v->lead];
    bool begun = false;
    simtime took = 0;

    for (uint32_t m = v->lead; m; m = p->traveller[m].next_member) {
        struct traveller *t = &p->traveller[m];
        struct pair u = {0, 0};
        if (!visit_concerns(v, t))
            continue;
        if (!begun) {
            if (v->step->time && v->step->time->node)
                u = visit_draw(v, lead, VISIT_INSPECT, 0);
            took = inspection_time(v, lead, u.first);
            v->at = site_later(v->at, took);
        }
        if (decision_is_drawn(v->step, t->impostor))
            u = visit_draw(v, t, VISIT_INSPECT, 0);
        decide(v, m, &t->live, u.second, begun ? 0 : took);
        begun = true;
    }
}
