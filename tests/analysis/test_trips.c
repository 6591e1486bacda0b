/* Journey times by class and by hour, against times written out. */
#include "analysis/common/trips.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

enum { MIN = 60 * 1000000 };

static const char *const journeys[] = {"p/in", "p/out"};
static const char *const classes[] = {"citizen", "visitor"};
static const simtime first[] = {10LL * MIN, 20LL * MIN};
static const simtime second[] = {20LL * MIN};
static const struct resolved_journey where[] = {
    {.less = "", .limits = 2, .limit = first},
    {.less = "", .limits = 1, .limit = second}};
static const struct name_table names = {
    .name = {[NAMES_JOURNEYS] = journeys, [NAMES_CLASSES] = classes},
    .count = {[NAMES_JOURNEYS] = 2, [NAMES_CLASSES] = 2}};
static const struct results_about about = {.duration_us = 120LL * MIN,
                                           .interval_us = 30LL * MIN};

/* In: citizens 5 and 15 min at 00:30, visitor 25 min at 01:00. Out: visitor 12
 * min at 01:30. One more row points outside the run. */
static struct journeys_row total[] = {{0, 0, 0, 1, 2, 20LL * MIN, 15LL * MIN},
                                      {0, 0, 1, 2, 1, 25LL * MIN, 25LL * MIN},
                                      {0, 1, 1, 3, 1, 12LL * MIN, 12LL * MIN},
                                      {0, 0, 1, 4, 1, 99LL * MIN, 99LL * MIN}};
static struct journey_bins_row bin[] = {{0, 0, 0, 1, 10LL * MIN, 1},
                                        {0, 0, 0, 1, 20LL * MIN, 1},
                                        {0, 0, 1, 2, INT64_MAX, 1},
                                        {0, 1, 1, 3, 20LL * MIN, 1}};

static struct input given(void)
{
    struct input in = {.about = &about,
                       .names = &names,
                       .scenario = {.title = "", .journey = where},
                       .replications = 1,
                       .intervals = 4};
    in.tables.table[TABLE_journeys] = (struct rows){total, 4, 4};
    in.tables.table[TABLE_journey_bins] = (struct rows){bin, 4, 4};
    return in;
}

START_TEST(everybody_is_the_sum_of_journeys_and_classes)
{
    struct input in = given();
    struct trips t;
    ck_assert_int_eq(trips_count(&t, &in, false), 0);
    int all = trips_key(&t, -1, -1), citizen = trips_key(&t, 0, 0);
    int visitor = trips_key(&t, -1, 1);
    ck_assert_double_eq(panel_at(&t.persons, all, 0)[0], 4);
    ck_assert_double_eq(panel_at(&t.minutes, all, 0)[0], 57);
    ck_assert_double_eq(panel_at(&t.longest, all, 0)[0], 25);
    ck_assert_double_eq(panel_at(&t.persons, visitor, 0)[0], 2);
    ck_assert_double_eq(panel_at(&t.minutes, visitor, 0)[0], 37);
    ck_assert_double_eq(panel_at(&t.within, citizen * 2, 0)[0], 1);
    ck_assert_double_eq(panel_at(&t.within, citizen * 2 + 1, 0)[0], 2);
    ck_assert_double_eq(panel_at(&t.within, all * 2 + 1, 0)[0], 3);
    trips_release(&t);
}
END_TEST

START_TEST(hours_are_those_of_arrival)
{
    struct input in = given();
    struct trips t;
    ck_assert_int_eq(trips_count(&t, &in, true), 0);
    ck_assert_int_eq(t.persons.intervals, 2);
    int all = trips_key(&t, -1, -1);
    ck_assert_double_eq(panel_at(&t.persons, all, 0)[0], 2);
    ck_assert_double_eq(panel_at(&t.minutes, all, 1)[0], 37);
    ck_assert_double_nan(panel_at(&t.longest, trips_key(&t, 0, 0), 1)[0]);
    trips_release(&t);
}
END_TEST

/* Out has no limit of 10 min, so that nothing is known of it, or of both. */
START_TEST(a_limit_of_one_journey_is_none_of_all)
{
    struct input in = given();
    struct trips t;
    ck_assert_int_eq(trips_count(&t, &in, false), 0);
    ck_assert_int_eq(t.limits.count, 2);
    ck_assert_int_eq(t.limits.limit[0], 10LL * MIN);
    ck_assert(trips_has_limit(&t, &in, 0, 0));
    ck_assert(!trips_has_limit(&t, &in, 1, 0));
    ck_assert(!trips_has_limit(&t, &in, -1, 0));
    ck_assert(trips_has_limit(&t, &in, -1, 1));
    trips_release(&t);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("trips");
    TCase *t = tcase_create("all");
    tcase_add_test(t, everybody_is_the_sum_of_journeys_and_classes);
    tcase_add_test(t, hours_are_those_of_arrival);
    tcase_add_test(t, a_limit_of_one_journey_is_none_of_all);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
