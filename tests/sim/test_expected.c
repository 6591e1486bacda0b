/*
 * The first estimate against sums done by hand, and against runs of random
 * scenarios: nobody is lost on the way.
 */
#include "models/expected/expected.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/io/scenario/scenario_file.h"
#include "sim/io/show/show.h"
#include "tests/support/loaded.h"
#include "tests/support/random_scenario.h"

static struct loaded in;
static struct scenario s;
static struct expected e;

/* Parts of a scenario of one day; the estimate is that of its only port. */
static void estimate(const char *text)
{
    loaded_text(&in, text);
    ck_assert_msg(in.result == 0, "%s", loaded_message(&in, 0));
    ck_assert_int_eq(scenario_file_read(&s, &in.document, &in.diag), 0);
    ck_assert_msg(in.diag.count == 0, "%s", loaded_message(&in, 0));
    ck_assert_int_eq(expected_fill(&e, &s, &s.port[0], NULL), 0);
}

static void release(void)
{
    expected_release(&e);
    loaded_release(&in);
}

static void near(double got, double want)
{
    ck_assert_msg(fabs(got - want) <= 1e-9 * fmax(1, fabs(want)),
                  "%.12g is not %.12g", got, want);
}

#define PEOPLE(more)                                                           \
    "<population id='all'><class id='c' status='visa'/>" more "</population>"
#define PORT(flow, stations)                                                   \
    "<port id='P' mode='land'><flow id='f' population='all' start='A'>" flow   \
    "</flow>" stations "</port>"
#define PAIRS "<party size='2' share='1'/>"

START_TEST(a_whole_party_follows_any_member)
{
    estimate(LOADED_SCENARIO(PEOPLE(PAIRS) PORT(
        "<poisson rate='1 /h'/>",
        "<station id='A' positions='1'><inspect mean='30 s'/>"
        "<route share='0.1' to='B'/><route to='admitted'/></station>"
        "<station id='B' positions='1'><inspect mean='1 min' "
        "party='once'/><route to='admitted'/></station>")));
    near(e.total[0], 48);
    near(expected_reach(&e, 1), 48 * (1 - 0.9 * 0.9));
    near(expected_taken(&e, 0, 1), 48 * 0.81);
    near(expected_visit(&e, 0), 60 * US_PER_S);
    near(expected_visit(&e, 1), 60 * US_PER_S);
    near(expected_load(&e, 0, 5), 1. / 60);
}
END_TEST

START_TEST(a_split_takes_those_who_meet_it)
{
    estimate(LOADED_SCENARIO(PEOPLE(PAIRS) PORT(
        "<poisson rate='1 /h'/>",
        "<station id='A' positions='1'><inspect mean='30 s'/>"
        "<route share='0.1' split='true' to='B'/>"
        "<route share='0.5' to='departed'/>"
        "<route to='admitted'/></station>"
        "<station id='B' positions='1'><inspect mean='1 min' "
        "party='once'/><route to='admitted'/></station>")));
    near(expected_reach(&e, 1), 4.8);
    /* visits to B: 2 x 0.1 x 0.9 alone, 0.01 in pairs, for each party */
    near(expected_visit(&e, 1) * 24 * 0.19, 24 * 0.19 * 60 * US_PER_S);
    near(e.parties[1] * 48, 24 * 0.19);
    /* of the others: 0.81 in pairs, who both stay with 1/4; 0.18 alone */
    near(expected_taken(&e, 0, 2), 24 * (0.81 * 2 / 4 + 0.18 / 2));
    near(expected_taken(&e, 0, 1), 24 * (0.81 * 2 * 3 / 4 + 0.18 / 2));
}
END_TEST

START_TEST(attempts_matches_and_officers)
{
    estimate(LOADED_SCENARIO(
        "<population id='all'><class id='c' status='visa' opt-out='0.1' "
        "impostor='0.2' gallery-photo='0.75'/></population>"
        "<camera id='k'><capture-time mean='4 s'/>"
        "<failure cause='x' probability='0.5'/></camera>"
        "<matcher id='m' fnir='0.25' fpir='0.1'/>"
        "<matching-service id='t' matcher='m'><network-time mean='1 s'/>"
        "<service-time mean='2 s'/></matching-service>" PORT(
            "<poisson rate='1 /h'/>",
            "<station id='A' positions='1'><capture camera='k' attempts='2'/>"
            "<match service='t' search='1:N'/>"
            "<inspect when='matched' mean='10 s' refer='0.5'/>"
            "<inspect when='no-image' mean='20 s' false-accept='1'/>"
            "<route when='opted-out' to='withdrew'/>"
            "<route when='no-image' to='missed'/>"
            "<route when='wrong-person' to='refused'/>"
            "<route when='referred' to='departed'/>"
            "<route when='cleared' to='admitted'/>"
            "<route to='unrecorded'/></station>")));
    double image = 0.9 * 0.75, none = 0.9 * 0.25;
    double matched = image * 0.8 * 0.75 * 0.75, wrong = image * 0.4 * 0.1;
    near(expected_taken(&e, 0, 0), 24 * 0.1);
    near(expected_taken(&e, 0, 1), 24 * none);
    near(expected_taken(&e, 0, 2), 24 * wrong);
    /* impostors among the matched are not told apart from the others */
    near(expected_taken(&e, 0, 3), 24 * matched * (0.8 * 0.5 + 0.2));
    near(expected_taken(&e, 0, 4), 24 * matched * 0.8 * 0.5);
    near(expected_taken(&e, 0, 5), 24 * (image - matched - wrong));
    near(expected_visit(&e, 0) / US_PER_S,
         0.9 * 1.5 * 4 + image * 3 + matched * 10 + none * 20);
}
END_TEST

/* Scores of the same person are like those of others, and all are above the
 * threshold: of 10 photos the right one is on top once in ten. */
START_TEST(whom_a_search_misses_it_may_take_for_another)
{
    estimate(LOADED_SCENARIO(
        PEOPLE("") "<camera id='k'><capture-time mean='4 s'/></camera>"
                   "<matcher id='m'><scores threshold='-9' genuine-mean='0' "
                   "rank='1'/></matcher>"
                   "<gallery id='g' kind='standing' size='10' missing='0.5'/>"
                   "<matching-service id='t' matcher='m'>"
                   "<network-time mean='1 s'/><service-time mean='2 s'/>"
                   "</matching-service>" PORT(
                       "<poisson rate='1 /h'/>",
                       "<station id='A' positions='1'><capture camera='k'/>"
                       "<match service='t' search='1:N' gallery='g'/>"
                       "<inspect mean='1 s'/>"
                       "<route when='matched' to='admitted'/>"
                       "<route when='wrong-person' to='refused'/>"
                       "<route to='unrecorded'/></station>")));
    near(expected_taken(&e, 0, 0), 24 * 0.5 / 10);
    near(expected_taken(&e, 0, 1), 24 * (0.5 * 9 / 10 + 0.5));
    near(expected_taken(&e, 0, 2), 0);
}
END_TEST

#define AT_SEVEN(port, population, passengers)                                 \
    "<port id='" port "' mode='land'><flow id='f' population='" population     \
    "' start='A'><call at='07:10' passengers='" passengers "'/></flow>"        \
    "<station id='A' positions='9'><capture camera='k' attempts='2'/>"         \
    "<match service='t' search='1:N'/><inspect mean='1 s'/>"                   \
    "<route to='admitted'/></station></port>"
#define TWO_PORTS(workers)                                                     \
    LOADED_SCENARIO(                                                           \
        PEOPLE("") "<population id='pairs'>"                                   \
                   "<class id='d' status='citizen' opt-out='0.1'/>"            \
                   "<party size='2' share='1'/></population>"                  \
                   "<camera id='k'><capture-time mean='4 s'/>"                 \
                   "<failure cause='x' probability='0.5'/>"                    \
                   "</camera><matcher id='m' fnir='0.25' "                     \
                   "fpir='0.1'/><matching-service id='t' "                     \
                   "matcher='m'" workers "><network-time mean='1 s'/>"         \
                   "<service-time mean='30 s'/>"                               \
                   "</matching-service>" AT_SEVEN("P", "all", "100")           \
                       AT_SEVEN("Q", "pairs", "72"))

/* In the hour from 07:00 100 come to P, and 72 to Q, 0.9 of whom are willing;
 * of four one has no image after two attempts, and no request. */
START_TEST(all_ports_ask_one_service)
{
    struct expected_demand demand;
    double requests = 0.75 * (100 + 0.9 * 72);

    estimate(TWO_PORTS(" workers='1'"));
    ck_assert_str_eq(
        loaded_message(&in, 0),
        "a.xml:4: warning: service \"t\" has 1 worker, and the 124 requests of "
        "its busiest hour, from 2026-07-15 07:00 by the scenario's clock, keep "
        "1.03 busy: its queue must grow then; give it more workers, or expect "
        "late answers");
    ck_assert_int_eq(in.diag.warnings, 1);
    ck_assert_int_eq(expected_demand_fill(&demand, &s), 0);
    ck_assert_int_eq(expected_demand_busiest(&demand, 0), 7);
    near(expected_requests(&demand, 0, 7), requests);
    near(expected_requests(&demand, 0, 8), 0);
    near(expected_workers(&demand, 0, 7), requests * 30 / 3600);
    expected_demand_release(&demand);
    release();
    estimate(TWO_PORTS(" workers='2'"));
    ck_assert_int_eq(in.diag.warnings, 0);
    release();
    estimate(TWO_PORTS(""));
    ck_assert_int_eq(in.diag.warnings, 0);
}
END_TEST

#define DEPARTURE(boarding)                                                    \
    LOADED_SCENARIO(PEOPLE("") PORT(                                           \
        "<call at='12:00' passengers='120'/><delay mean='40 min'/>"            \
        "<boarding " boarding "><show-up dist='uniform' low='60 min' "         \
        "high='180 min'/></boarding>",                                         \
        "<station id='A' positions='1'><inspect mean='30 s'/>"                 \
        "<route to='departed'/></station>"))

START_TEST(who_departs_comes_before_it)
{
    estimate(DEPARTURE(""));
    near(e.come[8] + e.come[11] + e.come[12], 0);
    near(e.come[9], 60);
    near(e.come[10], 60);
    release();
    /* called at 10:20 + 40 min of delay, and half an hour later */
    estimate(DEPARTURE(
        "no-show='0.1' opens='100 min' groups='2' group-gap='30 min'"));
    near(e.come[9] + e.come[10], 0);
    near(e.come[11], 108);
    near(expected_reach(&e, 0), 108);
    near(expected_load(&e, 0, 11), 108. / 120);
}
END_TEST

START_TEST(a_circle_is_a_geometric_sum)
{
    estimate(LOADED_SCENARIO(
        PEOPLE("") PORT("<poisson rate='1 /h'/>",
                        "<station id='A' positions='1'><inspect mean='30 s'/>"
                        "<route share='0.75' to='A'/><route to='admitted'/>"
                        "</station>")));
    ck_assert(fabs(expected_reach(&e, 0) - 4 * 24) < 1e-5);
    ck_assert(fabs(expected_taken(&e, 0, 1) - 24) < 1e-5);
}
END_TEST

START_TEST(calls_and_rates_come_in_their_hours)
{
    estimate(LOADED_SCENARIO(PEOPLE("") PORT(
        "<call at='10:30..11:30' passengers='100' load-factor='0.5'/>"
        "<call at='13:10' passengers='7'/>"
        "<delay mean='2 h' early='30 min'/>",
        "<station id='A' positions='1'><inspect mean='36 s'/>"
        "<route to='admitted'/></station>")));
    near(e.come[12], 50);
    near(e.come[14], 7);
    near(e.total[0], 57);
    ck_assert_int_eq(expected_busiest(&e, 0), 12);
    near(expected_load(&e, 0, 12), 0.5);
    release();
    estimate(LOADED_SCENARIO(PEOPLE("<party size='3' share='1'/>") PORT(
        "<poisson rate='2 /h'><piece from='08:00' to='09:30' rate='10 /h'/>"
        "</poisson><batch size='2'/>",
        "<station id='A' positions='1'><inspect mean='36 s'/>"
        "<route to='admitted'/></station>")));
    near(e.come[7], 12);
    near(e.come[8], 60);
    near(e.come[9], 36);
}
END_TEST

/* Expected ends of a port, over those who come. */
static double ends(const struct port *p)
{
    double sum = 0;

    for (int i = 0; i < e.nodes; i++) {
        bool station = i < p->stations;
        const struct route *r =
            station ? p->station[i].route : p->walk[i - p->stations].route;
        int routes =
            station ? p->station[i].routes : p->walk[i - p->stations].routes;
        for (int k = 0; k < routes; k++)
            for (int n = 0; n < END_STILL_INSIDE; n++)
                if (!strcmp(r[k].to.text, end_state_names[n]))
                    sum += expected_taken(&e, i, k);
    }
    return sum;
}

START_TEST(nobody_is_lost_in_random_scenarios_and_all_can_be_shown)
{
    FILE *out = tmpfile();

    ck_assert_ptr_nonnull(out);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct arena a = {0};
        const struct scenario *r = random_scenario(seed, &a);
        for (int i = 0; i < r->ports; i++) {
            double come = 0;
            ck_assert_int_eq(expected_fill(&e, r, &r->port[i], NULL), 0);
            for (int f = 0; f < r->port[i].flows; f++)
                come += e.total[f];
            double left = come - ends(&r->port[i]);
            ck_assert_msg(fabs(left) <= 1e-3 * come, "seed %d: %g of %g lost",
                          (int)seed, left, come);
            expected_release(&e);
        }
        ck_assert_int_eq(show_dot(r, 0, r->ports, out), 0);
        ck_assert_int_eq(show_text(r, 0, r->ports, out), 0);
        arena_release(&a);
    }
    fclose(out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expected");
    TCase *c = tcase_create("estimates");

    tcase_add_checked_fixture(c, NULL, release);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, a_whole_party_follows_any_member);
    tcase_add_test(c, a_split_takes_those_who_meet_it);
    tcase_add_test(c, attempts_matches_and_officers);
    tcase_add_test(c, whom_a_search_misses_it_may_take_for_another);
    tcase_add_test(c, all_ports_ask_one_service);
    tcase_add_test(c, who_departs_comes_before_it);
    tcase_add_test(c, a_circle_is_a_geometric_sum);
    tcase_add_test(c, calls_and_rates_come_in_their_hours);
    tcase_add_test(c, nobody_is_lost_in_random_scenarios_and_all_can_be_shown);
    suite_add_tcase(suite, c);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
