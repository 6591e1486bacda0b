#ifndef SIM_IO_RESULTS_MERGE_H
#define SIM_IO_RESULTS_MERGE_H

#include "models/diag.h"

/*
 * merge -- the shards of a run to one results file, the same to the byte as if
 * the run had been made at once.
 *
 * Owns      nothing
 * Errors    0; MERGE_WRONG: shards overlap, some are missing, or one is of
 *           another run; MERGE_FAILED: a file cannot be read or written. All
 *           reported; then there is no file
 */
enum { MERGE_WRONG = -2, MERGE_FAILED = -1 };

/* Shards in any order; *stop becomes nonzero: give up (1). */
int merge_shards(const char *const *path, int paths, const char *out,
                 bool force, const volatile int *stop, struct diag *d);

#endif
