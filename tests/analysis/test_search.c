/* The simplex within bounds, and the valley around what it found, on functions
 * whose least values and axes are known. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/calibrate/search.h"
#include "analysis/calibrate/valley.h"

/* a (x - at)^2 + b (y - at)^2 + c (x + y - 2 at)^2, and an end after `most`. */
struct bowl {
    double a, b, c, at[2];
    int calls, most;
    double farthest; /* beyond the bounds */
};

enum { ENDED = 6 };

static int bowl_value(void *context, const double *place, double *out)
{
    struct bowl *w = context;
    double x = place[0] - w->at[0], y = place[1] - w->at[1];
    for (int i = 0; i < 2; i++) {
        w->farthest = fmax(w->farthest, -place[i]);
        w->farthest = fmax(w->farthest, place[i] - 1);
    }
    *out = 3 + w->a * x * x + w->b * y * y + w->c * (x + y) * (x + y);
    return w->most && ++w->calls > w->most ? ENDED : 0;
}

static struct search search_of(struct bowl *w, double x, double y)
{
    return (struct search){.n = 2,
                           .trials = 300,
                           .tolerance = 1e-4,
                           .value = bowl_value,
                           .context = w,
                           .best = {x, y}};
}

START_TEST(the_least_value_is_found_from_anywhere)
{
    static const double from[][2] = {{0.5, 0.5}, {0, 0}, {1, 1}, {0.98, 0.02}};
    struct bowl w = {.a = 1, .b = 20, .c = 2, .at = {0.3, 0.7}};
    for (int i = 0; i < 4; i++) {
        struct search s = search_of(&w, from[i][0], from[i][1]);
        ck_assert_int_eq(search_run(&s), SEARCH_DONE);
        ck_assert(s.met);
        ck_assert_double_eq_tol(s.best[0], 0.3, 2e-3);
        ck_assert_double_eq_tol(s.best[1], 0.7, 2e-3);
        ck_assert_double_eq_tol(s.least, 3, 1e-5);
        double x = from[i][0] - 0.3, y = from[i][1] - 0.7;
        ck_assert_double_eq_tol(
            s.start, 3 + x * x + 20 * y * y + 2 * (x + y) * (x + y), 1e-12);
    }
    ck_assert_double_le(w.farthest, 0);
}
END_TEST

START_TEST(what_lies_beyond_a_bound_is_found_at_the_bound)
{
    struct bowl w = {.a = 1, .b = 1, .at = {-0.4, 0.5}};
    struct search s = search_of(&w, 0.8, 0.2);
    ck_assert_int_eq(search_run(&s), SEARCH_DONE);
    ck_assert_double_eq_tol(s.best[0], 0, 2e-3);
    ck_assert_double_eq_tol(s.best[1], 0.5, 1e-2);
    ck_assert_double_le(w.farthest, 0);
}
END_TEST

START_TEST(a_function_that_never_changes_is_told_of)
{
    struct bowl w = {.at = {0.5, 0.5}};
    struct search s = search_of(&w, 0.2, 0.2);
    ck_assert_int_eq(search_run(&s), SEARCH_CONSTANT);
    ck_assert_int_eq(s.tried, 3); /* the corners, and no more */
}
END_TEST

START_TEST(a_search_keeps_to_its_trials_and_gives_the_best_of_them)
{
    struct bowl w = {.a = 1, .b = 20, .at = {0.3, 0.7}, .most = 1000};
    struct search s = search_of(&w, 0.9, 0.1);
    s.trials = 20;
    ck_assert_int_eq(search_run(&s), SEARCH_DONE);
    ck_assert_int_eq(s.tried, 20);
    ck_assert_int_eq(w.calls, 20);
    ck_assert(!s.met);
    ck_assert_double_lt(s.least, s.start);
}
END_TEST

START_TEST(a_value_that_ends_the_search_ends_it_at_once)
{
    struct bowl w = {.a = 1, .b = 1, .at = {0.3, 0.7}, .most = 10};
    struct search s = search_of(&w, 0.9, 0.1);
    ck_assert_int_eq(search_run(&s), SEARCH_VALUE);
    ck_assert_int_eq(s.code, ENDED);
    ck_assert_int_eq(w.calls, 11); /* the one that said so was the last */
    ck_assert_int_eq(s.tried, 10);
}
END_TEST

/* Curvatures 2 a, 2 b: the value rises by d after sqrt(d / a), sqrt(d / b). */
START_TEST(a_valley_is_as_long_as_its_parabola)
{
    struct bowl w = {.a = 1, .b = 25, .at = {0.4, 0.5}};
    struct search s = search_of(&w, 0.4, 0.5);
    struct valley v;
    ck_assert_int_eq(valley_measure(&v, &s, 0.05, 0.01), 0);
    ck_assert_double_eq_tol(v.length[0], 0.1, 1e-6);
    ck_assert_double_eq_tol(v.length[1], 0.02, 1e-6);
    ck_assert_double_eq_tol(fabs(v.direction[0][0]), 1, 1e-6);
    ck_assert_double_eq_tol(v.reach[0], 0.1, 1e-6);
    ck_assert_double_eq_tol(v.reach[1], 0.02, 1e-6);
    ck_assert_int_eq(v.tried, 7);
}
END_TEST

/* Only the sum matters: along x = -y nothing changes. */
START_TEST(places_that_trade_against_each_other_are_a_flat_direction)
{
    struct bowl w = {.c = 1, .at = {0.5, 0.5}};
    struct search s = search_of(&w, 0.99, 0.01); /* probes stay within */
    struct valley v;
    ck_assert_int_eq(valley_measure(&v, &s, 0.05, 0.01), 0);
    ck_assert_double_le(w.farthest, 0);
    ck_assert_double_eq_tol(v.length[0], 1, 1e-6);
    ck_assert_double_eq_tol(v.direction[0][0] * v.direction[0][1], -0.5, 1e-6);
    /* 2 t^2 after t along (1, 1) / sqrt(2) */
    ck_assert_double_eq_tol(v.length[1], sqrt(0.005), 1e-6);
    ck_assert_double_gt(v.reach[0], 0.7);
    w.most = 4;
    ck_assert_int_eq(valley_measure(&v, &s, 0.05, 0.01), ENDED);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off(); /* as the programs do */
    Suite *suite = suite_create("search");
    TCase *c = tcase_create("search");
    tcase_add_test(c, the_least_value_is_found_from_anywhere);
    tcase_add_test(c, what_lies_beyond_a_bound_is_found_at_the_bound);
    tcase_add_test(c, a_function_that_never_changes_is_told_of);
    tcase_add_test(c, a_search_keeps_to_its_trials_and_gives_the_best_of_them);
    tcase_add_test(c, a_value_that_ends_the_search_ends_it_at_once);
    tcase_add_test(c, a_valley_is_as_long_as_its_parabola);
    tcase_add_test(c,
                   places_that_trade_against_each_other_are_a_flat_direction);
    suite_add_tcase(suite, c);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
