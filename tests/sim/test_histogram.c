/* Bins that are a partition, and quantiles of bins against sorted values. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/histogram.h"
#include "sim/engine/keyed.h"

enum { FINE = 11, COARSE = 4, PAGE = 6, VALUES = 30000 };

static struct histogram_pool pool;
static uint32_t *first, *second, *both;

static void start(void)
{
    pool = (struct histogram_pool){.sub_bits = FINE, .page_bits = PAGE};
    histogram_pool_clear(&pool);
    first = calloc(histogram_directory(&pool), sizeof *first);
    second = calloc(histogram_directory(&pool), sizeof *second);
    both = calloc(histogram_directory(&pool), sizeof *both);
}

static void stop(void)
{
    histogram_pool_release(&pool);
    free(first);
    free(second);
    free(both);
}

/* Of all sizes, many at and beside powers of two. */
static simtime value(uint64_t i)
{
    uint64_t r = mix64(i + 1);
    simtime power = (simtime)1 << r % 51;

    switch (r >> 60) {
    case 0:
        return power - 1;
    case 1:
        return power;
    case 2:
        return power + 1;
    case 3:
        return (simtime)(r % 3);
    default:
        return power + (simtime)(mix64(r) % (uint64_t)power);
    }
}

static uint32_t count_of(const uint32_t *directory, size_t bin)
{
    const uint32_t *page = histogram_counts(&pool, directory, bin >> PAGE);
    return page ? page[bin & ((1 << PAGE) - 1)] : 0;
}

/* In parts, with other histograms in between; pages are used again. */
START_TEST(what_is_wound_on_a_tape_comes_back)
{
    struct histogram_tape tape = {0};
    size_t entries = histogram_directory(&pool), most = 0;
    uint32_t at = 0, other = 0;

    for (int part = 0; part < 5; part++) {
        for (int i = 0; i < 2000; i++) {
            simtime x = value((uint64_t)(part * 2000 + i));
            histogram_add(&pool, first, x);
            histogram_add(&pool, both, x);
        }
        at = histogram_wind(&pool, first, &tape, at);
        ck_assert_uint_gt(at, 0);
        for (size_t k = 0; k < entries; k++)
            ck_assert_uint_eq(first[k], 0);
        for (int i = 0; i < 500; i++)
            histogram_add(&pool, second, 7);
        other = histogram_wind(&pool, second, &tape, other);
        if (part == 2)
            most = pool.pages;
    }
    ck_assert_uint_lt(pool.pages, most + most / 2);
    ck_assert(!tape.failed && !pool.failed);
    histogram_unwind(&pool, first, &tape, at);
    histogram_unwind(&pool, second, &tape, other);
    for (size_t bin = 0; bin < entries << PAGE; bin++)
        ck_assert_uint_eq(count_of(first, bin), count_of(both, bin));
    ck_assert_uint_eq(count_of(second, 7), 2500);
    histogram_clear(&pool, second);
    ck_assert_uint_eq(count_of(second, 7), 0);
    histogram_tape_release(&tape);
}
END_TEST

START_TEST(bins_follow_one_another_and_cover_every_time)
{
    static const int sub_bits[] = {FINE, COARSE};

    for (int k = 0; k < 2; k++) {
        int sub = sub_bits[k];
        size_t bins = histogram_bin(sub, SIMTIME_MOST) + 1;
        ck_assert_int_eq(histogram_from(sub, 0), 0);
        for (size_t b = 0; b < bins; b++) {
            simtime from = histogram_from(sub, b), to = histogram_to(sub, b);
            ck_assert_int_le(from, to);
            ck_assert_uint_eq(histogram_bin(sub, from), b);
            ck_assert_uint_eq(histogram_bin(sub, to), b);
            ck_assert_int_eq(histogram_from(sub, b + 1), to + 1);
        }
        ck_assert_int_ge(histogram_to(sub, bins - 1), SIMTIME_MOST);
    }
}
END_TEST

START_TEST(small_values_are_exact_and_others_within_the_promise)
{
    static const int sub_bits[] = {FINE, COARSE};

    for (int k = 0; k < 2; k++) {
        int sub = sub_bits[k];
        size_t bins = histogram_bin(sub, SIMTIME_MOST) + 1;
        for (size_t b = 0; b < bins; b++) {
            simtime from = histogram_from(sub, b), to = histogram_to(sub, b);
            ck_assert_int_le((to - from) << sub, from); /* width <= 2^-sub */
            if (from < (simtime)1 << sub)
                ck_assert_int_eq(from, to);
        }
    }
}
END_TEST

START_TEST(the_sum_of_two_histograms_is_that_of_all_values)
{
    for (uint64_t i = 0; i < VALUES; i++) {
        histogram_add(&pool, i % 3 ? first : second, value(i));
        histogram_add(&pool, both, value(VALUES - 1 - i)); /* other order */
    }
    ck_assert(!pool.failed);
    size_t bins = histogram_directory(&pool) << PAGE;
    uint64_t total = 0, shared = 0;
    for (size_t b = 0; b < bins; b++) {
        uint32_t x = count_of(first, b), y = count_of(second, b);
        ck_assert_uint_eq(x + y, count_of(both, b));
        total += x + y;
        shared += x && y;
    }
    ck_assert_uint_eq(total, VALUES);
    ck_assert_uint_gt(shared, 50);
}
END_TEST

static int by_time(const void *a, const void *b)
{
    simtime x = *(const simtime *)a, y = *(const simtime *)b;
    return (x > y) - (x < y);
}

START_TEST(every_order_statistic_lies_in_the_bin_that_counting_finds)
{
    static simtime sorted[VALUES];
    size_t bin = 0;
    uint64_t upto;

    for (uint64_t i = 0; i < VALUES; i++) {
        sorted[i] = value(i);
        histogram_add(&pool, both, sorted[i]);
    }
    qsort(sorted, VALUES, sizeof *sorted, by_time);
    upto = count_of(both, 0);
    for (uint64_t rank = 0; rank < VALUES; rank++) {
        while (upto <= rank)
            upto += count_of(both, ++bin);
        simtime from = histogram_from(FINE, bin), to = histogram_to(FINE, bin);
        ck_assert_int_le(from, sorted[rank]);
        ck_assert_int_ge(to, sorted[rank]);
        ck_assert_int_le((to - sorted[rank]) << FINE, sorted[rank]);
    }
}
END_TEST

START_TEST(a_cleared_pool_counts_from_nothing)
{
    for (uint64_t i = 0; i < VALUES; i++)
        histogram_add(&pool, both, value(i));
    size_t capacity = pool.capacity;
    histogram_pool_clear(&pool);
    memset(both, 0, histogram_directory(&pool) * sizeof *both);
    histogram_add(&pool, both, 12345678);
    uint64_t total = 0;
    for (size_t b = 0; b < histogram_directory(&pool) << PAGE; b++)
        total += count_of(both, b);
    ck_assert_uint_eq(total, 1);
    ck_assert_uint_eq(count_of(both, histogram_bin(FINE, 12345678)), 1);
    ck_assert_uint_eq(pool.capacity, capacity);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("histogram");
    TCase *t = tcase_create("histogram");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, bins_follow_one_another_and_cover_every_time);
    tcase_add_test(t, what_is_wound_on_a_tape_comes_back);
    tcase_add_test(t, small_values_are_exact_and_others_within_the_promise);
    tcase_add_test(t, the_sum_of_two_histograms_is_that_of_all_values);
    tcase_add_test(t,
                   every_order_statistic_lies_in_the_bin_that_counting_finds);
    tcase_add_test(t, a_cleared_pool_counts_from_nothing);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
