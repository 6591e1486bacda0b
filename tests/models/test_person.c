/* Tables of persons' own failure probabilities against the Beta distribution:
 * where its quantiles are elementary, by its moments, and at its edges. */
#include "models/person.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

#include "models/beta.h"

static const uint64_t end = UINT64_C(1) << PERSON_BITS;

static struct person_rate table_of(double mean, double correlation)
{
    struct person_rate r;
    ck_assert_int_eq(person_init(&r, mean, correlation), 0);
    return r;
}

/* The probability of the person at p, or at 1 - p. */
static double at(const struct person_rate *r, double p, int upper)
{
    uint64_t u = (uint64_t)ldexp(p, PERSON_BITS);
    return ldexp((double)person_threshold(r, upper ? end - 1 - u : u),
                 -PERSON_BITS);
}

/* Mean over persons of the k-th power, by Simpson's rule between nodes. */
static double moment(const struct person_rate *r, int k)
{
    double sum = 0;
    for (int upper = 0; upper < 2; upper++)
        for (int i = -1; i < PERSON_SIDE - 1; i++) {
            double low = i < 0 ? 0
                               : ldexp(64 + i % 64,
                                       i / 64 + PERSON_FIRST - PERSON_BITS - 7);
            int j = i + 1;
            double high =
                ldexp(64 + j % 64, j / 64 + PERSON_FIRST - PERSON_BITS - 7);
            double a = at(r, low, upper), b = at(r, (low + high) / 2, upper);
            double c = at(r, fmin(high, 0x1.fffffffffffffp-2), upper);
            sum += (high - low) * (pow(a, k) + 4 * pow(b, k) + pow(c, k)) / 6;
        }
    return sum;
}

static const struct {
    double mean, correlation, within; /* relative */
} grid[] = {
    {0.05, 1 / 11.0, 1e-4}, {0.003, 0.2, 1e-4}, {1e-6, 0.5, 2e-4},
    {0.01, 0.001, 5e-4},    {0.5, 0.5, 1e-4},   {0.5, 0.001, 1e-6},
    {0.97, 0.1, 1e-4},      {0.3, 0.9, 1e-4},   {0.02, 0.99, 2e-3},
    {0.999999, 0.99, 1e-6}, {0.2, 0.02, 1e-5},  {1e-9, 0.3, 5e-4},
};
enum { GRID = sizeof grid / sizeof *grid };

/* k attempts all fail with prod (a + i) / (a + b + i). */
START_TEST(attempts_of_one_person_fail_together_as_beta_binomial)
{
    double m = grid[_i].mean, c = grid[_i].correlation, all = 1;
    double a = m * (1 - c) / c, b = (1 - m) * (1 - c) / c;
    struct person_rate r = table_of(m, c);
    for (int k = 1; k <= 5; k++) {
        all *= (a + k - 1) / (a + b + k - 1);
        double is = moment(&r, k);
        ck_assert_msg(fabs(is / all - 1) < grid[_i].within,
                      "mean %g, correlation %g: %d attempts fail with %.10g "
                      "and not %.10g",
                      m, c, k, is, all);
    }
    person_release(&r);
}
END_TEST

START_TEST(probabilities_never_fall_as_u_rises)
{
    struct person_rate r = table_of(grid[_i].mean, grid[_i].correlation);
    uint64_t before = 0;
    for (int upper = 0; upper < 2; upper++)
        for (int k = 1; k <= 4000; k++) {
            double p = exp2(-54.0 * (1 - k / 4001.0)) / 2;
            uint64_t u = (uint64_t)ldexp(p, PERSON_BITS);
            if (upper)
                u = end - 1 -
                    (uint64_t)ldexp(exp2(-54.0 * k / 4001.0) / 2, PERSON_BITS);
            uint64_t is = person_threshold(&r, u);
            ck_assert_uint_ge(is, before);
            ck_assert_uint_le(is, end);
            before = is;
        }
    person_release(&r);
}
END_TEST

/* 1 - (1 - p)^(1/b) for Beta(1, b), p^(1/a) for Beta(a, 1), the arcsine. */
START_TEST(quantiles_are_those_that_can_be_written_down)
{
    static const double p[] = {1e-4, 0.001, 0.02, 0.3, 0.499};
    struct person_rate first = table_of(0.1, 1 / 11.0);
    struct person_rate last = table_of(0.75, 0.2);
    struct person_rate arcsine = table_of(0.5, 0.5);
    for (size_t i = 0; i < sizeof p / sizeof *p; i++)
        for (int upper = 0; upper < 2; upper++) {
            double q = upper ? 1 - p[i] : p[i];
            double log_rest = upper ? log(p[i]) : log1p(-p[i]);
            double is = -expm1(log_rest / 9);
            ck_assert_double_eq_tol(at(&first, p[i], upper), is, 3e-5 * is);
            is = pow(q, 1 / 3.0);
            ck_assert_double_eq_tol(at(&last, p[i], upper), is, 3e-5 * is);
            is = pow(sin(acos(-1) / 2 * q), 2);
            ck_assert_double_eq_tol(at(&arcsine, p[i], upper), is, 7e-5 * is);
        }
    person_release(&first);
    person_release(&last);
    person_release(&arcsine);
}
END_TEST

/* E min(1, r P): r (1 - (1 - 1/r)^(b + 1)) / (b + 1) for Beta(1, b), 1 -
 * r^-a / (a + 1) for Beta(a, 1), both with r >= 1; the arcsine with r = 2. */
START_TEST(rates_that_are_multiplied_are_cut_for_each_person)
{
    static const double ratio[] = {1, 1.5, 2, 5, 10, 1000};
    struct person_rate first = table_of(0.1, 1 / 11.0);
    struct person_rate last = table_of(0.75, 0.2);
    struct person_rate even = table_of(0.5, 1 / 3.0);
    struct person_rate arcsine = table_of(0.5, 0.5);
    for (size_t i = 0; i < sizeof ratio / sizeof *ratio; i++) {
        double r = ratio[i];
        double is = r / 10 * (1 - pow(1 - 1 / r, 10));
        ck_assert_double_eq_tol(person_mean_of(&first, r), is, 1e-4 * is);
        is = 1 - pow(r, -3) / 4;
        ck_assert_double_eq_tol(person_mean_of(&last, r), is, 1e-4 * is);
        is = 1 - 1 / (2 * r);
        ck_assert_double_eq_tol(person_mean_of(&even, r), is, 1e-6 * is);
    }
    ck_assert_double_eq_tol(person_mean_of(&first, 0.5), 0.05, 5e-6);
    ck_assert_double_eq_tol(person_mean_of(&arcsine, 2), 1 - 1 / acos(-1),
                            5e-5);
    person_release(&first);
    person_release(&last);
    person_release(&even);
    person_release(&arcsine);
}
END_TEST

/* Where GSL has no inverse. */
START_TEST(quantiles_stand_where_most_people_never_fail)
{
    struct beta d = beta_make(1e-8, 0.01);
    double logit = 0;
    ck_assert_double_eq(beta_quantile(&d, 0.5, 0, &logit), 0);
    ck_assert_double_eq(beta_quantile(&d, 0.4, 1, &logit), 0);
    d = beta_make(0.01, 1e-8);
    logit = 3;
    ck_assert_double_eq(beta_quantile(&d, 0.5, 0, &logit), 1);
}
END_TEST

START_TEST(digests_tell_tables_apart)
{
    struct person_rate a = table_of(0.1, 0.2), b = table_of(0.1, 0.2);
    struct person_rate c = table_of(0.1, 0.21);
    ck_assert(a.digest == b.digest);
    ck_assert(a.digest != c.digest);
    person_release(&a);
    person_release(&b);
    person_release(&c);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("person");
    TCase *t = tcase_create("tables");
    tcase_add_loop_test(
        t, attempts_of_one_person_fail_together_as_beta_binomial, 0, GRID);
    tcase_add_loop_test(t, probabilities_never_fall_as_u_rises, 0, GRID);
    tcase_add_test(t, quantiles_are_those_that_can_be_written_down);
    tcase_add_test(t, rates_that_are_multiplied_are_cut_for_each_person);
    tcase_add_test(t, quantiles_stand_where_most_people_never_fail);
    tcase_add_test(t, digests_tell_tables_apart);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
