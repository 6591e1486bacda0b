#ifndef SIM_STUDY_REPLICATE_H
#define SIM_STUDY_REPLICATE_H

#include "sim/flow/flow.h"

/*
 * replicate -- independent replications of one model on several threads, handed
 * on in their order, so that nothing depends on the number of threads.
 *
 * Owns      nothing: results are lent to the sink for the time of the call. A
 *           large replication comes in pieces, its row of `replications` last
 * Errors    enum replicate_outcome
 * Threads   the sink is called by one thread at a time, any of them
 */
struct replicate {
    const struct model *model;
    int first;                /* replication to begin with */
    int replications;         /* how many from there on */
    int jobs;                 /* threads, at least 1 */
    int travellers;           /* replications, from number 0, that keep them */
    const volatile int *stop; /* NULL, or give up when it becomes nonzero */
    /* Takes replications in order; nonzero stops the rest. */
    int (*sink)(void *context, const struct results *r);
    /* NULL, or forgets the pieces of the replication under way: they come
     * again. */
    void (*forget)(void *context);
    void *context;
};

enum replicate_outcome {
    REPLICATE_DONE,
    REPLICATE_MEMORY, /* memory or threads */
    REPLICATE_STOPPED,
    REPLICATE_GUARD,
    REPLICATE_SINK /* the sink said no */
};

/* Where a guard stopped a replication: which guard, and which replication. */
struct replicate_guard {
    int replication;
    enum flow_outcome guard;
};

/* *guarded is filled in with REPLICATE_GUARD. */
enum replicate_outcome replicate(const struct replicate *r,
                                 struct replicate_guard *guarded);

#endif
