/* Hourly counts: rates, shifts and parties that were worked out by hand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/import/import_counts.h"

static struct arena arena;
static struct diag diag;
static struct import_counts o;
static char *xml;

static void setup(void)
{
    arena = (struct arena){0};
    diag = (struct diag){0};
    o = (struct import_counts){.port = "Bridge 1",
                               .has_day = true,
                               .day = civil_day(2026, 7, 15),
                               .interval = US_PER_H,
                               .vehicle_time = "45 s",
                               .person_time = "30 s",
                               .citizen_share = "0.25",
                               .utc_offset = "0 h",
                               .dst = "none"};
    xml = NULL;
}

static void teardown(void)
{
    free(xml);
    arena_release(&arena);
    diag_release(&diag);
}

static void import(const char *text)
{
    xml = import_counts_text(&o, "c", text, strlen(text), &arena, &diag);
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

START_TEST(counts_are_rates_and_lanes_are_shifts)
{
    import("Date,Hour,Vehicles,Persons,Lanes Open\n"
           "7/15/2026,0900 - 1000,300,570,6\n"
           "7/15/2026,1000 - 1100,100,190,6\n"
           "7/15/2026,2300 - 0000,0,0,1\n"
           "7/16/2026,0900 - 1000,999,999,9\n");
    has("<piece from=\"09:00\" to=\"10:00\" rate=\"300 /h\"/>\n"
        "        <piece from=\"10:00\" to=\"11:00\" rate=\"100 /h\"/>\n"
        "      </poisson>");
    has("<shift from=\"09:00\" to=\"11:00\" count=\"6\"/>");
    has("<shift from=\"23:00\" to=\"24:00\" count=\"1\"/>");
    /* 760 persons in 400 vehicles: 1.9 each. */
    has("<party size=\"1\" share=\"0.100000\"/>\n"
        "    <party size=\"2\" share=\"0.900000\"/>");
    has("<inspect party=\"once\" dist=\"gamma\" mean=\"45 s\"");
    has("positions=\"6\"");
    says("21 of 24 intervals have no row");
}
END_TEST

START_TEST(quarter_hours_are_rates_too)
{
    o.interval = 15 * US_PER_MIN;
    o.lanes = 2;
    import("time,pedestrians\n09:15,50\n");
    has("<piece from=\"09:15\" to=\"09:30\" rate=\"200 /h\"/>");
    has("<inspect party=\"each\" dist=\"gamma\" mean=\"30 s\"");
    has("<shift from=\"09:15\" to=\"09:30\" count=\"2\"/>");
    ck_assert_ptr_null(strstr(xml, "<party "));
}
END_TEST

START_TEST(kinds_of_lanes_have_their_own_queues)
{
    import("hour,lane type,vehicles,lanes\n8,ready,60,1\n8,all,120,4\n");
    has("<station id=\"ready\" positions=\"1\" officers=\"ready\">");
    has("<station id=\"all\" positions=\"4\" officers=\"all\">");
    has("start=\"all\"");
}
END_TEST

START_TEST(people_without_a_lane_get_the_one_before)
{
    import("hour,vehicles,lanes\n8,60,3\n9,60,0\n10,0,0\n");
    has("<shift from=\"08:00\" to=\"10:00\" count=\"3\"/>\n"
        "      <shift from=\"10:00\" to=\"24:00\" count=\"0\"/>");
    says("c:3: warning: vehicles: 60 came but no lane is said to be open; 3 "
         "are taken");
}
END_TEST

START_TEST(what_is_wrong_is_told)
{
    import("hour,vehicles,lanes\n8,60,3\n8,61,3\n25,1,1\n9,-1,1\n10,1.5,1\n"
           "11,,1\n");
    ck_assert_ptr_null(xml);
    says("c:3:1: error: hour \"8\" stands in line 2 already");
    says("c:4:1: error: hour \"25\"");
    says("c:5:2: error: vehicles \"-1\"");
    says("c:6:2: error: vehicles \"1.5\"");
    says("c:7:2: error: vehicles \"\" has no count");
    o.skip_wrong = true;
    import("hour,vehicles,lanes\n8,60,3\n8,61,3\n9,-1,1\n");
    has("rows left out as wrong: 2.");
}
END_TEST

START_TEST(lanes_are_not_guessed)
{
    import("hour,vehicles\n8,60\n");
    ck_assert_ptr_null(xml);
    says("c:2: error: it is not told how many lanes are open");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("import_counts");
    TCase *t = tcase_create("counts");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, counts_are_rates_and_lanes_are_shifts);
    tcase_add_test(t, quarter_hours_are_rates_too);
    tcase_add_test(t, kinds_of_lanes_have_their_own_queues);
    tcase_add_test(t, people_without_a_lane_get_the_one_before);
    tcase_add_test(t, what_is_wrong_is_told);
    tcase_add_test(t, lanes_are_not_guessed);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
