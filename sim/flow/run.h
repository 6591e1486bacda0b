#ifndef SIM_FLOW_RUN_H
#define SIM_FLOW_RUN_H

#include "sim/port/site.h"

/*
 * run -- one port in one replication; nation.c runs them all.
 *
 * Units     simtime since the start
 * Owns      what a site holds; a zeroed site is valid, run_release()
 * Threads   a site belongs to one thread
 */
enum run_state {
    RUN_DONE,
    RUN_ASKS, /* the next event is a request that reaches a service */
    RUN_MEMORY,
    RUN_STOPPED,
    RUN_REFUSED, /* rows were, by options->take */
    RUN_GUARD,   /* these as enum flow_outcome says */
    RUN_GUARD_VISITS,
    RUN_GUARD_FAILURES
};

/* The port is empty; tables keep their memory. p->options, results and
 * services have been set. -1: memory. */
int run_begin(struct site *p, const struct model *m, int number,
              int replication);

/* Events in order, up to the next request; with `asks` that one too. */
enum run_state run_on(struct site *p, bool asks);

/* The run is over: rows of the port, exact checks. */
enum run_state run_end(struct site *p, int number);

void run_release(struct site *p);

#endif
