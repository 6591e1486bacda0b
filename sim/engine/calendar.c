/* calendar -- a 4-ary heap of 128-bit keys. */
#include "sim/engine/calendar.h"

#include <stdlib.h>

#include "sim/engine/lines.h"

/* Before the root, so that four children lie in one line of memory. */
enum { ASIDE = 3 };

bool calendar_grow(struct calendar *c)
{
    size_t capacity = c->capacity ? c->capacity * 2 : 256;
    event_key *old = c->heap ? c->heap - ASIDE : NULL;
    event_key *heap =
        lines_grow(old, c->count + ASIDE, capacity + ASIDE, sizeof *heap);

    if (!heap)
        return false;
    c->heap = heap + ASIDE;
    c->capacity = capacity;
    return true;
}

/* The least of the four at h[i..i+3], without a branch to mispredict. */
static inline size_t least_of_four(const event_key *h, size_t i)
{
    size_t a = i + (h[i + 1] < h[i]);
    size_t b = i + 2 + (h[i + 3] < h[i + 2]);

    return a + ((b - a) & -(size_t)(h[b] < h[a]));
}

static inline size_t least_of_rest(const event_key *h, size_t i, size_t n)
{
    size_t least = i;

    for (size_t k = i + 1; k < n; k++)
        least = h[k] < h[least] ? k : least;
    return least;
}

enum { DEEP = 1024 }; /* from here on events have left the caches */

/* The children of the four at h[i..i+3], before it is known whose are needed.
 * (gcc throws a function away that does nothing else.) */
#define FETCH_CHILDREN(h, i)                                                   \
    do                                                                         \
        for (size_t k_ = 1; (i) >= DEEP && k_ < 16; k_ += 4)                   \
            __builtin_prefetch(&(h)[4 * (i) + k_]);                            \
    while (0)

/* Fill the hole at the root by the least children down to a leaf, then let `e`,
 * the last event and seldom a small one, rise from there. */
static void sift(event_key *heap, size_t n, event_key e)
{
    size_t i = 0, child = 1;

    while (child + 4 <= n) {
        FETCH_CHILDREN(heap, child);
        size_t least = least_of_four(heap, child);
        heap[i] = heap[least];
        i = least;
        child = 4 * i + 1;
    }
    if (child < n) {
        size_t least = least_of_rest(heap, child, n);
        heap[i] = heap[least];
        i = least;
    }
    while (i > 0) {
        size_t up = (i - 1) >> 2;
        if (heap[up] <= e)
            break;
        heap[i] = heap[up];
        i = up;
    }
    heap[i] = e;
}

void calendar_close(struct calendar *c)
{
    c->vacant = false;
    sift(c->heap, c->count, c->heap[c->count]);
}

void calendar_fill(struct calendar *c, event_key e)
{
    event_key *heap = c->heap;
    size_t n = ++c->count, i = 0;

    c->vacant = false;
    for (size_t child = 1; child < n; child = 4 * i + 1) {
        FETCH_CHILDREN(heap, child);
        size_t least = child + 4 <= n ? least_of_four(heap, child)
                                      : least_of_rest(heap, child, n);
        if (e < heap[least])
            break;
        heap[i] = heap[least];
        i = least;
    }
    heap[i] = e;
}

void calendar_clear(struct calendar *c)
{
    c->count = 0;
    c->vacant = false;
}

void calendar_release(struct calendar *c)
{
    free(c->heap ? c->heap - ASIDE : NULL);
    *c = (struct calendar){0};
}
