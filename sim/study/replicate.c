/* replicate -- replications in batches: workers fill slots, the caller hands
 * the slots on in order. Memory follows the batch, not the replications. */
#include "sim/study/replicate.h"

#include <stdlib.h>
#include <time.h>

#include "sim/engine/workers.h"

enum {
    SLOTS_A_JOB = 4,
    BATCH_S = 10 /* seconds that a batch should not exceed */
};

struct batch {
    const struct replicate *r;
    int first;
    struct flow_worker **worker; /* one a job */
    struct results *slot;
    enum flow_outcome *outcome;
};

static void run_one(void *context, int worker, int piece)
{
    struct batch *b = context;
    int replication = b->first + piece;
    const struct flow_options o = {.travellers = replication < b->r->travellers,
                                   .stop = b->r->stop};

    results_clear(&b->slot[piece]);
    b->outcome[piece] = flow_run(b->worker[worker], b->r->model, replication,
                                 &o, &b->slot[piece]);
}

static enum replicate_outcome hand_on(struct batch *b, int n,
                                      struct replicate_guard *guarded)
{
    for (int i = 0; i < n; i++) {
        switch (b->outcome[i]) {
        case FLOW_DONE:
            break;
        case FLOW_STOPPED:
            return REPLICATE_STOPPED;
        case FLOW_GUARD:
        case FLOW_GUARD_VISITS:
        case FLOW_GUARD_FAILURES:
            *guarded = (struct replicate_guard){b->first + i, b->outcome[i]};
            return REPLICATE_GUARD;
        case FLOW_MEMORY:
            return REPLICATE_MEMORY;
        }
        if (b->r->sink(b->r->context, &b->slot[i]))
            return REPLICATE_SINK;
    }
    return REPLICATE_DONE;
}

/*
 * What is handed on can be kept: so that a run which is killed loses little,
 * batches of long replications are as short as the threads allow.
 */
static int next_batch(int n, int least, int most, double seconds)
{
    if (seconds > BATCH_S)
        n /= 2;
    else if (seconds < BATCH_S / 4.0)
        n *= 2;
    return n < least ? least : n > most ? most : n;
}

static double seconds_since(const struct timespec *then)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) +
           1e-9 * (double)(now.tv_nsec - then->tv_nsec);
}

static enum replicate_outcome run_batches(struct batch *b, int slots,
                                          struct replicate_guard *guarded)
{
    const struct replicate *r = b->r;
    const int end = r->first + r->replications;
    int size = r->jobs < slots ? r->jobs : slots;

    for (b->first = r->first; b->first < end;) {
        int left = end - b->first;
        int n = left < size ? left : size;
        struct timespec begun;
        if (r->stop && *r->stop) /* short runs end before they ask */
            return REPLICATE_STOPPED;
        clock_gettime(CLOCK_MONOTONIC, &begun);
        if (workers_run(r->jobs, n, run_one, b))
            return REPLICATE_MEMORY;
        size = next_batch(size, r->jobs, slots, seconds_since(&begun));
        enum replicate_outcome outcome = hand_on(b, n, guarded);
        if (outcome != REPLICATE_DONE)
            return outcome;
        b->first += n;
    }
    return REPLICATE_DONE;
}

enum replicate_outcome replicate(const struct replicate *r,
                                 struct replicate_guard *guarded)
{
    int slots = r->jobs > 1 ? r->jobs * SLOTS_A_JOB : 1;
    struct batch b = {.r = r};
    enum replicate_outcome outcome = REPLICATE_MEMORY;
    bool ready;

    b.worker = calloc((size_t)r->jobs, sizeof(struct flow_worker *));
    b.slot = calloc((size_t)slots, sizeof *b.slot);
    b.outcome = calloc((size_t)slots, sizeof *b.outcome);
    ready = b.worker && b.slot && b.outcome;
    for (int i = 0; ready && i < r->jobs; i++)
        ready = (b.worker[i] = flow_worker_new()) != NULL;
    if (ready)
        outcome = run_batches(&b, slots, guarded);
    for (int i = 0; b.worker && i < r->jobs; i++)
        flow_worker_free(b.worker[i]);
    for (int i = 0; b.slot && i < slots; i++)
        results_release(&b.slot[i]);
    free(b.worker);
    free(b.slot);
    free(b.outcome);
    return outcome;
}
