/* Command lines as they are read by a table of options. */
#include "sim/io/option_table.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_word words[] = {
    {"-j", "N", "threads", 0},
    {"--name", "TEXT", "a name", 1},
    {"--name", "OTHER", "of another command", 2},
    {"--quiet", NULL, "say nothing", 0}};

/* What was read, in order: "0=2 2=x (file) ". */
static char seen[200];

static int option(void *context, int i, const char *value, struct diag *d)
{
    size_t n = strlen(seen);
    (void)context;
    (void)d;
    snprintf(seen + n, sizeof seen - n, "%d=%s ", i, value ? value : "");
    return 0;
}

static int operand(void *context, const char *word, struct diag *d)
{
    size_t n = strlen(seen);
    (void)context;
    (void)d;
    snprintf(seen + n, sizeof seen - n, "(%s) ", word);
    return 0;
}

static int read_words(char **argv, unsigned command, struct diag *d)
{
    const struct option_table t = {"try", words, 4, command};
    const struct option_taker taker = {option, operand, NULL};
    int argc = 0;
    while (argv[argc])
        argc++;
    seen[0] = '\0';
    *d = (struct diag){0};
    return option_table_read(&t, argc, argv, 1, &taker, d);
}

START_TEST(a_value_is_joined_or_the_next_word_and_two_hyphens_end_the_options)
{
    char *argv[] = {"try", "-j2",     "-j", "3",  "--name=a=b", "--name",
                    "-c",  "--quiet", "-",  "--", "--quiet",    NULL};
    struct diag d;
    ck_assert_int_eq(read_words(argv, 1, &d), 0);
    ck_assert_str_eq(seen, "0=2 0=3 1=a=b 1=-c 3= (-) (--quiet) ");
    ck_assert_int_eq(d.count, 0);
    ck_assert_int_eq(read_words(argv, 2, &d), 0);
    ck_assert_str_eq(seen, "0=2 0=3 2=a=b 2=-c 3= (-) (--quiet) ");
}
END_TEST

START_TEST(all_that_is_wrong_is_told_and_the_rest_is_read)
{
    char *argv[] = {"try",  "--quiet=1", "-x", "--nam=e",
                    "file", "-j1",       "-j", NULL};
    struct diag d;
    ck_assert_int_eq(read_words(argv, 1, &d), -1);
    ck_assert_int_eq(d.count, 4);
    ck_assert_str_eq(seen, "(file) 0=1 ");
    diag_release(&d);
    char *other[] = {"try", "--name", "x", NULL};
    ck_assert_int_eq(read_words(other, 4, &d), -1); /* not of this command */
    ck_assert_int_eq(d.count, 1);
    diag_release(&d);
}
END_TEST

START_TEST(numbers_and_choices_have_bounds)
{
    static const char *const days[] = {"day", "week"};
    struct diag d = {0};
    int n = 0;
    ck_assert_int_eq(option_number("-j", "7", 1, 7, &n, &d), 0);
    ck_assert_int_eq(n, 7);
    ck_assert_int_eq(option_choice("--by", "week", days, 2, &d), 1);
    ck_assert_int_eq(d.count, 0);
    ck_assert_int_eq(option_number("-j", "8", 1, 7, &n, &d), -1);
    ck_assert_int_eq(n, 7); /* as it was */
    ck_assert_int_eq(option_choice("--by", "year", days, 2, &d), -1);
    ck_assert_int_eq(d.count, 2);
    diag_release(&d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("option_table");
    TCase *t = tcase_create("all");
    tcase_add_test(
        t, a_value_is_joined_or_the_next_word_and_two_hyphens_end_the_options);
    tcase_add_test(t, all_that_is_wrong_is_told_and_the_rest_is_read);
    tcase_add_test(t, numbers_and_choices_have_bounds);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
