/* What stops a visit, and how it goes on: worked out by hand. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

static struct played x;

#define PEOPLE                                                                 \
    "<population id='p'><class id='c' status='visa'/>"                         \
    "<class id='d' status='citizen' share='0'/></population>\n"
#define FLOW                                                                   \
    "<flow id='f' population='p' start='s'>"                                   \
    "<trace table='parties.csv'/></flow>\n"
#define PORT   "<port id='a' mode='land'>\n" FLOW
#define TO_END "<route to='admitted'/></station></port>\n"

/* `parts` of a scenario, and its trace. */
static void play(const char *duration, const char *parts, const char *table)
{
    static char text[20000];

    snprintf(text, sizeof text,
             "<scenario xmlns='urn:poesim:scenario' version='1' id='s' "
             "start='2026-07-15' duration='%s'>"
             "<title>t</title><run interval='%s'/>\n%s</scenario>\n",
             duration, duration, parts);
    scratch_write(scratch_path("parties.csv"), table, strlen(table));
    played_run(&x, text);
}

/* Milestones of starts, requests, answers and ends. */
static void happened(const char *what)
{
    ck_assert_str_eq(played_line(&x, "srwe"), what);
}

START_TEST(a_visit_goes_on_where_its_position_broke_down)
{
    play("70 s",
         PEOPLE PORT
         "<station id='s' positions='1'>"
         "<breakdown><up mean='25 s'/><down mean='10 s'/></breakdown>"
         "<inspect mean='10 s'/>" TO_END,
         "at\n0 s\n20 s\n22 s\n");
    happened("s0@0 e0@10 s1@20 s2@40 e1@40 e2@50");
    ck_assert_int_eq(played_series(&x, 0).stops, 1);
    ck_assert_int_eq(played_series(&x, 0).broken_time, 20 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 0).open_time, 50 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 0).busy_time, 30 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 0).service_time, 30 * US_PER_S);
    const struct travellers_row *t = x.results.table[TABLE_travellers].row;
    ck_assert_int_eq(t[1].party, 1);
    ck_assert_int_eq(t[1].waited_us, 0);
    ck_assert_int_eq(t[1].served_us, 10 * US_PER_S);
    ck_assert_int_eq(t[2].waited_us, 18 * US_PER_S);
    played_release(&x);
}
END_TEST

/* Both fail at 25: the visit called last stops first, and goes on last. */
START_TEST(who_was_called_first_goes_on_first)
{
    play("60 s",
         PEOPLE PORT
         "<station id='s' positions='2'>"
         "<breakdown><up mean='25 s'/><down mean='10 s'/></breakdown>"
         "<inspect mean='10 s'/>" TO_END,
         "at\n18 s\n20 s\n21 s\n");
    happened("s0@18 s1@20 s2@38 e0@38 e1@40 e2@48");
    ck_assert_int_eq(played_series(&x, 0).stops, 2);
    played_release(&x);
}
END_TEST

/* A failure stops a visit only where positions are short. */
START_TEST(a_position_that_nobody_needs_breaks_down_unnoticed)
{
    play("60 s",
         PEOPLE PORT
         "<station id='s' positions='3'>"
         "<closed from='00:00' to='01:00' count='1'/>"
         "<breakdown><up mean='25 s'/><down mean='10 s'/></breakdown>"
         "<inspect mean='10 s'/>" TO_END,
         "at\n20 s\n");
    /* of three, one is closed: two failures leave nobody, the first one */
    happened("s0@20 e0@40");
    ck_assert_int_eq(played_series(&x, 0).stops, 1);
    ck_assert_int_eq(played_series(&x, 0).broken_time, 30 * US_PER_S);
    played_release(&x);
}
END_TEST

#define OFFICERS(end)                                                          \
    "<port id='a' mode='land'>"                                                \
    "<officers id='o' shift-end='" end "'>"                                    \
    "<shift from='00:00' to='00:01' count='2'/>"                               \
    "<shift from='00:01' to='00:05' count='1'/></officers>" FLOW               \
    "<station id='s' positions='2' officers='o'>"                              \
    "<inspect mean='60 s'/>" TO_END

START_TEST(officers_hand_over_at_the_end_of_a_shift)
{
    play("5 min", PEOPLE OFFICERS("hand-over"), "at\n10 s\n30 s\n65 s\n");
    happened("s0@10 s1@30 e0@70 s2@100 e1@100 e2@160");
    ck_assert_int_eq(played_series(&x, 0).stops, 1);
    const struct officers_row *o = x.results.table[TABLE_officers].row;
    ck_assert_int_eq(o->busy_time, 3 * US_PER_MIN);
    ck_assert_int_eq(o->rostered_time, 6 * US_PER_MIN);
    played_release(&x);
    play("5 min", PEOPLE OFFICERS("finish"), "at\n10 s\n30 s\n65 s\n");
    happened("s0@10 s1@30 e0@70 s2@90 e1@90 e2@150");
    ck_assert_int_eq(played_series(&x, 0).stops, 0);
    played_release(&x);
}
END_TEST

/* Photo at 22, answer 7 s later, 10 s of inspection. The position is down
 * after `up`, 25 s mostly. */
static void play_match(const char *duration, const char *service,
                       const char *party, const char *up_down, const char *flow,
                       const char *table)
{
    static char parts[4000];

    snprintf(parts, sizeof parts,
             "<camera id='k'><capture-time mean='2 s'/></camera>"
             "<matcher id='m' fnmr='0' impostor-match='0'/>"
             "<matching-service id='v' matcher='m' %s>"
             "<network-time mean='1 s'/><service-time mean='6 s'/>"
             "</matching-service>" PEOPLE "<port id='a' mode='land'>%s"
             "<station id='s' positions='1'><breakdown>%s</breakdown>"
             "<capture camera='k' attempts='1' party='together'/>"
             "<match service='v' search='1:1' party='%s'/>"
             "<inspect mean='10 s' party='each'/>" TO_END,
             service, flow, up_down, party);
    play(duration, parts, table);
}

#define DOWN(after, time) "<up mean='" after "'/><down mean='" time "'/>"

/* A worker for every request, or two that requests could have to wait for:
 * what happens to one party is the same. */
static const char *const services[] = {"", "workers='2'"};

START_TEST(an_answer_under_way_comes_while_the_visit_is_stopped)
{
    static const struct {
        const char *up_down, *what;
    } by_repair[] = {
        {DOWN("25 s", "2 s"), "s0@20 r0@22 w0@29 e0@39"},
        {DOWN("25 s", "4 s"), "s0@20 r0@22 w0@29 e0@39"},
        {DOWN("25 s", "5 s"), "s0@20 r0@22 w0@29 e0@40"},
        {DOWN("25 s", "10 s"), "s0@20 r0@22 w0@29 e0@45"},
        /* at 22 the photo is taken and the request sent, at 21 not yet */
        {DOWN("22 s", "10 s"), "s0@20 r0@22 w0@29 e0@42"},
        {DOWN("21 s", "10 s"), "s0@20 r0@32 w0@39 e0@49"},
        /* it is sent, but has not reached the service when the visit goes on */
        {DOWN("22 s", "1 us"), "s0@20 r0@22 w0@29 e0@39"},
        /* as the answer comes */
        {DOWN("29 s", "1 s"), "s0@20 r0@22 w0@29 e0@40"},
    };
    for (size_t i = 0; i < sizeof by_repair / sizeof *by_repair; i++) {
        play_match("50 s", services[_i], "each", by_repair[i].up_down, FLOW,
                   "at\n20 s\n");
        happened(by_repair[i].what);
        played_release(&x);
    }
}
END_TEST

START_TEST(the_next_request_waits_for_the_position)
{
    const char *down = DOWN("25 s", "10 s"), *two = "at,size\n20 s,2\n";

    play_match("63 s", services[_i], "each", down, FLOW, two);
    /* fails again at 60, when 2 s of service are left */
    happened("s0@20 r0@22 w0@29 r0@35 w0@42");
    ck_assert_int_eq(played_series(&x, 0).stops, 2);
    played_release(&x);
    play_match("73 s", services[_i], "each", down, FLOW, two);
    happened("s0@20 r0@22 w0@29 r0@35 w0@42 e0@72");
    /* 20 to 25, 35 to 60, 70 to 72 */
    ck_assert_int_eq(played_series(&x, 0).service_time, 32 * US_PER_S);
    played_release(&x);
    play_match("60 s", services[_i], "together", down, FLOW, two);
    happened("s0@20 r0@22 r0@22 w0@29 w0@29 e0@55");
    played_release(&x);
}
END_TEST

/* Given up at 26 and 30: the retry needs no position. */
START_TEST(a_request_is_sent_again_while_the_visit_is_stopped)
{
    const char *service = "workers='2' timeout='3 s' retries='1'";

    play_match("50 s", service, "each", DOWN("25 s", "10 s"), FLOW,
               "at\n20 s\n");
    happened("s0@20 r0@22 r0@26 w0@30 e0@45");
    played_release(&x);
    play_match("50 s", service, "each", DOWN("25 s", "2 s"), FLOW,
               "at\n20 s\n");
    happened("s0@20 r0@22 r0@26 w0@30 e0@40");
    played_release(&x);
}
END_TEST

/* The visit is stopped at 25 and its answer came at 29: by the end, of the run
 * or of a departure's boarding, that much has happened. */
static void ends_stopped(simtime left, int persons)
{
    happened("s0@20 r0@22 w0@29");
    const struct matching_service_row *m =
        x.results.table[TABLE_matching_service].row;
    ck_assert_int_eq(m->answers, 1);
    ck_assert_uint_eq(x.results.table[TABLE_inspections].count, 0);
    const struct travellers_row *t = x.results.table[TABLE_travellers].row;
    ck_assert_int_eq(t[0].served_us, 5 * US_PER_S);
    ck_assert_int_eq(t[0].waited_us, 0);
    ck_assert_int_eq(t[0].left_us, left);
    ck_assert_int_eq(played_series(&x, 0).busy_time, 5 * US_PER_S);
    ck_assert_int_eq(played_series(&x, 0).stopped_time,
                     persons * (left - 25 * US_PER_S));
    played_release(&x);
}

START_TEST(what_waits_for_a_position_does_not_count)
{
    play_match("34 s", services[_i], "each", DOWN("25 s", "10 s"), FLOW,
               "at,size\n20 s,2\n");
    ends_stopped(34 * US_PER_S, 2);
    play_match("90 s", services[_i], "each", DOWN("25 s", "40 s"),
               "<flow id='f' population='p' start='s'>"
               "<call at='00:01' passengers='1'/>"
               "<boarding closes='26 s'><show-up mean='40 s'/></boarding>"
               "</flow>",
               "at\n0 s\n");
    ends_stopped(34 * US_PER_S, 1);
}
END_TEST

#define FIRST "<first class='d'/>"

START_TEST(who_goes_first_takes_the_position_of_a_later_priority)
{
    play("60 s",
         PEOPLE PORT "<station id='s' positions='1' order='preemptive'>" FIRST
                     "<inspect mean='10 s'/>" TO_END,
         "at,class\n0 s,c\n4 s,d\n5 s,c\n6 s,d\n");
    happened("s0@0 s1@4 s3@14 e1@14 e3@24 s2@30 e0@30 e2@40");
    ck_assert_int_eq(played_series(&x, 0).stops, 1);
    ck_assert_int_eq(played_series(&x, 0).stopped_time, 20 * US_PER_S);
    played_release(&x);
    /* of two, the visit that was called last */
    play("60 s",
         PEOPLE PORT "<station id='s' positions='2' order='preemptive'>" FIRST
                     "<inspect mean='10 s'/>" TO_END,
         "at,class\n0 s,c\n2 s,c\n3 s,c\n4 s,d\n");
    happened("s0@0 s1@2 s3@4 e0@10 s2@14 e3@14 e1@18 e2@24");
    played_release(&x);
}
END_TEST

/* Only order="preemptive" takes a position, also where visits may be stopped by
 * something else. */
START_TEST(who_goes_first_waits_for_a_visit_to_end)
{
    play("60 s",
         PEOPLE PORT
         "<station id='s' positions='1' order='priority'>" FIRST
         "<breakdown><up mean='50 s'/><down mean='1 s'/></breakdown>"
         "<inspect mean='10 s'/>" TO_END,
         "at,class\n0 s,c\n4 s,c\n5 s,d\n");
    happened("s0@0 s2@10 e0@10 s1@20 e2@20 e1@30");
    ck_assert_int_eq(played_series(&x, 0).stops, 0);
    played_release(&x);
}
END_TEST

/* An officer is taken as a position is; one who is not on duty any more cannot
 * be. */
START_TEST(who_goes_first_takes_the_officer_too)
{
#define ONE_OFFICER(until)                                                     \
    "<port id='a' mode='land'><officers id='o'>"                               \
    "<shift from='00:00' to='" until "' count='1'/>"                           \
    "<shift from='00:02' to='00:05' count='1'/></officers>" FLOW               \
    "<station id='s' positions='3' officers='o' order='preemptive'>" FIRST     \
    "<inspect mean='1 min'/>" TO_END
    play("5 min", PEOPLE ONE_OFFICER("00:02"), "at,class\n10 s,c\n65 s,d\n");
    happened("s0@10 s1@65 e1@125 e0@130");
    played_release(&x);
    play("5 min", PEOPLE ONE_OFFICER("00:01"), "at,class\n10 s,c\n65 s,d\n");
    happened("s0@10 e0@70 s1@120 e1@180");
    played_release(&x);
}
END_TEST

/* Constant times: whatever stops visits, the work done is the same. */
START_TEST(no_work_is_lost_or_done_twice)
{
    static const char *const order[] = {
        "order='fifo'>", "order='preemptive'>" FIRST,
        "order='preemptive' officers='o'>" FIRST
        "<closed from='00:05' to='00:15' count='1'/>"};
    static char parts[4000], table[4000];
    size_t used = (size_t)snprintf(table, sizeof table, "at,class\n");

    for (int i = 0; i < 200; i++)
        used += (size_t)snprintf(table + used, sizeof table - used, "%d s,%c\n",
                                 5 * i, "ccd"[i % 3]);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        snprintf(parts, sizeof parts,
                 PEOPLE
                 "<port id='a' mode='land'><officers id='o' "
                 "shift-end='hand-over'>"
                 "<shift from='00:00' to='02:00' count='3'/>"
                 "<break from='00:03' to='00:06' count='2'/></officers>" FLOW
                 "<station id='s' positions='3' %s"
                 "<breakdown><up dist='exponential' mean='60 s'/>"
                 "<down dist='exponential' mean='10 s'/></breakdown>"
                 "<inspect mean='10 s'/>" TO_END,
                 order[i]);
        play("2 h", parts, table);
        ck_assert_int_eq(played_series(&x, 0).visits, 200);
        ck_assert_int_eq(played_series(&x, 0).service_time, 2000 * US_PER_S);
        ck_assert_int_eq(played_series(&x, 0).busy_time, 2000 * US_PER_S);
        ck_assert_int_gt(played_series(&x, 0).stops, 10);
        played_release(&x);
    }
}
END_TEST

/* Two visits that could be stopped: each inspection is recorded once. */
START_TEST(what_happened_in_a_visit_counts_once)
{
    play("60 s",
         PEOPLE PORT
         "<station id='s' positions='1'>"
         "<breakdown><up mean='50 s'/><down mean='1 s'/></breakdown>"
         "<inspect mean='10 s'/><route to='t'/></station>"
         "<station id='t' positions='1'>"
         "<breakdown><up mean='50 s'/><down mean='1 s'/></breakdown>"
         "<inspect mean='10 s'/>" TO_END,
         "at\n0 s\n");
    happened("s0@0 s0@10 e0@10 e0@20");
    const struct rows *r = &x.results.table[TABLE_inspections];
    ck_assert_uint_eq(r->count, 2);
    for (int i = 0; i < 2; i++) {
        const struct inspections_row *k = r->row;
        ck_assert_int_eq(k[i].persons, 1);
        ck_assert_int_eq(k[i].time_us, 10 * US_PER_S);
    }
    played_release(&x);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("interrupted");
    TCase *t = tcase_create("interrupted");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, scratch_make, scratch_remove);
    tcase_add_test(t, a_visit_goes_on_where_its_position_broke_down);
    tcase_add_test(t, who_was_called_first_goes_on_first);
    tcase_add_test(t, a_position_that_nobody_needs_breaks_down_unnoticed);
    tcase_add_test(t, officers_hand_over_at_the_end_of_a_shift);
    tcase_add_loop_test(t, an_answer_under_way_comes_while_the_visit_is_stopped,
                        0, 2);
    tcase_add_loop_test(t, the_next_request_waits_for_the_position, 0, 2);
    tcase_add_test(t, a_request_is_sent_again_while_the_visit_is_stopped);
    tcase_add_loop_test(t, what_waits_for_a_position_does_not_count, 0, 2);
    tcase_add_test(t, who_goes_first_takes_the_position_of_a_later_priority);
    tcase_add_test(t, who_goes_first_waits_for_a_visit_to_end);
    tcase_add_test(t, who_goes_first_takes_the_officer_too);
    tcase_add_test(t, no_work_is_lost_or_done_twice);
    tcase_add_test(t, what_happened_in_a_visit_counts_once);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? 0 : 1;
}
