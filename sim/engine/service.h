#ifndef SIM_ENGINE_SERVICE_H
#define SIM_ENGINE_SERVICE_H

#include <stdbool.h>

#include "models/quantity.h"

/*
 * service -- a queue first come first served whose requests are never
 * withdrawn: the fate of each is known when it is made.
 *
 * Model     docs/design.md, "Matching service"
 * Units     simtime; requests come in order of time
 * Owns      nothing: the arrays are the caller's
 * Threads   one at a time
 */
struct outage {
    simtime from, to; /* nothing is taken or answered in [from, to) */
};

struct service {
    simtime *free; /* heap: when each worker is; NULL: one for every request */
    int workers;
    simtime timeout; /* since the request came; 0: never */
    bool late_costs; /* what was given up in the queue is worked off */
    const struct outage *outage; /* apart and ascending */
    int outages;
};

struct fate {
    bool taken, lost; /* by a worker; to an outage */
    bool answered;
    simtime known;       /* answered, or given up; -1: never */
    simtime began, left; /* of the worker, where taken */
};

/* All workers are free. */
void service_begin(struct service *s);

/* A request comes at `at`, not before the last one; takes >= 1. */
struct fate service_ask(struct service *s, simtime at, simtime takes);

/* Outages in order of their beginnings become apart; returns how many. */
int service_join_outages(struct outage *o, int n);

#endif
