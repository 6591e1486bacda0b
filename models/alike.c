/* alike -- two ports side by side, part by part. Whoever lets the estimate or
 * the facts read more of a port adds it here. */
#include "models/alike.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/gallery.h"
#include "models/rule.h"

/* To look through more takes longer than it saves. */
enum { KINDS_MOST = 1000 };

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool same_name(const struct name *a, const struct name *b)
{
    return same_text(a->text, b->text);
}

static bool same_names(const struct name_list *a, const struct name_list *b)
{
    if (a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++)
        if (!same_name(&a->name[i], &b->name[i]))
            return false;
    return true;
}

/* A number in doubt is like no other. */
static bool same_condition(const struct condition *a, const struct condition *b)
{
    return a->facts == b->facts && a->statuses == b->statuses &&
           a->enrolled == b->enrolled && a->share == b->share &&
           a->share_of_party == b->share_of_party &&
           same_names(&a->classes, &b->classes) &&
           same_names(&a->groups, &b->groups);
}

static bool same_steps(const struct step *a, const struct step *b, int n)
{
    for (int i = 0; i < n; i++, a++, b++)
        if (a->kind != b->kind || a->party != b->party ||
            a->attempts != b->attempts || a->relief_queue != b->relief_queue ||
            a->relief_door != b->relief_door || a->by_rules != b->by_rules ||
            a->one_to_many != b->one_to_many ||
            a->failure_to_enrol != b->failure_to_enrol ||
            a->refer != b->refer || a->false_reject != b->false_reject ||
            a->false_accept != b->false_accept ||
            !same_condition(&a->when, &b->when) ||
            !same_name(&a->camera, &b->camera) ||
            !same_name(&a->service, &b->service) ||
            !same_name(&a->gallery, &b->gallery) ||
            !distribution_equal(&a->time, &b->time))
            return false;
    return true;
}

static bool same_routes(const struct route *a, const struct route *b, int n)
{
    for (int i = 0; i < n; i++, a++, b++)
        if (a->split != b->split || !same_condition(&a->when, &b->when) ||
            !same_name(&a->to, &b->to) || !same_names(&a->other, &b->other))
            return false;
    return true;
}

static bool same_priorities(const struct priority *a, const struct priority *b,
                            int n)
{
    for (int i = 0; i < n; i++)
        if (!same_condition(&a[i].when, &b[i].when))
            return false;
    return true;
}

static bool any_chooses(const struct route *r, int n)
{
    for (int i = 0; i < n; i++)
        if (r[i].other.count)
            return true;
    return false;
}

/* Does a route choose between stations, by their positions? */
static bool chooses(const struct port *p)
{
    for (int i = 0; i < p->stations; i++)
        if (any_chooses(p->station[i].route, p->station[i].routes))
            return true;
    for (int i = 0; i < p->walks; i++)
        if (any_chooses(p->walk[i].route, p->walk[i].routes))
            return true;
    return false;
}

static bool same_station(const struct station *a, const struct station *b)
{
    return a->steps == b->steps && a->routes == b->routes &&
           a->priorities == b->priorities && !a->balk == !b->balk &&
           a->impatient == b->impatient && same_name(&a->id, &b->id) &&
           same_name(&a->full_to, &b->full_to) &&
           same_name(&a->balk_to, &b->balk_to) &&
           same_name(&a->patience_to, &b->patience_to) &&
           same_priorities(a->first, b->first, a->priorities) &&
           same_steps(a->step, b->step, a->steps) &&
           same_routes(a->route, b->route, a->routes);
}

static bool same_places(const struct port *a, const struct port *b)
{
    bool by_positions = chooses(a);

    if (a->stations != b->stations || a->walks != b->walks)
        return false;
    for (int i = 0; i < a->stations; i++) {
        if (by_positions && a->station[i].positions != b->station[i].positions)
            return false;
        if (!same_station(&a->station[i], &b->station[i]))
            return false;
    }
    for (int i = 0; i < a->walks; i++)
        if (a->walk[i].routes != b->walk[i].routes ||
            !same_name(&a->walk[i].id, &b->walk[i].id) ||
            !same_routes(a->walk[i].route, b->walk[i].route, a->walk[i].routes))
            return false;
    return true;
}

/* NaN: neither has any. */
static bool same_size(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* The same people, who meet galleries of the same size. */
static bool same_flow(const struct scenario *s, const struct flow *a,
                      const struct flow *b)
{
    if (a->kind == ARRIVE_TRACE || b->kind == ARRIVE_TRACE ||
        a->exit != b->exit || !same_name(&a->population, &b->population) ||
        !same_name(&a->start, &b->start))
        return false;
    for (int i = 0; i < s->galleries; i++)
        if (!same_size(gallery_mean_size(&s->gallery[i], a),
                       gallery_mean_size(&s->gallery[i], b)))
            return false;
    return true;
}

static bool same_rules(const struct scenario *s, const struct port *a,
                       const struct port *b)
{
    for (int i = 0; i < s->rules; i++) {
        struct rule_here x = {0}, y = {0};
        if (rule_at_port(&s->rule[i], s, a, &x) !=
                rule_at_port(&s->rule[i], s, b, &y) ||
            x.from != y.from || x.until != y.until)
            return false;
    }
    return true;
}

/* Opting out: who knows of it, and by whom he is photographed all the same. */
static bool same_staff(const struct port *a, const struct port *b)
{
    if (a->pools != b->pools ||
        notices_awareness(&a->notices) != notices_awareness(&b->notices))
        return false;
    for (int i = 0; i < a->pools; i++)
        if (a->pool[i].mishandled != b->pool[i].mishandled)
            return false;
    return true;
}

bool port_alike(const struct scenario *s, const struct port *a,
                const struct port *b)
{
    if (a->flows != b->flows || !same_staff(a, b) || !same_places(a, b) ||
        !same_rules(s, a, b))
        return false;
    for (int i = 0; i < a->flows; i++)
        if (!same_flow(s, &a->flow[i], &b->flow[i]))
            return false;
    return true;
}

int *ports_alike(const struct scenario *s)
{
    int *first = calloc((size_t)s->ports + 1, sizeof *first);
    int kind[KINDS_MOST], kinds = 0;

    for (int i = 0; first && i < s->ports; i++) {
        int k = 0;
        while (k < kinds && !port_alike(s, &s->port[kind[k]], &s->port[i]))
            k++;
        first[i] = k < kinds ? kind[k] : i;
        if (k == kinds && kinds < KINDS_MOST)
            kind[kinds++] = i;
    }
    return first;
}
