/* check_share -- shares of parties: a share that is drawn for each member takes
 * more than that share of the parties. */
#include <math.h>
#include <string.h>

#include "models/check/check.h"

int check_largest_party(const struct scenario *s, const struct port *p)
{
    int most = 1;

    for (int i = 0; i < p->flows; i++) {
        for (int n = 0; n < p->flow[i].rows; n++)
            if (p->flow[i].row[n].size > most)
                most = p->flow[i].row[n].size;
        for (int k = 0; k < s->populations; k++) {
            const struct population *of = &s->population[k];
            if (strcmp(of->id.text, p->flow[i].population.text) != 0)
                continue;
            for (int n = 0; n < of->parties; n++)
                if (of->party[n].size > most && of->party[n].share > 0)
                    most = of->party[n].size;
        }
    }
    return most;
}

static void check_routes(const struct route *route, int routes, int size,
                         struct diag *d)
{
    for (int i = 0; i < routes; i++) {
        const struct condition *c = &route[i].when;
        if (!(c->share > 0 && c->share < 1) || c->share_of_party ||
            route[i].split || route[i].to.doubted)
            continue;
        diag_warning(d, &route[i].at,
                     "share=\"%g\" is drawn for each member, and one whom it "
                     "takes takes the whole party along: of the parties of %d, "
                     "%.0f%% go; say share-of=\"party\", or split=\"true\"",
                     c->share, size, 100 * (1 - pow(1 - c->share, size)));
    }
}

void check_shares(const struct scenario *s, const struct port *p,
                  struct diag *d)
{
    int size = check_largest_party(s, p);

    if (size == 1)
        return;
    for (int i = 0; i < p->stations; i++)
        check_routes(p->station[i].route, p->station[i].routes, size, d);
    for (int i = 0; i < p->walks; i++)
        check_routes(p->walk[i].route, p->walk[i].routes, size, d);
}
