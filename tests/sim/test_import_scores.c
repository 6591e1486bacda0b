/*
 * From scores to a matcher: hand-counted rates come out of the scenario's
 * reader again, group by group, and no errors never become a ratio.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/import/import_matcher.h"
#include "sim/io/import/import_scores.h"
#include "sim/io/scenario/scenario_file.h"
#include "tests/support/loaded.h"

static struct arena arena;
static struct diag diag;

static void setup(void)
{
    arena = (struct arena){0};
    diag = (struct diag){0};
}

static void teardown(void)
{
    arena_release(&arena);
    diag_release(&diag);
}

static char *scores(const char *csv, struct import_scores_options o)
{
    o.id = "m";
    return import_scores_text("s.csv", csv, strlen(csv), &o, &arena, &diag);
}

static char *det(const char *csv, struct import_scores_options o)
{
    o.id = "m";
    return import_det_text("d.csv", csv, strlen(csv), &o, &arena, &diag);
}

/* The fragment's parts in a scenario that asks the matcher, read and checked as
 * any other; its only matcher. */
static const struct matcher *read_back(struct loaded *x, struct scenario *s,
                                       const char *xml, const char *search)
{
    static char text[200000];
    const char *from = strstr(xml, "<fragment");
    const char *to = strstr(xml, "</fragment>");
    ck_assert(from && to);
    from = strchr(from, '>') + 1;
    int n = snprintf(
        text, sizeof text,
        LOADED_HEAD
        "%.*s"
        "<matching-service id='v' matcher='m'><network-time mean='0 s'/>"
        "<service-time mean='1 s'/></matching-service>"
        "<camera id='c'><capture-time mean='1 s'/></camera>"
        "<population id='p'><class id='k' status='visa'/></population>"
        "<port id='a' mode='air'>"
        "<flow id='f' population='p' start='b'><call at='09:00' "
        "passengers='1'/></flow>"
        "<station id='b' positions='1'><capture camera='c'/>"
        "<match service='v' search='%s'/><route to='admitted'/></station>"
        "</port></scenario>\n",
        (int)(to - from), from, search);
    ck_assert_int_lt(n, (int)sizeof text);
    loaded_text(x, text);
    ck_assert_msg(x->result == 0, "%s", loaded_message(x, 0));
    ck_assert_msg(scenario_file_read(s, &x->document, &x->diag) == 0, "%s",
                  loaded_message(x, 0));
    ck_assert_int_eq(s->matchers, 1);
    return &s->matcher[0];
}

static const struct group_ratio *ratio(const struct matcher *m,
                                       const char *group)
{
    for (int i = 0; i < m->ratios; i++)
        if (!strcmp(m->ratio[i].group.text, group))
            return &m->ratio[i];
    ck_abort_msg("no ratio of group %s", group);
    return NULL;
}

/* At threshold 5: young miss 1 of 3 (the 4), old miss 2 of 4 (3, 4.9); young
 * impostors 1 of 4 (the 5 itself), old 0 of 2. All: 3 of 7, 1 of 6. */
static const char table[] = "group,kind,score\n"
                            "young,genuine,4\nyoung,genuine,8\n"
                            "young,genuine,9\nold,genuine,3\n"
                            "old,genuine,4.9\nold,genuine,6\nold,genuine,7\n"
                            "young,impostor,5\nyoung,impostor,1\n"
                            "young,impostor,2\nyoung,impostor,3\n"
                            "old,impostor,1\nold,impostor,4\n";

START_TEST(rates_are_those_counted_by_hand)
{
    struct loaded x;
    struct scenario s;
    char *xml = scores(table, (struct import_scores_options){.threshold = "5"});
    ck_assert_ptr_nonnull(xml);
    const struct matcher *m = read_back(&x, &s, xml, "1:1");
    ck_assert_double_eq(m->fnmr, 3.0 / 7);
    ck_assert_double_eq(m->impostor_match, 1.0 / 6);
    ck_assert_double_eq_tol(m->fnmr * ratio(m, "young")->false_negative,
                            1.0 / 3, 1e-16);
    ck_assert_double_eq_tol(m->fnmr * ratio(m, "old")->false_negative, 0.5,
                            1e-16);
    ck_assert_double_eq_tol(
        m->impostor_match * ratio(m, "young")->false_positive, 0.25, 1e-16);
    loaded_release(&x);
    free(xml);
}
END_TEST

START_TEST(a_group_without_errors_has_a_bound_and_the_overall_rate)
{
    struct loaded x;
    struct scenario s;
    char *xml = scores(table, (struct import_scores_options){.threshold = "5"});
    const struct matcher *m = read_back(&x, &s, xml, "1:1");
    ck_assert_double_eq(ratio(m, "old")->false_positive, 1);
    /* 1 - 0.05^(1/2) = 0.7764; rule of three 1.5 */
    ck_assert_ptr_nonnull(strstr(
        xml, "0 of 2: with 95% confidence below 0.776 (rule of three: 1.5)"));
    ck_assert_int_eq(diag.warnings, 1);
    ck_assert_ptr_nonnull(strstr(diag.message[0], "none seen is not none"));
    loaded_release(&x);
    free(xml);
}
END_TEST

START_TEST(the_threshold_is_the_least_with_that_share_of_impostors)
{
    /* Impostors 5 4 3 2 1 1: two of six match from 4 on, and at 3 three. */
    char *xml = scores(table, (struct import_scores_options){.fmr = "0.4"});
    ck_assert_ptr_nonnull(strstr(xml, "at threshold 4 ("));
    ck_assert_ptr_nonnull(strstr(xml, "2 of 6 = 0.3333"));
    free(xml);
    /* Exactly one third is allowed, too. */
    xml = scores(table,
                 (struct import_scores_options){.fmr = "0.33333333333333333"});
    ck_assert_ptr_nonnull(strstr(xml, "2 of 6 = 0.3333"));
    free(xml);
    /* 1 in 7 allows none of six: the least score over 5 is 6. */
    xml = scores(table, (struct import_scores_options){.fmr = "0.142"});
    ck_assert_ptr_nonnull(strstr(xml, "at threshold 6 ("));
    ck_assert_ptr_nonnull(strstr(xml, "impostor-match=\"0\""));
    free(xml);
}
END_TEST

START_TEST(distances_are_scores_turned_round)
{
    static const char distances[] = "Pair,Distance\nmated,0.1\nmated,0.5\n"
                                    "nonmated,0.4\nnonmated,0.9\n";
    char *xml = scores(distances, (struct import_scores_options){
                                      .threshold = "0.4", .distance = true});
    ck_assert_ptr_nonnull(xml);
    ck_assert_ptr_nonnull(strstr(xml, "fnmr=\"0.5\" impostor-match=\"0.5\""));
    ck_assert_ptr_nonnull(strstr(xml, "at threshold 0.4"));
    free(xml);
}
END_TEST

/* Loop index: a random pair of counts. */
START_TEST(ratios_give_the_rates_back_to_15_digits)
{
    srand((unsigned)_i + 1);
    for (int i = 0; i < 2000; i++) {
        int n = 1 + rand() % 100000, k = 1 + rand() % n;
        int n0 = n + rand() % 10000000, k0 = k + rand() % (n0 - n + 1);
        double base = (double)k0 / n0, rate = (double)k / n;
        double back = base * import_matcher_ratio(base, rate);
        ck_assert_msg(fabs(back - rate) <= rate * 3e-16,
                      "%d of %d in %d of %d: %.17g", k, n, k0, n0, back);
    }
}
END_TEST

/* No neighbour of the ratio does better. */
START_TEST(a_ratio_is_exact_where_one_can_be)
{
    int exact = 0, possible = 0;
    for (int n = 2; n <= 400; n++)
        for (int k = 1; k < n; k += 7) {
            double base = 3.0 / 997, rate = (double)k / n;
            double r = import_matcher_ratio(base, rate);
            possible += base * r == rate || base * nextafter(r, 1e9) == rate ||
                        base * nextafter(r, 0) == rate;
            exact += base * r == rate;
        }
    ck_assert_int_gt(exact, 1000);
    ck_assert_int_eq(exact, possible);
}
END_TEST

START_TEST(wrong_rows_are_told_with_line_and_column)
{
    static const char bad[] = "group,kind,score\n"
                              "a,genuine,high\n"
                              "a,friend,1\n"
                              ",impostor,2\n"
                              "a,impostor,\n";
    ck_assert_ptr_null(scores(bad, (struct import_scores_options){.fmr = "1"}));
    ck_assert_int_eq(diag.count, 4);
    ck_assert_ptr_nonnull(strstr(diag.message[0], "s.csv:2:3: error: score"));
    ck_assert_ptr_nonnull(strstr(diag.message[1], "s.csv:3:2: error: kind"));
    ck_assert_ptr_nonnull(strstr(diag.message[2], "s.csv:4:1: error: the gro"));
    ck_assert_ptr_nonnull(strstr(diag.message[3], "s.csv:5:3: error: score"));
}
END_TEST

START_TEST(both_kinds_are_needed)
{
    static const char bad[] = "kind,score\ngenuine,1\n";
    ck_assert_ptr_null(
        scores(bad, (struct import_scores_options){.fmr = "0.1"}));
    ck_assert_ptr_nonnull(strstr(diag.message[0], "no impostor score"));
}
END_TEST

static const char curve[] = "threshold,group,fmr,fnmr,genuine,impostors\n"
                            "2,all,0.01,0.02,1000,10000\n"
                            "3,,0.001,0.05,1000,10000\n"
                            "4,all,0.0001,0.2,1000,10000\n"
                            "2,w,0.02,0.01,500,5000\n"
                            "3,w,0.002,0.04,500,5000\n"
                            "3,m,0,0.06,500,5000\n";

START_TEST(a_det_point_is_taken_as_it_stands)
{
    struct loaded x;
    struct scenario s;
    /* 0.005 lies between two points: the stricter one, not a value between. */
    char *xml = det(curve, (struct import_scores_options){.fmr = "0.005"});
    ck_assert_ptr_nonnull(xml);
    const struct matcher *m = read_back(&x, &s, xml, "1:1");
    ck_assert_double_eq(m->fnmr, 0.05);
    ck_assert_double_eq(m->impostor_match, 0.001);
    ck_assert_double_eq(m->impostor_match * ratio(m, "w")->false_positive,
                        0.002);
    ck_assert_double_eq(m->fnmr * ratio(m, "m")->false_negative, 0.06);
    ck_assert_double_eq(ratio(m, "m")->false_positive, 1);
    ck_assert_ptr_nonnull(strstr(xml, "0 of 5000"));
    loaded_release(&x);
    free(xml);
}
END_TEST

START_TEST(a_det_of_searches_makes_fnir_and_fpir)
{
    static const char searches[] = "fpir,fnir\n0.003,0.0163\n0.01,0.009\n";
    struct loaded x;
    struct scenario s;
    char *xml = det(searches, (struct import_scores_options){.fmr = "0.003"});
    ck_assert_ptr_nonnull(xml);
    const struct matcher *m = read_back(&x, &s, xml, "1:N");
    ck_assert_double_eq(m->fnir, 0.0163);
    ck_assert_double_eq(m->fpir, 0.003);
    ck_assert_double_nan(m->fnmr);
    loaded_release(&x);
    free(xml);
}
END_TEST

START_TEST(a_det_that_does_not_reach_is_refused)
{
    ck_assert_ptr_null(
        det(curve, (struct import_scores_options){.fmr = "1e-6"}));
    ck_assert_ptr_nonnull(strstr(diag.message[0], "the least is 0.0001"));
    /* Group m has no row at threshold 2. */
    ck_assert_ptr_null(
        det(curve, (struct import_scores_options){.threshold = "2"}));
    ck_assert_ptr_nonnull(strstr(diag.message[1], "d.csv:7:2: error: group "
                                                  "\"m\" has no row"));
}
END_TEST

START_TEST(a_ratio_that_passes_1_is_refused)
{
    /* Young: 0.25 against 1/6 is 1.5; times 0.7 is over 1. */
    ck_assert_ptr_null(
        scores(table, (struct import_scores_options){.threshold = "5",
                                                     .impostor_match = "0.7"}));
    ck_assert_ptr_nonnull(strstr(diag.message[0], "is over 1"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("import_scores");
    TCase *t = tcase_create("scores");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, rates_are_those_counted_by_hand);
    tcase_add_test(t, a_group_without_errors_has_a_bound_and_the_overall_rate);
    tcase_add_test(t, the_threshold_is_the_least_with_that_share_of_impostors);
    tcase_add_test(t, distances_are_scores_turned_round);
    tcase_add_loop_test(t, ratios_give_the_rates_back_to_15_digits, 0, 5);
    tcase_add_test(t, a_ratio_is_exact_where_one_can_be);
    tcase_add_test(t, wrong_rows_are_told_with_line_and_column);
    tcase_add_test(t, both_kinds_are_needed);
    tcase_add_test(t, a_det_point_is_taken_as_it_stands);
    tcase_add_test(t, a_det_of_searches_makes_fnir_and_fpir);
    tcase_add_test(t, a_det_that_does_not_reach_is_refused);
    tcase_add_test(t, a_ratio_that_passes_1_is_refused);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
