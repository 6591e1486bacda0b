#ifndef SIM_IO_RESULTS_RESULTS_DEFLATE_H
#define SIM_IO_RESULTS_RESULTS_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * results_deflate -- blocks of a deflate stream (RFC 1951) for bytes of which
 * it is known how they go: without a pattern, in long runs, or some more often
 * than others. Nothing is looked for but how often a byte comes again at once.
 *
 * Owns      nothing: `out` is the caller's, with room enough (9 bits a byte and
 *           RESULTS_DEFLATE_CALL bytes a call)
 * Errors    none
 */
struct results_deflate {
    unsigned char *out;
    size_t at;      /* whole bytes in `out` */
    uint64_t bits;  /* that follow, the first one lowest */
    unsigned count; /* of them, below 8 between calls */
    bool open;      /* a block of runs */
};

enum { RESULTS_DEFLATE_CALL = 192 };

/* As they are; at most 65,535. */
void results_deflate_store(struct results_deflate *d, const unsigned char *from,
                           size_t count);

/* A byte, and how often it comes again. */
void results_deflate_runs(struct results_deflate *d, const unsigned char *from,
                          size_t count);

/* The same, in a block with codes of its own: short ones for what comes often.
 * At most 65,535, at least one. */
void results_deflate_codes(struct results_deflate *d, const unsigned char *from,
                           size_t count);

/* Ends what is open at a whole byte: a block of somebody else's may follow. */
void results_deflate_align(struct results_deflate *d);

/* No block follows. */
void results_deflate_end(struct results_deflate *d);

#endif
