/* Two things in one microsecond: each pair of the ranks of docs/design.md,
 * "Ties", worked out by hand at 60 s. Where order can show, the scenario is one
 * in which the other order would leave another trace. */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/compile/model.h"
#include "sim/engine/calendar.h"
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

/* C has one place: who ends first has it. g0 began before f0. */
START_TEST(of_two_ends_the_earlier_ordinal_is_first)
{
    tied_play(
        &x,
        PORT(F("A") G("B") ONE("A", "6 s", "to='C'") ONE("B", "10 s", "to='C'")
                 STATION("C", "positions='1' room='1'", TAKES("10 s"), TO_END)),
        "at\n54 s\n", "at\n50 s\n");
    tied_tells(&x, "60 f0 ends A\n60 g0 ends B\n60 f0 joins C\n60 f0 starts C\n"
                   "60 g0 joins C\n70 f0 ends C\n70 f0 leaves admitted\n"
                   "70 g0 starts C\n80 g0 ends C\n80 g0 leaves admitted\n");
}
END_TEST

START_TEST(a_route_at_an_end_does_not_see_the_repair)
{
    tied_play(&x,
              PORT(F("A") ONE("A", "10 s", OR_Y)
                       STATION("X", "positions='1'",
                               FAILS("30 s", "30 s") TAKES("10 s"), TO_END) Y),
              "at\n50 s\n", NULL);
    tied_tells(&x, "60 f0 ends A\n60 f0 joins Y\n60 f0 starts Y\n70 f0 ends Y\n"
                   "70 f0 leaves admitted\n");
}
END_TEST

/* His officer goes off duty, those of X come. */
START_TEST(an_end_comes_before_the_change_of_shifts)
{
    tied_play(
        &x,
        PORT(
            OFFICERS("o", "shift-end='hand-over'", SHIFT("00:00", "00:01", "1"))
                OFFICERS("q", "", SHIFT("00:01", "00:09", "1")) F("A")
                    STATION("A", "positions='1' officers='o'", TAKES("10 s"),
                            OR_Y) STATION("X", "positions='1' officers='q'",
                                          TAKES("10 s"), TO_END) Y),
        "at\n50 s\n", NULL);
    tied_tells(&x, "60 f0 ends A\n60 f0 joins Y\n60 f0 starts Y\n70 f0 ends Y\n"
                   "70 f0 leaves admitted\n");
    tied_stops(&x, 0, 0);
}
END_TEST

START_TEST(a_visit_that_ends_is_not_stopped_by_a_failure)
{
    tied_play(&x,
              PORT(F("A") STATION("A", "positions='1'",
                                  FAILS("60 s", "10 s") TAKES("10 s"), TO_END)),
              "at\n50 s\n", NULL);
    tied_tells(&x, "60 f0 ends A\n60 f0 leaves admitted\n");
    tied_stops(&x, 0, 0);
}
END_TEST

START_TEST(who_ends_as_the_door_closes_is_aboard)
{
    tied_play(&x,
              PORT(DEPARTURE("d", "A", "70 s") DEPARTURE("e", "A", "70 s")
                       ONE("A", "10 s", "to='departed'")),
              NULL, NULL);
    tied_tells(&x,
               "60 d0 ends A\n60 d0 leaves departed\n60 e0 leaves missed\n");
}
END_TEST

/* g0 takes the place in X that f1 asks for too, whose own position at C is
 * free at that moment: but he has lost patience. */
START_TEST(an_end_comes_before_patience_and_patience_before_a_start)
{
    tied_play(&x,
              PORT(F("C") G("B")
                       STATION("C", "positions='1'",
                               "<patience mean='10 s' to='X'/>" TAKES("60 s"),
                               TO_END) ONE("B", "10 s", "to='X'")
                           STATION("X", "positions='1' room='1'", TAKES("10 s"),
                                   TO_END)),
              "at\n0 s\n50 s\n", "at\n50 s\n");
    tied_tells(&x,
               "60 f0 ends C\n60 f0 leaves admitted\n60 g0 ends B\n"
               "60 g0 joins X\n60 g0 starts X\n60 f1 joins X\n70 g0 ends X\n"
               "70 g0 leaves admitted\n70 f1 starts X\n80 f1 ends X\n"
               "80 f1 leaves admitted\n");
}
END_TEST

START_TEST(who_ends_has_the_place_before_who_arrives)
{
    tied_play(&x,
              PORT(F("X") G("B") ONE("B", "10 s", "to='X'") STATION(
                  "X", "positions='1' room='1'", TAKES("10 s"), TO_END)),
              "at\n60 s\n", "at\n50 s\n");
    tied_tells(&x,
               "60 g0 ends B\n60 g0 joins X\n60 g0 starts X\n60 f0 joins X\n"
               "70 g0 ends X\n70 g0 leaves admitted\n70 f0 starts X\n"
               "80 f0 ends X\n80 f0 leaves admitted\n");
}
END_TEST

/* The first repair opens one position: f1 goes over to it, and does not come
 * back when the second position opens. */
START_TEST(two_repairs_open_one_position_after_the_other)
{
    tied_play(&x,
              PORT(F("X") STATION("X", "positions='2' queues='each'",
                                  FAILS("30 s", "30 s") TAKES("10 s"), TO_END)),
              "at\n40 s\n41 s\n", NULL);
    tied_tells(&x, "60 f0 starts X\n70 f0 ends X\n70 f0 leaves admitted\n"
                   "70 f1 starts X\n80 f1 ends X\n80 f1 leaves admitted\n");
}
END_TEST

/* Both positions are up when the officers come, and open at once. */
START_TEST(repairs_come_before_the_change_of_shifts)
{
    tied_play(&x,
              PORT(OFFICERS("o", "", SHIFT("00:01", "00:09", "2")) F("X")
                       STATION("X", "positions='2' queues='each' officers='o'",
                               FAILS("30 s", "30 s") TAKES("10 s"), TO_END)),
              "at\n40 s\n41 s\n", NULL);
    tied_tells(&x,
               "60 f0 starts X\n60 f1 starts X\n70 f0 ends X\n"
               "70 f0 leaves admitted\n70 f1 ends X\n70 f1 leaves admitted\n");
}
END_TEST

/* When a position's first failure comes, as the compiled scenario says. */
static simtime first_failure(uint32_t position)
{
    const struct model_station *s = &x.model->port[0].station[0];
    const struct pair u = keyed_pair(
        s->failure, resource_counter(0, position, RESOURCE_FAILURE, 0));

    return quantile_at(s->up, u.first);
}

/* One position is repaired as the other fails: one is up all the time, for the
 * one visit. */
START_TEST(a_repair_makes_good_for_a_failure)
{
    char text[2000];
    simtime first = 0, last = US_PER_S, down = 1;

    for (int run = 0; run < 2; run++) {
        snprintf(text, sizeof text,
                 HEAD("%" PRId64 " us") "<port id='a' mode='land'>\n" F("X")
                     STATION("X", "positions='2'",
                             "<breakdown><up dist='exponential' mean='100 s'/>"
                             "<down mean='%" PRId64
                             " us'/></breakdown>" TAKES("5 h"),
                             TO_END) "</port></scenario>\n",
                 last + US_PER_S, down);
        tied_play(&x, text, "at\n0 s\n", NULL);
        first = first_failure(0);
        last = first_failure(1);
        if (first > last) {
            last = first;
            first = first_failure(1);
        }
        down = last - first;
    }
    ck_assert_int_gt(down, US_PER_S);
    ck_assert_int_eq(played_series(&x, 0).broken_time, down + US_PER_S);
    tied_stops(&x, 0, 0);
}
END_TEST

/* No order of these two can show: a door sends nobody anywhere but out. */
START_TEST(a_repair_starts_nobody_before_the_door_has_closed)
{
    tied_play(&x,
              PORT(DEPARTURE("d", "X", "70 s") STATION(
                  "X", "positions='1'", FAILS("30 s", "30 s") TAKES("10 s"),
                  "to='departed'")),
              NULL, NULL);
    tied_tells(&x, "60 d0 leaves missed\n");
}
END_TEST

/* f1 leaves the queue of C at 60 s for X where it is open by then, or for Y. */
static void loses_patience(const char *x_rest)
{
    char text[2000];

    snprintf(
        text, sizeof text,
        PORT(OFFICERS("o", "", SHIFT("00:01", "00:09", "1")) F("C")
                 WALK STATION("C", "positions='1'",
                              "<patience mean='10 s' to='w'/>" TAKES("8 min"),
                              TO_END) "<station id='X' positions='1' "
                                      "%s<inspect mean='10 s'/>"
                                      "<route to='admitted'/></station>\n" Y),
        x_rest);
    tied_play(&x, text, "at\n0 s\n50 s\n", NULL);
}

/* f0 comes at 60 s, to X or Y. */
static void arrives(const char *x_rest)
{
    char text[2000];

    snprintf(text, sizeof text,
             PORT(OFFICERS("o", "", SHIFT("00:01", "00:09", "1")) F("w") WALK
                  "<station id='X' positions='1' %s<inspect mean='10 s'/>"
                  "<route to='admitted'/></station>\n" Y),
             x_rest);
    tied_play(&x, text, "at\n60 s\n", NULL);
}

static const char repaired[] = ">" FAILS("30 s", "30 s");
static const char staffed[] = "officers='o'>";
static const char failing[] = ">" FAILS("60 s", "30 s");

#define F1_AT(s)                                                               \
    "60 f1 joins " s "\n60 f1 starts " s "\n70 f1 ends " s                     \
    "\n70 f1 leaves admitted\n480 f0 ends C\n480 f0 leaves admitted\n"
#define F0_AT(s)                                                               \
    "60 f0 joins " s "\n60 f0 starts " s "\n70 f0 ends " s                     \
    "\n70 f0 leaves admitted\n"

START_TEST(who_loses_patience_sees_the_repair)
{
    loses_patience(repaired);
    tied_tells(&x, F1_AT("X"));
}
END_TEST

START_TEST(who_arrives_sees_the_repair)
{
    arrives(repaired);
    tied_tells(&x, F0_AT("X"));
}
END_TEST

/* With the officers one position is open, and all go to it; the two that open
 * then stay empty. */
START_TEST(shifts_change_before_closures)
{
    tied_play(
        &x,
        PORT(OFFICERS("o", "", SHIFT("00:01", "00:09", "3")) F("X") STATION(
            "X", "positions='3' queues='each' officers='o'",
            "<closed from='00:00' to='00:01' count='2'/>" TAKES("10 s"),
            TO_END)),
        "at\n40 s\n41 s\n42 s\n", NULL);
    tied_tells(&x, "60 f0 starts X\n70 f0 ends X\n70 f0 leaves admitted\n"
                   "70 f1 starts X\n80 f1 ends X\n80 f1 leaves admitted\n"
                   "80 f2 starts X\n90 f2 ends X\n90 f2 leaves admitted\n");
}
END_TEST

/* One officer of two goes, and takes the visit called last, g0; then X fails
 * under f0; g0 goes on at once with the officer who is left. */
START_TEST(officers_hand_over_before_a_position_fails)
{
    tied_play(&x,
              PORT(OFFICERS("o", "shift-end='hand-over'",
                            SHIFT("00:00", "00:09", "1")
                                SHIFT("00:00", "00:01", "1")) F("X") G("Y")
                       STATION("X", "positions='1' officers='o'",
                               FAILS("60 s", "10 s") TAKES("30 s"), TO_END)
                           STATION("Y", "positions='1' officers='o'",
                                   TAKES("30 s"), TO_END)),
              "at\n40 s\n", "at\n41 s\n");
    tied_tells(&x, "71 g0 ends Y\n71 g0 leaves admitted\n81 f0 ends X\n"
                   "81 f0 leaves admitted\n");
    tied_stops(&x, 0, 1);
    tied_stops(&x, 1, 1);
}
END_TEST

/* Behind the visits of f0, f3 and f2 queue d0, nobody and f4 when position 2
 * closes: f4 goes to position 1, though d0 leaves position 0 too. */
START_TEST(who_chooses_again_sees_those_for_whom_the_door_closes)
{
    tied_play(&x,
              PORT(DEPARTURE("d", "X", "70 s") F("X")
                       STATION("X", "positions='3' queues='each'",
                               "<closed from='00:01' to='00:10' count='1'/>"
                               "<inspect class='l' mean='5 min'/>"
                               "<inspect class='c' mean='20 s'/>",
                               TO_END)),
              "at,class\n0 s,l\n35 s,c\n42 s,c\n51 s,c\n52 s,c\n", NULL);
    tied_tells(&x, "60 d0 leaves missed\n62 f2 ends X\n62 f2 leaves admitted\n"
                   "75 f3 ends X\n75 f3 leaves admitted\n75 f4 starts X\n"
                   "95 f4 ends X\n95 f4 leaves admitted\n300 f0 ends X\n"
                   "300 f0 leaves admitted\n");
}
END_TEST

START_TEST(who_loses_patience_sees_the_new_shift)
{
    loses_patience(staffed);
    tied_tells(&x, F1_AT("X"));
}
END_TEST

START_TEST(who_arrives_sees_the_new_shift)
{
    arrives(staffed);
    tied_tells(&x, F0_AT("X"));
}
END_TEST

START_TEST(two_failures_stop_two_visits)
{
    tied_play(&x,
              PORT(F("X") STATION("X", "positions='2'",
                                  FAILS("60 s", "10 s") TAKES("30 s"), TO_END)),
              "at\n40 s\n41 s\n", NULL);
    tied_tells(&x, "80 f0 ends X\n80 f0 leaves admitted\n81 f1 ends X\n"
                   "81 f1 leaves admitted\n");
    tied_stops(&x, 0, 2);
}
END_TEST

START_TEST(a_visit_is_stopped_before_the_door_closes_on_it)
{
    tied_play(&x,
              PORT(DEPARTURE("d", "X", "70 s") STATION(
                  "X", "positions='1'", FAILS("60 s", "10 s") TAKES("30 s"),
                  "to='departed'")),
              NULL, NULL);
    tied_tells(&x, "60 d0 leaves missed\n");
    tied_stops(&x, 0, 1);
}
END_TEST

START_TEST(who_loses_patience_sees_the_failure)
{
    loses_patience(failing);
    tied_tells(&x, F1_AT("Y"));
}
END_TEST

START_TEST(who_arrives_sees_the_failure)
{
    arrives(failing);
    tied_tells(&x, F0_AT("Y"));
}
END_TEST

/* e0 came before d0. */
START_TEST(of_two_doors_that_of_the_earlier_flow_is_first)
{
    tied_play(&x,
              PORT(DEPARTURE("d", "X", "70 s") DEPARTURE("e", "X", "80 s")
                       ONE("X", "30 s", "to='departed'")),
              NULL, NULL);
    tied_tells(&x, "60 d0 leaves missed\n60 e0 leaves missed\n");
}
END_TEST

START_TEST(who_loses_patience_as_his_door_closes_has_missed_it)
{
    tied_play(&x,
              PORT(F("X") DEPARTURE("d", "X", "70 s") STATION(
                  "X", "positions='1'",
                  "<patience mean='10 s' to='withdrew'/>" TAKES("60 s"),
                  "to='departed'")),
              "at\n0 s\n", NULL);
    tied_tells(&x,
               "60 f0 ends X\n60 f0 leaves departed\n60 d0 leaves missed\n");
}
END_TEST

/* d0 comes over the bridge, e0 to the port. */
START_TEST(who_arrives_as_the_door_closes_has_missed_it)
{
    tied_play(&x,
              PORT(DEPARTURE("d", "b", "70 s") DEPARTURE(
                  "e", "X", "1 min") "<walk id='b' mean='10 s'><route "
                                     "to='departed'/></walk>\n" ONE(
                                         "X", "1 s", "to='departed'")),
              NULL, NULL);
    tied_tells(&x, "60 d0 leaves missed\n60 e0 leaves missed\n");
}
END_TEST

/* Z has one place: f1 has it, who joined after g1. */
START_TEST(of_two_who_lose_patience_the_earlier_ordinal_is_first)
{
    tied_play(&x,
              PORT(F("A") G("B") STATION(
                  "A", "positions='1'",
                  "<patience mean='6 s' to='Z'/>" TAKES("8 min"), TO_END)
                       STATION("B", "positions='1'",
                               "<patience mean='10 s' to='Z'/>" TAKES("8 min"),
                               TO_END) STATION("Z", "positions='1' room='1'",
                                               TAKES("10 s"), TO_END)),
              "at\n0 s\n54 s\n", "at\n0 s\n50 s\n");
    tied_tells(&x,
               "60 f1 joins Z\n60 f1 starts Z\n60 g1 joins Z\n70 f1 ends Z\n"
               "70 f1 leaves admitted\n70 g1 starts Z\n80 g1 ends Z\n"
               "80 g1 leaves admitted\n480 f0 ends A\n480 f0 leaves admitted\n"
               "480 g0 ends B\n480 g0 leaves admitted\n");
}
END_TEST

/* The queue is as short as f0 wants when g1 has left it. */
START_TEST(patience_ends_before_anybody_joins)
{
    tied_play(
        &x,
        PORT(F("X") G("X") STATION(
            "X", "positions='1'",
            "<balk queue='1'/><patience mean='10 s'/>" TAKES("65 s"), TO_END)),
        "at\n60 s\n", "at\n0 s\n50 s\n");
    tied_tells(&x, "60 g1 leaves abandoned\n60 f0 joins X\n65 g0 ends X\n"
                   "65 g0 leaves admitted\n65 f0 starts X\n130 f0 ends X\n"
                   "130 f0 leaves admitted\n");
}
END_TEST

/* f0 began to walk at 50 s, when the row of g0 had been read. */
START_TEST(of_two_arrivals_the_earlier_ordinal_is_first)
{
    tied_play(
        &x,
        PORT(F("w")
                 G("X") "<walk id='w' mean='10 s'><route to='X'/></walk>\n" ONE(
                     "X", "10 s", TO_END)),
        "at\n50 s\n", "at\n60 s\n");
    tied_tells(&x,
               "60 f0 joins X\n60 g0 joins X\n60 f0 starts X\n70 f0 ends X\n"
               "70 f0 leaves admitted\n70 g0 starts X\n80 g0 ends X\n"
               "80 g0 leaves admitted\n");
}
END_TEST

/* One worker of 5 s, a second away; a photo takes 2 s. */
#define ASKS                                                                   \
    "<capture camera='k' attempts='1'/><match service='v' search='1:1'/>"
#define SERVICE                                                                \
    "<camera id='k'><capture-time mean='2 s'/></camera>"                       \
    "<matcher id='m' fnmr='0' impostor-match='0'/>"                            \
    "<matching-service id='v' matcher='m' workers='1'>"                        \
    "<network-time mean='1 s'/><service-time mean='5 s'/>"                     \
    "</matching-service>\n"
#define ASKING(parts)                                                          \
    HEAD("10 min")                                                             \
    SERVICE "<port id='a' mode='land'>\n" parts "</port></scenario>\n"

/* The visit of g0 began before that of f0; port a stands after b. */
START_TEST(of_two_requests_the_earlier_port_then_ordinal_is_first)
{
    tied_play(&x,
              ASKING(F("A") G("B") STATION("A", "positions='1'", ASKS, TO_END)
                         STATION("B", "positions='1'",
                                 "<work mean='6 s'/>" ASKS, TO_END)),
              "at\n57 s\n", "at\n51 s\n");
    tied_tells(&x, "65 f0 ends A\n65 f0 leaves admitted\n70 g0 ends B\n"
                   "70 g0 leaves admitted\n");
    tied_play(&x,
              HEAD("10 min") SERVICE "<port id='b' mode='land'>\n" F("A")
                  STATION("A", "positions='1'", ASKS,
                          TO_END) "</port>"
                                  "<port id='a' mode='land'>\n" F("A")
                                      STATION("A", "positions='1'", ASKS,
                                              TO_END) "</port></scenario>\n",
              "at\n57 s\n", NULL);
    tied_tells(&x, "70 f0 ends A\n70 f0 leaves admitted\n");
}
END_TEST

/* The request of d0 reaches the service: nobody hears the answer, but f0, who
 * asks at 61 s, waits for its worker. */
START_TEST(a_request_that_arrives_as_the_door_closes_costs_its_worker)
{
    tied_play(&x,
              ASKING(DEPARTURE("d", "A", "63 s") F("B")
                         STATION("A", "positions='1'", ASKS, TO_END)
                             STATION("B", "positions='1'", ASKS, TO_END)),
              "at\n58 s\n", NULL);
    tied_tells(&x,
               "60 d0 leaves missed\n70 f0 ends B\n70 f0 leaves admitted\n");
    ck_assert_int_eq(played_series(&x, 0).busy_time, 3 * US_PER_S);
}
END_TEST

/* It was on its way: the answer comes at 65 s; the position, and with it the
 * inspection of 4 s, at 70 s. */
START_TEST(a_request_that_arrives_as_the_position_fails_goes_on)
{
    tied_play(
        &x,
        ASKING(F("A") STATION("A", "positions='1'",
                              FAILS("60 s", "10 s") ASKS TAKES("4 s"), TO_END)),
        "at\n57 s\n", NULL);
    tied_tells(&x, "74 f0 ends A\n74 f0 leaves admitted\n");
}
END_TEST

/* Whoever is let in by a start joins, and starts, in the same microsecond. */
START_TEST(what_a_start_causes_comes_in_its_own_microsecond)
{
    tied_play(&x,
              PORT(F("X") STATION("X", "positions='2' room='1'", TAKES("60 s"),
                                  TO_END)),
              "at\n0 s\n0 s\n60 s\n60 s\n60 s\n", NULL);
    tied_tells(&x,
               "60 f0 ends X\n60 f0 leaves admitted\n60 f1 ends X\n"
               "60 f1 leaves admitted\n60 f2 joins X\n60 f2 starts X\n"
               "60 f3 joins X\n60 f3 starts X\n60 f4 joins X\n120 f2 ends X\n"
               "120 f2 leaves admitted\n120 f3 ends X\n120 f3 leaves admitted\n"
               "120 f4 starts X\n180 f4 ends X\n180 f4 leaves admitted\n");
}
END_TEST

START_TEST(what_falls_on_the_end_of_the_run_does_not_happen)
{
    tied_play(&x,
              HEAD("1 min") "<port id='a' mode='land'>\n" F("X")
                  ONE("X", "10 s", TO_END) "</port></scenario>\n",
              "at\n49.999999 s\n50 s\n", NULL);
    ck_assert_int_eq(played_ended(&x, END_ADMITTED), 1);
    ck_assert_int_eq(played_ended(&x, END_STILL_INSIDE), 1);
    tied_play(&x,
              HEAD("1 min") "<port id='a' mode='land'>\n" F("X")
                  ONE("X", "10 s", TO_END) "</port></scenario>\n",
              "at\n50 s\n", NULL);
    tied_tells(&x, "");
    ck_assert_int_eq(played_ended(&x, END_STILL_INSIDE), 1);
}
END_TEST

/* The request comes at 60 s and takes 5 s; the run ends at 63 s. */
START_TEST(a_worker_is_busy_until_the_run_ends)
{
    tied_play(&x,
              HEAD("63 s") SERVICE "<port id='a' mode='land'>\n" F("A")
                  STATION("A", "positions='1'", ASKS, TO_END) "</port>"
                                                              "</scenario>\n",
              "at\n57 s\n", NULL);
    const struct rows *r = &x.results.table[TABLE_matching_load];
    ck_assert_uint_eq(r->count, 1);
    const struct matching_load_row *k = r->row;
    ck_assert_int_eq(k->requests, 1);
    ck_assert_int_eq(k->busy_time, 3 * US_PER_S);
}
END_TEST

/* Each pair of ranks: its test. */
#define TIES(T)                                                                \
    T(END, END, of_two_ends_the_earlier_ordinal_is_first)                      \
    T(END, OUTAGE_END, a_route_at_an_end_does_not_see_the_repair)              \
    T(END, CAPACITY, an_end_comes_before_the_change_of_shifts)                 \
    T(END, OUTAGE_START, a_visit_that_ends_is_not_stopped_by_a_failure)        \
    T(END, DOOR, who_ends_as_the_door_closes_is_aboard)                        \
    T(END, PATIENCE, an_end_comes_before_patience_and_patience_before_a_start) \
    T(END, ARRIVAL, who_ends_has_the_place_before_who_arrives)                 \
    T(OUTAGE_END, OUTAGE_END, two_repairs_open_one_position_after_the_other)   \
    T(OUTAGE_END, CAPACITY, repairs_come_before_the_change_of_shifts)          \
    T(OUTAGE_END, OUTAGE_START, a_repair_makes_good_for_a_failure)             \
    T(OUTAGE_END, DOOR, a_repair_starts_nobody_before_the_door_has_closed)     \
    T(OUTAGE_END, PATIENCE, who_loses_patience_sees_the_repair)                \
    T(OUTAGE_END, ARRIVAL, who_arrives_sees_the_repair)                        \
    T(CAPACITY, CAPACITY, shifts_change_before_closures)                       \
    T(CAPACITY, OUTAGE_START, officers_hand_over_before_a_position_fails)      \
    T(CAPACITY, DOOR, who_chooses_again_sees_those_for_whom_the_door_closes)   \
    T(CAPACITY, PATIENCE, who_loses_patience_sees_the_new_shift)               \
    T(CAPACITY, ARRIVAL, who_arrives_sees_the_new_shift)                       \
    T(OUTAGE_START, OUTAGE_START, two_failures_stop_two_visits)                \
    T(OUTAGE_START, DOOR, a_visit_is_stopped_before_the_door_closes_on_it)     \
    T(OUTAGE_START, PATIENCE, who_loses_patience_sees_the_failure)             \
    T(OUTAGE_START, ARRIVAL, who_arrives_sees_the_failure)                     \
    T(DOOR, DOOR, of_two_doors_that_of_the_earlier_flow_is_first)              \
    T(DOOR, PATIENCE, who_loses_patience_as_his_door_closes_has_missed_it)     \
    T(DOOR, ARRIVAL, who_arrives_as_the_door_closes_has_missed_it)             \
    T(PATIENCE, PATIENCE,                                                      \
      of_two_who_lose_patience_the_earlier_ordinal_is_first)                   \
    T(PATIENCE, ARRIVAL, patience_ends_before_anybody_joins)                   \
    T(ARRIVAL, ARRIVAL, of_two_arrivals_the_earlier_ordinal_is_first)          \
    T(REQUEST, REQUEST,                                                        \
      of_two_requests_the_earlier_port_then_ordinal_is_first)                  \
    T(DOOR, REQUEST,                                                           \
      a_request_that_arrives_as_the_door_closes_costs_its_worker)              \
    T(OUTAGE_START, REQUEST,                                                   \
      a_request_that_arrives_as_the_position_fails_goes_on)
/* Those whose order nothing can show: a request asks the service, which nothing
 * else touches, and its answer comes 1 us later at the earliest. */
#define NO_TIES(N)                                                             \
    N(END, REQUEST)                                                            \
    N(OUTAGE_END, REQUEST)                                                     \
    N(CAPACITY, REQUEST)                                                       \
    N(PATIENCE, REQUEST)                                                       \
    N(ARRIVAL, REQUEST)

START_TEST(every_pair_of_ranks_is_above_once)
{
    int pairs[16][16] = {{0}};

#define COUNT(a, b, test) pairs[RANK_##a][RANK_##b]++;
#define COUNT_NO(a, b)    pairs[RANK_##a][RANK_##b]++;
    TIES(COUNT)
    NO_TIES(COUNT_NO)
    for (int a = RANK_END; a <= RANK_REQUEST; a++)
        for (int b = RANK_END; b <= RANK_REQUEST; b++)
            ck_assert_msg(pairs[a][b] == (a <= b), "ranks %d and %d", a, b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ties");
    TCase *t = tcase_create("ties");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, start, stop);
#define ADD(a, b, test) tcase_add_test(t, test);
    TIES(ADD)
    tcase_add_test(t, every_pair_of_ranks_is_above_once);
    tcase_add_test(t, what_a_start_causes_comes_in_its_own_microsecond);
    tcase_add_test(t, what_falls_on_the_end_of_the_run_does_not_happen);
    tcase_add_test(t, a_worker_is_busy_until_the_run_ends);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
