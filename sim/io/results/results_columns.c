/* results_columns -- rows in, whole chunks of compressed columns out. */
#include "sim/io/results/results_columns.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_hdf5.h"

enum {
    LARGEST_CHUNK = 16 * 1024, /* rows: a column's chunk stays in the cache */
    SMALLEST_CHUNK = 16,
    DEFLATE_LEVEL = 1 /* higher levels cost time and save next to nothing */
};

/* "waits/totals" may need "waits" first. */
static hid_t open_group(hid_t file, const struct results_table *of)
{
    const char *slash = strchr(of->path, '/');
    char outer[32];

    if (slash) {
        size_t n = (size_t)(slash - of->path);

        if (n >= sizeof outer)
            return -1;
        memcpy(outer, of->path, n);
        outer[n] = '\0';
        if (H5Lexists(file, outer, H5P_DEFAULT) <= 0) {
            hid_t g = results_put_group(file, outer, NULL);

            if (g < 0 || H5Gclose(g) < 0)
                return -1;
        }
    }
    hid_t group = results_put_group(file, of->path, NULL);
    if (group >= 0 && results_put_text(group, "row", of->per) < 0) {
        H5Gclose(group);
        return -1;
    }
    return group;
}

int results_columns_open(struct results_columns *c, hid_t file,
                         enum result_table t,
                         const struct results_driver *driver)
{
    memset(c, 0, sizeof *c);
    c->of = results_fields(t);
    c->driver = driver;
    hid_t group = open_group(file, &c->of);
    if (group < 0)
        return -1;
    c->group = group;
    return 0;
}

/* Creation properties of the table's data sets; the caller closes them. */
static hid_t how_to_store(hsize_t chunk)
{
    hid_t how = H5Pcreate(H5P_DATASET_CREATE);

    if (how >= 0 &&
        (H5Pset_chunk(how, 1, &chunk) < 0 || H5Pset_shuffle(how) < 0 ||
         H5Pset_deflate(how, DEFLATE_LEVEL) < 0 || H5Pset_fletcher32(how) < 0 ||
         H5Pset_obj_track_times(how, 0) < 0)) {
        H5Pclose(how);
        return -1;
    }
    return how;
}

static int make_sets(struct results_columns *c, hsize_t chunk)
{
    hsize_t none = 0, endless = H5S_UNLIMITED;
    hid_t space = H5Screate_simple(1, &none, &endless);
    hid_t how = how_to_store(chunk);
    hid_t access = H5Pcreate(H5P_DATASET_ACCESS);
    int bad = space < 0 || how < 0 || access < 0;

    /* Chunks come whole: no cache, so that each is on its way at once. */
    bad = bad || H5Pset_chunk_cache(access, 0, 0, 1.0) < 0;
    for (int i = 0; !bad && i < c->of.fields; i++) {
        const struct results_field *f = &c->of.field[i];
        hid_t set = H5Dcreate2(c->group, f->name, results_file_type(f->type),
                               space, H5P_DEFAULT, how, access);
        if (set >= 0)
            c->set[i] = set;
        bad = set < 0 || results_put_text(set, "units", f->unit) < 0 ||
              results_put_text(set, "description", f->meaning) < 0;
    }
    if (access >= 0)
        H5Pclose(access);
    if (how >= 0)
        H5Pclose(how);
    if (space >= 0)
        H5Sclose(space);
    return bad || c->driver->error ? -1 : 0;
}

/* Append the rows held to one data set. */
static int append(hid_t set, enum results_type type, const void *value,
                  hsize_t at, hsize_t count)
{
    hsize_t size = at + count;
    hid_t memory = H5Screate_simple(1, &count, NULL);
    hid_t file = -1;
    int bad = memory < 0 || H5Dset_extent(set, &size) < 0 ||
              (file = H5Dget_space(set)) < 0 ||
              H5Sselect_hyperslab(file, H5S_SELECT_SET, &at, NULL, &count,
                                  NULL) < 0 ||
              H5Dwrite(set, results_memory_type(type), memory, file,
                       H5P_DEFAULT, value) < 0;

    if (file >= 0)
        H5Sclose(file);
    if (memory >= 0)
        H5Sclose(memory);
    return bad ? -1 : 0;
}

static int write_held(struct results_columns *c, hsize_t chunk)
{
    if (!c->set[0] && make_sets(c, chunk) < 0)
        return -1;
    for (int i = 0; c->held && i < c->of.fields; i++)
        if (append(c->set[i], c->of.field[i].type, c->buffer[i], c->written,
                   c->held) < 0 ||
            c->driver->error)
            return -1;
    c->written += c->held;
    c->held = 0;
    return 0;
}

static int make_room(struct results_columns *c)
{
    size_t room = c->room ? 2 * c->room : SMALLEST_CHUNK;

    for (int i = 0; i < c->of.fields; i++) {
        size_t size = results_type_size(c->of.field[i].type);
        void *grown = realloc(c->buffer[i], room * size);

        if (!grown)
            return -1;
        c->buffer[i] = grown;
    }
    c->room = room;
    return 0;
}

/* Fixed sizes let the compiler make loads and stores of the copies. */
static void gather(unsigned char *to, const unsigned char *from, size_t size,
                   size_t step, size_t count)
{
    if (size == 4)
        for (size_t i = 0; i < count; i++)
            memcpy(to + 4 * i, from + i * step, 4);
    else
        for (size_t i = 0; i < count; i++)
            memcpy(to + 8 * i, from + i * step, 8);
}

int results_columns_add(struct results_columns *c, const void *rows,
                        size_t row_size, size_t count)
{
    const unsigned char *row = rows;

    while (count > 0) {
        if (c->held == LARGEST_CHUNK && write_held(c, LARGEST_CHUNK) < 0)
            return -1;
        if (c->held == c->room && make_room(c) < 0)
            return -1;
        size_t n = c->room - c->held < count ? c->room - c->held : count;
        for (int i = 0; i < c->of.fields; i++) {
            const struct results_field *f = &c->of.field[i];
            size_t size = results_type_size(f->type);

            gather(c->buffer[i] + c->held * size, row + f->offset, size,
                   row_size, n);
        }
        c->held += n;
        row += n * row_size;
        count -= n;
    }
    return 0;
}

int results_columns_finish(struct results_columns *c)
{
    /* The room is the power of two that holds the rows: the chunk, too. */
    if (write_held(c, c->room ? c->room : SMALLEST_CHUNK) < 0)
        return -1;
    for (int i = 0; i < c->of.fields; i++) {
        if (H5Dclose(c->set[i]) < 0)
            return -1;
        c->set[i] = 0;
    }
    int bad = H5Gclose(c->group) < 0;
    c->group = 0;
    return bad || c->driver->error ? -1 : 0;
}

void results_columns_release(struct results_columns *c)
{
    for (int i = 0; i < RESULTS_MOST_FIELDS; i++) {
        if (c->set[i] > 0)
            H5Dclose(c->set[i]);
        free(c->buffer[i]);
    }
    if (c->group > 0)
        H5Gclose(c->group);
    memset(c, 0, sizeof *c);
}
