/*
 * Schedules: each flight counted once, on the right day of the right clock.
 * Tables and SSIM records are made up here; what they mean was worked out by
 * hand.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/import/import_schedule.h"

static struct arena arena;
static struct diag diag;
static struct import_schedule o;
static char *xml, *table;

static void setup(void)
{
    arena = (struct arena){0};
    diag = (struct diag){0};
    o = (struct import_schedule){.airport = "JFK",
                                 .day = civil_day(2026, 7, 15),
                                 .population = "p",
                                 .start = "primary",
                                 .flow = "f",
                                 .unload = "20 /min",
                                 .walk = "0 s",
                                 .lead = "40 min",
                                 .citizen_time = "30 s",
                                 .visitor_time = "72 s",
                                 .citizen_share = "0.5"};
    xml = table = NULL;
}

static void teardown(void)
{
    free(xml);
    free(table);
    arena_release(&arena);
    diag_release(&diag);
}

static void import(const char *text)
{
    xml = import_schedule_text(&o, "f", text, strlen(text), &table, &arena,
                               &diag);
}

static void has(const char *part)
{
    ck_assert_msg(xml && strstr(xml, part), "no %s in:\n%s", part,
                  xml           ? xml
                  : diag.stored ? diag.message[0]
                                : "(nothing)");
}

static void says(const char *part)
{
    for (int i = 0; i < diag.stored; i++)
        if (strstr(diag.message[i], part))
            return;
    ck_abort_msg("no message has: %s (first: %s)", part,
                 diag.stored ? diag.message[0] : "none");
}

static int calls(void)
{
    int n = 0;
    for (const char *p = xml; p && (p = strstr(p, "<call ")); p++)
        n++;
    return n;
}

/* ---- tables ---- */

START_TEST(rows_become_calls_in_order_of_time)
{
    import("Flight,Origin,Destination,Arrival,Pax\n"
           "BA 117,LHR,JFK,2026-07-15 14:05,210\n"
           "AF6,CDG,JFK,2026-07-15T09:30:00,0\n"
           "AF8,CDG,JFK,2026-07-16 09:30,180\n"
           "BA112,JFK,LHR,2026-07-15 18:30,220\n");
    ck_assert_int_eq(calls(), 2);
    has("<call id=\"AF6\" at=\"09:30\" passengers=\"0\"/>\n"
        "      <call id=\"BA117\" at=\"14:05\" passengers=\"210\"/>");
    has("Rows left out: 1 of other places, 1 of other days.");
    ck_assert_int_eq(diag.warnings, 0);
}
END_TEST

START_TEST(codeshares_are_counted_once)
{
    import("flight,operating flight,origin,date,time,passengers\n"
           "BA117,BA117,LHR,2026-07-15,14:05,210\n"
           "AA6143,BA117,LHR,2026-07-15,14:05,210\n"
           "IB4218,BA117,LHR,2026-07-15,14:05,210\n"
           "VS3,,LHR,2026-07-15,14:05,250\n");
    ck_assert_int_eq(calls(), 2); /* VS3 is another aircraft: 250 aboard */
    has("2 codeshares");
    says("f:3: warning: 2 rows are left out");
}
END_TEST

START_TEST(a_codeshare_without_its_flight_is_told)
{
    import("flight,operating flight,origin,date,time,passengers\n"
           "AA6143,BA 117,LHR,2026-07-15,14:05,210\n"
           "VS3,,LHR,2026-07-15,14:05,250\n");
    ck_assert_int_eq(calls(), 1);
    says("f:2:2: warning: 1 codeshare is left out, but the operating flight "
         "(here BA 117) does not count");
}
END_TEST

START_TEST(equal_rows_of_one_minute_are_taken_for_codeshares)
{
    static const char board[] = "flight,from,date,time,aircraft,seats,tail\n"
                                "BA117,LHR,2026-07-15,14:05,772,272,\n"
                                "AA6143,LHR,2026-07-15,14:05,772,272,\n"
                                "BA119,LHR,2026-07-15,14:05,772,272,\n"
                                "XX1,CDG,2026-07-15,14:05,772,272,G-A\n"
                                "XX2,CDG,2026-07-15,14:05,772,272,G-A\n"
                                "YY3,CDG,2026-07-15,14:05,772,272,G-B\n";
    o.load_factor = "0.5";
    import(board);
    ck_assert_int_eq(calls(), 4); /* BA117, BA119, XX1, YY3 */
    has("2 taken for codeshares");
    free(xml);
    o.codeshares = "keep";
    import(board);
    ck_assert_int_eq(calls(), 6);
}
END_TEST

START_TEST(cancelled_and_doubled_rows_are_left_out_and_told)
{
    import("flight,date,time,pax,status,cancelled\n"
           "A1,2026-07-15,08:00,10,Landed,0.00\n"
           "A2,2026-07-15,08:10,10,CANCELLED,0.00\n"
           "A3,2026-07-15,08:20,10,,1.00\n"
           "A1,2026-07-15,08:00,10,,0\n"
           "A4,2026-07-15,09:00,10,,0\n"
           "A4,2026-07-15,09:30,10,,0\n");
    ck_assert_int_eq(calls(), 2);
    has("at=\"09:00\"");
    has("2 cancelled or diverted, 2 that stand twice");
    says(
        "f:7: warning: A4 stands at another time in line 6; that row is taken");
}
END_TEST

START_TEST(utc_becomes_the_ports_clock)
{
    static const char utc[] = "flight,eta,pax\n"
                              "A1,2026-07-15T03:59Z,10\n"
                              "A2,2026-07-15T04:00Z,11\n"
                              "A3,2026-07-16T03:30:00+00:00,12\n"
                              "A4,2026-07-15T23:00:00+02:00,13\n";
    import(utc);
    ck_assert_ptr_null(xml);
    says("tell that with --utc-offset");
    diag_release(&diag);
    diag = (struct diag){0};
    o.utc_offset = "-5 h"; /* and summer time: 4 h */
    o.dst = "us";
    o.wall = (struct wall){-5 * US_PER_H, DST_US};
    import(utc);
    ck_assert_int_eq(calls(), 3);
    has("<call id=\"A2\" at=\"00:00\" passengers=\"11\"/>");
    has("<call id=\"A3\" at=\"23:30\" passengers=\"12\"/>");
    has("<call id=\"A4\" at=\"17:00\" passengers=\"13\"/>");
    has("utc-offset=\"-5 h\" dst=\"us\"");
}
END_TEST

START_TEST(a_column_of_utc_wants_a_word)
{
    import("flight,date,time\nA1,2026-07-15,08:00\n");
    ck_assert_ptr_null(xml);
    diag_release(&diag);
    diag = (struct diag){0};
    o.column.value[o.column.n++] = "time=STA_UTC";
    import("flight,date,STA_UTC,pax\nA1,2026-07-15,08:00,1\n");
    ck_assert_ptr_null(xml);
    says("f:1:3: error: is \"STA_UTC\" in UTC?");
}
END_TEST

START_TEST(nothing_is_assumed_unasked)
{
    static const char seats[] = "flight,date,time,seats,aircraft\n"
                                "A1,2026-07-15,08:00,200,320\n"
                                "A2,2026-07-15,08:00,,738\n";
    import(seats);
    ck_assert_ptr_null(xml);
    ck_assert_int_eq(diag.count, 2);
    says("f:2: error: A1 has 200 seats but no passengers");
    says("f:3: error: A2 has neither passengers nor seats");
    diag_release(&diag);
    diag = (struct diag){0};
    o.load_factor = "t100";
    o.seats.value[o.seats.n++] = "738=189";
    import(seats);
    has("passengers=\"200\" load-factor=\"0.805\"");
    has("passengers=\"189\" load-factor=\"0.805\"");
    has("BTS T-100 International Segment");
    has("https://www.transtats.bts.gov/");
}
END_TEST

START_TEST(wrong_rows_are_told_or_left_out)
{
    static const char bad[] = "flight,date,time,pax\n"
                              "A1,2026-07-32,08:00,10\n"
                              "A2,2026-07-15,8 o'clock,10\n"
                              "A3,2026-07-15,08:00,many\n"
                              "A4,2026-07-15,08:00,10\n";
    import(bad);
    ck_assert_ptr_null(xml);
    says("f:2:2: error: date \"2026-07-32\"");
    says("f:3:3: error: time \"8 o'clock\"");
    says("f:4:4: error: passengers \"many\"");
    diag_release(&diag);
    diag = (struct diag){0};
    o.skip_wrong = true;
    import(bad);
    ck_assert_int_eq(calls(), 1);
    has("3 wrong");
    says("3 rows are left out");
}
END_TEST

START_TEST(departures_bring_people_to_the_gate_before)
{
    o.departures = true;
    o.start = "gate";
    import("flight,from,to,std,date,pax\n"
           "BA112,JFK,LHR,18:30,2026-07-15,220\n"
           "BA114,JFK,LHR,00:10,2026-07-15,100\n"
           "BA117,LHR,JFK,14:00,2026-07-15,210\n");
    ck_assert_int_eq(calls(), 2);
    has("<call id=\"BA112\" at=\"17:50\" passengers=\"220\"/>");
    has("<call id=\"BA114\" at=\"00:00\" passengers=\"100\"/>");
    has("direction=\"exit\"");
    has("route to=\"departed\"");
    says("1 call departs so soon after midnight");
}
END_TEST

START_TEST(foreign_ends_can_be_chosen)
{
    static const char flights[] = "flight,origin,date,time,pax,country\n"
                                  "A1,LHR,2026-07-15,08:00,1,GB\n"
                                  "A2,BOS,2026-07-15,09:00,1,US\n"
                                  "A3,YYZ,2026-07-15,10:00,1,CA\n";
    o.home = "US";
    o.without = "YYZ,YUL";
    import(flights);
    ck_assert_int_eq(calls(), 1);
    has("id=\"A1\"");
    has("2 excluded by options");
}
END_TEST

START_TEST(ships_come_by_name)
{
    o.format = IMPORT_SCHEDULE_CRUISE;
    o.airport = "Harbour";
    import("vessel,arr_date,arr_time,dep_date,dep_time,berth,passengers\n"
           "Sea Star,2026-07-15,07:00,2026-07-15,17:00,A,2000\n"
           "Little One,2026-07-14,07:00,2026-07-15,,B,80\n");
    ck_assert_int_eq(calls(), 1);
    has("<call id=\"Sea-Star\" at=\"07:00\" passengers=\"2000\"/>");
    has("mode=\"sea\"");
}
END_TEST

START_TEST(booths_are_those_of_the_busiest_hour)
{
    /* 300 + 100 people in the hour of 8, 51 s each: 5.67 booths. */
    o.unload = "0 /min";
    import("flight,date,time,pax\nA1,2026-07-15,08:00,300\n"
           "A2,2026-07-15,08:59,100\nA3,2026-07-15,09:00,350\n");
    has("<shift from=\"00:00\" to=\"00:00\" count=\"6\"/>");
}
END_TEST

/* ---- SSIM ---- */

struct leg {
    const char *flight, *type, *from, *to, *days; /* "XX  117", "J" */
    const char *departs, *arrives;                /* "JFK18301830-0400" */
    const char *aircraft, *shared, *seats;
};

static void put(char line[202], int column, const char *text)
{
    if (text)
        memcpy(line + column - 1, text, strlen(text));
}

static void leg_line(char line[202], const struct leg *l)
{
    memset(line, ' ', 200);
    strcpy(line + 200, "\n");
    put(line, 1, "3");
    put(line, 3, l->flight);
    put(line, 10, "0101");
    put(line, 14, l->type ? l->type : "J");
    put(line, 15, l->from);
    put(line, 22, l->to);
    put(line, 29, l->days);
    put(line, 37, l->departs);
    put(line, 55, l->arrives);
    put(line, 73, l->aircraft ? l->aircraft : "772");
    put(line, 149, l->shared);
    put(line, 173, l->seats ? l->seats : "J14Y86VV100");
}

/* Wednesday 15 July 2026. Arrival times with the New York variation. */
static const struct leg legs[] = {
    /* London 11:05 (+1) is 10:05 UTC; lands 14:05 (-4), 8 h later. */
    {"BA  117", 0, "01JUL26", "31JUL26", "  3    ", "LHR11051105+0100",
     "JFK14051405-0400", 0, 0, 0},
    /* The same on Thursdays only. */
    {"BA  119", 0, "01JUL26", "31JUL26", "   4   ", "LHR11051105+0100",
     "JFK14051405-0400", 0, 0, 0},
    /* Leaves Sydney on Wednesday 21:00 (+10), lands Wednesday 18:40. */
    {"QF    3", 0, "01JUL26", "00XXX00", "1234567", "SYD21002100+1000",
     "JFK18401840-0400", 0, 0, 0},
    /* Leaves Sao Paulo on Tuesday night; period ends on that Tuesday. */
    {"LA 8180", 0, "01JUL26", "14JUL26", " 2     ", "GRU22302230-0300",
     "JFK07150715-0400", 0, 0, 0},
    /* Cargo, a codeshare by its letter, and an aircraft with its own crew. */
    {"FX   12", "F", "01JUL26", "31JUL26", "1234567", "CDG08000800+0200",
     "JFK10001000-0400", 0, 0, 0},
    {"AA 6143", 0, "01JUL26", "31JUL26", "1234567", "LHR11051105+0100",
     "JFK14051405-0400", 0, "L", 0},
    {"WW    1", 0, "01JUL26", "31JUL26", "1234567", "KEF17001700+0000",
     "JFK19001900-0400", 0, "S", 0},
};

/* Records as a file; `more` after the first leg. */
static char *ssim(const char *carrier, const char *more, int from, int to)
{
    static char text[4000];
    snprintf(text, sizeof text, "1AIRLINE STANDARD SCHEDULE DATA SET\n%s\n",
             carrier);
    for (int k = from; k < to; k++) {
        leg_line(text + strlen(text), &legs[k]);
        if (k == from && more)
            strcat(text, more);
    }
    strcat(text, "5 XX\n");
    o.format = IMPORT_SCHEDULE_SSIM;
    o.load_factor = "0.5";
    return text;
}

START_TEST(ssim_legs_land_on_the_day_of_the_airport)
{
    import(ssim("2LXX", NULL, 0, 7));
    ck_assert_int_eq(calls(), 4);
    has("<call id=\"LA8180\" at=\"07:15\" passengers=\"100\" "
        "load-factor=\"0.5\"/>\n"
        "      <call id=\"BA117\" at=\"14:05\"");
    has("<call id=\"QF3\" at=\"18:40\"");
    has("<call id=\"WW1\" at=\"19:00\"");
    has("1 of other days, 1 without passengers by kind, 1 codeshares");
    has("utc-offset=\"-240 min\" dst=\"none\"");
}
END_TEST

START_TEST(ssim_in_utc_means_the_same_moments_on_other_days)
{
    /* As UTC: 11:05 to 14:05 is 10:05 on the airport's wall. Sydney's 21:00 to
     * 18:40 is the next day in UTC and 14:40 on the wall; it operates daily.
     * Tuesday's 22:30 to 07:15 lands at 03:15. */
    import(ssim("2UXX", NULL, 0, 7));
    ck_assert_int_eq(calls(), 4);
    has("<call id=\"BA117\" at=\"10:05\"");
    has("<call id=\"QF3\" at=\"14:40\"");
    has("<call id=\"LA8180\" at=\"03:15\"");
    has("<call id=\"WW1\" at=\"15:00\"");
}
END_TEST

START_TEST(ssim_element_50_is_a_codeshare)
{
    char more[202];
    memset(more, ' ', 200);
    strcpy(more + 200, "\n");
    put(more, 1, "4");
    put(more, 3, "BA  1170101J");
    put(more, 29, "AB050LHRJFKAA  100");
    import(ssim("2LXX", more, 0, 1));
    ck_assert_ptr_null(xml);
    says("rows left out: 1 codeshares");
}
END_TEST

START_TEST(ssim_every_other_week_counts_from_the_first)
{
    /* 1 July is a Wednesday too: weeks 0 (1st) and 2 (15th) fly, 1 not. */
    char *text = ssim("2LXX", NULL, 0, 1);
    strchr(strstr(text, "\n3") + 1, '3')[35] = '2';
    import(text);
    ck_assert_int_eq(calls(), 1);
    free(xml);
    o.day -= 7;
    import(text);
    ck_assert_ptr_null(xml);
    o.day += 7;
}
END_TEST

START_TEST(ssim_that_is_wrong_is_told_with_its_column)
{
    char *text = ssim("2?XX", NULL, 0, 1);
    char *leg = strstr(text, "\n3") + 1;
    import(text);
    says("f:2: error: time mode '?' is neither U (UTC) nor L (local)");
    diag_release(&diag);
    diag = (struct diag){0};
    text = ssim("2LXX", NULL, 0, 1);
    memcpy(leg + 28, "3      ", 7);
    import(text);
    says("f:3:29: error: days of operation");
    diag_release(&diag);
    diag = (struct diag){0};
    text = ssim("2LXX", NULL, 0, 1);
    memcpy(leg + 65, "04:00", 5);
    import(text);
    says("f:3:66: error: UTC variation");
}
END_TEST

START_TEST(seats_stand_before_the_version)
{
    ck_assert_int_eq(schedule_seats("J14W34Y316VV364"), 364);
    ck_assert_int_eq(schedule_seats("W18Y97VV097"), 115);
    ck_assert_int_eq(schedule_seats("Y118"), 118);
    ck_assert_int_eq(schedule_seats("Y120LL8PP2"), 120);
    ck_assert_int_eq(schedule_seats(""), -1);
    ck_assert_int_eq(schedule_seats("VV118"), -1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("import_schedule");
    TCase *t = tcase_create("schedule");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, rows_become_calls_in_order_of_time);
    tcase_add_test(t, codeshares_are_counted_once);
    tcase_add_test(t, a_codeshare_without_its_flight_is_told);
    tcase_add_test(t, equal_rows_of_one_minute_are_taken_for_codeshares);
    tcase_add_test(t, cancelled_and_doubled_rows_are_left_out_and_told);
    tcase_add_test(t, utc_becomes_the_ports_clock);
    tcase_add_test(t, a_column_of_utc_wants_a_word);
    tcase_add_test(t, nothing_is_assumed_unasked);
    tcase_add_test(t, wrong_rows_are_told_or_left_out);
    tcase_add_test(t, departures_bring_people_to_the_gate_before);
    tcase_add_test(t, foreign_ends_can_be_chosen);
    tcase_add_test(t, ships_come_by_name);
    tcase_add_test(t, booths_are_those_of_the_busiest_hour);
    tcase_add_test(t, ssim_legs_land_on_the_day_of_the_airport);
    tcase_add_test(t, ssim_in_utc_means_the_same_moments_on_other_days);
    tcase_add_test(t, ssim_element_50_is_a_codeshare);
    tcase_add_test(t, ssim_every_other_week_counts_from_the_first);
    tcase_add_test(t, ssim_that_is_wrong_is_told_with_its_column);
    tcase_add_test(t, seats_stand_before_the_version);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
