/* Quantiles from bins against the sorted waits they were made of. */
#include "analysis/common/bins.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

START_TEST(bins_of_one_value_give_the_exact_nearest_rank)
{
    /* 0 0 0 1 1 5 5 5 5 9 */
    struct bin b[] = {{0, 0, 0, 3}, {0, 1, 1, 2}, {0, 5, 5, 4}, {0, 9, 9, 1}};
    ck_assert_double_eq(bins_quantile(b, 4, 0.30, NAN), 0);
    ck_assert_double_eq(bins_quantile(b, 4, 0.31, NAN), 1);
    ck_assert_double_eq(bins_quantile(b, 4, 0.50, NAN), 1);
    ck_assert_double_eq(bins_quantile(b, 4, 0.51, NAN), 5);
    ck_assert_double_eq(bins_quantile(b, 4, 0.95, NAN), 9);
}
END_TEST

START_TEST(within_a_bin_waits_lie_evenly)
{
    struct bin b[] = {{0, 100, 200, 4}};
    ck_assert_double_eq(bins_quantile(b, 1, 0.25, NAN), 112.5);
    ck_assert_double_eq(bins_quantile(b, 1, 1.00, NAN), 187.5);
    ck_assert_double_eq(bins_quantile(b, 1, 1.00, 150), 150); /* the longest */
}
END_TEST

START_TEST(the_same_bin_of_two_classes_is_one_bin)
{
    struct bin apart[] = {{0, 0, 0, 1}, {0, 10, 19, 2}, {0, 10, 19, 6}};
    struct bin one[] = {{0, 0, 0, 1}, {0, 10, 19, 8}};
    for (int i = 1; i <= 20; i++)
        ck_assert_double_eq(bins_quantile(apart, 3, i / 20.0, NAN),
                            bins_quantile(one, 2, i / 20.0, NAN));
}
END_TEST

START_TEST(nobody_has_no_quantile)
{
    struct bin none = {0, 0, 5, 0};
    ck_assert_double_nan(bins_quantile(NULL, 0, 0.5, NAN));
    ck_assert_double_nan(bins_quantile(&none, 1, 0.5, NAN));
}
END_TEST

/* Against all waits, sorted: an answer is never farther off than a bin. */
START_TEST(quantiles_stay_within_a_bin_of_the_sorted_waits)
{
    enum { N = 5000, WIDE = 1000 };
    static int count[200], wait[N];
    static struct bin b[200];
    unsigned x = 7;
    for (int i = 0; i < N; i++) {
        x = x * 1664525u + 1013904223u;
        int k = (int)((x >> 16) % 200 * ((x >> 8) % 200) / 200);
        count[k]++;
    }
    int at = 0;
    for (int k = 0; k < 200; k++) {
        b[199 - k] = (struct bin){0, k * WIDE, (k + 1) * WIDE - 1, count[k]};
        for (int j = 0; j < count[k]; j++)
            wait[at++] = k * WIDE + (j * 997) % WIDE;
    }
    bins_sort(b, 200);
    for (int i = 1; i <= 100; i++) {
        double q = bins_quantile(b, 200, i / 100.0, NAN);
        ck_assert_int_eq((int)q / WIDE, wait[i * N / 100 - 1] / WIDE);
    }
}
END_TEST

START_TEST(over_a_limit_is_longer_and_not_as_long)
{
    struct bin b[] = {{0, 10, 10, 5}, {0, 20, 29, 10}, {0, 40, 49, 1}};
    ck_assert_double_eq(bins_over(b, 3, 9, NAN), 16);
    ck_assert_double_eq(bins_over(b, 3, 10, NAN), 11);
    ck_assert_double_eq(bins_over(b, 3, 24, NAN), 6); /* 25..29 of 20..29 */
    ck_assert_double_eq(bins_over(b, 3, 29, NAN), 1);
    ck_assert_double_eq(bins_over(b, 3, 49, NAN), 0);
    /* the longest of the bin 40..49 is known to be 41 */
    ck_assert_double_eq(bins_over(b, 3, 40, 41), 0.5);
    ck_assert_double_eq(bins_over(b, 3, 41, 41), 0);
}
END_TEST

START_TEST(sorted_bins_fall_apart_by_key)
{
    struct bin b[] = {{2, 5, 5, 1}, {1, 7, 7, 1}, {2, 3, 3, 1}};
    bins_sort(b, 3);
    ck_assert_uint_eq(bins_next(b, 3, 0), 1);
    ck_assert_uint_eq(bins_next(b, 3, 1), 3);
    ck_assert_int_eq(b[1].from, 3);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("bins");
    TCase *t = tcase_create("all");
    tcase_add_test(t, bins_of_one_value_give_the_exact_nearest_rank);
    tcase_add_test(t, within_a_bin_waits_lie_evenly);
    tcase_add_test(t, the_same_bin_of_two_classes_is_one_bin);
    tcase_add_test(t, nobody_has_no_quantile);
    tcase_add_test(t, quantiles_stay_within_a_bin_of_the_sorted_waits);
    tcase_add_test(t, over_a_limit_is_longer_and_not_as_long);
    tcase_add_test(t, sorted_bins_fall_apart_by_key);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
