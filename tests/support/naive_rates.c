/* naive_rates -- cameras and matchers, looked up by name whenever asked. */
#include <math.h>
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

enum modality naive_modality(const struct world *w, const struct step *st)
{
    return matcher_of(w, naive_service(w, st))->modality;
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
    return naive_scaled_time(w, &c->capture_time,
                             naive_camera_ratio(w, c, who).time, u);
}

struct group_ratio naive_camera_ratio(const struct world *w,
                                      const struct camera *c,
                                      const struct person *who)
{
    return *ratio_of(w, who, c->ratio, c->ratios, NULL);
}

simtime naive_scaled_time(struct world *w, const struct distribution *d,
                          double by, uint64_t u)
{
    struct scaled *s = *w->scaled;

    if (by == 1)
        return naive_time(w, d, u);
    while (s && (s->of != d || s->by != by))
        s = s->next;
    if (s == NULL) {
        s = naive_new(w, sizeof *s);
        *s = (struct scaled){d, by, distribution_scaled(d, by), *w->scaled};
        *w->scaled = s;
    }
    return naive_time(w, &s->time, u);
}

/* Persons' own rates, where attempts of one person are alike. */
static const struct person_rate *own_rates(struct world *w, double mean,
                                           double correlation)
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
    return &o->rate;
}

static uint64_t own_threshold(struct world *w, double mean, double correlation,
                              uint64_t u)
{
    return person_threshold(own_rates(w, mean, correlation), u);
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

/* A mated search, whose rate is `rate`, and of an old photo so much worse. */
static bool is_missed(struct world *w, const struct matcher *m, double rate,
                      double old_ratio, const struct person *who, uint64_t u)
{
    unsigned __int128 own;

    if (m->correlation == 0 || rate <= 0 || rate >= 1)
        return naive_chance(rate * old_ratio, u);
    own = own_threshold(w, rate, m->correlation,
                        naive_quality(w, who, m->modality).second);
    if (old_ratio != 1)
        own = (unsigned __int128)floorl((long double)own * old_ratio);
    return u < own;
}

/* As it is asked of a uniform. */
static double in_force(double p)
{
    return (double)keyed_threshold(p < 1 ? p : 1) / (double)UNIFORM_END;
}

static enum result mated(struct world *w, const struct band *b,
                         const struct matcher *m, const struct search *s,
                         const struct person *who, int attempt,
                         struct matching_errors_row *row)
{
    const struct step *st = naive_step(w, b);
    uint64_t u = naive_draw(w, b, who, VISIT_REQUEST, attempt).second;
    double ratio = 1, rate;
    bool old = naive_is_old(w, st, who, &ratio), wrong;

    rate = in_force(s->negative * ratio);
    if (m->correlation > 0 && ratio > 1 && s->negative > 0 && s->negative < 1)
        rate = person_mean_of(own_rates(w, s->negative, m->correlation), ratio);
    row->mated++;
    row->old += old;
    row->expected_non_matches += rate;
    row->expected_wrong_persons += rate * in_force(s->wrong);
    if (!is_missed(w, m, s->negative, ratio, who, u))
        return RESULT_MATCHED;
    wrong = naive_chance(s->wrong,
                         naive_draw(w, b, who, VISIT_RANK, attempt).first);
    row->non_matches++;
    row->wrong_persons += wrong;
    if (s->gallery >= 0)
        naive_met(w, wrong ? CASE_WRONG_ON_TOP : CASE_NOBODY_ON_TOP);
    return wrong ? RESULT_WRONG_PERSON : RESULT_NOT_MATCHED;
}

/* ---- rows of errors ---- */

static bool uses(const struct port *p, const struct step *like)
{
    for (int i = 0; i < p->stations; i++)
        for (int k = 0; k < p->station[i].steps; k++) {
            const struct step *st = &p->station[i].step[k];
            if (st->kind == STEP_MATCH && st->gallery.text &&
                strcmp(st->gallery.text, like->gallery.text) == 0 &&
                strcmp(st->service.text, like->service.text) == 0)
                return true;
        }
    return false;
}

/* Does the service meet the gallery of this step at over 64 sizes? */
static bool meets_many(const struct world *w, const struct step *st)
{
    static const int most = 64;
    bool met[20001] = {false};
    int n = 0;

    for (int p = 0; p < w->s->ports; p++)
        for (int f = 0; f < w->s->port[p].flows && uses(&w->s->port[p], st);
             f++) {
            const struct flow *from = &w->s->port[p].flow[f];
            for (int c = 0; c < from->calls; c++) {
                int size = naive_call_travellers(&from->call[c]);
                n += size > 0 && !met[size];
                met[size] = true;
            }
        }
    return n > most;
}

/* Does a flow make such searches? Of a manifest, with a call of that size. */
static bool searches(const struct flow *f, const char *population,
                     bool manifest, int size)
{
    bool found = !manifest;

    for (int i = 0; i < f->calls; i++)
        found |= naive_call_travellers(&f->call[i]) == size;
    return found && strcmp(f->population.text, population) == 0;
}

/* Of two populations that search as many photos, is it `a` whose search stands
 * first in the scenario, by port, station, step and flow? */
static bool stands_before(const struct world *w, const struct step *like,
                          bool manifest, int size, const char *a,
                          const char *b)
{
    for (int p = 0; p < w->s->ports; p++) {
        const struct port *port = &w->s->port[p];
        for (int f = 0; f < port->flows && uses(port, like); f++) {
            if (searches(&port->flow[f], a, manifest, size))
                return !searches(&port->flow[f], b, manifest, size);
            if (searches(&port->flow[f], b, manifest, size))
                return false;
        }
    }
    return false;
}

/* The least of the searches that a row has seen. */
static struct asked *asked_of(struct world *w, const int32_t key[8])
{
    struct asked *a = *w->asked;

    while (a && memcmp(a->key, key, sizeof a->key) != 0)
        a = a->next;
    if (a == NULL) {
        a = naive_new(w, sizeof *a);
        *a = (struct asked){.size = INT32_MAX, .next = *w->asked};
        memcpy(a->key, key, sizeof a->key);
        *w->asked = a;
    }
    return a;
}

static void rates_in_force(struct matching_errors_row *row,
                           const struct asked *a)
{
    row->false_negative_rate =
        row->mated ? row->expected_non_matches / (double)row->mated
                   : a->negative;
    row->false_positive_rate =
        row->non_mated ? row->expected_false_positives / (double)row->non_mated
                       : a->positive;
    row->impostor_rate =
        row->impostors ? row->expected_impostor_matches / (double)row->impostors
                       : a->impostor;
}

/* The result of a request that was sent then, counted in the row of errors. */
enum result naive_answer(struct world *w, const struct band *b,
                         struct person *who, int attempt, simtime sent)
{
    const struct step *st = naive_step(w, b);
    int service = naive_service(w, st);
    const struct matcher *m = matcher_of(w, service);
    const struct group_ratio *r = ratio_of(w, who, m->ratio, m->ratios, NULL);
    uint64_t u = naive_draw(w, b, who, VISIT_REQUEST, attempt).second;
    bool many = st->one_to_many, taken;
    struct search s = {.gallery = -1};
    struct matching_errors_row *row;
    struct asked *least;
    enum result result;
    double impostor;

    if (many) {
        s = naive_search(w, st, m, r, who);
        impostor = s.positive;
    } else {
        s.negative = fmin(1, naive_fnmr(m) * r->false_negative);
        impostor = fmin(1, naive_impostor_match(m) * r->false_positive);
    }
    int from = s.size, to = s.size;
    if (s.gallery >= 0 && w->s->gallery[s.gallery].manifest &&
        meets_many(w, st)) {
        naive_met(w, CASE_MANY_SIZES);
        for (from = 1; from <= s.size / 2;)
            from *= 2;
        to = 2 * from - 1;
    }
    int32_t key[8] = {w->replication, w->port, service, many,
                      s.gallery,      from,    to,      who->group};
    row = naive_row(w, TABLE_matching_errors, key, 8);
    least = asked_of(w, key);
    const char *population = w->p->flow[who->flow].population.text;
    if (s.size < least->size ||
        (s.size == least->size && s.gallery >= 0 &&
         stands_before(w, st, w->s->gallery[s.gallery].manifest, s.size,
                       population, least->population))) {
        least->size = s.size;
        least->population = population;
        least->negative = in_force(s.negative);
        least->positive = in_force(s.positive);
        least->impostor = in_force(impostor);
    }
    who->mated = naive_is_mated(w, st, who, sent);
    if (who->mated) {
        result = mated(w, b, m, &s, who, attempt, row);
        rates_in_force(row, least);
        return result;
    }
    taken = naive_chance(who->impostor ? impostor : s.positive, u);
    if (who->impostor) {
        row->impostors++;
        row->impostor_matches += taken;
        row->expected_impostor_matches += in_force(impostor);
    } else {
        row->non_mated++;
        row->false_positives += taken;
        row->expected_false_positives += in_force(s.positive);
    }
    rates_in_force(row, least);
    return !taken ? RESULT_NOT_MATCHED
           : many ? RESULT_WRONG_PERSON
                  : RESULT_MATCHED;
}
