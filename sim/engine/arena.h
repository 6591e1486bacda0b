#ifndef SIM_ENGINE_ARENA_H
#define SIM_ENGINE_ARENA_H

#include <stddef.h>

/*
 * arena -- memory that is freed in one call.
 *
 * Owns      its blocks; a zeroed arena is valid and empty
 * Errors    arena_alloc() returns NULL when memory is short
 */
struct arena {
    struct arena_block *block;
    size_t used;  /* of the newest block */
    size_t total; /* bytes handed out */
};

/* Zeroed, aligned to 16 bytes. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);

/* n elements of `size` bytes; NULL also when the product overflows. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* A copy of the string, or of its first n bytes. */
char *arena_text(struct arena *a, const char *text);
char *arena_text_n(struct arena *a, const char *text, size_t n);

/* The same, beginning with a line of memory of 64 bytes. */
void *arena_lines(struct arena *a, size_t n, size_t size);

/* Takes back what was handed out last; anything else stays. */
void arena_return(struct arena *a, void *p, size_t size);

/* Empty again, with as much memory at hand as was used. */
void arena_reset(struct arena *a);

void arena_release(struct arena *a);

#endif
