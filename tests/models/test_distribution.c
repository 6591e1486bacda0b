/* Quantile functions against printed tables, closed forms and each other. */
#include "models/distribution.h"

#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/gamma.h"

#define NONE NAN, NAN, NAN, NAN, NAN, NAN, 0

static struct distribution of(enum distribution_family f)
{
    struct distribution d = {f, NONE};
    return d;
}

static struct distribution with_mean(enum distribution_family f, double mean)
{
    struct distribution d = of(f);
    d.mean = mean;
    return d;
}

static struct distribution with_sd(enum distribution_family f, double mean,
                                   double sd)
{
    struct distribution d = with_mean(f, mean);
    d.sd = sd;
    return d;
}

static struct distribution erlang(double mean, int stages)
{
    struct distribution d = with_mean(DIST_ERLANG, mean);
    d.stages = stages;
    return d;
}

static struct distribution weibull(double mean, double shape)
{
    struct distribution d = with_mean(DIST_WEIBULL, mean);
    d.shape = shape;
    return d;
}

static struct distribution between(double low, double mode, double high)
{
    struct distribution d = of(isnan(mode) ? DIST_UNIFORM : DIST_TRIANGULAR);
    d.low = low;
    d.mode = mode;
    d.high = high;
    return d;
}

static void is_near(double got, double expected, double relative)
{
    ck_assert_msg(fabs(got - expected) <= relative * fabs(expected),
                  "%.17g is not %.17g", got, expected);
}

START_TEST(exponential_quantiles_are_logarithms)
{
    struct distribution d = with_mean(DIST_EXPONENTIAL, 10);
    is_near(distribution_quantile(&d, 0.5, 0.5), 6.931471805599453, 1e-15);
    is_near(distribution_quantile(&d, 1 - 1e-9, 1e-9), 207.23265836946411,
            1e-15);
    is_near(distribution_quantile(&d, 1e-12, 1 - 1e-12), 1e-11, 1e-11);
    is_near(distribution_quantile(&d, 0x1p-54, 1), 10 * 0x1p-54, 1e-15);
}
END_TEST

/* Chi-square with 2 k degrees of freedom is 2 Erlang(k); its percentage points
 * are in any book of tables. */
START_TEST(erlang_quantiles_are_half_of_chi_square)
{
    static const struct {
        int freedom;
        double q, chi;
    } table[] = {
        {2, 0.05, 5.991},  {4, 0.05, 9.488},    {4, 0.01, 13.277},
        {6, 0.5, 5.348},   {10, 0.95, 3.940},   {10, 0.05, 18.307},
        {20, 0.99, 8.260}, {20, 0.001, 45.315}, {100, 0.05, 124.342},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int stages = table[i].freedom / 2;
        struct distribution d = erlang(stages, stages);
        double q = table[i].q;
        ck_assert_double_eq_tol(2 * distribution_quantile(&d, 1 - q, q),
                                table[i].chi, 5.01e-4);
    }
}
END_TEST

START_TEST(gamma_of_shape_k_is_erlang_k)
{
    struct distribution e = erlang(30e6, 4);
    struct distribution g = with_sd(DIST_GAMMA, 30e6, 15e6);
    for (double p = 1e-12; p < 1; p *= 3)
        is_near(distribution_quantile(&g, p, 1 - p),
                distribution_quantile(&e, p, 1 - p), 1e-12);
}
END_TEST

/* Gamma of shape 1/2 is half the square of a normal: its quantile at p is
 * z(1/2 + p/2)^2 / 2, with z = 1.6448536269514722 at 0.95. */
START_TEST(gamma_of_shape_one_half_is_a_squared_normal)
{
    struct distribution d = with_sd(DIST_GAMMA, 0.5, sqrt(0.5));
    double z90 = 1.6448536269514722, z99 = 2.5758293035489004;
    is_near(distribution_quantile(&d, 0.9, 0.1), z90 * z90 / 2, 1e-13);
    is_near(distribution_quantile(&d, 0.99, 0.01), z99 * z99 / 2, 1e-13);
}
END_TEST

/* For small p, P(x) = x^k / Gamma(k + 1) (1 - k x / (k + 1) + ...). */
START_TEST(gamma_keeps_its_lower_tail_at_any_shape)
{
    static const double shapes[] = {0.01, 0.05, 0.1, 0.25, 1, 3};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        double k = shapes[i], p = 1e-16;
        double first = pow(p * tgamma(k + 1), 1 / k);
        is_near(gamma_quantile(k, p, 1 - p), first * (1 + first / (k + 1)),
                1e-9);
    }
    is_near(gamma_quantile(0.01, 0.5, 0.5), pow(0.5 * tgamma(1.01), 100),
            1e-12);
}
END_TEST

/* GSL's own inverse fails this at shapes below 0.2 and over 1,600. */
START_TEST(gamma_quantiles_invert_the_distribution_function)
{
    static const double shapes[] = {0.01, 0.026,  0.1386, 0.7,    2.5,
                                    50,   1631.5, 4659.6, 6057.5, 10000};
    const double k = shapes[_i];
    for (int i = 0; i < 30 * 64; i++) {
        double a = ldexp(64 + i % 64, -8 - i / 64);
        double low = gamma_quantile(k, a, 1 - a);
        double high = gamma_quantile(k, 1 - a, a);
        is_near(gsl_cdf_gamma_Q(high, k, 1), a, 1e-9);
        if (low > 1e-290)
            is_near(gsl_cdf_gamma_P(low, k, 1), a, 1e-9);
    }
}
END_TEST

START_TEST(lognormal_quantiles_are_those_of_the_normal)
{
    double cv = 0.5, sigma = sqrt(log(1 + cv * cv));
    struct distribution d = with_sd(DIST_LOGNORMAL, 8, 4);
    double median = 8 / sqrt(1 + cv * cv);
    is_near(distribution_quantile(&d, 0.5, 0.5), median, 1e-14);
    is_near(distribution_quantile(&d, 0.975, 0.025),
            median * exp(1.959963984540054 * sigma), 1e-13);
    is_near(distribution_quantile(&d, 0.001, 0.999),
            median * exp(-3.090232306167814 * sigma), 1e-13);
    is_near(distribution_quantile(&d, 1, 1e-15),
            median * exp(7.941345326170997 * sigma), 1e-12);
}
END_TEST

START_TEST(weibull_quantiles_are_powers_of_the_exponential)
{
    struct distribution rayleigh = weibull(sqrt(M_PI) / 2, 2); /* scale 1 */
    is_near(distribution_quantile(&rayleigh, 1 - exp(-4), exp(-4)), 2, 1e-14);
    struct distribution half = weibull(2, 0.5); /* scale 1 */
    is_near(distribution_quantile(&half, 1 - exp(-3), exp(-3)), 9, 1e-13);
    is_near(distribution_sd(&half), sqrt(20), 1e-12);
    is_near(distribution_sd(&rayleigh), sqrt(1 - M_PI / 4), 1e-12);
}
END_TEST

START_TEST(uniform_and_triangular_quantiles_are_exact_at_both_ends)
{
    struct distribution u = between(2, NAN, 10);
    is_near(distribution_quantile(&u, 0.25, 0.75), 4, 1e-15);
    is_near(10 - distribution_quantile(&u, 1, 0x1p-40), 0x1p-37, 1e-12);
    struct distribution t = between(0, 1, 4);
    is_near(distribution_quantile(&t, 0.25, 0.75), 1, 1e-15);
    is_near(distribution_quantile(&t, 1. / 16, 15. / 16), 0.5, 1e-15);
    is_near(distribution_quantile(&t, 13. / 16, 3. / 16), 2.5, 1e-15);
    struct distribution left = between(3, 3, 7), right = between(3, 7, 7);
    is_near(distribution_quantile(&left, 0.75, 0.25), 5, 1e-15);
    is_near(distribution_quantile(&right, 0.25, 0.75), 5, 1e-15);
}
END_TEST

/* One of each family, and the corners of what is legal. */
static int legal(struct distribution *d)
{
    struct distribution all[] = {
        with_mean(DIST_EXPONENTIAL, 30e6),
        with_mean(DIST_EXPONENTIAL, 0x1p32),
        erlang(30e6, 1),
        erlang(30e6, 3),
        erlang(30e6, 10000),
        with_sd(DIST_GAMMA, 25e6, 15e6),
        with_sd(DIST_GAMMA, 25e6, 250e6),
        with_sd(DIST_GAMMA, 25e6, 0.25e6),
        with_sd(DIST_LOGNORMAL, 2.4e6, 0.9e6),
        with_sd(DIST_LOGNORMAL, 2.4e6, 24e6),
        with_sd(DIST_LOGNORMAL, 2.4e6, 24),
        weibull(30e6, 2),
        weibull(30e6, 0.5),
        weibull(30e6, 1000),
        between(1e6, NAN, 3e6),
        between(0, NAN, 7e6),
        between(1e6, 2e6, 6e6),
        between(0, 0, 6e6),
    };
    int count = sizeof all / sizeof *all;
    if (d)
        memcpy(d, all, sizeof all);
    return count;
}

static double raised(double t, void *to)
{
    const struct {
        const struct distribution *d;
        double power, mean;
    } *m = to;
    /* p = e^t / (1 + e^t) spreads both tails over the whole line */
    double p = 1 / (1 + exp(-t)), q = 1 / (1 + exp(t));
    return pow(distribution_quantile(m->d, p, q) - m->mean, m->power) * p * q;
}

START_TEST(mean_and_sd_are_the_integrals_of_the_quantile_function)
{
    struct distribution all[32];
    legal(all);
    const struct distribution *d = &all[_i];
    gsl_integration_workspace *w = gsl_integration_workspace_alloc(1000);
    struct {
        const struct distribution *d;
        double power, mean;
    } m = {d, 1, 0};
    gsl_function f = {raised, &m};
    double mean, variance, error;
    gsl_integration_qag(&f, -36, 36, 0, 1e-9, 1000, 3, w, &mean, &error);
    m.power = 2;
    m.mean = mean;
    gsl_integration_qag(&f, -36, 36, 0, 1e-8, 1000, 3, w, &variance, &error);
    gsl_integration_workspace_free(w);
    is_near(mean, distribution_mean(d), 1e-7);
    double cv = distribution_sd(d) / distribution_mean(d);
    is_near(sqrt(variance), distribution_sd(d), cv > 5 ? 1e-2 : 1e-5);
}
END_TEST

START_TEST(quantiles_rise_with_p)
{
    struct distribution all[32];
    legal(all);
    const struct distribution *d = &all[_i];
    double before = -1;
    for (int e = 54; e > 1; e--) {
        double x = distribution_quantile(d, ldexp(1, -e), 1 - ldexp(1, -e));
        ck_assert(isfinite(x) && x >= before && x >= 0);
        before = x;
    }
    for (int e = 1; e < 55; e++) {
        double x = distribution_quantile(d, 1 - ldexp(1, -e), ldexp(1, -e));
        ck_assert(isfinite(x) && x >= before);
        before = x;
    }
}
END_TEST

START_TEST(a_series_agrees_with_the_exact_gamma_quantile)
{
    for (double k = 0.01; k < 1e4; k *= 1.7)
        for (int side = 0; side < 2; side++)
            for (double a = 0.3; a > 1e-9; a /= 11) {
                struct gamma_series s;
                double reach = a / 5;
                if (!gamma_series_init(&s, k, side ? 1 - a : a,
                                       side ? a : 1 - a, reach))
                    continue; /* says so itself */
                for (int i = -4; i <= 4; i++) {
                    double p = a + i * reach / 4;
                    double x = side ? gamma_quantile(k, 1 - p, p)
                                    : gamma_quantile(k, p, 1 - p);
                    is_near(gamma_series_at(&s, p), x, 1e-10);
                }
            }
}
END_TEST

START_TEST(a_series_is_usable_at_ordinary_shapes)
{
    struct gamma_series s;
    for (double k = 0.3; k < 1e3; k *= 2)
        for (double a = 0.3; a > 1e-9; a /= 7) {
            ck_assert(gamma_series_init(&s, k, 1 - a, a, a / 5));
            if (gamma_quantile(k, a, 1 - a) > 1e-11)
                ck_assert(gamma_series_init(&s, k, a, 1 - a, a / 5));
        }
}
END_TEST

START_TEST(legal_parameters_are_accepted)
{
    struct distribution all[32];
    int n = legal(all);
    for (int i = 0; i < n; i++)
        ck_assert_ptr_null(distribution_check(&all[i]));
    struct distribution none = {0}, zero = with_mean(DIST_CONSTANT, 0);
    struct distribution trace = of(DIST_TRACE);
    struct distribution point = between(5, NAN, 5);
    ck_assert_ptr_null(distribution_check(&none));
    ck_assert_ptr_null(distribution_check(&zero));
    ck_assert_ptr_null(distribution_check(&trace));
    ck_assert_ptr_null(distribution_check(&point));
}
END_TEST

START_TEST(parameters_that_are_wrong_say_why)
{
    struct distribution no_stages = with_mean(DIST_ERLANG, 5);
    struct distribution both = weibull(3, 2), extra = between(1, NAN, 2);
    struct distribution odd = of((enum distribution_family)77);
    both.sd = 1;
    extra.mode = 1.5;
    const struct {
        struct distribution d;
        const char *wrong;
    } cases[] = {
        {of(DIST_CONSTANT), "needs a mean"},
        {of(DIST_EXPONENTIAL), "needs a mean"},
        {with_mean(DIST_CONSTANT, -1), "mean below 0"},
        {with_mean(DIST_EXPONENTIAL, 0), "mean of 0; use dist=\"constant\""},
        {with_mean(DIST_EXPONENTIAL, -5), "mean below 0"},
        {with_mean(DIST_EXPONENTIAL, INFINITY), "over 100 years"},
        {with_mean(DIST_EXPONENTIAL, 4e15), "over 100 years"},
        {no_stages, "needs stages"},
        {erlang(5, -3), "needs stages"},
        {erlang(5, 10001), "over 10000 stages"},
        {with_mean(DIST_GAMMA, 5), "needs an sd or a cv"},
        {with_sd(DIST_GAMMA, 5, -1), "sd below 0"},
        {with_sd(DIST_LOGNORMAL, 5, 0), "sd of 0"},
        {with_sd(DIST_LOGNORMAL, 5, 5001), "1000 times"},
        {with_sd(DIST_LOGNORMAL, 5, INFINITY), "1000 times"},
        {with_sd(DIST_GAMMA, 5, 51), "10 times"},
        {with_sd(DIST_GAMMA, 5, 0.049), "hundredth"},
        {with_sd(DIST_EXPONENTIAL, 5, 5), "takes no sd and no cv"},
        {with_mean(DIST_WEIBULL, 5), "needs a shape"},
        {weibull(5, 0.09), "shape below 0.1"},
        {weibull(5, -1), "shape below"},
        {weibull(5, 1e9), "shape over 1000"},
        {both, "takes no sd"},
        {between(NAN, NAN, 2), "needs a low"},
        {between(1, NAN, NAN), "needs a high"},
        {between(-1, NAN, 2), "low value below 0"},
        {between(3, NAN, 2), "low value over its high"},
        {between(1, 0.5, 2), "low value over its mode"},
        {between(1, 3, 2), "mode over its high"},
        {between(1, 2, INFINITY), "over 100 years"},
        {odd, "unknown family"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *said = distribution_check(&cases[i].d);
        ck_assert_msg(said && strstr(said, cases[i].wrong), "case %zu: %s", i,
                      said ? said : "accepted");
    }
    extra.family = DIST_UNIFORM;
    ck_assert_str_eq(distribution_check(&extra), "takes no mode");
}
END_TEST

START_TEST(names_lead_to_families_and_back)
{
    for (int f = DIST_CONSTANT; f <= DIST_TRACE; f++)
        ck_assert_int_eq(
            distribution_find(distribution_name((enum distribution_family)f)),
            f);
    ck_assert_int_eq(distribution_find("lognormal"), DIST_LOGNORMAL);
    ck_assert_int_eq(distribution_find("Gamma"), -1);
    ck_assert_int_eq(distribution_find(""), -1);
}
END_TEST

START_TEST(equality_looks_at_every_parameter)
{
    struct distribution all[32];
    int n = legal(all);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            ck_assert(distribution_equal(&all[i], &all[j]) == (i == j));
    struct distribution a = between(1, 2, 3), b = a;
    b.high = 3.0000001;
    ck_assert(!distribution_equal(&a, &b));
    b = a;
    b.low = NAN;
    ck_assert(!distribution_equal(&a, &b));
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("distribution");
    TCase *t = tcase_create("families");
    int n = legal(NULL);
    tcase_add_test(t, exponential_quantiles_are_logarithms);
    tcase_add_test(t, erlang_quantiles_are_half_of_chi_square);
    tcase_add_test(t, gamma_of_shape_k_is_erlang_k);
    tcase_add_test(t, gamma_of_shape_one_half_is_a_squared_normal);
    tcase_add_test(t, gamma_keeps_its_lower_tail_at_any_shape);
    tcase_add_loop_test(t, gamma_quantiles_invert_the_distribution_function, 0,
                        10);
    tcase_add_test(t, lognormal_quantiles_are_those_of_the_normal);
    tcase_add_test(t, weibull_quantiles_are_powers_of_the_exponential);
    tcase_add_test(t, uniform_and_triangular_quantiles_are_exact_at_both_ends);
    tcase_add_loop_test(
        t, mean_and_sd_are_the_integrals_of_the_quantile_function, 0, n);
    tcase_add_loop_test(t, quantiles_rise_with_p, 0, n);
    tcase_add_test(t, a_series_agrees_with_the_exact_gamma_quantile);
    tcase_add_test(t, a_series_is_usable_at_ordinary_shapes);
    tcase_add_test(t, legal_parameters_are_accepted);
    tcase_add_test(t, parameters_that_are_wrong_say_why);
    tcase_add_test(t, names_lead_to_families_and_back);
    tcase_add_test(t, equality_looks_at_every_parameter);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
