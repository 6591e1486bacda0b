/* Waits by interval and by class, against waits written out. */
#include "analysis/common/delays.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

enum { MIN = 60 * 1000000 };

static const char *const stations[] = {"p/quiet", "p/busy"};
static const char *const classes[] = {"citizen", "visitor"};
static const simtime limit[] = {10LL * MIN, 20LL * MIN};
static const struct resolved_station where[] = {
    {.pool = -1}, {.pool = -1, .limits = 2, .limit = limit}};
static const struct name_table names = {
    .name = {[NAMES_STATIONS] = stations, [NAMES_CLASSES] = classes},
    .count = {[NAMES_STATIONS] = 2, [NAMES_CLASSES] = 2}};
static const struct results_about about = {.duration_us = 30LL * MIN,
                                           .interval_us = 10LL * MIN};

static struct input given(void)
{
    return (struct input){.about = &about,
                          .names = &names,
                          .scenario = {.title = "", .station = where},
                          .replications = 2,
                          .intervals = 3};
}

/* Interval 1 of replication 0: 4, 4, 8 and one of 10 to 12 min that was 10.5.
 */
START_TEST(quantiles_are_those_of_each_replication)
{
    struct waits_intervals_row w[] = {{.replication = 0,
                                       .station = 1,
                                       .interval = 1,
                                       .persons = 4,
                                       .wait_sum_us = 26LL * MIN + MIN / 2,
                                       .wait_max_us = 10LL * MIN + MIN / 2}};
    struct waits_interval_histogram_row h[] = {
        {0, 1, 1, 10LL * MIN, 12LL * MIN, 1},
        {0, 1, 1, 4LL * MIN, 4LL * MIN, 2},
        {0, 1, 1, 8LL * MIN, 8LL * MIN, 1}};
    struct input in = given();
    in.tables.table[TABLE_waits_intervals] = (struct rows){w, 1, 1};
    in.tables.table[TABLE_waits_interval_histogram] = (struct rows){h, 3, 3};
    struct delays d;
    ck_assert_int_eq(delays_by_interval(&d, &in), 0);
    int key = delays_key(&d, 1, -1);
    ck_assert_double_eq(panel_at(&d.p50, key, 1)[0], 4);
    ck_assert_double_eq_tol(panel_at(&d.p95, key, 1)[0], 10.5, 1e-9);
    ck_assert_double_eq(panel_at(&d.longest, key, 1)[0], 10.5);
    ck_assert_double_eq(panel_at(&d.persons, key, 1)[0], 4);
    /* no data elsewhere, which is not a wait of 0 */
    ck_assert_double_nan(panel_at(&d.p50, key, 1)[1]);
    ck_assert_double_nan(panel_at(&d.p95, key, 0)[0]);
    ck_assert_double_eq(panel_at(&d.persons, key, 0)[0], 0);
    ck_assert_int_eq(d.station[0], 1);
    delays_release(&d);
}
END_TEST

/* Citizens 5, 15; visitors 15, 25, 25; limits 10 and 20 min. */
START_TEST(everybody_is_the_sum_of_the_classes)
{
    struct waits_totals_row t[] = {{.station = 1,
                                    .class = 0,
                                    .persons = 2,
                                    .wait_sum_us = 20LL * MIN,
                                    .wait_max_us = 15LL * MIN,
                                    .unserved = 3},
                                   {.station = 1,
                                    .class = 1,
                                    .persons = 3,
                                    .wait_sum_us = 65LL * MIN,
                                    .wait_max_us = 25LL * MIN}};
    struct waits_histogram_row h[] = {{0, 1, 0, 5LL * MIN, 5LL * MIN, 1},
                                      {0, 1, 0, 15LL * MIN, 15LL * MIN, 1},
                                      {0, 1, 1, 15LL * MIN, 15LL * MIN, 1},
                                      {0, 1, 1, 25LL * MIN, 25LL * MIN, 2}};
    struct waits_over_row o[] = {{0, 1, 0, 10LL * MIN, 1},
                                 {0, 1, 1, 10LL * MIN, 3},
                                 {0, 1, 1, 20LL * MIN, 2}};
    struct input in = given();
    in.tables.table[TABLE_waits_totals] = (struct rows){t, 2, 2};
    in.tables.table[TABLE_waits_histogram] = (struct rows){h, 4, 4};
    in.tables.table[TABLE_waits_over] = (struct rows){o, 3, 3};
    struct delays d;
    ck_assert_int_eq(delays_by_class(&d, &in), 0);
    int all = delays_key(&d, 1, -1), citizen = delays_key(&d, 1, 0);
    int visitor = delays_key(&d, 1, 1);
    ck_assert_double_eq(panel_at(&d.persons, all, 0)[0], 5);
    ck_assert_double_eq(panel_at(&d.unserved, all, 0)[0], 3);
    ck_assert_double_eq(panel_at(&d.sum, all, 0)[0], 85);
    ck_assert_double_eq(panel_at(&d.longest, all, 0)[0], 25);
    ck_assert_double_eq(panel_at(&d.p50, all, 0)[0], 15);
    ck_assert_double_eq(panel_at(&d.p50, citizen, 0)[0], 5);
    ck_assert_double_eq(panel_at(&d.p50, visitor, 0)[0], 25);
    ck_assert_double_eq(panel_at(&d.over, all * 2, 0)[0], 4);
    ck_assert_double_eq(panel_at(&d.over, all * 2 + 1, 0)[0], 2);
    ck_assert_double_eq(panel_at(&d.over, citizen * 2, 0)[0], 1);
    ck_assert_double_eq(panel_at(&d.over, citizen * 2 + 1, 0)[0], 0);
    ck_assert_double_eq(panel_at(&d.over, visitor * 2, 0)[0], 3);
    ck_assert_double_eq(panel_at(&d.over, visitor * 2 + 1, 0)[0], 2);
    ck_assert_double_nan(panel_at(&d.p50, all, 0)[1]);
    delays_release(&d);
}
END_TEST

/* Ten joined in interval 1 and four were served, nobody of the three after it:
 * the station with them is the busier one, though fewer were served. */
START_TEST(who_joined_and_was_not_served_is_counted_by_interval)
{
    struct waits_intervals_row w[] = {
        {.station = 1, .interval = 1, .persons = 4},
        {.station = 0, .interval = 0, .persons = 12}};
    struct series_row s[] = {{.station = 1, .interval = 1, .arrivals = 10},
                             {.station = 1, .interval = 2, .arrivals = 3},
                             {.station = 0, .interval = 0, .arrivals = 12}};
    struct input in = given();
    in.tables.table[TABLE_waits_intervals] = (struct rows){w, 2, 2};
    in.tables.table[TABLE_series] = (struct rows){s, 3, 3};
    struct delays d;
    ck_assert_int_eq(delays_by_interval(&d, &in), 0);
    int key = delays_key(&d, 1, -1);
    ck_assert_double_eq(panel_at(&d.not_served, key, 1)[0], 6);
    ck_assert_double_eq(panel_at(&d.not_served, key, 2)[0], 3);
    ck_assert_double_eq(panel_at(&d.not_served, key, 2)[1], 0);
    ck_assert_double_eq(panel_sum(&d.not_served, delays_key(&d, 0, -1)), 0);
    ck_assert_int_eq(d.station[0], 1);
    delays_release(&d);
}
END_TEST

START_TEST(rows_that_point_outside_the_run_are_left_out)
{
    struct waits_intervals_row w[] = {
        {.replication = 2, .station = 1, .interval = 1, .persons = 4},
        {.replication = 0, .station = 2, .interval = 1, .persons = 4},
        {.replication = 0, .station = 1, .interval = 3, .persons = 4},
        {.replication = 0, .station = -1, .interval = 0, .persons = 4}};
    struct input in = given();
    in.tables.table[TABLE_waits_intervals] = (struct rows){w, 4, 4};
    struct delays d;
    ck_assert_int_eq(delays_by_interval(&d, &in), 0);
    for (int s = 0; s < 2; s++)
        ck_assert_double_eq(panel_sum(&d.persons, delays_key(&d, s, -1)), 0);
    delays_release(&d);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("delays");
    TCase *t = tcase_create("all");
    tcase_add_test(t, quantiles_are_those_of_each_replication);
    tcase_add_test(t, everybody_is_the_sum_of_the_classes);
    tcase_add_test(t, who_joined_and_was_not_served_is_counted_by_interval);
    tcase_add_test(t, rows_that_point_outside_the_run_are_left_out);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
