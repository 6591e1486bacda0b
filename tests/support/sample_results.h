#ifndef TESTS_SUPPORT_SAMPLE_RESULTS_H
#define TESTS_SUPPORT_SAMPLE_RESULTS_H

#include "sim/io/results/results_file.h"

/*
 * sample_results -- rows whose every value follows from table, column and row
 * by a rule that tests/sim/read_results.py knows, too.
 *
 * Owns      nothing; the rows are the caller's to release
 */
enum { SAMPLE_REPLICATIONS = 3 };

/* Rows that a replication adds to a table: one table stays empty, two
 * are longer than a chunk of the file. */
size_t sample_count(enum result_table t);

/* Add the rows of one replication. */
void sample_add(struct results *r, int replication);

extern const struct results_about sample_about;
extern const struct name_table sample_names;

/* All replications, each in a call of its own. 0, or -1 with text in d. */
int sample_write(const char *path, bool force, struct diag *d);

#endif
