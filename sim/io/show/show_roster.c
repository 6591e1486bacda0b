/* show_roster -- officers on shift and positions by the hour. */
#include "sim/io/show/show.h"

#include <math.h>
#include <string.h>

#include "models/roster.h"

const struct officers *show_pool(const struct port *p,
                                 const struct station *station)
{
    for (int i = 0; i < p->pools && station->officers.text; i++)
        if (!strcmp(p->pool[i].id.text, station->officers.text))
            return &p->pool[i];
    return NULL;
}

/* Officers at an instant of the run. */
static int at_instant(const struct scenario *s, const struct port *p,
                      const struct officers *pool, simtime at)
{
    int officers = 0;

    for (int i = 0; i < pool->shifts; i++)
        if (roster_covers(s, p, &pool->shift[i], at))
            officers += pool->shift[i].count;
    for (int i = 0; i < pool->rests; i++)
        if (roster_covers(s, p, &pool->rest[i], at))
            officers -= pool->rest[i].count;
    return officers;
}

double show_officers(const struct scenario *s, const struct port *p,
                     const struct officers *pool, int hour)
{
    int sum = 0;

    for (int i = 0; i < 60; i++)
        sum += at_instant(s, p, pool, hour * US_PER_H + i * US_PER_MIN);
    return sum / 60.0;
}

double show_positions(const struct scenario *s, const struct port *p,
                      const struct station *station, int hour)
{
    double up = 1, down = 0;
    int closed = 0;

    if (station->breaks) {
        up = distribution_mean(&station->breakdown.up);
        down = distribution_mean(&station->breakdown.down);
    }
    for (int k = 0; k < station->closures; k++)
        for (int i = 0; i < 60; i++)
            if (roster_covers(s, p, &station->closed[k],
                              hour * US_PER_H + i * US_PER_MIN))
                closed += station->closed[k].count;
    return fmax(0, station->positions * up / (up + down) - closed / 60.0);
}

void show_roster(const struct scenario *s, const struct port *p,
                 const struct officers *pool, int *least, int *most)
{
    enum { DAYS_MOST = 14 };
    simtime step = 15 * US_PER_MIN;

    *least = *most = at_instant(s, p, pool, 0);
    for (simtime at = 0; at < s->duration && at < DAYS_MOST * US_PER_DAY;
         at += step) {
        int n = at_instant(s, p, pool, at);
        *least = n < *least ? n : *least;
        *most = n > *most ? n : *most;
    }
}
