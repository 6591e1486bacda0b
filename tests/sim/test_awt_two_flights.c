/* Two flights with constant times, worked out by hand: what Airport Wait Times
 * measure is the journey, and a wait in the queue is something else.
 *
 * Both unload 2 travellers a minute, so the c-th is off c/2 min after block,
 * and walk 5 min. AWT takes the walk off again.
 *
 * A, 09:45, 40 citizens, one booth, 1 min each. The c-th joins at c/2 + 5; the
 * booth is never idle from 5.5 on, so the c-th ends at 5.5 + c.
 *     AWT:   c + 0.5 min: up to 15 for c <= 14, up to 30 for c <= 29,
 *            41 - 0.5 at most. Bins 14, 15, 11; mean 21.
 *     queue: (5.5 + c - 1) - (c/2 + 5) = c/2 - 0.5 min: up to 15 for c <= 31.
 *            Bins 31, 9; mean 9.75. From c = 20 on they join after 10:00, and
 *            would be counted in another hour.
 *
 * B, 11:00, 30 visitors, two booths, 2 min each: odd and even travellers have a
 * booth each. Odd c ends at 6.5 + c, even c at 6 + c.
 *     AWT:   c + 1.5 (odd), c + 1 (even). Bins 14, 14, 2 (c = 29: 30.5 min,
 *            c = 30: 31 min); mean (16.5 + 17) / 2 = 16.75.
 *     queue: c/2 - 0.5 (odd), c/2 - 1 (even): 14 min at most. Bins 30, 0, 0;
 *            mean 7.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/flow/flow.h"
#include "sim/io/scenario/scenario_file.h"

static const char scenario[] =
    "<scenario xmlns='urn:poesim:scenario' version='1' id='two-flights'"
    " start='2020-03-01' duration='30 h'>"
    "<title>Two flights</title><source>made up</source>"
    "<run replications='1' interval='15 min'/>"
    "<population id='all'><class id='citizen' status='citizen'/></population>"
    "<population id='none'><class id='visitor' status='visa'/></population>"
    "<port id='ZZZ.Main' mode='air'>"
    "<officers id='booths'><shift from='09:00' to='11:00' count='1'/>"
    "<shift from='11:00' to='13:00' count='2'/></officers>"
    "<flow id='h09' population='all' start='walk' unload='2 /min'>"
    "<call at='09:45' passengers='40'/></flow>"
    "<flow id='h11' population='none' start='walk' unload='2 /min'>"
    "<call at='11:00' passengers='30'/></flow>"
    "<walk id='walk' mean='5 min'><route to='primary'/></walk>"
    "<station id='primary' positions='2' officers='booths'"
    " limits='15 min, 30 min, 45 min, 60 min, 90 min, 120 min'>"
    "<inspect status='citizen' mean='60 s'/>"
    "<inspect status='visa' mean='120 s'/>"
    "<route to='admitted'/></station>"
    "<journey id='awt' to='primary' less='5 min'/>"
    "</port></scenario>";

static struct results results;

static void run(void)
{
    struct arena a = {0};
    struct diag d = {0};
    struct document doc;
    struct scenario s;
    struct model *m;
    const struct document_options o = {0};
    ck_assert_int_eq(document_load_memory(&doc, "two.xml", scenario,
                                          strlen(scenario), &o, &a, &d),
                     0);
    ck_assert_int_eq(scenario_file_read(&s, &doc, &d), 0);
    ck_assert_int_eq(model_compile(&m, &s, &d), 0);
    struct flow_worker *w = flow_worker_new();
    const struct flow_options fo = {0};
    ck_assert_int_eq(flow_run(w, m, 0, &fo, &results), FLOW_DONE);
    flow_worker_free(w);
    model_free(m);
    document_release(&doc);
    arena_release(&a);
    diag_release(&d);
}

static void stop(void)
{
    results_release(&results);
}

enum { FIRST = 9 * 4, SECOND = 11 * 4 }; /* intervals of 15 min: 09:00, 11:00 */

/* Persons of the bins up to 15, 30, 45, 60, 90, 120 min and over, of
 * intervals [from, from + 4). */
static void journey_bins(int from, int64_t bin[7])
{
    memset(bin, 0, 7 * sizeof bin[0]);
    const struct rows *t = &results.table[TABLE_journey_bins];
    const struct journey_bins_row *row = t->row;
    static const int limit[] = {15, 30, 45, 60, 90, 120};
    for (size_t i = 0; i < t->count; i++) {
        int b = 0;
        while (b < 6 && row[i].limit_us != limit[b] * US_PER_MIN)
            b++;
        if (row[i].interval >= from && row[i].interval < from + 4)
            bin[b] += row[i].persons;
    }
}

static double journey_mean(int from, int64_t *persons)
{
    const struct rows *t = &results.table[TABLE_journeys];
    const struct journeys_row *row = t->row;
    int64_t sum = 0;
    *persons = 0;
    for (size_t i = 0; i < t->count; i++)
        if (row[i].interval >= from && row[i].interval < from + 4) {
            *persons += row[i].persons;
            sum += row[i].time_sum_us;
        }
    return (double)sum / (double)*persons / (double)US_PER_MIN;
}

START_TEST(bins_of_the_journey_are_those_worked_out_by_hand)
{
    int64_t bin[7], persons;
    static const int64_t a[7] = {14, 15, 11, 0, 0, 0, 0};
    static const int64_t b[7] = {14, 14, 2, 0, 0, 0, 0};
    journey_bins(FIRST, bin);
    for (int k = 0; k < 7; k++)
        ck_assert_int_eq(bin[k], a[k]);
    journey_bins(SECOND, bin);
    for (int k = 0; k < 7; k++)
        ck_assert_int_eq(bin[k], b[k]);
    ck_assert_double_eq_tol(journey_mean(FIRST, &persons), 21, 1e-9);
    ck_assert_int_eq(persons, 40);
    ck_assert_double_eq_tol(journey_mean(SECOND, &persons), 16.75, 1e-9);
    ck_assert_int_eq(persons, 30);
}
END_TEST

/* Somebody who takes the station's waits for what AWT publishes is wrong. */
START_TEST(waits_in_the_queue_are_not_what_is_published)
{
    int64_t in_hour[3] = {0}, over_15 = 0, sum = 0;
    const struct rows *t = &results.table[TABLE_waits_intervals];
    const struct waits_intervals_row *row = t->row;
    for (size_t i = 0; i < t->count; i++) {
        int hour = row[i].interval / 4 - 9;
        ck_assert(hour >= 0 && hour < 3);
        in_hour[hour] += row[i].persons;
        sum += hour < 2 ? row[i].wait_sum_us : 0;
    }
    const struct rows *o = &results.table[TABLE_waits_over];
    const struct waits_over_row *over = o->row;
    for (size_t i = 0; i < o->count; i++)
        if (over[i].limit_us == 15 * US_PER_MIN)
            over_15 += over[i].persons;
        else
            ck_assert_int_eq(over[i].persons, 0); /* nobody over 30 min */
    ck_assert_int_eq(over_15, 9); /* journey: 26 of A and 16 of B */
    ck_assert_double_eq_tol((double)sum / 40 / (double)US_PER_MIN, 9.75, 1e-9);
    ck_assert_int_eq(in_hour[0], 19); /* the other 21 join in the next hour, */
    ck_assert_int_eq(in_hour[1], 21); /* in which nobody landed */
    ck_assert_int_eq(in_hour[2], 30);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("awt_two_flights");
    TCase *t = tcase_create("awt_two_flights");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, run, stop);
    tcase_add_test(t, bins_of_the_journey_are_those_worked_out_by_hand);
    tcase_add_test(t, waits_in_the_queue_are_not_what_is_published);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
