/* scope -- whom a camera leaves alone: who is in no rule, opts out, or refuses;
 * and the traits of a person that this depends on. */
#include "sim/visit/scope.h"

#include "models/rule.h"
#include "sim/port/party.h"

/* u < threshold; only a share between 0 and 1 looks at u. */
static bool is_drawn(const struct site *p, const struct traveller *t,
                     unsigned purpose, uint64_t threshold)
{
    if (!share_is_drawn(threshold))
        return threshold != 0;
    return party_person(p, t, purpose, 0).first < threshold;
}

/* Of a group's whole years each is as likely as another. */
static uint8_t age_of(const struct site *p, const struct traveller *t)
{
    const struct group *g = &p->m->scenario->group[t->group];
    uint64_t years = (uint64_t)(g->age_to - g->age_from + 1), u = 0;

    if (years > 1)
        u = party_person(p, t, PERSON_GROUP, 0).second;
    return (uint8_t)(g->age_from + (int)(u * years >> UNIFORM_BITS));
}

void scope_traits(const struct site *p, struct traveller *t)
{
    const struct model_class *k = &p->m->class[t->class];

    t->age = p->m->ages && t->group != NO_GROUP ? age_of(p, t) : AGE_UNKNOWN;
    t->refuses = k->refusal && is_drawn(p, t, PERSON_OPT_OUT, k->refusal);
    t->opt_out = k->opt_out && is_drawn(p, t, PERSON_OPT_OUT, k->opt_out) &&
                 is_drawn(p, t, PERSON_NOTICE, p->is->aware);
    t->look_out = k->look_out == UNIFORM_END ||
                  (k->look_out &&
                   party_person(p, t, PERSON_NOTICE, 0).second < k->look_out);
}

/* `at`: the visit began. */
static bool is_in_scope(const struct site *p, const struct traveller *t,
                        simtime at)
{
    enum status status = p->m->class[t->class].status;
    bool exit = p->is->flow[t->flow].exit;

    for (int i = 0; i < p->is->rules; i++)
        if (rule_takes(&p->is->rule[i], status, t->age, exit, at))
            return true;
    return false;
}

/* An officer who does not let somebody opt out. */
static bool is_mishandled(const struct visiting *v, const struct traveller *t)
{
    const struct model_port *is = v->p->is;
    int pool = is->station[v->node].pool;
    uint64_t share = pool < 0 ? 0 : is->pool[pool].mishandled;

    if (!share_is_drawn(share))
        return share != 0;
    return visit_draw(v, t, VISIT_OPT_OUT, v->step->kind).first < share;
}

static bool leave(struct visiting *v, uint32_t who, struct facts *f,
                  enum result result, enum fact_kind kind)
{
    f->result = (uint8_t)result;
    visit_note(v, who, kind, 0, 0, 0);
    return true;
}

bool scope_leaves_alone(struct visiting *v, uint32_t who, struct facts *f)
{
    const struct traveller *t = &v->p->traveller[who];

    if (v->step->by_rules &&
        !is_in_scope(v->p, t, site_began(v->p, &v->p->traveller[v->lead])))
        return leave(v, who, f, RESULT_NOT_IN_SCOPE, FACT_NOT_IN_SCOPE);
    if (t->refuses)
        return leave(v, who, f, RESULT_REFUSED, FACT_REFUSED);
    if (t->opt_out && !is_mishandled(v, t))
        return leave(v, who, f, RESULT_OPTED_OUT, FACT_OPTED_OUT);
    return false;
}

void scope_begin(struct visiting *v, uint32_t who)
{
    if (v->p->traveller[who].opt_out)
        visit_note(v, who, FACT_MISHANDLED, 0, 0, 0);
}
