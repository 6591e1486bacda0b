/* Lines with little room, against Markov chains and what must not change. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

#define PEOPLE "<population id='p'><class id='c' status='visa'/></population>\n"

static struct played x;

static void play(const char *text)
{
    played_release(&x);
    played_run(&x, text);
}

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

static const char two_lines[] = LOADED_SCENARIO(
    "<population id='p'><class id='c' status='visa'/>"
    "<party size='1' share='0.6'/><party size='3' share='0.4'/></population>\n"
    "<port id='a' mode='land'>\n"
    "<flow id='f' population='p' start='A'><poisson rate='70 /h'/></flow>\n"
    "<walk id='w' dist='exponential' mean='20 s'><route to='B'/></walk>\n"
    "<station id='A' positions='2'><patience dist='exponential' mean='10 min' "
    "to='B'/><inspect dist='exponential' mean='20 s' refer='0.2'/>"
    "<route when='referred' to='w'/><route to='B' or='C'/></station>\n"
    "<station id='B' positions='2' order='priority'%s>"
    "<first when='referred'/><balk queue='12' to='C'/>"
    "<inspect dist='exponential' mean='45 s'/><route to='admitted'/>"
    "</station>\n"
    "<station id='C' positions='1'%s>"
    "<inspect dist='exponential' mean='20 s'/><route to='refused'/>"
    "</station>\n"
    "</port>\n");

static void play_lines(const char *b, const char *c)
{
    char text[sizeof two_lines + 100];

    snprintf(text, sizeof text, two_lines, b, c);
    play(text);
}

START_TEST(more_room_than_is_ever_needed_changes_nothing)
{
    play_lines("", "");
    struct replications_row none = x.sum;
    ck_assert_int_gt(none.milestones, 8000);
    play_lines(" room='5000'", " room='5000' full-to='missed'");
    ck_assert_uint_eq(x.sum.milestone_digest, none.milestone_digest);
    ck_assert_int_eq(x.sum.events, none.events);
    play_lines(" room='3'", " room='2'");
    ck_assert_uint_ne(x.sum.milestone_digest, none.milestone_digest);
    ck_assert_int_gt(played_series(&x, 0).blocked_time, 0);
}
END_TEST

/* M/M/1/K: one is served, K - 1 have room, who comes then is turned away. */
START_TEST(a_room_that_turns_away_is_mm1k)
{
    play("<scenario xmlns=\"urn:poesim:scenario\" version=\"1\" id=\"s\"\n"
         "  start=\"2026-07-15\" duration=\"30 d\">\n"
         "<title>t</title><run seed='3'/>\n" PEOPLE
         "<port id='a' mode='land'>\n"
         "<flow id='o' population='p' start='B'><poisson rate='0.09 /s'/>"
         "</flow>\n"
         "<station id='B' positions='1' room='3' full-to='refused'>"
         "<inspect dist='exponential' mean='10 s'/><route to='admitted'/>"
         "</station>\n</port></scenario>\n");
    double rho = 0.9, sum = 0, mean = 0;
    for (int n = 0; n <= 4; n++) {
        sum += pow(rho, n);
        mean += n > 0 ? (n - 1) * pow(rho, n) : 0;
    }
    double lost = pow(rho, 4) / sum, queued = mean / sum;
    double n = (double)x.sum.travellers, time = (double)x.scenario.duration;
    struct series_row b = played_series(&x, 0);
    /* 233,000 come; the correlation of losses triples their variance */
    ck_assert_double_eq_tol((double)played_ended(&x, END_REFUSED) / n, lost,
                            4 * sqrt(3 * lost / n));
    ck_assert_double_eq_tol((double)b.busy_time / time, rho * (1 - lost), 0.01);
    ck_assert_double_eq_tol((double)b.queue_time / time, queued, 0.025);
    ck_assert_int_le(b.queue_max, 3);
}
END_TEST

/* A line of two exponential servers, the first never idle, b places between
 * them: n = those who have passed the first is a birth-death chain on 0 to
 * b + 2, where b + 2 means that the first is blocked. */
static void check_line(int room, double first, double second)
{
    char text[1500];
    double p[8], sum = 0, rho = second / first;

    snprintf(text, sizeof text,
             "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\" id=\"s\"\n"
             "  start=\"2026-07-15\" duration=\"200 h\">\n"
             "<title>t</title><run/>\n" PEOPLE "<port id='a' mode='land'>\n"
             "<flow id='o' population='p' start='A'>"
             "<poisson rate='600 /h'/></flow>\n"
             "<station id='A' positions='1'>"
             "<inspect dist='exponential' mean='%g s'/><route to='B'/>"
             "</station>\n"
             "<station id='B' positions='1' room='%d'>"
             "<inspect dist='exponential' mean='%g s'/><route to='admitted'/>"
             "</station>\n</port></scenario>\n",
             first, room, second);
    play(text);
    for (int n = 0; n <= room + 2; n++)
        sum += p[n] = pow(rho, n);
    struct series_row a = played_series(&x, 0), b = played_series(&x, 1);
    double time = (double)x.scenario.duration;
    ck_assert_double_eq_tol((double)b.visits * second * 1e6 / time,
                            1 - p[0] / sum, 0.012);
    ck_assert_double_eq_tol((double)b.busy_time / time, 1 - p[0] / sum, 0.012);
    ck_assert_double_eq_tol((double)a.blocked_time / time, p[room + 2] / sum,
                            0.012);
    ck_assert_double_eq_tol((double)a.busy_time / time, 1 - p[room + 2] / sum,
                            0.012);
    ck_assert_int_eq(a.blocked_time, b.held_time); /* parties of one */
}

START_TEST(a_line_of_two_servers_blocks_after_service)
{
    check_line(1, 10, 10); /* 3/4 of its rate */
    check_line(2, 10, 10); /* 4/5 */
    check_line(1, 10, 15);
    check_line(3, 15, 10);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("room_lines");
    TCase *t = tcase_create("lines");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, more_room_than_is_ever_needed_changes_nothing);
    tcase_add_test(t, a_room_that_turns_away_is_mm1k);
    tcase_add_test(t, a_line_of_two_servers_blocks_after_service);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
