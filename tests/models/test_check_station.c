/*
 * Stations: their officers, positions, queues and who goes first.
 */
#include <check.h>
#include <stdlib.h>

#include "tests/support/world.h"

START_TEST(queues_are_left_for_places_that_are_there)
{
    struct world *w = a_world();
    w->station[0].balk = 5;
    w->station[0].balk_to = named("third", 86);
    wants(w, "error", 86, "the <balk> leads to \"third\", which is no station");
    w = a_world();
    w->station[0].impatient = true;
    w->station[0].patience = seconds(60);
    w->station[0].patience_to = named("still_inside", 87);
    wants(w, "error", 87, "the <patience> leads to \"still_inside\"");
    w = a_world(); /* a way that makes "second" reached, without its route */
    w->route[0] = w->route[1];
    w->station[0].routes = 1;
    w->station[0].impatient = true;
    w->station[0].patience = seconds(60);
    w->station[0].patience_to = named("second", 87);
    wants_nothing(w);
}
END_TEST

START_TEST(patience_is_a_time_and_not_none)
{
    struct world *w = a_world();
    w->station[0].impatient = true;
    w->station[0].patience = seconds(0);
    w->station[0].patience_to = named("abandoned", 87);
    wants(w, "error", 87, "is always 0, so nobody would ever be served");
    w = a_world();
    w->station[0].impatient = true;
    w->station[0].patience = seconds(60);
    w->station[0].patience.family = DIST_TRACE;
    w->station[0].patience_to = named("abandoned", 87);
    wants(w, "error", 87, "traces hold the times of inspect steps only");
}
END_TEST

START_TEST(shifts_lie_in_the_run)
{
    struct world *w = a_world();
    w->shift.day = 1;
    wants_nothing(w);
    w = a_world();
    struct clock_span two[2] = {w->shift, w->shift};
    two[1].day = 2;
    two[1].at = line(62);
    w->pool.shift = two;
    w->pool.shifts = 2;
    wants(w, "error", 62, "day 2 of the shift is after the end");
}
END_TEST

START_TEST(officers_without_a_position_are_noticed)
{
    struct world *w = a_world();
    w->shift.count = 5;
    wants(w, "warning", 61, "5 officers of pool \"cbp\" are on duty at 08:00");
    w = a_world(); /* two stations share them */
    w->shift.count = 5;
    w->station[1].officers = named("cbp", 90);
    wants_nothing(w);
    struct clock_span two[2] = {
        {line(61), 8 * US_PER_H, 16 * US_PER_H, 3, 0},
        {line(62), 22 * US_PER_H, 9 * US_PER_H, 2, 0}, /* over midnight */
    };
    w = a_world();
    w->pool.shift = two;
    w->pool.shifts = 2;
    wants(w, "warning", 61, "5 officers of pool \"cbp\" are on duty at 08:00");
    w = a_world(); /* they go as the others come */
    two[1].to = 8 * US_PER_H;
    w->pool.shift = two;
    w->pool.shifts = 2;
    wants_nothing(w);
    w = a_world(); /* other days */
    two[1].to = 9 * US_PER_H;
    two[0].day = 1;
    two[1].day = 2;
    w->s.duration = 3 * US_PER_DAY;
    w->pool.shift = two;
    w->pool.shifts = 2;
    wants_nothing(w);
    w = a_world(); /* the eve's shift reaches into the day */
    two[0].day = 2;
    two[1].day = 1;
    w->s.duration = 3 * US_PER_DAY;
    w->pool.shift = two;
    w->pool.shifts = 2;
    wants(w, "warning", 61, "5 officers");
}
END_TEST

START_TEST(officers_who_watch_have_fewer_places)
{
    struct world *w = a_world(); /* 9 gates, 3 each */
    w->station[0].positions = 9;
    w->station[0].monitored = 3;
    w->shift.count = 3;
    wants_nothing(w);
    w = a_world();
    w->station[0].positions = 9;
    w->station[0].monitored = 3;
    wants(w, "warning", 61, "4 officers of pool \"cbp\" are on duty at 08:00");
    w = a_world(); /* the tenth gate takes a fourth */
    w->station[0].positions = 10;
    w->station[0].monitored = 3;
    wants_nothing(w);
}
END_TEST

START_TEST(watching_takes_officers)
{
    struct world *w = a_world();
    w->station[1].monitored = 2;
    wants(w, "error", 90, "monitored=\"2\" has no meaning without officers");
    w = a_world();
    w->station[0].monitored = 1;
    wants_nothing(w);
}
END_TEST

START_TEST(a_headway_lets_more_than_one_begin)
{
    struct world *w = a_world();
    w->station[1].headway = w->s.duration;
    wants(w, "warning", 90, "headway of station \"second\"");
    w = a_world();
    w->station[1].headway = w->s.duration - 1;
    wants_nothing(w);
}
END_TEST

START_TEST(staff_that_never_comes_is_an_error)
{
    struct world *w = a_world();
    w->shift.count = 0;
    wants(w, "error", 80, "staff never comes");
    w = a_world(); /* the run is over before the shift begins */
    w->s.duration = 8 * US_PER_H;
    w->s.interval = US_PER_H;
    w->call.from = w->call.until = US_PER_H;
    wants(w, "error", 80, "staff never comes");
    w = a_world(); /* but a shift of the eve is still there at midnight */
    w->s.duration = 8 * US_PER_H;
    w->call.from = w->call.until = US_PER_H;
    w->shift.from = 22 * US_PER_H;
    w->shift.to = 2 * US_PER_H;
    wants_nothing(w);
    w = a_world(); /* so is one of 24 hours */
    w->s.duration = 8 * US_PER_H;
    w->call.from = w->call.until = US_PER_H;
    w->shift.from = w->shift.to = 8 * US_PER_H;
    wants_nothing(w);
    w = a_world(); /* nor need an unstaffed station have any */
    w->station[0].officers.text = NULL;
    wants(w, "warning", 60, "nothing to do");
    w = a_world();
    w->station[0].officers.text = "cpb";
    struct diag d = {0};
    check_all(&w->s, &d);
    ck_assert_int_eq(d.count, 1);
    ck_assert_int_eq(d.warnings, 1); /* and so nobody uses "cbp" */
    diag_release(&d);
    free(w);
}
END_TEST

START_TEST(priority_and_first_go_together)
{
    struct world *w = a_world();
    w->station[0].priority = true;
    wants(w, "error", 80, "needs a <first>");
    w = a_world();
    w->first = (struct priority){line(86), everybody};
    w->station[0].first = &w->first;
    w->station[0].priorities = 1;
    wants(w, "error", 86, "without order=\"priority\"");
    w = a_world();
    w->first = (struct priority){line(86), everybody};
    w->station[0].first = &w->first;
    w->station[0].priorities = 1;
    w->station[0].priority = true;
    wants_nothing(w);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_station");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, queues_are_left_for_places_that_are_there);
    tcase_add_test(t, patience_is_a_time_and_not_none);
    tcase_add_test(t, shifts_lie_in_the_run);
    tcase_add_test(t, officers_without_a_position_are_noticed);
    tcase_add_test(t, officers_who_watch_have_fewer_places);
    tcase_add_test(t, watching_takes_officers);
    tcase_add_test(t, a_headway_lets_more_than_one_begin);
    tcase_add_test(t, staff_that_never_comes_is_an_error);
    tcase_add_test(t, priority_and_first_go_together);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
