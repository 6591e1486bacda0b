/* histogram -- bins of log-linear counts, and the pool that holds them. */
#include "sim/engine/histogram.h"

#include <stdlib.h>
#include <string.h>

simtime histogram_from(int sub_bits, size_t bin)
{
    size_t sub = (size_t)1 << sub_bits;

    if (bin < 2 * sub)
        return (simtime)bin;
    size_t e = (bin >> sub_bits) - 1;
    return (simtime)((bin - (e << sub_bits)) << e);
}

simtime histogram_to(int sub_bits, size_t bin)
{
    return histogram_from(sub_bits, bin + 1) - 1;
}

size_t histogram_directory(const struct histogram_pool *p)
{
    return (histogram_bin(p->sub_bits, SIMTIME_MOST) >> p->page_bits) + 1;
}

void histogram_pool_clear(struct histogram_pool *p)
{
    p->pages = 1;
    p->spare = 0;
    p->failed = false;
}

void histogram_pool_release(struct histogram_pool *p)
{
    free(p->count);
    p->count = NULL;
    p->spare = 0;
    p->pages = p->capacity = 0;
}

uint32_t histogram_page(struct histogram_pool *p)
{
    size_t size = sizeof *p->count << p->page_bits;

    if (p->spare) {
        uint32_t page = p->spare;
        uint32_t *count = p->count + ((size_t)page << p->page_bits);
        p->spare = count[0];
        memset(count, 0, size);
        return page;
    }
    if (p->pages >= p->capacity) {
        size_t capacity = p->capacity ? p->capacity * 2 : 64;
        uint32_t *count =
            capacity <= UINT32_MAX ? realloc(p->count, capacity * size) : NULL;
        if (!count) {
            p->failed = true;
            return 0;
        }
        p->count = count;
        p->capacity = capacity;
    }
    uint32_t page = (uint32_t)p->pages++;
    memset((char *)p->count + page * size, 0, size);
    return page;
}

enum { NUMBER = 10, HEAD = sizeof(uint32_t) }; /* bytes, at most */

static bool make_room(struct histogram_tape *t, size_t bytes)
{
    size_t capacity = t->capacity ? t->capacity : 1024;

    while (capacity - t->count < bytes)
        capacity *= 2;
    if (capacity == t->capacity)
        return true;
    unsigned char *byte =
        capacity <= UINT32_MAX ? realloc(t->byte, capacity) : NULL;
    if (!byte) {
        t->failed = true;
        return false;
    }
    t->byte = byte;
    t->capacity = capacity;
    return true;
}

/* Seven bits a byte, the lowest first; the last byte is below 128. */
static void put_number(struct histogram_tape *t, size_t n)
{
    for (; n >= 128; n >>= 7)
        t->byte[t->count++] = (unsigned char)(n | 128);
    t->byte[t->count++] = (unsigned char)n;
}

static size_t get_number(const unsigned char **at)
{
    size_t n = 0;
    int bits = 0;

    for (; **at >= 128; bits += 7)
        n |= (size_t)(*(*at)++ & 127) << bits;
    return n | (size_t) * (*at)++ << bits;
}

void histogram_clear(struct histogram_pool *p, uint32_t *directory)
{
    for (size_t k = 0; k < histogram_directory(p); k++)
        if (directory[k]) {
            p->count[(size_t)directory[k] << p->page_bits] = p->spare;
            p->spare = directory[k];
            directory[k] = 0;
        }
}

uint32_t histogram_wind(struct histogram_pool *p, uint32_t *directory,
                        struct histogram_tape *t, uint32_t earlier)
{
    const size_t entries = histogram_directory(p),
                 page = (size_t)1 << p->page_bits;
    size_t last = 0; /* bin, from 1 */

    if (!t->count && make_room(t, 1)) /* place 0 is none */
        t->byte[t->count++] = 0;
    if (!make_room(t, HEAD))
        return 0;
    size_t place = t->count;
    memcpy(t->byte + t->count, &earlier, HEAD);
    t->count += HEAD;
    for (size_t k = 0; k < entries; k++) {
        if (!directory[k])
            continue;
        uint32_t *count = p->count + ((size_t)directory[k] << p->page_bits);
        if (!make_room(t, page * 2 * NUMBER + 1))
            return 0;
        for (size_t i = 0; i < page; i++) {
            if (!count[i])
                continue;
            put_number(t, k * page + i + 1 - last); /* above 0 */
            put_number(t, count[i]);
            last = k * page + i + 1;
        }
    }
    if (!make_room(t, 1))
        return 0;
    histogram_clear(p, directory);
    t->byte[t->count++] = 0;
    return (uint32_t)place;
}

void histogram_unwind(struct histogram_pool *p, uint32_t *directory,
                      const struct histogram_tape *t, uint32_t at)
{
    while (at) {
        const unsigned char *from = t->byte + at + HEAD;
        size_t bin = 0, step;

        while ((step = get_number(&from)) != 0) {
            bin += step;
            uint32_t *page = &directory[(bin - 1) >> p->page_bits];
            uint32_t count = (uint32_t)get_number(&from);
            if (!*page && !(*page = histogram_page(p)))
                return;
            p->count[((size_t)*page << p->page_bits) +
                     ((bin - 1) & (((size_t)1 << p->page_bits) - 1))] += count;
        }
        memcpy(&at, t->byte + at, HEAD);
    }
}

void histogram_tape_release(struct histogram_tape *t)
{
    free(t->byte);
    *t = (struct histogram_tape){0};
}
