/*
 * Several files, and --set: includes and their limits, overrides.
 * Every file is written by the test, so that its lines are known.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/loaded.h"
#include "tests/support/scratch.h"

#define FRAGMENT(parts)                                                        \
    "<fragment xmlns=\"urn:poesim:scenario\">\n" parts "</fragment>\n"
#define PORT_FRAGMENT(parts)                                                   \
    "<port-fragment xmlns=\"urn:poesim:scenario\">\n" parts "</"               \
    "port-fragment>\n"

static void put(const char *name, const char *text)
{
    scratch_write(scratch_path(name), text, strlen(text));
}

static void put_folder(const char *name)
{
    ck_assert_int_eq(mkdir(scratch_path(name), 0700), 0);
}

/* ---- includes ---- */

START_TEST(a_file_is_taken_once_under_one_parent)
{
    struct loaded x;

    put_folder("parts");
    put_folder("library");
    put("a.xml", LOADED_SCENARIO("<include file=\"parts/b.xml\"/>"
                                 "<include file=\"parts/c.xml\"/>"
                                 "<include file=\"library/l.xml\"/>"
                                 "<port id=\"P\" mode=\"air\"><include "
                                 "file=\"parts/p.xml\"/></port>\n"
                                 "<port id=\"Q\" mode=\"air\"><include "
                                 "file=\"parts/p.xml\"/></port>\n"));
    put("parts/b.xml", FRAGMENT("<include file=\"c.xml\"/>"));
    put("parts/c.xml", "<x:fragment xmlns:x=\"urn:poesim:scenario\">\n\n"
                       "<x:group id=\"g\"/></x:fragment>");
    put("library/l.xml", FRAGMENT("<include file=\"m.xml\"/>"));
    put("library/m.xml", FRAGMENT("<group id=\"m\"/>"));
    put("parts/p.xml", PORT_FRAGMENT("<walk id=\"w\"><route to=\"admitted\"/>"
                                     "</walk>"));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_str_eq(loaded_message(&x, 0), "");
    ck_assert_int_eq(x.result, 0);
    ck_assert_int_eq(loaded_count(&x, "group"), 2);
    ck_assert_int_eq(loaded_count(&x, "walk"), 2);
    ck_assert_int_eq(loaded_count(&x, "include"), 0);
    ck_assert_int_eq(x.document.files, 6);
    struct origin at = document_origin(loaded_find(&x, "group"), "id");
    ck_assert_ptr_nonnull(strstr(at.file, "/parts/c.xml"));
    ck_assert_int_eq(at.line, 3);
    loaded_release(&x);
}
END_TEST

static const struct {
    const char *include, *message;
} refused[] = {
    {"none.xml",
     "a.xml:4: error: \"none.xml\" cannot be read: No such file or directory"},
    {".", "a.xml:4: error: \".\" lies outside of the root folder; keep it "
          "beneath the main file's folder, or name a wider one with --root"},
    {"in", "a.xml:4: error: \"in\" cannot be read: it is a folder"},
    {"/etc/hostname", "a.xml:4: error: \"/etc/hostname\" is not allowed; write "
                      "a path relative to this file, or \"library/...\""},
    {"http://127.0.0.1/x.xml",
     "a.xml:4: error: \"http://127.0.0.1/x.xml\" is not allowed; write a path "
     "relative to this file, or \"library/...\""},
    {"link", "a.xml:4: error: \"link\" lies outside of the root folder; keep "
             "it beneath the main file's folder, or name a wider one with "
             "--root"},
    {"in/../../../etc/hostname",
     "a.xml:4: error: \"in/../../../etc/hostname\" lies outside of the root "
     "folder; keep it beneath the main file's folder, or name a wider one with "
     "--root"},
    {"pipe", "a.xml:4: error: \"pipe\" cannot be read: it is not an ordinary "
             "file"},
    {"library/x.xml", "a.xml:4: error: \"library/x.xml\" cannot be read: there "
                      "is no library folder"},
    {"wrong.xml", "wrong.xml:2: error: group age-to=\"x\" is not a whole "
                  "number"},
    {"port.xml",
     "port.xml:1: error: the outermost element is <port-fragment>; it must be "
     "<fragment xmlns=\"urn:poesim:scenario\">"},
    {"b.xml",
     "c.xml:2: error: includes run in a circle: b.xml -> c.xml -> b.xml"},
    {"a.xml", "a.xml:4: error: includes run in a circle: a.xml -> a.xml"},
};

START_TEST(an_include_that_cannot_be_used_is_told_at_its_line)
{
    char text[1000];
    struct loaded x;

    put_folder("in");
    put("wrong.xml", FRAGMENT("<group id=\"g\" age-to=\"x\"/>"));
    put("port.xml", PORT_FRAGMENT(""));
    put("b.xml", FRAGMENT("<include file=\"c.xml\"/>"));
    put("c.xml", FRAGMENT("<include file=\"b.xml\"/>"));
    ck_assert_int_eq(symlink("/etc/hostname", scratch_path("link")), 0);
    ck_assert_int_eq(mkfifo(scratch_path("pipe"), 0600), 0);
    snprintf(text, sizeof text, LOADED_SCENARIO("<include file=\"%s\"/>"),
             refused[_i].include);
    put("a.xml", text);
    loaded_file(&x, "a.xml", NULL);
    ck_assert_str_eq(loaded_message(&x, 0), refused[_i].message);
    ck_assert_int_eq(x.diag.count, 1);
    ck_assert_int_eq(x.result, -1);
    loaded_release(&x);
}
END_TEST

START_TEST(a_root_folder_may_be_wider_than_the_main_files)
{
    const struct document_options o = {.root = scratch_path("")};
    struct loaded x = {0};

    put_folder("in");
    put("g.xml", FRAGMENT("<group id=\"g\"/>"));
    put("in/a.xml", LOADED_SCENARIO("<include file=\"../g.xml\"/>"));
    loaded_file(&x, "in/a.xml", NULL);
    ck_assert_int_eq(x.result, -1);
    loaded_release(&x);
    x.result = document_load(&x.document, scratch_path("in/a.xml"), &o,
                             &x.arena, &x.diag);
    ck_assert_str_eq(loaded_message(&x, 0), "");
    ck_assert_int_eq(loaded_count(&x, "group"), 1);
    loaded_release(&x);
}
END_TEST

START_TEST(includes_have_limits)
{
    static char text[60000];
    char name[32];
    struct loaded x;
    size_t n = (size_t)sprintf(text, "%s", LOADED_HEAD);

    for (int i = 0; i < 1001; i++)
        n += (size_t)sprintf(text + n,
                             "<port id=\"P%d\" mode=\"air\"><include "
                             "file=\"p.xml\"/></port>",
                             i);
    ck_assert_uint_lt(n, sizeof text - 20);
    strcpy(text + n, "</scenario>");
    put("a.xml", text);
    put("p.xml", PORT_FRAGMENT(""));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_str_eq(
        loaded_message(&x, 0),
        "a.xml:4: error: the scenario has more than 1,000 includes");
    loaded_release(&x);

    for (int i = 0; i < 17; i++) {
        sprintf(text, FRAGMENT("<include file=\"f%d.xml\"/>"), i + 1);
        sprintf(name, "f%d.xml", i);
        put(name, text);
    }
    put("f17.xml", FRAGMENT(""));
    put("a.xml", LOADED_SCENARIO("<include file=\"f0.xml\"/>"));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_str_eq(loaded_message(&x, 0),
                     "f15.xml:2: error: includes are more than 16 deep");
    loaded_release(&x);
    put("a.xml", LOADED_SCENARIO("<include file=\"f2.xml\"/>"));
    loaded_file(&x, "a.xml", NULL);
    ck_assert_int_eq(x.result, 0); /* f2 to f17 are 16 */
    loaded_release(&x);
}
END_TEST

START_TEST(a_main_file_that_cannot_be_read_is_another_failure)
{
    struct loaded x;

    put_folder("in");
    ck_assert_int_eq(mkfifo(scratch_path("pipe"), 0600), 0);
    static const struct {
        const char *name, *message;
    } file[] = {
        {"none.xml", "none.xml: error: the scenario cannot be read: No such "
                     "file or directory"},
        {"in", "in: error: the scenario cannot be read: it is a folder"},
        {"pipe", "pipe: error: the scenario cannot be read: it is not an "
                 "ordinary file"},
    };
    for (int i = 0; i < 3; i++) {
        loaded_file(&x, file[i].name, NULL);
        ck_assert_int_eq(x.result, -2);
        ck_assert_str_eq(loaded_message(&x, 0), file[i].message);
        loaded_release(&x);
    }
}
END_TEST

/* ---- --set ---- */

START_TEST(set_changes_values_in_the_order_given)
{
    static const char *const sets[] = {
        "//run/@seed=7",
        "run/@seed=8",
        "title=a = b",
        "port[@id='P=Q']/@mode=sea | never",
        "port[@mode='air']/walk[@id=\"w\"]/@mean=3 s",
        NULL};
    const char *const good[] = {sets[0], sets[1], sets[2], sets[4], NULL};
    struct loaded x;

    put("a.xml", LOADED_SCENARIO("<port id=\"P\" mode=\"air\"><walk id=\"w\">"
                                 "<route to=\"admitted\"/></walk></port>"));
    loaded_file(&x, "a.xml", good);
    ck_assert_str_eq(loaded_message(&x, 0), "");
    ck_assert_str_eq(loaded_value(loaded_find(&x, "run"), "seed"), "8");
    ck_assert_str_eq(loaded_value(loaded_find(&x, "walk"), "mean"), "3 s");
    ck_assert_str_eq((const char *)loaded_find(&x, "title")->children->content,
                     "a = b");
    struct origin at = document_origin(loaded_find(&x, "walk"), "mean");
    ck_assert_ptr_null(at.file);
    ck_assert_str_eq(at.note, "--set 4");
    loaded_release(&x);
    loaded_file(&x, "a.xml", sets);
    ck_assert_str_eq(loaded_message(&x, 0),
                     "error: \"port[@id='P=Q']/@mode\" matches nothing; there "
                     "is port P (--set "
                     "4)");
    ck_assert_int_eq(x.diag.count, 1);
    loaded_release(&x);
}
END_TEST

START_TEST(ids_that_ports_share_are_told_once)
{
    const char *const sets[] = {"port/walk[@id='x']/@mean=3 s", NULL};
    struct loaded x;

    put("a.xml", LOADED_SCENARIO("<port id=\"P\" mode=\"air\"><walk id=\"w\">"
                                 "<route to=\"admitted\"/></walk></port>"
                                 "<port id=\"Q\" mode=\"air\"><walk id=\"w\">"
                                 "<route to=\"admitted\"/></walk></port>"));
    loaded_file(&x, "a.xml", sets);
    ck_assert_str_eq(loaded_message(&x, 0),
                     "error: \"port/walk[@id='x']/@mean\" matches nothing; "
                     "there is walk w (--set 1)");
    loaded_release(&x);
}
END_TEST

static const struct {
    const char *set, *message;
} sets[] = {
    {"run/@seed", "error: \"run/@seed\" is not of the form XPATH=VALUE (--set "
                  "1)"},
    {"=3", "error: \"=3\" is not of the form XPATH=VALUE (--set 1)"},
    {"run/@seed=-1", "error: run seed=\"-1\" is less than 0 (--set 1)"},
    {"run/@sed=1",
     "error: run has no attribute \"sed\"; did you mean \"seed\"? "
     "(--set 1)"},
    {"@dst=eu", "error: scenario dst=\"eu\" is not known; write none or us "
                "(--set 1)"},
    {"run=1", "error: \"run\" selects an element; end it with /@ and an "
              "attribute (--set 1)"},
    {"p:run/@seed=1", "error: \"p:run/@seed\" has a prefix; write names "
                      "without one (--set 1)"},
    {"concat('a','b')=1", "error: \"concat('a','b')\" is a value, not a path "
                          "to values (--set 1)"},
    {"document('/etc/passwd')=1",
     "error: \"document('/etc/passwd')\" is not an XPath; write one like "
     "port[@id='A']/station[@id='b']/@positions (--set 1)"},
};

START_TEST(a_wrong_set_says_which_it_was)
{
    const char *const list[] = {sets[_i].set, NULL};
    struct loaded x;

    put("a.xml", LOADED_SCENARIO(""));
    loaded_file(&x, "a.xml", list);
    ck_assert_int_eq(x.result, -1);
    ck_assert_str_eq(loaded_message(&x, 0), sets[_i].message);
    ck_assert_int_eq(x.diag.count, 1);
    loaded_release(&x);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
    Suite *s = suite_create("document");
    TCase *c = tcase_create("several files");

    tcase_add_checked_fixture(c, scratch_make, scratch_remove);
    tcase_add_test(c, a_file_is_taken_once_under_one_parent);
    tcase_add_loop_test(c, an_include_that_cannot_be_used_is_told_at_its_line,
                        0, COUNT(refused));
    tcase_add_test(c, a_root_folder_may_be_wider_than_the_main_files);
    tcase_add_test(c, includes_have_limits);
    tcase_add_test(c, a_main_file_that_cannot_be_read_is_another_failure);
    tcase_add_test(c, set_changes_values_in_the_order_given);
    tcase_add_test(c, ids_that_ports_share_are_told_once);
    tcase_add_loop_test(c, a_wrong_set_says_which_it_was, 0, COUNT(sets));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
