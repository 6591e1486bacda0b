/*
 * test_naive -- the engine against a second opinion: a naive simulator written
 * from docs/design.md by somebody else, on random scenarios full of ties.
 */
#include <check.h>
#include <stdlib.h>

#include "tests/support/agree.h"
#include "tests/support/random_scenario.h"

/* long_naive runs the first thousands; here some beyond them, and the same
 * each time. */
enum { FIRST = 1000000, SCENARIOS = 1250, JUMPS = 250 };

START_TEST(the_engine_and_the_naive_simulator_agree)
{
    struct agree_count count = {0};
    int differ = agree_on_random(FIRST, FIRST + SCENARIOS, &count, stderr);
    int never = agree_print_met(&count, stdout);

    ck_assert_int_eq(differ, 0);
    ck_assert_msg(never == 0, "%d pairs of events never met", never);
    ck_assert_int_gt(count.milestones, 50000);
}
END_TEST

START_TEST(they_agree_where_clocks_jump)
{
    struct agree_count count = {0};
    int differ =
        agree_on_random(RANDOM_JUMPS, RANDOM_JUMPS + JUMPS, &count, stderr);

    ck_assert_int_eq(differ, 0);
    ck_assert_int_gt(count.milestones, 40000);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("naive");
    TCase *t = tcase_create("naive");
    SRunner *r = srunner_create(s);

    tcase_set_timeout(t, 110);
    tcase_add_test(t, the_engine_and_the_naive_simulator_agree);
    tcase_add_test(t, they_agree_where_clocks_jump);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
