/* limit_set -- the limits of several stations or journeys together, sorted. */
#include "analysis/common/limit_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int limit_set_find(const simtime *list, int count, simtime limit)
{
    for (int i = 0; i < count; i++)
        if (list[i] == limit)
            return i;
    return -1;
}

int limit_set_add(struct limit_set *s, const simtime *limit, int count)
{
    simtime *more =
        realloc(s->limit, (size_t)(s->count + count + 1) * sizeof *more);
    if (more == NULL)
        return -1;
    s->limit = more;
    for (int i = 0; i < count; i++) {
        if (limit_set_find(more, s->count, limit[i]) >= 0)
            continue;
        int at = s->count;
        for (; at > 0 && more[at - 1] > limit[i]; at--)
            more[at] = more[at - 1];
        more[at] = limit[i];
        s->count++;
    }
    return 0;
}

void limit_set_release(struct limit_set *s)
{
    free(s->limit);
    *s = (struct limit_set){0};
}

void limit_set_name(char name[60], const char *before, simtime limit)
{
    snprintf(name, 60, "%s_%gmin", before, (double)limit / (double)US_PER_MIN);
}
