/* quality -- a person's own thresholds: drawn once, the same wherever he goes.
 */
#include "sim/flow/quality.h"

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
                                const struct error_rates *r)
{
    if (!r->persons || !r->persons->of[t->group])
        return r->false_negative[t->group];
    return person_threshold(
        r->persons->of[t->group],
        party_person(p, t, PERSON_QUALITY, r->persons->modality).second);
}
