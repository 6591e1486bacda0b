/* naive_scope -- who has to give a photo, who does not want to, who is on a
 * list. */
#include <string.h>

#include "tests/support/naive_world.h"

static bool is_named(const struct name_list *l, const char *name)
{
    for (int i = 0; i < l->count; i++)
        if (strcmp(l->name[i].text, name) == 0)
            return true;
    return l->count == 0;
}

static simtime instant(const struct world *w, const struct moment *m)
{
    return civil_utc(&w->p->wall, m->day, m->clock) -
           civil_utc(&w->s->wall, w->s->start_day, 0);
}

static bool takes(const struct world *w, const struct rule *r,
                  const struct person *who, simtime t)
{
    unsigned direction = 1u << w->p->flow[who->flow].exit;

    return is_named(&r->ports, w->p->id.text) &&
           (r->modes == 0 || r->modes & 1u << w->p->mode) &&
           (r->directions == 0 || r->directions & direction) &&
           r->statuses & 1u << who->class->status &&
           (!r->by_age || (who->age >= r->age_from && who->age <= r->age_to)) &&
           (!r->from.given || t >= instant(w, &r->from)) &&
           (!r->until.given || t < instant(w, &r->until));
}

bool naive_in_scope(struct world *w, const struct person *who, simtime began)
{
    for (int i = 0; i < w->s->rules; i++)
        if (takes(w, &w->s->rule[i], who, began))
            return true;
    naive_met(w, CASE_NOT_IN_SCOPE);
    return false;
}

/* Where a rule asks for ages. */
int naive_age(const struct world *w, const struct person *who, uint64_t u)
{
    const struct group *g;
    bool asked = false;

    for (int i = 0; i < w->s->rules; i++)
        asked |= w->s->rule[i].by_age;
    if (!asked || who->group < 0)
        return -1;
    g = &w->s->group[who->group];
    return g->age_from + (int)((unsigned __int128)u *
                                   (unsigned)(g->age_to - g->age_from + 1) >>
                               53);
}

bool naive_opts_out(const struct world *w, const struct person *who,
                    uint64_t willing, uint64_t aware)
{
    const struct notices *n = &w->p->notices;

    return naive_chance(who->class->opt_out, willing) &&
           (!n->given ||
            naive_chance(n->awareness + (1 - n->awareness) * n->signs, aware));
}

/* Do the station's officers take his photo all the same? */
bool naive_mishandled(const struct world *w, int station, uint64_t u)
{
    int pool = naive_pool(w, station);

    return pool >= 0 && naive_chance(w->p->pool[pool].mishandled, u);
}
