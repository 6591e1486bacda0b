#ifndef ANALYSIS_BINS_H
#define ANALYSIS_BINS_H

#include <stddef.h>
#include <stdint.h>

/*
 * bins -- quantiles of waits that the results hold as bins with counts.
 *
 * Model     the value of the nearest rank; the k-th of the c waits of a bin is
 *           taken to lie at from + (to - from) (k - 1/2) / c
 * Units     us
 * Owns      nothing
 * Errors    none; no waits give NaN
 * Threads   pure
 */
struct bin {
    int64_t key; /* whose: station, interval, replication ... packed by the
                    caller */
    int64_t from, to;
    int64_t persons;
};

/* By key, then by from. */
void bins_sort(struct bin *b, size_t count);

/* First bin at or after `at` of another key than b[at]; `count` at the end. */
size_t bins_next(const struct bin *b, size_t count, size_t at);

/* Of sorted bins of one key (bins may repeat: classes of one station). `most`:
 * the longest wait that was seen, which no answer exceeds; NaN: unknown. */
double bins_quantile(const struct bin *b, size_t count, double p, double most);

/* Waits longer than the limit; a bin across it is parted evenly, up to the
 * longest wait (NaN: unknown). */
double bins_over(const struct bin *b, size_t count, int64_t limit, double most);

#endif
