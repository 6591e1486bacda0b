#ifndef SIM_ENGINE_HISTOGRAM_H
#define SIM_ENGINE_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/quantity.h"

/*
 * histogram -- integer log-linear counts: 2^sub_bits bins an octave, exact
 * below 2^sub_bits us. Many histograms share one pool of pages, so that memory
 * follows the bins that hold something.
 *
 * Units     values in us, 0 <= value <= SIMTIME_MOST
 * Owns      the pool owns the pages; a directory belongs to the caller
 * Errors    when memory is short pool.failed is set and counts are lost
 */
struct histogram_pool {
    uint32_t *count; /* pages of 2^page_bits counts; page 0 is never used */
    size_t pages, capacity;
    uint32_t
        spare; /* a page that was given back, which names the next; 0: none */
    int sub_bits, page_bits;
    bool failed;
};

/* Bin of a value, and the values that a bin holds. */
static inline size_t histogram_bin(int sub_bits, simtime value)
{
    uint64_t v = (uint64_t)value;
    int e = (__builtin_clzll(v | 1) ^ 63) - sub_bits;

    return e <= 0 ? (size_t)v : ((size_t)e << sub_bits) + (size_t)(v >> e);
}
simtime histogram_from(int sub_bits, size_t bin);
simtime histogram_to(int sub_bits, size_t bin);

/* Entries of a directory; each is a page number, 0: none yet. */
size_t histogram_directory(const struct histogram_pool *p);

/* Make the pool empty, keep its memory. */
void histogram_pool_clear(struct histogram_pool *p);
void histogram_pool_release(struct histogram_pool *p);

/* A new zeroed page, or 0 with p->failed. */
uint32_t histogram_page(struct histogram_pool *p);

/* One more in a bin; page_bits: those of the pool. */
static inline void histogram_count(struct histogram_pool *p, int page_bits,
                                   uint32_t *directory, size_t bin)
{
    uint32_t *page = &directory[bin >> page_bits];

    if (!*page && !(*page = histogram_page(p)))
        return;
    p->count[((size_t)*page << page_bits) +
             (bin & (((size_t)1 << page_bits) - 1))]++;
}

static inline void histogram_add(struct histogram_pool *p, uint32_t *directory,
                                 simtime value)
{
    histogram_count(p, p->page_bits, directory,
                    histogram_bin(p->sub_bits, value));
}

/*
 * Histograms that rest: bins and counts in two or three bytes each. A part
 * begins with the place of an earlier part of the same histogram, 0: none.
 */
struct histogram_tape {
    unsigned char *byte;
    size_t count, capacity;
    bool failed; /* memory was short */
};

/* Moves the counts to the tape, the pages back to the pool; the directory is
 * empty again. Returns the place of the part, or 0 with tape->failed. */
uint32_t histogram_wind(struct histogram_pool *p, uint32_t *directory,
                        struct histogram_tape *tape, uint32_t earlier);

/* Empties the directory; the pages go back. */
void histogram_clear(struct histogram_pool *p, uint32_t *directory);

/* Adds what stands there to the directory. */
void histogram_unwind(struct histogram_pool *p, uint32_t *directory,
                      const struct histogram_tape *tape, uint32_t at);

void histogram_tape_release(struct histogram_tape *tape);

/* The counts of directory entry k, NULL where it has no page. */
static inline const uint32_t *histogram_counts(const struct histogram_pool *p,
                                               const uint32_t *directory,
                                               size_t k)
{
    return directory[k] ? p->count + ((size_t)directory[k] << p->page_bits)
                        : NULL;
}

#endif
