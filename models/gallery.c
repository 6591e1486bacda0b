/* gallery -- size and mixture of the photos that are searched. */
#include "models/gallery.h"

#include <math.h>
#include <string.h>

/* Expected share of a group among the travellers of a population. */
static double share_of(const struct population *p, const char *group)
{
    double share = 0;

    for (int i = 0; i < p->classes; i++)
        for (int k = 0; k < p->class[i].groups; k++)
            if (!strcmp(p->class[i].group[k].group.text, group))
                share += p->class[i].share * p->class[i].group[k].share;
    return share;
}

struct searched gallery_searched(const struct scenario *s,
                                 const struct gallery *g,
                                 const struct population *p, double size,
                                 struct group_share share[GROUPS_MOST])
{
    if (g->shares > 0 || !p)
        return (struct searched){size, g->shares, g->share};
    for (int i = 0; i < s->groups; i++) {
        share[i].group = s->group[i].id;
        share[i].share = share_of(p, s->group[i].id.text);
    }
    return (struct searched){size, s->groups, share};
}

int gallery_aboard(const struct call *c)
{
    return (int)floor(c->passengers * c->load_factor + 0.5);
}

double gallery_mean_size(const struct gallery *g, const struct flow *f)
{
    double travellers = 0, sum = 0;

    if (!g->manifest)
        return (double)g->size;
    for (int i = 0; i < f->calls; i++) {
        double n = gallery_aboard(&f->call[i]);
        travellers += n;
        sum += n * n;
    }
    return travellers > 0 ? sum / travellers : NAN;
}
