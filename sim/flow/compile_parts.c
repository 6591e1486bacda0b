/* compile_parts -- populations and matching services of a model. */
#include <math.h>
#include <string.h>

#include "sim/flow/compile.h"

static void compile_class(struct compiler *c, const struct class *from,
                          struct model_class *to)
{
    double share[GROUPS_MOST];
    uint8_t *number = compile_array(c, from->groups, sizeof *number);

    to->status = from->status;
    to->opt_out = keyed_threshold(from->opt_out);
    to->refusal = keyed_threshold(from->refusal);
    to->look_out = keyed_threshold(from->look_out);
    to->impostor = keyed_threshold(from->impostor);
    to->photo = keyed_threshold(from->gallery_photo);
    if (!from->groups || !number)
        return;
    for (int i = 0; i < from->groups; i++) {
        share[i] = from->group[i].share;
        number[i] = (uint8_t)compile_group_number(c, from->group[i].group.text);
    }
    to->group = compile_choice(c, share, from->groups);
    to->group_number = number;
}

static void compile_parties(struct compiler *c, const struct population *from,
                            struct model_population *to)
{
    int n = from->parties ? from->parties : 1;
    double *share = compile_array(c, n, sizeof *share);
    uint8_t *size = compile_array(c, n, sizeof *size);

    if (!share || !size)
        return;
    share[0] = 1;
    size[0] = 1;
    for (int i = 0; i < from->parties; i++) {
        share[i] = from->party[i].share;
        size[i] = (uint8_t)from->party[i].size;
    }
    to->party = compile_choice(c, share, n);
    to->party_size = size;
}

void compile_populations(struct compiler *c)
{
    struct model *m = c->m;
    const struct scenario *s = c->s;
    int number = 0;

    m->populations = s->populations;
    m->population = compile_array(c, m->populations, sizeof *m->population);
    m->class = compile_array(c, m->classes, sizeof *m->class);
    for (int p = 0; !c->failed && p < s->populations; p++) {
        const struct population *from = &s->population[p];
        struct model_population *to = &m->population[p];
        double share[CLASSES_MOST];

        to->key = key_make(s->seed, FAMILY_PERSON, &from->id.text, 1);
        to->first_class = number;
        to->mixed = keyed_threshold(from->mixed);
        for (int i = 0; i < from->classes; i++) {
            share[i] = from->class[i].share;
            compile_class(c, &from->class[i], &m -> class[number++]);
        }
        to->class = compile_choice(c, share, from->classes);
        compile_parties(c, from, to);
    }
}

/* Ratio of a group, 1 where it has none. */
static const struct group_ratio *ratio_of(const struct compiler *c,
                                          const struct group_ratio *ratio,
                                          int ratios, int group)
{
    static const struct group_ratio one = {.false_negative = 1,
                                           .false_positive = 1};

    for (int i = 0; i < ratios; i++)
        if (compile_group_number(c, ratio[i].group.text) == group)
            return &ratio[i];
    return &one;
}

/* Thresholds of rate x ratio by group; NULL where the rate is not given. */
static const uint64_t *by_group(struct compiler *c, const struct matcher *k,
                                double rate, bool negative)
{
    if (isnan(rate))
        return NULL;
    uint64_t *until = compile_array(c, NO_GROUP + 1, sizeof *until);
    for (int g = 0; until && g <= NO_GROUP; g++) {
        const struct group_ratio *r = ratio_of(c, k->ratio, k->ratios, g);
        double ratio = negative ? r->false_negative : r->false_positive;
        until[g] = keyed_threshold(fmin(rate * ratio, 1));
    }
    return until;
}

/* How often each person is missed; NULL where all are alike. */
static const struct model_persons *
missed_persons(struct compiler *c, const struct matcher *k, double rate)
{
    if (isnan(rate) || k->correlation <= 0)
        return NULL;
    struct model_persons *p = compile_array(c, 1, sizeof *p);
    for (int g = 0; p && g <= NO_GROUP; g++) {
        double ratio = ratio_of(c, k->ratio, k->ratios, g)->false_negative;
        p->of[g] =
            compile_person_rate(c, fmin(rate * ratio, 1), k->correlation);
    }
    if (p)
        p->modality = k->modality;
    return p;
}

static void compile_service(struct compiler *c,
                            const struct matching_service *from,
                            struct model_service *to)
{
    const struct scenario *s = c->s;

    to->network = compile_quantile(c, &from->network_time);
    to->service = compile_quantile(c, &from->service_time);
    compile_load(c, from, to);
    for (int i = 0; i < s->matchers; i++) {
        const struct matcher *k = &s->matcher[i];
        if (strcmp(k->id.text, from->matcher.text))
            continue;
        to->search[0] = (struct error_rates){
            by_group(c, k, k->fnmr, true), by_group(c, k, 0, false),
            by_group(c, k, k->impostor_match, false),
            missed_persons(c, k, k->fnmr)};
        to->search[1] = (struct error_rates){
            by_group(c, k, k->fnir, true), by_group(c, k, k->fpir, false),
            by_group(c, k, k->fpir, false), missed_persons(c, k, k->fnir)};
    }
}

void compile_services(struct compiler *c)
{
    struct model *m = c->m;
    const struct scenario *s = c->s;

    m->camera = compile_array(c, s->cameras, sizeof *m->camera);
    m->services = s->services;
    m->service = compile_array(c, s->services, sizeof *m->service);
    for (int i = 0; !c->failed && i < s->cameras; i++)
        compile_camera(c, &s->camera[i], &m->camera[i]);
    for (int i = 0; !c->failed && i < s->services; i++)
        compile_service(c, &s->service[i], &m->service[i]);
}
