/*
 * Shards: replications of a file are read in pieces of bounded size, and any
 * division of a run into shards gives its file again.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/merge.h"
#include "sim/io/results/shard.h"
#include "tests/support/sample_results.h"
#include "tests/support/scratch.h"

enum { OF = 16 };

static struct diag d;

/* A file of replications [first, first + count) of OF; of 0: a whole run. */
static const char *write_part(const char *name, int first, int count, int of)
{
    const char *path = scratch_path(name);
    struct results_about about = sample_about;
    struct results_writer *w;
    struct results r = {0};
    about.version = POESIM_VERSION;
    about.replications = count;
    about.shard = (struct results_shard){of ? first : 0, of, 0};
    ck_assert_int_eq(
        results_writer_open(&w, path, true, &about, &sample_names, &d), 0);
    for (int i = first; i < first + count; i++) {
        results_clear(&r);
        sample_add(&r, i);
        ck_assert_int_eq(results_writer_add(w, &r, &d), 0);
    }
    results_release(&r);
    ck_assert_int_eq(results_writer_close(w, &d), 0);
    return path;
}

static void is_same(const struct results *a, const struct results *b)
{
    for (int t = 0; t < TABLES; t++) {
        size_t n = a->table[t].count;
        ck_assert_uint_eq(n, b->table[t].count);
        ck_assert(!n || !memcmp(a->table[t].row, b->table[t].row,
                                n * results_row_size((enum result_table)t)));
    }
}

START_TEST(replications_are_read_in_pieces_without_loss)
{
    struct results_reader *r;
    struct results some = {0}, expected = {0};
    int pieces = 0, n;
    const char *path = write_part("part.h5", 3, 10, OF);
    ck_assert_int_eq(results_reader_open(&r, path, &d), 0);
    for (int at = 3; at < 13; at += n, pieces++) {
        ck_assert_int_eq(results_reader_some(r, at, 13 - at, &some, &n, &d), 0);
        ck_assert_int_gt(n, 0);
        results_clear(&expected);
        for (int i = at; i < at + n; i++)
            sample_add(&expected, i);
        is_same(&some, &expected);
    }
    ck_assert_int_gt(pieces, 1); /* too much for one */
    ck_assert_int_lt(pieces, 10);
    ck_assert_int_eq(results_reader_some(r, 7, 1, &some, &n, &d), 0);
    ck_assert_int_eq(n, 1);
    results_clear(&expected);
    sample_add(&expected, 7);
    is_same(&some, &expected);
    results_release(&some);
    results_release(&expected);
    results_reader_close(r);
}
END_TEST

START_TEST(rows_of_other_replications_than_promised_are_refused)
{
    struct results_reader *r;
    struct results_about about = sample_about;
    struct results_writer *w;
    struct results rows = {0};
    int n;
    const char *path = scratch_path("wrong.h5");
    about.shard = (struct results_shard){4, OF, 0};
    about.replications = 2;
    ck_assert_int_eq(
        results_writer_open(&w, path, true, &about, &sample_names, &d), 0);
    sample_add(&rows, 6);
    ck_assert_int_eq(results_writer_add(w, &rows, &d), 0);
    ck_assert_int_eq(results_writer_close(w, &d), 0);
    ck_assert_int_eq(results_reader_open(&r, path, &d), 0);
    ck_assert_int_eq(results_reader_some(r, 4, 2, &rows, &n, &d), -1);
    ck_assert_int_eq(d.count, 1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "/replication"));
    results_release(&rows);
    results_reader_close(r);
}
END_TEST

START_TEST(any_division_merges_to_the_same_bytes)
{
    static const int cuts[][4] = {{0, 16}, {0, 1, 16}, {0, 5, 11, 16}};
    size_t size, whole_size;
    const char *whole = write_part("whole.h5", 0, OF, 0);
    const char *out = scratch_path("out.h5");
    unsigned char *expected = scratch_read(whole, &whole_size);
    for (int i = 0; i < 3; i++) {
        static const char *const name[] = {"0.h5", "1.h5", "2.h5"};
        const char *path[3];
        for (int k = 0; k <= i; k++) /* the last first */
            path[i - k] = write_part(name[k], cuts[i][k],
                                     cuts[i][k + 1] - cuts[i][k], OF);
        ck_assert_int_eq(merge_shards(path, i + 1, out, true, NULL, &d), 0);
        unsigned char *bytes = scratch_read(out, &size);
        ck_assert_uint_eq(size, whole_size);
        ck_assert_mem_eq(bytes, expected, size);
        free(bytes);
    }
    free(expected);
}
END_TEST

static void wrong(const char *const *path, int paths, const char *words)
{
    const char *out = scratch_path("none.h5");
    ck_assert_int_eq(merge_shards(path, paths, out, false, NULL, &d),
                     MERGE_WRONG);
    ck_assert_int_eq(d.count, 1);
    ck_assert_msg(strstr(d.message[0], words), "\"%s\" has no \"%s\"",
                  d.message[0], words);
    diag_release(&d);
}

START_TEST(shards_that_are_not_the_run_are_refused)
{
    const char *a = write_part("a.h5", 0, 2, 5),
               *b = write_part("b.h5", 2, 2, 5),
               *c = write_part("c.h5", 4, 1, 5),
               *bc = write_part("bc.h5", 3, 2, 5),
               *other = write_part("other.h5", 4, 1, 6),
               *whole = write_part("whole.h5", 0, 5, 0);
    wrong((const char *[]){a, b}, 2,
          "replications 4 to 4 of 5 are in no shard");
    wrong((const char *[]){c, a}, 2,
          "replications 2 to 3 of 5 are in no shard");
    wrong((const char *[]){a, b, bc}, 3, "replications from 3 on are in ");
    wrong((const char *[]){a, b, c, c}, 4, "replications from 4 on are in ");
    wrong((const char *[]){a, b, other}, 3, "replications 6 there, 5 here");
    wrong((const char *[]){whole}, 1, "is the file of a whole run");
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 6);
}
END_TEST

START_TEST(a_merge_that_is_stopped_leaves_nothing)
{
    const volatile int stop = 1;
    const char *a = write_part("a.h5", 0, 2, 2);
    ck_assert_int_eq(
        merge_shards(&a, 1, scratch_path("out.h5"), false, &stop, &d), 1);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 1);
}
END_TEST

static void tear_down(void)
{
    diag_release(&d);
    scratch_remove();
}

int main(void)
{
    Suite *s = suite_create("shard");
    TCase *c = tcase_create("shard");
    suite_add_tcase(s, c);
    tcase_add_checked_fixture(c, scratch_make, tear_down);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, replications_are_read_in_pieces_without_loss);
    tcase_add_test(c, rows_of_other_replications_than_promised_are_refused);
    tcase_add_test(c, any_division_merges_to_the_same_bytes);
    tcase_add_test(c, shards_that_are_not_the_run_are_refused);
    tcase_add_test(c, a_merge_that_is_stopped_leaves_nothing);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
