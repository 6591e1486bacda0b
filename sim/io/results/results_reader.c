/*
 * results_reader -- opens the file once, verifies its seal, and reads through
 * the same descriptor.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/engine/arena.h"
#include "sim/io/results/results_driver.h"
#include "sim/io/results/results_file.h"
#include "sim/io/results/results_hdf5.h"
#include "sim/io/results/results_rows.h"
#include "sim/io/results/results_seal.h"

struct results_reader {
    struct results_driver driver;
    hid_t access, file; /* 0: closed */
    struct arena arena; /* of all below */
    const char *path;
    struct results_about about;
    struct name_table names;
    size_t
        *start[TABLES]; /* row where each replication begins; NULL: not read */
};

static int open_file(const char *path, struct diag *d)
{
    struct origin at = {.file = path};
    struct stat st;
    /* Not to wait for a writer, if it is a pipe. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0 || fstat(fd, &st) < 0)
        diag_error(d, &at, "cannot read: %s", strerror(errno));
    else if (S_ISDIR(st.st_mode))
        diag_error(d, &at, "is a folder, not a results file");
    else if (!S_ISREG(st.st_mode))
        diag_error(d, &at, "is a device or pipe, not a results file");
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* What HDF5 could not give: the disk's fault, or the file's. */
static int report(const struct results_reader *r, const char *table,
                  const char *what, struct diag *d)
{
    struct origin at = {.file = r->path};
    const char *version = r->about.version;

    if (r->driver.error)
        diag_error(d, &at, "cannot read: %s", strerror(r->driver.error));
    else
        diag_error(d, &at,
                   "/%s%s%s is missing or not as this program knows it; the "
                   "file was written by poesim %s, read it with that version",
                   table, *table && *what ? "/" : "", what,
                   version ? version : "of another kind");
    return -1;
}

static int get_about(struct results_reader *r, struct diag *d)
{
    struct results_about *about = &r->about;
    const struct {
        const char *name;
        const char **value;
    } text[] = {
        {"program_version", &about->version},
        {"scenario_id", &about->scenario_id},
    };
    const struct {
        const char *name;
        enum results_type type;
        void *value;
    } number[] = {
#define NUMBER(name, type) {#name, type, &about->name},
        RESULTS_ABOUT_NUMBERS(NUMBER)
#undef NUMBER
    };

    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (results_get_text(r->file, text[i].name, &r->arena, text[i].value) <
            0)
            return report(r, "", text[i].name, d);
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        if (results_get_numbers(r->file, number[i].name, number[i].type,
                                number[i].value, 1) < 0)
            return report(r, "", number[i].name, d);
    if (H5Aexists(r->file, "shard_of") > 0 &&
        (results_get_numbers(r->file, "shard_first", RESULTS_INT32,
                             &about->shard.first, 1) < 0 ||
         results_get_numbers(r->file, "shard_of", RESULTS_INT32,
                             &about->shard.of, 1) < 0 ||
         results_get_numbers(r->file, "shard_travellers", RESULTS_INT32,
                             &about->shard.travellers, 1) < 0))
        return report(r, "", "shard_of", d);
    if (results_get_scalar_text(r->file, "scenario", &r->arena,
                                &about->scenario) < 0)
        return report(r, "scenario", "", d);
    return 0;
}

static int nibble(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static int parse_hex(const char *hex, unsigned char sha256[32])
{
    if (strlen(hex) != 64)
        return -1;
    for (int i = 0; i < 32; i++) {
        int high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);

        if (high < 0 || low < 0)
            return -1;
        sha256[i] = (unsigned char)(high << 4 | low);
    }
    return 0;
}

static int get_inputs(struct results_reader *r, struct diag *d)
{
    const char *const *name = NULL, *const *hex = NULL;
    int names = 0, digests = 0;

    if (results_get_texts(r->file, "inputs/name", &r->arena, &name, &names) < 0)
        return report(r, "inputs", "name", d);
    if (results_get_texts(r->file, "inputs/sha256", &r->arena, &hex, &digests) <
            0 ||
        digests != names)
        return report(r, "inputs", "sha256", d);
    struct results_input *file =
        arena_array(&r->arena, (size_t)names, sizeof *file);
    for (int i = 0; file && i < names; i++) {
        file[i].name = name[i];
        if (parse_hex(hex[i], file[i].sha256) < 0)
            return report(r, "inputs", "sha256", d);
    }
    r->about.file = file;
    r->about.files = names;
    return file ? 0 : report(r, "inputs", "", d);
}

static int get_names(struct results_reader *r, struct diag *d)
{
    hid_t group = H5Gopen2(r->file, "names", H5P_DEFAULT);
    int bad = group < 0 ? report(r, "names", "", d) : 0;

    for (int k = 0; !bad && k < NAME_KINDS; k++)
        if (results_get_texts(group, name_kind_paths[k], &r->arena,
                              &r->names.name[k], &r->names.count[k]) < 0)
            bad = report(r, "names", name_kind_paths[k], d);
    if (group >= 0)
        H5Gclose(group);
    return bad;
}

/* The version inside must be the seal's: the digest covers only this one. */
static int check_version(struct results_reader *r, int minor, struct diag *d)
{
    struct origin at = {.file = r->path};
    int32_t version[2];

    if (results_get_numbers(r->file, "format_version", RESULTS_INT32, version,
                            2) < 0)
        return report(r, "", "format_version", d);
    if (version[0] == RESULTS_MAJOR && version[1] == minor)
        return 0;
    diag_error(d, &at,
               "is damaged: it says format %d.%d in front and %d.%d inside",
               RESULTS_MAJOR, minor, (int)version[0], (int)version[1]);
    return -1;
}

int results_reader_open(struct results_reader **out, const char *path,
                        struct diag *d)
{
    struct origin at = {.file = path};
    int result = -1, minor = 0, fd = open_file(path, d);

    *out = NULL;
    if (fd < 0)
        return -1;
    struct results_reader *r = calloc(1, sizeof *r);
    if (!r || !(r->path = arena_text(&r->arena, path))) {
        diag_error(d, &at, "cannot read: %s", strerror(ENOMEM));
        free(r);
        close(fd);
        return -1;
    }
    r->driver.fd = fd;
    result = results_seal_check(fd, path, &minor, d);
    if (result < 0)
        goto fail;
    result = -1;
    hid_t access = results_driver_access(&r->driver);
    r->access = access < 0 ? 0 : access;
    hid_t file = access < 0 ? -1 : H5Fopen("results", H5F_ACC_RDONLY, access);
    r->file = file < 0 ? 0 : file;
    if (file < 0) {
        report(r, "", "", d);
        goto fail;
    }
    if (check_version(r, minor, d) < 0 || get_about(r, d) < 0 ||
        get_inputs(r, d) < 0 || get_names(r, d) < 0)
        goto fail;
    *out = r;
    return 0;
fail:
    results_reader_close(r);
    return result;
}

void results_reader_close(struct results_reader *r)
{
    if (!r)
        return;
    if (r->file > 0)
        H5Fclose(r->file);
    if (r->access > 0)
        H5Pclose(r->access);
    for (int t = 0; t < TABLES; t++)
        free(r->start[t]);
    results_driver_release(&r->driver);
    close(r->driver.fd);
    arena_release(&r->arena);
    free(r);
}

const struct name_table *results_reader_names(const struct results_reader *r)
{
    return &r->names;
}

const struct results_about *results_reader_about(const struct results_reader *r)
{
    return &r->about;
}

/* Reports what results_rows found. */
static int report_rows(struct results_reader *r, enum result_table t,
                       int result, const char *column, struct diag *d)
{
    struct origin at = {.file = r->path};

    if (result == ROWS_NO_MEMORY)
        diag_error(d, &at, "cannot read /%s: %s", results_fields(t).path,
                   strerror(ENOMEM));
    else if (result < 0)
        report(r, results_fields(t).path, column, d);
    return result < 0 ? -1 : 0;
}

int results_reader_rows(struct results_reader *r, enum result_table t,
                        void **rows, size_t *count, struct diag *d)
{
    const char *column = "";
    int result = results_rows_read(r->file, t, NULL, rows, count, &column);

    return report_rows(r, t, result, column, d);
}

int results_reader_column(struct results_reader *r, enum result_table t,
                          int column, results_values_fn *take, void *context,
                          struct diag *d)
{
    int result = results_rows_column(r->file, t, column, take, context);

    return report_rows(r, t, result, results_fields(t).field[column].name, d);
}

/* Rows of each replication of a file, while its column is read. */
struct counts {
    size_t *rows; /* of replication first + i */
    int32_t first, replications, last;
    bool wrong; /* a number that the file does not hold, or out of order */
};

static void count_rows(void *context, const void *value, size_t count)
{
    const int32_t *number = value;
    struct counts *c = context;

    for (size_t i = 0; i < count && !c->wrong; i++) {
        c->wrong =
            number[i] < c->last || number[i] - c->first >= c->replications;
        if (!c->wrong)
            c->rows[number[i] - c->first]++;
        c->last = number[i];
    }
}

/* Where the rows of each replication begin, and end, in table t. */
static int index_table(struct results_reader *r, enum result_table t,
                       struct diag *d)
{
    int32_t n = r->about.replications, first = r->about.shard.first;
    size_t *start = n < 0 ? NULL : calloc((size_t)n + 1, sizeof *start);
    struct counts c = {start, first, n, first, false};
    int result = ROWS_NO_MEMORY;

    if (start)
        result = results_rows_column(r->file, t, 0, count_rows, &c);
    if (!result && c.wrong)
        result = ROWS_WRONG;
    if (result) {
        free(start);
        return report_rows(r, t, result, "replication", d);
    }
    size_t at = 0;
    for (int32_t i = 0; i <= n; i++) {
        size_t rows = start[i];

        start[i] = at;
        at += rows;
    }
    r->start[t] = start;
    return 0;
}

enum { SOME_BYTES = 8 << 20 };

int results_reader_some(struct results_reader *r, int32_t first, int32_t most,
                        struct results *out, int32_t *n, struct diag *d)
{
    int32_t from = first - r->about.shard.first, k = from;
    size_t bytes = 0;

    for (int t = 0; t < TABLES; t++)
        if (!r->start[t] && index_table(r, (enum result_table)t, d) < 0)
            return -1;
    assert(from >= 0 && most > 0 && from + most <= r->about.replications);
    while (k < from + most && (k == from || bytes < SOME_BYTES)) {
        for (int t = 0; t < TABLES; t++)
            bytes += (r->start[t][k + 1] - r->start[t][k]) *
                     results_row_size((enum result_table)t);
        k++;
    }
    for (int t = 0; t < TABLES; t++) {
        const size_t *start = r->start[t];
        struct results_part part = {start[from], start[k] - start[from]};
        struct rows *rows = &out->table[t];
        const char *column = "";

        free(rows->row);
        int result = results_rows_read(r->file, (enum result_table)t, &part,
                                       &rows->row, &rows->count, &column);
        rows->capacity = rows->count;
        if (report_rows(r, (enum result_table)t, result, column, d) < 0)
            return -1;
    }
    *n = k - from;
    return 0;
}
