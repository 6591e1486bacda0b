/* Officers needed, against loads worked out by hand. */
#include "analysis/common/offered_load.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

enum { MIN = 60 * 1000000 };

START_TEST(square_root_staffing_rounds_up)
{
    ck_assert_double_eq(offered_load_needed(0), 0);
    ck_assert_double_eq(offered_load_needed(1), 2);
    ck_assert_double_eq(offered_load_needed(4), 6);
    ck_assert_double_eq(offered_load_needed(10), 14); /* 13.16 */
    ck_assert_double_eq(offered_load_needed(4.0000001), 7);
    for (int i = 1; i < 2000; i++) /* also where a is 0.1 summed */
        ck_assert_double_eq(offered_load_needed(i * 0.1 * i * 10), i * i + i);
}
END_TEST

START_TEST(a_lag_of_whole_and_half_intervals_moves_arrivals)
{
    double a[] = {0, 8, 4, 0, 0}, out[5];
    double half[] = {0, 4, 6, 2, 0}, one[] = {0, 0, 8, 4, 0};
    double more[] = {0, 0, 6, 5, 1}; /* 1.25 */
    offered_load_lag(a, 5, 0, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], a[i]);
    offered_load_lag(a, 5, 0.5, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], half[i]);
    offered_load_lag(a, 5, 1, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], one[i]);
    offered_load_lag(a, 5, 1.25, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], more[i]);
    offered_load_lag(a, 5, 1e12, out);
    ck_assert_double_eq(out[4], 0);
}
END_TEST

/* Two stations of one pool, a kiosk without officers, intervals of 10 min. */
static const char *const stations[] = {"p/booth", "p/lane", "p/kiosk"};
static const char *const pools[] = {"p/cbp", "p/idle"};
static const struct resolved_station where[] = {
    {.pool = 0, .first = true}, {.pool = 0}, {.pool = -1}};
static const struct name_table names = {
    .name = {[NAMES_STATIONS] = stations, [NAMES_POOLS] = pools},
    .count = {[NAMES_STATIONS] = 3, [NAMES_POOLS] = 2}};
static struct results_about about = {.duration_us = 25LL * MIN,
                                     .interval_us = 10LL * MIN};

static struct input given(struct series_row *row, size_t rows,
                          struct officers_row *o, size_t officers)
{
    struct input in = {.about = &about,
                       .names = &names,
                       .scenario = {.title = "", .station = where},
                       .replications = 2,
                       .intervals = 3};
    in.tables.table[TABLE_series] = (struct rows){row, rows, rows};
    in.tables.table[TABLE_officers] = (struct rows){o, officers, officers};
    return in;
}

/*
 * Booth: 100 persons in parties of two, 5 min each: 50 parties x 5/10 = 25
 * officers, half an interval late: 12.5 and 12.5. Lane: 4 persons alone, 10 min
 * each: 4 officers one interval late.
 */
START_TEST(a_pool_needs_the_sum_over_its_stations)
{
    struct series_row row[] = {
        {.station = 0,
         .interval = 0,
         .arrivals = 100,
         .visits = 20,
         .served = 40,
         .busy_time = 100LL * MIN},
        {.station = 0,
         .interval = 1,
         .visits = 30,
         .served = 60,
         .busy_time = 150LL * MIN},
        {.station = 1, .interval = 0, .arrivals = 4, .visits = 0},
        {.station = 1,
         .interval = 1,
         .visits = 4,
         .served = 4,
         .busy_time = 40LL * MIN},
        {.station = 2,
         .interval = 0,
         .arrivals = 500,
         .visits = 500,
         .served = 500,
         .busy_time = 500LL * MIN}};
    struct officers_row o[] = {
        {.pool = 0,
         .interval = 0,
         .rostered_time = 60LL * MIN,
         .busy_time = 55LL * MIN},
        {.pool = 0, .interval = 2, .rostered_time = 20LL * MIN}};
    struct input in = given(row, 5, o, 2);
    struct offered_load l;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 0)[0], 12.5, 1e-12);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 1)[0], 16.5, 1e-12);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 2)[0], 0, 1e-12);
    ck_assert_double_eq(panel_at(&l.needed, 0, 0)[0], 17);     /* 16.04 */
    ck_assert_double_eq(panel_at(&l.needed, 0, 1)[0], 17 + 6); /* 4 + 2 */
    ck_assert_double_eq(panel_at(&l.rostered, 0, 0)[0], 6);
    ck_assert_double_eq(panel_at(&l.busy, 0, 0)[0], 5.5);
    ck_assert_double_eq(panel_at(&l.rostered, 0, 2)[0], 4); /* 5 min long */
    /* nobody came in the other replication, or to the other pool */
    ck_assert_double_eq(panel_at(&l.needed, 0, 0)[1], 0);
    ck_assert_double_eq(panel_at(&l.needed, 1, 0)[0], 0);
    ck_assert_int_eq(l.pool[0], 0);
    offered_load_release(&l);
}
END_TEST

START_TEST(who_came_and_was_never_served_makes_the_need_unknown)
{
    struct series_row row[] = {{.station = 0, .interval = 1, .arrivals = 3}};
    struct input in = given(row, 1, NULL, 0);
    struct offered_load l;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_nan(panel_at(&l.needed, 0, 1)[0]);
    ck_assert_double_eq(panel_at(&l.needed, 0, 1)[1], 0);
    offered_load_release(&l);
}
END_TEST

START_TEST(before_the_warm_up_there_is_no_data)
{
    struct results_about late = about;
    late.warm_up_us = 10LL * MIN;
    struct input in = given(NULL, 0, NULL, 0);
    in.about = &late;
    struct offered_load l;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_nan(panel_at(&l.rostered, 0, 0)[0]);
    ck_assert_double_eq(panel_at(&l.rostered, 0, 1)[0], 0);
    offered_load_release(&l);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("offered_load");
    TCase *t = tcase_create("all");
    tcase_add_test(t, square_root_staffing_rounds_up);
    tcase_add_test(t, a_lag_of_whole_and_half_intervals_moves_arrivals);
    tcase_add_test(t, a_pool_needs_the_sum_over_its_stations);
    tcase_add_test(t, who_came_and_was_never_served_makes_the_need_unknown);
    tcase_add_test(t, before_the_warm_up_there_is_no_data);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
