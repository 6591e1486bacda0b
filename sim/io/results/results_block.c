/* results_block -- rows are spread over columns, columns are packed. */
#include "sim/io/results/results_block.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_planes.h"

enum { FEWEST = 16 }; /* rows */

/* In the file values are little-endian. */
static void number_planes(struct results_block *b)
{
    const size_t little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    const size_t bytes = sizeof b->plane_of / sizeof *b->plane_of;

    for (int i = 0; i < b->of->fields; i++)
        b->planes += (int)results_type_size(b->of->field[i].type);
    for (size_t k = 0; k < bytes; k++)
        b->plane_of[k] = (unsigned short)b->planes;
    for (int i = 0, plane = 0; i < b->of->fields; i++) {
        const struct results_field *f = &b->of->field[i];
        size_t size = results_type_size(f->type);

        for (size_t k = 0; k < size; k++, plane++)
            b->plane_of[f->offset + (little ? k : size - 1 - k)] =
                (unsigned short)plane;
    }
}

struct results_block *results_block_new(const struct results_table *of)
{
    struct results_block *b = calloc(1, sizeof *b);

    if (!b)
        return NULL;
    b->of = of;
    number_planes(b);
    return b;
}

void results_block_free(struct results_block *b)
{
    if (!b)
        return;
    free(b->plane);
    free(b->packed);
    free(b);
}

int results_block_grow(struct results_block *b, size_t rows)
{
    size_t room = b->room ? b->room : FEWEST;

    while (room < rows)
        room *= 2;
    if (room == b->room)
        return 0;
    unsigned char *grown = malloc((size_t)(b->planes + 1) * room);
    if (!grown)
        return -1;
    for (size_t k = 0; b->held && k < (size_t)b->planes; k++)
        memcpy(grown + k * room, b->plane + k * b->room, b->held);
    free(b->plane);
    b->plane = grown;
    b->room = room;
    return 0;
}

size_t results_block_add(struct results_block *b, const void *rows,
                         size_t row_size, size_t count)
{
    /* Bytes at once; and rows that stay near while each of them is taken. */
    enum { WORD = sizeof(int64_t), STEP = 128 };
    const unsigned char *row = rows;
    size_t most = b->room - b->held < count ? b->room - b->held : count;

    for (size_t done = 0; done < most;) {
        size_t n = most - done < STEP ? most - done : STEP;

        for (size_t from = 0; from < row_size; from += WORD) {
            unsigned char *to[WORD];
            for (size_t k = 0; k < WORD; k++)
                to[k] = b->plane + b->plane_of[from + k] * b->room + b->held;
            results_planes(to, row + from, row_size, n);
        }
        b->held += n;
        row += n * row_size;
        done += n;
    }
    return most;
}

void results_block_cut(struct results_block *b, size_t rows, size_t least)
{
    size_t room = b->room;

    while (room / 2 >= rows && room > least)
        room /= 2;
    for (size_t k = 0; k < (size_t)b->planes; k++)
        memmove(b->plane + k * room, b->plane + k * b->room, rows);
    b->held = rows;
    b->room = room;
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
    unsigned char *plane = b->plane;
    size_t at = 0;

    if (make_packed(b) < 0)
        return -1;
    for (int i = 0; i < b->of->fields; i++) {
        size_t size = results_type_size(b->of->field[i].type);

        for (size_t k = 0; k < size; k++)
            memset(plane + k * b->room + b->held, 0, b->room - b->held);
        b->part[i].at = at;
        b->part[i].bytes =
            results_pack(p, plane, size, b->room, b->packed + at);
        if (!b->part[i].bytes)
            return -1;
        at += b->part[i].bytes;
        plane += size * b->room;
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
