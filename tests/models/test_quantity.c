/* The numbers that people write, and those that they should not have. */
#include "models/quantity.h"

#include <check.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static simtime time_of(const char *text)
{
    simtime t = INT64_MIN;
    const char *wrong = quantity_time(text, &t);
    ck_assert_msg(!wrong, "\"%s\" %s", text, wrong ? wrong : "");
    return t;
}

static void check_times(void)
{
    ck_assert_int_eq(time_of("38 s"), 38000000);
    ck_assert_int_eq(time_of("2.5 h"), INT64_C(9000000000));
    ck_assert_int_eq(time_of("90 min"), INT64_C(5400000000));
    ck_assert_int_eq(time_of("20 ms"), 20000);
    ck_assert_int_eq(time_of("50 us"), 50);
    ck_assert_int_eq(time_of("1 d"), INT64_C(86400000000));
    ck_assert_int_eq(time_of("-5 h"), INT64_C(-18000000000));
    ck_assert_int_eq(time_of("-0 s"), 0);
    ck_assert_int_eq(time_of("1.5e3 ms"), 1500000);
    ck_assert_int_eq(time_of("1E-3 s"), 1000);
    ck_assert_int_eq(time_of("1e+2 us"), 100);
    ck_assert_int_eq(time_of("0.10 s"), 100000);
    ck_assert_int_eq(time_of("007 s"), 7000000);
    ck_assert_int_eq(time_of("36525 d"), SIMTIME_MOST);
    ck_assert_int_eq(time_of("-36525.0 d"), -SIMTIME_MOST);
    ck_assert_int_eq(time_of("0e99999999999 d"), 0);
}

START_TEST(times_are_read_in_every_unit)
{
    check_times();
}
END_TEST

START_TEST(times_are_rounded_half_to_even_as_they_are_written)
{
    ck_assert_int_eq(time_of("0.5 us"), 0);
    ck_assert_int_eq(time_of("1.5 us"), 2);
    ck_assert_int_eq(time_of("2.5 us"), 2);
    ck_assert_int_eq(time_of("-2.5 us"), -2);
    ck_assert_int_eq(time_of("-3.5 us"), -4);
    ck_assert_int_eq(time_of("0.0000005 s"), 0);
    ck_assert_int_eq(time_of("0.0000015 s"), 2);
    /* 1.0000005 has no double: the nearest is below it */
    ck_assert_int_eq(time_of("1.0000005 s"), 1000000);
    ck_assert_int_eq(time_of("1.0000015 s"), 1000002);
    ck_assert_int_eq(time_of("0.500000000000000000000001 us"), 1);
    ck_assert_int_eq(time_of("3155759999999999.5 us"), SIMTIME_MOST);
    ck_assert_int_eq(time_of("1e-39 s"), 0);
    ck_assert_int_eq(time_of("1e-99999 d"), 0);
}
END_TEST

static const struct wrong_text {
    const char *text, *wrong; /* a part of the message */
} wrong_times[] = {
    {"", "empty"},
    {"30", "has no unit; write \"30 s\""},
    {"30 ", "has no unit"},
    {"30s", "no blank"},
    {"30  s", "more than one blank"},
    {"30\ts", "no blank"},
    {" 30 s", "blank in front"},
    {"30 s ", "unknown unit"},
    {"30 sec", "unknown unit; use us, ms, s, min, h or d"},
    {"30 S", "unknown unit"},
    {"30 /h", "unknown unit"},
    {"1 yr", "unknown unit"},
    {"1,5 s", "has a decimal comma; write a dot"},
    {"1,50 s", "has a decimal comma; write a dot"},
    {"1,5000 s", "has a decimal comma; write a dot"},
    {"1,500 s", "write 1500 if it stands between thousands"},
    {"1,500,000 s", "write 1500 if it stands between thousands"},
    {"1_000 s", "mark"},
    {"+5 s", "plus"},
    {".5 s", "dot"},
    {"5. s", "digit after its dot"},
    {"1.2.3 s", "no blank"},
    {"1e s", "no digits"},
    {"1e400 s", "longer"},
    {"1e99999999999 s", "longer"},
    {"0x10 s", "decimal number"},
    {"nan s", "not a number"},
    {"inf s", "not a number"},
    {"-", "not a number"},
    {"--5 s", "not a number"},
    {"- 5 s", "not a number"},
    {"P1M", "not a number"},
    {"36525.00000000001 d", "longer"},
    {"99999999999999999999999999 us", "25 digits"},
    {"0.12345678901234567890123456 s", "25 digits"},
};

START_TEST(times_that_are_wrong_say_why)
{
    const struct wrong_text *w = &wrong_times[_i];
    simtime t;
    const char *said = quantity_time(w->text, &t);
    ck_assert_msg(said && strstr(said, w->wrong), "\"%s\": %s", w->text,
                  said ? said : "accepted");
}
END_TEST

START_TEST(rates_are_per_microsecond)
{
    double r;
    ck_assert_ptr_null(quantity_rate("120 /h", &r));
    ck_assert_double_eq(r, 120 / 3.6e9);
    ck_assert_ptr_null(quantity_rate("2.5 /min", &r));
    ck_assert_double_eq(r, 2.5 / 6e7);
    ck_assert_ptr_null(quantity_rate("0.9 /s", &r));
    ck_assert_double_eq(r, 0.9 / 1e6);
    ck_assert_ptr_null(quantity_rate("400 /d", &r));
    ck_assert_double_eq(r, 400 / 8.64e10);
    ck_assert_ptr_null(quantity_rate("1e6 /s", &r));
    ck_assert_double_eq(r, 1);
    ck_assert_ptr_null(quantity_rate("-0 /s", &r));
    ck_assert(r == 0 && !signbit(r));
}
END_TEST

static const struct wrong_text wrong_rates[] = {
    {"120", "has no unit; write \"30 /h\""},
    {"120/h", "no blank"},
    {"120 h", "unknown unit"},
    {"120 /ms", "unknown unit; use /s, /min, /h or /d"},
    {"120 / h", "unknown unit"},
    {"-1 /h", "below 0"},
    {"1000001 /s", "over 1e6 /s"},
    {"1e400 /s", "too large"},
    {"1e-300 /d", "close to 0"},
};

START_TEST(rates_that_are_wrong_say_why)
{
    const struct wrong_text *w = &wrong_rates[_i];
    double r;
    const char *said = quantity_rate(w->text, &r);
    ck_assert_msg(said && strstr(said, w->wrong), "\"%s\": %s", w->text,
                  said ? said : "accepted");
}
END_TEST

START_TEST(numbers_are_the_nearest_doubles)
{
    double x;
    ck_assert_ptr_null(quantity_number("0.1", &x));
    ck_assert_double_eq(x, 0.1);
    ck_assert_ptr_null(quantity_number(
        "0.1000000000000000055511151231257827021181583404541015625", &x));
    ck_assert_double_eq(x, 0.1);
    ck_assert_ptr_null(quantity_number("-1.5e3", &x));
    ck_assert_double_eq(x, -1500);
    ck_assert_ptr_null(quantity_number("2.2250738585072014e-308", &x));
    ck_assert_ptr_null(quantity_number("-0.0", &x));
    ck_assert(x == 0 && !signbit(x));
    ck_assert_ptr_null(quantity_number("0e-999", &x));
    ck_assert(x == 0);
}
END_TEST

static const struct wrong_text wrong_numbers[] = {
    {"1e-400", "close to 0"},
    {"-1e-400", "close to 0"},
    {"1e-310", "close to 0"},
    {"1e400", "too large"},
    {"-1e400", "too large"},
    {"NaN", "not a number"},
    {"INF", "not a number"},
    {"0x10", "decimal"},
    {"1_000", "mark"},
    {"1e3 ", "blank at its end"},
    {" 1", "blank in front"},
    {"1,5", "has a decimal comma; write a dot"},
    {"1,500", "write 1500 if it stands between thousands"},
    {"5 s", "no unit"},
    {"5x", "not a"},
    {"5 %", "percent"},
    {"5%", "percent"},
    {"+1", "plus"},
    {"1e", "no digits"},
    {"", "empty"},
    {"\xd9\xa3", "not a number"},
};

START_TEST(numbers_that_are_wrong_say_why)
{
    const struct wrong_text *w = &wrong_numbers[_i];
    double x;
    const char *said = quantity_number(w->text, &x);
    ck_assert_msg(said && strstr(said, w->wrong), "\"%s\": %s", w->text,
                  said ? said : "accepted");
}
END_TEST

START_TEST(probabilities_lie_between_0_and_1)
{
    double p;
    ck_assert_ptr_null(quantity_probability("0", &p));
    ck_assert_ptr_null(quantity_probability("1", &p));
    ck_assert_ptr_null(quantity_probability("1e-9", &p));
    ck_assert_double_eq(p, 1e-9);
    ck_assert_ptr_nonnull(strstr(quantity_probability("95", &p), "is over 1"));
    ck_assert_ptr_nonnull(
        strstr(quantity_probability("1.000001", &p), "over 1"));
    ck_assert_ptr_nonnull(strstr(quantity_probability("101", &p), "over 1"));
    ck_assert_ptr_nonnull(strstr(quantity_probability("-0.1", &p), "below 0"));
    ck_assert_ptr_nonnull(strstr(quantity_probability("95 %", &p), "percent"));
    ck_assert_double_eq(p, 1e-9); /* an error leaves the value alone */
}
END_TEST

START_TEST(counts_are_whole_and_within_their_range)
{
    int64_t n;
    ck_assert_ptr_null(quantity_count("0", 0, 9, &n));
    ck_assert_ptr_null(quantity_count("-0", 0, 9, &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ptr_null(quantity_count("-7", -9, 9, &n));
    ck_assert_int_eq(n, -7);
    ck_assert_ptr_null(quantity_count("9223372036854775807", 0, INT64_MAX, &n));
    ck_assert(n == INT64_MAX);
    ck_assert_str_eq(quantity_count("10", 0, 9, &n), "is too large");
    ck_assert_str_eq(quantity_count("-1", 0, 9, &n), "is too small");
    ck_assert_str_eq(quantity_count("9223372036854775808", 0, INT64_MAX, &n),
                     "is too large");
    ck_assert_str_eq(quantity_count("18446744073709551617", 0, 9, &n),
                     "is too large");
    ck_assert_str_eq(quantity_count("-18446744073709551617", -9, 9, &n),
                     "is too small");
    static const char *const bad[] = {"1.0", "1e3", "+1", " 1", "1 ",
                                      "0x1", "-",   "a",  "1_0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_str_eq(quantity_count(bad[i], 0, 9, &n),
                         "is not a whole number");
}
END_TEST

START_TEST(clock_times_end_at_24_00)
{
    simtime t;
    ck_assert_ptr_null(quantity_clock("00:00", &t));
    ck_assert_int_eq(t, 0);
    ck_assert_ptr_null(quantity_clock("14:05:30", &t));
    ck_assert_int_eq(t, INT64_C(50730000000));
    ck_assert_ptr_null(quantity_clock("24:00", &t));
    ck_assert_int_eq(t, US_PER_DAY);
    ck_assert_ptr_null(quantity_clock("24:00:00", &t));
    static const char *const bad[] = {"24:01",    "25:00", "12:60",
                                      "23:59:60", "1:00",  "12-00",
                                      "12:00:",   "12:0",  "",
                                      "12:00:0",  "-1:00", "12:00 ",
                                      "12:00-00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(quantity_clock(bad[i], &t) != NULL, "%s", bad[i]);
}
END_TEST

START_TEST(flags_are_true_or_false)
{
    bool flag = false;
    ck_assert_ptr_null(quantity_flag("true", &flag));
    ck_assert(flag);
    ck_assert_ptr_null(quantity_flag("false", &flag));
    ck_assert(!flag);
    flag = true;
    ck_assert_ptr_nonnull(quantity_flag("1", &flag));
    ck_assert(flag);
    ck_assert_ptr_nonnull(quantity_flag("True", &flag));
    ck_assert_ptr_nonnull(quantity_flag("", &flag));
}
END_TEST

START_TEST(times_are_printed_as_people_say_them)
{
    static const struct {
        simtime t;
        const char *text;
    } cases[] = {
        {0, "0 s"},
        {50, "50 us"},
        {20000, "20 ms"},
        {1500, "1.5 ms"},
        {38000000, "38 s"},
        {2500000, "2.5 s"},
        {125000000, "2 min 5 s"},
        {INT64_C(5400000000), "1 h 30 min"},
        {INT64_C(-18000000000), "-5 h"},
        {US_PER_DAY + 1, "1 d 0.000001 s"},
        {-20000, "-20 ms"},
        {10 * US_PER_S, "10 s"},
        {SIMTIME_MOST, "36525 d"},
        {US_PER_DAY - 1, "23 h 59 min 59.999999 s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        quantity_print_time(cases[i].t, text, sizeof text);
        ck_assert_str_eq(text, cases[i].text);
    }
    char little[6];
    quantity_print_time(SIMTIME_MOST, little, sizeof little);
    ck_assert_str_eq(little, "36525");
}
END_TEST

/* Needs a locale with a decimal comma; without one nothing can go wrong. */
START_TEST(a_comma_locale_changes_nothing)
{
    double x;
    static const char *const commas[] = {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"};
    for (int i = 0; i < 3; i++)
        if (setlocale(LC_ALL, commas[i]))
            break;
    check_times();
    ck_assert_ptr_null(quantity_number("1.5", &x));
    ck_assert_double_eq(x, 1.5);
    ck_assert_ptr_nonnull(quantity_number("1,5", &x));
    char text[64];
    quantity_print_time(1500, text, sizeof text);
    ck_assert_str_eq(text, "1.5 ms");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("quantity");
    TCase *t = tcase_create("texts");
    tcase_add_test(t, times_are_read_in_every_unit);
    tcase_add_test(t, times_are_rounded_half_to_even_as_they_are_written);
    tcase_add_loop_test(t, times_that_are_wrong_say_why, 0,
                        sizeof wrong_times / sizeof *wrong_times);
    tcase_add_test(t, rates_are_per_microsecond);
    tcase_add_loop_test(t, rates_that_are_wrong_say_why, 0,
                        sizeof wrong_rates / sizeof *wrong_rates);
    tcase_add_test(t, numbers_are_the_nearest_doubles);
    tcase_add_loop_test(t, numbers_that_are_wrong_say_why, 0,
                        sizeof wrong_numbers / sizeof *wrong_numbers);
    tcase_add_test(t, probabilities_lie_between_0_and_1);
    tcase_add_test(t, counts_are_whole_and_within_their_range);
    tcase_add_test(t, clock_times_end_at_24_00);
    tcase_add_test(t, flags_are_true_or_false);
    tcase_add_test(t, times_are_printed_as_people_say_them);
    tcase_add_test(t, a_comma_locale_changes_nothing);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
