#ifndef SIM_IO_RESULTS_RESULTS_PACK_H
#define SIM_IO_RESULTS_RESULTS_PACK_H

#include <stddef.h>

/*
 * results_pack -- a chunk of a column as HDF5's filters shuffle and deflate
 * would leave it, in a fifth of their time.
 *
 * Owns      what a packer holds: release it; a zeroed one is fine
 * Errors    0 bytes: memory is short
 * Threads   a packer belongs to one thread
 *
 * The bytes depend on the values alone (and on the version of libdeflate). Of
 * times in microseconds the lowest bytes are as good as random and the highest
 * come in long runs: a sample tells, and they are spared the search for
 * repetitions, which is what deflate spends its time on.
 */
struct results_packer {
    struct libdeflate_compressor *deflate;
    unsigned char *plane; /* the chunk, shuffled */
    size_t room;          /* bytes of `plane` */
};

enum { RESULTS_PACK_MOST = 65535 }; /* values of a chunk */

/* Most bytes that `count` values of `size` bytes can become. */
size_t results_pack_bound(size_t size, size_t count);

/* Returns how many they have become in `out`. */
size_t results_pack(struct results_packer *p, const unsigned char *value,
                    size_t size, size_t count, unsigned char *out);

void results_packer_release(struct results_packer *p);

#endif
