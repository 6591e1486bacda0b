/* Quantiles of all replications together, and their intervals, against figures
 * worked out apart from the program. */
#include "analysis/common/pooled.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

enum { REPLICATIONS = 4, EACH = 10, BINS = REPLICATIONS * EACH };

/* Replication r waits 1 + shift r, 2 + shift r, ... 10 + shift r us. */
static void fill(struct bin b[BINS], double most[REPLICATIONS], int shift)
{
    for (int r = 0; r < REPLICATIONS; r++) {
        for (int i = 0; i < EACH; i++) {
            int64_t x = i + 1 + shift * r;
            b[r * EACH + i] = (struct bin){r, x, x, 1};
        }
        most[r] = EACH + shift * r;
    }
}

/*
 * Shifts of 2: the 20th of 40 is 8, and 8, 6, 4, 2 of ten wait no longer: 0.5
 * with half an interval of 3.182 x 0.2582 / 2 = 0.4109, worth 5.689 trials.
 * Wilson: 0.1826 to 0.8174, ranks 8 and 33: 5 and 12. The 38th is 14 (10, 10,
 * 10, 8: 0.95, half 0.1591, 7.207 trials; 0.5911 to 0.9960, ranks 24 and 40): 9
 * and 16.
 */
START_TEST(a_quantile_of_all_and_its_interval_as_by_hand)
{
    struct bin b[BINS];
    double most[REPLICATIONS];
    struct estimate e;
    fill(b, most, 2);
    ck_assert_int_eq(pooled_quantile(b, BINS, 0.5, most, REPLICATIONS, &e), 0);
    ck_assert_int_eq(e.n, REPLICATIONS);
    ck_assert_double_eq(e.mean, 8);
    ck_assert_double_eq(e.lo, 5);
    ck_assert_double_eq(e.hi, 12);
    ck_assert_int_eq(pooled_quantile(b, BINS, 0.95, most, REPLICATIONS, &e), 0);
    ck_assert_double_eq(e.mean, 14);
    ck_assert_double_eq(e.lo, 9);
    ck_assert_double_eq(e.hi, 16);
}
END_TEST

START_TEST(replications_that_agree_leave_no_width)
{
    struct bin b[BINS];
    double most[REPLICATIONS];
    struct estimate e;
    fill(b, most, 0);
    ck_assert_int_eq(pooled_quantile(b, BINS, 0.5, most, REPLICATIONS, &e), 0);
    ck_assert_double_eq(e.mean, 5);
    ck_assert_double_eq(e.lo, 5);
    ck_assert_double_eq(e.hi, 5);
}
END_TEST

START_TEST(one_replication_has_no_interval_and_no_waits_no_quantile)
{
    struct bin b[BINS];
    double most[REPLICATIONS];
    struct estimate e;
    fill(b, most, 2);
    ck_assert_int_eq(pooled_quantile(b, EACH, 0.5, most, 1, &e), 0);
    ck_assert_int_eq(e.n, 1);
    ck_assert_double_eq(e.mean, 5);
    ck_assert_double_nan(e.lo);
    ck_assert_double_nan(e.hi);
    ck_assert_int_eq(pooled_quantile(b, 0, 0.5, most, REPLICATIONS, &e), 0);
    ck_assert_int_eq(e.n, 0);
    ck_assert_double_nan(e.mean);
    ck_assert_double_nan(e.hi);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("pooled");
    TCase *t = tcase_create("pooled");
    suite_add_tcase(s, t);
    tcase_add_test(t, a_quantile_of_all_and_its_interval_as_by_hand);
    tcase_add_test(t, replications_that_agree_leave_no_width);
    tcase_add_test(t, one_replication_has_no_interval_and_no_waits_no_quantile);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
