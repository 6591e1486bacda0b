/* results_columns -- rows in, whole chunks of compressed columns out. */
#include "sim/io/results/results_columns.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_hdf5.h"

enum {
    LARGEST_CHUNK = 16 * 1024, /* rows: a column's chunk stays in the cache */
    SMALLEST_CHUNK = 16,
    DEFLATE_LEVEL = 1 /* is written down; results_pack says how it is done */
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
                         enum result_table t, bool at_once,
                         struct results_press *press,
                         const struct results_driver *driver)
{
    memset(c, 0, sizeof *c);
    c->of = results_fields(t);
    c->driver = driver;
    c->press = press;
    c->at_once = at_once;
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
         H5Pset_deflate(how, DEFLATE_LEVEL) < 0 ||
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

/* The next chunk of each column. */
static int write_block(struct results_columns *c, const struct results_block *b)
{
    hsize_t size = c->written + b->held;

    if (!c->set[0] && make_sets(c, b->room) < 0)
        return -1;
    for (int i = 0; b->held && i < c->of.fields; i++)
        if (H5Dset_extent(c->set[i], &size) < 0 ||
            H5Dwrite_chunk(c->set[i], H5P_DEFAULT, 0, &c->written,
                           b->part[i].bytes, b->packed + b->part[i].at) < 0 ||
            c->driver->error)
            return -1;
    c->written = size;
    return 0;
}

static int keep_block(struct results_columns *c, const struct results_block *b)
{
    struct results_block *kept = results_block_keep(b);

    if (!kept)
        return -1;
    if (c->kept)
        c->kept_last->next = kept;
    else
        c->kept = kept;
    c->kept_last = kept;
    return 0;
}

/* Takes a block out of the press, writes or keeps it; 1: the press is empty. */
static int write_next(struct results_press *press)
{
    bool bad = false;
    struct results_block *b = results_press_take(press, &bad);

    if (!b)
        return 1;
    struct results_columns *c = b->owner;
    int result = bad                          ? -1
                 : c->at_once && !c->unproven ? write_block(c, b)
                                              : keep_block(c, b);
    if (b == c->first)
        return result;
    if (c->at_once) {
        b->next = c->spare;
        c->spare = b;
    } else { /* there may be many such tables */
        results_block_free(b);
    }
    return result;
}

int results_columns_drain(struct results_press *press)
{
    int result;

    while ((result = write_next(press)) == 0)
        continue;
    return result < 0 ? -1 : 0;
}

static void release_all(struct results_block *b)
{
    while (b) {
        struct results_block *next = b->next;
        results_block_free(b);
        b = next;
    }
}

int results_columns_flush(struct results_columns *c)
{
    while (c->kept) {
        struct results_block *b = c->kept;
        int result = write_block(c, b);

        c->kept = b->next;
        results_block_free(b);
        if (result < 0)
            return -1;
    }
    results_block_free(c->first);
    c->first = NULL;
    c->settled = c->block ? c->block->held : 0;
    return 0;
}

/* The block is full: on with it, and another one. */
static int press_block(struct results_columns *c)
{
    if (results_press_full(c->press) && write_next(c->press) < 0)
        return -1;
    if (c->unproven && c->settled && !c->first)
        c->first = c->block;
    results_press_put(c->press, c->block);
    c->block = c->spare;
    if (c->spare) {
        c->spare = c->spare->next;
        c->block->held = 0;
    }
    c->many = true;
    return 0;
}

/* Room in the block, another one if need be, for some of `count` rows. */
static int make_room(struct results_columns *c, size_t count)
{
    if (c->block && c->block->held == LARGEST_CHUNK && press_block(c) < 0)
        return -1;
    if (!c->block) {
        c->block = results_block_new(&c->of);
        if (!c->block)
            return -1;
        c->block->owner = c;
    }
    /* Of a table with many chunks they are all as large. */
    size_t left = LARGEST_CHUNK - c->block->held;
    return results_block_grow(c->block, c->many || count > left
                                            ? LARGEST_CHUNK
                                            : c->block->held + count);
}

int results_columns_add(struct results_columns *c, const void *rows,
                        size_t row_size, size_t count)
{
    const unsigned char *row = rows;

    while (count > 0) {
        if (make_room(c, count) < 0)
            return -1;
        size_t n = results_block_add(c->block, row, row_size, count);
        row += n * row_size;
        count -= n;
    }
    return 0;
}

void results_columns_discard(struct results_press *press)
{
    while (write_next(press) <= 0)
        continue;
}

void results_columns_forget(struct results_columns *c)
{
    release_all(c->kept);
    c->kept = NULL;
    c->many = c->written > 0;
    if (c->first) {
        results_block_free(c->block);
        c->block = c->first;
        c->first = NULL;
    }
    if (c->settled) {
        results_block_cut(c->block, c->settled,
                          c->many ? LARGEST_CHUNK : SMALLEST_CHUNK);
    } else {
        results_block_free(c->block);
        c->block = NULL;
    }
}

int results_columns_finish(struct results_columns *c)
{
    /* The room is the power of two that holds the rows: the chunk, too. */
    if (results_columns_flush(c) < 0 || (!c->block && make_room(c, 0) < 0) ||
        (c->block->held && results_block_pack(c->block, &c->press->packer)) ||
        write_block(c, c->block) < 0)
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
    for (int i = 0; i < RESULTS_MOST_FIELDS; i++)
        if (c->set[i] > 0)
            H5Dclose(c->set[i]);
    if (c->group > 0)
        H5Gclose(c->group);
    release_all(c->spare);
    release_all(c->kept);
    results_block_free(c->first);
    results_block_free(c->block);
    memset(c, 0, sizeof *c);
}
