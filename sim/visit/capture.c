/* capture -- photos of a member: attempts, failures by cause, the relief
 * valve. */
#include "sim/visit/quality.h"
#include "sim/visit/scope.h"

/* The whole capture fails before any attempt? Returns the cause or -1. */
static int untried(const struct visiting *v, const struct traveller *t)
{
    const struct model_camera *c = v->step->camera;

    if (!c->once.n)
        return -1;
    int i = choose(&c->once, visit_draw(v, t, VISIT_CAPTURE, 0).first);
    return i < c->once.n - 1 ? c->once_cause[i] : -1;
}

/* Relief: the queue or the time to the door, read when the visit begins. */
static bool valve_is_open(const struct visiting *v, const struct traveller *t)
{
    const struct site *p = v->p;

    const struct traveller *lead = &p->traveller[v->lead];

    return lead->found >= v->step->relief_queue ||
           (t->call && p->door[t->flow][t->call - 1] - site_began(p, lead) <=
                           v->step->relief_door);
}

/* Is the camera out, for visits that begin when this one did? */
static bool is_out(const struct visiting *v)
{
    const struct model_step *s = v->step;

    simtime began = site_began(v->p, &v->p->traveller[v->lead]);

    return (s->outs && roster_at(s->out, s->outs, began) > 0) ||
           (s->unit && machine_is_down(v->p, s->unit, began));
}

/* The cause that an attempt fails for, or -1, where the person's own threshold
 * is `own`: the causes have their parts of it. */
static int own_cause(const struct model_camera *c, const struct traveller *t,
                     uint64_t own, uint64_t u)
{
    const uint64_t *part = c->part + t->group * c->causes;
    int i = 0;

    if (u >= own)
        return -1;
    while (u >=
           (uint64_t)((quantile_product)own * (int64_t)part[i] >> UNIFORM_BITS))
        i++;
    return c->cause[i];
}

/* The cause that an attempt fails for, or -1. own: as above. */
static int attempt_cause(const struct model_camera *c,
                         const struct traveller *t, uint64_t own, uint64_t u)
{
    if (c->persons)
        return own_cause(c, t, own, u);
    const uint64_t *until = c->until + t->group * c->causes;

    for (int i = 0; i < c->causes; i++)
        if (u < until[i])
            return c->cause[i];
    return -1;
}

void visit_capture(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];
    const struct model_camera *c = v->step->camera;
    int cause = -1;

    f->image &= (uint8_t) ~(1u << c->modality);
    if (scope_leaves_alone(v, who, f))
        return;
    if (valve_is_open(v, t)) {
        f->result = RESULT_SUSPENDED;
        visit_note(v, who, FACT_SUSPENDED, 0, 0, 0);
        return;
    }
    scope_begin(v, who);
    if (is_out(v))
        cause = v->step->out_cause;
    if (cause >= 0 || (cause = untried(v, t)) >= 0) {
        f->result = RESULT_NO_IMAGE;
        visit_note(v, who, FACT_UNTRIED, cause, 0, 0);
        return;
    }
    const struct quantile *time = c->time[t->group];
    bool drawn = time->node || c->causes;
    uint64_t own = c->persons ? quality_failure(v->p, t, c) : 0;
    for (int i = 1;; i++) {
        struct pair u = {0, 0};
        if (drawn)
            u = i > 1 ? visit_draw(v, t, VISIT_ATTEMPT, (unsigned)i - 1)
                      : visit_first(v, t, VISIT_ATTEMPT, 0);
        v->at = site_later(v->at, quantile_at(time, u.first));
        cause = attempt_cause(c, t, own, u.second);
        if (cause < 0) {
            f->result = RESULT_NONE;
            f->image |= (uint8_t)(1u << c->modality);
            visit_note(v, who, FACT_CAPTURED, 0, 0, 0);
            return;
        }
        if (i == v->step->attempts)
            break;
        visit_note(v, who, FACT_FAILED, cause, 0, 0);
    }
    f->result = RESULT_NO_IMAGE;
    visit_note(v, who, FACT_GIVEN_UP, cause, 0, 0);
}
