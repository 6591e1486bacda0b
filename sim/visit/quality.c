/* quality -- a person's own thresholds: drawn once, the same wherever he goes.
 */
#include "sim/visit/quality.h"

uint64_t quality_failure(const struct site *p, const struct traveller *t,
                         const struct model_camera *c)
{
    const struct person_rate *own = c->persons->of[t->group];

    if (!own)
        return c->causes ? c->until[(t->group + 1) * c->causes - 1] : 0;
    return person_threshold(
        own, party_person(p, t, PERSON_QUALITY, c->persons->modality).first);
}

uint64_t quality_false_negative(const struct site *p, const struct traveller *t,
                                const struct model_search *k, enum mating m)
{
    const uint64_t *until = m == MATED_OLD ? k->old : k->mated;

    if (!k->persons || !k->persons->of[t->group])
        return until[t->group];
    uint64_t own = person_threshold(
        k->persons->of[t->group],
        party_person(p, t, PERSON_QUALITY, k->persons->modality).second);
    if (m != MATED_OLD)
        return own;
    double old = (double)own * p->m->gallery[k->gallery].old_ratio;
    return old < (double)UNIFORM_END ? (uint64_t)old : UNIFORM_END;
}
