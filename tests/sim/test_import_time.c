/*
 * Dates and times of other people: every notation that the header promises,
 * against the number of days and seconds that they mean.
 */
#include <check.h>

#include "sim/io/import/import_time.h"

enum { JUL15 = 20649 }; /* 2026-07-15: date -d 2026-07-15 +%s / 86400 */

START_TEST(a_date_has_many_notations)
{
    static const char *const texts[] = {"2026-07-15", "20260715", "7/15/2026",
                                        "07/15/2026", "15JUL26",  "15-Jul-2026",
                                        "15jul2026",  "2026-7-15"};
    int32_t day = 0;
    ck_assert_ptr_null(import_time_date(texts[_i], &day));
    ck_assert_int_eq(day, JUL15);
}
END_TEST

START_TEST(a_time_has_many_notations)
{
    static const char *const texts[] = {"14:05",   "1405",     "14:05:00",
                                        "2:05 PM", "02:05PM",  "14:05:00.000",
                                        "14:05Z",  "14:05 UTC"};
    struct import_time t;
    ck_assert_ptr_null(import_time_read(texts[_i], &t));
    ck_assert(t.has_clock && !t.has_day);
    ck_assert_int_eq(t.has_zone, _i >= 6);
    ck_assert_int_eq(t.clock / US_PER_S, 50700);
}
END_TEST

START_TEST(midnight_and_noon_are_twelve)
{
    struct import_time t;
    ck_assert_ptr_null(import_time_read("12:30 AM", &t));
    ck_assert_int_eq(t.clock / US_PER_MIN, 30);
    ck_assert_ptr_null(import_time_read("12:30 PM", &t));
    ck_assert_int_eq(t.clock / US_PER_MIN, 750);
    ck_assert_ptr_null(import_time_read("805", &t));
    ck_assert_int_eq(t.clock / US_PER_MIN, 485);
    ck_assert_ptr_null(import_time_read("2400", &t));
    ck_assert_int_eq(t.clock / US_PER_MIN, 1440);
}
END_TEST

START_TEST(a_moment_has_a_zone)
{
    struct import_time t;
    ck_assert_ptr_null(import_time_read("2026-07-15T23:05:30-04:00", &t));
    ck_assert(t.has_day && t.has_clock && t.has_zone);
    ck_assert_int_eq(t.day, JUL15);
    ck_assert_int_eq(t.zone / US_PER_MIN, -240);
    ck_assert_int_eq(t.clock / US_PER_S, 83130);
    ck_assert_ptr_null(import_time_read("7/15/2026 2:05 PM +0530", &t));
    ck_assert_int_eq(t.zone / US_PER_MIN, 330);
}
END_TEST

START_TEST(what_is_no_time_is_refused)
{
    static const char *const texts[] = {"",
                                        "15/7/2026",
                                        "2026-02-29",
                                        "24:01",
                                        "14:60",
                                        "noon",
                                        "2026-07-15x",
                                        "13:00 PM",
                                        "2026-07-15T14:05+99:00",
                                        "31JUN26"};
    struct import_time t;
    ck_assert_ptr_nonnull(import_time_read(texts[_i], &t));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("import_time");
    TCase *t = tcase_create("time");
    tcase_add_loop_test(t, a_date_has_many_notations, 0, 8);
    tcase_add_loop_test(t, a_time_has_many_notations, 0, 8);
    tcase_add_test(t, midnight_and_noon_are_twelve);
    tcase_add_test(t, a_moment_has_a_zone);
    tcase_add_loop_test(t, what_is_no_time_is_refused, 0, 10);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
