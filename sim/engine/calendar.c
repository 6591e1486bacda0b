/* calendar -- a 4-ary heap of 128-bit keys. */
#include "sim/engine/calendar.h"

#include <stdlib.h>

bool calendar_grow(struct calendar *c)
{
    size_t capacity = c->capacity ? c->capacity * 2 : 256;
    event_key *heap = realloc(c->heap, capacity * sizeof *heap);

    if (!heap)
        return false;
    c->heap = heap;
    c->capacity = capacity;
    return true;
}

/* Sift `e` down from the root of the first n events. */
static void sift(event_key *heap, size_t n, event_key e)
{
    size_t i = 0;

    for (;;) {
        size_t child = 4 * i + 1;
        if (child >= n)
            break;
        size_t end = child + 4 < n ? child + 4 : n;
        size_t least = child;
        for (size_t k = child + 1; k < end; k++)
            if (heap[k] < heap[least])
                least = k;
        if (e <= heap[least])
            break;
        heap[i] = heap[least];
        i = least;
    }
    heap[i] = e;
}

event_key calendar_take(struct calendar *c)
{
    event_key top = c->heap[0];

    c->count--;
    if (c->count)
        sift(c->heap, c->count, c->heap[c->count]);
    return top;
}

void calendar_release(struct calendar *c)
{
    free(c->heap);
    *c = (struct calendar){0};
}
