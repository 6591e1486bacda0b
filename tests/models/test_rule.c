/* Whom a rule takes, in which instants, and how many of a class: by hand. */
#include "models/rule.h"

#include <check.h>
#include <stdlib.h>

static const struct group groups[] = {
    {.id = {"child", {0}, false}, .age_from = 0, .age_to = 17},
    {.id = {"adult", {0}, false}, .age_from = 18, .age_to = 77},
    {.id = {"old", {0}, false}, .age_from = 78, .age_to = 97},
};
static const struct group_share shares[] = {
    {{"child", {0}, false}, 0.2},
    {{"adult", {0}, false}, 0.5},
    {{"old", {0}, false}, 0.3},
};
static const struct class visitor = {
    .status = STATUS_VISA, .groups = 3, .group = shares};
static const struct class citizen = {.status = STATUS_CITIZEN};

static struct scenario s = {.groups = 3, .group = groups};
static struct port p;

static void start(void)
{
    s.wall = (struct wall){-5 * US_PER_H, DST_NONE};
    s.start_day = civil_day(2025, 12, 25);
    p = (struct port){.id = {"JFK", {0}, false}, .mode = MODE_AIR};
    p.wall = s.wall;
}

static struct moment moment(const char *text)
{
    struct moment m = {.given = true};
    const char *why = civil_moment(text, &m.day, &m.clock);

    ck_assert_msg(!why, "%s %s", text, why ? why : "");
    return m;
}

START_TEST(dates_are_instants_of_the_port_s_clock)
{
    struct rule r = {.statuses = 1u << STATUS_VISA,
                     .from = moment("2025-12-26"),
                     .until = moment("2025-12-27 06:30")};
    struct rule_here at;

    ck_assert(rule_at_port(&r, &s, &p, &at));
    ck_assert_int_eq(at.from, US_PER_DAY);
    ck_assert_int_eq(at.until, 2 * US_PER_DAY + 6 * US_PER_H + 30 * US_PER_MIN);
    p.wall.utc_offset = -8 * US_PER_H; /* midnight comes later there */
    ck_assert(rule_at_port(&r, &s, &p, &at));
    ck_assert_int_eq(at.from, US_PER_DAY + 3 * US_PER_H);
    /* in July a clock with summer time is an hour ahead */
    p.wall = (struct wall){-5 * US_PER_H, DST_US};
    r.from = moment("2025-07-01 12:00");
    r.until = (struct moment){false, 0, 0};
    ck_assert(rule_at_port(&r, &s, &p, &at));
    ck_assert_int_eq(at.from,
                     (civil_day(2025, 7, 1) - s.start_day) * US_PER_DAY +
                         11 * US_PER_H);
    ck_assert(rule_takes(&at, STATUS_VISA, 40, false, INT64_MAX - 1));
}
END_TEST

START_TEST(the_first_instant_is_in_and_the_last_is_out)
{
    const struct rule_here at = {.from = 100,
                                 .until = 200,
                                 .statuses = 1u << STATUS_VISA,
                                 .directions = 1u << 1,
                                 .age_from = 14,
                                 .age_to = 79};

    ck_assert(!rule_takes(&at, STATUS_VISA, 14, true, 99));
    ck_assert(rule_takes(&at, STATUS_VISA, 14, true, 100));
    ck_assert(rule_takes(&at, STATUS_VISA, 79, true, 199));
    ck_assert(!rule_takes(&at, STATUS_VISA, 79, true, 200));
    ck_assert(!rule_takes(&at, STATUS_VISA, 13, true, 150));
    ck_assert(!rule_takes(&at, STATUS_VISA, 80, true, 150));
    ck_assert(!rule_takes(&at, STATUS_VISA, 40, false, 150));
    ck_assert(!rule_takes(&at, STATUS_DIPLOMAT, 40, true, 150));
}
END_TEST

START_TEST(a_rule_names_ports_and_modes)
{
    static const struct name names[] = {{"LAX", {0}, false},
                                        {"JFK", {0}, false}};
    struct rule r = {.statuses = 1};
    struct rule_here at;

    ck_assert(rule_at_port(&r, &s, &p, &at));
    r.modes = 1u << MODE_SEA | 1u << MODE_LAND;
    ck_assert(!rule_at_port(&r, &s, &p, &at));
    r.modes |= 1u << MODE_AIR;
    ck_assert(rule_at_port(&r, &s, &p, &at));
    r.ports = (struct name_list){names, 1};
    ck_assert(!rule_at_port(&r, &s, &p, &at));
    r.ports.count = 2;
    ck_assert(rule_at_port(&r, &s, &p, &at));
}
END_TEST

START_TEST(shares_of_a_class_are_those_of_years)
{
    struct rule r = {.statuses = 1u << STATUS_VISA};

    ck_assert_double_eq(rule_share(&r, &s, &p, &visitor, false), 1);
    ck_assert_double_eq(rule_share(&r, &s, &p, &citizen, false), 0);
    r.by_age = true;
    r.age_from = 14; /* 4 of 18 children, all adults, 2 of 20 old */
    r.age_to = 79;
    ck_assert_double_eq_tol(rule_share(&r, &s, &p, &visitor, false),
                            0.2 * 4 / 18 + 0.5 + 0.3 * 2 / 20, 1e-15);
    r.age_from = 98;
    r.age_to = 130;
    ck_assert_double_eq(rule_share(&r, &s, &p, &visitor, false), 0);
    r.age_from = 0;
    r.age_to = 97;
    ck_assert_double_eq(rule_share(&r, &s, &p, &visitor, false), 1);
    r.directions = 1u << 1;
    ck_assert_double_eq(rule_share(&r, &s, &p, &visitor, false), 0);
    ck_assert_double_eq(rule_share(&r, &s, &p, &visitor, true), 1);
}
END_TEST

START_TEST(signs_reach_those_who_do_not_know)
{
    struct notices n = {.given = false};

    ck_assert_double_eq(notices_awareness(&n), 1);
    n.given = true;
    ck_assert_double_eq(notices_awareness(&n), 0);
    n.awareness = 0.25;
    n.signs = 0.5;
    ck_assert_double_eq(notices_awareness(&n), 0.625);
    n.signs = 1;
    ck_assert_double_eq(notices_awareness(&n), 1);
}
END_TEST

START_TEST(moments_that_are_none_are_refused)
{
    static const char *const wrong[] = {
        "",           "2025-12",          "2025-12-26T06:30", "2025-12-26 ",
        "2025-02-29", "2025-12-26 24:01", "2025-12-26 6:30",  "06:30"};
    int32_t day = 1;
    simtime clock = 2;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(civil_moment(wrong[i], &day, &clock), "%s", wrong[i]);
    ck_assert_int_eq(day, 1);
    ck_assert_int_eq(clock, 2);
    ck_assert(!civil_moment("2025-12-26 24:00", &day, &clock));
    ck_assert_int_eq(clock, US_PER_DAY);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rule");
    TCase *t = tcase_create("rule");
    SRunner *r = srunner_create(suite);

    tcase_add_checked_fixture(t, start, NULL);
    tcase_add_test(t, dates_are_instants_of_the_port_s_clock);
    tcase_add_test(t, the_first_instant_is_in_and_the_last_is_out);
    tcase_add_test(t, a_rule_names_ports_and_modes);
    tcase_add_test(t, shares_of_a_class_are_those_of_years);
    tcase_add_test(t, signs_reach_those_who_do_not_know);
    tcase_add_test(t, moments_that_are_none_are_refused);
    suite_add_tcase(suite, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
