/* lane -- which of a station's own queues: to join, to start from, to leave
 * when its position closes. */
#include "sim/port/lane.h"

#include "sim/port/dispatch.h"

uint32_t lane_choose(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];

    if (!s->lanes.queue)
        return 0;
    return shortest_least(&s->lanes, s->open ? (uint32_t)s->open : s->lanes.n);
}

static int64_t first(const struct site *p, int station, enum shortest_is is)
{
    const struct station_state *s = &p->station[station];

    return s->lanes.queue ? shortest_first(&s->lanes, 0, (uint32_t)s->open, is)
                          : 0;
}

int64_t lane_next(const struct site *p, int station)
{
    return first(p, station, SHORTEST_READY);
}

int64_t lane_free(const struct site *p, int station)
{
    return first(p, station, SHORTEST_FREE);
}

void lane_hold(struct site *p, int station, uint32_t lane, bool held)
{
    if (p->station[station].lanes.queue)
        shortest_hold(&p->station[station].lanes, lane, held);
}

void lane_choose_again(struct site *p, int station)
{
    struct station_state *s = &p->station[station];
    int64_t k = s->open;

    if (!s->lanes.queue || !s->open || !s->parties)
        return;
    while ((k = shortest_first(&s->lanes, (uint32_t)k, s->lanes.n,
                               SHORTEST_QUEUED)) >= 0) {
        uint32_t lead = queue_first(p, station, (uint32_t)k);
        struct traveller *t = &p->traveller[lead];
        queue_quit(p, lead);
        t->lane = lane_choose(p, station);
        queue_enter(p, lead);
    }
}
