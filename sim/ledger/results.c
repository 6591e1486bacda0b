/* results -- rows of every table, in arrays that grow by doubling. */
#include "sim/ledger/results.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const size_t row_sizes[TABLES] = {
#define SIZE(stem, FIELDS, path, per) sizeof(struct stem##_row),
    RESULT_TABLES(SIZE)
#undef SIZE
};

const char *const name_kind_paths[NAME_KINDS] = {
    [NAMES_PORTS] = "ports",
    [NAMES_STATIONS] = "stations",
    [NAMES_FLOWS] = "flows",
    [NAMES_POOLS] = "pools",
    [NAMES_JOURNEYS] = "journeys",
    [NAMES_CLASSES] = "classes",
    [NAMES_GROUPS] = "groups",
    [NAMES_GROUP_BASIS] = "group_basis",
    [NAMES_SERVICES] = "services",
    [NAMES_GALLERIES] = "galleries",
    [NAMES_RESULTS] = "results",
    [NAMES_DECISIONS] = "decisions",
    [NAMES_CAUSES] = "causes",
    [NAMES_END_STATES] = "end_states",
    [NAMES_STORES] = "stores",
    [NAMES_RETENTION] = "retention",
    [NAMES_TRIGGERS] = "triggers",
    [NAMES_IMAGE_WHYS] = "image_whys",
    [NAMES_RECORD_HOWS] = "record_hows",
};

enum { FIRST_ROWS = 64 };

size_t results_row_size(enum result_table t)
{
    return row_sizes[t];
}

/* Room for n rows more. */
static int make_room(struct rows *rows, size_t size, size_t n)
{
    size_t capacity = rows->capacity ? rows->capacity : FIRST_ROWS / 2;

    if (rows->capacity - rows->count >= n)
        return 0;
    do {
        if (capacity > SIZE_MAX / 2 / size)
            return -1;
        capacity *= 2;
    } while (capacity - rows->count < n);
    void *grown = realloc(rows->row, capacity * size);
    if (!grown)
        return -1;
    rows->row = grown;
    rows->capacity = capacity;
    return 0;
}

void *results_room(struct results *r, enum result_table t, size_t n)
{
    struct rows *rows = &r->table[t];
    size_t size = row_sizes[t];

    if (make_room(rows, size, n) < 0)
        return NULL;
    return memset((unsigned char *)rows->row + rows->count * size, 0, n * size);
}

void *results_add(struct results *r, enum result_table t)
{
    void *row = results_room(r, t, 1);

    r->table[t].count += row != NULL;
    return row;
}

int results_append(struct results *r, const struct results *from)
{
    for (int t = 0; t < TABLES; t++) {
        struct rows *rows = &r->table[t];
        size_t size = row_sizes[t], n = from->table[t].count;

        if (!n)
            continue;
        if (make_room(rows, size, n) < 0)
            return -1;
        memcpy((unsigned char *)rows->row + rows->count * size,
               from->table[t].row, n * size);
        rows->count += n;
    }
    return 0;
}

size_t results_bytes(const struct results *r)
{
    size_t bytes = 0;

    for (int t = 0; t < TABLES; t++)
        bytes += r->table[t].count * row_sizes[t];
    return bytes;
}

void results_clear(struct results *r)
{
    for (int t = 0; t < TABLES; t++)
        r->table[t].count = 0;
}

void results_release(struct results *r)
{
    for (int t = 0; t < TABLES; t++)
        free(r->table[t].row);
    memset(r, 0, sizeof *r);
}
