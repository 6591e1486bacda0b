/* naive_rates -- cameras and matchers, looked up by name whenever asked. */
#include <string.h>

#include "tests/support/naive_world.h"

static const struct group_ratio *ratio_of(const struct world *w,
                                          const struct person *who,
                                          const struct group_ratio *r, int n)
{
    static const struct group_ratio one = {
        .failure = 1, .false_negative = 1, .false_positive = 1};

    for (int i = 0; i < n && who->group >= 0; i++)
        if (strcmp(r[i].group.text, w->s->group[who->group].id.text) == 0)
            return &r[i];
    return &one;
}

const struct camera *naive_camera(const struct world *w, const struct step *st)
{
    for (int i = 0; i < w->s->cameras; i++)
        if (strcmp(w->s->camera[i].id.text, st->camera.text) == 0)
            return &w->s->camera[i];
    naive_fail("no such camera", st->camera.text);
    return NULL;
}

int naive_service(const struct world *w, const struct step *st)
{
    for (int i = 0; i < w->s->services; i++)
        if (strcmp(w->s->service[i].id.text, st->service.text) == 0)
            return i;
    naive_fail("no such service", st->service.text);
    return -1;
}

static const struct matcher *matcher_of(const struct world *w, int service)
{
    const char *name = w->s->service[service].matcher.text;

    for (int i = 0; i < w->s->matchers; i++)
        if (strcmp(w->s->matcher[i].id.text, name) == 0)
            return &w->s->matcher[i];
    naive_fail("no such matcher", name);
    return NULL;
}

/* Which cause strikes, if any, of those per traveller or per attempt; groups
 * differ in attempts only. */
const char *naive_failing(const struct world *w, const struct camera *c,
                          bool per_traveller, const struct person *who,
                          uint64_t u)
{
    double ratio = ratio_of(w, who, c->ratio, c->ratios)->failure, sum = 0;

    for (int i = 0; i < c->failures; i++)
        if (c->failure[i].per_traveller == per_traveller &&
            naive_chance(sum += c->failure[i].probability *
                                (per_traveller ? 1 : ratio),
                         u))
            return c->failure[i].cause.text;
    return NULL;
}

/* The answer to a request for a person, counted in the row of its group. */
enum result naive_answer(const struct world *w, int service, bool one_to_many,
                         const struct person *who, uint64_t u,
                         struct matching_errors_row *row)
{
    const struct matcher *m = matcher_of(w, service);
    const struct group_ratio *r = ratio_of(w, who, m->ratio, m->ratios);
    double negative = (one_to_many ? m->fnir : m->fnmr) * r->false_negative;
    double positive = one_to_many ? m->fpir * r->false_positive : 0;
    double impostor =
        (one_to_many ? m->fpir : m->impostor_match) * r->false_positive;
    enum result result;

    row->false_negative_rate = negative;
    row->false_positive_rate = positive;
    row->impostor_rate = impostor;
    if (who->impostor) {
        bool taken = naive_chance(impostor, u);
        result = !taken        ? RESULT_NOT_MATCHED
                 : one_to_many ? RESULT_WRONG_PERSON
                               : RESULT_MATCHED;
        row->impostors++;
        row->impostor_matches += taken;
    } else if (who->photo) {
        result =
            naive_chance(negative, u) ? RESULT_NOT_MATCHED : RESULT_MATCHED;
        row->mated++;
        row->non_matches += result == RESULT_NOT_MATCHED;
    } else {
        bool wrong = one_to_many && naive_chance(positive, u);
        result = wrong ? RESULT_WRONG_PERSON : RESULT_NOT_MATCHED;
        row->non_mated++;
        row->false_positives += wrong;
    }
    row->expected_non_matches = (double)row->mated * negative;
    row->expected_false_positives = (double)row->non_mated * positive;
    row->expected_impostor_matches = (double)row->impostors * impostor;
    return result;
}
