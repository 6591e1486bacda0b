/* lines -- arrays that begin with a line of memory. */
#include "sim/engine/lines.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *lines_grow(void *array, size_t n, size_t more, size_t size)
{
    if (more > (SIZE_MAX - LINES) / size)
        return NULL;
    size_t bytes = (more * size + LINES - 1) / LINES * LINES;
    unsigned char *p = aligned_alloc(LINES, bytes);

    if (!p)
        return NULL;
    if (array)
        memcpy(p, array, n * size);
    free(array);
    return p;
}
