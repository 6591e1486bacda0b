#ifndef SIM_IO_RESULTS_RESULTS_COLUMNS_H
#define SIM_IO_RESULTS_RESULTS_COLUMNS_H

#include <hdf5.h>

#include "sim/io/results/results_driver.h"
#include "sim/io/results/results_press.h"

/*
 * results_columns -- one table on its way into the file: rows are turned into
 * columns, packed by the press and written in whole chunks.
 *
 * Units     as in sim/ledger/tables.h
 * Owns      blocks and HDF5 identifiers; release with
 *           results_columns_release() in every case (a zeroed one is fine)
 * Errors    0; -1: HDF5 failed, memory is short, or the driver kept an error
 *
 * A table that fits in one chunk gets a chunk of its own size, so that small
 * runs leave small files. What is written, and in which order, depends on the
 * rows alone, not on when the press is done.
 */
struct results_columns {
    struct results_table of;
    const struct results_driver *driver;
    struct results_press *press; /* of all tables */
    hid_t group;
    hid_t set[RESULTS_MOST_FIELDS]; /* 0: not there yet */
    struct results_block *block;    /* that is filled; NULL: none yet */
    struct results_block *spare;
    struct results_block *kept, *kept_last; /* packed, not yet written */
    bool at_once;   /* chunks are written as they come, else they are kept */
    bool unproven;  /* what comes may be forgotten: all is kept */
    size_t settled; /* rows of the block from before the last flush */
    struct results_block *first; /* that block, when it is full: its columns
                                    stay while rows may be forgotten */
    bool many;                   /* chunks, all as large */
    hsize_t written;             /* rows */
};

/* Makes the table's group below `file`. Of one that is written at_once the
 * chunks go into the file as soon as they are packed. */
int results_columns_open(struct results_columns *c, hid_t file,
                         enum result_table t, bool at_once,
                         struct results_press *press,
                         const struct results_driver *driver);

int results_columns_add(struct results_columns *c, const void *rows,
                        size_t row_size, size_t count);

/* Empties the press, of whichever table it holds chunks. */
int results_columns_drain(struct results_press *press);

/* Writes the chunks that were kept; the press has been drained. */
int results_columns_flush(struct results_columns *c);

/* The same, but nothing in it is needed any more. */
void results_columns_discard(struct results_press *press);

/* Rows since the last flush, all of them unproven, never came. */
void results_columns_forget(struct results_columns *c);

/* Writes what is still held, too. */
int results_columns_finish(struct results_columns *c);

void results_columns_release(struct results_columns *c);

#endif
