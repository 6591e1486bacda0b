/*
 * Which differences between two ports count, one at a time; and that estimates
 * of ports which are alike are the same numbers.
 */
#include "models/alike.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/expected/expected.h"
#include "sim/io/scenario/scenario_file.h"
#include "tests/support/loaded.h"

static struct loaded in;
static struct scenario s;

#define PARTS                                                                  \
    "<group id='g'/><population id='all'>"                                     \
    "<class id='c' status='visa' enrolled='0.5' share='0.5'/>"                 \
    "<class id='d' status='citizen' opt-out='0.1' share='0.5'>"                \
    "<group-share group='g' share='1'/></class></population>"                  \
    "<population id='few'><class id='e' status='visa'/></population>"          \
    "<rule id='r' statuses='visa' modes='land' %s='2026-07-15'/>"              \
    "<camera id='k'><capture-time mean='1 s'/></camera>"                       \
    "<camera id='l'><capture-time mean='2 s'/></camera>"                       \
    "<matcher id='m' fnmr='0.01' impostor-match='0' fnir='0.01' fpir='0'/>"    \
    "<gallery id='ship' kind='manifest'/>"                                     \
    "<gallery id='all' kind='standing' size='9'/>"                             \
    "<matching-service id='t' matcher='m'><network-time mean='1 s'/>"          \
    "<service-time mean='1 s'/></matching-service>"                            \
    "<matching-service id='u' matcher='m'><network-time mean='1 s'/>"          \
    "<service-time mean='1 s'/></matching-service>"

#define CALLS                                                                  \
    "<flow id='f' population='all' start='W'>"                                 \
    "<call at='12:00' passengers='120'/></flow>"
#define CHOICE "to='S' or='T'"

/* Of the walk's first route and T's: one of them may choose a station. */
#define PORT(of_walk, of_station)                                              \
    "<port id='A' mode='land' utc-offset='-5 h'>"                              \
    "<notices awareness='0.5' signs='0.5'/>"                                   \
    "<officers id='o' mishandled-opt-outs='0.01'>"                             \
    "<shift from='00:00' to='24:00' count='2'/></officers>" CALLS              \
    "<walk id='W' mean='1 min'><route class='c' " of_walk "/>"                 \
    "<route to='S'/></walk>"                                                   \
    "<walk id='X' mean='1 min'><route to='T'/></walk>"                         \
    "<station id='S' positions='2' room='9' full-to='refused' officers='o' "   \
    "order='priority'><first class='c'/>"                                      \
    "<balk queue='90' to='T'/><patience mean='1 h' to='abandoned'/>"           \
    "<capture camera='k' attempts='3' scope='rules' relief-queue='8' "         \
    "relief-door='5 min'/>"                                                    \
    "<match service='t' search='1:N' gallery='ship' share='0.7'/>"             \
    "<inspect mean='30 s' refer='0.03' false-reject='0.02' "                   \
    "false-accept='0.1' party='each'/>"                                        \
    "<route when='referred' split='true' to='T'/><route to='admitted'/>"       \
    "</station>"                                                               \
    "<station id='T' positions='3'>"                                           \
    "<enrol mean='1 min' failure-to-enrol='0.02' enrolled='false'/>"           \
    "<inspect mean='30 s'/><route group='g' " of_station "/>"                  \
    "<route to='refused'/></station>"                                          \
    "<station id='U' positions='4'><inspect mean='9 s'/>"                      \
    "<route to='admitted'/></station></port>"

static const char usual[] = PORT(CHOICE, "to='admitted'");
static const char no_choice[] = PORT("to='S'", "to='admitted'");
static const char station_chooses[] = PORT("to='S'", CHOICE);

/* The port, then what becomes of it when its first `from` is `to`; where the
 * rule has a date `from` or `until`. */
static void two_ports_of(const char *port, const char *date, const char *from,
                         const char *to)
{
    char text[10000];
    const char *at = strstr(port, from);

    ck_assert_msg(at != NULL, "no %s", from);
    int before = (int)(at - port);
    int n = snprintf(text, sizeof text, LOADED_SCENARIO(PARTS "%s%.*s%s%s"),
                     date, port, before, port, to, at + strlen(from));
    ck_assert_int_lt(n, (int)sizeof text);
    strstr(strstr(text, "</port>"), "id='A'")[strlen("id='")] = 'B';
    loaded_text(&in, text);
    ck_assert_msg(in.result == 0, "%s: %s", to, loaded_message(&in, 0));
    scenario_file_read(&s, &in.document, &in.diag);
    ck_assert_msg(in.diag.count == 0, "%s: %s", to, loaded_message(&in, 0));
    ck_assert_int_eq(s.ports, 2);
}

static void two_ports(const char *from, const char *to)
{
    two_ports_of(usual, "from", from, to);
}

static void release(void)
{
    loaded_release(&in);
}

START_TEST(how_many_come_and_who_works_does_not_count)
{
    static const char *const change[][2] = {
        {"12:00", "13:00"},
        {"mean='1 min'><route", "mean='9 min'><route"},
        {"count='2'", "count='7'"},
        {"officers id='o'", "officers id='o' operator='cbp'"},
        {"queue='90'", "queue='91'"},
        {"room='9'", "room='10'"},
        {"mean='1 h'", "mean='2 h'"},
        {"positions='2'", "headway='1 s' positions='2'"},
        {"flow id='f'", "flow id='g'"},
    };

    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        two_ports(change[i][0], change[i][1]);
        ck_assert_msg(port_alike(&s, &s.port[0], &s.port[1]), "%s",
                      change[i][1]);
        release();
    }
}
END_TEST

START_TEST(whatever_else_is_different_counts)
{
    static const char *const change[][2] = {
        {"mode='land'", "mode='sea'"}, /* the rule is not for it */
        {"utc-offset='-5 h'", "utc-offset='-6 h'"},
        {"signs='0.5'", "signs='0.6'"},
        {"mishandled-opt-outs='0.01'", "mishandled-opt-outs='0.02'"},
        {"population='all'", "population='few'"},
        {"start='W'", "start='S'"},
        {"start='W'", "start='W' direction='exit'"},
        {"passengers='120'", "passengers='121'"},
        {"class='c' to='S'", "class='d' to='S'"},
        {"class='c' to='S'", "status='visa' to='S'"},
        {"to='S' or='T'", "to='T' or='S'"},
        {"to='S' or='T'", "to='S'"},
        {"positions='2'", "positions='3'"},
        {"<balk queue='90' to='T'/>", ""},
        {"<balk queue='90' to='T'/>", "<balk queue='90' to='abandoned'/>"},
        {"<patience mean='1 h' to='abandoned'/>", ""},
        {"to='abandoned'", "to='withdrew'"},
        {"camera='k'", "camera='l'"},
        {"attempts='3'", "attempts='2'"},
        {"scope='rules' ", ""},
        {"relief-queue='8'", ""},
        {"service='t'", "service='u'"},
        {"gallery='ship'", "gallery='all'"},
        {"search='1:N' gallery='ship'", "search='1:1'"},
        {"share='0.7'", "share='0.8'"},
        {"share='0.7'", "share='0.7' share-of='party'"},
        {"share='0.7'", "share='0.7' enrolled='true'"},
        {"mean='30 s' refer", "mean='31 s' refer"},
        {"mean='30 s' refer", "dist='gamma' cv='1' mean='30 s' refer"},
        {"refer='0.03'", "refer='0.04'"},
        {"false-reject='0.02'", "false-reject='0.03'"},
        {"false-accept='0.1'", "false-accept='0.2'"},
        {"party='each'", "party='once'"},
        {"when='referred'", "when='referred look-out'"},
        {"split='true' ", ""},
        {"full-to='refused'", "full-to='withdrew'"},
        {"failure-to-enrol='0.02'", "failure-to-enrol='0.03'"},
        {"<route group='g'", "<route share='0.5'"},
        {"<route to='refused'/>", "<route to='withdrew'/>"},
        {"<inspect mean='30 s'/>", ""},
        {"<inspect mean='30 s'/>", "<work mean='30 s'/>"},
        {"relief-door='5 min'", "relief-door='6 min'"},
        {"<first class='c'/>", "<first class='d'/>"},
        {"<walk id='X'", "<walk id='Y'"},
        {"<station id='U'", "<station id='V'"},
        /* one more of what begins alike */
        {CALLS, CALLS "<flow id='h' population='all' start='W'>"
                      "<call at='12:00' passengers='120'/></flow>"},
        {"<first class='c'/>", "<first class='c'/><first class='d'/>"},
        {"<inspect mean='9 s'/>", "<inspect mean='9 s'/><work mean='9 s'/>"},
        {"</station></port>",
         "</station><station id='V' positions='4'><inspect mean='9 s'/>"
         "<route to='admitted'/></station></port>"},
        {"<station id='S'",
         "<walk id='Z' mean='1 min'><route to='T'/></walk><station id='S'"},
        {"</officers>", "</officers><officers id='q' "
                        "mishandled-opt-outs='0.01'><shift from='00:00' "
                        "to='24:00' count='2'/></officers>"},
    };

    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        two_ports(change[i][0], change[i][1]);
        ck_assert_msg(!port_alike(&s, &s.port[0], &s.port[1]), "%s",
                      change[i][1]);
        release();
    }
}
END_TEST

/* What XML cannot change alone. */
START_TEST(of_two_steps_the_kind_counts_by_itself)
{
    two_ports("id='A'", "id='A'");
    ck_assert(port_alike(&s, &s.port[0], &s.port[1]));
    struct step *last = (struct step *)s.port[1].station[2].step;
    ck_assert_int_eq(last->kind, STEP_INSPECT);
    last->kind = STEP_WORK;
    ck_assert(!port_alike(&s, &s.port[0], &s.port[1]));
}
END_TEST

/* The last route is everybody's, so that another behind it is an error. */
START_TEST(the_number_of_routes_counts_by_itself)
{
    two_ports("id='A'", "id='A'");
    const struct port *a = &s.port[0], *b = &s.port[1];
    ((struct walk *)a->walk)[0].routes--;
    ck_assert(!port_alike(&s, a, b));
    ((struct walk *)b->walk)[0].routes--;
    ck_assert(port_alike(&s, a, b));
    ((struct station *)a->station)[0].routes--;
    ck_assert(!port_alike(&s, a, b));
}
END_TEST

START_TEST(ports_with_tables_of_parties_are_like_no_other)
{
    two_ports("id='A'", "id='A'");
    for (int which = 1; which <= 3; which++) {
        for (int i = 0; i < 2; i++)
            ((struct flow *)s.port[i].flow)->kind =
                which >> i & 1 ? ARRIVE_TRACE : ARRIVE_TIMETABLE;
        ck_assert(!port_alike(&s, &s.port[0], &s.port[1]));
    }
}
END_TEST

/* By the clocks of the ports. */
START_TEST(either_date_of_a_rule_counts)
{
    static const char *const date[] = {"from", "until"};

    two_ports_of(usual, date[_i], "utc-offset='-5 h'", "utc-offset='-6 h'");
    ck_assert(!port_alike(&s, &s.port[0], &s.port[1]));
}
END_TEST

START_TEST(positions_count_where_a_route_chooses_by_them)
{
    static const char *const port[] = {no_choice, station_chooses, usual};

    two_ports_of(port[_i], "from", "positions='4'", "positions='5'");
    ck_assert(port_alike(&s, &s.port[0], &s.port[1]) == (_i == 0));
}
END_TEST

static void same(const double *a, const double *b, int n, const char *id)
{
    for (int i = 0; i < n; i++)
        ck_assert_msg(!memcmp(&a[i], &b[i], sizeof *a), "%s: %.17g, %.17g", id,
                      a[i], b[i]);
}

START_TEST(a_nation_is_estimated_as_port_by_port)
{
    static const struct document_options o = {.library = "scenarios/library"};

    in = (struct loaded){0};
    in.result =
        document_load(&in.document, "scenarios/national/national-day.xml", &o,
                      &in.arena, &in.diag);
    ck_assert_msg(in.result == 0, "%s", loaded_message(&in, 0));
    ck_assert_int_eq(scenario_file_read(&s, &in.document, &in.diag), 0);
    int *first = ports_alike(&s), kinds = 0;
    struct expected *e = calloc((size_t)s.ports, sizeof *e);
    ck_assert(first && e);
    for (int i = 0; i < s.ports; i++) {
        const struct port *p = &s.port[i];
        const struct expected *f = &e[first[i]];
        ck_assert_int_eq(expected_fill(&e[i], &s, p, NULL), 0);
        kinds += first[i] == i;
        same(e[i].reach, f->reach, p->flows * f->nodes, p->id.text);
        same(e[i].parties, f->parties, p->flows * f->nodes, p->id.text);
        same(e[i].busy, f->busy, p->flows * p->stations, p->id.text);
        same(e[i].taken, f->taken, p->flows * f->routes, p->id.text);
        same(e[i].asked, f->asked, p->flows * f->services, p->id.text);
    }
    ck_assert_int_lt(kinds, s.ports / 5);
    for (int i = 0; i < s.ports; i++)
        expected_release(&e[i]);
    free(e);
    free(first);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alike");
    TCase *c = tcase_create("ports");

    tcase_add_checked_fixture(c, NULL, release);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, how_many_come_and_who_works_does_not_count);
    tcase_add_test(c, whatever_else_is_different_counts);
    tcase_add_test(c, of_two_steps_the_kind_counts_by_itself);
    tcase_add_test(c, the_number_of_routes_counts_by_itself);
    tcase_add_test(c, ports_with_tables_of_parties_are_like_no_other);
    tcase_add_loop_test(c, either_date_of_a_rule_counts, 0, 2);
    tcase_add_loop_test(c, positions_count_where_a_route_chooses_by_them, 0, 3);
    tcase_add_test(c, a_nation_is_estimated_as_port_by_port);
    suite_add_tcase(suite, c);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
