/* score -- what the answer to a request is: whose photos it is compared with,
 * and which errors are made. */
#include "sim/port/party.h"
#include "sim/visit/quality.h"
#include "sim/visit/visit.h"

/* The call of a timetable that brought the traveller, or takes him away. Calls
 * without passengers have the first party of the next. */
static int call_of(const struct model_flow *f, const struct traveller *t)
{
    int low = 0, high = f->calls;

    if (t->call)
        return (int)t->call - 1;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (f->call[middle].first_party <= t->party)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* When a late photo comes; u says how late it is. */
static simtime photo_comes(const struct site *p, const struct traveller *t,
                           const struct model_gallery *g, uint64_t u)
{
    simtime call = t->call ? p->flow[t->flow].departs[t->call - 1] : t->arrived;

    return call - g->staged + quantile_at(g->late_by, u);
}

/* Is the right photo in the gallery when it is searched? */
static enum mating mating_in(const struct site *p, const struct traveller *t,
                             const struct model_gallery *g, simtime asked)
{
    const struct model_flow *f = &p->is->flow[t->flow];
    struct pair listed = {0, 0}, photo = {0, 0};

    if (share_is_drawn(g->unlisted) || (g->late_by && g->late_by->node))
        listed = party_crossing(p, f, t->party, t->member, CROSSING_MANIFEST);
    if (share_is_drawn(g->missing) || share_is_drawn(g->late) ||
        share_is_drawn(g->late_or_old))
        photo = party_crossing(p, f, t->party, t->member, CROSSING_GALLERY);
    if (listed.first < g->unlisted || photo.first < g->missing)
        return NOT_MATED;
    if (photo.second < g->late)
        return asked < photo_comes(p, t, g, listed.second) ? NOT_MATED : MATED;
    return photo.second < g->late_or_old ? MATED_OLD : MATED;
}

/* Number of the error rates that hold. */
static int search_of(const struct site *p, const struct model_step *s,
                     const struct traveller *t)
{
    if (s->gallery < 0)
        return s->service * 2 + s->one_to_many;
    const int *of = p->is->search[(s->service * p->m->galleries + s->gallery) *
                                      p->is->flows +
                                  t->flow];
    return p->m->gallery[s->gallery].manifest
               ? of[call_of(&p->is->flow[t->flow], t)]
               : of[0];
}

/* Somebody else comes out on top of a search that missed the right photo. */
static bool finds_another(const struct visiting *v, const struct traveller *t,
                          const struct model_search *k, unsigned attempt)
{
    uint64_t until = k->wrong_person ? k->wrong_person[t->group] : 0, u = 0;

    if (share_is_drawn(until))
        u = visit_draw(v, t, VISIT_RANK, attempt).first;
    return u < until;
}

struct answer visit_score(const struct visiting *v, const struct traveller *t,
                          const struct facts *f, simtime asked,
                          unsigned attempt, uint64_t u)
{
    const struct model *m = v->p->m;
    struct answer a = {RESULT_NOT_MATCHED, NOT_MATED,
                       search_of(v->p, v->step, t)};
    const struct model_search *k = &m->search[a.search];

    if (t->impostor) {
        if (u < k->impostor[t->group])
            a.result = k->one_to_many ? RESULT_WRONG_PERSON : RESULT_MATCHED;
        return a;
    }
    if (site_has_reference(t, f))
        a.mating = k->gallery < 0
                       ? MATED
                       : mating_in(v->p, t, &m->gallery[k->gallery], asked);
    if (a.mating == NOT_MATED) {
        if (k->one_to_many && u < k->non_mated[t->group])
            a.result = RESULT_WRONG_PERSON;
    } else if (u >= quality_false_negative(v->p, t, k, a.mating)) {
        a.result = RESULT_MATCHED;
    } else if (finds_another(v, t, k, attempt)) {
        a.result = RESULT_WRONG_PERSON;
    }
    return a;
}
