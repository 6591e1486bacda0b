#ifndef SIM_IO_RESULTS_RESULTS_COLUMNS_H
#define SIM_IO_RESULTS_RESULTS_COLUMNS_H

#include <hdf5.h>

#include "sim/io/results/results_driver.h"
#include "sim/io/results/results_fields.h"

/*
 * results_columns -- one table on its way into the file: rows are turned into
 * columns and written in whole chunks.
 *
 * Units     as in sim/ledger/tables.h
 * Owns      buffers and HDF5 identifiers; release with
 *           results_columns_release() in every case (a zeroed one is fine)
 * Errors    0; -1: HDF5 failed, memory is short, or the driver kept an error
 *
 * A table that fits in one chunk gets a chunk of its own size, so that small
 * runs leave small files. What is written, and when, depends on the rows alone.
 */
struct results_columns {
    struct results_table of;
    const struct results_driver *driver;
    hid_t group;
    hid_t set[RESULTS_MOST_FIELDS];             /* 0: not there yet */
    unsigned char *buffer[RESULTS_MOST_FIELDS]; /* rows not yet written */
    size_t held, room;                          /* rows */
    hsize_t written;                            /* rows */
};

/* Makes the table's group below `file`. */
int results_columns_open(struct results_columns *c, hid_t file,
                         enum result_table t,
                         const struct results_driver *driver);

int results_columns_add(struct results_columns *c, const void *rows,
                        size_t row_size, size_t count);

/* Writes what is still held. */
int results_columns_finish(struct results_columns *c);

void results_columns_release(struct results_columns *c);

#endif
