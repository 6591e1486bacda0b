/* service -- when a request is taken and answered, or that it is not. */
#include "sim/engine/service.h"

#include <stddef.h>

void service_begin(struct service *s)
{
    for (int i = 0; s->free && i < s->workers; i++)
        s->free[i] = 0;
}

int service_join_outages(struct outage *o, int n)
{
    int kept = 0;

    for (int i = 0; i < n; i++) {
        if (kept && o[i].from <= o[kept - 1].to) {
            if (o[i].to > o[kept - 1].to)
                o[kept - 1].to = o[i].to;
        } else {
            o[kept++] = o[i];
        }
    }
    return kept;
}

/* The first outage that ends after t, or NULL. */
static const struct outage *outage_after(const struct service *s, simtime t)
{
    int low = 0, high = s->outages;

    while (low < high) {
        int middle = low + (high - low) / 2;
        if (s->outage[middle].to > t)
            high = middle;
        else
            low = middle + 1;
    }
    return low < s->outages ? &s->outage[low] : NULL;
}

/* The worker that was free first is so again at t. */
static void engage(struct service *s, simtime t)
{
    int i = 0;

    if (!s->free)
        return;
    for (;;) {
        int down = 2 * i + 1;
        if (down + 1 < s->workers && s->free[down + 1] < s->free[down])
            down++;
        if (down >= s->workers || s->free[down] >= t)
            break;
        s->free[i] = s->free[down];
        i = down;
    }
    s->free[i] = t;
}

struct fate service_ask(struct service *s, simtime at, simtime takes)
{
    simtime limit = s->timeout ? at + s->timeout : INT64_MAX;
    simtime begin = s->free && s->free[0] > at ? s->free[0] : at;
    const struct outage *o = outage_after(s, begin);
    struct fate f = {.known = s->timeout ? limit : -1};

    if (o && o->from <= begin) {
        begin = o->to;
        o++;
        if (o == s->outage + s->outages)
            o = NULL;
    }
    if (begin >= limit && !s->late_costs)
        return f;
    f.taken = true;
    f.began = begin;
    f.left = begin + takes;
    if (o && o->from < f.left) {
        f.lost = true;
        f.left = o->from;
    }
    engage(s, f.left);
    f.answered = !f.lost && f.left <= limit;
    if (f.answered)
        f.known = f.left;
    return f;
}
