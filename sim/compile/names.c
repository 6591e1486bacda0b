/* names -- the lists of names that indices in result rows point to. */
#include <stdio.h>
#include <string.h>

#include "sim/compile/compile.h"
#include "sim/ledger/ledger.h"

struct list {
    struct compiler *c;
    enum name_kind kind;
    const char **name;
    int count;
};

static struct list list_begin(struct compiler *c, enum name_kind kind, int n)
{
    return (struct list){c, kind, compile_array(c, n, sizeof(char *)), 0};
}

static void list_add(struct list *l, const char *before, const char *between,
                     const char *name)
{
    char text[160];

    snprintf(text, sizeof text, "%s%s%s", before, between, name);
    const char *copy = arena_text(&l->c->m->arena, text);
    if (!copy || !l->name)
        l->c->failed = true;
    else
        l->name[l->count++] = copy;
}

static void list_end(struct list *l)
{
    l->c->m->names.name[l->kind] = l->name;
    l->c->m->names.count[l->kind] = l->count;
}

/* Parts of one kind in a port: how many, and the id of each. */
static int part_count(const struct port *p, enum name_kind kind)
{
    switch (kind) {
    case NAMES_STATIONS:
        return p->stations;
    case NAMES_FLOWS:
        return p->flows;
    case NAMES_POOLS:
        return p->pools;
    default:
        return p->journeys;
    }
}

static const char *part_name(const struct port *p, enum name_kind kind, int i)
{
    switch (kind) {
    case NAMES_STATIONS:
        return p->station[i].id.text;
    case NAMES_FLOWS:
        return p->flow[i].id.text;
    case NAMES_POOLS:
        return p->pool[i].id.text;
    default:
        return p->journey[i].id.text;
    }
}

static void name_parts(struct compiler *c, enum name_kind kind)
{
    const struct scenario *s = c->s;
    int total = 0;

    for (int p = 0; p < s->ports; p++)
        total += part_count(&s->port[p], kind);
    struct list l = list_begin(c, kind, total);
    for (int p = 0; p < s->ports; p++)
        for (int i = 0; i < part_count(&s->port[p], kind); i++)
            list_add(&l, s->port[p].id.text, "/",
                     part_name(&s->port[p], kind, i));
    list_end(&l);
}

static void name_fixed(struct compiler *c, enum name_kind kind,
                       const char *const *name, int n)
{
    struct list l = list_begin(c, kind, n);

    for (int i = 0; i < n; i++)
        list_add(&l, "", "", name[i]);
    list_end(&l);
}

static bool enrols(const struct scenario *s)
{
    for (int p = 0; p < s->ports; p++)
        for (int i = 0; i < s->port[p].stations; i++)
            for (int k = 0; k < s->port[p].station[i].steps; k++)
                if (s->port[p].station[i].step[k].kind == STEP_ENROL)
                    return true;
    return false;
}

/* A failure's cause, once. */
static void list_cause(struct list *l, const char *cause)
{
    for (int n = CAUSE_NO_IMAGE; n < l->count; n++)
        if (!strcmp(l->name[n] + strlen("no-image: "), cause))
            return;
    list_add(l, "no-image", ": ", cause);
}

static void name_causes(struct compiler *c)
{
    static const char *const fixed[] = {
        "confirmed",   "opted-out",    "not-asked",    "no-photo",
        "not-matched", "wrong-person", "impostor",     "suspended",
        "no-answer",   "not-in-scope", "refused-photo"};
    const struct scenario *s = c->s;
    int most = CAUSE_NO_IMAGE + 2;

    for (int i = 0; i < s->cameras; i++)
        most += s->camera[i].failures;
    struct list l = list_begin(c, NAMES_CAUSES, most);
    for (int i = 0; i < CAUSE_NO_IMAGE; i++)
        list_add(&l, "", "", fixed[i]);
    for (int i = 0; i < s->cameras; i++)
        for (int k = 0; k < s->camera[i].failures; k++)
            list_cause(&l, s->camera[i].failure[k].cause.text);
    for (int i = 0; i < s->cameras; i++)
        if (s->camera[i].outages || s->camera[i].fails)
            list_cause(&l, NAMES_CAMERA_OUT);
    if (enrols(s))
        list_cause(&l, NAMES_FAILURE_TO_ENROL);
    list_end(&l);
    c->m->causes = l.count;
}

/* Stores, each once, and the basis of each row. */
static void name_retention(struct compiler *c)
{
    const struct scenario *s = c->s;
    struct list stores = list_begin(c, NAMES_STORES, s->retentions);
    struct list rows = list_begin(c, NAMES_RETENTION, s->retentions);

    for (int i = 0; i < s->retentions; i++) {
        const char *store = s->retention[i].store.text;
        int k = 0;
        while (strcmp(s->retention[k].store.text, store))
            k++;
        if (k == i)
            list_add(&stores, "", "", store);
        list_add(&rows, "", "", s->retention[i].basis);
    }
    list_end(&stores);
    list_end(&rows);
}

void compile_names(struct compiler *c)
{
    const struct scenario *s = c->s;
    struct list ports = list_begin(c, NAMES_PORTS, s->ports);
    struct list groups = list_begin(c, NAMES_GROUPS, s->groups);
    struct list basis = list_begin(c, NAMES_GROUP_BASIS, s->groups);
    struct list services = list_begin(c, NAMES_SERVICES, s->services);
    struct list galleries = list_begin(c, NAMES_GALLERIES, s->galleries);
    struct list classes = list_begin(c, NAMES_CLASSES, c->m->classes);

    for (int i = 0; i < s->ports; i++)
        list_add(&ports, "", "", s->port[i].id.text);
    for (int i = 0; i < s->groups; i++) {
        list_add(&groups, "", "", s->group[i].id.text);
        list_add(&basis, "", "", group_basis_names[s->group[i].basis]);
    }
    for (int i = 0; i < s->services; i++)
        list_add(&services, "", "", s->service[i].id.text);
    for (int i = 0; i < s->galleries; i++)
        list_add(&galleries, "", "", s->gallery[i].id.text);
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++)
            list_add(&classes, s->population[i].id.text, "/",
                     s->population[i].class[k].id.text);
    list_end(&ports);
    list_end(&groups);
    list_end(&basis);
    list_end(&services);
    list_end(&galleries);
    list_end(&classes);
    name_parts(c, NAMES_STATIONS);
    name_parts(c, NAMES_FLOWS);
    name_parts(c, NAMES_POOLS);
    name_parts(c, NAMES_JOURNEYS);
    name_fixed(c, NAMES_RESULTS, result_names, RESULTS);
    name_fixed(c, NAMES_DECISIONS, decision_names, DECISIONS);
    name_fixed(c, NAMES_END_STATES, end_state_names, END_STATES);
    name_causes(c);
    name_retention(c);
    name_fixed(c, NAMES_TRIGGERS, trigger_names, TRIGGERS);
    name_fixed(c, NAMES_IMAGE_WHYS, image_why_names, WHYS);
    name_fixed(c, NAMES_RECORD_HOWS, record_how_names, RECORD_HOWS);
}
