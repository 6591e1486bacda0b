/* enrol -- a member who was not enrolled before is, or cannot be. */
#include "sim/visit/scope.h"

void visit_enrol(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    const struct model_enrol *e = v->step->enrol;
    const struct quantile *time = e->time[t->group];
    struct pair u = {0, 0};

    if (scope_leaves_alone(v, who, f))
        return;
    scope_begin(v, who);
    if (time->node || share_is_drawn(e->fails[t->group]))
        u = visit_draw(v, t, VISIT_ENROL, 0);
    simtime took = quantile_at(time, u.first);
    v->at = site_later(v->at, took);
    f->enrolled = u.second >= e->fails[t->group];
    f->result = f->enrolled ? RESULT_NONE : RESULT_NO_IMAGE;
    visit_note(v, who, f->enrolled ? FACT_ENROLLED : FACT_NOT_ENROLLED,
               e->cause, 0, took);
}
