/* arena -- blocks that grow by doubling, freed together. */
#include "sim/engine/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *older;
    size_t size;
    _Alignas(16) unsigned char byte[];
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1 << 20 };

static struct arena_block *add_block(struct arena *a, size_t least)
{
    size_t size = a->block ? a->block->size * 2 : FIRST_BLOCK;

    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        return NULL;
    struct arena_block *b = calloc(1, sizeof *b + size);
    if (!b)
        return NULL;
    b->older = a->block;
    b->size = size;
    a->block = b;
    a->used = 0;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX - 15)
        return NULL;
    size = (size + 15) & ~(size_t)15;
    if (!a->block || a->block->size - a->used < size)
        if (!add_block(a, size))
            return NULL;
    void *p = a->block->byte + a->used;
    a->used += size;
    a->total += size;
    return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    return arena_alloc(a, n * size);
}

void *arena_lines(struct arena *a, size_t n, size_t size)
{
    if (size && n > (SIZE_MAX - 63) / size)
        return NULL;
    unsigned char *p = arena_alloc(a, n * size + 63);
    return p ? p + (-(uintptr_t)p & 63) : NULL;
}

char *arena_text_n(struct arena *a, const char *text, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}

char *arena_text(struct arena *a, const char *text)
{
    return arena_text_n(a, text, strlen(text));
}

void arena_return(struct arena *a, void *p, size_t size)
{
    unsigned char *byte = p;

    size = (size + 15) & ~(size_t)15;
    if (!size || byte + size != a->block->byte + a->used)
        return;
    memset(byte, 0, size);
    a->used -= size;
    a->total -= size;
}

void arena_reset(struct arena *a)
{
    size_t total = a->total;

    if (!a->block)
        return;
    if (a->block->older) { /* next time all fits in one block */
        arena_release(a);
        add_block(a, total);
        return;
    }
    memset(a->block->byte, 0, a->used);
    a->used = a->total = 0;
}

void arena_release(struct arena *a)
{
    for (struct arena_block *b = a->block; b;) {
        struct arena_block *older = b->older;
        free(b);
        b = older;
    }
    *a = (struct arena){0};
}
