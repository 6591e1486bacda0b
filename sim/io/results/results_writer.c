/*
 * results_writer -- opens the file, writes what stands once (about, inputs,
 * names), hands rows to their tables, and closes in the order that keeps the
 * final name absent, old or complete.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/newfile.h"
#include "sim/io/results/results_columns.h"
#include "sim/io/results/results_file.h"
#include "sim/io/results/results_hdf5.h"
#include "sim/io/results/results_seal.h"

struct results_writer {
    struct newfile out;
    struct results_driver driver;
    hid_t access, file; /* 0: closed */
    bool failed;        /* reported; such a file never gets its name */
    struct results_press press;
    struct results_columns table[TABLES];
};

static int put_shard(hid_t file, const struct results_shard *shard)
{
    return results_put_numbers(file, "shard_first", RESULTS_INT32,
                               &shard->first, 1) < 0 ||
                   results_put_numbers(file, "shard_of", RESULTS_INT32,
                                       &shard->of, 1) < 0 ||
                   results_put_numbers(file, "shard_travellers", RESULTS_INT32,
                                       &shard->travellers, 1) < 0
               ? -1
               : 0;
}

static int put_about(hid_t file, const struct results_about *about)
{
    const int32_t version[2] = {RESULTS_MAJOR, RESULTS_MINOR};
    const struct {
        const char *name;
        enum results_type type;
        const void *value;
    } number[] = {
#define NUMBER(name, type) {#name, type, &about->name},
        RESULTS_ABOUT_NUMBERS(NUMBER)
#undef NUMBER
    };

    if (results_put_text(file, "format", "poesim results") < 0 ||
        results_put_numbers(file, "format_version", RESULTS_INT32, version, 2) <
            0 ||
        results_put_text(file, "program_version", about->version) < 0 ||
        results_put_text(file, "scenario_id", about->scenario_id) < 0)
        return -1;
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        if (results_put_numbers(file, number[i].name, number[i].type,
                                number[i].value, 1) < 0)
            return -1;
    if (about->shard.of > 0 && put_shard(file, &about->shard) < 0)
        return -1;
    return results_put_scalar_text(file, "scenario", about->scenario);
}

static void print_hex(char hex[65], const unsigned char sha256[32])
{
    for (int i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", sha256[i]);
}

static int put_inputs(hid_t file, const struct results_about *about)
{
    size_t n = (size_t)about->files;
    const char **text = calloc(2 * n + 1, sizeof *text);
    char(*hex)[65] = calloc(n + 1, sizeof *hex);
    hid_t group = results_put_group(
        file, "inputs", "files that the scenario was made of; one row a file");
    int bad = !text || !hex || group < 0;

    for (size_t i = 0; !bad && i < n; i++) {
        text[i] = about->file[i].name;
        print_hex(hex[i], about->file[i].sha256);
        text[n + i] = hex[i];
    }
    bad = bad ||
          results_put_texts(group, "name", "as the scenario names it", text,
                            about->files) < 0 ||
          results_put_texts(group, "sha256", "of its bytes, hexadecimal",
                            text + n, about->files) < 0;
    bad |= group >= 0 && H5Gclose(group) < 0;
    free(hex);
    free(text);
    return bad ? -1 : 0;
}

static int put_names(hid_t file, const struct name_table *names)
{
    hid_t group =
        results_put_group(file, "names", "what the indices of columns mean");
    int bad = group < 0;

    for (int k = 0; !bad && k < NAME_KINDS; k++)
        bad = results_put_texts(group, name_kind_paths[k],
                                results_name_meanings[k], names->name[k],
                                names->count[k]) < 0;
    bad |= group >= 0 && H5Gclose(group) < 0;
    return bad ? -1 : 0;
}

/* The empty HDF5 file. */
static int create(struct results_writer *w)
{
    /* Nodes of the chunks' trees: 16 children instead of 64, because most
     * columns have one chunk and there are more than a hundred of them. */
    enum { TREE_RANK = 8 };
    hid_t access = results_driver_access(&w->driver);
    hid_t how = H5Pcreate(H5P_FILE_CREATE);
    int bad = access < 0 || how < 0 ||
              H5Pset_userblock(how, RESULTS_SEAL_SIZE) < 0 ||
              H5Pset_istore_k(how, TREE_RANK) < 0 ||
              H5Pset_obj_track_times(how, 0) < 0 ||
              H5Pset_link_creation_order(how, H5P_CRT_ORDER_TRACKED |
                                                  H5P_CRT_ORDER_INDEXED) < 0;

    w->access = access < 0 ? 0 : access;
    if (!bad) {
        w->file = H5Fcreate("results", H5F_ACC_TRUNC, how, access);
        bad = w->file < 0;
        w->file = bad ? 0 : w->file;
    }
    if (how >= 0)
        H5Pclose(how);
    return bad ? -1 : 0;
}

/* Why did a step fail? The driver knows of the disk; the rest is memory. */
static void report(const struct results_writer *w, struct diag *d)
{
    struct origin at = {.file = w->out.path};

    if (w->driver.error) {
        newfile_error(w->out.path, "cannot write", w->driver.error, d);
        return;
    }
    diag_error(d, &at, "cannot write: HDF5 failed, out of memory perhaps");
    d->memory = true;
}

/* 0 also where nothing is open. */
static int close_hdf5(struct results_writer *w)
{
    int bad = w->file > 0 && H5Fclose(w->file) < 0;

    w->file = 0;
    if (w->access > 0)
        H5Pclose(w->access);
    w->access = 0;
    results_driver_release(&w->driver);
    return bad || w->driver.error ? -1 : 0;
}

int results_writer_open(struct results_writer **out, const char *path,
                        bool force, const struct results_about *about,
                        const struct name_table *names, struct diag *d)
{
    struct results_writer *w = calloc(1, sizeof *w);

    *out = NULL;
    if (!w) {
        newfile_error(path, "cannot write", ENOMEM, d);
        return -1;
    }
    if (newfile_open(&w->out, path, force, d) < 0) {
        free(w);
        return -1;
    }
    w->driver = (struct results_driver){.fd = w->out.fd, .writes = true};
    int bad = create(w) < 0 || put_about(w->file, about) < 0 ||
              put_inputs(w->file, about) < 0 || put_names(w->file, names) < 0;
    for (int t = 0; !bad && t < TABLES; t++)
        bad = results_columns_open(&w->table[t], w->file, (enum result_table)t,
                                   t == TABLE_travellers, &w->press,
                                   &w->driver) < 0;
    /* Small things wait in HDF5: now is the time to hear of a full disk. */
    if (bad || H5Fflush(w->file, H5F_SCOPE_GLOBAL) < 0 || w->driver.error) {
        report(w, d);
        results_writer_abandon(w);
        return -1;
    }
    *out = w;
    return 0;
}

/* Replication of a row: the first column of every table. */
static int32_t replication_of(const struct results *r, int t, size_t row)
{
    int32_t replication;

    memcpy(&replication,
           (const unsigned char *)r->table[t].row +
               row * results_row_size((enum result_table)t),
           sizeof replication);
    return replication;
}

/* The rows of table t from *at on that belong to this replication. */
static int add_run(struct results_writer *w, const struct results *r, int t,
                   int32_t replication, size_t *at)
{
    size_t size = results_row_size((enum result_table)t), end = *at;
    size_t count = r->table[t].count;

    /* They come in order: often all are of one. */
    if (count > end && replication_of(r, t, count - 1) == replication)
        end = count;
    while (end < count && replication_of(r, t, end) == replication)
        end++;
    if (end == *at)
        return 0;
    const unsigned char *row = r->table[t].row;
    size_t first = *at;
    *at = end;
    return results_columns_add(&w->table[t], row + first * size, size,
                               end - first);
}

/* The replication is over: what was kept of it is written, first of the table
 * whose chunks go into the file as they come if they can. */
static int flush_all(struct results_writer *w)
{
    int bad = results_columns_drain(&w->press) < 0 ||
              results_columns_flush(&w->table[TABLE_travellers]) < 0;

    for (int t = 0; !bad && t < TABLES; t++)
        bad = results_columns_flush(&w->table[t]) < 0;
    return bad ? -1 : 0;
}

/* Rows of one replication, from `at` on; with its row of `replications` it is
 * over. */
static int add_replication(struct results_writer *w, const struct results *r,
                           int32_t replication, size_t at[TABLES])
{
    size_t before = at[TABLE_replications];

    for (int t = 0; t < TABLES; t++) {
        w->table[t].unproven = r->unproven;
        if (add_run(w, r, t, replication, &at[t]) < 0)
            return -1;
    }
    return at[TABLE_replications] > before ? flush_all(w) : 0;
}

/*
 * Chunks of travellers, who may be many, are written as they come, those of the
 * other tables when the replication is over, table by table. So the bytes do
 * not depend on how many pieces the rows came in.
 */
int results_writer_add(struct results_writer *w, const struct results *r,
                       struct diag *d)
{
    size_t at[TABLES] = {0};

    for (;;) {
        int64_t next = INT64_MAX;

        for (int t = 0; t < TABLES; t++)
            if (at[t] < r->table[t].count && replication_of(r, t, at[t]) < next)
                next = replication_of(r, t, at[t]);
        if (next == INT64_MAX)
            return 0;
        if (add_replication(w, r, (int32_t)next, at) < 0) {
            report(w, d);
            w->failed = true;
            return -1;
        }
    }
}

void results_writer_forget(struct results_writer *w)
{
    results_columns_discard(&w->press);
    for (int t = 0; t < TABLES; t++)
        results_columns_forget(&w->table[t]);
}

int results_writer_close(struct results_writer *w, struct diag *d)
{
    int bad = w->failed || results_columns_drain(&w->press) < 0, result = -1;

    for (int t = 0; !bad && t < TABLES; t++)
        bad = results_columns_finish(&w->table[t]) < 0;
    bad = bad || close_hdf5(w) < 0;
    if (!bad) {
        w->driver.error = results_seal_write(w->out.fd);
        bad = w->driver.error != 0;
    }
    if (bad && !w->failed)
        report(w, d);
    if (!bad)
        result = newfile_publish(&w->out, d);
    results_writer_abandon(w);
    return result;
}

void results_writer_abandon(struct results_writer *w)
{
    if (!w)
        return;
    results_press_release(&w->press);
    for (int t = 0; t < TABLES; t++)
        results_columns_release(&w->table[t]);
    close_hdf5(w);
    newfile_abandon(&w->out);
    free(w);
}
