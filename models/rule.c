/* rule -- rules as instants of a run at a port, and whom they take. */
#include "models/rule.h"

#include <limits.h>
#include <math.h>
#include <string.h>

static bool is_at_port(const struct rule *r, const struct port *p)
{
    if (r->modes && !(r->modes >> p->mode & 1))
        return false;
    for (int i = 0; i < r->ports.count; i++)
        if (!strcmp(r->ports.name[i].text, p->id.text))
            return true;
    return r->ports.count == 0;
}

static simtime instant(const struct moment *m, const struct scenario *s,
                       const struct port *p, simtime otherwise)
{
    if (!m->given)
        return otherwise;
    return civil_utc(&p->wall, m->day, m->clock) -
           civil_utc(&s->wall, s->start_day, 0);
}

bool rule_at_port(const struct rule *r, const struct scenario *s,
                  const struct port *p, struct rule_here *out)
{
    if (!is_at_port(r, p))
        return false;
    *out = (struct rule_here){
        .from = instant(&r->from, s, p, INT64_MIN),
        .until = instant(&r->until, s, p, INT64_MAX),
        .statuses = r->statuses,
        .directions = r->directions ? r->directions : 3,
        .age_from = r->by_age ? r->age_from : 0,
        .age_to = r->by_age ? r->age_to : INT_MAX,
    };
    return true;
}

static const struct group *group_of(const struct scenario *s, const char *id)
{
    for (int i = 0; i < s->groups; i++)
        if (!strcmp(s->group[i].id.text, id))
            return &s->group[i];
    return NULL;
}

/* Of a group's years, each as likely as another, the share within the rule. */
static double ages_within(const struct rule *r, const struct group *g)
{
    int from = r->age_from > g->age_from ? r->age_from : g->age_from;
    int to = r->age_to < g->age_to ? r->age_to : g->age_to;

    return to < from ? 0 : (to - from + 1.0) / (g->age_to - g->age_from + 1);
}

double rule_share(const struct rule *r, const struct scenario *s,
                  const struct port *p, const struct class *c, bool exit)
{
    double share = 0;
    bool all = true;

    if (!is_at_port(r, p) || !(r->statuses >> c->status & 1) ||
        (r->directions && !(r->directions >> exit & 1)))
        return 0;
    if (!r->by_age)
        return 1;
    for (int i = 0; i < c->groups; i++) {
        const struct group *g = group_of(s, c->group[i].group.text);
        double within = g ? ages_within(r, g) : 0;
        share += c->group[i].share * within;
        all &= within >= 1 || !(c->group[i].share > 0);
    }
    return all ? 1 : fmin(share, 1);
}

bool rules_ask_ages(const struct scenario *s)
{
    for (int i = 0; i < s->rules; i++)
        if (s->rule[i].by_age)
            return true;
    return false;
}

double notices_awareness(const struct notices *n)
{
    return n->given ? n->awareness + (1 - n->awareness) * n->signs : 1;
}
