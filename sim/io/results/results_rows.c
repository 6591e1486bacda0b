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

/* Spread the column over the rows; `value` has room for STEP values. */
static int read_column(hid_t set, const struct results_field *f,
                       unsigned char *rows, size_t row_size, hsize_t count,
                       unsigned char *value)
{
    size_t size = results_type_size(f->type);
    hid_t space = H5Dget_space(set);
    int bad = space < 0;

    for (hsize_t at = 0; !bad && at < count; at += STEP) {
        hsize_t n = count - at < STEP ? count - at : STEP;
        hid_t memory = H5Screate_simple(1, &n, NULL);

        bad = memory < 0 ||
              H5Sselect_hyperslab(space, H5S_SELECT_SET, &at, NULL, &n, NULL) <
                  0 ||
              H5Dread(set, results_memory_type(f->type), memory, space,
                      H5P_DEFAULT, value) < 0;
        for (size_t i = 0; !bad && i < n; i++)
            memcpy(rows + (at + i) * row_size + f->offset, value + i * size,
                   size);
        if (memory >= 0)
            H5Sclose(memory);
    }
    if (space >= 0)
        H5Sclose(space);
    return bad ? -1 : 0;
}

/*
 * Read column i into the rows; the first one tells how many there are and
 * allocates them.
 */
static int add_column(hid_t group, const struct results_table *of, int i,
                      size_t row_size, unsigned char **rows, hsize_t *count,
                      unsigned char *value)
{
    hsize_t n = 0;
    hid_t set = open_column(group, &of->field[i], &n);
    int result = set < 0 || (i > 0 && n != *count) ? ROWS_WRONG : 0;

    if (!result && i == 0) {
        *count = n;
        if (n < SIZE_MAX / row_size)
            *rows = calloc(n ? n : 1, row_size);
        if (!*rows)
            result = ROWS_NO_MEMORY;
    }
    if (!result &&
        read_column(set, &of->field[i], *rows, row_size, n, value) < 0)
        result = ROWS_WRONG;
    if (set >= 0)
        H5Dclose(set);
    return result;
}

int results_rows_read(hid_t file, enum result_table t, void **rows,
                      size_t *count, const char **column)
{
    struct results_table of = results_fields(t);
    hsize_t all = 0;
    unsigned char *row = NULL, *value = malloc(STEP * sizeof(int64_t));
    hid_t group = H5Gopen2(file, of.path, H5P_DEFAULT);
    int result = group < 0 ? ROWS_WRONG : value ? 0 : ROWS_NO_MEMORY;

    *column = "";
    for (int i = 0; !result && i < of.fields; i++) {
        *column = of.field[i].name;
        result =
            add_column(group, &of, i, results_row_size(t), &row, &all, value);
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
