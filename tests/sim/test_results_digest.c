/* Digests of rows: what they tell apart and what they do not. */
#include <check.h>

#include "sim/io/results/results_digest.h"

static struct results_digest of(const struct replications_row *row, size_t n,
                                const struct matching_errors_row *errors)
{
    struct results_digest d = {0};
    struct results r = {0};
    struct replications_row copy[4];

    for (size_t i = 0; i < n; i++)
        copy[i] = row[i];
    struct matching_errors_row one = *errors;
    r.table[TABLE_replications] = (struct rows){copy, n, n};
    r.table[TABLE_matching_errors] = (struct rows){&one, 1, 1};
    results_digest_add(&d, &r);
    return d;
}

/* Bits: arrivals, events, counters, derived of errors, counters of errors. */
static unsigned differ(const struct results_digest *a,
                       const struct results_digest *b)
{
    return (unsigned)(a->arrivals != b->arrivals) |
           (unsigned)(a->events != b->events) << 1 |
           (unsigned)(a->table[TABLE_replications].counters !=
                      b->table[TABLE_replications].counters)
               << 2 |
           (unsigned)(a->table[TABLE_matching_errors].counters !=
                      b->table[TABLE_matching_errors].counters)
               << 3 |
           (unsigned)(a->table[TABLE_matching_errors].derived !=
                      b->table[TABLE_matching_errors].derived)
               << 4;
}

static const struct replications_row days[] = {
    {.replication = 0,
     .travellers = 10,
     .events = 30,
     .milestones = 40,
     .milestone_digest = UINT64_C(1) << 63,
     .arrival_digest = 5},
    {.replication = 1, .travellers = 11, .still_inside = -1}};
static const struct matching_errors_row faults = {
    .group = -1, .mated = 3, .impostor_rate = 0.25};

START_TEST(the_order_of_rows_does_not_matter)
{
    struct replications_row turned[] = {days[1], days[0]};
    struct results_digest a = of(days, 2, &faults), b = of(turned, 2, &faults);

    ck_assert_uint_eq(differ(&a, &b), 0);
    ck_assert_uint_eq(a.table[TABLE_replications].rows, 2);
    ck_assert_uint_eq(a.table[TABLE_series].rows, 0);
    ck_assert_uint_eq(a.table[TABLE_series].counters, 0);
}
END_TEST

START_TEST(each_column_moves_its_own_digest)
{
    struct results_digest a = of(days, 2, &faults), b;
    struct replications_row row[] = {days[0], days[1]};
    struct matching_errors_row errors = faults;

    row[0].arrival_digest++;
    b = of(row, 2, &faults);
    ck_assert_uint_eq(differ(&a, &b), 1);
    row[0] = days[0];
    row[0].milestone_digest ^= UINT64_C(1) << 63;
    b = of(row, 2, &faults);
    ck_assert_uint_eq(differ(&a, &b), 2);
    row[0] = days[0];
    row[0].events++;
    b = of(row, 2, &faults);
    ck_assert_uint_eq(differ(&a, &b), 2);
    row[0] = days[0];
    row[0].travellers++;
    b = of(row, 2, &faults);
    ck_assert_uint_eq(differ(&a, &b), 4);
    errors.impostor_rate = 0.2500000001;
    b = of(days, 2, &errors);
    ck_assert_uint_eq(differ(&a, &b), 16);
    errors = faults;
    errors.group = 0;
    b = of(days, 2, &errors);
    ck_assert_uint_eq(differ(&a, &b), 8 | 16);
}
END_TEST

START_TEST(values_that_change_places_are_seen)
{
    struct results_digest a = of(days, 2, &faults);
    struct replications_row row[] = {days[0], days[1]};

    row[0].travellers = days[1].travellers; /* between replications */
    row[1].travellers = days[0].travellers;
    struct results_digest b = of(row, 2, &faults);
    ck_assert_uint_eq(differ(&a, &b), 4);
    row[0] = days[0], row[1] = days[1];
    row[0].travellers = days[0].parties; /* between columns */
    row[0].parties = days[0].travellers;
    b = of(row, 2, &faults);
    ck_assert_uint_eq(differ(&a, &b), 4);
}
END_TEST

START_TEST(the_rule_in_the_design_is_what_is_done)
{
    /* by a program that has only the text of docs/design.md */
    struct results_digest d = {0};
    struct look_outs_row row = {.replication = 2,
                                .port = 1,
                                .service = -1,
                                .class = 3,
                                .matched = 1000,
                                .hits = 7};
    struct rows rows = {&row, 1, 1};

    results_digest_rows(&d, TABLE_look_outs, &rows);
    ck_assert_msg(
        d.table[TABLE_look_outs].counters == UINT64_C(0x9b3546f681dd80c4),
        "%016llx", (unsigned long long)d.table[TABLE_look_outs].counters);
    ck_assert(!results_digest_derives(TABLE_look_outs));
    ck_assert_uint_eq(d.table[TABLE_look_outs].derived, 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("results_digest");
    TCase *c = tcase_create("results_digest");

    tcase_add_test(c, the_order_of_rows_does_not_matter);
    tcase_add_test(c, each_column_moves_its_own_digest);
    tcase_add_test(c, values_that_change_places_are_seen);
    tcase_add_test(c, the_rule_in_the_design_is_what_is_done);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
