#ifndef SIM_IO_RESULTS_SHARD_H
#define SIM_IO_RESULTS_SHARD_H

#include "sim/io/results/results_file.h"

/*
 * shard -- a results file of a part of a run, and whether it is a part of this
 * one.
 *
 * Model     docs/results-format.md, "Shards"
 * Owns      nothing
 * Errors    0 or less, reported to the diag
 */
struct shard_run { /* borrowed */
    const struct results_about *about;
    const struct name_table *names;
};

/*
 * Is `found`, read from `path`, of this run: scenario, tables, seed, version,
 * options, names? Else -1, reported with the first thing that differs and
 * `mend`. A whole run is one from replication 0 on; what it kept of travellers
 * is not compared.
 */
int shard_agrees(const struct shard_run *run, const struct shard_run *found,
                 const char *path, const char *mend, struct diag *d);

/* Replications of the run that the file is of, or a part of. */
int32_t shard_total(const struct results_about *about);

/*
 * Is `path` what this run would leave, as a shard or as a whole? 1: yes; 0: it
 * is not there, or no results file, or may be replaced; -1: it is of another
 * run, reported.
 */
int shard_finished(const struct shard_run *run, const char *path, bool shard,
                   bool replace, struct diag *d);

/* Takes rows of whole replications, in order; nonzero stops. */
typedef int shard_take_fn(void *context, const struct results *rows);

/*
 * Hand on replications [first, first + count) of an open shard. *stop, where
 * it is not NULL, is asked in between. 0; -1, reported; 1: taker or *stop.
 */
int shard_copy(struct results_reader *r, int32_t first, int32_t count,
               const volatile int *stop, shard_take_fn *take, void *context,
               struct diag *d);

#endif
