/* naive_people -- who comes, and whether they meet a condition. */
#include "tests/support/naive_world.h"

#include <string.h>

bool naive_chance(double p, uint64_t u)
{
    return u < keyed_threshold(p > 1 ? 1 : p);
}

static struct pair draw(struct key k, uint32_t ordinal, uint32_t who,
                        uint32_t what, int replication)
{
    return keyed_pair(
        k, (struct counter){ordinal, who, what, (uint32_t)replication});
}

static struct key crossing_key(const struct world *w, int flow)
{
    const char *names[2] = {w->p->id.text, w->p->flow[flow].id.text};

    return key_make(w->s->seed, FAMILY_CROSSING, names, 2);
}

struct pair naive_crossing(const struct world *w, int flow, uint32_t ordinal,
                           unsigned member, enum crossing_purpose purpose)
{
    return draw(crossing_key(w, flow), ordinal, counter_who(member, 0),
                counter_what(purpose, 0, 0), w->replication);
}

struct pair naive_visit(const struct world *w, const struct person *who,
                        const char *place, uint32_t visit, int step,
                        enum visit_purpose purpose, int attempt)
{
    const char *names[3] = {w->p->id.text, w->p->flow[who->flow].id.text,
                            place};

    return draw(key_make(w->s->seed, FAMILY_VISIT, names, 3), who->ordinal,
                counter_who(who->member, visit),
                counter_what(purpose, (unsigned)step, (unsigned)attempt),
                w->replication);
}

simtime naive_time(struct world *w, const struct distribution *d, uint64_t u)
{
    struct table_of *t = *w->tables;

    while (t && t->of != d)
        t = t->next;
    if (t == NULL) {
        t = naive_new(w, sizeof *t);
        t->of = d;
        t->next = *w->tables;
        *w->tables = t;
        if (quantile_init(&t->table, d, NULL) != 0)
            naive_fail("memory", "quantile table");
    }
    return quantile_at(&t->table, u);
}

static bool in_list(const struct name_list *l, const char *text)
{
    for (int i = 0; i < l->count; i++)
        if (strcmp(l->name[i].text, text) == 0)
            return true;
    return false;
}

bool naive_meets(struct world *w, const struct person *lead,
                 const struct person *who, const struct condition *c,
                 const char *place, uint32_t visit, int step,
                 enum visit_purpose purpose, int kind)
{
    unsigned facts = 1u << who->result | 1u << (RESULTS + who->decision);

    if (who->listed && who->result == RESULT_MATCHED)
        facts |= 1u << FACT_LOOK_OUT;

    if (c->enrolled != ENROLLED_ANY &&
        who->enrolled != (c->enrolled == ENROLLED_TRUE))
        return false;
    if (c->facts != 0 && (c->facts & facts) == 0)
        return false;
    if (c->statuses != 0 && (c->statuses & 1u << who->class->status) == 0)
        return false;
    if (c->classes.count > 0 && !in_list(&c->classes, who->class->id.text))
        return false;
    if (c->groups.count > 0 &&
        (who->group < 0 ||
         !in_list(&c->groups, w->s->group[who->group].id.text)))
        return false;
    bool his = naive_chance(
        c->share, naive_visit(w, who, place, visit, step, purpose, kind).first);
    bool leads = naive_chance(
        c->share,
        naive_visit(w, lead, place, visit, step, purpose, kind).first);
    if (c->share_of_party && his != leads)
        naive_met(w,
                  purpose == VISIT_STEP ? CASE_SHARE_STEP : CASE_SHARE_ROUTE);
    if (c->share_of_party && purpose == VISIT_PRIORITY && c->share > 0 &&
        c->share < 1)
        naive_met(w, CASE_SHARE_PRIORITY);
    return c->share_of_party ? leads : his;
}

static const struct population *population(const struct world *w, int flow,
                                           int *first_class)
{
    const char *name = w->p->flow[flow].population.text;

    *first_class = 0;
    for (int i = 0; i < w->s->populations; i++) {
        if (strcmp(w->s->population[i].id.text, name) == 0)
            return &w->s->population[i];
        *first_class += w->s->population[i].classes;
    }
    naive_fail("no such population", name);
    return NULL;
}

int naive_party_size(struct world *w, int flow, uint32_t ordinal)
{
    int ignored;
    const struct population *p = population(w, flow, &ignored);
    uint64_t u = naive_crossing(w, flow, ordinal, 0, CROSSING_PARTY).first;
    double sum = 0;

    if (p->parties == 0)
        return 1;
    for (int i = 0; i < p->parties; i++)
        if (naive_chance(sum += p->party[i].share, u))
            return p->party[i].size;
    return p->party[p->parties - 1].size;
}

static int draw_class(const struct population *p, uint64_t u)
{
    double sum = 0;

    for (int i = 0; i < p->classes; i++)
        if (naive_chance(sum += p->class[i].share, u))
            return i;
    return p->classes - 1;
}

static int draw_group(const struct world *w, const struct class *c, uint64_t u)
{
    double sum = 0;
    int k = 0;

    if (c->groups == 0)
        return -1;
    while (k < c->groups - 1 && !naive_chance(sum += c->group[k].share, u))
        k++;
    for (int i = 0; i < w->s->groups; i++)
        if (strcmp(w->s->group[i].id.text, c->group[k].group.text) == 0)
            return i;
    naive_fail("no such group", c->group[k].group.text);
    return -1;
}

static struct pair person_draw(const struct world *w, const struct person *who,
                               enum person_purpose purpose)
{
    const char *name = w->p->flow[who->flow].population.text;
    struct key k = key_make(w->s->seed, FAMILY_PERSON, &name, 1);

    return keyed_pair(
        k, person_counter(who->number, purpose, (uint32_t)w->replication));
}

struct pair naive_quality(const struct world *w, const struct person *who,
                          enum modality modality)
{
    const char *name = w->p->flow[who->flow].population.text;
    struct key k = key_make(w->s->seed, FAMILY_PERSON, &name, 1);
    struct counter c =
        person_counter(who->number, PERSON_QUALITY, (uint32_t)w->replication);

    c.what = counter_what(PERSON_QUALITY, 0, (unsigned)modality);
    return keyed_pair(k, c);
}

static struct person *new_person(struct world *w, int flow, uint32_t ordinal,
                                 unsigned member, int class, int first_class,
                                 const struct population *p)
{
    struct person *who = naive_new(w, sizeof *who);
    struct key k = crossing_key(w, flow);

    *who = (struct person){.ordinal = ordinal,
                           .member = member,
                           .flow = flow,
                           .class = &p->class[class],
                           .class_number = first_class + class,
                           .arrived = w->now,
                           .end = END_STILL_INSIDE,
                           .next = w->people};
    who->number =
        mix64((uint64_t)k.word[1] << 32 | k.word[0]) +
        UINT64_C(0x9e3779b97f4a7c15) * ((uint64_t)ordinal << 8 | member);
    struct pair group = person_draw(w, who, PERSON_GROUP);
    struct pair willing = person_draw(w, who, PERSON_OPT_OUT);
    struct pair notice = person_draw(w, who, PERSON_NOTICE);
    who->group = draw_group(w, who->class, group.first);
    who->age = naive_age(w, who, group.second);
    who->opts_out = naive_opts_out(w, who, willing.first, notice.first);
    who->refuses = naive_chance(who->class->refusal, willing.first);
    who->listed = naive_chance(who->class->look_out, notice.second);
    who->impostor = naive_chance(
        who->class->impostor,
        naive_crossing(w, flow, ordinal, member, CROSSING_CLASS).second);
    who->enrolled = naive_chance(who->class->enrolled,
                                 person_draw(w, who, PERSON_ENROLLED).first);
    who->photo =
        who->enrolled &&
        naive_chance(
            who->class->gallery_photo,
            naive_crossing(w, flow, ordinal, member, CROSSING_PHOTO).first);
    return w->people = who;
}

struct band *naive_party(struct world *w, int flow, uint32_t ordinal, int size)
{
    struct band *b = naive_new(w, sizeof *b);
    const struct flow *f = &w->p->flow[flow];
    int first_class, lead = 0;
    const struct population *p = population(w, flow, &first_class);
    bool mixed = naive_chance(
        p->mixed, naive_crossing(w, flow, ordinal, 0, CROSSING_PARTY).second);
    const char *given = f->kind == ARRIVE_TRACE ? f->row[ordinal].class : NULL;

    b->flow = flow;
    b->ordinal = ordinal;
    b->outside = true;
    b->place = b->full = -1;
    b->next = w->bands;
    w->bands = b;
    for (int i = 0; i < size; i++) {
        unsigned member = (unsigned)i;
        int class = draw_class(
            p, naive_crossing(w, flow, ordinal, member, CROSSING_CLASS).first);
        if (given)
            for (class = 0; strcmp(p->class[class].id.text, given) != 0;)
                class ++;
        else if (i == 0)
            lead = class;
        else if (!mixed)
            class = lead;
        b->who[b->people++] =
            new_person(w, flow, ordinal, member, class, first_class, p);
    }
    return b;
}
