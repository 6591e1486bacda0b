/* Positions that open, close, break down, are handed over and taken away:
 * worked out by hand, to the microsecond. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

static struct played x;

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

/* Milestones of starts and ends; ends the play. */
static void happened(const char *what)
{
    ck_assert_str_eq(played_line(&x, "se"), what);
}

#define PEOPLE                                                                 \
    "<population id='p'><class id='c' status='visa'/>"                         \
    "<class id='d' status='citizen' share='0'/></population>\n"
#define PORT                                                                   \
    "<port id='a' mode='land'>\n"                                              \
    "<flow id='f' population='p' start='s'>"                                   \
    "<trace table='parties.csv'/></flow>\n"
#define END_STATION "<route to='admitted'/></station>\n"

START_TEST(a_rule_opens_and_closes_positions_some_time_apart)
{
    play("1 min",
         PEOPLE PORT "<station id='s' positions='3'>"
                     "<opening least='1' above='2' below='0' after='5 s'/>"
                     "<inspect mean='10 s'/>" END_STATION "</port>",
         "at\n0 s\n1 s\n2 s\n3 s\n4 s\n5 s\n24 s\n24.5 s\n");
    /* the second opens at 2, the third at 7; at 17 the queue is empty and the
     * third closes, at 22 the second, though both are in use */
    happened("s0@0 s1@2 s2@7 s3@10 e0@10 s4@12 e1@12 s5@17 e2@17 e3@20 e4@22 "
             "s6@27 e5@27 s7@37 e6@37 e7@47");
    ck_assert_int_eq(played_series(&x, 0).open_time,
                     (2 + 2 * 5 + 3 * 10 + 2 * 5 + 38) * US_PER_S);
    played_release(&x);
}
END_TEST

START_TEST(a_rule_without_a_pause_opens_all_that_the_queue_asks_for)
{
    play("2 min",
         PEOPLE PORT "<station id='s' positions='5'>"
                     "<opening least='1' above='2' below='1'/>"
                     "<inspect mean='10 s' party='each'/>" END_STATION
                     "</port>",
         "at,size\n0 s,1\n1 s,1\n1 s,1\n1 s,1\n1 s,1\n2 s,9\n3 s,1\n");
    /* At 1, four are queued: three open, one after another as each starts
     * somebody, and close when one is left. At 2 nine more come: all open, the
     * fifth starts one; when the nine start at 10 the others close again. */
    happened("s0@0 s1@1 s2@1 s3@1 s4@2 s5@10 e0@10 e1@11 e2@11 e3@11 e4@12 "
             "s6@100 e5@100 e6@110");
    played_release(&x);
}
END_TEST

/* One officer: the rule allows a second position at 0 and a third at 10, which
 * nobody staffs, and takes them back at 40 and 50. So when three officers are
 * there at 60, one position is open. */
START_TEST(a_rule_goes_by_what_it_allowed_and_not_by_what_is_staffed)
{
    play("2 min",
         PEOPLE "<port id='a' mode='land'>"
                "<officers id='o'><shift from='00:00' to='00:01' count='1'/>"
                "<shift from='00:01' to='00:09' count='3'/></officers>"
                "<flow id='f' population='p' start='s'>"
                "<trace table='parties.csv'/></flow>"
                "<station id='s' positions='3' officers='o'>"
                "<opening least='1' above='2' below='0' after='10 s'/>"
                "<inspect mean='10 s'/>" END_STATION "</port>",
         "at\n0 s\n0 s\n0 s\n0 s\n0 s\n61 s\n61 s\n");
    happened("s0@0 s1@10 e0@10 s2@20 e1@20 s3@30 e2@30 s4@40 e3@40 e4@50 "
             "s5@61 s6@71 e5@71 e6@81");
    played_release(&x);
}
END_TEST

/* Two positions, one of them away from 1 to 3 min, for whatever reason. */
static const char away[] =
    "s0@0 s1@30 e0@60 s2@90 e1@90 s3@150 e2@150 s4@180 e3@210 e4@240";
static const char at_away[] = "at\n0 s\n30 s\n61 s\n90 s\n91 s\n";

START_TEST(who_is_at_a_position_that_closes_is_served_to_the_end)
{
    play("5 min",
         PEOPLE PORT "<station id='s' positions='2'>"
                     "<closed from='00:01' to='00:03' count='1'/>"
                     "<inspect mean='60 s'/>" END_STATION "</port>",
         at_away);
    happened(away);
    ck_assert_int_eq(played_series(&x, 0).open_time, 8 * US_PER_MIN);
    played_release(&x);
}
END_TEST

START_TEST(a_break_takes_an_officer_off_the_roster)
{
    play("5 min",
         PEOPLE "<port id='a' mode='land'>"
                "<officers id='o'><shift from='00:00' to='01:00' count='2'/>"
                "<break from='00:01' to='00:03' count='1'/></officers>"
                "<flow id='f' population='p' start='s'>"
                "<trace table='parties.csv'/></flow>"
                "<station id='s' positions='2' officers='o'>"
                "<inspect mean='60 s'/>" END_STATION "</port>",
         at_away);
    happened(away);
    const struct officers_row *o = x.results.table[TABLE_officers].row;
    ck_assert_int_eq(o->rostered_time, 8 * US_PER_MIN);
    played_release(&x);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("positions");
    TCase *t = tcase_create("positions");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, scratch_make, scratch_remove);
    tcase_add_test(t, a_rule_opens_and_closes_positions_some_time_apart);
    tcase_add_test(t, a_rule_without_a_pause_opens_all_that_the_queue_asks_for);
    tcase_add_test(t,
                   a_rule_goes_by_what_it_allowed_and_not_by_what_is_staffed);
    tcase_add_test(t, who_is_at_a_position_that_closes_is_served_to_the_end);
    tcase_add_test(t, a_break_takes_an_officer_off_the_roster);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? 0 : 1;
}
