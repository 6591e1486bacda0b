/* Room at stations, exactly: who is blocked where, in which order places are
 * given, what doors do. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

#define PEOPLE      "<population id='p'><class id='c' status='visa'/></population>\n"
#define TABLE(name) "<trace table='" name "'/></flow>\n"

static struct played x;

static void table(const char *name, const char *rows)
{
    scratch_write(scratch_path(name), rows, strlen(rows));
}

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

/* Party 2 has no place when it ends at A: B serves 0, 1 is queued there. Its
 * way of 2 s begins when 1 starts; only then A starts 3. */
START_TEST(who_finds_no_room_stays_at_his_position)
{
    table("t.csv", "at,size,A,B\n"
                   "0 s,1,10 s,30 s\n1 s,1,10 s,30 s\n"
                   "2 s,2,10 s,30 s\n3 s,1,10 s,5 s\n");
    play(LOADED_SCENARIO(
        PEOPLE "<port id='a' mode='sea'>\n"
               "<flow id='f' population='p' start='A'>" TABLE(
                   "t.csv") "<walk id='w' mean='2 s'><route to='B'/></walk>\n"
                            "<station id='A' positions='1'><inspect "
                            "dist='trace' party='once'/>"
                            "<route to='w'/></station>\n"
                            "<station id='B' positions='1' room='1'><inspect "
                            "dist='trace' "
                            "party='once'/><route to='departed'/></station>\n"
                            "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "0 f0 joins A\n0 f0 starts A\n1 f1 joins A\n2 f2 joins A\n"
                     "3 f3 joins A\n10 f0 ends A\n10 f1 starts A\n"
                     "12 f0 joins B\n12 f0 starts B\n"
                     "20 f1 ends A\n20 f2 starts A\n22 f1 joins B\n"
                     "30 f2 ends A\n" /* blocked, for 12 s */
                     "42 f0 ends B\n42 f0 leaves departed\n"
                     "42 f1 starts B\n42 f3 starts A\n44 f2 joins B\n"
                     "52 f3 ends A\n" /* blocked, for 20 s */
                     "72 f1 ends B\n72 f1 leaves departed\n72 f2 starts B\n"
                     "74 f3 joins B\n"
                     "102 f2 ends B\n102 f2 leaves departed\n102 f3 starts B\n"
                     "107 f3 ends B\n107 f3 leaves departed\n");
    struct series_row a = played_series(&x, 0), b = played_series(&x, 1);
    ck_assert_int_eq(a.busy_time, 40 * US_PER_S);
    ck_assert_int_eq(a.blocked_time, 32 * US_PER_S);
    ck_assert_int_eq(a.held_time, 0);
    ck_assert_int_eq(b.busy_time, 95 * US_PER_S);
    ck_assert_int_eq(b.blocked_time, 0);
    ck_assert_int_eq(b.held_time, (2 * 12 + 20) * US_PER_S);
}
END_TEST

/* Two stations and a road lead to B, whose room is for one: the places go to
 * those who asked at 20 s, 25 s, 30 s and 120 s. */
START_TEST(places_are_given_in_the_order_in_which_parties_asked)
{
    table("f.csv", "at,size\n0 s,1\n1 s,1\n");
    table("g.csv", "at,size\n0 s,1\n");
    table("o.csv", "at,size\n0 s,1\n1 s,1\n25 s,1\n");
    play(LOADED_SCENARIO(
        PEOPLE
        "<port id='a' mode='land'>\n"
        "<flow id='f' population='p' start='near'>" TABLE(
            "f."
            "cs"
            "v") "<flow id='g' population='p' "
                 "start='far'>" TABLE(
                     "g.csv") "<flow id='o' "
                              "population='p' start='B'>" TABLE(
                                  "o.csv") "<s"
                                           "tation id='far' "
                                           "positions='1'><inspect mean='30 "
                                           "s'/><route to='B'/></station>\n"
                                           "<station id='near' "
                                           "positions='1'><inspect mean='20 "
                                           "s'/><route to='B'/></station>\n"
                                           "<station id='B' positions='1' "
                                           "room='1'><inspect mean='100 "
                                           "s'/><route "
                                           "to='admitted'/></station>\n"
                                           "</port>\n"));
    ck_assert_str_eq(
        played_story(&x),
        "0 f0 joins near\n0 g0 joins far\n0 o0 joins B\n"
        "0 g0 starts far\n0 f0 starts near\n0 o0 starts B\n"
        "1 f1 joins near\n1 o1 joins B\n20 f0 ends near\n30 g0 ends far\n"
        "100 o0 ends B\n100 o0 leaves admitted\n100 o1 starts B\n"
        "100 f1 starts near\n100 f0 joins B\n120 f1 ends near\n"
        "200 o1 ends B\n200 o1 leaves admitted\n200 f0 starts B\n"
        "200 o2 joins B\n"
        "300 f0 ends B\n300 f0 leaves admitted\n300 o2 starts B\n"
        "300 g0 joins B\n"
        "400 o2 ends B\n400 o2 leaves admitted\n400 g0 starts B\n"
        "400 f1 joins B\n"
        "500 g0 ends B\n500 g0 leaves admitted\n500 f1 starts B\n"
        "600 f1 ends B\n600 f1 leaves admitted\n");
    ck_assert_int_eq(played_series(&x, 0).blocked_time, 270 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 1).blocked_time, (80 + 280) * US_PER_S);
    ck_assert_int_eq(played_series(&x, 2).held_time,
                     (80 + 175 + 270 + 280) * US_PER_S);
}
END_TEST

/* Of a departure at 00:30 whose door closes at 1200 s: d0 is served at B, d1
 * queued there, d2 blocked at A; o0 waits for A's position. */
START_TEST(a_door_frees_the_positions_of_those_who_are_blocked)
{
    table("o.csv", "at,size\n400 s,1\n");
    play(LOADED_SCENARIO(
        PEOPLE
        "<port id='a' mode='air'>\n"
        "<flow id='d' population='p' start='A'>"
        "<call at='00:30' passengers='3'/>"
        "<boarding closes='10 min'><show-up mean='25 min'/></boarding>"
        "</flow>\n"
        "<flow id='o' population='p' start='A'>" TABLE(
            "o.csv") "<station id='A' positions='1'><inspect mean='10 s'/>"
                     "<route to='B'/></station>\n"
                     "<station id='B' positions='1' room='1'><inspect "
                     "mean='2000 s'/>"
                     "<route to='departed'/></station>\n"
                     "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "300 d0 joins A\n300 d1 joins A\n300 d2 joins A\n"
                     "300 d0 starts A\n310 d0 ends A\n310 d0 joins B\n"
                     "310 d1 starts A\n310 d0 starts B\n320 d1 ends A\n"
                     "320 d1 joins B\n320 d2 starts A\n330 d2 ends A\n"
                     "400 o0 joins A\n1200 d0 leaves missed\n"
                     "1200 d1 leaves missed\n1200 d2 leaves missed\n"
                     "1200 o0 starts A\n1210 o0 ends A\n1210 o0 joins B\n"
                     "1210 o0 starts B\n3210 o0 ends B\n"
                     "3210 o0 leaves departed\n");
    ck_assert_int_eq(played_series(&x, 0).blocked_time, 870 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 1).held_time, 870 * US_PER_S);
}
END_TEST

/* d0 walks for an hour with the only place; d1 and then o0 are blocked. The
 * door closes on d0 and d1: o0 takes the place, and his walk begins. */
START_TEST(who_is_on_his_way_when_his_door_closes_gives_up_his_place)
{
    table("o.csv", "at,size\n301 s,1\n");
    play(LOADED_SCENARIO(
        PEOPLE
        "<port id='a' mode='air'>\n"
        "<flow id='d' population='p' start='A'>"
        "<call at='00:30' passengers='2'/>"
        "<boarding closes='10 min'><show-up mean='25 min'/></boarding>"
        "</flow>\n"
        "<flow id='o' population='p' start='A'>" TABLE(
            "o.csv") "<walk id='w' mean='1 h'><route to='B'/></walk>\n"
                     "<station id='A' positions='2'><inspect mean='10 s'/>"
                     "<route to='w'/></station>\n"
                     "<station id='B' positions='1' room='1'><inspect mean='7 "
                     "s'/>"
                     "<route to='departed'/></station>\n"
                     "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "300 d0 joins A\n300 d1 joins A\n300 d0 starts A\n"
                     "300 d1 starts A\n301 o0 joins A\n310 d0 ends A\n"
                     "310 d1 ends A\n310 o0 starts A\n320 o0 ends A\n"
                     "1200 d0 leaves missed\n1200 d1 leaves missed\n"
                     "4800 o0 joins B\n4800 o0 starts B\n4807 o0 ends B\n"
                     "4807 o0 leaves departed\n");
    ck_assert_int_eq(played_series(&x, 0).blocked_time, (890 + 880) * US_PER_S);
}
END_TEST

/* B is full for o2, which goes to C; o4 finds both full and waits outside C. */
START_TEST(who_comes_from_outside_goes_to_full_to_or_waits)
{
    table("o.csv", "at,size\n0 s,1\n1 s,1\n2 s,1\n3 s,1\n4 s,1\n");
    play(LOADED_SCENARIO(
        PEOPLE
        "<port id='a' mode='land'>\n"
        "<flow id='o' population='p' start='B'>" TABLE(
            "o.csv") "<station id='B' positions='1' room='1' full-to='C'>"
                     "<inspect mean='100 s'/><route to='admitted'/></station>\n"
                     "<station id='C' positions='1' room='1'>"
                     "<inspect mean='50 s'/><route to='refused'/></station>\n"
                     "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "0 o0 joins B\n0 o0 starts B\n1 o1 joins B\n"
                     "2 o2 joins C\n2 o2 starts C\n3 o3 joins C\n"
                     "52 o2 ends C\n52 o2 leaves refused\n52 o3 starts C\n"
                     "52 o4 joins C\n100 o0 ends B\n100 o0 leaves admitted\n"
                     "100 o1 starts B\n102 o3 ends C\n102 o3 leaves refused\n"
                     "102 o4 starts C\n152 o4 ends C\n152 o4 leaves refused\n"
                     "200 o1 ends B\n200 o1 leaves admitted\n");
    ck_assert_int_eq(played_series(&x, 1).held_time, 48 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 0).blocked_time, 0);
}
END_TEST

/* Two queue: the third place is for those who see that and go. */
START_TEST(who_balks_gives_up_his_place)
{
    table("o.csv", "at,size\n0 s,1\n1 s,1\n2 s,1\n3 s,1\n4 s,1\n5 s,1\n");
    play(LOADED_SCENARIO(
        PEOPLE
        "<port id='a' mode='land'>\n"
        "<flow id='o' population='p' start='B'>" TABLE(
            "o.csv") "<station id='B' positions='1' room='3'>"
                     "<balk queue='2' to='withdrew'/>"
                     "<inspect mean='23 h'/><route to='admitted'/></station>\n"
                     "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "0 o0 joins B\n0 o0 starts B\n1 o1 joins B\n"
                     "2 o2 joins B\n3 o3 leaves withdrew\n"
                     "4 o4 leaves withdrew\n5 o5 leaves withdrew\n"
                     "82800 o0 ends B\n82800 o0 leaves admitted\n"
                     "82800 o1 starts B\n");
}
END_TEST

/* f1 loses patience at A and is blocked by B: it holds no position. */
START_TEST(who_leaves_a_queue_and_finds_no_room_holds_nothing)
{
    table("f.csv", "at,size\n0 s,1\n1 s,2\n2 s,1\n");
    table("o.csv", "at,size\n0 s,1\n1 s,1\n");
    play(LOADED_SCENARIO(
        PEOPLE "<port id='a' mode='land'>\n"
               "<flow id='f' population='p' start='A'>" TABLE(
                   "f.csv") "<flow id='o' population='p' "
                            "start='B'>" TABLE("o.csv") "<station "
                                                        "id='A' "
                                                        "positions='1'"
                                                        "><patience "
                                                        "mean='10 s' "
                                                        "to='B'/>"
                                                        "<inspect "
                                                        "mean='11 "
                                                        "s'/><route "
                                                        "to='admitted'"
                                                        "/></"
                                                        "station>\n"
                                                        "<station "
                                                        "id='B' "
                                                        "positions='1'"
                                                        " room='1'>"
                                                        "<inspect "
                                                        "mean='50 s' "
                                                        "party='once'/"
                                                        "><route "
                                                        "to='refused'/"
                                                        "></station>\n"
                                                        "</port>\n"));
    ck_assert_str_eq(played_story(&x),
                     "0 f0 joins A\n0 o0 joins B\n0 f0 starts A\n"
                     "0 o0 starts B\n1 f1 joins A\n1 o1 joins B\n"
                     "2 f2 joins A\n11 f0 ends A\n11 f0 leaves admitted\n"
                     "11 f2 starts A\n22 f2 ends A\n22 f2 leaves admitted\n"
                     "50 o0 ends B\n50 o0 leaves refused\n50 o1 starts B\n"
                     "50 f1 joins B\n100 o1 ends B\n100 o1 leaves refused\n"
                     "100 f1 starts B\n150 f1 ends B\n"
                     "150 f1 leaves refused\n");
    ck_assert_int_eq(played_series(&x, 0).blocked_time, 0);
    ck_assert_int_eq(played_series(&x, 1).held_time, 2 * 39 * US_PER_S);
}
END_TEST

/* A ferry's cars leave through two booths of a minute and over a ramp that
 * takes one a minute and holds three: from then on each booth stands every
 * other minute with a car that cannot go. */
START_TEST(a_full_ramp_stops_the_booths)
{
    play(LOADED_SCENARIO(
        PEOPLE "<port id='a' mode='sea'>\n"
               "<flow id='f' population='p' start='booth'>"
               "<call at='00:00' passengers='2000'/></flow>\n"
               "<station id='booth' positions='2'><inspect mean='60 s'/>"
               "<route to='ramp'/></station>\n"
               "<station id='ramp' positions='1' room='3'>"
               "<inspect mean='60 s'/><route to='departed'/></station>\n"
               "</port>\n"));
    struct series_row booth = played_series(&x, 0);
    struct series_row ramp = played_series(&x, 1);
    /* The ramp begins with a car each minute from the first: at 1, 2, 3 min
     * 2 cars come for 1 that starts, and its room is full; from 4 min on one
     * of the two that end their minute must wait for the next. */
    ck_assert_int_eq(ramp.visits, 1438);
    ck_assert_int_eq(ramp.busy_time, 1439 * 60 * US_PER_S);
    ck_assert_int_eq(booth.visits, 1439 + 3 + 1);
    ck_assert_int_eq(booth.blocked_time, (1440 - 4) * 60 * US_PER_S);
    ck_assert_int_eq(booth.busy_time + booth.blocked_time,
                     2 * 1440 * 60 * US_PER_S);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("room");
    TCase *t = tcase_create("room");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, who_finds_no_room_stays_at_his_position);
    tcase_add_test(t, places_are_given_in_the_order_in_which_parties_asked);
    tcase_add_test(t, a_door_frees_the_positions_of_those_who_are_blocked);
    tcase_add_test(t,
                   who_is_on_his_way_when_his_door_closes_gives_up_his_place);
    tcase_add_test(t, who_comes_from_outside_goes_to_full_to_or_waits);
    tcase_add_test(t, who_balks_gives_up_his_place);
    tcase_add_test(t, who_leaves_a_queue_and_finds_no_room_holds_nothing);
    tcase_add_test(t, a_full_ramp_stops_the_booths);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
