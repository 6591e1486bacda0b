/* What analyses ask of the scenario inside a results file. */
#include "sim/io/results/resolved.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char *const stations[] = {"A/kiosk", "A/booth", "A/second",
                                       "AB/booth"};
static const char *const pools[] = {"A/cbp", "AB/cbp"};
static const char *const journeys[] = {"A/out", "AB/out"};
static const char *const services[] = {"plain", "alike"};
static const struct name_table names = {.name = {[NAMES_STATIONS] = stations,
                                                 [NAMES_SERVICES] = services,
                                                 [NAMES_POOLS] = pools,
                                                 [NAMES_JOURNEYS] = journeys},
                                        .count = {[NAMES_STATIONS] = 4,
                                                  [NAMES_SERVICES] = 2,
                                                  [NAMES_POOLS] = 2,
                                                  [NAMES_JOURNEYS] = 2}};

static const char text[] =
    "<scenario xmlns='urn:poesim:scenario' version='1' id='x'>"
    "<title>Evening &amp; night</title>"
    "<port id='A'><officers id='cbp'/>"
    "<station id='kiosk' limits='15 min, 1 h'><capture camera='plain'/>"
    "<capture camera='alike'/><route to='second'/></station>"
    "<station id='booth' officers='cbp' limits='90 s'/>"
    "<station id='second' officers='cbp'><capture camera='plain'/></station>"
    "</port>"
    "<camera id='plain' correlation='0'/><camera id='alike' correlation='0.1'/>"
    "<matching-service id='alike' matcher='m'/>"
    "<matching-service id='plain' matcher='alike'/>"
    "<matcher id='m' correlation='0.2'/><matcher id='alike'/>"
    "<port id='AB'>"
    "<station id='booth' officers='cbp' monitored='4'/>"
    "<journey id='out' to='booth' less='5 min' limits='1 h, 2 h'/>"
    "</port></scenario>";

START_TEST(stations_know_their_pool_and_limits)
{
    struct resolved r;
    struct arena a = {0};
    struct diag d = {0};
    ck_assert_int_eq(resolved_read(&r, text, &names, &a, &d), 0);
    const int pool[] = {-1, 0, 0, 1}, watched[] = {0, 0, 0, 4};
    for (int s = 0; s < 4; s++) {
        ck_assert_int_eq(r.station[s].pool, pool[s]);
        ck_assert_int_eq(r.station[s].monitored, watched[s]);
    }
    ck_assert_int_eq(r.station[0].limits, 2);
    ck_assert_int_eq(r.station[0].limit[0], 15 * US_PER_MIN);
    ck_assert_int_eq(r.station[0].limit[1], US_PER_H);
    ck_assert_int_eq(r.station[1].limits, 1);
    ck_assert_int_eq(r.station[1].limit[0], 90 * US_PER_S);
    ck_assert_int_eq(r.station[2].limits, 0);
    ck_assert_str_eq(r.title, "Evening & night");
    arena_release(&a);
}
END_TEST

START_TEST(correlation_is_of_the_stations_camera_and_the_services_matcher)
{
    struct resolved r;
    struct arena a = {0};
    struct diag d = {0};
    ck_assert_int_eq(resolved_read(&r, text, &names, &a, &d), 0);
    for (int s = 0; s < 4; s++)
        ck_assert(r.station[s].correlated == (s == 0));
    ck_assert(!r.service[0].correlated);
    ck_assert(r.service[1].correlated);
    arena_release(&a);
}
END_TEST

START_TEST(journeys_know_what_is_taken_off_and_their_limits)
{
    struct resolved r;
    struct arena a = {0};
    struct diag d = {0};
    ck_assert_int_eq(resolved_read(&r, text, &names, &a, &d), 0);
    ck_assert_str_eq(r.journey[0].less, "");
    ck_assert_int_eq(r.journey[0].limits, 0);
    ck_assert_str_eq(r.journey[1].less, "5 min");
    ck_assert_int_eq(r.journey[1].limits, 2);
    ck_assert_int_eq(r.journey[1].limit[1], 2 * US_PER_H);
    arena_release(&a);
}
END_TEST

START_TEST(a_text_that_is_no_scenario_is_an_error)
{
    const char *const bad[] = {"", "   ", "<scenario>", "not xml"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct resolved r;
        struct arena a = {0};
        struct diag d = {0};
        ck_assert_int_eq(resolved_read(&r, bad[i], &names, &a, &d), -1);
        ck_assert_int_eq(d.count, 1);
        arena_release(&a);
        diag_release(&d);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("resolved");
    TCase *t = tcase_create("all");
    tcase_add_test(t, stations_know_their_pool_and_limits);
    tcase_add_test(
        t, correlation_is_of_the_stations_camera_and_the_services_matcher);
    tcase_add_test(t, journeys_know_what_is_taken_off_and_their_limits);
    tcase_add_test(t, a_text_that_is_no_scenario_is_an_error);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
