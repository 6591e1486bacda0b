/* Queues of their own and choices among stations, exactly: who joins which,
 * and who chooses again when positions close or open. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

#define PEOPLE "<population id='p'><class id='c' status='visa'/></population>\n"

static struct played x;

static void play(const char *rows, const char *text)
{
    if (rows)
        scratch_write(scratch_path("t.csv"), rows, strlen(rows));
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

#define STATION(attributes, rest)                                              \
    LOADED_SCENARIO(                                                           \
        PEOPLE "<port id='a' mode='land'>\n" rest                              \
               "<flow id='f' population='p' start='S'><trace table='t.csv'/>"  \
               "</flow>\n"                                                     \
               "<station id='S' queues='each' " attributes ">"                 \
               "<inspect dist='trace'/><route to='admitted'/></station>\n"     \
               "</port>\n")

/* f3 queues behind f0 at position 0 and stays, while position 1 stands idle
 * from 21 s to 30 s and from 40 s on. */
START_TEST(a_party_joins_the_shortest_queue_and_stays)
{
    play("at,size,S\n0 s,1,100 s\n1 s,1,10 s\n2 s,1,50 s\n3 s,1,10 s\n"
         "4 s,1,10 s\n5 s,1,10 s\n30 s,1,10 s\n",
         STATION("positions='3'", ""));
    ck_assert_str_eq(
        played_story(&x),
        "0 f0 joins S\n0 f0 starts S\n1 f1 joins S\n1 f1 starts S\n"
        "2 f2 joins S\n2 f2 starts S\n3 f3 joins S\n4 f4 joins S\n"
        "5 f5 joins S\n11 f1 ends S\n11 f1 leaves admitted\n11 f4 starts S\n"
        "21 f4 ends S\n21 f4 leaves admitted\n30 f6 joins S\n30 f6 starts S\n"
        "40 f6 ends S\n40 f6 leaves admitted\n52 f2 ends S\n"
        "52 f2 leaves admitted\n52 f5 starts S\n62 f5 ends S\n"
        "62 f5 leaves admitted\n100 f0 ends S\n100 f0 leaves admitted\n"
        "100 f3 starts S\n110 f3 ends S\n110 f3 leaves admitted\n");
    ck_assert_int_eq(played_series(&x, 0).queue_time,
                     ((100 - 3) + (11 - 4) + (52 - 5)) * US_PER_S);
}
END_TEST

/* At 600 s positions 1 and 2 close: behind f3 and f6 at position 0 come those
 * of position 1 (f4, f7), then those of position 2 (f5, f8). The one officer
 * left is free when all three have finished, at 702 s. */
START_TEST(who_queues_where_a_position_closes_chooses_again)
{
    play("at,size,S\n0 s,1,700 s\n1 s,1,700 s\n2 s,1,700 s\n3 s,1,10 s\n"
         "4 s,1,10 s\n5 s,1,10 s\n6 s,1,10 s\n7 s,1,10 s\n8 s,1,10 s\n",
         STATION("positions='3' officers='o'",
                 "<officers id='o'><shift from='00:00' to='24:00' count='1'/>"
                 "<shift from='00:00' to='00:10' count='2'/></officers>\n"));
    const char *after = strstr(played_story(&x), "700 f0 ends S\n");
    ck_assert_ptr_nonnull(after);
    ck_assert_str_eq(after,
                     "700 f0 ends S\n700 f0 leaves admitted\n701 f1 ends S\n"
                     "701 f1 leaves admitted\n702 f2 ends S\n"
                     "702 f2 leaves admitted\n702 f3 starts S\n712 f3 ends S\n"
                     "712 f3 leaves admitted\n712 f6 starts S\n722 f6 ends S\n"
                     "722 f6 leaves admitted\n722 f4 starts S\n732 f4 ends S\n"
                     "732 f4 leaves admitted\n732 f7 starts S\n742 f7 ends S\n"
                     "742 f7 leaves admitted\n742 f5 starts S\n752 f5 ends S\n"
                     "752 f5 leaves admitted\n752 f8 starts S\n762 f8 ends S\n"
                     "762 f8 leaves admitted\n");
}
END_TEST

/* None is open until 600 s: they queue at 0, 1, 2, 3. Then 0 and 1 open, and
 * those of 2 and 3 choose again: f2 goes to 0, f3 to 1. */
START_TEST(who_queues_where_nothing_opens_chooses_again)
{
    play("at,size,S\n0 s,1,10 s\n1 s,1,30 s\n2 s,1,10 s\n3 s,1,10 s\n",
         STATION("positions='4' officers='o'",
                 "<officers id='o'><shift from='00:10' to='24:00' count='2'/>"
                 "</officers>\n"));
    const char *after = strstr(played_story(&x), "600 f0 starts S\n");
    ck_assert_ptr_nonnull(after);
    ck_assert_str_eq(after,
                     "600 f0 starts S\n600 f1 starts S\n610 f0 ends S\n"
                     "610 f0 leaves admitted\n610 f2 starts S\n620 f2 ends S\n"
                     "620 f2 leaves admitted\n630 f1 ends S\n"
                     "630 f1 leaves admitted\n630 f3 starts S\n640 f3 ends S\n"
                     "640 f3 leaves admitted\n");
}
END_TEST

/* The second position is held by f1, blocked from 10 s to 50 s; so f2 queues at
 * the first, where f0 is served until 200 s, and stays. */
START_TEST(a_blocked_position_counts_as_one_party)
{
    play("at,size,S\n0 s,1,200 s\n0 s,1,10 s\n20 s,1,5 s\n",
         LOADED_SCENARIO(
             PEOPLE
             "<port id='a' mode='land'>\n"
             "<flow id='f' population='p' start='S'><trace table='t.csv'/>"
             "</flow>\n"
             "<flow id='g' population='p' start='B'>"
             "<call at='00:00' passengers='2'/></flow>\n"
             "<station id='S' positions='2' queues='each'>"
             "<inspect dist='trace'/><route to='B'/></station>\n"
             "<station id='B' positions='1' room='1'><inspect mean='50 s'/>"
             "<route to='admitted'/></station>\n"
             "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "0 f0 joins S\n0 f1 joins S\n0 g0 joins B\n"
                     "0 f0 starts S\n0 f1 starts S\n0 g0 starts B\n"
                     "0 g1 joins B\n10 f1 ends S\n20 f2 joins S\n"
                     "50 g0 ends B\n50 g0 leaves admitted\n50 g1 starts B\n"
                     "50 f1 joins B\n100 g1 ends B\n100 g1 leaves admitted\n"
                     "100 f1 starts B\n150 f1 ends B\n150 f1 leaves admitted\n"
                     "200 f0 ends S\n200 f0 joins B\n200 f2 starts S\n"
                     "200 f0 starts B\n205 f2 ends S\n205 f2 joins B\n"
                     "250 f0 ends B\n250 f0 leaves admitted\n250 f2 starts B\n"
                     "300 f2 ends B\n300 f2 leaves admitted\n");
}
END_TEST

static const char busy_port[] = LOADED_SCENARIO(
    "<population id='p'><class id='c' status='visa' share='0.7'/>"
    "<class id='d' status='citizen' share='0.3'/>"
    "<party size='1' share='0.6'/><party size='3' share='0.4'/></population>\n"
    "<port id='a' mode='land'>\n"
    "<officers id='o'><shift from='00:30' to='12:00' count='1'/>"
    "<shift from='13:00' to='24:00' count='1'/></officers>\n"
    "<flow id='f' population='p' start='S'><poisson rate='50 /h'/></flow>\n"
    "<station id='S' positions='1' officers='o' order='priority' %s room='9' "
    "full-to='missed'><first class='d'/>"
    "<patience dist='exponential' mean='20 min' to='abandoned'/>"
    "<inspect dist='exponential' mean='30 s'/><route to='T'/></station>\n"
    "<station id='T' positions='%s' %s room='2'>"
    "<inspect dist='exponential' mean='40 s'/><route to='admitted'/>"
    "</station>\n</port>\n");

static struct replications_row play_busy(const char *queues,
                                         const char *positions)
{
    char text[sizeof busy_port + 100];

    snprintf(text, sizeof text, busy_port, queues, positions, queues);
    play(NULL, text);
    return x.sum;
}

START_TEST(with_one_position_its_own_queue_is_the_common_one)
{
    struct replications_row common = play_busy("", "1");
    struct replications_row each = play_busy("queues='each'", "1");

    ck_assert_int_gt(common.milestones, 3000);
    ck_assert_int_gt(common.abandoned, 100);
    ck_assert_mem_eq(&common, &each, sizeof each);
    common = play_busy("", "2");
    each = play_busy("queues='each'", "2");
    ck_assert_uint_ne(common.milestone_digest, each.milestone_digest);
}
END_TEST

/* Parties for each open position, f0 to f6 at seconds 0 to 6:
 * A 0/2: A. B 0/1: B. A 1/2: A. 2/2, 1/1: A. 3/2, 1/1: B. 3/2, 2/1: A. 4/2,
 * 2/1: A. C has nobody on duty until 60 s. */
START_TEST(a_route_chooses_the_least_loaded_station)
{
    play("at,size\n0 s,1\n1 s,1\n2 s,1\n3 s,1\n4 s,1\n5 s,1\n6 s,1\n"
         "70 s,1\n71 s,1\n72 s,1\n73 s,1\n74 s,1\n",
         LOADED_SCENARIO(
             PEOPLE
             "<port id='a' mode='land'>\n"
             "<officers id='o'><shift from='00:01' to='24:00' count='1'/>"
             "</officers>\n"
             "<flow id='f' population='p' start='w'><trace table='t.csv'/>"
             "</flow>\n"
             "<walk id='w' mean='0 s'><route to='A' or='C B'/></walk>\n"
             "<station id='A' positions='2'><inspect mean='100 s'/>"
             "<route to='admitted'/></station>\n"
             "<station id='B' positions='1'><inspect mean='100 s'/>"
             "<route to='admitted'/></station>\n"
             "<station id='C' positions='3' officers='o'>"
             "<inspect mean='100 s'/><route to='admitted'/></station>\n"
             "</port>\n"));
    /* 70 s: A 5/2, B 2/1, C 0/1: C; 71 s: C 1/1: C; 72 s: C and B 2/1: C, the
     * first; 73 s: A 5/2, C 3/1: B; 74 s: B 3/1: A. */
    static const char want[] = "ABAABAACCCBA";
    const char *at = played_story(&x);
    for (int i = 0; want[i]; i++) {
        at = strstr(at, " joins ");
        ck_assert_ptr_nonnull(at);
        at += strlen(" joins ");
        ck_assert_msg(*at == want[i], "party %d joins %c, not %c", i, *at,
                      want[i]);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("lane");
    TCase *t = tcase_create("lane");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, a_party_joins_the_shortest_queue_and_stays);
    tcase_add_test(t, who_queues_where_a_position_closes_chooses_again);
    tcase_add_test(t, who_queues_where_nothing_opens_chooses_again);
    tcase_add_test(t, a_blocked_position_counts_as_one_party);
    tcase_add_test(t, with_one_position_its_own_queue_is_the_common_one);
    tcase_add_test(t, a_route_chooses_the_least_loaded_station);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
