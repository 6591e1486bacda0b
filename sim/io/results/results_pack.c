/* results_pack -- byte planes, of which those without a pattern are stored,
 * runs are counted and the others deflated: one zlib stream, which any HDF5 can
 * read.
 */
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
    TAIL = 4,  /* after them, */
    PLANE = 16 /* and of a plane beyond 9 bits for each of its own */
};

size_t results_pack_bound(size_t size, size_t count)
{
    size_t bytes = size * count;

    return HEAD + libdeflate_deflate_compress_bound(NULL, bytes) + bytes / 8 +
           size * PLANE + TAIL;
}

/* As the filter shuffle does of little-endian values: the first bytes of all of
 * them, the second ... */
static void shuffle(unsigned char *restrict to,
                    const unsigned char *restrict from, size_t size,
                    size_t count)
{
    const size_t little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

    for (size_t b = 0; b < size; b++) {
        const unsigned char *first = from + (little ? b : size - 1 - b);
        for (size_t i = 0; i < count; i++)
            to[b * count + i] = first[i * size];
    }
}

/* What a sample says of a plane. */
enum look { NOISE, RUNS, OTHER };

/*
 * Random bytes: the squares of how often each comes in a sample of n sum up to
 * n + n (n - 1) / 256 where all are as likely, give or take 45. Runs: one byte
 * in eight at most differs from the next.
 */
static enum look look_at(const unsigned char *plane, size_t count)
{
    enum { SAMPLE = 512, EXPECTED = SAMPLE + SAMPLE * (SAMPLE - 1) / 256 };
    uint16_t times[256] = {0};
    unsigned sum = 0, changes = 0;

    if (count < 4 * SAMPLE)
        return OTHER;
    for (size_t i = 0; i < SAMPLE; i++) {
        const unsigned char *at = plane + i * count / SAMPLE;
        times[at[0]]++;
        changes += at[0] != at[1];
    }
    if (changes <= SAMPLE / 8)
        return RUNS;
    for (int i = 0; i < 256; i++)
        sum += (unsigned)times[i] * times[i];
    return sum < EXPECTED + 180 ? NOISE : OTHER;
}

static bool make_room(struct results_packer *p, size_t bytes)
{
    if (!p->deflate)
        p->deflate = libdeflate_alloc_compressor(LEVEL);
    if (p->room < bytes) {
        free(p->plane);
        p->plane = malloc(bytes);
        p->room = p->plane ? bytes : 0;
    }
    return p->deflate && p->plane;
}

/* From the first plane on that is neither, deflate searches. */
static size_t pack(struct results_packer *p, const unsigned char *value,
                   size_t size, size_t count, unsigned char *out)
{
    const size_t bytes = size * count, bound = results_pack_bound(size, count);
    struct results_deflate d = {.out = out, .at = HEAD};
    const unsigned char *plane = p->plane, *end = plane + bytes;
    enum look look = OTHER;

    shuffle(p->plane, value, size, count);
    out[0] = 0x78; /* deflate, a window of 32 KB */
    out[1] = 0x01; /* fast; makes both a multiple of 31 */
    for (; plane < end && (look = look_at(plane, count)) != OTHER;
         plane += count) {
        if (look == NOISE)
            results_deflate_store(&d, plane, count);
        else
            results_deflate_runs(&d, plane, count);
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
    uint32_t sum = libdeflate_adler32(1, p->plane, bytes);
    for (int i = 0; i < TAIL; i++)
        out[d.at++] = (unsigned char)(sum >> (24 - 8 * i));
    return d.at;
}

size_t results_pack(struct results_packer *p, const unsigned char *value,
                    size_t size, size_t count, unsigned char *out)
{
    assert(count <= RESULTS_PACK_MOST);
    return make_room(p, size * count) ? pack(p, value, size, count, out) : 0;
}

void results_packer_release(struct results_packer *p)
{
    if (p->deflate)
        libdeflate_free_compressor(p->deflate);
    free(p->plane);
    *p = (struct results_packer){0};
}
