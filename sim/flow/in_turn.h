#ifndef SIM_FLOW_IN_TURN_H
#define SIM_FLOW_IN_TURN_H

#include <pthread.h>

#include "sim/flow/nation.h"

/*
 * in_turn -- rows of ports that run side by side, handed on in the order of the
 * ports: each port's wait for those of the ports before it. Rows that a proof
 * may void go to who can forget them (flow_options.forget), others wait for it.
 *
 * Model     docs/design.md, "Ports apart"
 * Owns      rows that wait; in_turn_release()
 * Errors    enum run_state, of each part
 * Threads   any; in_turn_take() and in_turn_end() of a port from its own
 */
struct in_turn {
    const struct nation *n;
    bool sure;         /* no proof is needed */
    bool dropped;      /* too many wait for it: they are made again after it */
    size_t hold, held; /* bytes of rows before the proof: at most; by now */
    int turn;          /* the port whose rows are next */
    int until;         /* a port that failed: none after it is needed */
    pthread_mutex_t lock;
};

int in_turn_begin(struct in_turn *t, const struct nation *n, bool sure);
void in_turn_release(struct in_turn *t);

/* While a port runs (flow_options.take): context is the struct in_turn, rows
 * those of its struct apart. */
int in_turn_take(void *context, struct results *rows);

/* The port of the thread is through, as w->part[a->port] says. */
void in_turn_end(struct in_turn *t, struct apart *a);

static inline bool in_turn_dropped(const struct in_turn *t)
{
    return __atomic_load_n(&t->dropped, __ATOMIC_RELAXED);
}

/* Is port `number` still of use? */
static inline bool in_turn_needs(const struct in_turn *t, int number)
{
    return number < __atomic_load_n(&t->until, __ATOMIC_RELAXED);
}

#endif
