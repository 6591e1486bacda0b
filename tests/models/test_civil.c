/* Dates and wall clocks against almanacs and published offsets. */
#include "models/civil.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct wall new_york = {-5 * US_PER_H, DST_US};
static const struct wall phoenix = {-7 * US_PER_H, DST_NONE};
static const struct wall guam = {10 * US_PER_H, DST_US}; /* an imagined rule */

static int32_t day_of(const char *text)
{
    int32_t day = INT32_MIN;
    const char *wrong = civil_date(text, &day);
    ck_assert_msg(!wrong, "%s %s", text, wrong ? wrong : "");
    return day;
}

/* UTC of a local date and clock in hours, in hours since UTC midnight of that
 * date. */
static double utc_hour(const struct wall *w, const char *date, double hour)
{
    int32_t day = day_of(date);
    simtime utc = civil_utc(w, day, (simtime)(hour * (double)US_PER_H));
    return (double)(utc - day * US_PER_DAY) / (double)US_PER_H;
}

START_TEST(day_numbers_are_those_of_the_almanac)
{
    ck_assert_int_eq(day_of("1970-01-01"), 0);
    ck_assert_int_eq(day_of("1969-12-31"), -1);
    ck_assert_int_eq(day_of("1900-01-01"), -25567);
    ck_assert_int_eq(day_of("2000-02-29"), 11016);
    ck_assert_int_eq(day_of("2000-03-01"), 11017);
    ck_assert_int_eq(day_of("2026-07-15"), 20649);
    ck_assert_int_eq(day_of("2038-01-19"), 24855); /* 2^31 s after 1970 */
    ck_assert_int_eq(civil_day(1, 1, 1), -719162); /* proleptic */
}
END_TEST

START_TEST(weekdays_are_those_of_the_almanac)
{
    ck_assert_int_eq(civil_weekday(0), 3);
    ck_assert_int_eq(civil_weekday(-1), 2);
    ck_assert_int_eq(civil_weekday(day_of("2026-07-15")), 2);
    ck_assert_int_eq(civil_weekday(day_of("1969-07-20")), 6); /* Moon landing */
    ck_assert_int_eq(civil_weekday(day_of("2000-01-01")), 5);
    ck_assert_int_eq(civil_weekday(day_of("1900-01-01")), 0);
}
END_TEST

/* Steps a calendar that counts month lengths, and compares every day. */
START_TEST(every_day_of_three_centuries_goes_there_and_back)
{
    static const int length[] = {31, 28, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31};
    int year = 1900, month = 1, mday = 1;
    for (int32_t day = -25567; year <= 2200; day++) {
        int y, m, d, y2, m2, d2;
        char text[11];
        civil_from_day(day, &y, &m, &d);
        ck_assert(y == year && m == month && d == mday);
        ck_assert_int_eq(civil_day(year, month, mday), day);
        civil_print_date(day, text);
        ck_assert_int_eq(sscanf(text, "%d-%d-%d", &y2, &m2, &d2), 3);
        ck_assert(y2 == year && m2 == month && d2 == mday);
        ck_assert_int_eq(day_of(text), day);
        int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (++mday > length[month - 1] + (month == 2 && leap)) {
            mday = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}
END_TEST

START_TEST(dates_that_are_wrong_say_why)
{
    static const struct {
        const char *text, *wrong;
    } cases[] = {
        {"2024-02-30", "no such day"},
        {"2023-02-29", "no such day"},
        {"1900-02-29", "no such day"},
        {"2026-04-31", "no such day"},
        {"2026-01-00", "no such day"},
        {"2026-13-01", "no such month"},
        {"2026-00-01", "no such month"},
        {"1899-12-31", "1900 to 2200"},
        {"2201-01-01", "1900 to 2200"},
        {"", "write"},
        {"2026", "write"},
        {"2026-7-15", "write"},
        {"2026-07-15T00", "write"},
        {"15.07.2026", "write"},
        {"2026-07-15 ", "write"},
        {" 2026-07-15", "write"},
        {"-026-07-15", "write"},
        {"2026-07", "write"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t day;
        const char *said = civil_date(cases[i].text, &day);
        ck_assert_msg(said && strstr(said, cases[i].wrong), "\"%s\": %s",
                      cases[i].text, said ? said : "accepted");
    }
}
END_TEST

/* Each pair of dates of change is that published for its year. */
static const struct {
    const char *spring, *autumn;
} changes[] = {{"2018-03-11", "2018-11-04"},
               {"2020-03-08", "2020-11-01"},
               {"2026-03-08", "2026-11-01"},
               {"2027-03-14", "2027-11-07"}};

START_TEST(in_spring_the_skipped_hour_is_moved_forward)
{
    const char *date = changes[_i].spring;
    ck_assert_double_eq(utc_hour(&new_york, date, 0), 5);
    ck_assert_double_eq(utc_hour(&new_york, date, 1.75), 6.75);
    ck_assert_double_eq(utc_hour(&new_york, date, 2), 7);     /* = 03:00 */
    ck_assert_double_eq(utc_hour(&new_york, date, 2.5), 7.5); /* = 03:30 */
    ck_assert_double_eq(utc_hour(&new_york, date, 3), 7);
    ck_assert_double_eq(utc_hour(&new_york, date, 3.5), 7.5);
    ck_assert_double_eq(utc_hour(&new_york, date, 24), 28);
}
END_TEST

START_TEST(in_autumn_the_doubled_hour_means_the_first)
{
    const char *date = changes[_i].autumn;
    ck_assert_double_eq(utc_hour(&new_york, date, 0), 4);
    ck_assert_double_eq(utc_hour(&new_york, date, 1), 5);
    ck_assert_double_eq(utc_hour(&new_york, date, 1.5), 5.5);
    ck_assert_double_eq(utc_hour(&new_york, date, 2), 7);
    ck_assert_double_eq(utc_hour(&new_york, date, 24), 29);
}
END_TEST

START_TEST(offsets_change_at_the_published_instants)
{
    simtime spring = day_of(changes[_i].spring) * US_PER_DAY + 7 * US_PER_H;
    simtime autumn = day_of(changes[_i].autumn) * US_PER_DAY + 6 * US_PER_H;
    ck_assert_int_eq(civil_offset_at(&new_york, spring - 1), -5 * US_PER_H);
    ck_assert_int_eq(civil_offset_at(&new_york, spring), -4 * US_PER_H);
    ck_assert_int_eq(civil_offset_at(&new_york, autumn - 1), -4 * US_PER_H);
    ck_assert_int_eq(civil_offset_at(&new_york, autumn), -5 * US_PER_H);
    ck_assert_int_eq(civil_offset_at(&phoenix, spring), -7 * US_PER_H);
}
END_TEST

START_TEST(a_wall_without_summer_time_only_shifts)
{
    ck_assert_double_eq(utc_hour(&phoenix, "2026-03-08", 2.5), 9.5);
    ck_assert_double_eq(utc_hour(&phoenix, "2026-07-15", 0), 7);
    const struct wall utc = {0, DST_NONE};
    ck_assert_double_eq(utc_hour(&utc, "2026-11-01", 1.5), 1.5);
}
END_TEST

/* East of Greenwich the local date runs ahead of that of UTC. */
START_TEST(changes_go_by_the_local_date)
{
    ck_assert_double_eq(utc_hour(&guam, "2026-03-08", 1.5), -8.5);
    ck_assert_double_eq(utc_hour(&guam, "2026-03-08", 3), -8);
    ck_assert_double_eq(utc_hour(&guam, "2026-11-01", 1.5), -9.5);
    ck_assert_double_eq(utc_hour(&guam, "2026-11-01", 2), -8);
    ck_assert_double_eq(utc_hour(&guam, "2026-01-01", 0), -10);
    ck_assert_double_eq(utc_hour(&guam, "2025-12-31", 24), 14);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("civil");
    TCase *t = tcase_create("dates");
    int n = sizeof changes / sizeof *changes;
    tcase_add_test(t, day_numbers_are_those_of_the_almanac);
    tcase_add_test(t, weekdays_are_those_of_the_almanac);
    tcase_add_test(t, every_day_of_three_centuries_goes_there_and_back);
    tcase_add_test(t, dates_that_are_wrong_say_why);
    tcase_add_loop_test(t, in_spring_the_skipped_hour_is_moved_forward, 0, n);
    tcase_add_loop_test(t, in_autumn_the_doubled_hour_means_the_first, 0, n);
    tcase_add_loop_test(t, offsets_change_at_the_published_instants, 0, n);
    tcase_add_test(t, a_wall_without_summer_time_only_shifts);
    tcase_add_test(t, changes_go_by_the_local_date);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
