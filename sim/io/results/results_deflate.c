/* results_deflate -- stored blocks, and blocks of fixed codes in which every
 * match is with the byte before. */
#include "sim/io/results/results_deflate.h"

#include <string.h>

enum { STORED = 0, FIXED = 1 };              /* types of block */
enum { SHORTEST = 3, LONGEST = 258 };        /* matches */
enum { END_OF_BLOCK = 256, LENGTH_3 = 257 }; /* symbols beyond the bytes */

static void put(struct results_deflate *d, unsigned value, int bits)
{
    d->bits |= (uint64_t)value << d->count;
    d->count += bits;
    for (; d->count >= 8; d->count -= 8) {
        d->out[d->at++] = (unsigned char)d->bits;
        d->bits >>= 8;
    }
}

/* Codes go with their highest bit first. */
static void put_code(struct results_deflate *d, unsigned code, int bits)
{
    unsigned turned = 0;

    for (int i = 0; i < bits; i++)
        turned |= (code >> i & 1) << (bits - 1 - i);
    put(d, turned, bits);
}

static void put_symbol(struct results_deflate *d, unsigned symbol)
{
    if (symbol < 144)
        put_code(d, 0x30 + symbol, 8);
    else if (symbol < 256)
        put_code(d, 0x190 + symbol - 144, 9);
    else if (symbol < 280)
        put_code(d, symbol - 256, 7);
    else
        put_code(d, 0xc0 + symbol - 280, 8);
}

/* The byte before, so many times. */
static void put_match(struct results_deflate *d, unsigned times)
{
    unsigned n = times - SHORTEST;

    if (times == LONGEST) {
        put_symbol(d, 285);
    } else if (n < 8) {
        put_symbol(d, LENGTH_3 + n);
    } else {
        int extra = 29 - __builtin_clz(n); /* bits */
        put_symbol(d, LENGTH_3 + 4 * (unsigned)(extra + 1) + (n >> extra & 3));
        put(d, n & ((1u << extra) - 1), extra);
    }
    put_code(d, 0, 5); /* a distance of 1 */
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
