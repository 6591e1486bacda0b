/*
 * What is given and has nothing to act on: rules that take nobody, galleries
 * that nobody looks into, limits that are never reached.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/world.h"

static struct distribution between(double low, double high)
{
    struct distribution t = seconds(NAN);
    t.family = DIST_UNIFORM;
    t.low = low * (double)US_PER_S;
    t.high = high * (double)US_PER_S;
    return t;
}

START_TEST(an_answer_can_come_within_the_timeout)
{
    struct world *w = a_world(); /* the service takes 1 s, as the network */
    w->service.timeout = US_PER_S;
    wants_nothing(w);
    w = a_world();
    w->service.timeout = US_PER_S - 1;
    wants(w, "warning", 50,
          "timeout 999.999 ms of service \"tvs\" is shorter than its shortest "
          "service-time, 1 s");
    w = a_world();
    w->service.timeout = US_PER_S;
    w->service.service_time = between(1.5, 2);
    wants(w, "warning", 50, "shortest service-time, 1.5 s");
    w = a_world(); /* 1 of 1,000 below 1.001 s */
    w->service.timeout = US_PER_S + 500;
    w->service.service_time = between(1, 2);
    wants(w, "warning", 50, "shorter than 999 of 1,000 of its service-times");
    w = a_world();
    w->service.timeout = US_PER_S + 2000;
    w->service.service_time = between(1, 2);
    wants(w, "warning", 50, "shorter than half of its service-times");
    w = a_world(); /* half are below 1.5 s */
    w->service.timeout = 3 * US_PER_S / 2;
    w->service.service_time = between(1, 2);
    wants(w, "warning", 50, "shorter than half of its service-times");
    w = a_world();
    w->service.timeout = 3 * US_PER_S / 2 + 1000;
    w->service.service_time = between(1, 2);
    wants_nothing(w);
}
END_TEST

/* Rule "law" takes citizens at a capture that asks; they are inspected. */
static struct world *a_rule(void)
{
    struct world *w = a_world();
    w->rule =
        (struct rule){.id = named("law", 15), .statuses = 1u << STATUS_CITIZEN};
    w->s.rules = 1;
    w->s.rule = &w->rule;
    w->step[0].by_rules = true;
    return w;
}

START_TEST(a_rule_takes_somebody)
{
    wants_nothing(a_rule());
    struct world *w = a_rule();
    w->rule.statuses = 1u << STATUS_VISA;
    wants(w, "warning", 15,
          "rule \"law\" takes nobody: nobody who comes to its ports has one "
          "of its statuses");
    w = a_rule();
    w->class[0].status = STATUS_VISA;
    w->class[1].share = 0; /* the only citizens */
    w->class[0].share = 1;
    wants(w, "warning", 15, "has one of its statuses");
    w = a_rule();
    w->rule.directions = 1u << 1;
    wants(w, "warning", 15, "no flow of its ports has its direction");
    w = a_rule();
    w->port.mode = MODE_LAND;
    w->rule.modes = 1u << MODE_SEA | 1u << MODE_AIR;
    wants(w, "warning", 15, "no port is of its ports and modes");
    w = a_rule();
    w->rule.modes = 1u << MODE_LAND | 1u << MODE_AIR;
    wants_nothing(w);
    w = a_rule();
    w->class[1].groups = 2;
    w->class[1].group = w->share;
    w->rule.by_age = true;
    w->rule.age_from = 80;
    w->rule.age_to = 130;
    wants(w, "warning", 15, "nobody with its statuses is of its ages");
}
END_TEST

START_TEST(a_rule_is_in_force_during_the_run)
{
    struct world *w = a_rule();
    w->rule.from = (struct moment){true, 20001, 0}; /* as the run ends */
    wants(w, "warning", 15, "it is not in force during the run");
    w = a_rule();
    w->rule.from = (struct moment){true, 20000, US_PER_DAY - 1};
    wants_nothing(w);
    w = a_rule();
    w->rule.until = (struct moment){true, 20000, 0};
    wants(w, "warning", 15, "it is not in force during the run");
    w = a_rule(); /* by the clock of the port */
    w->rule.from = (struct moment){true, 20001, 0};
    w->port.wall.utc_offset = 5 * US_PER_H;
    wants_nothing(w);
    w = a_rule(); /* other files are for other scenarios, too */
    w->rule.from = (struct moment){true, 20001, 0};
    w->rule.id.at.file = "library/rules.xml";
    wants_nothing(w);
}
END_TEST

START_TEST(correlation_is_of_what_goes_wrong)
{
    struct world *w = a_world();
    w->camera.correlation = w->matcher.correlation = 0.5;
    wants_nothing(w);
    w = a_world();
    w->camera.correlation = 0.5;
    w->failure[0].per_traveller = w->failure[1].per_traveller = true;
    wants(w, "warning", 30, "correlation of camera \"cam\" has nothing to act");
    w = a_world();
    w->camera.correlation = 0.5;
    w->failure[0].probability = w->failure[1].probability = 0;
    wants(w, "warning", 30, "no attempt ever fails there");
    w = a_world();
    w->matcher.correlation = 0.5;
    w->matcher.fnmr = w->matcher.fnir = 0;
    wants(w, "warning", 40, "correlation of matcher \"algo\" has nothing to");
    w = a_world();
    w->matcher.correlation = 0.5;
    w->matcher.fnmr = NAN;
    w->step[1].one_to_many = true;
    wants_nothing(w);
}
END_TEST

/* The departures' manifest, where photos of `late` come late. */
static struct world *a_gallery(struct gallery *g)
{
    struct world *w = a_departure();
    *g = (struct gallery){.id = named("list", 45),
                          .manifest = true,
                          .late = 0.1,
                          .staged = 3 * US_PER_H,
                          .comes_late = true,
                          .late_by = seconds(2 * 3600),
                          .old_ratio = 1};
    w->s.galleries = 1;
    w->s.gallery = g;
    w->step[1].one_to_many = true;
    w->step[1].gallery = named("list", 82);
    return w;
}

START_TEST(late_photos_can_be_missed)
{
    struct gallery g;
    struct world *w = a_gallery(&g); /* all come 2 h before, photos 1 h */
    wants_nothing(w);
    w = a_gallery(&g);
    g.late_by = seconds(3600); /* as they come */
    wants(w, "warning", 45, "late=\"0.1\" of gallery \"list\" has nothing to");
    w = a_gallery(&g);
    g.late_by = seconds(0);
    wants(w, "warning", 45, "come before anybody is searched for");
    w = a_gallery(&g);
    g.late_by = seconds(0);
    g.staged = 0; /* at the departure */
    wants_nothing(w);
    w = a_gallery(&g); /* who arrives comes when the call has come */
    w->flow.boarding = false;
    w->route[1].to.text = "admitted";
    wants(w, "warning", 45, "come before anybody is searched for");
    w = a_gallery(&g);
    w->flow.boarding = false;
    w->route[1].to.text = "admitted";
    g.late_by = seconds(4 * 3600);
    wants_nothing(w);
}
END_TEST

START_TEST(galleries_are_looked_into_and_old_photos_differ)
{
    struct gallery g;
    struct world *w = a_gallery(&g);
    w->step[1].gallery.text = NULL;
    wants(w, "warning", 45, "no search looks into gallery \"list\"");
    w = a_gallery(&g);
    w->step[1].gallery.text = NULL;
    g.id.at.file = "library/manifest.xml";
    wants_nothing(w);
    w = a_gallery(&g);
    g.old = 0.2;
    wants(w, "warning", 45, "old=\"0.2\" of gallery \"list\" has nothing to");
    w = a_gallery(&g);
    g.old_ratio = 3;
    wants(w, "warning", 45, "old-ratio=\"3\" of gallery \"list\" has nothing");
    w = a_gallery(&g);
    g.old = 0.2;
    g.old_ratio = 3;
    wants_nothing(w);
}
END_TEST

START_TEST(notices_are_for_those_who_opt_out)
{
    for (int mishandled = 0; mishandled < 2; mishandled++) {
        int at = mishandled ? 60 : 58;
        struct world *w;
        for (int i = 0; i < 3; i++) {
            w = a_world();
            if (mishandled)
                w->pool.mishandled = 0.5;
            else
                w->port.notices = (struct notices){line(58), true, 0.5, 0.2};
            w->class[0].opt_out = i == 0 ? 0 : 0.1;
            if (i == 2)
                w->step[0] = w->step[1] = w->step[2];
            if (i == 1)
                wants_nothing(w);
            else
                wants(w, "warning", at,
                      i == 0 ? "has nothing to act on: nobody who comes here "
                               "wants to opt out"
                             : "nobody is photographed here");
        }
    }
}
END_TEST

/* The booth is balked at from five persons on, or has room for as many parties,
 * which are of `party` members. */
static struct world *a_short_queue(int balk, int room, int party)
{
    struct world *w = a_world();
    w->station[0].balk = balk;
    w->station[0].balk_to = named("withdrew", 86);
    w->station[0].room = room;
    w->party[1].size = party;
    w->party[0].size = party > 1 ? 1 : 2;
    if (party == 1)
        w->population.parties = 0;
    return w;
}

static struct world *a_valve(int balk, int room, int party, int queue)
{
    struct world *w = a_short_queue(balk, room, party);
    w->step[0].relief_queue = queue;
    return w;
}

static struct world *an_opening(int balk, int room, int party, int above)
{
    struct world *w = a_short_queue(balk, room, party);
    w->station[0].opens = true;
    w->station[0].opening = (struct opening){line(87), 1, above, 0, 0};
    return w;
}

START_TEST(queues_get_as_long_as_valves_and_openings_ask)
{
    wants_nothing(a_valve(5, 0, 1, 4)); /* four behind the one who begins */
    wants(a_valve(5, 0, 1, 5), "warning", 81,
          "<balk> of station \"booth\" lets at most 4 persons be queued");
    wants_nothing(a_valve(5, 0, 3, 6)); /* 4 of them, then 3, less the first */
    wants(a_valve(5, 0, 3, 7), "warning", 81, "at most 6 persons be queued");
    wants_nothing(a_valve(0, 5, 1, 4));
    wants(a_valve(0, 5, 1, 5), "warning", 81,
          "room of station \"booth\" lets at most 4 persons be queued");
    wants(a_valve(9, 5, 2, 9), "warning", 81, "room of station \"booth\" lets");
    wants_nothing(an_opening(5, 0, 1, 5));
    wants(an_opening(5, 0, 1, 6), "warning", 87,
          "above=\"6\" never opens a position: <balk> of station \"booth\"");
    wants_nothing(an_opening(0, 5, 2, 10));
    wants(an_opening(0, 5, 2, 11), "warning", 87,
          "room of station \"booth\" lets at most 10 persons queue");
}
END_TEST

START_TEST(somebody_goes_first)
{
    struct world *w = a_world();
    w->first = (struct priority){line(88), {.share = 0}};
    w->station[0].priority = true;
    w->station[0].priorities = 1;
    w->station[0].first = &w->first;
    wants(w, "warning", 88, "as its share is 0");
}
END_TEST

START_TEST(somebody_enrols)
{
    for (int i = 0; i < 2; i++) {
        struct world *w = a_world();
        w->step[0] = (struct step){.kind = STEP_ENROL,
                                   .at = line(81),
                                   .when = everybody,
                                   .party = PARTY_EACH,
                                   .time = seconds(20)};
        w->step[1] = w->step[2];
        w->class[0].enrolled = 1;
        w->class[1].enrolled = i ? 1 : 0.99;
        if (i)
            wants(w, "warning", 81,
                  "nobody enrols here: everybody who comes to \"booth\" is");
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(a_camera_is_out_during_the_run)
{
    for (int day = 0; day < 3; day++) {
        struct world *w = a_world();
        struct clock_span out = {line(34), 0, US_PER_H, 1, day};
        w->camera.outages = 1;
        w->camera.outage = &out;
        if (day < 2)
            wants_nothing(w);
        else
            wants(w, "error", 34, "day 2 of the outage is after the end");
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_idle");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, an_answer_can_come_within_the_timeout);
    tcase_add_test(t, a_rule_takes_somebody);
    tcase_add_test(t, a_rule_is_in_force_during_the_run);
    tcase_add_test(t, correlation_is_of_what_goes_wrong);
    tcase_add_test(t, late_photos_can_be_missed);
    tcase_add_test(t, galleries_are_looked_into_and_old_photos_differ);
    tcase_add_test(t, notices_are_for_those_who_opt_out);
    tcase_add_test(t, queues_get_as_long_as_valves_and_openings_ask);
    tcase_add_test(t, somebody_goes_first);
    tcase_add_test(t, somebody_enrols);
    tcase_add_test(t, a_camera_is_out_during_the_run);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
