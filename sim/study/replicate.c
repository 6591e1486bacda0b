/* replicate -- replications in batches: workers fill slots, and hand them on
 * when it is their turn. Memory follows the batch, not the replications; of one
 * that is large, what is handed on piece by piece while it runs. */
#include "sim/study/replicate.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "sim/engine/workers.h"

enum {
    SLOTS_A_JOB = 4,
    BATCH_S = 10,         /* seconds that a batch should not exceed */
    WAIT_MOST = 128 << 20 /* bytes that a replication holds before its turn */
};

struct batch {
    const struct replicate *r;
    int first;
    int threads; /* of each replication: what others leave free */
    struct flow_worker **worker; /* one a job */
    struct slot {
        struct batch *batch;
        struct results rows;
        enum flow_outcome outcome;
        bool over;  /* the replication is; rows and outcome wait */
        bool given; /* some of its rows */
    } * slot;
    /* Under the lock; whose turn it is has the sink for itself. */
    pthread_mutex_t lock;
    pthread_cond_t change;
    int slots, turn;
    enum replicate_outcome outcome;
    struct replicate_guard *guarded;
};

static void end(struct batch *b, enum replicate_outcome outcome)
{
    pthread_mutex_lock(&b->lock);
    b->outcome = outcome;
    pthread_cond_broadcast(&b->change);
    pthread_mutex_unlock(&b->lock);
}

/* Give rows to the sink; it is the turn of their slot. */
static int give(struct batch *b, struct results *rows)
{
    int refused = b->r->sink(b->r->context, rows);

    results_clear(rows);
    if (refused)
        end(b, REPLICATE_SINK);
    return refused;
}

/* Rows while the replication runs: on with them, or let them wait. */
static int take(void *context, struct results *rows)
{
    struct slot *s = context;
    struct batch *b = s->batch;
    int number = (int)(s - b->slot);

    pthread_mutex_lock(&b->lock);
    if (results_bytes(rows) >= WAIT_MOST)
        while (b->turn != number && b->outcome == REPLICATE_DONE)
            pthread_cond_wait(&b->change, &b->lock);
    bool turn = b->turn == number, over = b->outcome != REPLICATE_DONE;
    pthread_mutex_unlock(&b->lock);
    s->given |= turn;
    return over ? -1 : turn ? give(b, rows) : 0;
}

/* What has been given is still the sink's last: the turn does not go on before
 * the replication is over. */
static void forget(void *context)
{
    struct slot *s = context;

    if (s->given)
        s->batch->r->forget(s->batch->r->context);
    s->given = false;
}

static enum replicate_outcome outcome_of(const struct batch *b,
                                         const struct slot *s)
{
    switch (s->outcome) {
    case FLOW_DONE:
        return REPLICATE_DONE;
    case FLOW_STOPPED:
        return REPLICATE_STOPPED;
    case FLOW_REFUSED:
        return REPLICATE_SINK;
    case FLOW_GUARD:
    case FLOW_GUARD_VISITS:
    case FLOW_GUARD_FAILURES:
        *b->guarded =
            (struct replicate_guard){b->first + (int)(s - b->slot), s->outcome};
        return REPLICATE_GUARD;
    case FLOW_MEMORY:
        break;
    }
    return REPLICATE_MEMORY;
}

/* The replication of the slot is over. Whose turn it is hands on its rows, and
 * those of all after it that wait. */
static void hand_on(struct batch *b, struct slot *s)
{
    pthread_mutex_lock(&b->lock);
    s->over = true;
    bool mine = b->turn == s - b->slot && b->outcome == REPLICATE_DONE;
    pthread_mutex_unlock(&b->lock);
    while (mine) {
        enum replicate_outcome outcome = outcome_of(b, s);
        if (outcome != REPLICATE_DONE) {
            end(b, outcome);
            return;
        }
        if (give(b, &s->rows))
            return;
        pthread_mutex_lock(&b->lock);
        s->over = false;
        s++;
        b->turn++;
        mine = b->turn < b->slots && s->over;
        pthread_cond_broadcast(&b->change);
        pthread_mutex_unlock(&b->lock);
    }
}

static void run_one(void *context, int worker, int piece)
{
    struct batch *b = context;
    struct slot *s = &b->slot[piece];
    int replication = b->first + piece;
    const struct flow_options o = {.travellers = replication < b->r->travellers,
                                   .stop = b->r->stop,
                                   .take = take,
                                   .forget = b->r->forget ? forget : NULL,
                                   .context = s,
                                   .threads = b->threads};

    results_clear(&s->rows);
    s->batch = b;
    s->given = false;
    s->outcome =
        flow_run(b->worker[worker], b->r->model, replication, &o, &s->rows);
    hand_on(b, s);
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

static enum replicate_outcome run_batches(struct batch *b)
{
    const struct replicate *r = b->r;
    const int end = r->first + r->replications;
    int size = r->jobs < b->slots ? r->jobs : b->slots;

    for (b->first = r->first; b->first < end;) {
        int left = end - b->first;
        int n = left < size ? left : size;
        struct timespec begun;
        if (r->stop && *r->stop) /* short runs end before they ask */
            return REPLICATE_STOPPED;
        b->threads = r->jobs / n;
        clock_gettime(CLOCK_MONOTONIC, &begun);
        b->turn = 0;
        if (workers_run(r->jobs, n, run_one, b))
            return REPLICATE_MEMORY;
        size = next_batch(size, r->jobs, b->slots, seconds_since(&begun));
        if (b->outcome != REPLICATE_DONE)
            return b->outcome;
        b->first += n;
    }
    return REPLICATE_DONE;
}

static bool make(struct batch *b)
{
    int jobs = b->r->jobs;

    b->worker = calloc((size_t)jobs, sizeof(struct flow_worker *));
    b->slot = calloc((size_t)b->slots, sizeof *b->slot);
    bool ready = b->worker && b->slot;
    for (int i = 0; ready && i < jobs; i++)
        ready = (b->worker[i] = flow_worker_new()) != NULL;
    return ready;
}

static void release(struct batch *b)
{
    for (int i = 0; b->worker && i < b->r->jobs; i++)
        flow_worker_free(b->worker[i]);
    for (int i = 0; b->slot && i < b->slots; i++)
        results_release(&b->slot[i].rows);
    free(b->worker);
    free(b->slot);
}

enum replicate_outcome replicate(const struct replicate *r,
                                 struct replicate_guard *guarded)
{
    struct batch b = {.r = r,
                      .slots = r->jobs > 1 ? r->jobs * SLOTS_A_JOB : 1,
                      .outcome = REPLICATE_DONE,
                      .guarded = guarded};
    enum replicate_outcome outcome = REPLICATE_MEMORY;

    if (pthread_mutex_init(&b.lock, NULL))
        return outcome;
    if (pthread_cond_init(&b.change, NULL) == 0) {
        if (make(&b))
            outcome = run_batches(&b);
        release(&b);
        pthread_cond_destroy(&b.change);
    }
    pthread_mutex_destroy(&b.lock);
    return outcome;
}
