#ifndef SIM_PORT_DISPATCH_H
#define SIM_PORT_DISPATCH_H

#include "sim/port/queue.h"

/*
 * dispatch -- what dispatch.c, queue.c and staff.c share: stations at work.
 *
 * Units     simtime since the start
 */
/* Kinds of events of RANK_CAPACITY (their `flow`; the pool or station is their
 * `party`): a pool's roster changes; the headway of a station is over; its
 * closures change; its opening rule is read again. */
enum capacity_kind { ROSTER, HEADWAY, CLOSURE, OPENING };

/* staff.c: what a station's available and open positions depend on has
 * changed. */
void staff_update(struct site *p, int station);

/* Positions that are not broken, not closed, and allowed. */
int staff_available(const struct site *p, int station);

/* dispatch.c: a visit leaves its position, and its officer. */
void dispatch_release(struct site *p, uint32_t lead);

/* opening.c: reads every rule once; returns whether any changed something. */
bool opening_read(struct site *p);

/* queue.c: out of the queue, unserved. */
void queue_leave(struct site *p, uint32_t lead);

#endif
