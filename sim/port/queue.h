#ifndef SIM_PORT_QUEUE_H
#define SIM_PORT_QUEUE_H

#include "sim/port/site.h"

/*
 * queue -- lists of parties through the travellers: of the queues of a station,
 * and of other states (room.h, interrupt.h). Inline: every visit passes here.
 *
 * Owns      nothing
 */
static inline void queue_append(struct site *p, struct queue *q, uint32_t lead)
{
    struct traveller *t = &p->traveller[lead];

    t->next_queued = 0;
    t->prev_queued = q->tail;
    if (q->tail)
        p->traveller[q->tail].next_queued = lead;
    else
        q->head = lead;
    q->tail = lead;
}

/* The first goes; whom the next one has before it is not read any more. */
static inline void queue_shift(const struct site *p, struct queue *q)
{
    q->head = p->traveller[q->head].next_queued;
    if (!q->head)
        q->tail = 0;
}

static inline void queue_remove(struct site *p, struct queue *q, uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];
    uint32_t next = t->next_queued;
    uint32_t before = q->head == lead ? 0 : t->prev_queued;

    *(before ? &p->traveller[before].next_queued : &q->head) = next;
    *(next ? &p->traveller[next].prev_queued : &q->tail) = before;
}

/* The queue of a party's lane and priority. */
static inline struct queue *queue_of(const struct station_state *s,
                                     const struct traveller *t)
{
    return &s->level[t->lane * (uint32_t)s->is->levels + t->level];
}

/* The queue of a lane that starts next; somebody must be queued there. */
static inline struct queue *queue_next(const struct station_state *s,
                                       uint32_t lane)
{
    struct queue *q = s->level + lane * (uint32_t)s->is->levels;

    while (!q->head)
        q++;
    return q;
}

/* Into the queue of its lane and priority, as the last. */
static inline void queue_enter(struct site *p, struct station_state *s,
                               uint32_t lead)
{
    const struct traveller *t = &p->traveller[lead];

    queue_append(p, queue_of(s, t), lead);
    s->parties++;
    if (s->lanes.queue)
        shortest_join(&s->lanes, t->lane);
}

/* A party has gone from a queue of the lane. */
static inline void queue_gone(struct station_state *s, uint32_t lane)
{
    s->parties--;
    if (s->lanes.queue)
        shortest_quit(&s->lanes, lane);
}

#endif
