/* results_rows -- columns are read block by block and spread over the rows. */
#include "sim/io/results/results_rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/arena.h"
#include "sim/io/results/results_hdf5.h"

/* Data set of a column, its type and unit as we know them; -1: it is not. */
static hid_t open_column(hid_t group, const struct results_field *f,
                         hsize_t *count)
{
    hid_t set = H5Dopen2(group, f->name, H5P_DEFAULT);
    hid_t type = -1, space = -1;
    struct arena arena = {0};
    const char *unit = "";

    if (set < 0)
        return -1;
    int good = (type = H5Dget_type(set)) >= 0 &&
               H5Tequal(type, results_file_type(f->type)) > 0 &&
               (space = H5Dget_space(set)) >= 0 &&
               H5Sget_simple_extent_ndims(space) == 1 &&
               H5Sget_simple_extent_dims(space, count, NULL) == 1 &&
               results_get_text(set, "units", &arena, &unit) == 0 &&
               !strcmp(unit, f->unit);
    arena_release(&arena);
    if (type >= 0)
        H5Tclose(type);
    if (space >= 0)
        H5Sclose(space);
    if (good)
        return set;
    H5Dclose(set);
    return -1;
}

enum { STEP = 16 * 1024 }; /* rows read at once: a chunk of a large table */

/* Lend values [from, from + count); `value` has room for STEP of them. */
static int each_value(hid_t set, enum results_type type, hsize_t from,
                      hsize_t count, void *value, results_values_fn *take,
                      void *context)
{
    hid_t space = H5Dget_space(set);
    int bad = space < 0;

    for (hsize_t done = 0; !bad && done < count; done += STEP) {
        hsize_t at = from + done, left = count - done;
        hsize_t n = left < STEP ? left : STEP;
        hid_t memory = H5Screate_simple(1, &n, NULL);

        bad = memory < 0 ||
              H5Sselect_hyperslab(space, H5S_SELECT_SET, &at, NULL, &n, NULL) <
                  0 ||
              H5Dread(set, results_memory_type(type), memory, space,
                      H5P_DEFAULT, value) < 0;
        if (!bad)
            take(context, value, (size_t)n);
        if (memory >= 0)
            H5Sclose(memory);
    }
    if (space >= 0)
        H5Sclose(space);
    return bad ? -1 : 0;
}

int results_rows_column(hid_t file, enum result_table t, int column,
                        results_values_fn *take, void *context)
{
    struct results_table of = results_fields(t);
    const struct results_field *f = &of.field[column];
    hsize_t count = 0;
    void *value = malloc(STEP * sizeof(int64_t));
    hid_t group = H5Gopen2(file, of.path, H5P_DEFAULT);
    hid_t set = group < 0 ? -1 : open_column(group, f, &count);
    int result = value ? 0 : ROWS_NO_MEMORY;

    if (!result &&
        (set < 0 || each_value(set, f->type, 0, count, value, take, context)))
        result = ROWS_WRONG;
    if (set >= 0)
        H5Dclose(set);
    if (group >= 0)
        H5Gclose(group);
    free(value);
    return result;
}

/* A column on its way into the rows. */
struct spread {
    unsigned char *to;
    size_t size, step;
};

static void spread(void *context, const void *value, size_t count)
{
    struct spread *s = context;

    for (size_t i = 0; i < count; i++, s->to += s->step)
        memcpy(s->to, (const unsigned char *)value + i * s->size, s->size);
}

/*
 * Read column i into the rows; the first one tells how many there are and
 * allocates them.
 */
static int add_column(hid_t group, const struct results_table *of, int i,
                      const struct results_part *part, size_t row_size,
                      unsigned char **rows, hsize_t *count, void *value)
{
    const struct results_field *f = &of->field[i];
    hsize_t n = 0;
    hid_t set = open_column(group, f, &n);
    int result = set < 0 ? ROWS_WRONG : 0;

    if (!result && part) {
        result =
            part->from > n || part->count > n - part->from ? ROWS_WRONG : 0;
        n = part->count;
    }
    if (!result && i > 0 && n != *count)
        result = ROWS_WRONG;
    if (!result && i == 0) {
        *count = n;
        if (n < SIZE_MAX / row_size)
            *rows = calloc(n ? n : 1, row_size);
        if (!*rows)
            result = ROWS_NO_MEMORY;
    }
    if (!result) {
        struct spread s = {*rows + f->offset, results_type_size(f->type),
                           row_size};

        if (each_value(set, f->type, part ? part->from : 0, n, value, spread,
                       &s) < 0)
            result = ROWS_WRONG;
    }
    if (set >= 0)
        H5Dclose(set);
    return result;
}

int results_rows_read(hid_t file, enum result_table t,
                      const struct results_part *part, void **rows,
                      size_t *count, const char **column)
{
    struct results_table of = results_fields(t);
    hsize_t all = 0;
    unsigned char *row = NULL;
    void *value = malloc(STEP * sizeof(int64_t));
    hid_t group = H5Gopen2(file, of.path, H5P_DEFAULT);
    int result = group < 0 ? ROWS_WRONG : value ? 0 : ROWS_NO_MEMORY;

    *column = "";
    for (int i = 0; !result && i < of.fields; i++) {
        *column = of.field[i].name;
        result = add_column(group, &of, i, part, results_row_size(t), &row,
                            &all, value);
    }
    if (group >= 0)
        H5Gclose(group);
    free(value);
    if (result) {
        free(row);
        row = NULL;
        all = 0;
    }
    *rows = row;
    *count = (size_t)all;
    return result;
}
