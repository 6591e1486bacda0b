/*
 * The results file: what is written comes back, the same rows give the same
 * bytes, and files that are damaged, foreign or of another version are refused.
 * With "--write FILE" it leaves a file for tests/sim/read_results.py.
 */
#include <check.h>
#include <hdf5.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_page.h"
#include "sim/io/results/results_seal.h"
#include "tests/support/sample_results.h"
#include "tests/support/scratch.h"

static struct diag d;

static const char *write_sample(const char *name)
{
    const char *path = scratch_path(name);
    ck_assert_msg(sample_write(path, false, &d) == 0, "%s",
                  d.stored ? d.message[0] : "no text");
    return path;
}

static struct results_reader *open_good(const char *path)
{
    struct results_reader *r;
    ck_assert_msg(results_reader_open(&r, path, &d) == 0, "%s",
                  d.stored ? d.message[0] : "no text");
    return r;
}

/* The file is refused, and the text has these words in it. */
static void refuse(const char *path, const char *words)
{
    struct diag why = {0};
    struct results_reader *r;
    ck_assert_int_lt(results_reader_open(&r, path, &why), 0);
    ck_assert_ptr_null(r);
    ck_assert_int_eq(why.count, 1);
    ck_assert_msg(strstr(why.message[0], words) && strstr(why.message[0], path),
                  "\"%s\" has no \"%s\"", why.message[0], words);
    diag_release(&why);
}

START_TEST(rows_are_zeroed_and_stay_when_the_table_grows)
{
    struct results r = {0};
    for (int i = 0; i < 1000; i++) {
        struct series_row *row = results_add(&r, TABLE_series);
        ck_assert_int_eq(row->queue_max, 0);
        row->queue_max = i;
    }
    const struct series_row *row = r.table[TABLE_series].row;
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(row[i].queue_max, i);
    results_clear(&r);
    ck_assert_uint_eq(r.table[TABLE_series].count, 0);
    row = results_add(&r, TABLE_series);
    ck_assert_int_eq(row->queue_max, 0);
    results_release(&r);
    ck_assert_ptr_null(r.table[TABLE_series].row);
}
END_TEST

#define EQUAL(name, type, unit, meaning)                                       \
    ck_assert_msg(is[i].name == was[i].name, "row %zu of %s", i, #name);
#define COMPARE(stem, FIELDS, path, per)                                       \
    {                                                                          \
        const struct stem##_row *was = all.table[TABLE_##stem].row, *is;       \
        void *rows;                                                            \
        size_t count;                                                          \
        ck_assert_int_eq(                                                      \
            results_reader_rows(r, TABLE_##stem, &rows, &count, &d), 0);       \
        ck_assert_uint_eq(count, all.table[TABLE_##stem].count);               \
        ck_assert_ptr_nonnull(rows);                                           \
        is = rows;                                                             \
        for (size_t i = 0; i < count; i++) {                                   \
            FIELDS(EQUAL)                                                      \
        }                                                                      \
        free(rows);                                                            \
    }

START_TEST(every_row_of_every_table_comes_back)
{
    struct results_reader *r = open_good(write_sample("a.h5"));
    struct results all = {0};
    for (int i = 0; i < SAMPLE_REPLICATIONS; i++)
        sample_add(&all, i);
    RESULT_TABLES(COMPARE)
    results_release(&all);
    results_reader_close(r);
}
END_TEST

START_TEST(what_the_run_was_comes_back)
{
    struct results_reader *r = open_good(write_sample("a.h5"));
    const struct results_about *a = results_reader_about(r), *b = &sample_about;
    ck_assert_str_eq(a->version, b->version);
    ck_assert_str_eq(a->scenario_id, b->scenario_id);
    ck_assert_str_eq(a->scenario, b->scenario);
    ck_assert_uint_eq(a->seed, b->seed);
    ck_assert_int_eq(a->replications, b->replications);
    ck_assert_int_eq(a->start_utc_us, b->start_utc_us);
    ck_assert_int_eq(a->duration_us, b->duration_us);
    ck_assert_int_eq(a->interval_us, b->interval_us);
    ck_assert_int_eq(a->warm_up_us, b->warm_up_us);
    ck_assert_uint_eq(a->quantile_digest, b->quantile_digest);
    ck_assert_int_eq(a->files, b->files);
    for (int i = 0; i < b->files; i++) {
        ck_assert_str_eq(a->file[i].name, b->file[i].name);
        ck_assert_mem_eq(a->file[i].sha256, b->file[i].sha256, 32);
    }
    const struct name_table *n = results_reader_names(r);
    for (int k = 0; k < NAME_KINDS; k++) {
        ck_assert_int_eq(n->count[k], sample_names.count[k]);
        for (int i = 0; i < n->count[k]; i++)
            ck_assert_str_eq(n->name[k][i], sample_names.name[k][i]);
    }
    results_reader_close(r);
}
END_TEST

START_TEST(two_files_can_be_open_at_once)
{
    const char *path = write_sample("a.h5");
    struct results_reader *a = open_good(path), *b = open_good(path);
    void *rows;
    size_t count;
    results_reader_close(a);
    ck_assert_int_eq(results_reader_rows(b, TABLE_ends, &rows, &count, &d), 0);
    ck_assert_uint_eq(count, SAMPLE_REPLICATIONS * sample_count(TABLE_ends));
    free(rows);
    results_reader_close(b);
}
END_TEST

START_TEST(the_same_rows_give_the_same_bytes_in_one_call_or_many)
{
    struct results all = {0}, none = {0};
    struct results_writer *w;
    size_t size_a, size_b;
    unsigned char *a = scratch_read(write_sample("a.h5"), &size_a);
    const char *path = scratch_path("b.h5");
    for (int i = 0; i < SAMPLE_REPLICATIONS; i++)
        sample_add(&all, i);
    ck_assert_int_eq(
        results_writer_open(&w, path, false, &sample_about, &sample_names, &d),
        0);
    ck_assert_int_eq(results_writer_add(w, &none, &d), 0);
    ck_assert_int_eq(results_writer_add(w, &all, &d), 0);
    ck_assert_int_eq(results_writer_close(w, &d), 0);
    unsigned char *b = scratch_read(path, &size_b);
    ck_assert_uint_eq(size_a, size_b);
    ck_assert(memcmp(a, b, size_a) == 0);
    results_release(&all);
    free(a);
    free(b);
}
END_TEST

START_TEST(a_file_that_is_cut_short_is_refused)
{
    size_t size;
    unsigned char *bytes = scratch_read(write_sample("a.h5"), &size);
    const char *path = scratch_path("cut.h5");
    for (size_t n = 16; n < size; n += n < 600 ? 31 : size / 40) {
        scratch_write(path, bytes, n);
        refuse(path, n < 24 ? "poesim" : "damaged");
    }
    scratch_write(path, bytes, size - 1);
    refuse(path, "damaged");
    bytes[size] = 0;
    scratch_write(path, bytes, size + 1);
    refuse(path, "damaged");
    free(bytes);
}
END_TEST

/* Of the seal only the blanks and the sentence for people may change. */
START_TEST(a_file_with_a_flipped_bit_is_refused)
{
    size_t size;
    unsigned char *bytes = scratch_read(write_sample("a.h5"), &size);
    const char *path = scratch_path("flip.h5");
    size_t spoken = strlen("poesim results 2.0\nsha256 \n") + 64;
    for (size_t i = 0; i < size; i += i + 1 < spoken ? 1
                                      : i < 512      ? 512 - i
                                                     : 3001) {
        bytes[i] ^= (unsigned char)(1 << i % 8);
        scratch_write(path, bytes, size);
        refuse(path, "flip.h5");
        bytes[i] ^= (unsigned char)(1 << i % 8);
    }
    scratch_write(path, bytes, size);
    results_reader_close(open_good(path));
    free(bytes);
}
END_TEST

START_TEST(files_of_others_are_refused_with_what_they_are)
{
    static const char zeros[4096];
    const char *path = scratch_path("x");
    scratch_write(path, "", 0);
    refuse(path, "is empty");
    scratch_write(path, "<scenario/>", 11);
    refuse(path, "not a results file");
    scratch_write(path, zeros, sizeof zeros);
    refuse(path, "never finished");
    scratch_write(path, "\211HDF\r\n\032\n and so on", 18);
    refuse(path, "not one that poesim wrote");
    refuse("/dev/null", "device");
    refuse(scratch_path("."), "folder");
    refuse(scratch_path("missing"), "No such file");
}
END_TEST

START_TEST(another_version_is_refused_and_named)
{
    size_t size;
    unsigned char *bytes = scratch_read(write_sample("a.h5"), &size);
    const char *path = scratch_path("v.h5");
    ck_assert_mem_eq(bytes, "poesim results 2.0\n", 19);
    bytes[15] = '1';
    scratch_write(path, bytes, size);
    refuse(path, "format 1, and this program reads format 2");
    bytes[15] = '2';
    bytes[17] = '3';
    scratch_write(path, bytes, size);
    refuse(path, "2.3 in front and 2.0 inside");
    bytes[17] = 'x';
    scratch_write(path, bytes, size);
    refuse(path, "damaged");
    free(bytes);
}
END_TEST

/* Rows of more than two chunks, in tables before and after one another. */
static void add_many(struct results *r, int replication, int from, int count)
{
    for (int i = from; i < from + count; i++) {
        struct ends_row *e = results_add(r, TABLE_ends);
        struct travellers_row *t = results_add(r, TABLE_travellers);
        struct waits_histogram_row *h = results_add(r, TABLE_waits_histogram);
        e->replication = t->replication = h->replication = replication;
        e->persons = t->left_us = (int64_t)i * i;
        h->to_us = INT64_C(7919) * i;
    }
}

/* Each replication in pieces of so many rows; its own row comes last. */
static void write_pieces(const char *path, int piece)
{
    enum { REPLICATIONS = 2, ROWS = 40000 };
    struct results r = {0};
    struct results_writer *w;

    ck_assert_int_eq(
        results_writer_open(&w, path, false, &sample_about, &sample_names, &d),
        0);
    for (int k = 0; k < REPLICATIONS; k++)
        for (int at = 0; at < ROWS; at += piece) {
            add_many(&r, k, at, piece);
            if (at + piece == ROWS) {
                struct replications_row *row =
                    results_add(&r, TABLE_replications);
                row->replication = k;
            }
            if (piece == ROWS && k == 0)
                continue; /* both in one call */
            ck_assert_int_eq(results_writer_add(w, &r, &d), 0);
            results_clear(&r);
        }
    ck_assert_int_eq(results_writer_close(w, &d), 0);
    results_release(&r);
}

START_TEST(pieces_of_a_replication_give_the_bytes_of_the_whole)
{
    static const int pieces[] = {40000, 20000, 10000, 1000};
    unsigned char *whole = NULL;
    size_t size = 0;

    for (int i = 0; i < 4; i++) {
        char name[] = "a.h5";
        size_t bytes;
        name[0] = (char)('a' + i);
        write_pieces(scratch_path(name), pieces[i]);
        unsigned char *here = scratch_read(scratch_path(name), &bytes);
        if (!whole) {
            whole = here;
            size = bytes;
            continue;
        }
        ck_assert_uint_eq(bytes, size);
        ck_assert(!memcmp(here, whole, size));
        free(here);
    }
    free(whole);
}
END_TEST

/* A sound file in which somebody has changed something with HDF5. */
static const char *altered(void (*change)(hid_t file))
{
    const char *path = write_sample("altered.h5");
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    ck_assert(file >= 0);
    change(file);
    ck_assert(H5Fclose(file) >= 0);
    FILE *f = fopen(path, "r+b");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(results_seal_write(fileno(f)), 0);
    fclose(f);
    return path;
}

static void refuse_rows(const char *path, enum result_table t,
                        const char *column)
{
    struct results_reader *r = open_good(path);
    struct diag why = {0};
    void *rows;
    size_t count;
    ck_assert_int_eq(results_reader_rows(r, t, &rows, &count, &why), -1);
    ck_assert_ptr_null(rows);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(why.count, 1);
    ck_assert_msg(strstr(why.message[0], column) &&
                      strstr(why.message[0], sample_about.version),
                  "%s", why.message[0]);
    /* The other tables can still be read. */
    ck_assert_int_eq(results_reader_rows(r, TABLE_ends, &rows, &count, &why),
                     0);
    free(rows);
    diag_release(&why);
    results_reader_close(r);
}

static void drop_column(hid_t file)
{
    ck_assert(H5Ldelete(file, "waits/totals/waited", H5P_DEFAULT) >= 0);
}

static void drop_table(hid_t file)
{
    ck_assert(H5Ldelete(file, "series", H5P_DEFAULT) >= 0);
}

static void drop_names(hid_t file)
{
    ck_assert(H5Ldelete(file, "names/pools", H5P_DEFAULT) >= 0);
}

static void drop_attribute(hid_t file)
{
    ck_assert(H5Adelete(file, "seed") >= 0);
}

static void shorten_column(hid_t file)
{
    hid_t set = H5Dopen2(file, "causes/persons", H5P_DEFAULT);
    hsize_t size = 2;
    ck_assert(H5Dset_extent(set, &size) >= 0);
    H5Dclose(set);
}

static void retype_column(hid_t file)
{
    hsize_t size = SAMPLE_REPLICATIONS;
    hid_t space = H5Screate_simple(1, &size, NULL);
    ck_assert(H5Ldelete(file, "replications/events", H5P_DEFAULT) >= 0);
    hid_t set = H5Dcreate2(file, "replications/events", H5T_STD_I32LE, space,
                           H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    ck_assert(set >= 0);
    H5Dclose(set);
    H5Sclose(space);
}

static void drop_unit(hid_t file)
{
    ck_assert(H5Adelete_by_name(file, "series/served", "units", H5P_DEFAULT) >=
              0);
}

/* Another column's unit. */
static void change_unit(hid_t file)
{
    hid_t set = H5Dopen2(file, "causes/persons", H5P_DEFAULT);
    hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    const char *unit = "us";
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    ck_assert(H5Adelete(set, "units") >= 0);
    hid_t a = H5Acreate2(set, "units", type, space, H5P_DEFAULT, H5P_DEFAULT);
    ck_assert(H5Awrite(a, type, &unit) >= 0);
    H5Aclose(a);
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(set);
}

START_TEST(a_missing_or_strange_column_is_named)
{
    refuse_rows(altered(drop_column), TABLE_waits_totals,
                "/waits/totals/waited");
    remove(scratch_path("altered.h5"));
    refuse_rows(altered(drop_table), TABLE_series, "/series");
    remove(scratch_path("altered.h5"));
    refuse_rows(altered(shorten_column), TABLE_causes, "/causes/persons");
    remove(scratch_path("altered.h5"));
    refuse_rows(altered(retype_column), TABLE_replications,
                "/replications/events");
    remove(scratch_path("altered.h5"));
    refuse_rows(altered(drop_unit), TABLE_series, "/series/served");
    remove(scratch_path("altered.h5"));
    refuse_rows(altered(change_unit), TABLE_causes, "/causes/persons");
    remove(scratch_path("altered.h5"));
    refuse(altered(drop_names), "/names/pools");
    remove(scratch_path("altered.h5"));
    refuse(altered(drop_attribute), "/seed");
}
END_TEST

static herr_t has_no_time(hid_t at, const char *name, const H5O_info_t *info,
                          void *count)
{
    (void)at;
    ck_assert_msg(!info->atime && !info->mtime && !info->ctime && !info->btime,
                  "%s", name);
    ++*(int *)count;
    return 0;
}

START_TEST(no_object_bears_a_time)
{
    hid_t file = H5Fopen(write_sample("a.h5"), H5F_ACC_RDONLY, H5P_DEFAULT);
    int objects = 0;
    ck_assert(H5Ovisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, has_no_time,
                       &objects) >= 0);
    ck_assert_int_gt(objects, 100);
    H5Fclose(file);
}
END_TEST

/* A later minor version has more in it. */
static void add_things(hid_t file)
{
    int32_t version[2] = {2, 0};
    hid_t a = H5Aopen(file, "format_version", H5P_DEFAULT);
    version[1] = 4;
    ck_assert(H5Awrite(a, H5T_NATIVE_INT32, version) >= 0);
    H5Aclose(a);
    hid_t g =
        H5Gcreate2(file, "ends/new", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    ck_assert(g >= 0);
    H5Gclose(g);
}

START_TEST(a_later_minor_version_is_read)
{
    const char *path = altered(add_things);
    size_t size;
    unsigned char *bytes = scratch_read(path, &size);
    refuse(path, "2.0 in front and 2.4 inside");
    bytes[17] = '4';
    scratch_write(path, bytes, size);
    struct results_reader *r = open_good(path);
    void *rows;
    size_t count;
    ck_assert_int_eq(results_reader_rows(r, TABLE_ends, &rows, &count, &d), 0);
    ck_assert_uint_eq(count, SAMPLE_REPLICATIONS * sample_count(TABLE_ends));
    free(rows);
    free(bytes);
    results_reader_close(r);
}
END_TEST

START_TEST(the_format_page_has_the_tables_of_this_program)
{
    static const char begin[] = "<!-- from `poesim fields`: begin -->\n\n",
                      end[] = "\n<!-- from `poesim fields`: end -->\n";
    size_t size, length;
    char *page = (char *)scratch_read("docs/results-format.md", &size);
    FILE *f = fopen(scratch_path("fields"), "w");
    ck_assert_int_eq(results_page_write(f), 0);
    fclose(f);
    char *fields = (char *)scratch_read(scratch_path("fields"), &length);
    char *from = strstr(page, begin), *to = strstr(page, end);
    ck_assert(from && to);
    *to = '\0';
    ck_assert_str_eq(from + strlen(begin), fields);
    free(page);
    free(fields);
}
END_TEST

static void tear_down(void)
{
    diag_release(&d);
    scratch_remove();
}

int main(int count, char **argument)
{
    if (count == 3 && !strcmp(argument[1], "--write")) {
        int bad = sample_write(argument[2], true, &d);
        diag_print(&d, stderr);
        return bad ? 4 : 0;
    }
    if (count == 2 && !strcmp(argument[1], "--fields"))
        return results_page_write(stdout) ? 4 : 0;
    Suite *s = suite_create("results_file");
    TCase *c = tcase_create("results_file");
    suite_add_tcase(s, c);
    tcase_add_checked_fixture(c, scratch_make, tear_down);
    tcase_add_test(c, rows_are_zeroed_and_stay_when_the_table_grows);
    tcase_add_test(c, every_row_of_every_table_comes_back);
    tcase_add_test(c, what_the_run_was_comes_back);
    tcase_add_test(c, two_files_can_be_open_at_once);
    tcase_add_test(c, the_same_rows_give_the_same_bytes_in_one_call_or_many);
    tcase_add_test(c, a_file_that_is_cut_short_is_refused);
    tcase_add_test(c, a_file_with_a_flipped_bit_is_refused);
    tcase_add_test(c, files_of_others_are_refused_with_what_they_are);
    tcase_add_test(c, another_version_is_refused_and_named);
    tcase_add_test(c, a_missing_or_strange_column_is_named);
    tcase_add_test(c, no_object_bears_a_time);
    tcase_add_test(c, pieces_of_a_replication_give_the_bytes_of_the_whole);
    tcase_add_test(c, a_later_minor_version_is_read);
    tcase_add_test(c, the_format_page_has_the_tables_of_this_program);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
