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

/* Every interval's arrivals, seen `lag` later. */
static void lag_all(const double *before, int n, double length, double lag,
                    double *out)
{
    for (int i = 0; i < n; i++)
        out[i] = offered_load_lag(before, n, length, lag, i);
}

START_TEST(a_lag_of_whole_and_half_intervals_moves_arrivals)
{
    double a[] = {0, 0, 8, 12, 12, 12}, out[5]; /* 0, 8, 4, 0, 0 come */
    double half[] = {0, 4, 6, 2, 0}, one[] = {0, 0, 8, 4, 0};
    double more[] = {0, 0, 6, 5, 1}; /* 1.25 */
    lag_all(a, 5, 5, 0, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], a[i + 1] - a[i]);
    lag_all(a, 5, 5, 0.5, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], half[i]);
    lag_all(a, 5, 5, 1, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], one[i]);
    lag_all(a, 5, 5, 1.25, out);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(out[i], more[i]);
    lag_all(a, 5, 5, 1e12, out);
    ck_assert_double_eq(out[4], 0);
}
END_TEST

/* 60, 60 and 15 come in intervals of 1, 1 and 1/4: always 60 an interval. */
START_TEST(a_short_last_interval_is_as_long_as_it_is)
{
    double before[] = {0, 60, 120, 135}, out[3];
    lag_all(before, 3, 2.25, 0, out);
    ck_assert_double_eq(out[2], 15);
    lag_all(before, 3, 2.25, 0.125, out);
    ck_assert_double_eq(out[0], 52.5);
    ck_assert_double_eq(out[1], 60);
    ck_assert_double_eq(out[2], 15);
    lag_all(before, 3, 2.25, 2, out);
    ck_assert_double_eq(out[1], 0);
    ck_assert_double_eq(out[2], 15);
}
END_TEST

/* Two stations of one pool, a kiosk without officers, intervals of 10 min. */
static const char *const stations[] = {"p/booth", "p/lane", "p/kiosk"};
static const char *const pools[] = {"p/cbp", "p/idle"};
static const struct resolved_station where[] = {
    {.pool = 0}, {.pool = 0}, {.pool = -1}};
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

/* Booth: 25 positions, half an interval late; 12.5 + 3.5 makes 17 of them, and
 * five officers who watch four each. */
START_TEST(officers_who_watch_are_shared)
{
    static const struct resolved_station gates[] = {
        {.pool = 0, .monitored = 4}, {.pool = 0}, {.pool = -1}};
    struct series_row row[] = {{.station = 0,
                                .interval = 0,
                                .arrivals = 100,
                                .visits = 50,
                                .served = 100,
                                .service_time = 250LL * MIN}};
    struct input in = given(row, 1, NULL, 0);
    struct offered_load l;
    in.scenario.station = gates;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 0)[0], 12.5 / 4, 1e-12);
    ck_assert_double_eq(panel_at(&l.needed, 0, 0)[0], 5);
    offered_load_release(&l);
}
END_TEST

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
         .service_time = 100LL * MIN},
        {.station = 0,
         .interval = 1,
         .busy_time = 1000LL * MIN, /* of visits that do not end as well */
         .visits = 30,
         .served = 60,
         .service_time = 150LL * MIN},
        {.station = 1, .interval = 0, .arrivals = 4, .visits = 0},
        {.station = 1,
         .interval = 1,
         .visits = 4,
         .served = 4,
         .service_time = 40LL * MIN},
        {.station = 2,
         .interval = 0,
         .arrivals = 500,
         .visits = 500,
         .served = 500,
         .service_time = 500LL * MIN}};
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

/*
 * 60 come in each interval; of 1 min each, 30 visits end in the first, in two
 * replications together, and of 4 min each as many in the second: 6 officers,
 * then 24. In the third only one visit ended: the mean of its replication,
 * 2.5 min, makes 15, and half of them in half the time the same.
 */
START_TEST(a_service_that_changes_within_the_day_changes_the_need)
{
    struct series_row row[] = {{.replication = 0,
                                .interval = 0,
                                .arrivals = 60,
                                .visits = 14,
                                .served = 14,
                                .service_time = 14LL * MIN},
                               {.replication = 1,
                                .interval = 0,
                                .arrivals = 60,
                                .visits = 16,
                                .served = 16,
                                .service_time = 16LL * MIN},
                               {.replication = 0,
                                .interval = 1,
                                .arrivals = 60,
                                .visits = 15,
                                .served = 15,
                                .service_time = 60LL * MIN},
                               {.replication = 1,
                                .interval = 1,
                                .arrivals = 60,
                                .visits = 15,
                                .served = 15,
                                .service_time = 60LL * MIN},
                               {.replication = 0,
                                .interval = 2,
                                .arrivals = 30,
                                .visits = 1,
                                .served = 1,
                                .service_time = 1LL * MIN}};
    struct input in = given(row, 5, NULL, 0);
    struct offered_load l;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    /* the first minute of the run nobody is there yet */
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 0)[0], 5.4, 1e-12);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 1)[0], 24, 1e-12);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 1)[1], 24, 1e-12);
    ck_assert_double_eq(panel_at(&l.needed, 0, 1)[0], 29); /* 28.9 */
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 2)[0], 15, 1e-12);
    offered_load_release(&l);
}
END_TEST

/* 100 parties in 10 min and 50 in the last 5 of 25, 1 min each: 10 officers. */
START_TEST(the_load_of_a_short_last_interval_is_that_of_the_others)
{
    struct series_row row[] = {{.interval = 0, .arrivals = 100},
                               {.interval = 1, .arrivals = 100},
                               {.interval = 2,
                                .arrivals = 50,
                                .visits = 250,
                                .served = 250,
                                .service_time = 250LL * MIN}};
    struct input in = given(row, 3, NULL, 0);
    struct offered_load l;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 1)[0], 10, 1e-12);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 2)[0], 10, 1e-12);
    offered_load_release(&l);
}
END_TEST

/* Who came before the warm-up is not known, and busy for another 10 min. */
START_TEST(for_a_service_time_after_the_warm_up_the_need_is_unknown)
{
    struct series_row row[] = {{.interval = 1, .arrivals = 20},
                               {.interval = 2,
                                .arrivals = 20,
                                .visits = 4,
                                .served = 4,
                                .service_time = 40LL * MIN}};
    struct officers_row o[] = {{.interval = 1, .rostered_time = 60LL * MIN}};
    struct input in = given(row, 2, o, 1);
    struct results_about late = about;
    struct offered_load l;
    late.warm_up_us = 4LL * MIN;
    late.duration_us = 30LL * MIN;
    in.about = &late;
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_nan(panel_at(&l.load, 0, 1)[0]);
    ck_assert_double_nan(panel_at(&l.needed, 0, 1)[0]);
    ck_assert_double_eq(panel_at(&l.rostered, 0, 1)[0], 6);
    ck_assert_double_eq_tol(panel_at(&l.load, 0, 2)[0], 20, 1e-12);
    offered_load_release(&l);

    late.warm_up_us = 0; /* at the start of the run nobody came before */
    ck_assert_int_eq(offered_load_compute(&l, &in), 0);
    ck_assert_double_eq(panel_at(&l.needed, 0, 0)[0], 0);
    ck_assert_double_eq(panel_at(&l.needed, 0, 1)[0], 0);
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
    tcase_add_test(t, a_short_last_interval_is_as_long_as_it_is);
    tcase_add_test(t, the_load_of_a_short_last_interval_is_that_of_the_others);
    tcase_add_test(t, for_a_service_time_after_the_warm_up_the_need_is_unknown);
    tcase_add_test(t, a_pool_needs_the_sum_over_its_stations);
    tcase_add_test(t, a_service_that_changes_within_the_day_changes_the_need);
    tcase_add_test(t, officers_who_watch_are_shared);
    tcase_add_test(t, who_came_and_was_never_served_makes_the_need_unknown);
    tcase_add_test(t, before_the_warm_up_there_is_no_data);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
