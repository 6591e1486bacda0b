#ifndef SIM_IO_RESULTS_RESULTS_BLOCK_H
#define SIM_IO_RESULTS_RESULTS_BLOCK_H

#include <stdbool.h>

#include "sim/io/results/results_fields.h"
#include "sim/io/results/results_pack.h"

/*
 * results_block -- rows of one table, as columns: a chunk of each, first as it
 * is filled, then packed.
 *
 * Owns      its planes of bytes; release with results_block_free()
 * Errors    0; -1: memory is short
 */
struct results_block {
    const struct results_table *of;
    /* Bytes of equal place in their values, `room` of them: the lowest of
     * column 0, the next higher, ...; one more is for bytes between columns. */
    unsigned char *plane;
    unsigned short plane_of[RESULTS_MOST_FIELDS * sizeof(int64_t)]; /* row's */
    int planes;
    size_t held, room; /* rows */
    unsigned char *packed;
    size_t packed_room;
    struct {
        size_t at, bytes; /* in `packed` */
    } part[RESULTS_MOST_FIELDS];
    void *owner;
    struct results_block *next; /* of spare ones */
};

struct results_block *results_block_new(const struct results_table *of);
void results_block_free(struct results_block *b); /* NULL is fine */

/* Room for so many rows: the power of two that holds them, at least 16. */
int results_block_grow(struct results_block *b, size_t rows);

/* Copies as many rows as there is room for; returns how many. */
size_t results_block_add(struct results_block *b, const void *rows,
                         size_t row_size, size_t count);

/* Only the first rows, and room for them as if no more had come, but for
 * `least` at least: a power of two, as both were. */
void results_block_cut(struct results_block *b, size_t rows, size_t least);

/* The columns, filled up with zeros to the room. */
int results_block_pack(struct results_block *b, struct results_packer *p);

/* What was packed, in a block of its own without columns. NULL: memory. */
struct results_block *results_block_keep(const struct results_block *b);

#endif
