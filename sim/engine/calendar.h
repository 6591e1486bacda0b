#ifndef SIM_ENGINE_CALENDAR_H
#define SIM_ENGINE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/quantity.h"

/*
 * calendar -- pending events of one port in a total order.
 *
 * Model     docs/design.md#time-and-order: time, rank, ordinal (flow, party,
 *           lead member); the slot and what the event is for never decide,
 *           because two pending events of one rank never share an ordinal
 * Units     simtime, 0 <= time < 2^53
 * Owns      its heap; a zeroed calendar is valid; calendar_release()
 * Errors    calendar_add() is false when memory is short
 *
 * An event is 16 bytes: time 54 | rank 4 | flow 6, party 32 | member 6 of its
 * high bits; then slot 26. Comparing two is one 128-bit comparison.
 */
__extension__ typedef unsigned __int128 event_key;

enum rank {
    RANK_END = 0,
    RANK_OUTAGE_END = 1,
    RANK_CAPACITY = 2,
    RANK_OUTAGE_START = 3,
    RANK_DOOR = 4,
    RANK_PATIENCE = 5,
    RANK_ARRIVAL = 6, /* and joins */
    RANK_REQUEST = 7
};

struct calendar {
    event_key *heap; /* 4-ary, heap[0] is the least */
    size_t count, capacity;
};

enum { SLOT_BITS = 26, SLOTS_MOST = 1 << (SLOT_BITS - 1) };

/* Whose event it is, in the order of flow, party, member; and its slot. */
struct happening {
    unsigned flow;
    uint32_t party;
    unsigned member;
    uint32_t slot;
};

static inline event_key event_make(simtime at, enum rank rank,
                                   struct happening h)
{
    uint64_t high = (uint64_t)at << 10 | (uint64_t)rank << 6 | h.flow;
    uint64_t low =
        (uint64_t)h.party << 32 | (uint64_t)h.member << SLOT_BITS | h.slot;
    return (event_key)high << 64 | low;
}

static inline simtime event_at(event_key e)
{
    return (simtime)(uint64_t)(e >> 74);
}

static inline enum rank event_rank(event_key e)
{
    return (enum rank)((unsigned)(e >> 70) & 15);
}

static inline unsigned event_flow(event_key e)
{
    return (unsigned)(e >> 64) & 63;
}

static inline uint32_t event_party(event_key e)
{
    return (uint32_t)(e >> 32);
}

static inline unsigned event_member(event_key e)
{
    return (unsigned)e >> SLOT_BITS;
}

static inline uint32_t event_slot(event_key e)
{
    return (uint32_t)e & ((UINT32_C(1) << SLOT_BITS) - 1);
}

/* Room for one more; false: memory. */
bool calendar_grow(struct calendar *c);

static inline bool calendar_add(struct calendar *c, event_key e)
{
    if (c->count == c->capacity && !calendar_grow(c))
        return false;
    size_t i = c->count++;
    while (i > 0) {
        size_t up = (i - 1) >> 2;
        if (c->heap[up] <= e)
            break;
        c->heap[i] = c->heap[up];
        i = up;
    }
    c->heap[i] = e;
    return true;
}

/* Takes the least event away; there must be one. */
event_key calendar_take(struct calendar *c);

void calendar_release(struct calendar *c);

#endif
