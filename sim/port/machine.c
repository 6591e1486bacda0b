/* machine -- positions and cameras break down and are repaired, on the clock.
 * Of a camera nothing happens then, but visits that begin ask. */
#include "sim/port/dispatch.h"
#include "sim/port/interrupt.h"
#include "sim/port/outages.h"

/* Up and down times of a position around its next failure. */
static struct pair failure(const struct site *p, int station, uint32_t position)
{
    const struct model_station *is = &p->is->station[station];

    if (!is->up->node && !is->down->node)
        return (struct pair){0, 0};
    return keyed_pair(is->failure,
                      resource_counter(p->station[station].failures[position],
                                       position, RESOURCE_FAILURE,
                                       p->replication));
}

static void schedule(struct site *p, int station, uint32_t position,
                     enum rank rank, simtime took)
{
    site_schedule(p, site_later(p->now, at_least_1(took)), rank,
                  (struct happening){(unsigned)station, position, 0, 0});
}

static void run_on(struct site *p, int station, uint32_t position)
{
    struct pair u = failure(p, station, position);

    schedule(p, station, position, RANK_OUTAGE_START,
             quantile_at(p->is->station[station].up, u.first));
}

/* When each camera that fails is out. */
static void begin_units(struct site *p)
{
    simtime until = p->m->duration;

    p->unit =
        arena_array(&p->ledger.arena, (size_t)p->is->units, sizeof *p->unit);
    p->failed |= !p->unit;
    for (int i = 0; i < p->is->units && !p->failed; i++) {
        const struct model_unit *is = &p->is->unit[i];
        int n = outages_draw(is, p->replication, until, NULL);
        if (n < 0) {
            p->guard = FLOW_GUARD_FAILURES;
            return;
        }
        struct outage *o = arena_array(&p->ledger.arena, (size_t)n, sizeof *o);
        p->failed |= !o;
        if (o)
            outages_draw(is, p->replication, until, o);
        p->unit[i] = (struct unit_state){o, o ? n : 0};
    }
}

bool machine_is_down(const struct site *p, int unit, simtime at)
{
    const struct unit_state *u = &p->unit[unit - 1];

    return outages_cover(u->outage, u->outages, at);
}

void machine_begin(struct site *p)
{
    begin_units(p);
    for (int i = 0; i < p->is->stations; i++) {
        const struct model_station *is = &p->is->station[i];
        struct station_state *s = &p->station[i];
        if (!is->up)
            continue;
        s->failures = arena_array(&p->ledger.arena, (size_t)is->positions,
                                  sizeof *s->failures);
        if (!s->failures) {
            p->failed = true;
            return;
        }
        for (int k = 0; k < is->positions; k++)
            run_on(p, i, (uint32_t)k);
    }
}

static void change(struct site *p, int station, int by)
{
    ledger_level(&p->ledger, station, LEVEL_BROKEN, by, p->now);
    p->station[station].broken += by;
}

void machine_fail(struct site *p, event_key e)
{
    int station = (int)event_flow(e);
    struct pair u = failure(p, station, event_party(e));

    change(p, station, 1);
    if (p->station[station].held > staff_available(p, station)) {
        uint32_t last = interrupt_last(p, station);
        if (last)
            interrupt_stop(p, last);
    }
    staff_update(p, station);
    schedule(p, station, event_party(e), RANK_OUTAGE_END,
             quantile_at(p->is->station[station].down, u.second));
}

void machine_repair(struct site *p, event_key e)
{
    int station = (int)event_flow(e);

    change(p, station, -1);
    if (++p->station[station].failures[event_party(e)] >= FLOW_FAILURES_MOST)
        p->guard = FLOW_GUARD_FAILURES;
    run_on(p, station, event_party(e));
    staff_update(p, station);
}
