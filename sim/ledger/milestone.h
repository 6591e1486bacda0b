#ifndef SIM_LEDGER_MILESTONE_H
#define SIM_LEDGER_MILESTONE_H

#include <stddef.h>

#include "models/quantity.h"
#include "sim/engine/keyed.h"

/*
 * milestone -- what happened to whom and when, whatever was folded: the unit of
 * digests, of traces, and of the comparison with the naive simulator.
 *
 * Units     simtime since the start of the run
 * Threads   none shared
 */
enum milestone_kind {
    MILESTONE_ARRIVE,  /* party is at the port; value: members */
    MILESTONE_JOIN,    /* party joined node's queue; value: members */
    MILESTONE_START,   /* its visit began; value: members */
    MILESTONE_REQUEST, /* member's match request left; value: step */
    MILESTONE_ANSWER,  /* its answer came; value: enum result */
    MILESTONE_END,     /* the visit ended; value: members */
    MILESTONE_LEAVE    /* party left; node: enum end_state; value: members */
};

struct milestone {
    simtime at;
    uint32_t party; /* ordinal in the flow */
    uint8_t kind;
    uint8_t flow;   /* number in the port */
    uint8_t member; /* lead member; the member for request and answer */
    uint8_t node;   /* station number; enum end_state; the flow's for arrive */
    uint16_t value;
    uint16_t port; /* number in the scenario; not hashed: the salt is */
};

/* Order-free digest: the sum over milestones of this, salted by the port. */
static inline uint64_t milestone_hash(uint64_t salt, simtime at, uint64_t what)
{
    uint64_t h = (salt ^ (uint64_t)at) * UINT64_C(0x9e3779b97f4a7c15);

    h ^= h >> 29;
    h = (h ^ what) * UINT64_C(0xbf58476d1ce4e5b9);
    return h ^ h >> 32;
}

/* All of a milestone but its time, in 64 bits. */
static inline uint64_t milestone_what(uint32_t party, unsigned kind,
                                      unsigned flow, unsigned member,
                                      unsigned node, unsigned value)
{
    return (uint64_t)party << 32 | kind << 28 | flow << 22 | member << 16 |
           node << 10 | value;
}

/* Where milestones go one by one when somebody wants to see them. */
struct milestone_log {
    struct milestone *item; /* malloc'd */
    size_t count, capacity;
};

#endif
