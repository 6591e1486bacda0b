/* Estimates and intervals against figures computed elsewhere: tables of t,
 * exact binomial limits, ranks from the binomial distribution, sums by hand. */
#include "analysis/common/statistics.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

static void near(double is, double should, double relative)
{
    ck_assert_msg(fabs(is - should) <= relative * fabs(should),
                  "%.12g, not %.12g", is, should);
}

START_TEST(t_quantiles_are_those_of_the_tables)
{
    near(statistics_t(0.975, 4), 2.776445105, 1e-9);
    near(statistics_t(0.95, 4), 2.131846786, 1e-9);
    near(statistics_t(0.975, 1), 12.7062047364, 1e-9);
    near(statistics_t(0.975, 19), 2.09302405441, 1e-9);
    near(statistics_t(0.975, 1e6), 1.959966, 1e-6);
}
END_TEST

/* 3 5 7 7 8: mean 6, squares about it 16, s = 2, half = 2.776445 x 2/sqrt 5 */
START_TEST(a_mean_and_its_interval_as_by_hand)
{
    double x[] = {7, 3, NAN, 8, 5, NAN, 7};
    struct estimate e = estimate_of(x, 7);
    ck_assert_int_eq(e.n, 5);
    near(e.mean, 6, 1e-15);
    near(e.hi, 6 + 2.776445105 * 2 / sqrt(5), 1e-9);
    near(e.lo, 6 - 2.776445105 * 2 / sqrt(5), 1e-9);
    ck_assert_double_eq(e.q05, 3);
    ck_assert_double_eq(e.q95, 8);
}
END_TEST

START_TEST(equal_data_have_an_interval_of_no_width)
{
    double x[] = {0.1, 0.1, 0.1};
    struct estimate e = estimate_of(x, 3);
    ck_assert_double_eq(e.lo, 0.1);
    ck_assert_double_eq(e.hi, 0.1);
}
END_TEST

START_TEST(no_data_is_not_zero_and_one_replication_has_no_interval)
{
    double x[] = {NAN, 4, NAN}, none[] = {NAN, NAN};
    struct estimate one = estimate_of(x, 3), no = estimate_of(none, 2);
    ck_assert_int_eq(one.n, 1);
    ck_assert_double_eq(one.mean, 4);
    ck_assert_double_nan(one.lo);
    ck_assert_double_nan(one.hi);
    ck_assert_int_eq(no.n, 0);
    ck_assert_double_nan(no.mean);
    ck_assert_double_nan(no.q05);
    ck_assert_int_eq(estimate_of(NULL, 0).n, 0);
}
END_TEST

/*
 * tops 1 4 3, bottoms 2 4 4: ratio 0.8; leaving one out 7/8, 2/3, 5/6;
 * pseudo-values 2.4 - 2 x these: 0.65, 16/15, 11/15.
 */
START_TEST(a_ratio_weighs_replications_by_their_size)
{
    double top[] = {1, 4, NAN, 3}, bottom[] = {2, 4, 0, 4}, scratch[4];
    struct estimate e = estimate_ratio(top, bottom, 4, scratch);
    ck_assert_int_eq(e.n, 3);
    near(e.mean, 0.8, 1e-14);
    double p[] = {0.65, 16.0 / 15, 11.0 / 15}, m = (p[0] + p[1] + p[2]) / 3;
    double s = 0;
    for (int i = 0; i < 3; i++)
        s += (p[i] - m) * (p[i] - m);
    near(e.hi, 0.8 + 4.30265272975 * sqrt(s / 2 / 3), 1e-9);
    near(e.lo, 0.8 - 4.30265272975 * sqrt(s / 2 / 3), 1e-9);
}
END_TEST

START_TEST(a_ratio_that_never_varies_has_no_interval)
{
    double top[] = {0, 0}, bottom[] = {5, 6}, scratch[2];
    struct estimate e = estimate_ratio(top, bottom, 2, scratch);
    ck_assert_double_eq(e.mean, 0);
    ck_assert_double_nan(e.lo);
    bottom[0] = bottom[1] = 0;
    ck_assert_double_nan(estimate_ratio(top, bottom, 2, scratch).mean);
}
END_TEST

START_TEST(none_in_300_may_still_be_more_than_one_in_a_hundred)
{
    struct interval c = statistics_clopper_pearson(0, 300, 0.95);
    struct interval w = statistics_wilson(0, 300, 0.95);
    ck_assert_double_eq(c.lo, 0);
    near(c.hi, 0.01222097469, 1e-9);
    ck_assert_double_eq(w.lo, 0);
    near(w.hi, 0.01264297122, 1e-9);
    /* on one side, where "the rule of three" says 0.01 */
    near(statistics_clopper_pearson(0, 300, 0.90).hi, 0.009936081944, 1e-9);
    /* and 300 of 300 is its mirror image */
    near(statistics_clopper_pearson(300, 300, 0.95).lo, 1 - c.hi, 1e-9);
    ck_assert_double_eq(statistics_wilson(300, 300, 0.95).hi, 1);
    ck_assert_double_nan(statistics_clopper_pearson(0, 0, 0.95).hi);
    ck_assert_double_nan(statistics_wilson(0, 0, 0.95).lo);
}
END_TEST

/* The same figures by sums of binomial terms: tests/oracles/units.py. */
START_TEST(limits_of_7_in_60_are_those_of_the_sums)
{
    struct interval c = statistics_clopper_pearson(7, 60, 0.95);
    struct interval w = statistics_wilson(7, 60, 0.95);
    near(c.lo, 0.0482148418714, 1e-9);
    near(c.hi, 0.225716153146, 1e-9);
    near(w.lo, 0.0576772064006, 1e-9);
    near(w.hi, 0.221787880242, 1e-9);
}
END_TEST

/* Poisson limits (chi-square / 2) hold when n is large: 3 events 0.618672 to
 * 8.767273, 20 events 12.21652 to 30.88838. GSL's inverse fails there. */
START_TEST(exact_limits_hold_also_for_a_nation)
{
    for (double n = 1e8; n < 1e11; n *= 10) {
        struct interval a = statistics_clopper_pearson(3, n, 0.95);
        struct interval b = statistics_clopper_pearson(20, n, 0.95);
        near(a.lo * n, 0.6186721, 1e-6);
        near(a.hi * n, 8.767273, 1e-6);
        near(b.lo * n, 12.21652, 1e-6);
        near(b.hi * n, 30.88838, 1e-6);
    }
}
END_TEST

START_TEST(large_counts_go_on_where_the_exact_limits_end)
{
    for (double n = 3e5; n < 1e10; n *= 10) {
        struct interval a = statistics_clopper_pearson(100000, n, 0.95);
        struct interval b = statistics_clopper_pearson(100001, n, 0.95);
        ck_assert_double_gt(b.lo, a.lo);
        ck_assert_double_gt(b.hi, a.hi);
        ck_assert_double_lt((b.hi - a.hi) * n, 2);
    }
}
END_TEST

/* Sums of binomial terms to 60 digits, solved by bisection. */
START_TEST(the_limits_of_a_rate_as_of_sums_with_sixty_digits)
{
    static const struct {
        double x, n, lo, hi;
    } should[] = {{0, 20, 0, 0.168433470983}, /* 1 - 0.025^(1/20) */
                  {0, 300, 0, 0.0126429712245},
                  {1, 60, 0.000854522926949, 0.0885512972759},
                  {2, 60, 0.00595489713024, 0.113637742743},
                  {3, 60, 0.0137651575683, 0.137005164763},
                  {4, 60, 0.0262286987245, 0.159253573132}, /* Wilson's */
                  {57, 60, 0.862994835237, 0.986234842432},
                  {59, 60, 0.911448702724, 0.999145477073},
                  {20, 20, 0.831566529017, 1},
                  {2, 4, 0.0976114628864, 0.902388537114},
                  {3, 1500, 0.000545342636389, 0.00586380452531},
                  {9, 3000, 0.00157913251429, 0.00569204311868}};
    for (size_t i = 0; i < sizeof should / sizeof *should; i++) {
        struct interval a =
            statistics_wilson_modified(should[i].x, should[i].n, 0.95);
        near(a.lo, should[i].lo, 1e-9);
        near(a.hi, should[i].hi, 1e-9);
    }
    ck_assert_double_nan(statistics_wilson_modified(0, 0, 0.95).lo);
    ck_assert_double_nan(statistics_wilson_modified(0, 0, 0.95).hi);
    /* of a nation: half of chi-square's 5% quantile with 2, 4, 6 degrees */
    near(statistics_wilson_modified(1, 1e10, 0.95).lo * 1e10, 0.0512932944,
         1e-6);
    near(statistics_wilson_modified(2, 1e10, 0.95).lo * 1e10, 0.355361511,
         1e-6);
    near(statistics_wilson_modified(3, 1e10, 0.95).lo * 1e10, 0.817691447,
         1e-6);
}
END_TEST

enum { LIKELY = 90 }; /* errors, where at most 30 are expected */

/* How often the interval of a rate holds it: the probabilities of the counts
 * whose interval does, added up. */
static double held(const struct interval *of, double n, double p)
{
    double sum = 0;
    for (int x = 0; x <= n && x < LIKELY; x++)
        if (of[x].lo <= p && p <= of[x].hi)
            sum += exp(lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1) +
                       x * log(p) + (n - x) * log1p(-p));
    return sum;
}

START_TEST(an_interval_of_a_rate_holds_it_95_times_in_a_hundred_within_3)
{
    static const double trials[] = {60, 300, 1500, 3000};
    struct interval of[LIKELY];
    for (int i = 0; i < 4; i++) {
        double n = trials[i];
        for (int x = 0; x <= n && x < LIKELY; x++)
            of[x] = statistics_wilson_modified(x, n, 0.95);
        for (double errors = 0.02; errors < 30; errors += 0.02) {
            double is = held(of, n, errors / n);
            ck_assert_msg(is >= 0.92 && (is <= 0.98 || errors < 1.03),
                          "%g of %g: %g", errors, n, is);
        }
        if (n == 1500) /* the table in docs/model.md */
            ck_assert_double_eq_tol(held(of, n, 3 / n), 0.9666, 5e-5);
    }
}
END_TEST

START_TEST(the_nearest_rank_ignores_binary_dust)
{
    ck_assert_int_eq(statistics_rank(0.55, 100), 55);
    ck_assert_int_eq(statistics_rank(0.95, 20), 19);
    ck_assert_int_eq(statistics_rank(0.05, 20), 1);
    ck_assert_int_eq(statistics_rank(0.5, 5), 3);
    ck_assert_int_eq(statistics_rank(0.5, 4), 2);
    ck_assert_int_eq(statistics_rank(0, 7), 1);
    ck_assert_int_eq(statistics_rank(1, 7), 7);
    ck_assert_int_eq(statistics_rank(0.5, 0), 0);
    for (int n = 1; n <= 1000; n++)
        for (int k = 1; k <= n; k++)
            ck_assert_int_eq(statistics_rank((double)k / n, n), k);
}
END_TEST

START_TEST(the_order_is_largest_first_and_keeps_ties)
{
    double w[] = {1, 5, 0, 5, 7};
    int order[5], should[] = {4, 1, 3, 0, 2};
    statistics_order(w, 5, order);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(order[i], should[i]);
}
END_TEST

/* None of 20, all of 20: 1 - 0.025^(1/20) and 0.025^(1/20); 0 to 1 else. */
START_TEST(a_share_of_none_or_all_has_an_interval)
{
    const double none[] = {0, 0}, ten[] = {10, 10}, wide[] = {0, 9};
    double scratch[2];
    struct estimate e = estimate_share(none, ten, 2, scratch);
    ck_assert_double_eq(e.mean, 0);
    ck_assert_double_eq(e.lo, 0);
    ck_assert_double_eq_tol(e.hi, 0.168433, 1e-6);
    e = estimate_share(ten, ten, 2, scratch);
    ck_assert_double_eq(e.mean, 1);
    ck_assert_double_eq_tol(e.lo, 0.831567, 1e-6);
    ck_assert_double_eq(e.hi, 1);
    /* 9 of 20, all in one: t sd / sqrt 2 = 12.7 x 0.45, worth 0.029 trials */
    e = estimate_share(wide, ten, 2, scratch);
    near(e.lo, 0.00152495779, 1e-6);
    near(e.hi, 0.99772369084, 1e-6);
    e = estimate_share(none, none, 2, scratch);
    ck_assert_double_nan(e.mean);
    ck_assert_double_nan(e.hi);
}
END_TEST

/* Shares 1, 0, 2, 1 of 1,000: 0.001 with a standard error of 0.000408 on 3
 * degrees of freedom, as of 2,273.478 trials; Wilson's interval of these. */
START_TEST(a_rare_share_may_be_much_more_but_never_less_than_none)
{
    const double top[] = {1, 0, 2, 1}, bottom[] = {1000, 1000, 1000, 1000};
    double scratch[4];
    near(statistics_trials(top, bottom, 4), 2273.4779731, 1e-8);
    struct estimate e = estimate_share(top, bottom, 4, scratch);
    near(e.mean, 0.001, 1e-12);
    near(e.lo, 0.00029458547, 1e-7);
    near(e.hi, 0.00338887441, 1e-7);
    e = estimate_share(top, bottom, 1, scratch); /* one tells no spread */
    ck_assert_double_nan(e.lo);
    ck_assert_double_nan(e.hi);
}
END_TEST

/* Six of 6,000, all in one replication of six: excess kurtosis 105/25 - 3
 * = 1.2, so 2 / (2/5 + 1.2/6) = 3.33 degrees of freedom and not 5, t
 * = 3.009769. */
START_TEST(a_share_that_one_replication_makes_has_fewer_degrees_of_freedom)
{
    const double top[] = {0, 0, 6, 0, 0, 0};
    const double bottom[] = {1000, 1000, 1000, 1000, 1000, 1000};
    double scratch[6];
    near(statistics_trials(top, bottom, 6), 423.6384207, 1e-8);
    struct estimate e = estimate_share(top, bottom, 6, scratch);
    near(e.lo, 0.000091109184, 1e-7);
    near(e.hi, 0.010877209762, 1e-7);
    ck_assert_double_nan(statistics_trials(bottom, bottom, 6));
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("statistics");
    TCase *t = tcase_create("estimates");
    tcase_add_test(t, t_quantiles_are_those_of_the_tables);
    tcase_add_test(t, a_mean_and_its_interval_as_by_hand);
    tcase_add_test(t, equal_data_have_an_interval_of_no_width);
    tcase_add_test(t, no_data_is_not_zero_and_one_replication_has_no_interval);
    tcase_add_test(t, a_ratio_weighs_replications_by_their_size);
    tcase_add_test(t, a_ratio_that_never_varies_has_no_interval);
    tcase_add_test(t, none_in_300_may_still_be_more_than_one_in_a_hundred);
    tcase_add_test(t, limits_of_7_in_60_are_those_of_the_sums);
    tcase_add_test(t, exact_limits_hold_also_for_a_nation);
    tcase_add_test(t, large_counts_go_on_where_the_exact_limits_end);
    tcase_add_test(t, the_limits_of_a_rate_as_of_sums_with_sixty_digits);
    tcase_add_test(
        t, an_interval_of_a_rate_holds_it_95_times_in_a_hundred_within_3);
    tcase_add_test(t, the_nearest_rank_ignores_binary_dust);
    tcase_add_test(t, the_order_is_largest_first_and_keeps_ties);
    tcase_add_test(t, a_share_of_none_or_all_has_an_interval);
    tcase_add_test(t, a_rare_share_may_be_much_more_but_never_less_than_none);
    tcase_add_test(
        t, a_share_that_one_replication_makes_has_fewer_degrees_of_freedom);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
