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
    p->failed = false;
}

void histogram_pool_release(struct histogram_pool *p)
{
    free(p->count);
    p->count = NULL;
    p->pages = p->capacity = 0;
}

uint32_t histogram_page(struct histogram_pool *p)
{
    size_t size = sizeof *p->count << p->page_bits;

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
