/*
 * A table is read exactly or refused with line and column. Expected cells are
 * those of RFC 4180's own examples and of Python's csv module.
 */
#include "sim/io/csv.h"

#include <check.h>
#include <string.h>

struct reading {
    struct arena arena;
    struct diag diag;
    struct csv csv;
    int result;
};

static struct reading parse_bytes(const char *text, size_t size,
                                  enum csv_empty empty)
{
    struct reading r = {0};

    r.result = csv_parse(&r.csv, "t.csv", text, size, empty, &r.arena, &r.diag);
    return r;
}

static struct reading parse(const char *text)
{
    return parse_bytes(text, strlen(text), CSV_EMPTY_REFUSED);
}

static void release(struct reading *r)
{
    diag_release(&r->diag);
    arena_release(&r->arena);
}

START_TEST(quoted_cells_hold_commas_quotes_and_lines)
{
    struct reading r = parse("\xef\xbb\xbf"
                             "a,\"b \"\"x\"\"\"\r\n"
                             "\"1,2\",\"one\ntwo\"\r\n"
                             "\"\"\"\", \xc3\xa9 \r\n");

    ck_assert_int_eq(r.result, 0);
    ck_assert_int_eq(r.csv.columns, 2);
    ck_assert_int_eq(r.csv.rows, 2);
    ck_assert_str_eq(r.csv.header[0], "a");
    ck_assert_str_eq(r.csv.header[1], "b \"x\"");
    ck_assert_str_eq(csv_cell(&r.csv, 0, 0), "1,2");
    ck_assert_str_eq(csv_cell(&r.csv, 0, 1), "one\ntwo");
    ck_assert_str_eq(csv_cell(&r.csv, 1, 0), "\"");
    ck_assert_str_eq(csv_cell(&r.csv, 1, 1), " \xc3\xa9 ");
    ck_assert_int_eq(csv_column(&r.csv, "a"), 0);
    ck_assert_int_eq(csv_column(&r.csv, "A"), -1);
    release(&r);
}
END_TEST

START_TEST(a_row_knows_the_line_where_it_begins)
{
    struct reading r = parse("a\n\"x\ny\"\nz");

    ck_assert_int_eq(r.result, 0);
    ck_assert_int_eq(r.csv.line[0], 2);
    ck_assert_int_eq(r.csv.line[1], 4);
    struct origin at = csv_origin(&r.csv, 1, 0);
    ck_assert_str_eq(at.file, "t.csv");
    ck_assert_int_eq(at.line, 4);
    ck_assert_int_eq(at.column, 1);
    release(&r);
}
END_TEST

START_TEST(empty_cells_are_kept_where_they_are_allowed)
{
    struct reading r = parse_bytes("a,b\n,\n1,\n", 9, CSV_EMPTY_ALLOWED);

    ck_assert_int_eq(r.result, 0);
    ck_assert_int_eq(r.csv.rows, 2);
    ck_assert_str_eq(csv_cell(&r.csv, 0, 1), "");
    ck_assert_str_eq(csv_cell(&r.csv, 1, 0), "1");
    ck_assert_str_eq(csv_cell(&r.csv, 1, 1), "");
    release(&r);
}
END_TEST

static const struct {
    const char *text, *message;
} wrong[] = {
    {"", "t.csv:1: error: the table is empty; its first line names the "
         "columns"},
    {"\n1\n", "t.csv:1: error: the table is empty; its first line names the "
              "columns"},
    {"a,b\n", "t.csv:1: error: the table has a header but no rows"},
    {"a,b,a\n1,2,3\n",
     "t.csv:1:3: error: column \"a\" was already named in column 1"},
    {"a,\n1,2\n", "t.csv:1:2: error: the column has no name"},
    {"a,b\n1\n", "t.csv:2: error: the row has 1 cell; the header names 2"},
    {"a,b\n1,2\n3,4,5\n",
     "t.csv:3: error: the row has 3 cells; the header names 2"},
    {"a,b\n1,\n", "t.csv:2:2: error: column \"b\" is empty"},
    {"a\n1\n\n2\n", "t.csv:3: error: the line is blank; remove it"},
    {"a\n\"1\n", "t.csv:2:1: error: a quoted cell is never closed"},
    {"a\n\"1\"2\n", "t.csv:2:1: error: text stands after a closing quote; "
                    "double a quote that belongs to the cell (\"\")"},
    {"a\n1\"2\n", "t.csv:2:1: error: a quote stands within a cell; quote the "
                  "whole cell and double the quote (\"\")"},
    {"a\n1\r2\n", "t.csv:2:1: error: a carriage return stands alone; end lines "
                  "with LF or CRLF"},
    {"a\nb\n\xe9\n",
     "t.csv:3: error: the table is not UTF-8; save it with that encoding"},
    {"a\n\xc0\xaf\n",
     "t.csv:2: error: the table is not UTF-8; save it with that encoding"},
};

START_TEST(what_is_wrong_is_refused_with_its_place)
{
    struct reading r = parse(wrong[_i].text);

    ck_assert_int_eq(r.result, -1);
    ck_assert_int_eq(r.diag.count, 1);
    ck_assert_str_eq(r.diag.message[0], wrong[_i].message);
    release(&r);
}
END_TEST

START_TEST(a_nul_byte_never_hides_the_rest)
{
    struct reading r = parse_bytes("a\n1\n\0\n", 6, CSV_EMPTY_ALLOWED);

    ck_assert_int_eq(r.result, -1);
    ck_assert_str_eq(r.diag.message[0],
                     "t.csv:3: error: the table has a NUL byte; is it UTF-16, "
                     "or no text at all?");
    release(&r);
}
END_TEST

START_TEST(all_errors_of_a_table_are_reported)
{
    struct reading r = parse("a,b\n1\n,2\n\n3,4,5\n");

    ck_assert_int_eq(r.result, -1);
    ck_assert_int_eq(r.diag.count, 4);
    release(&r);
}
END_TEST

/* Every text over a few bytes that matter is read or refused, never both. */
START_TEST(no_short_text_is_misread)
{
    static const char bytes[] = {'a', ',', '"', '\n', '\r', 0};
    enum { LENGTH = 6, BYTES = sizeof bytes };
    long all = 1;

    for (int i = 0; i < LENGTH; i++)
        all *= BYTES;
    for (long n = 0; n < all; n++) {
        char text[LENGTH];
        long rest = n;
        for (int i = 0; i < LENGTH; i++, rest /= BYTES)
            text[i] = bytes[rest % BYTES];
        struct reading r = parse_bytes(text, LENGTH, CSV_EMPTY_ALLOWED);
        ck_assert_int_eq(r.result, r.diag.count ? -1 : 0);
        if (!r.result)
            ck_assert_int_gt(r.csv.rows, 0);
        release(&r);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("csv");
    TCase *c = tcase_create("csv");

    tcase_add_test(c, quoted_cells_hold_commas_quotes_and_lines);
    tcase_add_test(c, a_row_knows_the_line_where_it_begins);
    tcase_add_test(c, empty_cells_are_kept_where_they_are_allowed);
    tcase_add_loop_test(c, what_is_wrong_is_refused_with_its_place, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(c, a_nul_byte_never_hides_the_rest);
    tcase_add_test(c, all_errors_of_a_table_are_reported);
    tcase_add_test(c, no_short_text_is_misread);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
