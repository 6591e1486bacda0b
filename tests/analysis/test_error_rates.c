/* Errors by group, pooled over replications. */
#include "analysis/common/error_rates.h"

#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

static const char *const groups[] = {"young", "old", "tourists"};
static const char *const basis[] = {"published", "published", "illustrative"};
static const struct name_table names = {
    .name = {[NAMES_GROUPS] = groups, [NAMES_GROUP_BASIS] = basis},
    .count = {[NAMES_GROUPS] = 3, [NAMES_GROUP_BASIS] = 3}};

static struct error_rates count_of(int replications, bool correlated,
                                   struct matching_errors_row *m, size_t rows,
                                   struct capture_row *c, size_t captures)
{
    static struct input in;
    static struct resolved_service service[2];
    static struct resolved_station station[4];
    service[0].correlated = correlated;
    in = (struct input){.names = &names,
                        .replications = replications,
                        .scenario = {.service = service, .station = station}};
    in.tables.table[TABLE_matching_errors] = (struct rows){m, rows, rows};
    in.tables.table[TABLE_capture] = (struct rows){c, captures, captures};
    struct error_rates e;
    ck_assert_int_eq(error_rates_count(&e, &in), 0);
    return e;
}

static struct error_rates count(struct matching_errors_row *m, size_t rows,
                                struct capture_row *c, size_t captures)
{
    return count_of(2, false, m, rows, c, captures);
}

START_TEST(counts_are_pooled_and_groups_without_exposure_say_so)
{
    struct matching_errors_row m[] = {
        {.group = 1,
         .mated = 100,
         .non_matches = 3,
         .false_negative_rate = 0.03},
        {.group = 2, .mated = 300, .false_negative_rate = 0.01},
        {.replication = 1,
         .group = 1,
         .mated = 100,
         .non_matches = 4,
         .false_negative_rate = 0.03}};
    struct error_rates e = count(m, 3, NULL, 0);
    char text[60];
    ck_assert_int_eq(e.count, 3); /* no false positives: no such rows */

    ck_assert_int_eq(e.row[0].group, 0);
    ck_assert_double_nan(e.row[0].rate);
    ck_assert_double_nan(e.row[0].interval.hi);
    error_rates_remark(&e.row[0], text);
    ck_assert_str_eq(text, "no exposure");

    ck_assert_int_eq(e.row[1].group, 1);
    ck_assert_double_eq(e.row[1].trials, 200);
    ck_assert_double_eq(e.row[1].errors, 7);
    ck_assert_double_eq_tol(e.row[1].rate, 0.035, 1e-15);
    ck_assert_double_eq(e.row[1].in_force, 0.03); /* to the last digit */
    ck_assert_double_eq_tol(e.row[1].expected, 6, 1e-12);
    ck_assert_int_eq(e.row[1].basis, BASIS_PUBLISHED);
    error_rates_remark(&e.row[1], text);
    ck_assert_str_eq(text, "");

    ck_assert_int_eq(e.row[2].basis, BASIS_ILLUSTRATIVE);
    ck_assert_double_eq(e.row[2].interval.lo, 0);
    ck_assert_double_eq_tol(e.row[2].interval.hi, 0.01264297122, 1e-10);
    error_rates_remark(&e.row[2], text);
    ck_assert_str_eq(text, "none in 300: up to 0.0126");
    error_rates_release(&e);
}
END_TEST

/* 100 at 1% and 300 at 3%: 10 expected, 2.5% in force. */
START_TEST(rates_that_differ_are_weighed_by_exposure)
{
    struct matching_errors_row m[] = {
        {.group = 0, .mated = 0, .false_negative_rate = 0.5},
        {.group = 0, .mated = 100, .false_negative_rate = 0.01},
        {.group = 0, .mated = 300, .false_negative_rate = 0.03}};
    struct error_rates e = count(m, 3, NULL, 0);
    ck_assert_double_eq_tol(e.row[0].in_force, 0.025, 1e-15);
    ck_assert_double_eq_tol(e.row[0].expected, 10, 1e-12);
    error_rates_release(&e);
}
END_TEST

/*
 * 10, 6, 14, 10% of 1,000 in four replications: half an interval is 3.182
 * x 3.266% / 2, as of 128.0111 trials instead of 4,000. Impostors' errors are
 * independent.
 */
START_TEST(errors_that_resemble_each_other_are_worth_fewer_trials)
{
    static const int64_t missed[] = {100, 60, 140, 100};
    struct matching_errors_row m[4];
    char text[60];
    for (int i = 0; i < 4; i++)
        m[i] = (struct matching_errors_row){.replication = i,
                                            .mated = 1000,
                                            .non_matches = missed[i],
                                            .impostors = 1000,
                                            .impostor_matches = missed[i]};
    struct error_rates e = count_of(4, true, m, 4, NULL, 0);
    const struct error_row *r = &e.row[0];
    ck_assert_int_eq(r->kind, ERROR_NON_MATCH);
    ck_assert_double_eq(r->rate, 0.1);
    ck_assert_double_eq(r->trials, 4000);
    ck_assert_double_eq_tol(r->interval.lo, 0.059137939, 1e-8);
    ck_assert_double_eq_tol(r->interval.hi, 0.164169655, 1e-8);
    while (r->kind != ERROR_IMPOSTOR || r->trials == 0)
        r++;
    /* Wilson's of 400 in 4,000 */
    ck_assert_double_eq_tol(r->interval.lo, 0.091083391243, 1e-10);
    ck_assert_double_eq_tol(r->interval.hi, 0.109684163389, 1e-10);
    error_rates_release(&e);

    e = count_of(1, true, m, 1, NULL, 0); /* one tells no spread */
    ck_assert_double_eq(e.row[0].rate, 0.1);
    ck_assert_double_nan(e.row[0].interval.lo);
    ck_assert_double_nan(e.row[0].interval.hi);
    error_rates_remark(&e.row[0], text);
    ck_assert_str_eq(text, "correlated, one replication: no interval");
    error_rates_release(&e);
}
END_TEST

/* Of none there is no spread: 4 replications without an error, 1 - 0.025^(1/4)
 * and Wilson's z^2 / (4 + z^2). Another matcher, and the camera, are not
 * correlated. */
START_TEST(of_no_error_only_replications_are_surely_independent)
{
    struct matching_errors_row m[8];
    struct capture_row c[4];
    char text[60];
    for (int i = 0; i < 8; i++)
        m[i] = (struct matching_errors_row){
            .replication = i % 4, .service = i / 4, .mated = 1000};
    for (int i = 0; i < 4; i++)
        c[i] = (struct capture_row){.replication = i, .transactions = 1000};
    struct error_rates e = count_of(4, true, m, 8, c, 4);
    for (int i = 0; i < e.count; i++) {
        const struct error_row *r = &e.row[i];
        if (!(r->trials > 0))
            continue;
        bool alike = r->kind == ERROR_NON_MATCH && r->place == 0;
        ck_assert(r->correlated == alike);
        ck_assert_double_eq_tol(
            r->interval.hi, alike ? 0.602364636 : 3.841458821 / 4003.841458821,
            1e-9);
        error_rates_remark(r, text);
        ck_assert_str_eq(text, alike ? "none in 4000, correlated: up to 0.602"
                                     : "none in 4000: up to 0.000959");
    }
    error_rates_release(&e);

    e = count_of(1, true, m, 1, NULL, 0);
    ck_assert_double_eq(e.row[0].rate, 0);
    ck_assert_double_nan(e.row[0].interval.hi);
    error_rates_remark(&e.row[0], text);
    ck_assert_str_eq(text, "correlated, one replication: no interval");
    error_rates_release(&e);
    m[0].non_matches = 1000; /* all */
    e = count_of(1, true, m, 1, NULL, 0);
    ck_assert_double_eq(e.row[0].rate, 1);
    ck_assert_double_nan(e.row[0].interval.lo);
    error_rates_release(&e);
}
END_TEST

START_TEST(kinds_places_and_searches_are_kept_apart)
{
    struct matching_errors_row m[] = {
        {.service = 1,
         .search = 1,
         .group = 0,
         .mated = 10,
         .non_matches = 1,
         .impostors = 5,
         .impostor_matches = 2,
         .impostor_rate = 0.4},
        {.service = 0,
         .search = 1,
         .group = 0,
         .mated = 20,
         .non_mated = 7,
         .false_positives = 1},
        {.service = 1, .search = 0, .group = 0, .mated = 40}};
    struct capture_row c[] = {
        {.station = 3, .group = 2, .transactions = 50, .no_image = 5},
        {.station = 3, .group = -1, .transactions = 8, .no_image = 2}};
    struct error_rates e = count(m, 3, c, 2);
    /* 3 places x 3 groups, 1 x 3 false positives, 1 x 3 impostors, 4 captures
     */
    ck_assert_int_eq(e.count, 9 + 3 + 3 + 4);
    ck_assert_double_eq(e.row[0].trials, 20);
    ck_assert_double_eq(e.row[3].trials, 40); /* 1:1 before 1:N */
    ck_assert_double_eq(e.row[6].trials, 10);
    ck_assert_int_eq(e.row[9].kind, ERROR_POSITIVE);
    ck_assert_double_eq(e.row[9].errors, 1);
    ck_assert_int_eq(e.row[12].kind, ERROR_IMPOSTOR);
    ck_assert_double_eq(e.row[12].expected, 2);
    ck_assert_int_eq(e.row[17].kind, ERROR_NO_IMAGE);
    ck_assert_double_eq(e.row[17].rate, 0.1);
    ck_assert_double_nan(e.row[17].in_force);
    ck_assert_int_eq(e.row[18].group, -1); /* those without a group, last */
    ck_assert_double_eq(e.row[18].rate, 0.25);
    ck_assert_int_eq(e.row[18].basis, BASIS_NOT_STATED);
    error_rates_release(&e);
}
END_TEST

/* Without a reference photo a search 1:1 has nothing to compare with. */
START_TEST(false_positives_are_of_searches_1_to_n)
{
    struct matching_errors_row m[] = {
        {.search = 0,
         .group = 0,
         .mated = 10,
         .non_mated = 40,
         .false_positive_rate = 0.001},
        {.search = 1, .group = 0, .mated = 10, .non_mated = 40}};
    struct error_rates e = count(m, 2, NULL, 0);
    int positives = 0;
    for (int i = 0; i < e.count; i++)
        if (e.row[i].kind == ERROR_POSITIVE) {
            positives++;
            ck_assert_int_eq(e.row[i].search, 1);
        }
    ck_assert_int_eq(positives, 3); /* groups */
    error_rates_release(&e);
}
END_TEST

START_TEST(nothing_gives_no_rows)
{
    struct error_rates e = count(NULL, 0, NULL, 0);
    ck_assert_int_eq(e.count, 0);
    error_rates_release(&e);
}
END_TEST

int main(void)
{
    gsl_set_error_handler_off();
    Suite *s = suite_create("error_rates");
    TCase *t = tcase_create("all");
    tcase_add_test(t, counts_are_pooled_and_groups_without_exposure_say_so);
    tcase_add_test(t, rates_that_differ_are_weighed_by_exposure);
    tcase_add_test(t, errors_that_resemble_each_other_are_worth_fewer_trials);
    tcase_add_test(t, of_no_error_only_replications_are_surely_independent);
    tcase_add_test(t, kinds_places_and_searches_are_kept_apart);
    tcase_add_test(t, false_positives_are_of_searches_1_to_n);
    tcase_add_test(t, nothing_gives_no_rows);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
