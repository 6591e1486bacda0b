/* compile_matching -- matching services, galleries, and the error rates of
 * every size of a gallery that somebody searches. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/gallery.h"
#include "sim/compile/compile.h"

enum { SIZES_MOST = 20000 }; /* passengers of a call */

/* Searches of one mixture of photos, by size. */
struct search_index {
    struct search_index *next;
    int service, gallery;
    const struct population *mixture; /* NULL: the gallery's own, or any */
    int *of_size;                     /* 0: not there yet; else number + 1 */
};

/* Name of a group by its number; NULL: none. */
static const char *group_name(const struct compiler *c, int group)
{
    return group < c->s->groups ? c->s->group[group].id.text : NULL;
}

/* Thresholds by group. */
static uint64_t *thresholds(struct compiler *c)
{
    return compile_array(c, NO_GROUP + 1, sizeof(uint64_t));
}

/* Thresholds of rate x ratio by group; NULL where the rate is not given. */
static const uint64_t *by_group(struct compiler *c, const struct matcher *k,
                                double rate, bool negative)
{
    uint64_t *until = isnan(rate) ? NULL : thresholds(c);

    for (int g = 0; until && g <= NO_GROUP; g++) {
        const struct group_ratio *r = matcher_ratio(k, group_name(c, g));
        double ratio = negative ? r->false_negative : r->false_positive;
        until[g] = keyed_threshold(fmin(rate * ratio, 1));
    }
    return until;
}

/* How often each person is missed, of rates by group; NULL where all are alike.
 */
static const struct model_persons *
persons_of(struct compiler *c, const struct matcher *k, const double *missed)
{
    struct model_persons *p =
        k->correlation > 0 ? compile_array(c, 1, sizeof *p) : NULL;

    for (int g = 0; p && g <= NO_GROUP; g++)
        if (g < c->s->groups || g == NO_GROUP)
            p->of[g] = compile_person_rate(c, missed[g], k->correlation);
    if (p)
        p->modality = k->modality;
    return p;
}

/* The same of one rate and the groups' ratios. */
static const struct model_persons *
persons_at(struct compiler *c, const struct matcher *k, double rate)
{
    double missed[NO_GROUP + 1];

    if (isnan(rate))
        return NULL;
    for (int g = 0; g <= NO_GROUP; g++)
        missed[g] =
            fmin(rate * matcher_ratio(k, group_name(c, g))->false_negative, 1);
    return persons_of(c, k, missed);
}

/* The mean false negative rate of old photos by group: each person's own rate
 * is cut at 1, where persons have their own. */
static const double *missed_old(struct compiler *c,
                                const struct model_persons *persons,
                                const uint64_t *old, double ratio)
{
    double *mean = compile_array(c, NO_GROUP + 1, sizeof *mean);

    for (int g = 0; mean && g <= NO_GROUP; g++)
        mean[g] = ratio > 1 && persons && persons->of[g]
                      ? person_mean_of(persons->of[g], ratio)
                      : (double)old[g] / (double)UNIFORM_END;
    return mean;
}

static int add_search(struct compiler *c, struct model_search k)
{
    struct model *m = c->m;

    if (m->searches == m->search_capacity) {
        int capacity = m->search_capacity ? 2 * m->search_capacity : 16;
        void *bigger = realloc(m->search, (size_t)capacity * sizeof *m->search);
        if (!bigger) {
            c->failed = true;
            return 0;
        }
        m->search = bigger;
        m->search_capacity = capacity;
    }
    m->search[m->searches] = k;
    return m->searches++;
}

static const struct matcher *matcher_of(const struct compiler *c, int service)
{
    const char *id = c->s->service[service].matcher.text;

    for (int i = 0; i < c->s->matchers; i++)
        if (!strcmp(c->s->matcher[i].id.text, id))
            return &c->s->matcher[i];
    abort(); /* the schema's keys have refused it */
}

/* 1:1, and 1:N where no gallery is named: there fnir and fpir hold. */
static void compile_service(struct compiler *c, int number)
{
    const struct matching_service *from = &c->s->service[number];
    struct model_service *to = &c->m->service[number];
    const struct matcher *k = matcher_of(c, number);

    to->modality = k->modality;
    to->network = compile_quantile(c, &from->network_time);
    to->service = compile_quantile(c, &from->service_time);
    compile_load(c, from, to);
    add_search(c,
               (struct model_search){
                   .service = number,
                   .gallery = -1,
                   .mated = by_group(c, k, matcher_fnmr(k), true),
                   .non_mated = by_group(c, k, 0, false),
                   .impostor = by_group(c, k, matcher_impostor_match(k), false),
                   .persons = persons_at(c, k, matcher_fnmr(k))});
    add_search(
        c, (struct model_search){.service = number,
                                 .gallery = -1,
                                 .one_to_many = true,
                                 .mated = by_group(c, k, k->fnir, true),
                                 .non_mated = by_group(c, k, k->fpir, false),
                                 .impostor = by_group(c, k, k->fpir, false),
                                 .persons = persons_at(c, k, k->fnir)});
}

static void compile_gallery(struct compiler *c, const struct gallery *from,
                            struct model_gallery *to)
{
    to->manifest = from->manifest;
    to->missing = keyed_threshold(from->missing);
    to->unlisted = keyed_threshold(from->unlisted);
    to->late = keyed_threshold(from->late);
    to->late_or_old = keyed_threshold(fmin(from->late + from->old, 1));
    to->staged = from->staged;
    to->old_ratio = from->old_ratio;
    if (from->late > 0)
        to->late_by = compile_quantile(c, &from->late_by);
}

void compile_services(struct compiler *c)
{
    struct model *m = c->m;
    const struct scenario *s = c->s;

    m->camera = compile_array(c, s->cameras, sizeof *m->camera);
    for (int i = 0; !c->failed && i < s->cameras; i++)
        compile_camera(c, &s->camera[i], &m->camera[i]);
    m->services = s->services;
    m->service = compile_array(c, s->services, sizeof *m->service);
    m->galleries = s->galleries;
    m->gallery = compile_array(c, s->galleries, sizeof *m->gallery);
    for (int i = 0; !c->failed && i < s->services; i++)
        compile_service(c, i);
    for (int i = 0; !c->failed && i < s->galleries; i++)
        compile_gallery(c, &s->gallery[i], &m->gallery[i]);
}

/* A new search: rates of one service in one gallery of some size. */
static int compile_search(struct compiler *c, const struct search_index *x,
                          int64_t size)
{
    const struct matcher *k = matcher_of(c, x->service);
    const struct gallery *g = &c->s->gallery[x->gallery];
    struct group_share share[GROUPS_MOST];
    double missed[NO_GROUP + 1] = {0};
    struct searched in =
        gallery_searched(c->s, g, x->mixture, (double)size, share);
    uint64_t *mated = thresholds(c), *old = thresholds(c);
    uint64_t *wrong = thresholds(c), *non_mated = thresholds(c);

    if (c->failed)
        return 0;
    for (int i = 0; i <= NO_GROUP; i++) {
        if (i >= c->s->groups && i < NO_GROUP)
            continue;
        struct search_rates r = matcher_search(k, &in, group_name(c, i));
        missed[i] = r.fnir;
        mated[i] = keyed_threshold(r.fnir);
        old[i] = keyed_threshold(fmin(r.fnir * g->old_ratio, 1));
        wrong[i] = keyed_threshold(r.wrong_person);
        non_mated[i] = keyed_threshold(r.fpir);
    }
    const struct model_persons *persons = persons_of(c, k, missed);
    if (c->failed)
        return 0;
    return add_search(
        c, (struct model_search){.service = x->service,
                                 .one_to_many = true,
                                 .gallery = x->gallery,
                                 .size = size,
                                 .mated = mated,
                                 .old = old,
                                 .old_missed =
                                     missed_old(c, persons, old, g->old_ratio),
                                 .wrong_person = wrong,
                                 .non_mated = non_mated,
                                 .impostor = non_mated,
                                 .persons = persons});
}

/* Where searches like this are numbered; of a standing gallery at size 0. */
static struct search_index *index_of(struct compiler *c, int service,
                                     int gallery, const struct population *p)
{
    const struct gallery *g = &c->s->gallery[gallery];
    int sizes = g->manifest ? SIZES_MOST + 1 : 1;
    struct search_index *x = c->searches;

    if (g->shares > 0 || matcher_of(c, service)->crosses == 0)
        p = NULL;
    for (; x; x = x->next)
        if (x->service == service && x->gallery == gallery && x->mixture == p)
            return x;
    int *of_size = compile_array(c, sizes, sizeof *of_size);
    x = compile_array(c, 1, sizeof *x);
    if (!of_size || !x)
        return NULL;
    *x = (struct search_index){c->searches, service, gallery, p, of_size};
    return c->searches = x;
}

static int search_number(struct compiler *c, struct search_index *x, int slot,
                         int64_t size)
{
    assert(slot >= 0 && slot <= SIZES_MOST);
    if (!x->of_size[slot])
        x->of_size[slot] = compile_search(c, x, size) + 1;
    return x->of_size[slot] - 1;
}

/* Numbers of the searches that a flow's travellers make: one, or by call. */
static const int *flow_searches(struct compiler *c, int service, int gallery,
                                const struct population *p,
                                const struct model_flow *f)
{
    const struct gallery *g = &c->s->gallery[gallery];
    struct search_index *x = index_of(c, service, gallery, p);
    int n = g->manifest ? f->calls : 1;
    int *of = compile_array(c, n, sizeof *of);

    for (int i = 0; i < n && of && x; i++)
        if (!g->manifest)
            of[i] = search_number(c, x, 0, g->size);
        else if (f->call[i].passengers > 0)
            of[i] = search_number(c, x, f->call[i].passengers,
                                  f->call[i].passengers);
    return of;
}

static const struct population *population_of(const struct compiler *c,
                                              const struct flow *f)
{
    int i = 0;

    while (strcmp(c->s->population[i].id.text, f->population.text) != 0)
        i++;
    return &c->s->population[i];
}

void compile_searches(struct compiler *c, const struct port *p,
                      struct model_port *to)
{
    int galleries = c->s->galleries;
    const int **search =
        compile_array(c, c->s->services * galleries * p->flows, sizeof *search);

    to->search = search;
    for (int i = 0; search && i < p->stations; i++)
        for (int k = 0; k < to->station[i].steps; k++) {
            const struct model_step *step = &to->station[i].step[k];
            if (step->kind != STEP_MATCH || step->gallery < 0)
                continue;
            for (int f = 0; f < p->flows; f++) {
                int at =
                    (step->service * galleries + step->gallery) * p->flows + f;
                if (!search[at])
                    search[at] = flow_searches(c, step->service, step->gallery,
                                               population_of(c, &p->flow[f]),
                                               &to->flow[f]);
            }
        }
}
