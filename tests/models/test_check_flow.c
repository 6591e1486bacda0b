/*
 * Who comes when: calls, departures, rates and traces that cannot be meant.
 */
#include <check.h>
#include <stdlib.h>

#include "tests/support/world.h"

START_TEST(calls_outside_the_run_are_told_once)
{
    struct world *w = a_world();
    w->call.day = 2;
    wants(w, "warning", 66, "the call on day 2 is outside the run");
    w = a_world();
    struct call calls[3] = {w->call, w->call, w->call};
    calls[1].at = line(67);
    calls[1].day = calls[2].day = 3;
    calls[2].id = "B7";
    w->flow.calls = 3;
    w->flow.call = calls;
    wants(w, "warning", 67, "nor of 1 later calls");
    w = a_world(); /* 22:00 in a port five hours west is after the end */
    w->port.wall.utc_offset = -5 * US_PER_H;
    w->call.from = w->call.until = 22 * US_PER_H;
    wants(w, "warning", 66, "outside the run");
    w = a_world(); /* and 02:00 in one five hours east is before the start */
    w->port.wall.utc_offset = 5 * US_PER_H;
    w->call.from = w->call.until = 2 * US_PER_H;
    wants(w, "warning", 66, "outside the run");
    w = a_world();
    w->call.from = w->call.until = 2 * US_PER_H;
    wants_nothing(w);
}
END_TEST

START_TEST(a_door_opens_before_it_closes)
{
    struct world *w = a_departure();
    wants_nothing(w);
    w = a_departure();
    w->flow.board.closes = 45 * US_PER_MIN;
    wants(w, "error", 68,
          "boarding would open 45 min before the departure, when the door "
          "has closed (45 min before it)");
    w = a_departure();
    w->flow.board.group_gap = 15 * US_PER_MIN; /* the third in 30 min: late */
    wants(w, "warning", 68, "the last group is called 30 min after the first");
    w = a_departure();
    w->flow.board.group_gap = 15 * US_PER_MIN - 1;
    wants_nothing(w);
}
END_TEST

START_TEST(boarding_groups_are_called_one_after_another)
{
    struct world *w = a_departure();
    w->flow.board.opens = 0;
    wants(w, "error", 68, "groups=\"3\" has no meaning without opens");
    w = a_departure();
    w->flow.board.group_gap = 0;
    wants(w, "error", 68, "groups=\"3\" has no meaning without opens");
    w = a_departure();
    w->flow.board.groups = 1;
    wants(w, "error", 68, "group-gap has no meaning with one group");
    w = a_departure();
    w->flow.board.groups = BOARDING_GROUPS_MOST + 1;
    w->flow.board.group_gap = 1;
    wants(w, "error", 68, "there are 101 boarding groups; there may be 100");
}
END_TEST

START_TEST(a_departure_can_be_caught)
{
    struct world *w = a_departure();
    w->flow.unload = 1e-6;
    wants(w, "error", 65, "unload has no meaning in flow \"flights\"");
    w = a_departure();
    w->flow.board.show_up = seconds(900); /* as the door closes */
    wants(w, "warning", 68, "all come when the door has closed");
    w = a_departure();
    w->flow.board.show_up = seconds(900.000001);
    wants_nothing(w);
    w = a_departure();
    w->flow.board.show_up.family = DIST_TRACE;
    wants(w, "error", 68, "traces hold the times of inspect steps only");
    w = a_departure();
    w->route[1].to.text = "admitted";
    wants(w, "warning", 68, "no way leads flow \"flights\" to the end state");
    w = a_departure(); /* out of the queue by the back door is a way, too */
    w->route[1].to.text = "withdrew";
    w->station[0].balk = 5;
    w->station[0].balk_to = named("departed", 86);
    wants_nothing(w);
    w = a_departure(); /* who is admitted is not aboard */
    w->route[1].to.text = "admitted";
    w->station[0].balk = 5;
    w->station[0].balk_to = named("departed", 86);
    wants(w, "warning", w->route[1].to.at.line,
          "who is led to \"admitted\" does not board: of flow \"flights\"");
    w = a_departure();
    w->call.day = 2;
    wants(w, "warning", 66, "outside the run: its door is not seen");
}
END_TEST

START_TEST(relief_for_a_door_needs_one)
{
    struct world *w = a_world();
    w->step[0].relief_door = 10 * US_PER_MIN;
    wants(w, "warning", 81, "no flow with <boarding> comes to station");
    w = a_departure();
    w->step[0].relief_door = 10 * US_PER_MIN;
    wants_nothing(w);
}
END_TEST

START_TEST(pieces_follow_each_other)
{
    static const struct {
        int from, to, line;
        const char *words;
    } second[] = {{12, 14, 0, ""},
                  {6, 8, 0, ""},
                  {11, 14, 68, "overlaps that at a.xml:67"},
                  {7, 24, 68, "overlaps that at a.xml:67"},
                  {14, 14, 68, "does not end after it begins"},
                  {14, 13, 68, "does not end after it begins"}};
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        struct world *w = a_world();
        w->flow.kind = ARRIVE_POISSON;
        w->piece[0] =
            (struct rate_piece){line(67), 8 * US_PER_H, 12 * US_PER_H, 1e-8};
        w->piece[1] = (struct rate_piece){line(68), second[i].from * US_PER_H,
                                          second[i].to * US_PER_H, 1e-8};
        w->flow.pieces = 2;
        w->flow.piece = w->piece;
        if (second[i].line)
            wants(w, "error", second[i].line, second[i].words);
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(a_rate_of_zero_all_day_is_noticed)
{
    struct world *w = a_world();
    w->flow.kind = ARRIVE_POISSON;
    wants(w, "warning", 65, "nobody comes");
}
END_TEST

/* 20,000 times 214,748 is 4,294,960,000; the 7,295 after them just fit. */

START_TEST(ordinals_of_parties_have_32_bits)
{
    enum { CALLS = 214749 };
    static struct call call[CALLS];
    for (int more = 0; more < 2; more++) {
        struct world *w = a_world();
        for (int i = 0; i < CALLS; i++) {
            call[i] = w->call;
            call[i].id = "";
            call[i].passengers = 20000;
        }
        call[CALLS - 1].at = line(900);
        call[CALLS - 1].passengers = 7295 + more;
        w->flow.call = call;
        w->flow.calls = CALLS;
        if (more)
            wants(w, "error", 900, "more than 4294967295 passengers");
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(vehicles_unload_a_hundred_days_a_person_at_most)
{
    static const double per_day[] = {0, 0.0099, 0.0101};
    for (int i = 0; i < 3; i++) {
        struct world *w = a_world();
        w->flow.unload = per_day[i] / (double)US_PER_DAY;
        if (i == 1)
            wants(w, "error", 65, "unload=\"0.0099 /d\" is below 0.01 /d");
        else
            wants_nothing(w);
    }
}
END_TEST

START_TEST(a_rate_fits_the_sums_of_gaps)
{
    static const struct {
        double per_day;
        const char *words;
    } rate[] = {{0.0099, "below 0.01 /d"},
                {0.0101, NULL},
                {1.1e9, "over 1e9 parties"},
                {0.9e9, NULL}};
    for (size_t i = 0; i < sizeof rate / sizeof *rate; i++) {
        struct world *w = a_world();
        w->flow.kind = ARRIVE_POISSON;
        w->flow.rate = rate[i].per_day / (double)US_PER_DAY;
        if (rate[i].words)
            wants(w, "error", 65, rate[i].words);
        else
            wants_nothing(w);
    }
    for (int gap = 0; gap < 2; gap++) { /* batches bring several, gaps too */
        struct world *w = a_world();
        w->flow.kind = gap ? ARRIVE_RENEWAL : ARRIVE_POISSON;
        w->flow.rate = 0.6e9 / (double)US_PER_DAY;
        w->flow.gap = seconds(86400 / 0.6e9);
        w->flow.batch = 2;
        wants(w, "error", 65, "over 1e9 parties");
    }
}
END_TEST

START_TEST(a_call_is_named_once_a_day)
{
    struct world *w = a_world();
    struct call call[4] = {w->call, w->call, w->call, w->call};
    call[1].id = "B7";
    call[2].day = 2;
    call[2].at.line = 68;
    call[3].at.line = 69;
    w->s.duration = 2 * US_PER_DAY;
    w->flow.call = call;
    w->flow.calls = 3;
    wants_nothing(w);
    w = a_world();
    w->flow.call = call;
    w->s.duration = 2 * US_PER_DAY;
    w->flow.calls = 4;
    wants(w, "error", 69,
          "a second call \"B6\" on day 1; the first is at a.xml:66");
    w = a_world(); /* a name need not be there */
    call[0].id = call[3].id = "";
    w->flow.call = call;
    w->s.duration = 2 * US_PER_DAY;
    w->flow.calls = 4;
    wants_nothing(w);
}
END_TEST

static void make_trace(struct world *w, struct name *column)
{
    w->flow.kind = ARRIVE_TRACE;
    w->row[0] = (struct trace_row){.at = line(101), .size = 1};
    w->row[1] = (struct trace_row){.at = line(102), .size = 1};
    w->flow.rows = 2;
    w->flow.row = w->row;
    w->step[2].time.family = DIST_TRACE;
    *column = named("booth", 1);
    w->flow.trace_stations = 1;
    w->flow.trace_station = column;
}

START_TEST(traces_hold_the_times_of_the_stations_they_reach)
{
    struct name column;
    struct world *w = a_world();
    make_trace(w, &column);
    wants_nothing(w);
    w = a_world();
    make_trace(w, &column);
    w->flow.trace_stations = 0;
    wants(w, "error", 1, "column \"booth\" is missing");
    w = a_world();
    make_trace(w, &column);
    w->flow.kind = ARRIVE_TIMETABLE;
    wants(w, "error", 83,
          "flow \"flights\" at a.xml:65 comes to station "
          "\"booth\" and has no trace");
    w = a_world();
    make_trace(w, &column);
    w->row[1].class = "crew";
    wants(w, "error", 102, "has no class \"crew\"");
}
END_TEST

START_TEST(rows_of_a_trace_come_in_order_before_the_end)
{
    struct name column;
    struct world *w = a_world();
    make_trace(w, &column);
    w->row[0].time = w->row[1].time = w->s.duration - 1;
    wants_nothing(w);
    w = a_world();
    make_trace(w, &column);
    w->row[0].time = 1;
    wants(w, "error", 102, "the row is before the one above it");
    w = a_world();
    make_trace(w, &column);
    w->row[0].time = w->row[1].time = w->s.duration;
    wants(w, "warning", 101,
          "this row is after the end of the run, and so are 1 below");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_flow");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, calls_outside_the_run_are_told_once);
    tcase_add_test(t, a_door_opens_before_it_closes);
    tcase_add_test(t, boarding_groups_are_called_one_after_another);
    tcase_add_test(t, a_departure_can_be_caught);
    tcase_add_test(t, relief_for_a_door_needs_one);
    tcase_add_test(t, pieces_follow_each_other);
    tcase_add_test(t, a_rate_of_zero_all_day_is_noticed);
    tcase_add_test(t, ordinals_of_parties_have_32_bits);
    tcase_add_test(t, vehicles_unload_a_hundred_days_a_person_at_most);
    tcase_add_test(t, a_rate_fits_the_sums_of_gaps);
    tcase_add_test(t, a_call_is_named_once_a_day);
    tcase_add_test(t, traces_hold_the_times_of_the_stations_they_reach);
    tcase_add_test(t, rows_of_a_trace_come_in_order_before_the_end);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
