/* results_block -- rows are spread over columns, columns are packed. */
#include "sim/io/results/results_block.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 16 }; /* rows */

struct results_block *results_block_new(const struct results_table *of)
{
    struct results_block *b = calloc(1, sizeof *b);

    if (b)
        b->of = of;
    return b;
}

void results_block_free(struct results_block *b)
{
    if (!b)
        return;
    for (int i = 0; i < RESULTS_MOST_FIELDS; i++)
        free(b->column[i]);
    free(b->packed);
    free(b);
}

int results_block_grow(struct results_block *b)
{
    size_t room = b->room ? 2 * b->room : FEWEST;

    for (int i = 0; i < b->of->fields; i++) {
        size_t size = results_type_size(b->of->field[i].type);
        void *grown = realloc(b->column[i], room * size);

        if (!grown)
            return -1;
        b->column[i] = grown;
    }
    b->room = room;
    return 0;
}

/* Fixed sizes let the compiler make loads and stores of the copies. */
static void gather(unsigned char *to, const unsigned char *from, size_t size,
                   size_t step, size_t count)
{
    switch (size) {
    case 1:
        for (size_t i = 0; i < count; i++)
            to[i] = from[i * step];
        return;
    case 2:
        for (size_t i = 0; i < count; i++)
            memcpy(to + 2 * i, from + i * step, 2);
        return;
    case 4:
        for (size_t i = 0; i < count; i++)
            memcpy(to + 4 * i, from + i * step, 4);
        return;
    default:
        for (size_t i = 0; i < count; i++)
            memcpy(to + 8 * i, from + i * step, 8);
    }
}

size_t results_block_add(struct results_block *b, const void *rows,
                         size_t row_size, size_t count)
{
    enum {
        STEP = 128
    }; /* rows that stay near while each column takes its own */
    const unsigned char *row = rows;
    size_t most = b->room - b->held < count ? b->room - b->held : count;

    for (size_t done = 0; done < most;) {
        size_t n = most - done < STEP ? most - done : STEP;

        for (int i = 0; i < b->of->fields; i++) {
            const struct results_field *f = &b->of->field[i];
            size_t size = results_type_size(f->type);

            gather(b->column[i] + b->held * size, row + f->offset, size,
                   row_size, n);
        }
        b->held += n;
        row += n * row_size;
        done += n;
    }
    return most;
}

static int make_packed(struct results_block *b)
{
    size_t bytes = 0;

    for (int i = 0; i < b->of->fields; i++)
        bytes += results_pack_bound(results_type_size(b->of->field[i].type),
                                    b->room);
    if (b->packed_room < bytes) {
        free(b->packed);
        b->packed = malloc(bytes);
        b->packed_room = b->packed ? bytes : 0;
    }
    return b->packed ? 0 : -1;
}

int results_block_pack(struct results_block *b, struct results_packer *p)
{
    size_t at = 0;

    if (make_packed(b) < 0)
        return -1;
    for (int i = 0; i < b->of->fields; i++) {
        size_t size = results_type_size(b->of->field[i].type);

        memset(b->column[i] + b->held * size, 0, (b->room - b->held) * size);
        b->part[i].at = at;
        b->part[i].bytes =
            results_pack(p, b->column[i], size, b->room, b->packed + at);
        if (!b->part[i].bytes)
            return -1;
        at += b->part[i].bytes;
    }
    return 0;
}

struct results_block *results_block_keep(const struct results_block *b)
{
    struct results_block *kept = results_block_new(b->of);
    size_t last = (size_t)b->of->fields - 1;
    size_t bytes = b->part[last].at + b->part[last].bytes;

    if (!kept)
        return NULL;
    kept->held = b->held;
    kept->room = b->room;
    memcpy(kept->part, b->part, sizeof kept->part);
    kept->packed = malloc(bytes);
    kept->packed_room = bytes;
    if (!kept->packed) {
        results_block_free(kept);
        return NULL;
    }
    memcpy(kept->packed, b->packed, bytes);
    return kept;
}
