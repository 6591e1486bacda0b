/* panel -- one number for each key, interval and replication, in one block. */
#include "analysis/common/panel.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

int panel_init(struct panel *p, int keys, int intervals, int replications,
               double fill)
{
    assert(keys >= 0 && intervals >= 0 && replications >= 0);
    *p = (struct panel){keys, intervals, replications, NULL};
    size_t count = (size_t)keys * (size_t)intervals;
    if (replications > 0 && count > (size_t)-1 / 16 / (size_t)replications)
        return -1;
    count *= (size_t)replications;
    p->value = malloc((count + 1) * sizeof *p->value);
    if (p->value == NULL)
        return -1;
    for (size_t i = 0; i < count; i++)
        p->value[i] = fill;
    return 0;
}

void panel_release(struct panel *p)
{
    free(p->value);
    *p = (struct panel){0};
}

double *panel_at(const struct panel *p, int key, int interval)
{
    assert(key >= 0 && key < p->keys && interval >= 0 &&
           interval < p->intervals);
    return p->value + ((size_t)key * (size_t)p->intervals + (size_t)interval) *
                          (size_t)p->replications;
}

double panel_sum(const struct panel *p, int key)
{
    double sum = 0;
    for (int i = 0; i < p->intervals; i++) {
        const double *x = panel_at(p, key, i);
        for (int r = 0; r < p->replications; r++)
            if (!isnan(x[r]))
                sum += x[r];
    }
    return sum;
}
