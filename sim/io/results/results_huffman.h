#ifndef SIM_IO_RESULTS_RESULTS_HUFFMAN_H
#define SIM_IO_RESULTS_RESULTS_HUFFMAN_H

#include <stdint.h>

/*
 * results_huffman -- the codes of a deflate block (RFC 1951, 3.2.2) from how
 * often each symbol comes.
 *
 * Owns      nothing
 * Errors    none
 */
enum { HUFFMAN_MOST = 286, HUFFMAN_LONGEST = 15 }; /* symbols; bits */

struct results_code {
    uint16_t bits; /* the first one lowest */
    uint8_t count; /* of them; 0: the symbol does not come */
};

/* At least two symbols come, none 2^23 times. */
void results_huffman(const uint32_t times[HUFFMAN_MOST],
                     struct results_code code[HUFFMAN_MOST]);

/* The lowest `count` bits (16 at most) from last to first. */
static inline unsigned results_huffman_turn(unsigned bits, unsigned count)
{
    bits = (bits & 0x5555) << 1 | (bits & 0xaaaa) >> 1;
    bits = (bits & 0x3333) << 2 | (bits & 0xcccc) >> 2;
    bits = (bits & 0x0f0f) << 4 | (bits & 0xf0f0) >> 4;
    bits = (bits & 0x00ff) << 8 | (bits & 0xff00) >> 8;
    return bits >> (16 - count);
}

#endif
