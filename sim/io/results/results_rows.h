#ifndef SIM_IO_RESULTS_RESULTS_ROWS_H
#define SIM_IO_RESULTS_RESULTS_ROWS_H

#include <hdf5.h>
#include <stddef.h>

#include "sim/io/results/results_fields.h"
#include "sim/io/results/results_file.h"

/*
 * results_rows -- columns of an open file back to an array of row structs.
 *
 * Units     as in sim/ledger/tables.h; a column with another unit is refused
 * Owns      nothing; the rows are the caller's to free()
 * Errors    ROWS_WRONG: the table or *column is not there, is not as this
 *           program knows it, or cannot be read; ROWS_NO_MEMORY
 */
enum { ROWS_WRONG = -1, ROWS_NO_MEMORY = -2 };

/* Rows [from, from + count) of a table. */
struct results_part {
    size_t from, count;
};

/* part NULL: all rows. */
int results_rows_read(hid_t file, enum result_table t,
                      const struct results_part *part, void **rows,
                      size_t *count, const char **column);

/* One column, lent piece by piece; 0 or as above. */
int results_rows_column(hid_t file, enum result_table t, int column,
                        results_values_fn *take, void *context);

#endif
