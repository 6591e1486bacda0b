#ifndef SIM_FLOW_SERVICES_H
#define SIM_FLOW_SERVICES_H

#include "sim/compile/model.h"
#include "sim/engine/arena.h"
#include "sim/engine/overlap.h"
#include "sim/engine/service.h"

/*
 * services -- the matching services of one replication, which its ports share:
 * their outages, and what they were asked.
 *
 * Model     docs/design.md, "Matching service"
 * Units     simtime since the start
 * Owns      an arena that is used again; a zeroed one is valid
 * Errors    services_begin(): memory, or too many outages; others -1: memory
 */
struct service_interval { /* by the interval in which requests came */
    int64_t requests, answered, given_up, lost, untaken, wait_sum, wait_max;
    int64_t busy_time; /* of workers, in the interval itself */
};

struct services {
    const struct model *m;
    struct arena arena;
    struct service *queue;        /* [service] */
    struct service_interval *row; /* [service][interval] */
    struct overlap
        *overlap; /* not NULL: everybody is taken at once, and is in it */
};

enum flow_outcome services_begin(struct services *s, const struct model *m,
                                 uint32_t replication, struct overlap *overlap);
void services_release(struct services *s);

/* Nobody ever waits for a worker there: the fate of a request hangs on no
 * other, and they may be made in any order. */
static inline bool services_take_all(const struct services *s, int service)
{
    return !s->queue[service].free;
}

/* A request comes at `at`; where somebody may wait, in order of time. */
struct fate services_ask(struct services *s, int service, simtime at,
                         simtime takes);

/* What was asked of another, too. */
void services_merge(struct services *s, const struct services *from);

struct results;
int services_emit(const struct services *s, int replication, struct results *r);

#endif
