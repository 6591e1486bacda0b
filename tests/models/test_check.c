/*
 * The rules about a scenario's run, its people and its equipment that no
 * schema can say. Each test breaks one thing of a small scenario that is right,
 * and wants one message, at the line of what was broken.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/world.h"

START_TEST(a_scenario_that_is_right_passes)
{
    wants_nothing(a_world());
}
END_TEST

START_TEST(ratios_of_a_group_say_what_they_rest_on)
{
    struct world *w = a_world();
    w->group[0].basis = GROUP_ILLUSTRATIVE;
    wants_nothing(w);
    w = a_world();
    w->group[0].basis = GROUP_NOT_STATED;
    wants(w, "warning", 10,
          "ratios of group old rest on nothing that is stated");
}
END_TEST

START_TEST(intervals_are_limited_and_the_least_is_told)
{
    struct world *w = a_world();
    w->s.interval = 8640 * 1000; /* 10,000 of them: just allowed */
    wants_nothing(w);
    w = a_world();
    w->s.interval = US_PER_S;
    wants(w, "error", 2,
          "into 86400 intervals, and there may be 10000; make "
          "it at least 9 s");
}
END_TEST

START_TEST(a_warm_up_leaves_some_of_the_run)
{
    struct world *w = a_world();
    w->s.warm_up = US_PER_DAY - w->s.interval;
    wants_nothing(w);
    w = a_world();
    w->s.warm_up = w->s.interval + 1;
    wants(w, "error", 2, "is no whole number of intervals");
    w = a_world();
    w->s.warm_up = US_PER_DAY;
    wants(w, "error", 2, "warm-up 1 d leaves nothing");
}
END_TEST

START_TEST(shares_sum_to_one)
{
    struct world *w = a_world();
    w->class[0].share = 0.39;
    wants(w, "error", 22, "sum to 0.99; they must sum to 1");
    w = a_world();
    w->party[1].share = 0.2;
    wants(w, "error", 24, "sum to 1.1; they must sum to 1");
    w = a_world();
    w->share[1].share = 0.7 - 1e-8;
    wants(w, "error", 20, "sum to 0.99999999; they must sum to 1");
    w = a_world();
    w->share[1].share = 0.7 - 1e-10;
    wants_nothing(w);
}
END_TEST

START_TEST(a_population_has_classes)
{
    struct world *w = a_world();
    w->population.classes = 0;
    wants(w, "error", 19, "has no class");
}
END_TEST

START_TEST(doubles_are_told_with_both_places)
{
    struct world *w = a_world();
    w->class[1].id.text = "citizen";
    wants(w, "error", 23,
          "a second class \"citizen\"; the first is at "
          "a.xml:22");
    w = a_world();
    w->party[1].size = 1;
    wants(w, "error", 25, "the first is at a.xml:24");
    w = a_world();
    w->failure[1].cause.text = "pose";
    wants(w, "error", 32, "a second failure \"pose\"");
    w = a_world();
    w->share[1].group.text = "old";
    wants(w, "error", 21, "the first is at a.xml:20");
}
END_TEST

START_TEST(a_group_begins_before_it_ends)
{
    struct world *w = a_world();
    w->group[0].age_from = 80;
    wants(w, "error", 10, "begins at age 80 and ends at 79");
}
END_TEST

START_TEST(there_may_be_so_many_and_no_more)
{
    for (int more = 0; more < 2; more++) {
        struct world *w = a_world();
        static struct flow flow[PORT_FLOWS_MOST + 1];
        static char name[PORT_FLOWS_MOST + 1][16];
        for (int i = 0; i < PORT_FLOWS_MOST + more; i++) {
            snprintf(name[i], sizeof name[i], "f%d", i);
            flow[i] = w->flow;
            flow[i].id = named(name[i], 200 + i);
        }
        w->port.flow = flow;
        w->port.flows = PORT_FLOWS_MOST + more;
        if (more)
            wants(w, "error", 264, "flow \"f64\" is one too many");
        else
            wants_nothing(w);
    }
    static struct walk walk[PORT_WALKS_MOST + 1];
    static char one[PORT_WALKS_MOST + 1][16];
    struct world *w = a_world();
    for (int i = 0; i <= PORT_WALKS_MOST; i++) {
        snprintf(one[i], sizeof one[i], "w%d", i);
        walk[i] = w->walk[0];
        walk[i].id = named(one[i], 400 + i);
    }
    walk[0].id = w->walk[0].id;
    w->port.walk = walk;
    w->port.walks = PORT_WALKS_MOST + 1;
    struct diag d = {0};
    check_all(&w->s, &d); /* nobody comes to most of them, too */
    bool told = false;
    for (int i = 0; i < d.stored; i++)
        told |= strstr(d.message[i], "is one too many: a port has") != NULL;
    ck_assert(told);
    diag_release(&d);
    free(w);
    w = a_world();
    struct class class[CLASSES_MOST + 1];
    char name[CLASSES_MOST + 1][16];
    for (int i = 0; i <= CLASSES_MOST; i++) {
        snprintf(name[i], sizeof name[i], "c%d", i);
        class[i] = (struct class){.id = named(name[i], 300 + i),
                                  .share = 1.0 / (CLASSES_MOST + 1)};
    }
    w->population.class = class;
    w->population.classes = CLASSES_MOST + 1;
    wants(w, "error", 364, "class \"c64\" is one too many");
}
END_TEST

START_TEST(steps_routes_and_causes_are_counted)
{
    for (int more = 0; more < 2; more++) {
        static struct failure failure[CAUSES_MOST + 1];
        static struct route route[ROUTES_MOST + 1];
        static char name[CAUSES_MOST + 1][16];
        struct world *w = a_world();
        for (int i = 0; i < CAUSES_MOST + more; i++) {
            snprintf(name[i], sizeof name[i], "cause%d", i);
            failure[i] = (struct failure){named(name[i], 200 + i), 0, false};
        }
        w->camera.failure = failure;
        w->camera.failures = CAUSES_MOST + more;
        if (more)
            wants(w, "error", 200 + CAUSES_MOST, "is one too many");
        else
            wants_nothing(w);
        w = a_world();
        for (int i = 0; i < ROUTES_MOST + more; i++) {
            route[i] = w->walk_route[0];
            route[i].when.share_of_party = true;
            if (i < ROUTES_MOST + more - 1)
                route[i].when.share = 0.5;
        }
        w->walk[0].route = route;
        w->walk[0].routes = ROUTES_MOST + more;
        if (more)
            wants(w, "error", 70, "256 routes; there may be 255");
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(limits_ascend)
{
    struct world *w = a_world();
    simtime same[2] = {US_PER_MIN, US_PER_MIN};
    w->journey.limit = same;
    wants(w, "error", 95, "limit 1 min stands after 1 min");
}
END_TEST

START_TEST(failures_of_an_attempt_are_a_probability_for_every_group)
{
    struct world *w = a_world();
    w->camera_ratio.failure = 1 / 0.3; /* makes 1 but for rounding */
    wants_nothing(w);
    w = a_world();
    w->camera_ratio.failure = 4;
    wants(w, "error", 33, "is 1.2; it must be at most 1");
    w = a_world();
    w->failure[0].probability = 0.95;
    wants(w, "error", 31, "sum to 1.05");
    w = a_world(); /* a ratio does not touch failures per traveller */
    w->failure[0].probability = 0.95;
    w->failure[0].per_traveller = true;
    wants_nothing(w);
}
END_TEST

START_TEST(error_rates_stay_probabilities_for_every_group)
{
    struct world *w = a_world();
    w->matcher.fnir = 0.3;
    wants(w, "error", 41, "times fnir 0.3 is 1.5");
    w = a_world();
    w->matcher.impostor_match = 0.5;
    wants(w, "error", 41, "times impostor-match 0.5 is 1.5");
}
END_TEST

START_TEST(a_search_has_the_rates_it_needs)
{
    struct world *w = a_world();
    w->matcher.impostor_match = NAN;
    wants(w, "error", 82, "lacks impostor-match;");
    w = a_world();
    w->matcher.fnir = w->matcher.fpir = NAN; /* 1:1 does not need them */
    wants_nothing(w);
    w = a_world();
    w->step[1].one_to_many = true;
    w->matcher.fnir = w->matcher.fpir = NAN;
    wants(w, "error", 82, "algo\" at a.xml:40 lacks fnir, fpir;");
}
END_TEST

START_TEST(capture_and_match_are_not_for_the_party_at_once)
{
    struct world *w = a_world();
    w->step[0].party = PARTY_ONCE;
    wants(w, "error", 81, "party=\"once\"");
    w = a_world();
    w->step[1].party = PARTY_ONCE;
    wants(w, "error", 82, "party=\"once\"");
    w = a_world();
    w->step[2].party = PARTY_ONCE; /* an officer may */
    wants_nothing(w);
}
END_TEST

START_TEST(a_match_comes_after_a_capture_of_its_station)
{
    struct world *w = a_world();
    struct step capture = w->step[0];
    w->step[0] = w->step[1];
    w->step[1] = capture;
    wants(w, "error", 82, "no capture stands before");
}
END_TEST

START_TEST(times_need_their_parameters)
{
    struct world *w = a_world();
    w->step[2].time.family = DIST_GAMMA;
    wants(w, "error", 83, "dist=\"gamma\", needs an sd or a cv");
    w = a_world();
    w->service.network_time.family = DIST_TRACE;
    wants(w, "error", 50, "traces hold the times of inspect steps only");
    w = a_world();
    w->flow.kind = ARRIVE_RENEWAL;
    wants(w, "error", 65, "is always 0");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, a_scenario_that_is_right_passes);
    tcase_add_test(t, ratios_of_a_group_say_what_they_rest_on);
    tcase_add_test(t, intervals_are_limited_and_the_least_is_told);
    tcase_add_test(t, a_warm_up_leaves_some_of_the_run);
    tcase_add_test(t, shares_sum_to_one);
    tcase_add_test(t, a_population_has_classes);
    tcase_add_test(t, doubles_are_told_with_both_places);
    tcase_add_test(t, a_group_begins_before_it_ends);
    tcase_add_test(t, there_may_be_so_many_and_no_more);
    tcase_add_test(t, steps_routes_and_causes_are_counted);
    tcase_add_test(t, limits_ascend);
    tcase_add_test(t, failures_of_an_attempt_are_a_probability_for_every_group);
    tcase_add_test(t, error_rates_stay_probabilities_for_every_group);
    tcase_add_test(t, a_search_has_the_rates_it_needs);
    tcase_add_test(t, capture_and_match_are_not_for_the_party_at_once);
    tcase_add_test(t, a_match_comes_after_a_capture_of_its_station);
    tcase_add_test(t, times_need_their_parameters);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
