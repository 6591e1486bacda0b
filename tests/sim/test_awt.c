/* Reading Airport Wait Times and making scenarios of them. All rows here are
 * made up; the published files are used where POESIM_DATA names them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/civil.h"
#include "sim/io/import/awt.h"
#include "sim/io/import/import_awt.h"
#include "sim/io/scenario/scenario_file.h"

#define HEADER                                                                 \
    "Airport,Terminal,Date,Hour,U.S._Citizen_Average_Wait_Time,"               \
    "U.S._Citizen_Max_Wait_Time,Non_U.S._Citizen_Average_Wait_Time,"           \
    "Non_U.S._Citizen_Max_Wait_Time,All_Passengers_Average_Wait_Time,"         \
    "All_Passengers_Max_Wait_Time,"                                            \
    "Number_Of_Passengers_Time_Interval_0-15,"                                 \
    "Number_Of_Passengers_Time_Interval_16-30,"                                \
    "Number_Of_Passengers_Time_Interval_31-45,"                                \
    "Number_Of_Passengers_Time_Interval_46-60,"                                \
    "Number_Of_Passengers_Time_Interval_61-90,"                                \
    "Number_Of_Passengers_Time_Interval_91-120,"                               \
    "Number_Of_Passengers_Time_Interval_120_plus,Excluded,Total,Flights,"      \
    "Booths\n"

/* 1 March 2020 of "ZZZ": two terminals, hours 9, 10, 13 and 23 of "Main". */
static const char table[] =
    HEADER "ZZZ,Main (A),3/1/2020,0900 - 1000,10,30,20,40,16,40,"
           "5,4,3,2,1,1,0,2,18,3,6\n"
           "ZZZ,Main (A),3/1/2020,1000 - 1100,8,9,8,9,8,9,"
           "7,0,0,0,0,0,0,0,9,2,0\n"
           "ZZZ,Main (A),3/1/2020,1300 - 1400,9,9,0,0,9,9,"
           "4,0,0,0,0,0,0,0,4,1,4\n"
           "ZZZ,Main (A),3/1/2020,2300 - 0000,5,9,9,9,4,9,"
           "0,0,0,0,0,0,3,1,4,1,8\n"
           "ZZZ,Main (A),03/02/2020,0900 - 1000,5,9,9,9,4,9,"
           "x,0,0,0,0,0,3,1,4,1,8\n"
           "ZZZ,Other,3/1/2020,0900 - 1000,x,9,9,9,4,9,"
           "0,0,0,0,0,0,3,1,4,1,8\n";

static struct arena arena;
static struct diag diag;

static void start(void)
{
    arena = (struct arena){0};
    diag = (struct diag){0};
}

static void stop(void)
{
    arena_release(&arena);
    diag_release(&diag);
}

static int read(struct awt_day *x, const char *text, const char *terminal,
                int mday)
{
    struct awt_query q = {"ZZZ", terminal, NULL, civil_day(2020, 3, mday)};
    int bad = awt_read(x, "t.csv", text, strlen(text), &q, &arena, &diag);
    if (!bad)
        awt_warn(x, "t.csv", &diag);
    return bad;
}

static bool said(const char *part)
{
    for (int i = 0; i < diag.stored; i++)
        if (strstr(diag.message[i], part))
            return true;
    return false;
}

START_TEST(rows_of_one_terminal_and_day_are_found)
{
    struct awt_day x;
    ck_assert_int_eq(read(&x, table, "Main (A)", 1), 0);
    ck_assert_str_eq(x.airport, "ZZZ");
    ck_assert_str_eq(x.terminal, "Main (A)");
    for (int h = 0; h < 24; h++)
        ck_assert_int_eq(x.hour[h].line != 0,
                         h == 9 || h == 10 || h == 13 || h == 23);
    static const int want[AWT_BINS] = {5, 4, 3, 2, 1, 1, 0};
    const struct awt_row *r = &x.hour[9];
    ck_assert_int_eq(r->citizen_mean, 10);
    ck_assert_int_eq(r->visitor_mean, 20);
    ck_assert_int_eq(r->mean, 16);
    for (int b = 0; b < AWT_BINS; b++)
        ck_assert_int_eq(r->bin[b], want[b]);
    ck_assert_int_eq(r->excluded, 2);
    ck_assert_int_eq(r->flights, 3);
    ck_assert_int_eq(r->booths, 6);
    ck_assert_int_eq(awt_timed(r), 16);
    ck_assert_int_eq(awt_passengers(r), 18);
    ck_assert_int_eq(x.hour[23].bin[6], 3);
}
END_TEST

START_TEST(an_imported_port_finds_its_rows_by_its_id)
{
    struct awt_day x;
    struct awt_query q = {NULL, NULL, "ZZZ.Main-A", civil_day(2020, 3, 1)};
    ck_assert_int_eq(
        awt_read(&x, "t.csv", table, strlen(table), &q, &arena, &diag), 0);
    ck_assert_str_eq(x.terminal, "Main (A)");
    char id[65];
    awt_port_id("JFK", "Terminal 4 (IAT)", id);
    ck_assert_str_eq(id, "JFK.Terminal-4-IAT");
}
END_TEST

START_TEST(odd_rows_are_reported_and_used)
{
    struct awt_day x;
    ck_assert_int_eq(read(&x, table, "Main (A)", 1), 0);
    ck_assert_int_eq(diag.count, 0);
    ck_assert_int_eq(diag.warnings, 3);
    ck_assert(said("t.csv:3:19: warning: Total says 9, but the seven bins and "
                   "Excluded sum to 7; 7 is taken"));
    ck_assert(said("t.csv:3: warning: no booth is said to be open at 10:00; 6 "
                   "are taken"));
    ck_assert(said("3 of the day's 33 travellers (9.1%) are Excluded"));
    ck_assert_int_eq(awt_passengers(&x.hour[10]), 7);
}
END_TEST

START_TEST(rows_that_cannot_be_used_are_errors_with_their_place)
{
    struct awt_day x;
    ck_assert_int_eq(read(&x, table, "Main (A)", 2), -1);
    ck_assert(said("t.csv:6:11: error: "
                   "Number_Of_Passengers_Time_Interval_0-15 is \"x\""));
    static const char *const hour[] = {"0900 - 1100", "0930 - 1030", "9 AM",
                                       "2400 - 2500", "0900",        ""};
    for (size_t i = 0; i < sizeof hour / sizeof hour[0]; i++) {
        char text[2000];
        snprintf(text, sizeof text,
                 HEADER "ZZZ,A,3/1/2020,%s,1,1,1,1,1,1,1,0,0,0,0,0,0,0,1,1,1\n",
                 hour[i]);
        int before = diag.count;
        ck_assert_int_eq(read(&x, text, "A", 1), -1);
        ck_assert_int_eq(diag.count, before + 1);
    }
    ck_assert(said("t.csv:2:4: error: \"0900 - 1100\" is not an hour"));
}
END_TEST

START_TEST(an_hour_that_stands_twice_is_an_error)
{
    struct awt_day x;
    char text[2000];
    const char *row =
        "ZZZ,A,3/1/2020,0900 - 1000,1,1,1,1,1,1,1,0,0,0,0,0,0,0,1,1,1\n";
    snprintf(text, sizeof text, HEADER "%s%s", row, row);
    ck_assert_int_eq(read(&x, text, "A", 1), -1);
    ck_assert(said("t.csv:3:4: error: this hour stands in line 2 already"));
}
END_TEST

START_TEST(what_is_not_there_is_named_with_what_is)
{
    struct awt_day x;
    ck_assert_int_eq(read(&x, table, "Main", 1), -1);
    ck_assert(said("there is no terminal \"Main\"; the terminals of ZZZ are "
                   "\"Main (A)\", \"Other\""));
    ck_assert_int_eq(read(&x, table, NULL, 1), -1);
    ck_assert(said("there is more than one terminal"));
    ck_assert_int_eq(read(&x, table, "Main (A)", 9), -1);
    ck_assert(said("no row of this terminal is of 2020-03-09; its rows run "
                   "from 2020-03-01 to 2020-03-02"));
    ck_assert_int_eq(read(&x, "a,b\n1,2\n", "A", 1), -1);
    ck_assert(said("there is no column \"Airport\" (18 of 18 are missing)"));
}
END_TEST

START_TEST(columns_are_known_by_their_letters_and_digits)
{
    char text[sizeof table];
    strcpy(text, table);
    for (char *p = text; *p != '\n'; p++)
        if (*p == '_')
            *p = ' ';
    struct awt_day x;
    ck_assert_int_eq(read(&x, text, "Main (A)", 1), 0);
    ck_assert_int_eq(x.hour[9].bin[1], 4);
}
END_TEST

START_TEST(dates_are_month_day_year)
{
    int32_t day;
    ck_assert_ptr_null(awt_date("7/15/2018", &day));
    ck_assert_int_eq(day, civil_day(2018, 7, 15));
    ck_assert_ptr_null(awt_date("07/05/2018", &day));
    ck_assert_int_eq(day, civil_day(2018, 7, 5));
    ck_assert_ptr_null(awt_date("2018-12-01", &day));
    ck_assert_int_eq(day, civil_day(2018, 12, 1));
    static const char *const bad[] = {"15/7/2018", "2/29/2018",  "2018-04-31",
                                      "7/15/18",   "7/15/2018 ", "",
                                      "today"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_ptr_nonnull(awt_date(bad[i], &day));
}
END_TEST

START_TEST(booths_of_absent_and_zero_hours_follow_the_rule)
{
    struct awt_day x;
    int booths[AWT_RUN_HOURS];
    ck_assert_int_eq(read(&x, table, "Main (A)", 1), 0);
    awt_booths(&x, booths);
    for (int h = 0; h < AWT_RUN_HOURS; h++) {
        int want = h == 9    ? 6
                   : h == 10 ? 6 /* says 0: those of 9:00 */
                   : h == 11 ? 6 /* absent: kept for one hour */
                   : h == 13 ? 4
                   : h == 14 ? 4 /* kept */
                   : h == 23 ? 8
                   : h == 24 ? 8 /* kept over midnight */
                             : 1;
        ck_assert_msg(booths[h] == want, "hour %d: %d, not %d", h, booths[h],
                      want);
    }
}
END_TEST

START_TEST(citizens_share_solves_the_three_means)
{
    double s, low, high;
    struct awt_row r = {.citizen_mean = 10, .visitor_mean = 20, .mean = 16};
    ck_assert(awt_citizen_share(&r, &s, &low, &high));
    ck_assert_double_eq_tol(s, 0.4, 1e-12); /* 10 * .4 + 20 * .6 = 16 */
    /* Rounding at its worst, by hand: (19.5 - 16.5) / (19.5 - 9.5), and
     * (20.5 - 15.5) / (20.5 - 10.5). */
    ck_assert_double_eq_tol(low, 3.0 / 10, 1e-12);
    ck_assert_double_eq_tol(high, 5.0 / 10, 1e-12);
    r.mean = 10;
    ck_assert(awt_citizen_share(&r, &s, &low, &high));
    ck_assert_double_eq(s, 1);
    ck_assert_double_eq(high, 1);
    struct awt_row odd[] = {
        {.citizen_mean = 8, .visitor_mean = 8, .mean = 8},
        {.citizen_mean = 8, .visitor_mean = 12, .mean = 13},
        {.citizen_mean = 8, .visitor_mean = 12, .mean = 7},
    };
    for (int i = 0; i < 3; i++) {
        ck_assert(!awt_citizen_share(&odd[i], &s, &low, &high));
        ck_assert_double_eq(s, 0.5);
    }
}
END_TEST

START_TEST(an_hours_passengers_are_spread_evenly_over_its_flights)
{
    struct awt_day x;
    ck_assert_int_eq(read(&x, table, "Main (A)", 1), 0);
    char *text = import_awt_text(&x, "a/t.csv", &import_awt_defaults);
    ck_assert_ptr_nonnull(text);
    ck_assert_ptr_nonnull(strstr(text, "id=\"ZZZ.Main-A\""));
    ck_assert_ptr_nonnull(strstr(text, "start=\"2020-03-01\""));
    ck_assert_ptr_nonnull(strstr(text, "\"citizen\" share=\"0.400\""));
    /* 18 in 3 flights, 7 in 2, 4 in 1, 4 in 1 */
    int calls = 0, all = 0;
    for (char *p = text; (p = strstr(p, "<call ")); p++, calls++)
        all += atoi(strstr(p, "passengers=\"") + strlen("passengers=\""));
    ck_assert_int_eq(calls, 7);
    ck_assert_int_eq(all, 18 + 7 + 4 + 4);
    ck_assert_ptr_nonnull(
        strstr(text, "at=\"10:00..11:00\" passengers=\"4\"/>"));
    ck_assert_ptr_nonnull(
        strstr(text, "at=\"10:00..11:00\" passengers=\"3\"/>"));
    ck_assert_ptr_nonnull(strstr(text, "at=\"23:00..24:00\""));
    free(text);
}
END_TEST

START_TEST(the_scenario_that_is_written_is_valid)
{
    struct awt_day x;
    struct document doc;
    struct scenario s;
    ck_assert_int_eq(read(&x, table, "Main (A)", 1), 0);
    struct import_awt_assumptions as = import_awt_defaults;
    for (int i = 0; i < 2; i++, as.walk = "0 min") { /* no walk at all */
        char *text = import_awt_text(&x, "t<&\">.csv", &as);
        const struct document_options o = {0};
        int rc = document_load_memory(&doc, "day.xml", text, strlen(text), &o,
                                      &arena, &diag);
        if (rc == 0)
            rc = scenario_file_read(&s, &doc, &diag);
        if (diag.count)
            diag_print(&diag, stderr);
        ck_assert_int_eq(rc, 0);
        ck_assert_int_eq(s.start_day, civil_day(2020, 3, 1));
        ck_assert_int_eq(s.duration, 30 * US_PER_H);
        ck_assert_int_eq(s.ports, 1);
        const struct port *p = &s.port[0];
        ck_assert_int_eq(p->flows, 4);
        ck_assert_int_eq(p->pool[0].shifts, 30);
        ck_assert_int_eq(p->station[0].positions, 8);
        ck_assert_int_eq(p->walks, 1 - i);
        ck_assert_int_eq(p->journey[0].less, (5 - 5 * i) * US_PER_MIN);
        ck_assert_int_eq(p->journey[0].limits, AWT_BINS - 1);
        /* the last hour's call lands before midnight of the first day */
        ck_assert_int_eq(p->flow[3].call[0].from, 23 * US_PER_H);
        ck_assert_int_eq(p->flow[3].call[0].until, 24 * US_PER_H);
        ck_assert_int_eq(p->flow[3].call[0].passengers, 4);
        document_release(&doc);
        free(text);
    }
}
END_TEST

START_TEST(assumptions_that_make_no_sense_are_refused)
{
    struct import_awt_assumptions as = import_awt_defaults;
    ck_assert_int_eq(import_awt_check(&as, &diag), 0);
    as.walk = "5";
    as.unload = "fast";
    as.citizen_time = "0 s";
    as.utc_offset = "-15 h";
    as.dst = "eu";
    ck_assert_int_eq(import_awt_check(&as, &diag), -1);
    ck_assert_int_eq(diag.count, 5);
    ck_assert(said("--walk: \"5\""));
}
END_TEST

/* Sums by another reader (awk) of the published file. */
START_TEST(a_published_day_reads_as_another_reader_sums_it)
{
    const char *data = getenv("POESIM_DATA");
    char path[1000];
    snprintf(path, sizeof path, "%s/awt/JFK-2018.csv", data ? data : "");
    FILE *f = data ? fopen(path, "r") : NULL;
    if (!f) {
        printf("skipped: no $POESIM_DATA/awt/JFK-2018.csv\n");
        return;
    }
    fclose(f);
    struct awt_day x;
    struct awt_query q = {"JFK", "Terminal 4 (IAT)", NULL,
                          civil_day(2018, 7, 15)};
    ck_assert_int_eq(awt_load(&x, path, &q, &arena, &diag), 0);
    int rows = 0, all = 0, timed = 0, flights = 0, booths = 0;
    for (int h = 0; h < AWT_HOURS; h++) {
        rows += x.hour[h].line != 0;
        all += awt_passengers(&x.hour[h]);
        timed += awt_timed(&x.hour[h]);
        flights += x.hour[h].flights;
        booths += x.hour[h].booths;
    }
    ck_assert_int_eq(rows, 22);
    ck_assert_int_eq(all, 22965);
    ck_assert_int_eq(timed, 22264);
    ck_assert_int_eq(flights, 100);
    ck_assert_int_eq(booths, 447);
    ck_assert_int_eq(diag.count, 0);
    ck_assert_int_eq(diag.warnings, 0);
    awt_warn(&x, path, &diag);
    ck_assert_int_eq(diag.warnings, 1); /* Excluded */
    q.day = civil_day(2018, 4, 18);     /* whose first hour does not add up */
    ck_assert_int_eq(awt_load(&x, path, &q, &arena, &diag), 0);
    ck_assert(said("Total says 992, but the seven bins and Excluded sum to "
                   "980"));
    ck_assert_int_eq(awt_load(&x, "/nonexistent", &q, &arena, &diag), -2);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("awt");
    TCase *t = tcase_create("awt");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, rows_of_one_terminal_and_day_are_found);
    tcase_add_test(t, an_imported_port_finds_its_rows_by_its_id);
    tcase_add_test(t, odd_rows_are_reported_and_used);
    tcase_add_test(t, rows_that_cannot_be_used_are_errors_with_their_place);
    tcase_add_test(t, an_hour_that_stands_twice_is_an_error);
    tcase_add_test(t, what_is_not_there_is_named_with_what_is);
    tcase_add_test(t, columns_are_known_by_their_letters_and_digits);
    tcase_add_test(t, dates_are_month_day_year);
    tcase_add_test(t, booths_of_absent_and_zero_hours_follow_the_rule);
    tcase_add_test(t, citizens_share_solves_the_three_means);
    tcase_add_test(t, an_hours_passengers_are_spread_evenly_over_its_flights);
    tcase_add_test(t, the_scenario_that_is_written_is_valid);
    tcase_add_test(t, assumptions_that_make_no_sense_are_refused);
    tcase_add_test(t, a_published_day_reads_as_another_reader_sums_it);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
