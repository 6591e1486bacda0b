/* What --fit takes, and what it refuses. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/calibrate/parameter.h"

START_TEST(a_number_with_its_unit_and_bounds_is_taken)
{
    struct arena a = {0};
    struct diag d = {0};
    struct parameter p;
    char text[PARAMETER_TEXT];
    ck_assert_int_eq(parameter_parse(&p,
                                     "//inspect[@status='visa']/@mean=72 s,"
                                     "20 s,220 s",
                                     &a, &d),
                     0);
    ck_assert_str_eq(p.path, "//inspect[@status='visa']/@mean");
    ck_assert_str_eq(p.unit, "s");
    ck_assert_double_eq(p.start, 72);
    ck_assert_double_eq_tol(parameter_place(&p, 70), 0.25, 1e-12);
    ck_assert_double_eq_tol(parameter_at(&p, 0.25), 70, 1e-12);
    parameter_print(&p, 33.25, text);
    ck_assert_str_eq(text, "33.25 s");
    ck_assert_int_eq(parameter_parse(&p, "//inspect/@cv=0.5, 0, 1.5", &a, &d),
                     0);
    ck_assert_str_eq(p.unit, "");
    parameter_print(&p, parameter_at(&p, 0), text);
    ck_assert_str_eq(text, "0");
    ck_assert_int_eq(d.count, 0);
    arena_release(&a);
    diag_release(&d);
}
END_TEST

START_TEST(what_cannot_be_searched_is_refused_with_its_reason)
{
    static const struct {
        const char *text, *says;
    } bad[] = {
        {"//walk/@mean", "no path and ="},
        {"=5 min,0 min,30 min", "no path and ="},
        {"//a[@b='c']", "no path and ="},
        {"//walk/@mean=5 min", "three values"},
        {"//walk/@mean=5 min,0 min", "three values"},
        {"//walk/@mean=5 min,0 min,30 min,40 min", "three values"},
        {"//walk/@mean=5 min,0 s,30 min", "different units"},
        {"//walk/@mean=5 min,30 min,0 min", "under greatest"},
        {"//walk/@mean=5 min,5 min,5 min", "under greatest"},
        {"//walk/@mean=40 min,0 min,30 min", "between"},
        {"//walk/@mean=five,0 min,30 min", "\"five\""},
        {"//walk/@mean=nan,0,1", "\"nan\""},
        {"//walk/@mean=5 ,0,1", "unit"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct diag d = {0};
        struct parameter p;
        ck_assert_int_eq(parameter_parse(&p, bad[i].text, &a, &d), -1);
        ck_assert_int_eq(d.count, 1);
        ck_assert_msg(strstr(d.message[0], bad[i].says), "%s", d.message[0]);
        ck_assert(strstr(d.message[0], "START,LEAST,GREATEST"));
        diag_release(&d);
    }
    arena_release(&a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("parameter");
    TCase *c = tcase_create("parameter");
    tcase_add_test(c, a_number_with_its_unit_and_bounds_is_taken);
    tcase_add_test(c, what_cannot_be_searched_is_refused_with_its_reason);
    suite_add_tcase(suite, c);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
