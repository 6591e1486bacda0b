/* Cameras that fail at random: exact moments, and the long run's share. */
#include <check.h>
#include <math.h>
#include <stdio.h>
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

#define PEOPLE "<population id='p'><class id='c' status='visa'/></population>\n"

static void arrivals(const char *table)
{
    scratch_write(scratch_path("t.csv"), table, strlen(table));
}

/* Up 100 s, down 50 s: out in [100, 150), [250, 300), and so on; besides from
 * 00:05:10 (310 s) to 00:05:20. Out: no photo, no time. */
START_TEST(a_camera_is_out_from_its_failure_until_its_repair)
{
    arrivals("at\n99 s\n100 s\n149 s\n150 s\n249 s\n299 s\n300 s\n315 s\n");
    played_run(&x, LOADED_SCENARIO(
                       PEOPLE "<camera id='k'><capture-time mean='5 s'/>"
                              "<outage from='00:05:10' to='00:05:20'/>"
                              "<random-outage><up mean='100 s'/>"
                              "<down mean='50 s'/></random-outage></camera>\n"
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
                     "e0@104 e1@107 e3@155 e2@156 e4@254 e6@305 e5@306 e7@322");
    ck_assert_int_eq(played_ended(&x, END_REFUSED), 4);
}
END_TEST

/* A visit that began before the failure, at 99 s, has its second photo, at
 * 114 s; one that began at 149 s has none, though the camera is back at 150. */
START_TEST(what_counts_is_whether_it_was_out_when_the_visit_began)
{
    arrivals("at\n99 s\n149 s\n");
    played_run(&x, LOADED_SCENARIO(
                       PEOPLE "<camera id='k'><capture-time mean='5 s'/>"
                              "<random-outage><up mean='100 s'/>"
                              "<down mean='50 s'/></random-outage></camera>\n"
                              "<port id='a' mode='land'>\n"
                              "<flow id='f' population='p' start='S'>"
                              "<trace table='t.csv'/></flow>\n"
                              "<station id='S' positions='9'>"
                              "<capture camera='k'/>"
                              "<work mean='10 s'/>"
                              "<capture camera='k'/>"
                              "<route to='admitted'/></station>\n"
                              "</port>\n"));
    ck_assert_str_eq(played_line(&x, "e"), "e0@119 e1@159");
}
END_TEST

enum { STATIONS = 20 };

/* Stations in a row, each with a camera that is up for 60 s and down for 20 s
 * in the mean, and nobody waits. */
static const char *row_of_stations(void)
{
    static char text[8000];
    size_t n = (size_t)snprintf(
        text, sizeof text,
        LOADED_HEAD PEOPLE
        "<camera id='k'><capture-time mean='1 s'/><random-outage>"
        "<up dist='exponential' mean='60 s'/>"
        "<down dist='exponential' mean='20 s'/></random-outage></camera>\n"
        "<port id='a' mode='land'>\n"
        "<flow id='f' population='p' start='s0'>"
        "<poisson rate='20000 /d'/></flow>\n");

    for (int i = 0; i < STATIONS; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "<station id='s%d' positions='100000'>"
                              "<capture camera='k'/><route to='",
                              i);
        n += (size_t)snprintf(text + n, sizeof text - n,
                              i + 1 < STATIONS ? "s%d'/></station>\n"
                                               : "admitted'/></station>\n",
                              i + 1);
    }
    snprintf(text + n, sizeof text - n, "</port>\n</scenario>\n");
    return text;
}

/* The share of down time is d / (u + d) = 0.25; over T its variance is
 * 2 a b / ((a + b)^3 T), a = 1/u, b = 1/d (docs/model.md, Capture); who
 * comes at random sees shares of time. Stations are independent, so that the
 * spread among them is that of one, and the mean's a 20th. */
START_TEST(the_share_that_finds_it_out_is_the_share_of_its_down_time)
{
    const double a = 1 / 60.0, b = 1 / 20.0, t = 86400;
    const double of_one = 2 * a * b / pow(a + b, 3) / t;
    const struct capture_row *row;
    double sum = 0, squares = 0;

    played_run(&x, row_of_stations());
    ck_assert_uint_eq(x.results.table[TABLE_capture].count, STATIONS);
    row = x.results.table[TABLE_capture].row;
    for (int i = 0; i < STATIONS; i++) {
        double share = (double)row[i].no_image / (double)row[i].transactions;
        ck_assert_int_gt(row[i].transactions, 19000);
        sum += share;
        squares += (share - 0.25) * (share - 0.25);
    }
    /* and of 20,000 who come at random */
    double variance = of_one + 0.25 * 0.75 / 20000;
    ck_assert(fabs(sum / STATIONS - 0.25) < 4.5 * sqrt(variance / STATIONS));
    /* chi squared with 20 degrees: in [3, 60] but for 1 in 10^5 */
    ck_assert(squares / variance > 3 && squares / variance < 60);
    const struct capture_causes_row *c =
        x.results.table[TABLE_capture_causes].row;
    ck_assert_uint_eq(x.results.table[TABLE_capture_causes].count, STATIONS);
    ck_assert_str_eq(model_names(x.model)->name[NAMES_CAUSES][c->cause],
                     "no-image: camera-out");
    for (int i = 0; i < STATIONS; i++)
        ck_assert_int_eq(c[i].no_image, row[i].no_image);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("camera_fails");
    TCase *t = tcase_create("camera_fails");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, a_camera_is_out_from_its_failure_until_its_repair);
    tcase_add_test(t, what_counts_is_whether_it_was_out_when_the_visit_began);
    tcase_add_test(t,
                   the_share_that_finds_it_out_is_the_share_of_its_down_time);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
