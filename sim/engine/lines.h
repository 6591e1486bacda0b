#ifndef SIM_ENGINE_LINES_H
#define SIM_ENGINE_LINES_H

#include <stddef.h>

/*
 * lines -- arrays that begin with a line of memory, so that what is meant to
 * lie in one does, and no two threads write into the same.
 *
 * Owns      nothing: arrays are freed by free()
 * Errors    NULL when memory is short; the array is as it was
 */
enum { LINES = 128 }; /* bytes: two, which are fetched together */

/* The array, of which the first n elements are kept, with room for `more`. */
void *lines_grow(void *array, size_t n, size_t more, size_t size);

#endif
