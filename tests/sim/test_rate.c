/*
 * test_rate -- the inverse of a cumulative arrival rate against arithmetic in
 * fractions, where nothing is rounded.
 */
#include "sim/compile/rate.h"

#include <check.h>
#include <stdlib.h>

#include "sim/engine/keyed.h"

__extension__ typedef __int128 wide;

#define ONE (INT64_C(1) << 32) /* an expected arrival */

enum { PIECES = 6 };

/* A curve whose rates are fractions: up / down arrivals per us. */
struct fractions {
    struct rate_curve curve;
    struct rate_step step[PIECES];
    int64_t up[PIECES], down[PIECES];
    simtime until[PIECES];
};

static uint64_t roll(uint64_t *state)
{
    return mix64(*state += UINT64_C(0x9e3779b97f4a7c15));
}

/* Pieces of 1 s to 17 min, rates of 0 or 1/60 s to 1/ms. */
static void make(struct fractions *f, uint64_t seed)
{
    uint64_t s = seed;
    simtime at = 0;
    int64_t sum = 0;

    for (int i = 0; i < PIECES; i++) {
        f->up[i] = roll(&s) % 4 == 0 ? 0 : 1 + (int64_t)(roll(&s) % 1000);
        f->down[i] = 1000000 + (int64_t)(roll(&s) % 59000000);
        double rate = (double)f->up[i] / (double)f->down[i];
        simtime span = US_PER_S + (simtime)(roll(&s) % 1000) * 999983;
        f->step[i] = (struct rate_step){at, sum, rate_slope(rate)};
        sum += rate_cumulative(rate, span);
        f->until[i] = at += span;
    }
    f->curve = (struct rate_curve){PIECES, f->step};
}

/* The piece that holds the sum, by a plain search from its end. */
static int piece_of(const struct fractions *f, int64_t sum)
{
    int i = PIECES - 1;

    while (f->step[i].cumulative > sum)
        i--;
    return i;
}

/* Is t within 1 us and a millionth of what the fraction says? */
static bool is_exact(const struct fractions *f, int i, int64_t sum, simtime t)
{
    wide rest = sum - f->step[i].cumulative;
    simtime exact = (simtime)(rest * f->down[i] / f->up[i] >> 32);
    simtime most = 2 + exact / 1000000;

    exact += f->step[i].from;
    if (i + 1 < PIECES && exact >= f->until[i])
        exact = f->until[i] - 1;
    return t >= exact - most && t <= exact + most;
}

/* What is wrong with an inverse; NULL: nothing. Every ck_assert() writes to
 * the parent, so in long loops one of them looks at this. */
static const char *fault(const struct fractions *f, int64_t sum)
{
    int i = piece_of(f, sum), piece = 0;
    simtime t = rate_inverse(&f->curve, sum, &piece);

    if (piece != i)
        return "the sum is in another piece";
    if (f->up[i] == 0) /* others are passed over */
        return i == PIECES - 1 && t == INT64_MAX ? NULL : "nobody comes at 0";
    if (t < f->step[i].from || (i + 1 < PIECES && t >= f->until[i]))
        return "the time is in another piece";
    return is_exact(f, i, sum, t) ? NULL : "the time is not the fraction's";
}

START_TEST(the_inverse_is_that_of_fractions)
{
    struct fractions f;
    uint64_t s = 1000 + (uint64_t)_i;

    make(&f, (uint64_t)_i);
    int64_t all = f.step[PIECES - 1].cumulative + 100 * ONE;
    for (int k = 0; k < 2000; k++) {
        int64_t sum = (int64_t)(roll(&s) % (uint64_t)all);
        const char *wrong = fault(&f, sum);
        if (wrong)
            ck_abort_msg("%s: sum %lld", wrong, (long long)sum);
    }
}
END_TEST

START_TEST(times_never_fall)
{
    struct fractions f;
    uint64_t s = (uint64_t)_i;
    simtime last = 0;
    int piece = 0;

    make(&f, (uint64_t)_i);
    int64_t all = f.step[PIECES - 1].cumulative + 9 * ONE;
    for (int64_t sum = 0; sum < all;
         sum += (int64_t)(roll(&s) % (uint64_t)(all / 10000))) {
        int other = 0;
        simtime t = rate_inverse(&f.curve, sum, &piece);
        /* where the last call ended is a help, not a part of the answer */
        if (t < last || t != rate_inverse(&f.curve, sum, &other))
            ck_abort_msg("sum %lld: %lld after %lld, or unlike with no help",
                         (long long)sum, (long long)t, (long long)last);
        last = t;
    }
}
END_TEST

START_TEST(a_piece_begins_when_its_sum_is_reached)
{
    struct fractions f;

    make(&f, (uint64_t)_i);
    for (int i = 0; i < PIECES; i++) {
        int64_t sum = f.step[i].cumulative;
        int piece = 0, before = 0;
        if (f.up[i] == 0)
            continue;
        ck_assert_int_eq(rate_inverse(&f.curve, sum, &piece), f.step[i].from);
        if (sum > 0)
            ck_assert_int_lt(rate_inverse(&f.curve, sum - 1, &before),
                             f.step[i].from);
    }
}
END_TEST

START_TEST(whole_gaps_are_exact)
{
    static const simtime gap[] = {1,       2,        40,       1000,
                                  1 << 20, US_PER_S, US_PER_H, US_PER_DAY};

    for (size_t i = 0; i < sizeof gap / sizeof *gap; i++) {
        double rate = 1 / (double)gap[i];
        struct rate_step step = {12345, 77, rate_slope(rate)};
        struct rate_curve c = {1, &step};
        for (int64_t k = 0; k < 3000; k++) {
            int piece = 0;
            simtime t = rate_inverse(&c, 77 + k * ONE, &piece);
            if (t != 12345 + k * gap[i])
                ck_abort_msg("gap %lld, party %lld: at %lld", (long long)gap[i],
                             (long long)k, (long long)t);
        }
    }
}
END_TEST

START_TEST(cumulative_rates_are_rounded_down)
{
    /* 1/3 x 10 us: 3.333... arrivals = 14316557653.33 / 2^32 */
    ck_assert_int_eq(rate_cumulative(1 / 3.0, 10), INT64_C(14316557653));
    ck_assert_int_eq(rate_cumulative(0.25, 4), ONE);
    ck_assert_int_eq(rate_cumulative(0.5, 0), 0);
    ck_assert_int_eq(rate_cumulative(0, US_PER_DAY), 0);
    /* 0.01 a day, for a day */
    ck_assert_int_eq(rate_cumulative(0.01 / (double)US_PER_DAY, US_PER_DAY),
                     INT64_C(42949672));
}
END_TEST

/* What scenario_check() lets through: 0.01 a day to 1e9 in the run. */
START_TEST(the_extremes_fit)
{
    double least = 0.01 / (double)US_PER_DAY;
    struct rate_step slow = {0, 0, rate_slope(least)};
    struct rate_step fast = {0, 0, rate_slope(1)};
    struct rate_curve c = {1, &slow};
    int piece = 0;

    /* 365 parties at 0.01 a day take 36,500 days */
    simtime t = rate_inverse(&c, 365 * ONE, &piece);
    ck_assert_int_ge(t, 36500 * US_PER_DAY - 2);
    ck_assert_int_le(t, 36500 * US_PER_DAY + 2);
    c.step = &fast;
    t = rate_inverse(&c, INT64_C(1000000000) * ONE, &piece);
    ck_assert_int_eq(t, 1000000000);
    ck_assert_uint_eq(rate_slope(0), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rate");
    TCase *t = tcase_create("rate");
    SRunner *r = srunner_create(s);

    tcase_add_loop_test(t, the_inverse_is_that_of_fractions, 0, 15);
    tcase_add_loop_test(t, times_never_fall, 0, 15);
    tcase_add_loop_test(t, a_piece_begins_when_its_sum_is_reached, 0, 15);
    tcase_add_test(t, whole_gaps_are_exact);
    tcase_add_test(t, cumulative_rates_are_rounded_down);
    tcase_add_test(t, the_extremes_fit);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
