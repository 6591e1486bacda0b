#ifndef SIM_FLOW_DISPATCH_H
#define SIM_FLOW_DISPATCH_H

#include "sim/flow/site.h"

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

/* opening.c: reads every rule once; returns whether any changed something. */
bool opening_read(struct site *p);

/* queue.c: lists of parties. */
void queue_append(struct site *p, struct queue *q, uint32_t lead);
void queue_remove(struct site *p, struct queue *q, uint32_t lead);

/* The party that goes next, out of its queue; there must be one. */
uint32_t queue_take(struct site *p, struct station_state *s);
/* Out of the queue, unserved. */
void queue_leave(struct site *p, uint32_t lead);

#endif
