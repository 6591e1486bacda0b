/* Means, shares and distances of observed and simulated bins, by hand. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/common/fit.h"

static void set(struct fit *f, int replication, double minutes, double b0,
                double b1, double b6)
{
    f->persons[replication] = b0 + b1 + b6;
    f->minutes[replication] = minutes;
    f->bin[replication * AWT_BINS] = b0;
    f->bin[replication * AWT_BINS + 1] = b1;
    f->bin[replication * AWT_BINS + 6] = b6;
}

/* Observed 6, 2, 2 people; two replications: 5, 5, 0 and 3, 5, 2. */
static void example(struct fit *f)
{
    ck_assert_int_eq(fit_init(f, 2), 0);
    f->observed[0] = 6;
    f->observed[1] = 2;
    f->observed[6] = 2;
    f->observed_minutes = 420;
    set(f, 0, 140, 5, 5, 0);
    set(f, 1, 500, 3, 5, 2);
}

START_TEST(means_and_shares_are_those_of_a_hand_count)
{
    struct fit f;
    struct estimate mean;
    double observed[AWT_BINS], simulated[AWT_BINS];
    example(&f);
    ck_assert_double_eq(fit_observed_mean(&f), 42);
    ck_assert_int_eq(fit_simulated_mean(&f, &mean), 0);
    ck_assert_double_eq_tol(mean.mean, 32, 1e-12); /* of 14 and 50 */
    /* half width: t(0.975, 1) * 18 = 12.7062 * 18 */
    ck_assert_double_eq_tol(mean.hi - mean.mean, 228.7117, 1e-3);
    fit_shares(&f, observed, simulated);
    ck_assert_double_eq_tol(observed[6], 0.2, 1e-12);
    ck_assert_double_eq_tol(simulated[0], 0.4, 1e-12);
    ck_assert_double_eq_tol(simulated[1], 0.5, 1e-12);
    ck_assert_double_eq_tol(simulated[6], 0.1, 1e-12);
    fit_release(&f);
}
END_TEST

START_TEST(distance_is_the_share_that_would_have_to_move)
{
    struct fit f;
    example(&f);
    /* (|.6 - .4| + |.2 - .5| + |.2 - .1|) / 2 */
    ck_assert_double_eq_tol(fit_distance(&f), 0.3, 1e-12);
    /* one replication from the other: (.2 + 0 + .2) / 2, both ways */
    ck_assert_double_eq_tol(fit_chance(&f), 0.2, 1e-12);
    fit_release(&f);
}
END_TEST

START_TEST(a_day_is_the_sum_of_its_hours)
{
    struct fit f, day;
    example(&f);
    ck_assert_int_eq(fit_init(&day, 2), 0);
    fit_add(&day, &f);
    set(&f, 0, 10, 0, 10, 0);
    fit_add(&day, &f);
    ck_assert_double_eq(day.observed[0], 12);
    ck_assert_double_eq(day.persons[0], 20);
    ck_assert_double_eq(day.minutes[0], 150);
    ck_assert_double_eq(day.bin[1], 15);
    ck_assert_double_eq(day.bin[AWT_BINS], 6);
    fit_release(&day);
    fit_release(&f);
}
END_TEST

START_TEST(without_data_there_is_no_number)
{
    struct fit f;
    struct estimate mean;
    ck_assert_int_eq(fit_init(&f, 3), 0);
    ck_assert_int_eq(fit_simulated_mean(&f, &mean), 0);
    ck_assert_double_nan(mean.mean);
    ck_assert_double_nan(fit_observed_mean(&f));
    ck_assert_double_nan(fit_distance(&f));
    ck_assert_double_nan(fit_chance(&f));
    fit_release(&f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("fit");
    TCase *t = tcase_create("fit");
    suite_add_tcase(s, t);
    tcase_add_test(t, means_and_shares_are_those_of_a_hand_count);
    tcase_add_test(t, distance_is_the_share_that_would_have_to_move);
    tcase_add_test(t, a_day_is_the_sum_of_its_hours);
    tcase_add_test(t, without_data_there_is_no_number);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
