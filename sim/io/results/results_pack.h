#ifndef SIM_IO_RESULTS_RESULTS_PACK_H
#define SIM_IO_RESULTS_RESULTS_PACK_H

#include <stddef.h>

/*
 * results_pack -- a chunk of a column, shuffled already, as HDF5's filter would
 * deflate it, in a fraction of its time.
 *
 * Owns      what a packer holds: release it; a zeroed one is fine
 * Errors    0 bytes: memory is short
 * Threads   a packer belongs to one thread
 *
 * The bytes depend on the values alone (and on the version of libdeflate). Of
 * times in microseconds the lowest bytes are as good as random and the highest
 * come in long runs, and of small numbers some come more often than others: a
 * sample tells, and they are spared the search for repetitions, which is what
 * deflate spends its time on.
 */
struct results_packer {
    struct libdeflate_compressor *deflate;
};

enum { RESULTS_PACK_MOST = 65535 }; /* values of a chunk */

/* Most bytes that `count` values of `size` bytes can become. */
size_t results_pack_bound(size_t size, size_t count);

/* The lowest bytes of all values, the next higher ones, ...; returns how many
 * they have become in `out`. */
size_t results_pack(struct results_packer *p, const unsigned char *plane,
                    size_t size, size_t count, unsigned char *out);

void results_packer_release(struct results_packer *p);

#endif
