/* opening -- rules that open and close positions as the queue does. */
#include "sim/port/dispatch.h"

/* One position more (+1), one less (-1), or 0. */
static int wanted(const struct site *p, int station)
{
    const struct model_station *is = &p->is->station[station];
    int64_t queued = p->ledger.gauge[station].level[LEVEL_QUEUED];
    int allowed = p->station[station].allowed;

    if (queued >= is->above && allowed < is->positions)
        return 1;
    return queued <= is->below && allowed > is->least ? -1 : 0;
}

/* Returns whether the rule changed something. */
static bool read_rule(struct site *p, int station)
{
    struct station_state *s = &p->station[station];
    int by = wanted(p, station);

    if (!by)
        return false;
    if (p->now < s->next_opening) {
        if (s->opening_wake != s->next_opening) { /* try again then */
            s->opening_wake = s->next_opening;
            site_schedule(p, s->opening_wake, RANK_CAPACITY,
                          (struct happening){OPENING, (uint32_t)station, 0, 0});
        }
        return false;
    }
    s->allowed += by;
    s->next_opening = site_later(p->now, p->is->station[station].after);
    staff_update(p, station);
    return true;
}

bool opening_read(struct site *p)
{
    bool changed = false;

    for (uint64_t left = p->is->opening; left; left &= left - 1)
        changed |= read_rule(p, __builtin_ctzll(left));
    return changed;
}
