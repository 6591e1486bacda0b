/* lane -- who is queued at a position that closes chooses again. */
#include "sim/port/lane.h"

#include "sim/port/dispatch.h"

void lane_start(struct station_state *s)
{
    shortest_quit(&s->lanes, s->next);
    shortest_hold(&s->lanes, s->next, true);
}

void lane_choose_again(struct site *p, int station)
{
    struct station_state *s = &p->station[station];
    int64_t k = s->open;

    if (!s->lanes.queue || !s->open || !s->parties)
        return;
    while ((k = shortest_first(&s->lanes, (uint32_t)k, s->lanes.n,
                               SHORTEST_QUEUED)) >= 0) {
        struct queue *q = queue_next(s, (uint32_t)k);
        uint32_t lead = q->head;
        queue_shift(p, q);
        queue_gone(s, (uint32_t)k);
        p->traveller[lead].lane = lane_choose(s);
        queue_enter(p, s, lead);
    }
}
