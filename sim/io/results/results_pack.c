/* results_pack -- byte planes, of which those without a pattern are stored,
 * runs are counted, others have codes of their own and those with repeats are
 * deflated: one zlib stream, which any HDF5 can read. */
#include "sim/io/results/results_pack.h"

#include <assert.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_deflate.h"

enum {
    LEVEL = 1, /* higher ones cost time and save next to nothing */
    HEAD = 2,  /* bytes of a zlib stream before its blocks, */
    TAIL = 4   /* and after them */
};

size_t results_pack_bound(size_t size, size_t count)
{
    size_t bytes = size * count;

    return HEAD + libdeflate_deflate_compress_bound(NULL, bytes) + bytes / 8 +
           size * RESULTS_DEFLATE_CALL + TAIL;
}

enum look {
    NOISE,   /* each byte is as likely as the other */
    RUNS,    /* of one in eight at most the next is another */
    SYMBOLS, /* some come more often than others */
    REPEATS  /* what came comes again, some way on */
};

enum { SAMPLE = 512, FEW = 4 * SAMPLE };

/* Do half of some pieces of a plane, which are no runs, soon come again? */
static bool is_repeated(const unsigned char *plane, size_t count)
{
    enum { PIECES = 8, PIECE = 32, SOON = 512 };
    int found = 0;

    for (size_t i = 0; i < PIECES; i++) {
        const unsigned char *at = plane + i * (count - SOON - PIECE) / PIECES;
        bool same = !memcmp(at, at + 1, PIECE - 1);
        for (int d = 1; !same && d <= SOON; d++)
            if (!memcmp(at, at + d, 8) && !memcmp(at, at + d, PIECE)) {
                found++;
                break;
            }
    }
    return found >= PIECES / 2;
}

/*
 * What a sample says of a plane; few bytes are always searched.
 *
 * Of random bytes the squares of how often each comes in a sample of n sum up
 * to n + n (n - 1) / 256, give or take 45.
 */
static enum look look_at(const unsigned char *plane, size_t count)
{
    enum { EXPECTED = SAMPLE + SAMPLE * (SAMPLE - 1) / 256 };
    uint16_t times[256] = {0};
    unsigned sum = 0, changes = 0;

    if (count < FEW)
        return REPEATS;
    if (!memcmp(plane, plane + 1, count - 1))
        return RUNS;
    for (size_t i = 0; i < SAMPLE; i++) {
        const unsigned char *at = plane + i * count / SAMPLE;
        times[at[0]]++;
        changes += at[0] != at[1];
    }
    if (changes <= SAMPLE / 8)
        return RUNS;
    for (int i = 0; i < 256; i++)
        sum += (unsigned)times[i] * times[i];
    if (sum < EXPECTED + 180)
        return NOISE;
    return is_repeated(plane, count) ? REPEATS : SYMBOLS;
}

/* From the first plane on that has repeats, deflate searches. */
static size_t pack(struct results_packer *p, const unsigned char *plane,
                   size_t size, size_t count, unsigned char *out)
{
    const size_t bytes = size * count, bound = results_pack_bound(size, count);
    struct results_deflate d = {.out = out, .at = HEAD};
    uint32_t sum = libdeflate_adler32(1, plane, bytes);
    const unsigned char *end = plane + bytes;
    enum look look = SYMBOLS;

    out[0] = 0x78; /* deflate, a window of 32 KB */
    out[1] = 0x01; /* fast; makes both a multiple of 31 */
    for (; plane < end && (look = look_at(plane, count)) != REPEATS;
         plane += count) {
        if (look == NOISE)
            results_deflate_store(&d, plane, count);
        else if (look == RUNS)
            results_deflate_runs(&d, plane, count);
        else
            results_deflate_codes(&d, plane, count);
    }
    if (plane < end) {
        results_deflate_align(&d);
        size_t packed = libdeflate_deflate_compress(
            p->deflate, plane, (size_t)(end - plane), out + d.at,
            bound - TAIL - d.at);
        assert(packed > 0);
        d.at += packed;
    } else {
        results_deflate_end(&d);
    }
    for (int i = 0; i < TAIL; i++)
        out[d.at++] = (unsigned char)(sum >> (24 - 8 * i));
    return d.at;
}

size_t results_pack(struct results_packer *p, const unsigned char *plane,
                    size_t size, size_t count, unsigned char *out)
{
    assert(count <= RESULTS_PACK_MOST);
    if (!p->deflate)
        p->deflate = libdeflate_alloc_compressor(LEVEL);
    return p->deflate ? pack(p, plane, size, count, out) : 0;
}

void results_packer_release(struct results_packer *p)
{
    if (p->deflate)
        libdeflate_free_compressor(p->deflate);
    *p = (struct results_packer){0};
}
