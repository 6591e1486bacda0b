/* Travellers by port and interval. */
#include "analysis/common/passage.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

static const char *const ports[] = {"air", "air-2"};
static const char *const states[] = {"admitted", "still-inside"};
static const struct name_table names = {
    .name = {[NAMES_PORTS] = ports, [NAMES_END_STATES] = states},
    .count = {[NAMES_PORTS] = 2, [NAMES_END_STATES] = 2}};

START_TEST(travellers_count_at_their_port_when_they_come_and_when_they_leave)
{
    static const int32_t number[] = {3, 5}; /* of an unfinished run */
    struct results_about about = {.duration_us = 20, .interval_us = 10};
    struct arrivals_row a[] = {
        {.replication = 3, .port = 0, .interval = 0, .class = 0, .persons = 5},
        {.replication = 3, .port = 0, .interval = 0, .class = 1, .persons = 6},
        {.replication = 5, .port = 1, .interval = 1, .persons = 50},
        {.replication = 4, .port = 1, .interval = 1, .persons = 1}};
    struct ends_row e[] = {
        {.replication = 3, .port = 0, .interval = 1, .class = 0, .persons = 4},
        {.replication = 3, .port = 0, .interval = 1, .class = 1, .persons = 3},
        {.replication = 3,
         .port = 0,
         .interval = 2,
         .end_state = 1,
         .persons = 4},
        {.replication = 5, .port = 1, .interval = 1, .persons = 50}};
    struct input in = {.about = &about,
                       .names = &names,
                       .scenario = {.title = ""},
                       .replications = 2,
                       .number = number,
                       .intervals = 2};
    in.tables.table[TABLE_arrivals] = (struct rows){a, 4, 4};
    in.tables.table[TABLE_ends] = (struct rows){e, 4, 4};
    struct passage p;
    ck_assert_int_eq(passage_count(&p, &in), 0);
    ck_assert_double_eq(panel_at(&p.arrivals, 0, 0)[0], 11);
    ck_assert_double_eq(panel_at(&p.arrivals, 0, 0)[1], 0);
    ck_assert_double_eq(panel_at(&p.arrivals, 1, 1)[1], 50);
    ck_assert_double_eq(panel_at(&p.arrivals, 1, 1)[0], 0);
    ck_assert_double_eq(panel_at(&p.ends, 0, 1)[0], 7);
    ck_assert_double_eq(panel_at(&p.ends, 1, 1)[0], 4); /* at the very end */
    ck_assert_int_eq(p.port[0], 1);                     /* the busier port */
    passage_release(&p);
}
END_TEST

START_TEST(clock_times_go_round_and_hours_go_on)
{
    struct results_about about = {.interval_us = 900000000LL};
    struct input in = {.about = &about};
    char clock[6];
    input_clock(&in, 4 * 24 + 37, clock);
    ck_assert_str_eq(clock, "09:15");
    ck_assert_double_eq(input_hour(&in, 4 * 24 + 37), 33.25);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("passage");
    TCase *t = tcase_create("all");
    tcase_add_test(
        t, travellers_count_at_their_port_when_they_come_and_when_they_leave);
    tcase_add_test(t, clock_times_go_round_and_hours_go_on);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
