/* staff -- rosters of officers and closures, and the positions that they leave
 * open. */
#include "sim/port/dispatch.h"
#include "sim/port/interrupt.h"
#include "sim/port/lane.h"

static int least_of(int64_t a, int64_t b)
{
    return (int)(a < b ? a : b);
}

int staff_available(const struct site *p, int station)
{
    const struct station_state *s = &p->station[station];
    int left = p->is->station[station].positions - s->broken - s->closed;

    return least_of(left > 0 ? left : 0, s->allowed);
}

void staff_update(struct site *p, int station)
{
    const struct model_station *is = &p->is->station[station];
    struct station_state *s = &p->station[station];
    int was = s->open;

    s->available = staff_available(p, station);
    s->open = s->available;
    if (is->pool >= 0)
        s->open = least_of(s->open, (int64_t)p->pool[is->pool].rostered *
                                        (is->monitored ? is->monitored : 1));
    ledger_level(&p->ledger, station, LEVEL_OPEN, s->open - was, p->now);
    p->ready |= UINT64_C(1) << station;
    if (s->open != was)
        lane_choose_again(p, station);
}

/* More officers have a party than are on duty: the visits called last stop. */
static void hand_over(struct site *p, int pool)
{
    struct pool_state *s = &p->pool[pool];
    uint64_t attended = 0;

    for (uint64_t left = s->stations; left; left &= left - 1)
        if (!p->is->station[__builtin_ctzll(left)].monitored)
            attended |= left & -left;
    while (s->busy > s->rostered)
        interrupt_stop(p, interrupt_last_of(p, attended));
}

static void change_roster(struct site *p, int pool)
{
    const struct model_pool *k = &p->is->pool[pool];
    struct pool_state *s = &p->pool[pool];
    int was = s->rostered;

    s->rostered = k->change[s->next_change++].n;
    ledger_rostered(&p->ledger, pool, s->rostered - was, p->now);
    if (s->next_change < k->changes)
        site_schedule(p, k->change[s->next_change].at, RANK_CAPACITY,
                      (struct happening){ROSTER, (uint32_t)pool, 0, 0});
    if (k->hand_over)
        hand_over(p, pool);
    for (uint64_t left = s->stations; left; left &= left - 1)
        staff_update(p, __builtin_ctzll(left));
}

static void change_closure(struct site *p, int station)
{
    const struct model_station *is = &p->is->station[station];
    struct station_state *s = &p->station[station];

    s->closed = is->closure[s->next_closure++].n;
    if (s->next_closure < is->closures)
        site_schedule(p, is->closure[s->next_closure].at, RANK_CAPACITY,
                      (struct happening){CLOSURE, (uint32_t)station, 0, 0});
    staff_update(p, station);
}

void staff_begin(struct site *p)
{
    for (int i = 0; i < p->is->stations; i++) {
        const struct model_station *is = &p->is->station[i];
        p->station[i].allowed = is->least ? is->least : is->positions;
        if (is->pool >= 0)
            p->pool[is->pool].stations |= UINT64_C(1) << i;
        change_closure(p, i);
    }
    for (int i = 0; i < p->is->pools; i++)
        change_roster(p, i);
    p->ready = 0;
}

void staff_capacity(struct site *p, event_key e)
{
    int number = (int)event_party(e);

    switch ((enum capacity_kind)event_flow(e)) {
    case ROSTER:
        change_roster(p, number);
        break;
    case CLOSURE:
        change_closure(p, number);
        break;
    case HEADWAY:
        p->ready |= UINT64_C(1) << number;
        break;
    case OPENING: /* rules are read after every microsecond with an event */
        break;
    }
}
