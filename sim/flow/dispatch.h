#ifndef SIM_FLOW_DISPATCH_H
#define SIM_FLOW_DISPATCH_H

#include "sim/flow/site.h"

/*
 * dispatch -- what dispatch.c, queue.c and staff.c share: stations at work.
 *
 * Units     simtime since the start
 */
/* Members of the two events of RANK_CAPACITY: a pool's roster changes; the
 * headway of a station is over. */
enum { ROSTER = 0, HEADWAY = 1 };

/* staff.c: positions that the officers on duty allow. */
int64_t staff_open(const struct site *p, int station);

/* queue.c: lists of parties. */
void queue_append(struct site *p, struct queue *q, uint32_t lead);
void queue_remove(struct site *p, struct queue *q, uint32_t lead);

/* The party that goes next, out of its queue; there must be one. */
uint32_t queue_take(struct site *p, struct station_state *s);
/* Out of the queue, unserved. */
void queue_leave(struct site *p, uint32_t lead);

#endif
