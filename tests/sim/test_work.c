/* Work that decides nothing, shares of parties, and cameras that are out. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

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

#define PARTIES(size)                                                          \
    "<population id='p'><class id='c' status='visa'/>"                         \
    "<party size='" size "' share='1'/></population>\n"

/* 5 s once, 2 s for each of three, and 1 s for all together. */
START_TEST(work_takes_time_and_decides_nothing)
{
    played_run(&x, LOADED_SCENARIO(
                       PARTIES("3") "<port id='a' mode='land'>\n"
                                    "<flow id='f' population='p' start='S'>"
                                    "<renewal mean='40000 s'/></flow>\n"
                                    "<station id='S' positions='1'>"
                                    "<work mean='5 s'/>"
                                    "<work mean='2 s' party='each'/>"
                                    "<work mean='1 s' party='together'/>"
                                    "<work when='cleared' mean='100 s'/>"
                                    "<route when='cleared' to='refused'/>"
                                    "<route to='admitted'/></station>\n"
                                    "</port>\n"));
    ck_assert_str_eq(played_line(&x, "se"),
                     "s0@40000 e0@40012 s1@80000 e1@80012");
    ck_assert_int_eq(played_ended(&x, END_ADMITTED), 6);
    ck_assert_uint_eq(x.results.table[TABLE_inspections].count, 0);
}
END_TEST

/* Of 10,000 parties of four by a share of 0.3; z < 4.5. */
static void expect_share(const char *text, double p)
{
    played_release(&x);
    played_run(&x, text);
    double parties = (double)x.sum.parties;
    double took = (double)played_ended(&x, END_ADMITTED) / 4;
    ck_assert_int_eq(played_ended(&x, END_ADMITTED) % 4, 0);
    ck_assert(parties > 9000);
    ck_assert(fabs(took - parties * p) < 4.5 * sqrt(parties * p * (1 - p)));
}

#define SHARED(of)                                                             \
    LOADED_SCENARIO(PARTIES("4") "<port id='a' mode='land'>\n"                 \
                                 "<flow id='f' population='p' start='w'>"      \
                                 "<poisson rate='10000 /d'/></flow>\n"         \
                                 "<walk id='w' mean='1 s'>"                    \
                                 "<route share='0.3' share-of='" of            \
                                 "' to='admitted'/>"                           \
                                 "<route to='departed'/></walk>\n"             \
                                 "</port>\n")

START_TEST(a_share_of_parties_is_that_share_of_them)
{
    expect_share(SHARED("party"), 0.3);
    expect_share(SHARED("members"), 1 - 0.7 * 0.7 * 0.7 * 0.7);
}
END_TEST

#define AT_OUTAGES "at\n32399 s\n32400 s\n35999 s\n36000 s\n43200 s\n45000 s\n"

/* Out from 09:00 to 10:00 (32,400 s to 36,000 s): visits that begin then, one
 * of them at 32,400, take no photo and no time; the one at 32,399 does. And
 * from 12:00 to 12:30 (43,200 s to 45,000 s). */
START_TEST(a_camera_that_is_out_photographs_nobody_in_visits_that_begin_then)
{
    scratch_write(scratch_path("t.csv"), AT_OUTAGES, strlen(AT_OUTAGES));
    played_run(&x, LOADED_SCENARIO(
                       PARTIES("1") "<camera id='k'><capture-time mean='5 s'/>"
                                    "<outage from='09:00' to='10:00'/>"
                                    "<outage from='12:00' to='12:30'/>"
                                    "</camera>\n"
                                    "<port id='a' mode='land'>\n"
                                    "<flow id='f' population='p' start='S'>"
                                    "<trace table='t.csv'/></flow>\n"
                                    "<station id='S' positions='9'>"
                                    "<capture camera='k'/>"
                                    "<inspect when='no-image' mean='7 s'/>"
                                    "<route when='no-image' to='refused'/>"
                                    "<route to='admitted'/></station>\n"
                                    "</port>\n"));
    ck_assert_str_eq(played_line(&x, "e"),
                     "e0@32404 e1@32407 e3@36005 e2@36006 e4@43207 e5@45005");
    ck_assert_int_eq(played_ended(&x, END_REFUSED), 3);
    const struct capture_row *c = x.results.table[TABLE_capture].row;
    ck_assert_int_eq(c->transactions, 6);
    ck_assert_int_eq(c->no_image, 3);
    ck_assert_int_eq(c->attempts, 3);
}
END_TEST

/* From the end of each visit to the next joining: the walk back, which is
 * another one each time. */
START_TEST(who_walks_again_takes_another_time)
{
    enum { PEOPLE_MOST = 400 };
    static simtime end[PEOPLE_MOST], took[PEOPLE_MOST];
    int walks = 0, again = 0;

    played_run(&x, LOADED_SCENARIO(PARTIES(
                       "1") "<port id='a' mode='land'>\n"
                            "<flow id='f' population='p' start='A'>"
                            "<poisson rate='300 /d'/></flow>\n"
                            "<walk id='w' dist='exponential' mean='1 h'>"
                            "<route to='A'/></walk>\n"
                            "<station id='A' positions='400'>"
                            "<inspect mean='1 s'/>"
                            "<route share='0.3' to='admitted'/>"
                            "<route to='w'/></station>\n"
                            "</port>\n"));
    for (size_t i = 0; i < x.log.count; i++) { /* a party's are in order */
        const struct milestone *m = &x.log.item[i];
        ck_assert_uint_lt(m->party, PEOPLE_MOST);
        if (m->kind == MILESTONE_END)
            end[m->party] = m->at;
        if (m->kind != MILESTONE_JOIN || !end[m->party])
            continue;
        again += took[m->party] > 0;
        ck_assert_int_ne(m->at - end[m->party], took[m->party]);
        took[m->party] = m->at - end[m->party];
        walks++;
    }
    ck_assert_int_gt(walks, 400);
    ck_assert_int_gt(again, 200);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("work");
    TCase *t = tcase_create("work");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, work_takes_time_and_decides_nothing);
    tcase_add_test(t, a_share_of_parties_is_that_share_of_them);
    tcase_add_test(
        t, a_camera_that_is_out_photographs_nobody_in_visits_that_begin_then);
    tcase_add_test(t, who_walks_again_takes_another_time);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
