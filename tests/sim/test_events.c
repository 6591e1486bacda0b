/* The column `events`, counted by hand: what happened, and nothing that was
 * cancelled. Each pair of scenarios differs in whether an event is. */
#include <check.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"
#include "tests/support/tied.h"

static struct played x;

static void start(void)
{
    scratch_make();
    x = (struct played){.model = NULL};
}

static void stop(void)
{
    played_release(&x);
    scratch_remove();
}

/* His departure is drawn up, he comes to the port and to A at 50 s, the door
 * closes at 60 s: he has ended before it, or his end is cancelled. */
START_TEST(an_end_that_the_door_forestalls_is_no_event)
{
    tied_play(
        &x, PORT(DEPARTURE("d", "A", "70 s") ONE("A", "5 s", "to='departed'")),
        NULL, NULL);
    ck_assert_str_eq(played_line(&x, "sel"), "s0@50 e0@55 l0@55");
    ck_assert_int_eq(x.sum.events, 5);
    tied_play(
        &x, PORT(DEPARTURE("d", "A", "70 s") ONE("A", "20 s", "to='departed'")),
        NULL, NULL);
    ck_assert_str_eq(played_line(&x, "sel"), "s0@50 l0@60");
    ck_assert_int_eq(x.sum.events, 4);
}
END_TEST

/* Two come, the second while the first is served until 60 s: he loses patience
 * before that, or is served, and the moment when he would have is none. */
#define PATIENT(mean)                                                          \
    PORT(F("C") STATION(                                                       \
        "C", "positions='1'",                                                  \
        "<patience mean='" mean "' to='abandoned'/>" TAKES("60 s"), TO_END))
START_TEST(patience_that_nobody_needs_is_no_event)
{
    tied_play(&x, PATIENT("10 s"), "at\n0 s\n45 s\n", NULL);
    ck_assert_str_eq(played_line(&x, "sel"), "s0@0 l1@55 e0@60 l0@60");
    ck_assert_int_eq(x.sum.events, 4); /* 2 come, 1 ends, 1 has enough */
    tied_play(&x, PATIENT("20 s"), "at\n0 s\n45 s\n", NULL);
    ck_assert_str_eq(played_line(&x, "sel"),
                     "s0@0 s1@60 e0@60 l0@60 e1@120 l1@120");
    ck_assert_int_eq(x.sum.events, 4); /* 2 come, 2 end */
}
END_TEST

int main(void)
{
    Suite *s = suite_create("events");
    TCase *t = tcase_create("events");

    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, an_end_that_the_door_forestalls_is_no_event);
    tcase_add_test(t, patience_that_nobody_needs_is_no_event);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
