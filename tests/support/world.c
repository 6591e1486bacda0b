/* world -- makes the small scenario, and wants what check says of it. */
#include "tests/support/world.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct origin line(int n)
{
    return (struct origin){"a.xml", n, 0, NULL};
}

struct name named(const char *text, int n)
{
    return (struct name){text, line(n), false};
}

struct distribution seconds(double s)
{
    return (struct distribution){.family = DIST_CONSTANT,
                                 .mean = s * (double)US_PER_S,
                                 .sd = NAN,
                                 .low = NAN,
                                 .high = NAN,
                                 .mode = NAN,
                                 .shape = NAN};
}

const struct condition everybody = {.share = 1};

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
struct world *a_world(void)
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
    w->call = (struct call){line(66),     "B6", 1, 9 * US_PER_H,
                            9 * US_PER_H, 100,  1, false};
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

void check_all(const struct scenario *s, struct diag *d)
{
    scenario_check(s, d);
    if (d->count == 0)
        scenario_check_sense(s, d);
}

/* One message, of this kind, at this line, with these words. Frees w. */
void wants(struct world *w, const char *kind, int n, const char *words)
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

void wants_nothing(struct world *w)
{
    struct diag d = {0};
    check_all(&w->s, &d);
    ck_assert_msg(d.stored == 0, "%s", d.stored ? d.message[0] : "");
    diag_release(&d);
    free(w);
}

struct world *a_departure(void)
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
