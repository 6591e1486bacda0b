/* Verdicts on hand-made numbers, and expectations that are read again. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analysis/regress/verdict.h"

static char path[] = "/tmp/test_verdict_XXXXXX";

static void add(struct expectation *e, enum expected_class class,
                const char *metric, const char *value, double se)
{
    expectation_add(e, &(struct expected){.class = class,
                                          .metric = metric,
                                          .of = "P/booth",
                                          .value = value,
                                          .unit = "min",
                                          .se = se,
                                          .margin = 0.01});
}

START_TEST(a_difference_is_in_standard_errors_of_two_means)
{
    struct expectation stored = {0}, now = {0};
    struct verdicts v;

    add(&stored, EXPECTED_DERIVED, "wait", "10", 0.3);
    add(&now, EXPECTED_DERIVED, "wait", "11", 0.4);
    ck_assert_int_eq(verdicts_find(&v, &stored, &now), 0);
    ck_assert_int_eq(v.differences, 1);
    ck_assert_int_eq(v.worst, VERDICT_CHANGED);
    ck_assert_double_eq_tol(v.difference[0].errors, 2, 1e-12); /* 1 / 0.5 */
    ck_assert_double_eq_tol(v.difference[0].share, 0.1, 1e-12);
    verdicts_release(&v);
    expectation_release(&stored);
    expectation_release(&now);
}
END_TEST

static enum verdict worst(const char *stored, const char *now,
                          enum expected_class class)
{
    struct expectation a = {0}, b = {0};
    struct verdicts v;

    add(&a, class, "x", stored, NAN);
    add(&b, class, "x", now, NAN);
    ck_assert_int_eq(verdicts_find(&v, &a, &b), 0);
    enum verdict is = v.worst;
    verdicts_release(&v);
    expectation_release(&a);
    expectation_release(&b);
    return is;
}

START_TEST(only_derived_numbers_have_a_margin)
{
    ck_assert_int_eq(worst("10", "10", EXPECTED_DERIVED), VERDICT_EXACT);
    ck_assert_int_eq(worst("10", "10.1", EXPECTED_DERIVED), VERDICT_EQUIVALENT);
    ck_assert_int_eq(worst("10", "9.9", EXPECTED_DERIVED), VERDICT_EQUIVALENT);
    ck_assert_int_eq(worst("10", "10.11", EXPECTED_DERIVED), VERDICT_CHANGED);
    ck_assert_int_eq(worst("-10", "-9.9", EXPECTED_DERIVED),
                     VERDICT_EQUIVALENT);
    ck_assert_int_eq(worst("0", "1e-9", EXPECTED_DERIVED), VERDICT_CHANGED);
    ck_assert_int_eq(worst("10000", "10001", EXPECTED_COUNTER),
                     VERDICT_CHANGED);
}
END_TEST

START_TEST(what_only_one_side_has_is_a_change)
{
    struct expectation stored = {0}, now = {0};
    struct verdicts v;

    add(&stored, EXPECTED_COUNTER, "b", "1", NAN);
    add(&stored, EXPECTED_DERIVED, "a", "1", NAN);
    add(&now, EXPECTED_COUNTER, "a", "1", NAN);
    add(&now, EXPECTED_DERIVED, "a", "1", NAN);
    ck_assert_int_eq(verdicts_find(&v, &stored, &now), 0);
    ck_assert_int_eq(v.compared, 3);
    ck_assert_int_eq(v.differences, 2);
    ck_assert_ptr_null(v.difference[0].stored); /* counter a */
    ck_assert_ptr_null(v.difference[1].now);    /* counter b */
    ck_assert_int_eq(v.missing, 1);
    ck_assert_int_eq(v.of[EXPECTED_DERIVED][VERDICT_EXACT], 1);
    verdicts_release(&v);
    expectation_release(&stored);
    expectation_release(&now);
}
END_TEST

START_TEST(a_file_is_read_as_it_was_written)
{
    struct expectation e = {.version = "0.1.0",
                            .reason = "two\nlines\tand a tab",
                            .replications = 4},
                       again;
    struct diag d = {0};
    struct verdicts v;

    add(&e, EXPECTED_DERIVED, "wait", "1.25", 0.125);
    add(&e, EXPECTED_DERIVED, "alone", "2", NAN);
    add(&e, EXPECTED_DRAWS, "arrivals", "0123456789abcdef", NAN);
    expectation_sort(&e);
    ck_assert_int_eq(expectation_write(&e, path, &d), 0);
    ck_assert_int_eq(expectation_read(&again, path, &d), 0);
    ck_assert_int_eq(verdicts_find(&v, &e, &again), 0);
    ck_assert_int_eq(v.worst, VERDICT_EXACT);
    ck_assert_int_eq(v.compared, 3);
    ck_assert_str_eq(again.reason, "two lines and a tab");
    ck_assert_int_eq(again.replications, 4);
    ck_assert_str_eq(again.item[1].metric, "alone");
    ck_assert(isnan(again.item[1].se));
    ck_assert_double_eq(again.item[2].se, 0.125);
    ck_assert_double_eq(again.item[2].margin, 0.01);
    verdicts_release(&v);
    expectation_release(&e);
    expectation_release(&again);
}
END_TEST

static const char head[] = "# poesim expectation 1\n# reason: r\n"
                           "# program: poesim 1\n# replications: 2\n"
                           "class\tmetric\tof\tvalue\tunit\tse\tmargin\n";

START_TEST(what_is_not_understood_is_refused)
{
    static const char *const rows[] = {
        "",
        "counter\ta\tb\t1\t\t\n",
        "counters\ta\tb\t1\t\t\t\n",
        "derived\ta\tb\tx\t\t\t1%\n",
        "derived\ta\tb\t1\t\t-1\t1%\n",
        "derived\ta\tb\t1\t\t\t1\n",
        "derived\ta\tb\tnan\t\t\t1%\n",
        "counter\ta\tb\t1\t\t\t",
        "counter\ta\tb\t1\t\t\t\t\n",
        "counter\ta\tb\t1\t\t\t5%\n",
        "events\ta\tb\t1\t\t0.1\t\n",
        "counter\ta\tb\t1\t\t\t\ncounter\ta\tb\t1\t\t\t\n"};
    struct expectation e;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct diag d = {0};
        FILE *f = fopen(path, "w");
        fprintf(f, "%s%s", head, rows[i]);
        fclose(f);
        ck_assert_msg(expectation_read(&e, path, &d) == -1, "%s", rows[i]);
        ck_assert_int_eq(d.count, 1);
        diag_release(&d);
        expectation_release(&e);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("verdict");
    TCase *c = tcase_create("verdict");
    int fd = mkstemp(path);

    tcase_add_test(c, a_difference_is_in_standard_errors_of_two_means);
    tcase_add_test(c, only_derived_numbers_have_a_margin);
    tcase_add_test(c, what_only_one_side_has_is_a_change);
    tcase_add_test(c, a_file_is_read_as_it_was_written);
    tcase_add_test(c, what_is_not_understood_is_refused);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    close(fd);
    unlink(path);
    return failed != 0;
}
