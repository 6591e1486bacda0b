/* Error rates of matchers, against closed forms and figures of other hands. */
#include "models/matcher.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

static struct name named(const char *text)
{
    return (struct name){.text = text};
}

static struct matcher nothing(void)
{
    return (struct matcher){.fnmr = NAN,
                            .impostor_match = NAN,
                            .fnir = NAN,
                            .fpir = NAN,
                            .fmr = NAN};
}

static struct matcher scored(double threshold, double mean, double sd, bool top)
{
    struct matcher m = nothing();

    m.scored = true;
    m.scores = (struct matcher_scores){
        .threshold = threshold, .mean = mean, .sd = sd, .rank_1 = top};
    return m;
}

static struct search_rates among(const struct matcher *m, double n)
{
    const struct searched s = {n, 0, NULL};

    return matcher_search(m, &s, NULL);
}

static void near(double is, double must)
{
    ck_assert_double_eq_tol(is, must, 1e-9 * fabs(must) + 1e-15);
}

/* mpmath, 10 digits. */
START_TEST(binormal_scores_give_the_rates_of_a_comparison)
{
    struct matcher m = scored(2.5, 4, 1, false);
    near(matcher_fnmr(&m), 0.06680720127);
    near(matcher_impostor_match(&m), 0.006209665326);
    m.impostor_match = 0.05; /* look-alikes are no strangers */
    near(matcher_impostor_match(&m), 0.05);
}
END_TEST

START_TEST(a_mate_on_top_of_99_others_is_rarer_than_one_above_the_threshold)
{
    struct matcher top = scored(4, 4, 1, true), any = scored(4, 4, 1, false);
    near(among(&any, 100).fnir, 0.5);
    near(among(&top, 100).fnir, 0.5002705588);
    near(among(&top, 99).fpir, 0.003130592040);
}
END_TEST

/* Without a threshold: P(genuine < impostor) = Phi(-d / sqrt(1 + s^2)). */
START_TEST(of_two_the_higher_is_on_top_as_the_area_under_the_roc_says)
{
    for (double sd = 0.1; sd < 20; sd *= 1.7)
        for (double d = -1; d < 5; d += 1.3) {
            struct matcher m = scored(-30, d, sd, true);
            near(among(&m, 2).fnir, gsl_cdf_ugaussian_P(-d / hypot(1, sd)));
        }
}
END_TEST

/* All alike: each of N is on top as often as another. */
START_TEST(a_mate_whose_scores_are_like_the_others_is_one_of_n)
{
    for (double n = 2; n < 1e7; n *= 7) {
        struct matcher m = scored(-30, 0, 1, true);
        near(among(&m, n).fnir, 1 - 1 / n);
    }
}
END_TEST

START_TEST(false_positives_saturate_with_the_gallery)
{
    struct matcher m = nothing();
    m.fnir = 0.01;
    m.fmr = 1e-6;
    near(among(&m, 1000).fpir, 0.0009995006661);
    m.fmr = 1e-4;
    near(among(&m, 420).fpir, 1 - pow(0.9999, 420));
    near(among(&m, 42000).fpir, 1 - pow(0.9999, 42000));
    ck_assert(among(&m, 42000).fpir < 0.986);
    m.fmr = 1;
    ck_assert_double_eq(among(&m, 1).fpir, 1);
}
END_TEST

/* TVS gallery: N = 420, 1e-4 within a group and 1e-6 across. */
START_TEST(false_positives_follow_the_groups_in_the_gallery)
{
    const struct matcher_cross cross[] = {
        {.probe = named("a"), .gallery = named("a"), .fmr = 1e-4},
        {.probe = named("b"), .gallery = named("b"), .fmr = 1e-4}};
    const struct group_share share[] = {{named("a"), 0.1}, {named("b"), 0.9}};
    const struct searched s = {420, 2, share};
    struct matcher m = nothing();

    m.fnir = 0.01;
    m.fmr = 1e-6;
    m.crosses = 2;
    m.cross = cross;
    double few = matcher_search(&m, &s, "a").fpir;
    double many = matcher_search(&m, &s, "b").fpir;
    near(few, 1 - pow(0.9999, 42) * pow(0.999999, 378));
    near(many, 1 - pow(0.9999, 378) * pow(0.999999, 42));
    ck_assert_double_eq_tol(few, 0.005, 0.0005);
    ck_assert_double_eq_tol(many, 0.037, 0.0005);
    near(matcher_search(&m, &s, NULL).fpir, 1 - pow(0.999999, 420));
}
END_TEST

START_TEST(equal_rates_of_all_pairs_are_the_rate_without_groups)
{
    const struct matcher_cross cross[] = {
        {.probe = named("a"), .gallery = named("a"), .fmr = 1e-4},
        {.probe = named("a"), .gallery = named("b"), .fmr = 1e-4}};
    const struct group_share share[] = {{named("a"), 0.3}, {named("b"), 0.7}};
    const struct searched s = {5000, 2, share};
    struct matcher m = nothing(), plain = nothing();

    m.fnir = plain.fnir = 0.01;
    m.fmr = plain.fmr = 1e-4;
    m.crosses = 2;
    m.cross = cross;
    near(matcher_search(&m, &s, "a").fpir, among(&plain, 5000).fpir);
}
END_TEST

START_TEST(rows_are_straight_in_logarithms_and_hold_beyond_their_ends)
{
    const struct matcher_size size[] = {
        {.size = 100, .fnir = 0.001, .fpir = 0},
        {.size = 10000, .fnir = 0.1, .fpir = 0.02},
        {.size = 1000000, .fnir = 0.1, .fpir = 0.02}};
    struct matcher m = nothing();

    m.sizes = 3;
    m.size = size;
    near(among(&m, 1000).fnir, 0.01); /* half way in both */
    near(among(&m, 1000).fpir, 0.01); /* 0: in the size only */
    near(among(&m, 100).fnir, 0.001);
    near(among(&m, 10000).fnir, 0.1);
    near(among(&m, 50000).fnir, 0.1);
    near(among(&m, 2).fnir, 0.001);
    near(among(&m, 1e9).fpir, 0.02);
}
END_TEST

START_TEST(group_ratios_multiply_what_a_comparison_errs)
{
    const struct group_ratio ratio = {
        .group = named("a"), .false_negative = 3, .false_positive = 10};
    const struct searched s = {42000, 0, NULL};
    struct matcher m = nothing();

    m.ratios = 1;
    m.ratio = &ratio;
    m.fnir = 0.4;
    m.fmr = 1e-5;
    near(matcher_search(&m, &s, "a").fnir, 1);
    near(matcher_search(&m, &s, "a").fpir, 1 - pow(0.9999, 42000));
    m.fmr = NAN;
    m.fpir = 0.02;
    near(matcher_search(&m, &s, "a").fpir, 0.2);
    near(matcher_search(&m, &s, "b").fpir, 0.02);
}
END_TEST

/* Nobody above the threshold: the mate is below, and so are all others. */
START_TEST(nobody_is_found_when_all_are_below_the_threshold)
{
    for (int top = 0; top < 2; top++)
        for (double t = 0; t < 6; t += 0.5) {
            struct matcher m = scored(t, 3, 0.7, top);
            struct search_rates r = among(&m, 50);
            double below = gsl_cdf_ugaussian_P((t - 3) / 0.7) *
                           pow(gsl_cdf_ugaussian_P(t), 49);
            ck_assert_double_eq_tol(r.fnir * (1 - r.wrong_person), below,
                                    1e-12);
        }
}
END_TEST

START_TEST(a_higher_threshold_misses_more_and_a_larger_gallery_finds_more)
{
    struct search_rates last = {0, 1, 0};
    for (double t = -1; t < 7; t += 0.1) {
        struct matcher m = scored(t, 4, 1, false);
        struct search_rates r = among(&m, 1000);
        ck_assert(r.fnir >= last.fnir && r.fpir <= last.fpir);
        last = r;
    }
    last = (struct search_rates){0, 0, 0};
    for (double n = 1; n < 1e8; n *= 1.7) {
        struct matcher m = scored(4, 5, 1, true);
        struct search_rates r = among(&m, n);
        ck_assert(r.fnir >= last.fnir && r.fpir >= last.fpir);
        last = r;
    }
}
END_TEST

START_TEST(a_comparisons_rate_is_not_taken_for_that_of_a_search)
{
    struct matcher m = nothing();
    m.fnmr = 0.02;
    m.impostor_match = 0.05;
    ck_assert_int_eq(matcher_fnir_source(&m), FROM_NOTHING);
    ck_assert_int_eq(matcher_fpir_source(&m), FROM_NOTHING);
    ck_assert_double_nan(among(&m, 420).fnir);
    ck_assert_double_nan(among(&m, 420).fpir);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("matcher");
    TCase *t = tcase_create("all");
    tcase_add_test(t, binormal_scores_give_the_rates_of_a_comparison);
    tcase_add_test(
        t, a_mate_on_top_of_99_others_is_rarer_than_one_above_the_threshold);
    tcase_add_test(t,
                   of_two_the_higher_is_on_top_as_the_area_under_the_roc_says);
    tcase_add_test(t, a_mate_whose_scores_are_like_the_others_is_one_of_n);
    tcase_add_test(t, false_positives_saturate_with_the_gallery);
    tcase_add_test(t, false_positives_follow_the_groups_in_the_gallery);
    tcase_add_test(t, equal_rates_of_all_pairs_are_the_rate_without_groups);
    tcase_add_test(t,
                   rows_are_straight_in_logarithms_and_hold_beyond_their_ends);
    tcase_add_test(t, group_ratios_multiply_what_a_comparison_errs);
    tcase_add_test(t, nobody_is_found_when_all_are_below_the_threshold);
    tcase_add_test(
        t, a_higher_threshold_misses_more_and_a_larger_gallery_finds_more);
    tcase_add_test(t, a_comparisons_rate_is_not_taken_for_that_of_a_search);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
