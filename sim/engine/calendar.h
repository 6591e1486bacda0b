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
 * What is taken leaves its place at the root vacant until it is known whether
 * another event is added, which happens mostly: one sift does for both.
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
    bool vacant; /* the root is, and the events are behind it */
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

/* Fill the vacant root: with an event that is added, or with the last one. */
void calendar_fill(struct calendar *c, event_key e);
void calendar_close(struct calendar *c);

static inline bool calendar_add(struct calendar *c, event_key e)
{
    if (c->vacant) {
        calendar_fill(c, e);
        return true;
    }
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

/* The least event; there must be one. Soon after one was taken, when more may
 * still be added, the first asks cheaply; else the second. */
static inline event_key calendar_least(const struct calendar *c)
{
    const event_key *h = c->heap;

    if (!c->vacant)
        return h[0];
    event_key least = h[1];
    for (size_t i = 2; i <= c->count && i <= 4; i++)
        least = h[i] < least ? h[i] : least;
    return least;
}

static inline event_key calendar_first(struct calendar *c)
{
    if (c->vacant)
        calendar_close(c);
    return c->heap[0];
}

/* Takes the least event away; there must be one. */
static inline event_key calendar_take(struct calendar *c)
{
    event_key e = calendar_first(c);

    c->count--;
    c->vacant = c->count > 0;
    return e;
}

void calendar_clear(struct calendar *c);
void calendar_release(struct calendar *c);

#endif
