#ifndef SIM_IO_RESULTS_PARTIAL_H
#define SIM_IO_RESULTS_PARTIAL_H

#include <time.h>

#include "sim/io/results/shard.h"

/*
 * partial -- the folder OUT.partial/: what a run that is under way has
 * finished, as shards "FIRST-LAST.h5", so that another can go on from there.
 *
 * Model     docs/results-format.md, "Shards". A shard is complete or absent
 * Owns      the folder while it is open: one run at a time has its lock (the
 *           kernel's, so that it ends with the process)
 * Errors    0 or -1, reported to the diag (exit 4, but PARTIAL_FOREIGN)
 * Threads   one
 */
enum {
    PARTIAL_FOREIGN = -2 /* a shard of another run */
};

struct partial {
    char *folder;
    int lock; /* the folder, open; -1: it is not there */
    struct shard_run run;
    int every_s;
    int shards;
    struct partial_shard {
        int32_t first, count;
        char *path;
    } * shard; /* in order, without overlaps */
    /* finished, but in no shard yet */
    struct results held;
    int32_t held_first, held_count;
    /* not finished: pieces of one replication, or the shard that they go to
     * when they are too many to hold */
    struct results piece;
    struct results_writer *open;
    struct timespec since;
    int32_t added; /* replications in new shards, which are not in the list */
};

struct partial_options {
    bool resume, force;
    int every_s; /* a shard is written when so much time has passed */
};

/*
 * Looks for shards of this run (all borrowed, till the end). Without resume
 * it refuses when there are any, or with force removes them. A shard that is
 * damaged is named in a warning and removed.
 */
int partial_open(struct partial *p, const char *out,
                 const struct shard_run *run, const struct partial_options *how,
                 struct diag *d);

/* How many replications from `at` on, before `end`, are alike: all in shard
 * *k, or (*k is -1) in none. */
int32_t partial_stretch(const struct partial *p, int32_t at, int32_t end,
                        int *k);

/* Hand on replications of shard k, as shard_copy(). */
int partial_copy(const struct partial *p, int k, int32_t first, int32_t count,
                 const volatile int *stop, shard_take_fn *take, void *context,
                 struct diag *d);

/* Rows of a replication, all or a piece; `over`: it was finished. Writes a
 * shard when it is time to, and one of its own for a large replication. */
int partial_add(struct partial *p, int32_t replication,
                const struct results *rows, bool over, struct diag *d);

/* Pieces of a replication that is not over: they come again. */
void partial_forget(struct partial *p);

/* Write what is finished and in no shard yet. */
int partial_flush(struct partial *p, struct diag *d);

/* The final file is there: remove the folder and what we put in it. */
void partial_remove(struct partial *p);

/* Releases p and the lock; the folder stays. A zeroed p was never opened. */
void partial_close(struct partial *p);

#endif
