/* results_deflate -- stored blocks, and blocks of fixed codes or of their own
 * in which every match is with the byte before. */
#include "sim/io/results/results_deflate.h"

#include <string.h>

#include "sim/io/results/results_huffman.h"

enum { STORED = 0, FIXED = 1, OWN = 2 };     /* types of block */
enum { SHORTEST = 3, LONGEST = 258 };        /* matches */
enum { END_OF_BLOCK = 256, LENGTH_3 = 257 }; /* symbols beyond the bytes */

/* At most 56 bits. Whole bytes of them are out; what lies beyond is written
 * over. */
static inline void put(struct results_deflate *d, uint64_t value, unsigned bits)
{
    const bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

    d->bits |= value << d->count;
    d->count += bits;
    uint64_t bytes = little ? d->bits : __builtin_bswap64(d->bits);
    memcpy(d->out + d->at, &bytes, sizeof bytes);
    d->at += d->count / 8;
    d->bits >>= d->count / 8 * 8;
    d->count %= 8;
}

/* The fixed codes. */
static inline void put_symbol(struct results_deflate *d, unsigned symbol)
{
    if (symbol < 144)
        put(d, results_huffman_turn(0x30 + symbol, 8), 8);
    else if (symbol < 256)
        put(d, results_huffman_turn(0x190 + symbol - 144, 9), 9);
    else if (symbol < 280)
        put(d, results_huffman_turn(symbol - 256, 7), 7);
    else
        put(d, results_huffman_turn(0xc0 + symbol - 280, 8), 8);
}

/* Of a match: its symbol, and the bits that follow. */
struct length {
    unsigned symbol, value;
    unsigned extra; /* bits of value */
};

static struct length length_of(unsigned times)
{
    unsigned n = times - SHORTEST;

    if (times == LONGEST)
        return (struct length){285, 0, 0};
    if (n < 8)
        return (struct length){LENGTH_3 + n, 0, 0};
    unsigned extra = 29 - (unsigned)__builtin_clz(n);
    return (struct length){LENGTH_3 + 4 * (extra + 1) + (n >> extra & 3),
                           n & ((1u << extra) - 1), extra};
}

/* The byte before, so many times. */
static void put_match(struct results_deflate *d, unsigned times)
{
    struct length l = length_of(times);

    put_symbol(d, l.symbol);
    put(d, l.value, l.extra + 5); /* a distance of 1 is five bits 0 */
}

static void begin(struct results_deflate *d, unsigned type, bool last)
{
    put(d, last, 1);
    put(d, type, 2);
}

static void close_runs(struct results_deflate *d)
{
    if (d->open)
        put_symbol(d, END_OF_BLOCK);
    d->open = false;
}

void results_deflate_store(struct results_deflate *d, const unsigned char *from,
                           size_t count)
{
    const unsigned n = (unsigned)count;

    close_runs(d);
    begin(d, STORED, false);
    put(d, 0, (8 - d->count) % 8); /* to a whole byte */
    put(d, n & 0xffff, 16);
    put(d, ~n & 0xffff, 16);
    if (count) /* `from` may be NULL then */
        memcpy(d->out + d->at, from, count);
    d->at += count;
}

/* How often does the first byte come again? */
static size_t again(const unsigned char *from, size_t count)
{
    size_t n = 1;
    uint64_t same = from[0] * UINT64_C(0x0101010101010101), next;

    if (!memcmp(from, from + 1, count - 1)) /* to the end: many planes */
        return count - 1;
    for (; n + sizeof next <= count; n += sizeof next) {
        memcpy(&next, from + n, sizeof next);
        if (next != same)
            break;
    }
    while (n < count && from[n] == from[0])
        n++;
    return n - 1;
}

void results_deflate_runs(struct results_deflate *d, const unsigned char *from,
                          size_t count)
{
    if (!d->open)
        begin(d, FIXED, false);
    d->open = true;
    while (count > 0) {
        size_t times = again(from, count);

        put_symbol(d, from[0]);
        from += times + 1;
        count -= times + 1;
        for (; times >= LONGEST; times -= LONGEST)
            put_match(d, LONGEST);
        if (times >= SHORTEST)
            put_match(d, (unsigned)times);
        else
            for (; times > 0; times--)
                put_symbol(d, from[-1]);
    }
}

/* From `at` on: where does the byte before first come WORTH times again? Fewer
 * are not worth a match. `count` where it does not. */
enum { WORTH = 4 };

static size_t next_run(const unsigned char *from, size_t at, size_t count)
{
    for (; at + WORTH <= count; at++) {
        uint32_t next, before;

        memcpy(&next, from + at, sizeof next);
        memcpy(&before, from + at - 1, sizeof before);
        if (next == before)
            return at;
    }
    return count;
}

/* As often as one match can say. */
static unsigned run_at(const unsigned char *at, size_t left)
{
    unsigned n = WORTH, most = left < LONGEST ? (unsigned)left : LONGEST;

    while (n < most && at[n] == at[-1])
        n++;
    return n;
}

static void count_symbols(uint32_t times[HUFFMAN_MOST],
                          const unsigned char *from, size_t count)
{
    times[END_OF_BLOCK]++;
    times[from[0]]++;
    for (size_t at = 1; at < count;) {
        for (size_t run = next_run(from, at, count); at < run; at++)
            times[from[at]]++;
        if (at == count)
            return;
        unsigned n = run_at(from + at, count - at);
        times[length_of(n).symbol]++;
        at += n;
    }
}

/* Two at a time. */
static inline void put_two(struct results_deflate *d, struct results_code x,
                           struct results_code y)
{
    put(d, x.bits | (uint64_t)y.bits << x.count, (unsigned)x.count + y.count);
}

static void put_symbols(struct results_deflate *d,
                        const struct results_code *code,
                        const unsigned char *from, size_t count)
{
    struct results_deflate o = *d; /* in registers */
    static const struct results_code none = {0, 0};

    put_two(&o, code[from[0]], none);
    for (size_t at = 1; at < count;) {
        size_t run = next_run(from, at, count);
        for (; at + 1 < run; at += 2)
            put_two(&o, code[from[at]], code[from[at + 1]]);
        if (at < run)
            put_two(&o, code[from[at++]], none);
        if (at == count)
            break;
        unsigned n = run_at(from + at, count - at);
        struct length l = length_of(n);
        put_two(&o, code[l.symbol], none);
        put(&o, l.value, l.extra + 1); /* and the distance: a bit 0 */
        at += n;
    }
    put_two(&o, code[END_OF_BLOCK], none);
    *d = o;
}

/* How long the codes are, each length in four bits; that of distances is one
 * bit, for a distance of 1. */
static void put_lengths(struct results_deflate *d,
                        const struct results_code *code)
{
    enum { BITS = 4, LENGTHS = 19, REPEATS = 3 };

    put(d, HUFFMAN_MOST - 257, 5);
    put(d, 0, 5);
    put(d, LENGTHS - 4, 4);
    put(d, 0, REPEATS * 3); /* none of the symbols for repeated lengths */
    for (int i = REPEATS; i < LENGTHS; i++)
        put(d, BITS, 3);
    for (int i = 0; i < HUFFMAN_MOST; i++)
        put(d, results_huffman_turn(code[i].count, BITS), BITS);
    put(d, results_huffman_turn(1, BITS), BITS);
}

void results_deflate_codes(struct results_deflate *d, const unsigned char *from,
                           size_t count)
{
    uint32_t times[HUFFMAN_MOST] = {0};
    struct results_code code[HUFFMAN_MOST];

    close_runs(d);
    begin(d, OWN, false);
    count_symbols(times, from, count);
    results_huffman(times, code);
    put_lengths(d, code);
    put_symbols(d, code, from, count);
}

void results_deflate_align(struct results_deflate *d)
{
    close_runs(d);
    if (d->count)
        results_deflate_store(d, NULL, 0);
}

void results_deflate_end(struct results_deflate *d)
{
    close_runs(d);
    begin(d, FIXED, true);
    put_symbol(d, END_OF_BLOCK);
    put(d, 0, (8 - d->count) % 8);
}
