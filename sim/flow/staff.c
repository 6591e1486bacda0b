/* staff -- rosters of officers, and the positions that they open. */
#include "sim/flow/dispatch.h"

/* Positions that the officers on duty allow. */
int64_t staff_open(const struct site *p, int station)
{
    const struct model_station *s = &p->is->station[station];
    int64_t open = s->positions;

    if (s->pool >= 0) {
        int64_t most = (int64_t)p->pool[s->pool].rostered *
                       (s->monitored ? s->monitored : 1);
        if (most < open)
            open = most;
    }
    return open;
}

/* Open positions follow the roster; the gauge keeps them. */
static void update_open(struct site *p, int station)
{
    int64_t open = staff_open(p, station);

    ledger_station(&p->ledger, station, p->now);
    p->ledger.gauge[station].open = open;
}

static void change_roster(struct site *p, int pool)
{
    const struct model_pool *k = &p->is->pool[pool];
    struct pool_state *s = &p->pool[pool];

    ledger_pool(&p->ledger, pool, p->now);
    s->rostered = k->change[s->next_change++].rostered;
    p->ledger.pool_gauge[pool].rostered = s->rostered;
    for (int i = 0; i < p->is->stations; i++)
        if (p->is->station[i].pool == pool)
            update_open(p, i);
    p->ready |= s->stations;
    if (s->next_change < k->changes)
        site_schedule(p, k->change[s->next_change].at, RANK_CAPACITY,
                      (struct happening){(unsigned)pool, 0, ROSTER, 0});
}

void staff_begin(struct site *p)
{
    p->ready = 0;
    for (int i = 0; i < p->is->pools; i++) {
        p->pool[i] = (struct pool_state){0};
        change_roster(p, i);
    }
    for (int i = 0; i < p->is->stations; i++) {
        const struct model_station *s = &p->is->station[i];
        if (s->pool >= 0)
            p->pool[s->pool].stations |= UINT64_C(1) << i;
    }
}

void staff_capacity(struct site *p, event_key e)
{
    int number = (int)event_flow(e);

    if (event_member(e) == ROSTER)
        change_roster(p, number);
    else
        p->ready |= UINT64_C(1) << number;
}
