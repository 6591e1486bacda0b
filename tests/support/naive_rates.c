/* naive_rates -- cameras and matchers, looked up by name whenever asked. */
#include <string.h>

#include "tests/support/naive_world.h"

static const struct group_ratio *ratio_of(const struct world *w,
                                          const struct person *who,
                                          const struct group_ratio *r, int n,
                                          const char *cause)
{
    static const struct group_ratio one = {
        .failure = 1, .false_negative = 1, .false_positive = 1, .time = 1};
    const struct group_ratio *all = &one;

    for (int i = 0; i < n && who->group >= 0; i++) {
        if (strcmp(r[i].group.text, w->s->group[who->group].id.text) != 0)
            continue;
        if (r[i].cause.text == NULL)
            all = &r[i];
        else if (cause && strcmp(r[i].cause.text, cause) == 0)
            return &r[i];
    }
    return all;
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

/* ---- cameras ---- */

static double product(const struct world *w, const struct camera *c,
                      int failure, const struct person *who)
{
    const struct failure *f = &c->failure[failure];

    if (f->per_traveller)
        return f->probability;
    return f->probability *
           ratio_of(w, who, c->ratio, c->ratios, f->cause.text)->failure;
}

simtime naive_capture_time(struct world *w, const struct camera *c,
                           const struct person *who, uint64_t u)
{
    double by = ratio_of(w, who, c->ratio, c->ratios, NULL)->time;
    struct scaled *s = *w->scaled;

    if (by == 1)
        return naive_time(w, &c->capture_time, u);
    while (s && (s->of != &c->capture_time || s->by != by))
        s = s->next;
    if (s == NULL) {
        s = naive_new(w, sizeof *s);
        *s = (struct scaled){&c->capture_time, by,
                             distribution_scaled(&c->capture_time, by),
                             *w->scaled};
        *w->scaled = s;
    }
    return naive_time(w, &s->time, u);
}

/* The person's own threshold, where attempts of one person are alike. */
static uint64_t own_threshold(struct world *w, double mean, double correlation,
                              uint64_t u)
{
    struct own *o = *w->own;

    while (o && (o->rate.mean != mean || o->rate.correlation != correlation))
        o = o->next;
    if (o == NULL) {
        o = naive_new(w, sizeof *o);
        if (person_init(&o->rate, mean, correlation) != 0)
            naive_fail("memory", "person's table");
        o->next = *w->own;
        *w->own = o;
    }
    return person_threshold(&o->rate, u);
}

/* Which cause strikes, if any, of those per traveller or per attempt. */
const char *naive_failing(struct world *w, const struct camera *c,
                          bool per_traveller, const struct person *who,
                          uint64_t u)
{
    double mean = 0, sum = 0;
    uint64_t own = 0;
    bool alike;

    for (int i = 0; i < c->failures; i++)
        if (!c->failure[i].per_traveller)
            mean += product(w, c, i, who);
    alike = !per_traveller && c->correlation > 0 && mean > 0 && mean < 1;
    if (alike) {
        naive_met(w, CASE_ALIKE);
        own = own_threshold(w, mean, c->correlation,
                            naive_quality(w, who, c->modality).first);
        if (u >= own)
            return NULL;
    }
    for (int i = 0, last = c->failures - 1; i <= last; i++) {
        if (c->failure[i].per_traveller != per_traveller)
            continue;
        while (c->failure[last].per_traveller != per_traveller)
            last--;
        sum += product(w, c, i, who);
        if (alike
                ? i == last || u < (uint64_t)((unsigned __int128)own *
                                                  keyed_threshold(sum / mean) >>
                                              53)
                : naive_chance(sum, u))
            return c->failure[i].cause.text;
    }
    return NULL;
}

/* ---- matchers ---- */

static bool is_missed(struct world *w, const struct matcher *m, double rate,
                      const struct person *who, uint64_t u)
{
    if (m->correlation == 0 || rate <= 0 || rate >= 1)
        return naive_chance(rate, u);
    return u < own_threshold(w, rate, m->correlation,
                             naive_quality(w, who, m->modality).second);
}

/* The answer to a request for a person, counted in the row of its group. */
enum result naive_answer(struct world *w, int service, bool one_to_many,
                         const struct person *who, uint64_t u,
                         struct matching_errors_row *row)
{
    const struct matcher *m = matcher_of(w, service);
    const struct group_ratio *r = ratio_of(w, who, m->ratio, m->ratios, NULL);
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
        result = is_missed(w, m, negative, who, u) ? RESULT_NOT_MATCHED
                                                   : RESULT_MATCHED;
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
