/*
 * Rows that proved wrong and came again leave no trace in the results file, nor
 * do rows that might have.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_file.h"
#include "tests/support/sample_results.h"
#include "tests/support/scratch.h"

static struct diag d;

enum { REPLICATIONS = 3 };

static void add_rows(struct results *r, int replication, int rows, int salt)
{
    for (int i = 0; i < rows; i++) {
        struct travellers_row *t = results_add(r, TABLE_travellers);
        struct series_row *s = results_add(r, TABLE_series);
        struct causes_row *c = results_add(r, TABLE_causes);
        t->replication = s->replication = c->replication = replication;
        t->party = (uint32_t)(i * 7 + salt);
        s->arrivals = i % 11 + salt;
        c->persons = i + salt;
    }
}

static void add(struct results_writer *w, struct results *r)
{
    ck_assert_int_eq(results_writer_add(w, r, &d), 0);
    results_clear(r);
}

/* Of each replication so many rows, in pieces; where `wrong` is not 0, there
 * were so many before that came to nothing. */
static unsigned char *write_file(const int rows[REPLICATIONS], int wrong,
                                 bool unproven, size_t *size)
{
    const char *path = scratch_path("a.h5");
    struct results r = {.unproven = unproven};
    struct results_writer *w;

    ck_assert_int_eq(
        results_writer_open(&w, path, true, &sample_about, &sample_names, &d),
        0);
    for (int k = 0; k < REPLICATIONS; k++) {
        for (int at = 0; at < wrong; at += 8000) {
            add_rows(&r, k, wrong - at < 8000 ? wrong - at : 8000, 1000);
            add(w, &r);
        }
        if (wrong)
            results_writer_forget(w);
        for (int piece = 0; piece < 4; piece++) {
            add_rows(&r, k, rows[k] / 4, piece);
            if (piece == 3) {
                struct replications_row *row =
                    results_add(&r, TABLE_replications);
                row->replication = k;
            }
            add(w, &r);
        }
    }
    ck_assert_int_eq(results_writer_close(w, &d), 0);
    results_release(&r);
    return scratch_read(path, size);
}

START_TEST(what_was_forgotten_leaves_no_trace)
{
    static const int rows[][REPLICATIONS] = {
        {16, 16, 16}, {100, 40000, 4}, {20000, 60, 40000}, {40000, 0, 60}};
    static const int wrong[] = {0, 1, 60, 10000, 16384, 40000};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size, bytes;
        unsigned char *whole = write_file(rows[i], 0, false, &size);
        for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
            unsigned char *here = write_file(rows[i], wrong[k], true, &bytes);
            ck_assert_uint_eq(bytes, size);
            ck_assert_msg(!memcmp(here, whole, size), "%zu, %d", i, wrong[k]);
            free(here);
        }
        free(whole);
    }
}
END_TEST

static void tear_down(void)
{
    diag_release(&d);
    scratch_remove();
}

int main(void)
{
    Suite *s = suite_create("results_forget");
    TCase *c = tcase_create("results_forget");
    suite_add_tcase(s, c);
    tcase_add_checked_fixture(c, scratch_make, tear_down);
    tcase_add_test(c, what_was_forgotten_leaves_no_trace);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
