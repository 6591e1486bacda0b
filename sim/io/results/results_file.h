#ifndef SIM_IO_RESULTS_RESULTS_FILE_H
#define SIM_IO_RESULTS_RESULTS_FILE_H

#include <stdbool.h>

#include "models/diag.h"
#include "sim/ledger/results.h"

/*
 * results_file -- the HDF5 file that a run leaves: docs/results-format.md.
 *
 * Units     as in sim/ledger/tables.h; every column carries its own
 * Owns      what it opened; close in every case
 * Errors    0 or -1, reported to the diag (exit 4). The final name is absent,
 *           old or complete at every moment
 * Threads   one: HDF5 is not thread-safe
 */
struct results_writer;

struct results_about {
    const char *version; /* of the program */
    const char *scenario_id;
    const char *scenario; /* resolved text */
    uint64_t seed;
    int32_t replications; /* in the file */
    /* A shard: a part of a run of `of` replications, from the `first` on,
     * in whose first `travellers` travellers are kept. of 0: a whole run. */
    struct results_shard {
        int32_t first, of, travellers;
    } shard;
    int64_t start_utc_us; /* time 0, since 1970 */
    int64_t duration_us, interval_us, warm_up_us;
    uint64_t quantile_digest; /* of all quantile tables of the model */
    int files;                /* tables and includes: names and SHA-256 */
    const struct results_input {
        const char *name;
        unsigned char sha256[32];
    } * file;
};

/* Refuses to replace an existing file unless force. */
int results_writer_open(struct results_writer **w, const char *path, bool force,
                        const struct results_about *about,
                        const struct name_table *names, struct diag *d);

/* Append rows; call in order of replications. A replication may come in pieces;
 * its row of `replications` ends it. */
int results_writer_add(struct results_writer *w, const struct results *r,
                       struct diag *d);

/* The pieces of a replication that is not over, all of them unproven, are
 * forgotten: it comes again. */
void results_writer_forget(struct results_writer *w);

/* Digest, user block, fsync, rename. Frees w, whatever happens. */
int results_writer_close(struct results_writer *w, struct diag *d);

/* Give up: nothing stays under either name. Frees w. */
void results_writer_abandon(struct results_writer *w);

struct results_reader;

/* Opens once, verifies the digest, refuses an unknown major version.
 * RESULTS_DAMAGED: can be read, but is no (whole) results file. */
enum { RESULTS_DAMAGED = -2 };
int results_reader_open(struct results_reader **r, const char *path,
                        struct diag *d);
void results_reader_close(struct results_reader *r);

/* All rows of a table as an array of struct stem_row, malloc'd: free() it. */
int results_reader_rows(struct results_reader *r, enum result_table t,
                        void **rows, size_t *count, struct diag *d);

/* The same of replications only, from `first` on, in their order and no more
 * than `most`: as many as are a few megabytes, at least one; *n of them. */
int results_reader_some(struct results_reader *r, int32_t first, int32_t most,
                        struct results *out, int32_t *n, struct diag *d);

/* Lends the values of a column piece by piece. */
typedef void results_values_fn(void *context, const void *value, size_t count);
int results_reader_column(struct results_reader *r, enum result_table t,
                          int column, results_values_fn *take, void *context,
                          struct diag *d);

/* Borrowed; valid until close. */
const struct name_table *results_reader_names(const struct results_reader *r);
const struct results_about *
results_reader_about(const struct results_reader *r);

#endif
