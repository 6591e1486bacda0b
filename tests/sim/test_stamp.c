/*
 * Templates: ports stamped from tables. Every file is written by the test, so
 * that lines and columns of its cells are known.
 */
#include "sim/io/document/stamp.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "tests/support/loaded.h"
#include "tests/support/scratch.h"

#define FRAGMENT(parts)                                                        \
    "<fragment xmlns=\"urn:poesim:scenario\">\n" parts "</fragment>\n"

static void put(const char *name, const char *text)
{
    scratch_write(scratch_path(name), text, strlen(text));
}

#define TEMPLATE                                                               \
    "<template id=\"land\">\n"                                                 \
    "<column name=\"lanes\" sets=\"station[@id='b']/@positions\"/>\n"          \
    "<column name=\"mean\" sets=\"station/inspect/@mean\"/>\n"                 \
    "<column name=\"pool\" sets=\"station/@officers\"/>\n"                     \
    "<port id=\"L\" mode=\"land\">\n"                                          \
    "<officers id=\"o\"><shift from=\"00:00\" to=\"24:00\" count=\"1\"/>"      \
    "</officers>\n"                                                            \
    "<station id=\"b\" positions=\"2\"><inspect mean=\"9 s\"/>"                \
    "<route to=\"admitted\"/></station>\n"                                     \
    "</port></template>\n"

START_TEST(a_template_is_stamped_for_each_row)
{
    struct loaded x;

    ck_assert_int_eq(mkdir(scratch_path("parts"), 0700), 0);
    put("parts/t.csv", "mean,id,pool,lanes\n1 s,A,o,3\n\"2 s\",B,o,4\n");
    put("parts/t.xml", FRAGMENT(TEMPLATE "<ports template=\"land\" "
                                         "table=\"t.csv\"/>"));
    put("a.xml", LOADED_SCENARIO("<include file=\"parts/t.xml\"/>"));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_str_eq(loaded_message(&x, 0), "");
    ck_assert_int_eq(loaded_count(&x, "port"), 2);
    ck_assert_int_eq(loaded_count(&x, "template") + loaded_count(&x, "ports"),
                     0);
    const xmlNode *second = loaded_find(&x, "port")->next;
    while (second->type != XML_ELEMENT_NODE)
        second = second->next;
    ck_assert_str_eq(loaded_value(second, "id"), "B");
    const xmlNode *station = second->children;
    while (strcmp((const char *)station->name, "station"))
        station = station->next;
    ck_assert_str_eq(loaded_value(station, "positions"), "4");
    ck_assert_str_eq(loaded_value(station, "officers"), "o");
    struct origin at = document_origin(station, "positions");
    ck_assert_ptr_nonnull(strstr(at.file, "parts/t.csv"));
    ck_assert_int_eq(at.line, 3);
    ck_assert_int_eq(at.column, 4);
    ck_assert_int_eq(document_origin(station, "id").line, 8);
    loaded_release(&x);
}
END_TEST

static const struct {
    const char *table, *message[3];
} tables[] = {
    {"id,lanes,mean\nA,1,1 s\n",
     {"t.csv:1: error: the table has no column \"pool\", which the template "
      "asks for at a.xml:7"}},
    {"name,lanes,mean,pool\nA,1,1 s,o\n",
     {"t.csv:1: error: the table has no column id, the names of ports",
      "t.csv:1:1: error: template \"land\" has no column \"name\""}},
    {"id,lanes,mean,pool\nA,,1 s,o\n",
     {"t.csv:2:2: error: column \"lanes\" is empty"}},
    {"id,lanes,mean,pool\nA,0,1 s,o\nB,1,1 s,q\nA,1,x,o\n",
     {"t.csv:2:2: error: station positions=\"0\" is less than 1",
      "t.csv:4:3: error: inspect mean=\"x\" is not a number",
      "t.csv:4:1: error: port \"A\" was already defined at t.csv:2:1"}},
    /* the schema itself is what these break, and only behind the first row:
     * by one cell a row, as any other that is found brings them all to light */
    {"id,lanes,mean,pool\nA,1,1 s,o\nB,1,1 s,o\n2,1,1 s,o\nD,1,1 s,o\n",
     {"t.csv:4:1: error: port id=\"2\" is not valid; write: A name: a letter, "
      "then letters, digits, dot, underscore or hyphen; at most 64"}},
    {"id,lanes,mean,pool\nA,1,1 s,o\nB,1,1 s,o\nC,1,1 s,2\nD,1,1 s,o\n",
     {"t.csv:4:4: error: station officers=\"2\" is not valid; write: A name: a "
      "letter, then letters, digits, dot, underscore or hyphen; at most 64"}},
};

START_TEST(a_table_that_is_wrong_is_told_by_cell)
{
    struct loaded x;

    put("t.csv", tables[_i].table);
    put("a.xml",
        LOADED_SCENARIO(TEMPLATE "<ports template=\"land\" table=\"t.csv\"/>"));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_int_eq(x.result, -1);
    for (int i = 0; i < 3 && tables[_i].message[i]; i++)
        ck_assert_str_eq(loaded_message(&x, i), tables[_i].message[i]);
    loaded_release(&x);
}
END_TEST

/* A word of a list, which nothing behind the schema asks for again. */
START_TEST(a_wrong_word_of_a_later_row_is_told)
{
    char text[3000];
    struct loaded x;

    put("t.csv", "id,mode,lanes,mean,pool\nA,land,1,1 s,o\nB,moon,1,1 s,o\n");
    snprintf(text, sizeof text,
             LOADED_SCENARIO("<template id=\"land\">\n"
                             "<column name=\"mode\" sets=\"@mode\"/>\n%s"
                             "<ports template=\"land\" table=\"t.csv\"/>"),
             strchr(TEMPLATE, '\n') + 1);
    put("a.xml", text);
    loaded_file(&x, "a.xml", NULL);
    ck_assert_int_eq(x.result, -1);
    ck_assert_str_eq(loaded_message(&x, 0),
                     "t.csv:3:2: error: port mode=\"moon\" is not known; write "
                     "air, land or sea");
    loaded_release(&x);
}
END_TEST

static const struct {
    const char *column, *message;
} columns[] = {
    {"name=\"n\" sets=\"station/@bad name\"",
     "a.xml:5: error: \"station/@bad name\" is not an XPath; write one like "
     "port[@id='A']/station[@id='b']/@positions"},
    {"name=\"n\" sets=\"walk/@mean\"",
     "a.xml:5: error: \"walk/@mean\" matches nothing; there is no "
     "walk in port"},
    {"name=\"n\" sets=\"station\"",
     "a.xml:5: error: \"station\" selects an element; end it with /@ and an "
     "attribute"},
    {"name=\"n\" sets=\"/scenario/run/@seed\"",
     "a.xml:5: error: column \"n\" sets something outside of the template's "
     "port"},
    {"name=\"n\" sets=\"@id\"",
     "a.xml:5: error: column \"n\" sets the port's id, which the column id "
     "does"},
    {"name=\"id\" sets=\"@mode\"", "a.xml:5: error: the column id sets the "
                                   "port's id by itself; remove this line"},
    {"name=\"lanes\" sets=\"@mode\"",
     "a.xml:6: error: column \"lanes\" was already defined at a.xml:5"},
    {"name=\"n\" sets=\"//station/@positions\"",
     "a.xml:6: error: column \"lanes\" sets what column \"n\" sets already, at "
     "a.xml:5"},
};

START_TEST(a_column_sets_one_thing_in_the_port)
{
    char text[3000];
    struct loaded x;

    put("t.csv", "id,n,lanes,mean,pool\nA,1,1,1 s,o\n");
    snprintf(text, sizeof text,
             LOADED_SCENARIO("<template id=\"land\">\n<column %s/>\n"
                             "%s<ports template=\"land\" table=\"t.csv\"/>"),
             columns[_i].column, strchr(TEMPLATE, '\n') + 1);
    put("a.xml", text);
    loaded_file(&x, "a.xml", NULL);
    ck_assert_int_eq(x.result, -1);
    ck_assert_str_eq(loaded_message(&x, 0), columns[_i].message);
    loaded_release(&x);
}
END_TEST

START_TEST(templates_are_found_by_name)
{
    struct loaded x;

    put("t.csv", "id,lanes,mean,pool\nA,1,1 s,o\n");
    put("a.xml",
        LOADED_SCENARIO(
            TEMPLATE "<ports template=\"lnad\" table=\"t.csv\"/>\n" TEMPLATE));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_int_eq(x.result, -1);
    ck_assert_str_eq(loaded_message(&x, 0),
                     "a.xml:13: error: template \"land\" was already defined "
                     "at a.xml:4");
    ck_assert_str_eq(loaded_message(&x, 1),
                     "a.xml:12: error: template \"lnad\" is not defined; did "
                     "you mean \"land\"?");
    ck_assert_str_eq(loaded_message(&x, 2), ""); /* that it is unused follows */
    loaded_release(&x);
}
END_TEST

static char *many_rows(int rows, const char *lanes)
{
    char *text = malloc((size_t)rows * 40 + 100);
    size_t n = (size_t)sprintf(text, "id,lanes,mean,pool\n");

    for (int i = 0; i < rows; i++)
        n += (size_t)sprintf(text + n, "P%d,%s,%d s,o\n", i, lanes, i % 9 + 1);
    return text;
}

START_TEST(a_wrong_template_line_is_one_message)
{
    char *table = many_rows(1000, "1");
    struct loaded x;

    put("t.csv", table);
    free(table);
    put("a.xml",
        LOADED_SCENARIO(
            "<template id=\"land\"><column name=\"lanes\" "
            "sets=\"station/@positions\"/><column name=\"mean\" "
            "sets=\"station/inspect/@mean\"/><column name=\"pool\" "
            "sets=\"station/@officers\"/><port id=\"L\" mode=\"land\">\n"
            "<officers id=\"o\"><shift from=\"25:00\" to=\"24:00\" "
            "count=\"1\"/></officers>\n"
            "<station id=\"b\" positions=\"2\"><capture camera=\"no\"/>"
            "<inspect mean=\"9 s\"/><route to=\"admitted\"/></station>"
            "</port></template><ports template=\"land\" table=\"t.csv\"/>"));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_int_eq(x.diag.count, 2);
    ck_assert_ptr_nonnull(strstr(loaded_message(&x, 0), "a.xml:5: "));
    ck_assert_ptr_nonnull(strstr(loaded_message(&x, 1), "a.xml:6: "));
    loaded_release(&x);
}
END_TEST

/* About 0.25 s with -O2; the bound is for slow machines and sanitizers, and
 * still tells a step that looks at all ports for every port. */
START_TEST(ten_thousand_ports_are_stamped_in_linear_time)
{
    char *table = many_rows(10000, "1");
    struct loaded x;

    put("t.csv", table);
    free(table);
    put("a.xml",
        LOADED_SCENARIO(TEMPLATE "<ports template=\"land\" table=\"t.csv\"/>"));
    clock_t start = clock();
    loaded_file(&x, "a.xml", NULL);
    double took = (double)(clock() - start) / CLOCKS_PER_SEC;
    ck_assert_int_eq(x.result, 0);
    ck_assert_int_eq(loaded_count(&x, "port"), 10000);
    ck_assert_double_lt(took, 3.0);
    loaded_release(&x);
}
END_TEST

/* Quadratic on purpose: it would look at 100 million pairs of ports. */
START_TEST(an_endless_xpath_is_stopped)
{
    static const char *const list[] = {
        "port[count(//port/station[@id='x']) > 1]/@mode=air", NULL};
    char *table = many_rows(10000, "1");
    struct loaded x;

    put("t.csv", table);
    free(table);
    put("a.xml",
        LOADED_SCENARIO(TEMPLATE "<ports template=\"land\" table=\"t.csv\"/>"));
    loaded_file(&x, "a.xml", list);
    ck_assert_int_eq(x.result, -1);
    ck_assert_ptr_nonnull(strstr(loaded_message(&x, 0), "takes too long"));
    loaded_release(&x);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
    Suite *s = suite_create("stamp");
    TCase *c = tcase_create("stamp");

    tcase_add_checked_fixture(c, scratch_make, scratch_remove);
    tcase_set_timeout(c, 20);
    tcase_add_test(c, a_template_is_stamped_for_each_row);
    tcase_add_loop_test(c, a_table_that_is_wrong_is_told_by_cell, 0,
                        COUNT(tables));
    tcase_add_test(c, a_wrong_word_of_a_later_row_is_told);
    tcase_add_loop_test(c, a_column_sets_one_thing_in_the_port, 0,
                        COUNT(columns));
    tcase_add_test(c, templates_are_found_by_name);
    tcase_add_test(c, a_wrong_template_line_is_one_message);
    tcase_add_test(c, ten_thousand_ports_are_stamped_in_linear_time);
    tcase_add_test(c, an_endless_xpath_is_stopped);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
