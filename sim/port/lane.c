/* lane -- which of a station's own queues: to join, to start from, to leave
 * when its position closes. */
#include "sim/port/lane.h"

#include "sim/port/dispatch.h"

uint32_t lane_choose(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];
    uint32_t lanes = (uint32_t)s->open, best = 0, least = UINT32_MAX;

    if (!s->lane)
        return 0;
    if (!lanes)
        lanes = (uint32_t)p->is->station[station].positions;
    for (uint32_t k = 0; k < lanes; k++) {
        uint32_t n = s->lane[k].parties + s->lane[k].held;
        if (n >= least)
            continue;
        best = k;
        if ((least = n) == 0)
            break;
    }
    return best;
}

int64_t lane_next(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];

    if (!s->lane)
        return 0;
    for (int k = 0; k < s->open; k++)
        if (s->lane[k].parties && !s->lane[k].held)
            return k;
    return -1;
}

int64_t lane_free(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];

    if (!s->lane)
        return 0;
    for (int k = 0; k < s->open; k++)
        if (!s->lane[k].held)
            return k;
    return -1;
}

void lane_hold(struct site *p, int station, uint32_t lane, bool held)
{
    if (p->station[station].lane)
        p->station[station].lane[lane].held = held;
}

void lane_choose_again(struct site *p, int station)
{
    struct station_state *s = &p->station[station];

    if (!s->lane || !s->open || !s->parties)
        return;
    for (int k = s->open; k < p->is->station[station].positions; k++)
        while (s->lane[k].parties) {
            uint32_t lead = queue_first(p, station, (uint32_t)k);
            struct traveller *t = &p->traveller[lead];
            queue_quit(p, lead);
            t->lane = lane_choose(p, station);
            queue_enter(p, lead);
        }
}
