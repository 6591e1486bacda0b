/* Periods and distances of cells, by hand. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/calibrate/cell.h"
#include "models/civil.h"

static void is_week(int year, int month, int mday, const char *week)
{
    char text[PERIOD_TEXT];
    period_print(PERIOD_WEEK,
                 period_of(PERIOD_WEEK, civil_day(year, month, mday)), text);
    ck_assert_str_eq(text, week);
}

START_TEST(weeks_are_those_of_iso_8601)
{
    is_week(2018, 3, 5, "2018-W10"); /* a Monday */
    is_week(2018, 3, 11, "2018-W10");
    is_week(2018, 3, 12, "2018-W11");
    is_week(2018, 8, 19, "2018-W33");
    is_week(2021, 1, 3, "2020-W53"); /* of the year of its Thursday */
    is_week(2021, 1, 4, "2021-W01");
    is_week(2024, 12, 30, "2025-W01");
    is_week(1969, 12, 28, "1969-W52"); /* before day 0 */
    is_week(1969, 12, 29, "1970-W01");
    int32_t week = period_of(PERIOD_WEEK, civil_day(2018, 5, 30));
    ck_assert_int_eq(period_begin(PERIOD_WEEK, week), civil_day(2018, 5, 28));
    ck_assert_int_eq(period_begin(PERIOD_WEEK, week - 1),
                     civil_day(2018, 5, 21));
}
END_TEST

START_TEST(days_and_all_of_them_are_periods_too)
{
    char text[PERIOD_TEXT];
    int32_t day = civil_day(2018, 5, 30);
    period_print(PERIOD_DAY, period_of(PERIOD_DAY, day), text);
    ck_assert_str_eq(text, "2018-05-30");
    ck_assert_int_eq(period_of(PERIOD_ALL, day),
                     period_of(PERIOD_ALL, day + 100));
    period_print(PERIOD_ALL, 0, text);
    ck_assert_str_eq(text, "all");
}
END_TEST

/* 0.2 of ten persons, 0.5 of thirty: 0.425; a cell of nobody says nothing. */
START_TEST(the_distance_is_weighted_with_persons)
{
    const struct cell cell[] = {
        {.observed = {6, 4}, .simulated = {40, 60}},
        {.observed = {[6] = 30}, .simulated = {[5] = 1, [6] = 1}},
        {.simulated = {5}}};
    ck_assert_double_eq_tol(cells_distance(cell, 3), 0.425, 1e-12);
    ck_assert(isnan(cells_distance(&cell[2], 1)));
    ck_assert_double_eq(cell_persons(cell[1].observed), 30);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cell");
    TCase *c = tcase_create("cell");
    tcase_add_test(c, weeks_are_those_of_iso_8601);
    tcase_add_test(c, days_and_all_of_them_are_periods_too);
    tcase_add_test(c, the_distance_is_weighted_with_persons);
    suite_add_tcase(suite, c);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
