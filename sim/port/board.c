/* board -- departures: who shows up when, the boarding call, the door. */
#include "sim/port/board.h"

#include "sim/port/party.h"

/* The time of a departure's boarding call for the party's group. */
static simtime called(const struct site *p, const struct model_flow *f,
                      uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    simtime departs = p->door[t->flow][t->call - 1] + f->closes;
    uint64_t u = 0;

    if (!f->opens)
        return 0;
    if (f->groups > 1)
        u = party_crossing(p, f, t->party, 0, CROSSING_BOARD).first;
    /* the group is below 100, so that 53 bits times it stay below 64 */
    return departs - f->opens +
           (simtime)(u * (uint64_t)f->groups >> UNIFORM_BITS) * f->group_gap;
}

/* A party of a departure comes: too late, or to wait for its call. */
void board_come(struct site *p, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    const struct model_flow *f = &p->is->flow[t->flow];

    party_come(p, lead);
    p->ledger.departure[t->flow][t->call - 1].came += t->members;
    if (p->now >= p->door[t->flow][t->call - 1]) {
        dispatch_leave(p, lead, END_MISSED);
        return;
    }
    simtime call = called(p, f, lead);
    route_go(p, lead, f->start, f->start_index, call > p->now ? call : p->now);
}

/* Before the first passenger of a departure comes: who will come, and when. */
void board_make(struct site *p, int flow, uint32_t number)
{
    const struct model_flow *f = &p->is->flow[flow];
    const struct model_call *call = &f->call[number];
    simtime departs = p->flow[flow].departs[number];
    uint32_t ordinal = call->first_party;

    for (int aboard = 0; aboard < call->passengers; ordinal++) {
        struct pair u = {0, 0};
        uint32_t lead = party_draw(p, flow, ordinal, call->passengers - aboard);
        if (!lead)
            return;
        struct traveller *t = &p->traveller[lead];
        aboard += t->members;
        if (f->show_up->node || share_is_drawn(f->no_show))
            u = party_crossing(p, f, ordinal, 0, CROSSING_SHOW);
        if (u.second < f->no_show) {
            party_free(p, lead);
            continue;
        }
        simtime at = departs - quantile_at(f->show_up, u.first);
        t->due = at > p->now ? at : p->now;
        for (uint32_t m = lead; m; m = p->traveller[m].next_member)
            p->traveller[m].call = number + 1;
        site_schedule(p, t->due, RANK_ARRIVAL,
                      (struct happening){t->flow, ordinal, 0, lead});
    }
}

void board_close(struct site *p, event_key e)
{
    unsigned flow = event_flow(e);
    uint32_t call = event_slot(e) - SITE_ARRIVAL + 1;

    for (uint32_t n = 1; n < p->travellers; n++) {
        const struct traveller *t = &p->traveller[n];
        if (t->state > COMING && t->members && t->flow == flow &&
            t->call == call)
            dispatch_miss(p, n);
    }
}

void board_schedule(struct site *p, int flow, int number, simtime scheduled,
                    simtime at)
{
    const struct model_flow *f = &p->is->flow[flow];
    uint32_t party = f->call[number].first_party;
    uint32_t slot = SITE_ARRIVAL | (uint32_t)number;
    simtime first = scheduled - f->window;
    simtime door = at - f->closes;

    p->flow[flow].departs[number] = scheduled;
    p->door[flow][number] = door > 0 ? door : 0;
    site_schedule(p, first > 0 ? first : 0, RANK_ARRIVAL,
                  (struct happening){(unsigned)flow, party, 0, slot});
    site_schedule(p, p->door[flow][number], RANK_DOOR,
                  (struct happening){(unsigned)flow, party, 0, slot});
}
