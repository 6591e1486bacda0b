/* Quantile tables against the distributions that they stand for. */
#include "models/quantile.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t end = UINT64_C(1) << QUANTILE_BITS;

/* The whole range of families; means are long, so that the rounding to 1 us is
 * nothing beside what is tested. */
static const struct distribution ordinary[] = {
    {.family = DIST_EXPONENTIAL, .mean = 0x1p32}, /* unit of arrivals */
    {.family = DIST_EXPONENTIAL, .mean = 3e10},
    {.family = DIST_ERLANG, .mean = 3e10, .stages = 3},
    {.family = DIST_ERLANG, .mean = 3e10, .stages = 400},
    {.family = DIST_GAMMA, .mean = 25e9, .sd = 15e9},
    {.family = DIST_GAMMA, .mean = 25e9, .sd = 50e9},
    {.family = DIST_LOGNORMAL, .mean = 24e9, .sd = 9e9},
    {.family = DIST_LOGNORMAL, .mean = 24e9, .sd = 36e9},
    {.family = DIST_WEIBULL, .mean = 30e9, .shape = 1.7},
    {.family = DIST_WEIBULL, .mean = 30e9, .shape = 0.8},
    {.family = DIST_UNIFORM, .low = 1e9, .high = 7e9},
    {.family = DIST_TRIANGULAR, .low = 1e9, .mode = 2e9, .high = 6e9},
};

/* And what no sensible person would write. */
static const struct distribution odd[] = {
    {.family = DIST_EXPONENTIAL, .mean = 1e-3},
    {.family = DIST_EXPONENTIAL, .mean = 1},
    {.family = DIST_EXPONENTIAL, .mean = 3.1e15},
    {.family = DIST_ERLANG, .mean = 3e7, .stages = 10000},
    {.family = DIST_GAMMA, .mean = 3e7, .sd = 3e8},
    {.family = DIST_LOGNORMAL, .mean = 3.1e15, .sd = 3.1e18},
    {.family = DIST_LOGNORMAL, .mean = 1e9, .sd = 1},
    {.family = DIST_WEIBULL, .mean = 3e7, .shape = 0.1},
    {.family = DIST_WEIBULL, .mean = 3.1e15, .shape = 0.1},
    {.family = DIST_WEIBULL, .mean = 3e7, .shape = 1000},
    {.family = DIST_UNIFORM, .low = 0, .high = 1},
    {.family = DIST_UNIFORM, .low = 3e15, .high = 3e15 + 5},
    {.family = DIST_TRIANGULAR, .low = 0, .mode = 0, .high = 3},
};

enum {
    ORDINARY = sizeof ordinary / sizeof *ordinary,
    ODD = sizeof odd / sizeof *odd
};

static struct quantile table_of(const struct distribution *d)
{
    struct quantile q;
    ck_assert_ptr_null(distribution_check(d));
    ck_assert_int_eq(quantile_init(&q, d, NULL), 0);
    return q;
}

static struct quantile exponential(double mean)
{
    return table_of(
        &(struct distribution){.family = DIST_EXPONENTIAL, .mean = mean});
}

/* A fixed sequence of 53-bit numbers: Steele's SplitMix64. */
static uint64_t next_u(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) >> 11;
}

/* Exact value at u, u = 53 bits, from its definition. */
static double exact(const struct distribution *d, uint64_t u)
{
    double p = ((double)u + 0.5) / 0x1p53;
    double q = ((double)(end - 1 - u) + 0.5) / 0x1p53;
    return distribution_quantile(d, p, q);
}

/*
 * Sums over u of f and f^2, as Gauss does: two points in every step of the
 * table, where it is linear, and in the steps that continue it into the tails.
 */
static void integrate(const struct quantile *q, double *mean, double *sd)
{
    double sum = 0, squares = 0, centre = distribution_mean(&q->of);
    for (int side = 0; side < 2; side++)
        for (int log2 = QUANTILE_BITS - 2; log2 > 14; log2--)
            for (int i = 0; i < 64; i++)
                for (int g = -1; g <= 1; g += 2) {
                    double at = 64.5 + i + g / sqrt(12);
                    uint64_t v = (uint64_t)ldexp(at, log2 - 6);
                    double x = (double)quantile_at(q, side ? end - 1 - v : v);
                    double weight = ldexp(0.5, log2 - 6 - QUANTILE_BITS);
                    sum += weight * x;
                    squares += weight * (x - centre) * (x - centre);
                }
    *mean = sum;
    *sd = sqrt(squares - (sum - centre) * (sum - centre));
}

START_TEST(tables_have_the_mean_and_sd_of_their_distribution)
{
    struct quantile q = table_of(&ordinary[_i]);
    double mean, sd;
    integrate(&q, &mean, &sd);
    double cv = distribution_sd(&q.of) / distribution_mean(&q.of);
    ck_assert_double_eq_tol(mean / distribution_mean(&q.of), 1,
                            1e-5 * (cv > 1 ? cv : 1));
    ck_assert_double_eq_tol(sd / distribution_sd(&q.of), 1, 1e-4);
    quantile_release(&q);
}
END_TEST

/* The table's error is at most h^2 / 8 of the curvature: 3.1e-5 of the scale of
 * the distribution, where a step is a 64th. */
START_TEST(tables_agree_with_the_exact_quantile_everywhere)
{
    struct quantile q = table_of(&ordinary[_i]);
    double sd = distribution_sd(&q.of);
    uint64_t state = 1;
    for (int i = 0; i < 20000; i++) {
        uint64_t u = next_u(&state) >> (i % 40);
        for (int side = 0; side < 2; side++, u = end - 1 - u) {
            double x = exact(&q.of, u), got = (double)quantile_at(&q, u);
            if (fabs(got - x) >= 1 + 4e-5 * sd + 6e-5 * x)
                ck_abort_msg("u %llu: %.17g is not %.17g",
                             (unsigned long long)u, got, x);
        }
    }
    quantile_release(&q);
}
END_TEST

START_TEST(exponential_variates_are_logarithms)
{
    struct quantile q = exponential(0x1p32);
    uint64_t state = 2;
    for (int i = 0; i < 200000; i++) {
        uint64_t u = next_u(&state);
        double x = -0x1p32 * log(((double)(end - 1 - u) + 0.5) / 0x1p53);
        double got = (double)quantile_at(&q, u);
        if (fabs(got - x) > 2.3e-5 * x + 0.5)
            ck_abort_msg("%.17g is not %.17g", got, x);
    }
    quantile_release(&q);
}
END_TEST

START_TEST(tails_are_exact_to_24_bits)
{
    struct quantile q = exponential(3e9);
    const double log2 = 0.69314718055994531;
    double greatest = (double)quantile_at(&q, end - 1);
    ck_assert_double_eq_tol(greatest, 3e9 * 54 * log2, 0x1p-24 * greatest);
    double second = (double)quantile_at(&q, end - 2);
    ck_assert_double_eq_tol(second, 3e9 * (54 * log2 - log(3)),
                            0x1p-24 * second);
    ck_assert_int_eq(quantile_at(&q, 0), 0);
    /* 3e9 * 2^-33, below the table, where q rounds to 1 us */
    ck_assert_int_eq(quantile_at(&q, UINT64_C(1) << 20), 0);
    ck_assert_int_eq(quantile_at(&q, UINT64_C(3) << 20), 1);
    quantile_release(&q);
}
END_TEST

/* Falls near u and its mirror image. (Check's asserts are slow, so count.) */
static int falls_near(const struct quantile *q, uint64_t u)
{
    int falls = 0;
    for (int side = 0; side < 2; side++, u = end - 1 - u)
        for (uint64_t v = u < 3 ? 0 : u - 3; v < u + 3 && v + 1 < end; v++)
            falls += quantile_at(q, v) > quantile_at(q, v + 1);
    return falls;
}

/* Across every node, and where the table meets the tails. */
START_TEST(variates_never_fall_as_u_rises)
{
    const struct distribution *d =
        _i < ORDINARY ? &ordinary[_i] : &odd[_i - ORDINARY];
    struct quantile q = table_of(d);
    int falls = falls_near(&q, 0) + falls_near(&q, end / 2);
    for (int log2 = 6; log2 < QUANTILE_BITS - 1; log2++)
        for (uint64_t i = 64; i < 128; i++)
            falls += falls_near(&q, i << (log2 - 6));
    uint64_t state = 3;
    for (int i = 0; i < 20000; i++) {
        uint64_t a = next_u(&state) >> (i % 50), b = next_u(&state) >> (i % 50);
        uint64_t low = a < b ? a : b, high = a < b ? b : a;
        falls += quantile_at(&q, low) > quantile_at(&q, high);
        falls +=
            quantile_at(&q, end - 1 - high) > quantile_at(&q, end - 1 - low);
    }
    ck_assert_int_eq(falls, 0);
    ck_assert_int_ge(quantile_at(&q, 0), 0);
    ck_assert_int_le(quantile_at(&q, end - 1), QUANTILE_MOST);
    quantile_release(&q);
}
END_TEST

START_TEST(the_table_meets_its_tail_without_a_gap)
{
    for (int i = 0; i < ORDINARY; i++) {
        struct quantile q = table_of(&ordinary[i]);
        for (int side = 0; side < 2; side++) {
            /* w = 2^QUANTILE_FIRST is the first node; v = w / 2 */
            uint64_t v = UINT64_C(1) << (QUANTILE_FIRST - 1);
            uint64_t in = side ? end - 1 - v : v;
            uint64_t out = side ? in + 1 : in - 1;
            double x = (double)quantile_at(&q, in);
            double gap = fabs(x - (double)quantile_at(&q, out));
            ck_assert_double_le(gap, 1 + 0x1p-23 * x);
        }
        quantile_release(&q);
    }
}
END_TEST

START_TEST(both_sides_are_treated_alike)
{
    struct quantile q = table_of(
        &(struct distribution){.family = DIST_UNIFORM, .low = 0, .high = 4e9});
    uint64_t state = 4;
    for (int i = 0; i < 20000; i++) {
        uint64_t u = next_u(&state) >> (i % 53);
        simtime sum = quantile_at(&q, u) + quantile_at(&q, end - 1 - u);
        /* nodes near 4e9 are multiples of 2^8 */
        if (llabs(sum - INT64_C(4000000000)) > 257)
            ck_abort_msg("sum %lld", (long long)sum);
    }
    ck_assert_int_eq(quantile_at(&q, end / 2), 2000000000);
    ck_assert_int_eq(quantile_at(&q, end / 2 - 1), 2000000000);
    ck_assert_int_eq(quantile_at(&q, end / 4), 1000000000);
    quantile_release(&q);
}
END_TEST

START_TEST(short_times_are_rounded_to_the_nearest_microsecond)
{
    struct quantile q = exponential(3);
    uint64_t state = 5;
    for (int i = 0; i < 100000; i++) {
        uint64_t u = next_u(&state);
        double x = exact(&q.of, u), got = (double)quantile_at(&q, u);
        if (fabs(got - x) > 0.5 + 1e-4)
            ck_abort_msg("%.17g is not %.17g", got, x);
    }
    quantile_release(&q);
    q = table_of(
        &(struct distribution){.family = DIST_UNIFORM, .low = 0, .high = 1});
    ck_assert_int_eq(quantile_at(&q, end / 2 - end / 1000), 0);
    ck_assert_int_eq(quantile_at(&q, end / 2 + end / 1000), 1);
    quantile_release(&q);
}
END_TEST

START_TEST(constants_need_no_draw)
{
    static const struct {
        struct distribution d;
        simtime value;
    } cases[] = {
        {{.family = DIST_CONSTANT, .mean = 38e6}, 38000000},
        {{.family = DIST_CONSTANT, .mean = 0}, 0},
        {{.family = DIST_CONSTANT, .mean = 2.5}, 2},
        {{.family = DIST_UNIFORM, .low = 7, .high = 7}, 7},
        {{.family = DIST_TRIANGULAR, .low = 7, .mode = 7, .high = 7}, 7},
        {{.family = DIST_TRACE}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quantile q = table_of(&cases[i].d);
        ck_assert_ptr_null(q.node);
        ck_assert_int_eq(quantile_at(&q, 0), cases[i].value);
        ck_assert_int_eq(quantile_at(&q, end - 1), cases[i].value);
        quantile_release(&q);
    }
}
END_TEST

/* Two ways of computing the same nodes: a logarithm, and the power series of
 * the gamma family. */
START_TEST(erlang_of_one_stage_is_exponential_to_the_last_bit)
{
    struct quantile e = exponential(30e6);
    struct quantile g = table_of(&(struct distribution){
        .family = DIST_ERLANG, .mean = 30e6, .stages = 1});
    ck_assert_int_eq(e.scale, g.scale);
    ck_assert_mem_eq(e.node, g.node, QUANTILE_NODES * sizeof *e.node);
    ck_assert(e.digest == g.digest);
    quantile_release(&e);
    quantile_release(&g);
}
END_TEST

/* A change here changes every result of the program: raise the model's version
 * and say why in the changelog. */
START_TEST(digests_are_those_of_this_version)
{
    static const struct {
        struct distribution d;
        uint64_t digest;
    } frozen[] = {
        {{.family = DIST_EXPONENTIAL, .mean = 0x1p32}, 0x55f3b71f88724ac2},
        {{.family = DIST_ERLANG, .mean = 30e6, .stages = 3},
         0xc98cfaab8f1b2e13},
        {{.family = DIST_GAMMA, .mean = 30e6, .sd = 18e6}, 0x44f03de3d65abcca},
        {{.family = DIST_LOGNORMAL, .mean = 2.4e6, .sd = 0.9e6},
         0xe6e0abe0b8a4328c},
        {{.family = DIST_WEIBULL, .mean = 30e6, .shape = 2},
         0x160128c9fa5a4799},
        {{.family = DIST_UNIFORM, .low = 1e6, .high = 2e6}, 0xe4e5e9bc43591fc2},
        {{.family = DIST_TRIANGULAR, .low = 1e6, .mode = 2e6, .high = 5e6},
         0x138d2af2b1c91158},
    };
    for (size_t i = 0; i < sizeof frozen / sizeof *frozen; i++) {
        struct quantile q = table_of(&frozen[i].d);
        ck_assert_msg(q.digest == frozen[i].digest, "%s: 0x%016llx",
                      distribution_name(q.of.family),
                      (unsigned long long)q.digest);
        quantile_release(&q);
    }
}
END_TEST

/* Forms of one number, each of its own family: shapes 4, or a coefficient of
 * variation of 4. */
START_TEST(a_form_that_is_known_is_that_of_its_family)
{
    static const struct distribution d[] = {
        {.family = DIST_GAMMA, .mean = 30e6, .sd = 15e6},
        {.family = DIST_WEIBULL, .mean = 30e6, .shape = 4},
        {.family = DIST_LOGNORMAL, .mean = 30e6, .sd = 120e6},
        {.family = DIST_WEIBULL, .mean = 40e6, .shape = 4},
        {.family = DIST_WEIBULL, .mean = 40e6, .shape = 3},
        {.family = DIST_ERLANG, .mean = 30e6, .stages = 4},
    };
    struct quantile_forms known = {0};

    for (size_t i = 0; i < sizeof d / sizeof *d; i++) {
        struct quantile alone = table_of(&d[i]), q;
        ck_assert_int_eq(quantile_init(&q, &d[i], &known), 0);
        ck_assert_msg(q.digest == alone.digest, "distribution %d", (int)i);
        ck_assert_mem_eq(q.node, alone.node, QUANTILE_NODES * sizeof *q.node);
        quantile_release(&q);
        quantile_release(&alone);
    }
    ck_assert_int_eq(known.count, 5); /* the Weibull one of 4 twice */
    quantile_forms_release(&known);
}
END_TEST

START_TEST(digests_tell_tables_apart)
{
    struct quantile a = exponential(30e6), b = exponential(30.00001e6);
    ck_assert(a.digest != b.digest);
    quantile_release(&a);
    quantile_release(&b);
    struct quantile one =
        table_of(&(struct distribution){.family = DIST_CONSTANT, .mean = 1});
    struct quantile two =
        table_of(&(struct distribution){.family = DIST_CONSTANT, .mean = 2});
    ck_assert(one.digest != two.digest);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("quantile");
    TCase *t = tcase_create("tables");
    tcase_add_loop_test(t, tables_have_the_mean_and_sd_of_their_distribution, 0,
                        ORDINARY);
    tcase_add_loop_test(t, tables_agree_with_the_exact_quantile_everywhere, 0,
                        ORDINARY);
    tcase_add_test(t, exponential_variates_are_logarithms);
    tcase_add_test(t, tails_are_exact_to_24_bits);
    tcase_add_loop_test(t, variates_never_fall_as_u_rises, 0, ORDINARY + ODD);
    tcase_add_test(t, the_table_meets_its_tail_without_a_gap);
    tcase_add_test(t, both_sides_are_treated_alike);
    tcase_add_test(t, short_times_are_rounded_to_the_nearest_microsecond);
    tcase_add_test(t, constants_need_no_draw);
    tcase_add_test(t, erlang_of_one_stage_is_exponential_to_the_last_bit);
    tcase_add_test(t, digests_are_those_of_this_version);
    tcase_add_test(t, a_form_that_is_known_is_that_of_its_family);
    tcase_add_test(t, digests_tell_tables_apart);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
