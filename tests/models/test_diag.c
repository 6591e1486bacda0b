/* What the user gets to see when the input is wrong. */
#include "models/diag.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char shown[200000];

/* All that diag_print() writes, as one string. */
static const char *printed(const struct diag *d)
{
    FILE *f = tmpfile();
    ck_assert_ptr_nonnull(f);
    diag_print(d, f);
    rewind(f);
    size_t n = fread(shown, 1, sizeof shown - 1, f);
    shown[n] = '\0';
    fclose(f);
    return shown;
}

START_TEST(a_message_names_file_line_and_column)
{
    struct diag d = {0};
    struct origin line = {"a.xml", 41, 0, NULL}, cell = {"t.csv", 7, 3, NULL};
    struct origin file = {"b.xml", 0, 0, NULL}, none = {NULL, 3, 2, NULL};
    diag_error(&d, &line, "shift ends (%d s) before it starts", 3600);
    diag_error(&d, &cell, "is empty");
    diag_error(&d, &file, "cannot be read");
    diag_error(&d, &none, "no place");
    diag_warning(&d, NULL, "nobody arrives");
    ck_assert_str_eq(printed(&d),
                     "a.xml:41: error: shift ends (3600 s) before it starts\n"
                     "t.csv:7:3: error: is empty\n"
                     "b.xml: error: cannot be read\n"
                     "error: no place\n"
                     "warning: nobody arrives\n");
    ck_assert_int_eq(d.count, 4);
    ck_assert_int_eq(d.warnings, 1);
    diag_release(&d);
    ck_assert_ptr_null(d.message);
    diag_release(&d); /* twice does no harm */
}
END_TEST

START_TEST(a_note_tells_defaults_and_overrides)
{
    struct diag d = {0};
    diag_error(&d, &(struct origin){"a.xml", 2, 0, "--set 2"}, "is over 1");
    ck_assert_str_eq(printed(&d), "a.xml:2: error: is over 1 (--set 2)\n");
    diag_release(&d);
}
END_TEST

START_TEST(equal_lines_are_kept_and_counted_once)
{
    struct diag d = {0};
    struct origin at = {"a.xml", 1, 0, NULL}, other = {"a.xml", 2, 0, NULL};
    for (int i = 0; i < 3; i++) {
        diag_error(&d, &at, "x");
        diag_error(&d, &other, "x");
        diag_warning(&d, &at, "x");
    }
    ck_assert_int_eq(d.count, 2);
    ck_assert_int_eq(d.warnings, 1);
    ck_assert_int_eq(d.stored, 3);
    diag_release(&d);
}
END_TEST

START_TEST(beyond_fifty_messages_the_rest_is_counted)
{
    struct diag d = {0};
    for (int i = 0; i < 73; i++)
        diag_error(&d, NULL, "number %d", i);
    ck_assert_int_eq(d.count, 73);
    ck_assert_int_eq(d.stored, DIAG_MOST);
    ck_assert_ptr_nonnull(strstr(printed(&d), "number 49\n... and 23 more\n"));
    diag_release(&d);
}
END_TEST

START_TEST(a_flood_of_warnings_leaves_room_for_errors)
{
    struct diag d = {0};
    for (int i = 0; i < 1000; i++)
        diag_warning(&d, NULL, "number %d", i);
    diag_error(&d, NULL, "the one that matters");
    ck_assert_int_eq(d.warnings, 1000);
    ck_assert_ptr_nonnull(strstr(printed(&d), "error: the one that matters\n"));
    diag_release(&d);
}
END_TEST

START_TEST(a_message_stays_one_line_of_plain_text)
{
    struct diag d = {0};
    diag_error(&d, &(struct origin){"a\nb", 1, 0, NULL}, "\"%s\"",
               "x\n\033[2Jy");
    ck_assert_str_eq(printed(&d), "a?b:1: error: \"x??[2Jy\"\n");
    diag_release(&d);
}
END_TEST

START_TEST(a_huge_value_is_cut_between_characters)
{
    struct diag d = {0};
    char *huge = malloc(100001);
    ck_assert_ptr_nonnull(huge);
    for (int i = 0; i < 100000; i += 2)
        memcpy(huge + i, "\xc3\xa4", 2); /* a umlaut */
    huge[100000] = '\0';
    diag_error(&d, NULL, "%s", huge);
    diag_error(&d, NULL, " %s", huge);
    for (int i = 0; i < 2; i++) {
        const char *text = d.message[i] + strlen("error: ") + (size_t)i;
        size_t n = strlen(text);
        ck_assert_uint_lt(n, 1100);
        ck_assert_str_eq(text + n - 3, "...");
        ck_assert_uint_eq((n - 3) % 2, 0); /* whole characters only */
    }
    free(huge);
    diag_release(&d);
}
END_TEST

START_TEST(messages_are_sorted_as_one_reads_the_files)
{
    struct diag d = {0};
    struct origin at[] = {{"old.xml", 9, 0, NULL}, {"a.xml", 10, 0, NULL},
                          {"ab.xml", 3, 0, NULL},  {NULL, 0, 0, "--set 1"},
                          {"a.xml", 9, 0, NULL},   {"ab.xml", 2, 11, NULL},
                          {"ab.xml", 2, 2, NULL},  {"a.xml", 10, 0, NULL},
                          {"old.xml", 1, 0, NULL}};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        diag_error(&d, &at[i], "%zu", i);
    diag_sort(&d, 1); /* the first was there before */
    ck_assert_str_eq(printed(&d), "old.xml:9: error: 0\n"
                                  "old.xml:1: error: 8\n"
                                  "a.xml:9: error: 4\n"
                                  "a.xml:10: error: 1\n"
                                  "a.xml:10: error: 7\n"
                                  "ab.xml:2:2: error: 6\n"
                                  "ab.xml:2:11: error: 5\n"
                                  "ab.xml:3: error: 2\n"
                                  "error: 3 (--set 1)\n");
    ck_assert_int_eq(d.count, 9);
    diag_release(&d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("diag");
    TCase *t = tcase_create("messages");
    tcase_add_test(t, a_message_names_file_line_and_column);
    tcase_add_test(t, a_note_tells_defaults_and_overrides);
    tcase_add_test(t, equal_lines_are_kept_and_counted_once);
    tcase_add_test(t, beyond_fifty_messages_the_rest_is_counted);
    tcase_add_test(t, a_flood_of_warnings_leaves_room_for_errors);
    tcase_add_test(t, a_message_stays_one_line_of_plain_text);
    tcase_add_test(t, messages_are_sorted_as_one_reads_the_files);
    tcase_add_test(t, a_huge_value_is_cut_between_characters);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
