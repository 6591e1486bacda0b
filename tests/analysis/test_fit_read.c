/* Which rows of the journeys belong to an hour of the airport's clock. */
#include <check.h>
#include <stdlib.h>

#include "analysis/common/fit_read.h"

/* Results with one person in every interval of every journey and replication,
 * whose time is the interval's number in minutes, tenfold for journey 1. */
enum { INTERVALS = 30 * 4, REPLICATIONS = 2, JOURNEYS = 2 };

static const char *const journey_name[JOURNEYS] = {"A.Main/awt", "B.Main/awt"};
static struct name_table names = {.name[NAMES_JOURNEYS] = journey_name,
                                  .count[NAMES_JOURNEYS] = JOURNEYS};

static int64_t minutes(int journey, int interval)
{
    return (journey ? 10 : 1) * interval;
}

static void fill(struct input *in, struct results_about *about,
                 const struct awt_journey *j, int32_t day)
{
    *about = (struct results_about){.start_utc_us = awt_hour_utc(j, day, 0),
                                    .duration_us = INTERVALS * 15 * US_PER_MIN,
                                    .interval_us = 15 * US_PER_MIN};
    *in = (struct input){.about = about,
                         .names = &names,
                         .replications = REPLICATIONS,
                         .intervals = INTERVALS};
    for (int k = 0; k < REPLICATIONS * JOURNEYS * INTERVALS; k++) {
        int i = k % INTERVALS, n = k / INTERVALS % JOURNEYS;
        int r = k / INTERVALS / JOURNEYS;
        struct journeys_row *row = results_add(&in->tables, TABLE_journeys);
        *row = (struct journeys_row){.replication = r,
                                     .journey = n,
                                     .interval = i,
                                     .persons = 1,
                                     .time_sum_us =
                                         (r + minutes(n, i)) * US_PER_MIN};
        struct journey_bins_row *bin =
            results_add(&in->tables, TABLE_journey_bins);
        *bin = (struct journey_bins_row){.replication = r,
                                         .journey = n,
                                         .interval = i,
                                         .limit_us = i % 2 ? 30 * US_PER_MIN
                                                           : INT64_MAX,
                                         .persons = 1};
    }
}

/* The hour's rows are those of intervals [from, to) of the journey. */
static void hour_is(int journey, enum dst dst, int32_t day, int hour, int from,
                    int to)
{
    const struct awt_journey j = {.name = journey_name[journey],
                                  .wall = {-5 * US_PER_H, dst}};
    struct results_about about;
    struct input in;
    struct fit f;
    fill(&in, &about, &j, day);
    ck_assert_int_eq(fit_init(&f, REPLICATIONS), 0);
    fit_add_simulated(&f, &in, &j, day, hour);
    for (int r = 0; r < REPLICATIONS; r++) {
        int64_t sum = 0;
        for (int i = from; i < to; i++)
            sum += r + minutes(journey, i);
        ck_assert_double_eq(f.persons[r], to - from);
        ck_assert_double_eq_tol(f.minutes[r], (double)sum, 1e-6);
        ck_assert_double_eq(f.bin[r * AWT_BINS + 1], (to - from) / 2);
        ck_assert_double_eq(f.bin[r * AWT_BINS + 6], (to - from) / 2);
    }
    fit_release(&f);
    results_release(&in.tables);
}

START_TEST(an_hour_is_four_quarters_of_its_journey)
{
    int32_t day = civil_day(2018, 7, 15);
    for (int n = 0; n < JOURNEYS; n++)
        for (int h = 0; h < 24; h++) {
            hour_is(n, DST_NONE, day, h, 4 * h, 4 * h + 4);
            hour_is(n, DST_US, day, h, 4 * h, 4 * h + 4);
        }
}
END_TEST

/* 11 March 2018: 02:00 is 03:00. 4 November 2018: 01:00 comes twice. */
START_TEST(hours_are_the_clocks_on_days_that_change_it)
{
    int32_t spring = civil_day(2018, 3, 11), autumn = civil_day(2018, 11, 4);
    hour_is(0, DST_US, spring, 1, 4, 8);
    hour_is(0, DST_US, spring, 2, 8, 8);
    hour_is(0, DST_US, spring, 3, 8, 12);
    hour_is(0, DST_US, autumn, 0, 0, 4);
    hour_is(0, DST_US, autumn, 1, 4, 12);
    hour_is(0, DST_US, autumn, 2, 12, 16);
    hour_is(0, DST_US, autumn, 23, 96, 100);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("fit_read");
    TCase *t = tcase_create("fit_read");
    suite_add_tcase(s, t);
    tcase_add_test(t, an_hour_is_four_quarters_of_its_journey);
    tcase_add_test(t, hours_are_the_clocks_on_days_that_change_it);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
