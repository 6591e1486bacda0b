/* compile -- a scenario becomes a model: shared helpers, names, and the order
 * in which the parts are made. */
#include "sim/compile/compile.h"

#include "models/rule.h"

#include <stdlib.h>
#include <string.h>

void *compile_array(struct compiler *c, int n, size_t size)
{
    void *p = arena_array(&c->m->arena, n > 0 ? (size_t)n : 1, size);
    if (!p)
        c->failed = true;
    return p;
}

struct shared { /* an array that others may be equal to */
    struct shared *next;
    void *array;
    size_t bytes;
};

void *compile_shared(struct compiler *c, void *array, int n, size_t size)
{
    size_t bytes = (size_t)n * size;
    const uint32_t *word = array; /* whose elements have such alignment */
    uint64_t hash = 0;

    if (!array) /* memory, as it is said already */
        return NULL;
    for (size_t i = 0; i < bytes / sizeof *word; i++)
        hash = (hash ^ word[i]) * UINT64_C(0x9e3779b97f4a7c15);
    struct shared **list = &c->shared[hash >> 32 & (COMPILE_LISTS - 1)],
                  *s = *list;
    for (; s; s = s->next)
        if (s->bytes == bytes && !memcmp(s->array, array, bytes)) {
            arena_return(&c->m->arena, array, bytes);
            return s->array;
        }
    if ((s = compile_array(c, 1, sizeof *s))) {
        *s = (struct shared){*list, array, bytes};
        *list = s;
    }
    return array;
}

const struct quantile *compile_quantile(struct compiler *c,
                                        const struct distribution *d)
{
    struct model *m = c->m;

    for (int i = 0; i < m->quantiles; i++)
        if (distribution_equal(&m->quantile[i]->of, d))
            return m->quantile[i];
    if (m->quantiles == m->quantile_capacity) {
        int capacity = m->quantile_capacity ? 2 * m->quantile_capacity : 16;
        struct quantile **bigger =
            realloc(m->quantile, (size_t)capacity * sizeof(struct quantile *));
        if (!bigger) {
            c->failed = true;
            return NULL;
        }
        m->quantile = bigger;
        m->quantile_capacity = capacity;
    }
    struct quantile *q = compile_array(c, 1, sizeof *q);
    if (!q || quantile_init(q, d, &c->forms)) {
        c->failed = true;
        return NULL;
    }
    return m->quantile[m->quantiles++] = q;
}

const struct person_rate *compile_person_rate(struct compiler *c, double mean,
                                              double correlation)
{
    struct model *m = c->m;

    if (!(mean > 0 && mean < 1))
        return NULL;
    for (int i = 0; i < m->person_rates; i++)
        if (m->person_rate[i]->mean == mean &&
            m->person_rate[i]->correlation == correlation)
            return m->person_rate[i];
    if (m->person_rates == m->person_rate_capacity) {
        int capacity =
            m->person_rate_capacity ? 2 * m->person_rate_capacity : 16;
        struct person_rate **bigger = realloc(
            m->person_rate, (size_t)capacity * sizeof(struct person_rate *));
        if (!bigger) {
            c->failed = true;
            return NULL;
        }
        m->person_rate = bigger;
        m->person_rate_capacity = capacity;
    }
    struct person_rate *r = compile_array(c, 1, sizeof *r);
    if (!r || person_init(r, mean, correlation)) {
        c->failed = true;
        return NULL;
    }
    return m->person_rate[m->person_rates++] = r;
}

struct choice compile_choice(struct compiler *c, const double *share, int n)
{
    uint64_t *until = compile_array(c, n, sizeof *until);
    double sum = 0;

    for (int i = 0; until && i < n; i++) {
        sum += share[i];
        until[i] = keyed_threshold(sum < 1 ? sum : 1);
    }
    if (until && n > 0)
        until[n - 1] = UNIFORM_END;
    return (struct choice){n, until};
}

int compile_group_number(const struct compiler *c, const char *id)
{
    for (int i = 0; i < c->s->groups; i++)
        if (!strcmp(c->s->group[i].id.text, id))
            return i;
    return NO_GROUP;
}

int compile_cause_number(const struct compiler *c, const char *cause)
{
    static const char prefix[] = "no-image: ";

    for (int i = CAUSE_NO_IMAGE; i < c->m->causes; i++)
        if (!strcmp(c->m->names.name[NAMES_CAUSES][i] + sizeof prefix - 1,
                    cause))
            return i;
    return CAUSE_NO_IMAGE;
}

/* Classes with one of the ids and one of the statuses. */
static uint64_t class_mask(const struct compiler *c, const struct condition *k)
{
    uint64_t mask = 0;
    int number = 0;

    for (int p = 0; p < c->s->populations; p++)
        for (int i = 0; i < c->s->population[p].classes; i++, number++) {
            const struct class *class = &c->s->population[p].class[i];
            bool ok = k->classes.count == 0;
            for (int n = 0; n < k->classes.count; n++)
                ok |= !strcmp(k->classes.name[n].text, class->id.text);
            if (k->statuses && !(k->statuses >> class->status & 1))
                ok = false;
            mask |= (uint64_t)ok << number;
        }
    return mask;
}

struct model_condition compile_condition(struct compiler *c,
                                         const struct condition *k)
{
    struct model_condition m = {
        .facts = k->facts,
        .classes = class_mask(c, k),
        .by_group = k->groups.count > 0,
        .enrolled = (uint8_t)k->enrolled,
        .by_party = k->share_of_party,
        .share = keyed_threshold(k->share),
    };

    for (int i = 0; i < k->groups.count; i++)
        m.groups |= UINT64_C(1)
                    << compile_group_number(c, k->groups.name[i].text);
    m.always = !k->facts && !k->statuses && !k->classes.count &&
               !k->groups.count && !k->enrolled && m.share == UNIFORM_END;
    return m;
}

simtime compile_clock(const struct scenario *s, const struct port *p, int day,
                      simtime clock)
{
    return run_time(s, p, day, clock);
}

static int count_classes(const struct scenario *s)
{
    int n = 0;

    for (int p = 0; p < s->populations; p++)
        n += s->population[p].classes;
    return n;
}

int model_compile(struct model **out, const struct scenario *s, struct diag *d)
{
    struct model *m = calloc(1, sizeof *m);
    struct compiler c = {.m = m, .s = s, .d = d};
    int errors = d->count;

    *out = NULL;
    if (!m)
        goto memory;
    m->scenario = s;
    m->duration = s->duration;
    m->interval = s->interval;
    m->intervals = (int)((s->duration + s->interval - 1) / s->interval);
    m->warm_up = s->warm_up;
    m->seed = s->seed;
    m->classes = count_classes(s);
    m->groups = s->groups;
    m->ages = rules_ask_ages(s);
    compile_names(&c);
    if (c.failed)
        goto memory;
    compile_populations(&c);
    compile_services(&c);
    compile_retention(&c);
    m->ports = s->ports;
    m->port = compile_array(&c, m->ports, sizeof *m->port);
    for (int i = 0; !c.failed && i < s->ports; i++)
        compile_port(&c, i);
    compile_meetings(&c);
    compile_search_order(&c);
    quantile_forms_release(&c.forms);
    if (c.failed)
        goto memory;
    if (d->count > errors) {
        model_free(m);
        return -1;
    }
    *out = m;
    return 0;
memory:
    diag_error(d, NULL, "out of memory while compiling the scenario");
    model_free(m);
    return -1;
}

void model_free(struct model *m)
{
    if (!m)
        return;
    for (int i = 0; i < m->quantiles; i++)
        quantile_release(m->quantile[i]);
    free(m->quantile);
    for (int i = 0; i < m->person_rates; i++)
        person_release(m->person_rate[i]);
    free(m->person_rate);
    free(m->search);
    arena_release(&m->arena);
    free(m);
}

const struct name_table *model_names(const struct model *m)
{
    return &m->names;
}

uint64_t model_quantile_digest(const struct model *m)
{
    uint64_t sum = 0;

    for (int i = 0; i < m->quantiles; i++)
        sum += mix64(m->quantile[i]->digest);
    for (int i = 0; i < m->person_rates; i++)
        sum += mix64(m->person_rate[i]->digest);
    return sum;
}
