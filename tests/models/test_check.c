/*
 * Rules that no schema can say. Each test breaks one thing of a small scenario
 * that is right, and wants one message, at the line of what was broken. The
 * graph's rules are compared with Warshall's closure on random graphs.
 */
#include "models/scenario.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Flow -> walk "hall" -> station "booth" -> station "second" or admitted. */
struct world {
    struct scenario s;
    struct group group[2];
    struct rule rule;
    struct population population;
    struct class class[2];
    struct group_share share[2];
    struct party_size party[2];
    struct camera camera;
    struct failure failure[2];
    struct group_ratio camera_ratio, matcher_ratio;
    struct matcher matcher;
    struct matching_service service;
    struct port port;
    struct officers pool;
    struct clock_span shift;
    struct flow flow;
    struct call call;
    struct rate_piece piece[2];
    struct trace_row row[2];
    struct walk walk[2];
    struct route walk_route[2];
    struct station station[2];
    struct step step[3], second_step;
    struct route route[3], second_route;
    struct priority first;
    struct journey journey;
    struct name name;
    simtime limit[2];
};

static struct origin line(int n)
{
    return (struct origin){"a.xml", n, 0, NULL};
}

static struct name named(const char *text, int n)
{
    return (struct name){text, line(n), false};
}

static struct distribution seconds(double s)
{
    return (struct distribution){.family = DIST_CONSTANT,
                                 .mean = s * (double)US_PER_S,
                                 .sd = NAN,
                                 .low = NAN,
                                 .high = NAN,
                                 .mode = NAN,
                                 .shape = NAN};
}

static const struct condition everybody = {.share = 1};

static void make_people(struct world *w)
{
    w->group[0] = (struct group){named("old", 10), 65, 79, GROUP_PUBLISHED};
    w->group[1] = (struct group){named("young", 11), 14, 64, GROUP_NOT_STATED};
    w->share[0] = (struct group_share){named("old", 20), 0.3};
    w->share[1] = (struct group_share){named("young", 21), 0.7};
    w->class[0] = (struct class){.id = named("citizen", 22),
                                 .share = 0.4,
                                 .groups = 2,
                                 .group = w->share};
    w->class[1] = (struct class){.id = named("visitor", 23), .share = 0.6};
    w->party[0] = (struct party_size){line(24), 1, 0.9};
    w->party[1] = (struct party_size){line(25), 2, 0.1};
    w->population = (struct population){.id = named("people", 19),
                                        .classes = 2,
                                        .class = w->class,
                                        .parties = 2,
                                        .party = w->party};
}

static void make_equipment(struct world *w)
{
    w->failure[0] = (struct failure){named("pose", 31), 0.2, false};
    w->failure[1] = (struct failure){named("light", 32), 0.1, false};
    w->camera_ratio = (struct group_ratio){named("old", 33), 2, 1, 1, 1, {0}};
    w->camera = (struct camera){.id = named("cam", 30),
                                .capture_time = seconds(2),
                                .failures = 2,
                                .failure = w->failure,
                                .ratios = 1,
                                .ratio = &w->camera_ratio};
    w->matcher_ratio = (struct group_ratio){named("old", 41), 1, 5, 3, 1, {0}};
    w->matcher = (struct matcher){.id = named("algo", 40),
                                  .fnmr = 0.02,
                                  .impostor_match = 0.1,
                                  .fnir = 0.03,
                                  .fpir = 0.001,
                                  .fmr = NAN,
                                  .ratios = 1,
                                  .ratio = &w->matcher_ratio};
    w->service = (struct matching_service){.id = named("tvs", 50),
                                           .matcher = named("algo", 50),
                                           .network_time = seconds(1),
                                           .service_time = seconds(1)};
}

static void make_nodes(struct world *w)
{
    w->walk_route[0] = (struct route){
        .at = line(71), .when = everybody, .to = named("booth", 71)};
    w->walk[0] = (struct walk){named("hall", 70), seconds(60), 1,
                               &w->walk_route[0], false};
    w->walk_route[1] = (struct route){
        .at = line(73), .when = everybody, .to = named("booth", 73)};
    w->walk[1] = (struct walk){named("lift", 72), seconds(60), 1,
                               &w->walk_route[1], false};
    w->step[0] = (struct step){.kind = STEP_CAPTURE,
                               .at = line(81),
                               .when = everybody,
                               .party = PARTY_EACH,
                               .camera = named("cam", 81),
                               .attempts = 3};
    w->step[1] = (struct step){.kind = STEP_MATCH,
                               .at = line(82),
                               .when = everybody,
                               .party = PARTY_TOGETHER,
                               .service = named("tvs", 82)};
    w->step[2] = (struct step){.kind = STEP_INSPECT,
                               .at = line(83),
                               .when = everybody,
                               .time = seconds(30)};
    w->route[0] = (struct route){
        .at = line(84), .when = everybody, .to = named("second", 84)};
    w->route[0].when.facts = 1u << (RESULTS + DECISION_REFERRED);
    w->route[1] = (struct route){
        .at = line(85), .when = everybody, .to = named("admitted", 85)};
    w->limit[0] = 15 * US_PER_MIN;
    w->limit[1] = 30 * US_PER_MIN;
    w->station[0] = (struct station){.id = named("booth", 80),
                                     .positions = 4,
                                     .officers = named("cbp", 80),
                                     .limits = 2,
                                     .limit = w->limit,
                                     .steps = 3,
                                     .step = w->step,
                                     .routes = 2,
                                     .route = w->route};
    w->second_step = w->step[2];
    w->second_step.at = line(91);
    w->second_route = (struct route){
        .at = line(92), .when = everybody, .to = named("refused", 92)};
    w->station[1] = (struct station){.id = named("second", 90),
                                     .positions = 1,
                                     .steps = 1,
                                     .step = &w->second_step,
                                     .routes = 1,
                                     .route = &w->second_route};
}

/* On the heap: fields point to each other. */
static struct world *a_world(void)
{
    struct world *w = calloc(1, sizeof *w);
    ck_assert_ptr_nonnull(w);
    make_people(w);
    make_equipment(w);
    make_nodes(w);
    w->shift = (struct clock_span){line(61), 8 * US_PER_H, 16 * US_PER_H, 4, 0};
    w->pool = (struct officers){.id = named("cbp", 60),
                                .operator_ = "cbp",
                                .shifts = 1,
                                .shift = &w->shift};
    w->call =
        (struct call){line(66), "B6", 1, 9 * US_PER_H, 9 * US_PER_H, 100, 1};
    w->flow = (struct flow){.id = named("flights", 65),
                            .population = named("people", 65),
                            .start = named("hall", 65),
                            .kind = ARRIVE_TIMETABLE,
                            .calls = 1,
                            .call = &w->call,
                            .delay = seconds(0),
                            .gap = seconds(0),
                            .batch = 1};
    w->journey =
        (struct journey){named("way", 95), named("booth", 95), 0, 2, w->limit};
    w->port = (struct port){.id = named("port", 55),
                            .pools = 1,
                            .pool = &w->pool,
                            .flows = 1,
                            .flow = &w->flow,
                            .walks = 1,
                            .walk = w->walk,
                            .stations = 2,
                            .station = w->station,
                            .journeys = 1,
                            .journey = &w->journey};
    w->s = (struct scenario){.file = "a.xml",
                             .id = "a",
                             .at = line(1),
                             .run_at = line(2),
                             .start_day = 20000,
                             .duration = US_PER_DAY,
                             .replications = 1,
                             .interval = 15 * US_PER_MIN,
                             .groups = 2,
                             .group = w->group,
                             .populations = 1,
                             .population = &w->population,
                             .cameras = 1,
                             .camera = &w->camera,
                             .matchers = 1,
                             .matcher = &w->matcher,
                             .services = 1,
                             .service = &w->service,
                             .ports = 1,
                             .port = &w->port};
    return w;
}

static void check_all(const struct scenario *s, struct diag *d)
{
    scenario_check(s, d);
    if (d->count == 0)
        scenario_check_sense(s, d);
}

/* One message, of this kind, at this line, with these words. Frees w. */
static void wants(struct world *w, const char *kind, int n, const char *words)
{
    struct diag d = {0};
    char start[40];
    check_all(&w->s, &d);
    snprintf(start, sizeof start, "a.xml:%d: %s: ", n, kind);
    ck_assert_msg(d.stored == 1, "%d messages, first %s, second %s", d.stored,
                  d.stored > 0 ? d.message[0] : "none",
                  d.stored > 1 ? d.message[1] : "none");
    ck_assert_msg(strncmp(d.message[0], start, strlen(start)) == 0,
                  "wanted %s..., got %s", start, d.message[0]);
    ck_assert_msg(strstr(d.message[0], words), "wanted ...%s..., got %s", words,
                  d.message[0]);
    diag_release(&d);
    free(w);
}

static void wants_nothing(struct world *w)
{
    struct diag d = {0};
    check_all(&w->s, &d);
    ck_assert_msg(d.stored == 0, "%s", d.stored ? d.message[0] : "");
    diag_release(&d);
    free(w);
}

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

START_TEST(calls_outside_the_run_are_told_once)
{
    struct world *w = a_world();
    w->call.day = 2;
    wants(w, "warning", 66, "the call on day 2 is outside the run");
    w = a_world();
    struct call calls[3] = {w->call, w->call, w->call};
    calls[1].at = line(67);
    calls[1].day = calls[2].day = 3;
    calls[2].id = "B7";
    w->flow.calls = 3;
    w->flow.call = calls;
    wants(w, "warning", 67, "nor of 1 later calls");
    w = a_world(); /* 22:00 in a port five hours west is after the end */
    w->port.wall.utc_offset = -5 * US_PER_H;
    w->call.from = w->call.until = 22 * US_PER_H;
    wants(w, "warning", 66, "outside the run");
    w = a_world(); /* and 02:00 in one five hours east is before the start */
    w->port.wall.utc_offset = 5 * US_PER_H;
    w->call.from = w->call.until = 2 * US_PER_H;
    wants(w, "warning", 66, "outside the run");
    w = a_world();
    w->call.from = w->call.until = 2 * US_PER_H;
    wants_nothing(w);
}
END_TEST

/* The flow's call becomes a departure, and whoever is not referred departs. */
static struct world *a_departure(void)
{
    struct world *w = a_world();
    w->flow.boarding = true;
    w->flow.board = (struct boarding){.at = line(68),
                                      .show_up = seconds(7200),
                                      .closes = 15 * US_PER_MIN,
                                      .opens = 45 * US_PER_MIN,
                                      .groups = 3,
                                      .group_gap = 5 * US_PER_MIN,
                                      .no_show = 0.05};
    w->route[1].to.text = "departed";
    return w;
}

START_TEST(a_door_opens_before_it_closes)
{
    struct world *w = a_departure();
    wants_nothing(w);
    w = a_departure();
    w->flow.board.closes = 45 * US_PER_MIN;
    wants(w, "error", 68,
          "boarding would open 45 min before the departure, when the door "
          "has closed (45 min before it)");
    w = a_departure();
    w->flow.board.group_gap = 15 * US_PER_MIN; /* the third in 30 min: late */
    wants(w, "warning", 68, "the last group is called 30 min after the first");
    w = a_departure();
    w->flow.board.group_gap = 15 * US_PER_MIN - 1;
    wants_nothing(w);
}
END_TEST

START_TEST(boarding_groups_are_called_one_after_another)
{
    struct world *w = a_departure();
    w->flow.board.opens = 0;
    wants(w, "error", 68, "groups=\"3\" has no meaning without opens");
    w = a_departure();
    w->flow.board.group_gap = 0;
    wants(w, "error", 68, "groups=\"3\" has no meaning without opens");
    w = a_departure();
    w->flow.board.groups = 1;
    wants(w, "error", 68, "group-gap has no meaning with one group");
    w = a_departure();
    w->flow.board.groups = BOARDING_GROUPS_MOST + 1;
    w->flow.board.group_gap = 1;
    wants(w, "error", 68, "there are 101 boarding groups; there may be 100");
}
END_TEST

START_TEST(a_departure_can_be_caught)
{
    struct world *w = a_departure();
    w->flow.unload = 1e-6;
    wants(w, "error", 65, "unload has no meaning in flow \"flights\"");
    w = a_departure();
    w->flow.board.show_up = seconds(900); /* as the door closes */
    wants(w, "warning", 68, "all come when the door has closed");
    w = a_departure();
    w->flow.board.show_up = seconds(900.000001);
    wants_nothing(w);
    w = a_departure();
    w->flow.board.show_up.family = DIST_TRACE;
    wants(w, "error", 68, "traces hold the times of inspect steps only");
    w = a_departure();
    w->route[1].to.text = "admitted";
    wants(w, "warning", 68, "no way leads flow \"flights\" to the end state");
    w = a_departure(); /* out of the queue by the back door is a way, too */
    w->route[1].to.text = "withdrew";
    w->station[0].balk = 5;
    w->station[0].balk_to = named("departed", 86);
    wants_nothing(w);
    w = a_departure(); /* who is admitted is not aboard */
    w->route[1].to.text = "admitted";
    w->station[0].balk = 5;
    w->station[0].balk_to = named("departed", 86);
    wants(w, "warning", w->route[1].to.at.line,
          "who is led to \"admitted\" does not board: of flow \"flights\"");
    w = a_departure();
    w->call.day = 2;
    wants(w, "warning", 66, "outside the run: its door is not seen");
}
END_TEST

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

START_TEST(relief_for_a_door_needs_one)
{
    struct world *w = a_world();
    w->step[0].relief_door = 10 * US_PER_MIN;
    wants(w, "warning", 81, "no flow with <boarding> comes to station");
    w = a_departure();
    w->step[0].relief_door = 10 * US_PER_MIN;
    wants_nothing(w);
}
END_TEST

START_TEST(a_suspended_traveller_needs_an_inspection_too)
{
    struct world *w = a_departure();
    w->step[2].when.facts = ~(1u << RESULT_SUSPENDED);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    wants_nothing(w);
    w = a_departure();
    w->step[2].when.facts = ~(1u << RESULT_SUSPENDED);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    w->step[0].relief_queue = 10;
    wants(w, "warning", 85, "with the result suspended (class \"citizen\")");
}
END_TEST

/* Rule "law", for citizens and visas; who is in none is not inspected. */
static struct world *a_world_of_rules(void)
{
    struct world *w = a_world();
    w->rule =
        (struct rule){.id = named("law", 15),
                      .statuses = 1u << STATUS_CITIZEN | 1u << STATUS_VISA};
    w->s.rules = 1;
    w->s.rule = &w->rule;
    w->step[0].by_rules = true;
    w->step[2].when.facts = ~(1u << RESULT_NOT_IN_SCOPE);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    return w;
}

START_TEST(who_is_in_no_rule_needs_an_inspection_too)
{
    static const char text[] =
        "with the result not-in-scope (class \"citizen\")";
    wants_nothing(a_world_of_rules()); /* it takes everybody, always */
    struct world *w = a_world_of_rules();
    w->rule.statuses = 1u << STATUS_VISA;
    wants(w, "warning", 85, text);
    w = a_world_of_rules();
    w->rule.until.given = true;
    wants(w, "warning", 85, text);
    w = a_world_of_rules();
    w->rule.directions = 1u << 1; /* the flow is an entry */
    wants(w, "warning", 85, text);
}
END_TEST

START_TEST(rules_are_asked_or_said_to_be_idle)
{
    struct world *w = a_world_of_rules();
    w->step[0].by_rules = false;
    wants(w, "warning", 15, "no capture asks the rules, so that rule \"law\"");
    w = a_world_of_rules();
    w->s.rules = 0;
    w->step[2].when.facts = 0;
    wants(w, "warning", 81, "there is no rule: nobody will be photographed");
}
END_TEST

/* The second class; the first are citizens. */
static struct world *a_world_of(enum status status, double opt_out,
                                double refusal)
{
    struct world *w = a_world();
    w->class[1].status = status;
    w->class[1].opt_out = opt_out;
    w->class[1].refusal = refusal;
    return w;
}

START_TEST(only_citizens_opt_out)
{
    wants_nothing(a_world_of(STATUS_CITIZEN, 0.1, 0));
    wants(a_world_of(STATUS_VISA, 0.1, 0), "warning", 23,
          "only citizens may refuse the photo");
    wants(a_world_of(STATUS_CITIZEN, 0, 0.1), "error", 23,
          "who may opt out: write opt-out for refusal");
    wants(a_world_of(STATUS_VISA, 0.1, 0.1), "error", 23,
          "has opt-out and refusal");
    wants_nothing(a_world_of(STATUS_VISA, 0, 0.1));
    struct world *w = a_world_of(STATUS_VISA, 0, 0.1);
    w->step[2].when.facts = ~(1u << RESULT_REFUSED);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    wants(w, "warning", 85, "the result refused-photo (class \"visitor\")");
}
END_TEST

/* Nobody on a list, nobody a hit: "booth" is never left. */
START_TEST(a_look_out_hit_is_of_somebody_on_a_list)
{
    for (int listed = 0; listed < 2; listed++) {
        struct world *w = a_world();
        w->route[0].when.facts = 1u << FACT_LOOK_OUT;
        w->route[1].to.text = "booth";
        w->class[0].gallery_photo = 1;
        w->class[0].look_out = listed ? 0.1 : 0;
        if (listed) /* others come back, but now there is a way out */
            wants(w, "warning", 85, "comes back for ever");
        else
            wants(w, "error", 80, "booth, hall can never be left");
    }
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

START_TEST(pieces_follow_each_other)
{
    static const struct {
        int from, to, line;
        const char *words;
    } second[] = {{12, 14, 0, ""},
                  {6, 8, 0, ""},
                  {11, 14, 68, "overlaps that at a.xml:67"},
                  {7, 24, 68, "overlaps that at a.xml:67"},
                  {14, 14, 68, "does not end after it begins"},
                  {14, 13, 68, "does not end after it begins"}};
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        struct world *w = a_world();
        w->flow.kind = ARRIVE_POISSON;
        w->piece[0] =
            (struct rate_piece){line(67), 8 * US_PER_H, 12 * US_PER_H, 1e-8};
        w->piece[1] = (struct rate_piece){line(68), second[i].from * US_PER_H,
                                          second[i].to * US_PER_H, 1e-8};
        w->flow.pieces = 2;
        w->flow.piece = w->piece;
        if (second[i].line)
            wants(w, "error", second[i].line, second[i].words);
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(a_rate_of_zero_all_day_is_noticed)
{
    struct world *w = a_world();
    w->flow.kind = ARRIVE_POISSON;
    wants(w, "warning", 65, "nobody comes");
}
END_TEST

/* 20,000 times 214,748 is 4,294,960,000; the 7,295 after them just fit. */
START_TEST(ordinals_of_parties_have_32_bits)
{
    enum { CALLS = 214749 };
    static struct call call[CALLS];
    for (int more = 0; more < 2; more++) {
        struct world *w = a_world();
        for (int i = 0; i < CALLS; i++) {
            call[i] = w->call;
            call[i].id = "";
            call[i].passengers = 20000;
        }
        call[CALLS - 1].at = line(900);
        call[CALLS - 1].passengers = 7295 + more;
        w->flow.call = call;
        w->flow.calls = CALLS;
        if (more)
            wants(w, "error", 900, "more than 4294967295 passengers");
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(vehicles_unload_a_hundred_days_a_person_at_most)
{
    static const double per_day[] = {0, 0.0099, 0.0101};
    for (int i = 0; i < 3; i++) {
        struct world *w = a_world();
        w->flow.unload = per_day[i] / (double)US_PER_DAY;
        if (i == 1)
            wants(w, "error", 65, "unload=\"0.0099 /d\" is below 0.01 /d");
        else
            wants_nothing(w);
    }
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

START_TEST(a_rate_fits_the_sums_of_gaps)
{
    static const struct {
        double per_day;
        const char *words;
    } rate[] = {{0.0099, "below 0.01 /d"},
                {0.0101, NULL},
                {1.1e9, "over 1e9 parties"},
                {0.9e9, NULL}};
    for (size_t i = 0; i < sizeof rate / sizeof *rate; i++) {
        struct world *w = a_world();
        w->flow.kind = ARRIVE_POISSON;
        w->flow.rate = rate[i].per_day / (double)US_PER_DAY;
        if (rate[i].words)
            wants(w, "error", 65, rate[i].words);
        else
            wants_nothing(w);
    }
    for (int gap = 0; gap < 2; gap++) { /* batches bring several, gaps too */
        struct world *w = a_world();
        w->flow.kind = gap ? ARRIVE_RENEWAL : ARRIVE_POISSON;
        w->flow.rate = 0.6e9 / (double)US_PER_DAY;
        w->flow.gap = seconds(86400 / 0.6e9);
        w->flow.batch = 2;
        wants(w, "error", 65, "over 1e9 parties");
    }
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

START_TEST(a_call_is_named_once_a_day)
{
    struct world *w = a_world();
    struct call call[4] = {w->call, w->call, w->call, w->call};
    call[1].id = "B7";
    call[2].day = 2;
    call[2].at.line = 68;
    call[3].at.line = 69;
    w->s.duration = 2 * US_PER_DAY;
    w->flow.call = call;
    w->flow.calls = 3;
    wants_nothing(w);
    w = a_world();
    w->flow.call = call;
    w->s.duration = 2 * US_PER_DAY;
    w->flow.calls = 4;
    wants(w, "error", 69,
          "a second call \"B6\" on day 1; the first is at a.xml:66");
    w = a_world(); /* a name need not be there */
    call[0].id = call[3].id = "";
    w->flow.call = call;
    w->s.duration = 2 * US_PER_DAY;
    w->flow.calls = 4;
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

START_TEST(conditions_name_classes_and_groups_that_are_there)
{
    struct world *w = a_world();
    w->name = named("visitors", 88);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    wants(w, "error", 88, "class \"visitors\"; there are: citizen, visitor");
    w = a_world();
    w->name = named("middle", 89);
    w->step[2].when.groups = (struct name_list){&w->name, 1};
    wants(w, "error", 89, "group \"middle\"; there are: old, young");
    w = a_world();
    w->name = named("visitor", 88);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    wants_nothing(w);
}
END_TEST

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

START_TEST(limits_ascend)
{
    struct world *w = a_world();
    simtime same[2] = {US_PER_MIN, US_PER_MIN};
    w->journey.limit = same;
    wants(w, "error", 95, "limit 1 min stands after 1 min");
}
END_TEST

static void make_trace(struct world *w, struct name *column)
{
    w->flow.kind = ARRIVE_TRACE;
    w->row[0] = (struct trace_row){.at = line(101), .size = 1};
    w->row[1] = (struct trace_row){.at = line(102), .size = 1};
    w->flow.rows = 2;
    w->flow.row = w->row;
    w->step[2].time.family = DIST_TRACE;
    *column = named("booth", 1);
    w->flow.trace_stations = 1;
    w->flow.trace_station = column;
}

START_TEST(traces_hold_the_times_of_the_stations_they_reach)
{
    struct name column;
    struct world *w = a_world();
    make_trace(w, &column);
    wants_nothing(w);
    w = a_world();
    make_trace(w, &column);
    w->flow.trace_stations = 0;
    wants(w, "error", 1, "column \"booth\" is missing");
    w = a_world();
    make_trace(w, &column);
    w->flow.kind = ARRIVE_TIMETABLE;
    wants(w, "error", 83,
          "flow \"flights\" at a.xml:65 comes to station "
          "\"booth\" and has no trace");
    w = a_world();
    make_trace(w, &column);
    w->row[1].class = "crew";
    wants(w, "error", 102, "has no class \"crew\"");
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

/* ---- holes in the logic ---- */

/* The booth captures, matches 1:N and inspects whom `when` holds for. */
static struct world *inspects_when(unsigned facts)
{
    struct world *w = a_world();
    w->step[1].one_to_many = true;
    w->step[2].when.facts = facts;
    w->step[2].refer = 0.1;
    for (int i = 0; i < 2; i++)
        w->class[i].gallery_photo = w->class[i].enrolled = 1;
    w->class[1].opt_out = 0.01;
    return w;
}

enum {
    MATCHED = 1 << RESULT_MATCHED,
    NOT_MATCHED = 1 << RESULT_NOT_MATCHED,
    WRONG_PERSON = 1 << RESULT_WRONG_PERSON,
    NO_IMAGE = 1 << RESULT_NO_IMAGE,
    OPTED_OUT = 1 << RESULT_OPTED_OUT,
    REFERRED = 1 << (RESULTS + DECISION_REFERRED)
};

START_TEST(people_whom_no_inspection_holds_for_are_noticed)
{
    struct world *w = inspects_when(MATCHED | NOT_MATCHED);
    wants(w, "warning", 85,
          "with the result no-image (class \"citizen\"), opted-out (class "
          "\"visitor\"); add it");
    w = inspects_when(MATCHED | NOT_MATCHED | OPTED_OUT | NO_IMAGE);
    wants_nothing(w);
    w = inspects_when(MATCHED | NOT_MATCHED | OPTED_OUT | NO_IMAGE);
    w->class[0].gallery_photo = 0.9; /* a stranger may be taken for somebody */
    wants(w, "warning", 85, "the result wrong-person (class \"citizen\"); add");
    w = inspects_when(MATCHED | NOT_MATCHED | OPTED_OUT | NO_IMAGE);
    w->class[0].gallery_photo = 0.9;
    w->matcher.fpir = 0; /* no, not this time */
    wants_nothing(w);
    w = inspects_when(NOT_MATCHED | OPTED_OUT); /* a camera that never fails */
    w->failure[0].probability = w->failure[1].probability = 0;
    wants_nothing(w); /* who is matched may go: a gate */
    w = inspects_when(MATCHED | NOT_MATCHED | NO_IMAGE);
    w->class[1].opt_out = 0;
    w->class[1].impostor = 0.01; /* a look-alike is found: somebody else */
    wants(w, "warning", 85, "the result wrong-person (class \"visitor\"); add");
}
END_TEST

START_TEST(people_who_are_led_elsewhere_need_no_inspection)
{
    struct world *w = inspects_when(MATCHED | NOT_MATCHED);
    w->route[0].when.facts |= NO_IMAGE | OPTED_OUT; /* to "second" */
    wants_nothing(w);
    w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].when.facts = 0; /* now by status, and one is forgotten */
    w->step[2].when.statuses = 1u << STATUS_VISA;
    w->class[0].status = STATUS_VISA;
    w->class[1].opt_out = 0;
    w->class[1].status = STATUS_CITIZEN;
    wants(w, "warning", 85,
          "with the result not-matched (class \"visitor\"), no-image (class "
          "\"visitor\"); add it");
    w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].when.facts = 0; /* a random sample is meant */
    w->step[2].when.share = 0.1;
    wants_nothing(w);
}
END_TEST

START_TEST(a_way_out_that_nobody_can_take_is_none)
{
    struct world *w = a_world();
    w->route[1].to.text = "booth"; /* nobody is referred */
    wants(w, "error", 80, "booth, hall can never be left: the routes that");
    w = a_world();
    w->route[1].to.text = "booth"; /* who is cleared comes until referred */
    w->step[2].refer = 0.1;
    wants_nothing(w);
}
END_TEST

START_TEST(who_comes_back_for_ever_is_noticed)
{
    struct world *w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].refer = 0;
    w->route[0].when.facts = NO_IMAGE | OPTED_OUT; /* try again */
    w->route[0].to.text = "booth";
    w->port.stations = 1;
    wants(w, "warning", 84,
          "back to \"booth\" with the result opted-out (class \"visitor\") "
          "comes back for ever");
    w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].refer = 0;
    w->route[0].when.facts = NO_IMAGE; /* some day there is an image */
    w->route[0].to.text = "booth";
    w->port.stations = 1;
    w->class[1].opt_out = 0;
    wants_nothing(w);
}
END_TEST

START_TEST(conditions_on_what_nobody_is_are_noticed)
{
    struct world *w = a_world();
    w->class[0].status = w->class[1].status = STATUS_VISA;
    w->step[2].when.statuses = 1u << STATUS_VISA | 1u << STATUS_CITIZEN;
    wants_nothing(w); /* one of them is enough */
    w = a_world();
    w->class[0].status = w->class[1].status = STATUS_VISA;
    w->step[0].when.statuses = 1u << STATUS_VISA_WAIVER;
    wants(w, "warning", 81, "nobody who comes to \"booth\" has such a status");
    w = a_world(); /* a class that is there, but goes elsewhere */
    w->route[0].when.facts = 0;
    w->name = named("visitor", 84);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    w->second_step.when.classes = (struct name_list){&w->name, 1};
    wants_nothing(w);
    w = a_world();
    w->route[0].when.facts = 0;
    w->route[0].split = true;
    w->name = named("visitor", 84);
    struct name other = named("citizen", 91);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    w->second_step.when.classes = (struct name_list){&other, 1};
    wants(w, "warning", 91, "nobody who comes to \"second\" has such a class");
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
    tcase_add_test(t, failures_of_an_attempt_are_a_probability_for_every_group);
    tcase_add_test(t, error_rates_stay_probabilities_for_every_group);
    tcase_add_test(t, a_search_has_the_rates_it_needs);
    tcase_add_test(t, capture_and_match_are_not_for_the_party_at_once);
    tcase_add_test(t, a_match_comes_after_a_capture_of_its_station);
    tcase_add_test(t, times_need_their_parameters);
    tcase_add_test(t, calls_outside_the_run_are_told_once);
    tcase_add_test(t, a_door_opens_before_it_closes);
    tcase_add_test(t, boarding_groups_are_called_one_after_another);
    tcase_add_test(t, a_departure_can_be_caught);
    tcase_add_test(t, queues_are_left_for_places_that_are_there);
    tcase_add_test(t, patience_is_a_time_and_not_none);
    tcase_add_test(t, balking_does_not_go_in_circles);
    tcase_add_test(t, relief_for_a_door_needs_one);
    tcase_add_test(t, a_suspended_traveller_needs_an_inspection_too);
    tcase_add_test(t, who_is_in_no_rule_needs_an_inspection_too);
    tcase_add_test(t, rules_are_asked_or_said_to_be_idle);
    tcase_add_test(t, only_citizens_opt_out);
    tcase_add_test(t, a_look_out_hit_is_of_somebody_on_a_list);
    tcase_add_test(t, out_of_patience_is_a_way_out);
    tcase_add_test(t, pieces_follow_each_other);
    tcase_add_test(t, a_rate_of_zero_all_day_is_noticed);
    tcase_add_test(t, steps_routes_and_causes_are_counted);
    tcase_add_test(t, a_rate_fits_the_sums_of_gaps);
    tcase_add_test(t, shifts_lie_in_the_run);
    tcase_add_test(t, ordinals_of_parties_have_32_bits);
    tcase_add_test(t, vehicles_unload_a_hundred_days_a_person_at_most);
    tcase_add_test(t, officers_without_a_position_are_noticed);
    tcase_add_test(t, officers_who_watch_have_fewer_places);
    tcase_add_test(t, watching_takes_officers);
    tcase_add_test(t, a_headway_lets_more_than_one_begin);
    tcase_add_test(t, a_call_is_named_once_a_day);
    tcase_add_test(t, staff_that_never_comes_is_an_error);
    tcase_add_test(t, priority_and_first_go_together);
    tcase_add_test(t, conditions_name_classes_and_groups_that_are_there);
    tcase_add_test(t, routes_lead_somewhere);
    tcase_add_test(t, a_share_of_members_that_takes_the_party_is_warned_of);
    tcase_add_test(t, the_last_route_takes_everybody_and_only_the_last);
    tcase_add_test(t, walks_do_not_go_in_circles);
    tcase_add_test(t, every_place_can_be_left);
    tcase_add_test(t, places_that_nobody_comes_to_are_noticed);
    tcase_add_test(t, names_of_places_are_clear);
    tcase_add_test(t, flows_start_and_journeys_end_at_places_of_the_port);
    tcase_add_test(t, limits_ascend);
    tcase_add_test(t, traces_hold_the_times_of_the_stations_they_reach);
    tcase_add_test(t, people_whom_no_inspection_holds_for_are_noticed);
    tcase_add_test(t, people_who_are_led_elsewhere_need_no_inspection);
    tcase_add_test(t, a_way_out_that_nobody_can_take_is_none);
    tcase_add_test(t, who_comes_back_for_ever_is_noticed);
    tcase_add_test(t, conditions_on_what_nobody_is_are_noticed);
    tcase_add_test(t, there_may_be_so_many_and_no_more);
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
