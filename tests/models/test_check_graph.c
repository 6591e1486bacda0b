/*
 * Where routes lead. The rules about the graph are compared with Warshall's
 * closure on random graphs.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/world.h"

START_TEST(routes_lead_somewhere)
{
    struct world *w = a_world();
    w->second_route.to.text = "refuse";
    wants(w, "error", 92,
          "\"refuse\", which is no station, walk or end "
          "state; there are: booth, second, hall; and the end "
          "states admitted,");
    w = a_world();
    w->second_route.to.text = "still-inside";
    wants(w, "error", 92, "\"still-inside\", which is no");
}
END_TEST

START_TEST(a_share_of_members_that_takes_the_party_is_warned_of)
{
    struct world *w = a_world();
    w->route[0].when.share = 0.3;
    wants(w, "warning", 84, "of the parties of 2, 51% go");
    w = a_world();
    w->route[0].when.share = 0.3;
    w->route[0].when.share_of_party = true;
    wants_nothing(w);
}
END_TEST

START_TEST(the_last_route_takes_everybody_and_only_the_last)
{
    struct world *w = a_world();
    w->route[1].when.share = 0.5;
    w->route[1].when.share_of_party = true;
    wants(w, "error", 85, "does not hold for everybody");
    w = a_world();
    w->route[0].when.facts = 0;
    wants(w, "error", 85,
          "never read, because the one to \"second\" at line "
          "84");
    w = a_world(); /* split or not, all go */
    w->route[0].when.facts = 0;
    w->route[0].split = true;
    wants(w, "error", 85, "never read");
}
END_TEST

START_TEST(balking_does_not_go_in_circles)
{
    struct world *w = a_world();
    w->station[0].balk = 5;
    w->station[0].balk_to = named("hall", 86); /* a minute away, and back */
    wants_nothing(w);
    w = a_world();
    w->station[0].balk = 5;
    w->station[0].balk_to = named("hall", 86);
    w->walk[0].time = seconds(0);
    wants(w, "error", 86, "goes round for ever in no time between: booth;");
    w = a_world();
    w->station[0].balk = w->station[1].balk = 5;
    w->station[0].balk_to = named("second", 86);
    w->station[1].balk_to = named("booth", 96);
    wants(w, "error", 86, "in no time between: booth, second;");
}
END_TEST

START_TEST(walks_do_not_go_in_circles)
{
    struct world *w = a_world();
    w->port.walks = 2;
    w->walk_route[0].to.text = "lift";
    w->walk_route[1].to.text = "hall";
    /* nothing is left, and no station reached: more than one message */
    struct diag d = {0};
    check_all(&w->s, &d);
    ck_assert_int_eq(d.count, 2);
    ck_assert_ptr_nonnull(
        strstr(d.message[0], "\"hall\" -> \"lift\" -> \"hall\""));
    ck_assert_ptr_nonnull(strstr(d.message[1], "can never be left"));
    diag_release(&d);
    free(w);
    w = a_world(); /* a circle with a station in it is fine */
    w->second_route.to.text = "hall";
    wants_nothing(w);
}
END_TEST

START_TEST(every_place_can_be_left)
{
    struct world *w = a_world();
    w->second_route.to.text = "second";
    wants(w, "error", 90, "second can never be left: no route leads");
}
END_TEST

START_TEST(out_of_patience_is_a_way_out)
{
    struct world *w = a_world(); /* who is referred, and nobody is, gets out */
    w->route[1].to.text = "booth";
    struct diag d = {0};
    check_all(&w->s, &d);
    ck_assert_int_eq(d.count, 1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "can never be left"));
    diag_release(&d);
    w->station[0].impatient = true;
    w->station[0].patience = seconds(60);
    w->station[0].patience_to = named("abandoned", 87);
    wants_nothing(w);
}
END_TEST

START_TEST(places_that_nobody_comes_to_are_noticed)
{
    struct world *w = a_world();
    w->port.walks = 2;
    wants(w, "warning", 72, "no flow ever comes to walk \"lift\"");
    w = a_world();
    w->port.flows = 0;
    wants(w, "warning", 55, "no flow");
}
END_TEST

START_TEST(names_of_places_are_clear)
{
    struct world *w = a_world();
    w->station[1].id.text = "unrecorded";
    w->route[0].to.text = "unrecorded";
    struct diag d = {0};
    check_all(&w->s, &d);
    ck_assert_int_eq(d.count, 1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "name of an end state"));
    diag_release(&d);
    free(w);
    w = a_world();
    w->walk[0].id = named("second", 70);
    w->flow.start.text = "booth";
    wants(w, "error", 70, "has the name of the station at a.xml:90");
}
END_TEST

START_TEST(flows_start_and_journeys_end_at_places_of_the_port)
{
    struct world *w = a_world();
    w->flow.start.text = "admitted";
    wants(w, "error", 65,
          "\"admitted\", which is no station or walk of the "
          "port; there are: booth, second, hall");
    w = a_world();
    w->journey.to.text = "hall";
    wants(w, "error", 95,
          "\"hall\", which is not there; there are: booth, "
          "second");
}
END_TEST

/* "second", which the booth leads to, has room for one; `to` where it is full.
 */
static struct world *a_full_second(const char *to)
{
    struct world *w = a_world();
    w->station[1].room = 1;
    w->station[1].full_to = named(to, 93);
    return w;
}

START_TEST(full_to_is_for_parties_from_outside)
{
    wants(a_full_second("refused"), "warning", 93,
          "full-to of station \"second\" never takes effect");
    struct world *w = a_full_second("refused"); /* over the booth's full-to */
    w->station[0].room = 5;
    w->station[0].full_to = named("second", 83);
    wants_nothing(w);
    w = a_full_second("refused"); /* by balking one is inside */
    w->station[0].balk = 5;
    w->station[0].balk_to = named("second", 86);
    wants(w, "warning", 93, "never takes effect: all who come there come from");
    w = a_full_second("refused"); /* a flow of its own */
    struct flow flow[2] = {w->flow, w->flow};
    flow[1].id = named("others", 68);
    flow[1].start = named("second", 68);
    w->port.flows = 2;
    w->port.flow = flow;
    wants_nothing(w);
}
END_TEST

START_TEST(who_is_inside_is_not_sent_on_in_circles)
{
    struct world *w = a_full_second("booth"); /* who balks waits at "second" */
    w->station[0].balk = 5;
    w->station[0].balk_to = named("second", 86);
    wants(w, "warning", 93, "never takes effect");
    w = a_full_second("booth");
    w->station[0].room = 5;
    w->station[0].full_to = named("second", 83);
    wants(w, "error", 83,
          "a party from outside that is sent on goes round for ever in no "
          "time between: booth, second; lead one full-to");
}
END_TEST

START_TEST(full_to_is_no_way_out_for_those_inside)
{
    struct world *w = a_full_second("refused"); /* round and round */
    w->route[1].to.text = "second";
    w->second_route.to.text = "booth";
    w->station[0].routes = 1;
    w->station[0].route = &w->route[1];
    wants(w, "error", 80, "booth, second, hall can never be left: no route");
}
END_TEST

/* Small numbers from a seed; good enough to shuffle graphs. */
static unsigned roll(unsigned *state, unsigned n)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % n;
}

enum { NODES = 6, STATIONS = 3 };

/* Warshall: from[i][k] becomes "a way of one or more steps from i to k". */
static void close_over(bool from[NODES][NODES])
{
    for (int m = 0; m < NODES; m++)
        for (int i = 0; i < NODES; i++)
            for (int k = 0; k < NODES; k++)
                from[i][k] |= from[i][m] && from[m][k];
}

START_TEST(random_graphs_are_judged_as_warshall_judges_them)
{
    static const char *const names[] = {"s0", "s1", "s2", "w0", "w1", "w2"};
    unsigned state = (unsigned)_i + 1;
    bool way[NODES][NODES] = {{false}}, walks[NODES][NODES] = {{false}};
    bool end[NODES] = {false}, instant[NODES][NODES] = {{false}};
    struct route route[NODES][2];
    struct station station[STATIONS];
    struct walk walk[NODES - STATIONS];
    struct world *w = a_world();
    for (int i = 0; i < NODES; i++)
        for (int k = 0; k < 2; k++) {
            unsigned to = roll(&state, NODES + 1);
            route[i][k] = w->route[k];
            route[i][k].when = everybody;
            route[i][k].when.share = k ? 1 : 0.5; /* both are taken */
            route[i][k].to.text = to < NODES ? names[to] : "admitted";
            if (to == NODES)
                end[i] = true;
            else
                way[i][to] = true;
            if (i >= STATIONS && to >= STATIONS && to < NODES)
                walks[i][to] = true;
        }
    for (int i = 0; i < STATIONS; i++) {
        station[i] = w->station[1];
        station[i].id = named(names[i], 400 + i);
        station[i].routes = 2;
        station[i].route = route[i];
        for (int k = 0; k < 2; k++) { /* balking, patience */
            unsigned to = roll(&state, 2 * NODES);
            struct name at =
                named(to < NODES ? names[to] : "withdrew", 410 + i);
            if (k == 0)
                station[i].balk = 5, station[i].balk_to = at;
            else
                station[i].impatient = true, station[i].patience_to = at;
            if (to < NODES)
                way[i][to] = true;
            else
                end[i] = true;
            if (to < NODES && k == 0)
                instant[i][to] = true;
        }
        station[i].patience = seconds(60);
        walk[i] = w->walk[0];
        walk[i].id = named(names[STATIONS + i], 403 + i);
        walk[i].routes = 2;
        walk[i].route = route[STATIONS + i];
        if (roll(&state, 2) == 0) {
            walk[i].time = seconds(0);
            for (int k = 0; k < NODES; k++)
                instant[STATIONS + i][k] = way[STATIONS + i][k];
        }
    }
    w->port.stations = w->port.walks = STATIONS;
    w->port.station = station;
    w->port.walk = walk;
    w->port.pools = w->port.journeys = 0;
    w->flow.start.text = names[roll(&state, NODES)];
    int start = 0;
    while (strcmp(names[start], w->flow.start.text) != 0)
        start++;
    close_over(way);
    close_over(walks);
    close_over(instant);
    bool circle = false, stuck = false, unreached = false, endless = false;
    for (int i = 0; i < NODES; i++) {
        bool leaves = end[i], reached = i == start || way[start][i];
        for (int k = 0; k < NODES; k++)
            leaves |= way[i][k] && end[k];
        circle |= walks[i][i];
        for (int k = 0; i < STATIONS && k < NODES; k++)
            endless |= instant[k][k] && (i == k || instant[i][k]);
        stuck |= reached && !leaves;
        unreached |= !reached;
    }
    struct diag d = {0};
    check_all(&w->s, &d);
    bool said_circle = false, said_stuck = false, said_endless = false;
    for (int i = 0; i < d.stored; i++) {
        said_circle |= strstr(d.message[i], "form a circle") != NULL;
        said_endless |= strstr(d.message[i], "goes round for ever") != NULL;
        said_stuck |= strstr(d.message[i], "can never be left") != NULL;
    }
    ck_assert_int_eq(said_circle, circle);
    ck_assert_int_eq(said_stuck, stuck);
    ck_assert_int_eq(said_endless, endless);
    ck_assert_int_eq(d.count, circle + stuck + endless);
    bool said_unreached = false;
    for (int i = 0; i < d.stored; i++)
        said_unreached |= strstr(d.message[i], "no flow ever comes") != NULL;
    ck_assert_int_eq(said_unreached,
                     unreached && !stuck && !circle && !endless);
    diag_release(&d);
    free(w);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_graph");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, routes_lead_somewhere);
    tcase_add_test(t, a_share_of_members_that_takes_the_party_is_warned_of);
    tcase_add_test(t, the_last_route_takes_everybody_and_only_the_last);
    tcase_add_test(t, balking_does_not_go_in_circles);
    tcase_add_test(t, walks_do_not_go_in_circles);
    tcase_add_test(t, every_place_can_be_left);
    tcase_add_test(t, out_of_patience_is_a_way_out);
    tcase_add_test(t, places_that_nobody_comes_to_are_noticed);
    tcase_add_test(t, names_of_places_are_clear);
    tcase_add_test(t, flows_start_and_journeys_end_at_places_of_the_port);
    tcase_add_test(t, full_to_is_for_parties_from_outside);
    tcase_add_test(t, who_is_inside_is_not_sent_on_in_circles);
    tcase_add_test(t, full_to_is_no_way_out_for_those_inside);
    suite_add_tcase(s, t);
    t = tcase_create("graphs");
    tcase_add_loop_test(t, random_graphs_are_judged_as_warshall_judges_them, 0,
                        300);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
