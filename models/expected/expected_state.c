/* expected_state -- the states that members of a party can be in, numbered, and
 * whether one meets a condition. */
#include <string.h>

#include "models/expected/expected.h"

void expected_begin(struct expected_crowd *c)
{
    c->images = 2;
    c->enrolled = 1;
    for (int i = 0; i < c->s->cameras; i++)
        if (c->s->camera[i].modality != MODALITY_FACE)
            c->images = 1 << MODALITIES;
    for (int i = 0; i < c->classes; i++)
        if (c->population->class[c->first_class + i].enrolled < 1)
            c->enrolled = EXPECTED_NOW + 1;
    c->states = c->classes * c->enrolled * RESULTS * DECISIONS * c->images;
}

struct expected_state expected_state(const struct expected_crowd *c, int state)
{
    struct expected_state x;

    x.image = (unsigned)(state % c->images);
    state /= c->images;
    x.decision = (enum decision)(state % DECISIONS);
    state /= DECISIONS;
    x.result = (enum result)(state % RESULTS);
    state /= RESULTS;
    x.is = (enum expected_enrolled)(state % c->enrolled);
    x.class = c->first_class + state / c->enrolled;
    return x;
}

int expected_number(const struct expected_crowd *c, struct expected_state x)
{
    int class = x.class - c->first_class;

    return (((class * c->enrolled + (int)x.is) * RESULTS + (int)x.result) *
                DECISIONS +
            (int)x.decision) *
               c->images +
           (int)x.image;
}

void expected_first(const struct expected_crowd *c, int class, double share,
                    double *shares)
{
    struct expected_state x = {.class = c->first_class + class,
                               .result = RESULT_NONE,
                               .decision = DECISION_NONE};
    double before = c->population->class[x.class].enrolled;

    shares[expected_number(c, x)] = c->enrolled > 1 ? share * before : share;
    x.is = EXPECTED_NOT;
    if (c->enrolled > 1)
        shares[expected_number(c, x)] = share * (1 - before);
}

static bool listed(const struct name_list *l, const char *name)
{
    for (int i = 0; i < l->count; i++)
        if (!strcmp(l->name[i].text, name))
            return true;
    return false;
}

static double has_fact(const struct condition *when, const struct class *k,
                       struct expected_state x)
{
    if (!when->facts || when->facts >> x.result & 1 ||
        when->facts >> (RESULTS + x.decision) & 1)
        return 1;
    return when->facts >> FACT_LOOK_OUT & 1 && x.result == RESULT_MATCHED
               ? k->look_out
               : 0;
}

double expected_meets(const struct expected_crowd *c, int state,
                      const struct condition *when)
{
    struct expected_state x = expected_state(c, state);
    const struct class *k = &c->population->class[x.class];
    double groups = 0, share = when->share * has_fact(when, k, x);

    if (share <= 0)
        return 0;
    if (when->statuses && !(when->statuses >> k->status & 1))
        return 0;
    if (when->classes.count && !listed(&when->classes, k->id.text))
        return 0;
    if (when->enrolled &&
        (when->enrolled == ENROLLED_TRUE) == (x.is == EXPECTED_NOT))
        return 0;
    if (!when->groups.count)
        return share;
    for (int i = 0; i < k->groups; i++)
        if (listed(&when->groups, k->group[i].group.text))
            groups += k->group[i].share;
    return groups * share;
}
