/*
 * One file: what is refused and how it is said, true lines, defaults, keys.
 * Lines are counted by hand or by construction; the resolved text is held
 * against libxml2's own validation of it.
 */
#include "sim/io/document/document.h"

#include <check.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/loaded.h"
#include "tests/support/scratch.h"

#define STATION                                                                \
    "<station id=\"b\" positions=\"2\"><inspect mean=\"1 s\"/>"                \
    "<route to=\"admitted\"/></station>"
#define PORT(parts) "<port id=\"P\" mode=\"air\">\n" parts "</port>\n"

/* Each says one thing, and exactly this. */
static const struct {
    const char *text, *message;
} wrong[] = {
    {"", "a.xml:1: error: the file is empty"},
    {"hello", "a.xml:1: error: this is not XML: it does not begin with <"},
    {"\x1f\x8b\x08", "a.xml:1: error: the file is packed (gzip); unpack it "
                     "first"},
    {"<a>\n<b>\n</a>", "a.xml:3: error: </a> closes <b> of line 2"},
    {"<a>\n<b>", "a.xml:2: error: the file ends before <b> of line 2 is "
                 "closed"},
    {"<a x='1'\nx='2'/>", "a.xml:2: error: attribute x stands twice"},
    {"<a/><b/>", "a.xml:1: error: text or a second element stands behind the "
                 "end of the document"},
    {"<a>\n&nbsp;</a>", "a.xml:2: error: only &lt; &gt; &amp; &quot; &apos; "
                        "and &#...; are known; write &amp; for &"},
    {"<a>\n\xe9</a>", "a.xml:2: error: a byte or character here is not "
                      "allowed; save the file as UTF-8, or name its encoding "
                      "in the first line"},
    {"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/passwd'>]>\n"
     "<a>&x;</a>",
     "a.xml:2: error: a DOCTYPE is not allowed; remove it"},
    {"<fragment xmlns=\"urn:poesim:scenario\"/>",
     "a.xml:1: error: the outermost element is <fragment>; it must be "
     "<scenario xmlns=\"urn:poesim:scenario\">"},
    {"\n<scenario version=\"1\"/>",
     "a.xml:2: error: <scenario> is not in the namespace of scenarios; write "
     "<scenario xmlns=\"urn:poesim:scenario\">"},
    {"<scenario xmlns=\"urn:poesim:scenario\"\n version=\"3\"/>",
     "a.xml:2: error: scenario version \"3\" is newer than version 1, which "
     "this program (poesim " POESIM_VERSION
     ") reads; a newer poesim is needed"},
    {"<scenario xmlns=\"urn:poesim:scenario\"\n version=\"1.0\"/>",
     "a.xml:2: error: scenario version \"1.0\" is not known; this program "
     "reads version 1"},
    {LOADED_SCENARIO("<group id=\"g\" xmlns:xsi=\"http://www.w3.org/2001/"
                     "XMLSchema-instance\"\nxsi:type=\"group\"/>"),
     "a.xml:5: error: attribute xsi:type is not allowed; the schema is part of "
     "the program"},
    {LOADED_SCENARIO("\n<cammera id=\"c\"/>"),
     "a.xml:5: error: <cammera> is not known in scenario; did you mean "
     "<camera>?"},
    {LOADED_SCENARIO("<title>again</title>"),
     "a.xml:4: error: <title> cannot stand here in scenario; expected is "
     "include, group, population, rule, camera, matcher, gallery, "
     "matching-service, port or retention"},
    {LOADED_SCENARIO("<camera id=\"c\"/>"),
     "a.xml:4: error: camera is not complete; it needs capture-time"},
    {LOADED_SCENARIO("<camera id=\"c\">\n<failure cause=\"x\" "
                     "probability=\"0\"/></camera>"),
     "a.xml:5: error: <capture-time> is missing in camera; it stands before "
     "<failure>"},
    {"<scenario xmlns=\"urn:poesim:scenario\" version=\"1\" id=\"s\" "
     "start=\"2026-07-15\" duration=\"1 d\">\n<title\nlang=\"en\">t</title>"
     "<run/></scenario>",
     "a.xml:3: error: title has no attributes, so \"lang\" is not known"},
    {LOADED_SCENARIO("<group/>"), "a.xml:4: error: group needs the attribute "
                                  "\"id\": Name"},
    {LOADED_SCENARIO("<group id=\"g\"\n age=\"3\"/>"),
     "a.xml:5: error: group has no attribute \"age\"; it has id, age-from, "
     "age-to or basis"},
    {LOADED_SCENARIO("<group id=\"g\" bases=\"published\"/>"),
     "a.xml:4: error: group has no attribute \"bases\"; did you mean "
     "\"basis\"?"},
    {LOADED_SCENARIO("<group id=\"g\">text</group>"),
     "a.xml:4: error: text \"text\" cannot stand in group"},
    {LOADED_SCENARIO("<group id=\"g\"><b/></group>"),
     "a.xml:4: error: <b> cannot stand in group"},
    {LOADED_SCENARIO("<group id=\" g\"/>"),
     "a.xml:4: error: group id=\" g\" is not valid; write: A name: a letter, "
     "then letters, digits, dot, underscore or hyphen; at most 64"},
    {LOADED_SCENARIO("<group id=\"g\" basis=\"publishd\"/>"),
     "a.xml:4: error: group basis=\"publishd\" is not known; did you mean "
     "\"published\"? Or write published or illustrative"},
    {LOADED_SCENARIO("<group id=\"g\" age-to=\"131\"/>"),
     "a.xml:4: error: group age-to=\"131\" is more than 130"},
    {LOADED_SCENARIO("<camera id=\"c\"><capture-time mean=\"-1 s\"/></camera>"),
     "a.xml:4: error: capture-time mean=\"-1 s\" is less than 0 s"},
    {LOADED_SCENARIO(PORT("<station id=\"b\" positions=\"2\">"
                          "<inspect mean=\"1 s\" when=\"matched  no-image\"/>"
                          "<route to=\"admitted\"/></station>")),
     "a.xml:5: error: inspect when=\"matched  no-image\" has a blank too many; "
     "write one between words"},
    {LOADED_SCENARIO(PORT("<station id=\"b\" positions=\"2\" limits=\"2 min, "
                          "1 min\"><inspect mean=\"1 s\"/>"
                          "<route to=\"admitted\"/></station>")),
     "a.xml:5: error: station limits=\"2 min, 1 min\" has a time that is not "
     "longer than the one before it (or than 0 s); or write \"none\""},
    {LOADED_SCENARIO("<group id=\"g\"/>\n<camera id=\"g\"><capture-time "
                     "mean=\"1 s\"/></camera>\n<group id=\"g\"/>"),
     "a.xml:6: error: group \"g\" was already defined at a.xml:4"},
    {LOADED_SCENARIO(PORT("<walk id=\"b\"><route to=\"b\"/></walk>\n" STATION)),
     "a.xml:6: error: station \"b\" was already defined as a walk at a.xml:5"},
    {LOADED_SCENARIO(PORT(STATION "\n<journey id=\"j\" to=\"a\"/>")),
     "a.xml:6: error: journey to=\"a\" is not defined; there is b"},
    {LOADED_SCENARIO("<population id=\"people\"><class id=\"c\" "
                     "status=\"visa\"/></population>\n" PORT(
                         STATION "\n<flow id=\"f\" population=\"poeple\"\n"
                                 " start=\"b\"/>")),
     "a.xml:7: error: flow population=\"poeple\" is not defined; did you mean "
     "\"people\"?"},
    {LOADED_SCENARIO("<population id=\"p\"><class id=\"c\" status=\"visa\"/>"
                     "<class id=\"c\" status=\"visa\"/></population>"),
     "a.xml:4: error: class \"c\" was already defined at a.xml:4"},
};

START_TEST(what_is_wrong_is_said_once_with_its_line)
{
    struct loaded x;

    loaded_text(&x, wrong[_i].text);
    ck_assert_str_eq(loaded_message(&x, 0), wrong[_i].message);
    ck_assert_int_eq(x.result, -1);
    ck_assert_int_eq(x.diag.count, 1);
    loaded_release(&x);
}
END_TEST

START_TEST(results_are_no_scenario)
{
    static const char results[] = "poesim results 2.0\nsha256 0\n\0";
    struct loaded x;

    loaded_bytes(&x, results, sizeof results);
    ck_assert_str_eq(loaded_message(&x, 0),
                     "a.xml:1: error: this is a results file (HDF5), not a "
                     "scenario");
    loaded_release(&x);
}
END_TEST

START_TEST(a_zone_is_told_how_an_offset_is_written)
{
    struct loaded x;

    loaded_text(&x, LOADED_SCENARIO("<port id=\"P\" mode=\"air\" "
                                    "utc-offset=\"EST\"><walk id=\"w\">"
                                    "<route to=\"admitted\"/></walk></port>"));
    ck_assert_str_eq(strstr(loaded_message(&x, 0), "port utc"),
                     "port utc-offset=\"EST\" is not a time before or behind "
                     "UTC; write one like \"-5 h\"; or write \"scenario\"");
    loaded_release(&x);
}
END_TEST

START_TEST(a_nul_byte_is_refused)
{
    struct loaded x;

    loaded_bytes(&x, "<a>\n\0</a>", 9);
    ck_assert_str_eq(loaded_message(&x, 0), "a.xml:2: error: a NUL byte stands "
                                            "here; this is not a text file");
    loaded_release(&x);
}
END_TEST

/* libxml2 alone reports two of these five. */
START_TEST(all_errors_of_a_file_are_reported)
{
    struct loaded x;

    loaded_text(&x, LOADED_SCENARIO("<camra/>\n<group/>\n<gruop/>\n"
                                    "<group id=\"1\"/>\n<x/>\n"
                                    "<group id=\"g\" age-to=\"old\"/>\n"));
    ck_assert_int_eq(x.result, -1);
    ck_assert_int_eq(x.diag.count, 6);
    loaded_release(&x);
}
END_TEST

START_TEST(wrong_values_do_not_hide_wrong_references)
{
    struct loaded x;

    loaded_text(&x, LOADED_SCENARIO("<group id=\"g\" age-to=\"old\"/>\n" PORT(
                        "<station id=\"b\" positions=\"2\" officers=\"o\">"
                        "<inspect mean=\"1 s\"/><route to=\"admitted\"/>"
                        "</station>")));
    ck_assert_int_eq(x.diag.count, 2);
    ck_assert_str_eq(loaded_message(&x, 0), "a.xml:4: error: group age-to="
                                            "\"old\" is not a whole number");
    ck_assert_str_eq(loaded_message(&x, 1),
                     "a.xml:6: error: station officers=\"o\" is not defined; "
                     "there is no officers");
    loaded_release(&x);
}
END_TEST

START_TEST(one_cause_is_one_message_and_the_rest_is_counted)
{
    static char text[20000] = LOADED_HEAD;
    struct loaded x;

    size_t n = strlen(text);
    for (int i = 0; i < 200; i++)
        n += (size_t)sprintf(text + n, "<group id=\"g%d\" age-to=\"x\"/>\n", i);
    strcpy(text + n, "</scenario>");
    loaded_text(&x, text);
    ck_assert_int_eq(x.diag.count, 200);
    ck_assert_int_eq(x.diag.stored, DIAG_MOST);
    loaded_release(&x);
}
END_TEST

START_TEST(defaults_are_filled_in_and_say_so)
{
    struct loaded x;

    loaded_text(&x, LOADED_SCENARIO("<group id=\"g\"\n age-to=\"9\"/>"));
    ck_assert_int_eq(x.result, 0);
    const xmlNode *g = loaded_find(&x, "group");
    ck_assert_str_eq(loaded_value(g, "age-from"), "14");
    ck_assert_ptr_null(loaded_value(g, "basis")); /* nobody claims for others */
    struct origin given = document_origin(g, "age-to");
    struct origin made = document_origin(g, "age-from");
    ck_assert_int_eq(given.line, 5);
    ck_assert_ptr_null(given.note);
    ck_assert_int_eq(made.line, 4);
    ck_assert_str_eq(made.note, "default");
    ck_assert_str_eq(loaded_value(loaded_find(&x, "run"), "seed"), "1");
    loaded_release(&x);
}
END_TEST

/* libxml2 itself says 65535 from there on, and where a tag ends. */
START_TEST(lines_are_true_beyond_65535)
{
    size_t lines = 70000;
    char *text = malloc(lines + 500);
    struct loaded x;

    sprintf(text, "%s", LOADED_HEAD); /* three lines */
    memset(text + strlen(LOADED_HEAD), '\n', lines - 3);
    strcpy(text + strlen(LOADED_HEAD) + lines - 3,
           "<group\n  id=\"g\"\n  basis=\"x\"\n/></scenario>");
    loaded_text(&x, text);
    free(text);
    ck_assert_int_eq(x.diag.count, 1);
    ck_assert_ptr_nonnull(strstr(loaded_message(&x, 0), "a.xml:70003: "));
    loaded_release(&x);
}
END_TEST

/* 0: CRLF; 1: UTF-8 with a mark; 2: UTF-16LE; 3: UTF-16BE; 4: Latin-1. */
START_TEST(every_usual_encoding_is_read_with_true_lines)
{
    static const char body[] = LOADED_HEAD "<group\n\n id=\"x\"/></scenario>";
    static char text[2000];
    size_t n = 0;
    struct loaded x;

    if (_i == 1)
        n = (size_t)sprintf(text, "\xef\xbb\xbf");
    if (_i == 2)
        n = (size_t)sprintf(text, "\xff\xfe");
    if (_i == 3)
        n = (size_t)sprintf(text, "\xfe\xff");
    if (_i == 4)
        n = (size_t)sprintf(text, "<?xml version='1.0' "
                                  "encoding='ISO-8859-1'?><!-- \xe9 -->");
    for (const char *p = body; *p; p++) {
        if (_i == 3)
            text[n++] = 0;
        if (_i == 0 && *p == '\n')
            text[n++] = '\r';
        text[n++] = *p;
        if (_i == 2)
            text[n++] = 0;
    }
    loaded_bytes(&x, text, n);
    ck_assert_int_eq(x.result, 0);
    const xmlNode *g = loaded_find(&x, "group");
    ck_assert_int_eq(document_origin(g, NULL).line, 4);
    ck_assert_int_eq(document_origin(g, "id").line, 6);
    loaded_release(&x);
}
END_TEST

START_TEST(deep_and_wide_files_are_refused)
{
    static char deep[5000];
    struct loaded x;

    for (int i = 0; i < 1000; i++)
        strcat(deep, "<a>");
    loaded_text(&x, deep);
    ck_assert_ptr_nonnull(strstr(loaded_message(&x, 0), "256 deep"));
    ck_assert_int_eq(x.diag.count, 1);
    loaded_release(&x);

    size_t size = (64 << 20) + 1;
    char *wide = calloc(size, 1);
    loaded_bytes(&x, wide, size);
    free(wide);
    ck_assert_int_eq(x.result, -1);
    ck_assert_ptr_nonnull(strstr(loaded_message(&x, 0), "more than 64 MB"));
    loaded_release(&x);
}
END_TEST

START_TEST(names_and_values_are_printable_in_messages)
{
    struct loaded x;

    loaded_text(&x, LOADED_SCENARIO("<group id=\"&#10;&#x1b;[31m\"/>"));
    ck_assert_int_eq(x.result, -1);
    loaded_release(&x);
    loaded_text(&x, LOADED_SCENARIO("<group id=\"a&#10;b\"/>"));
    ck_assert_ptr_null(strchr(loaded_message(&x, 0), '\n'));
    loaded_release(&x);
}
END_TEST

/* NIST's vector for "abc". */
START_TEST(what_was_read_is_what_is_hashed)
{
    static const unsigned char expected[] = {0xba, 0x78, 0x16, 0xbf};
    struct loaded x;

    loaded_text(&x, "abc");
    ck_assert_int_eq(x.document.files, 1);
    ck_assert_mem_eq(x.document.file[0].sha256, expected, sizeof expected);
    ck_assert_str_eq(x.document.file[0].text, "abc");
    loaded_release(&x);
}
END_TEST

static void ignore(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

START_TEST(the_resolved_text_loads_again_unchanged)
{
    struct loaded x, again;

    loaded_text(&x, "<s:scenario xmlns:s='urn:poesim:scenario' version='1' "
                    "id='s' start='2026-07-15' duration='1 d'>"
                    "<s:title>a &lt; <![CDATA[b & \"c\"]]> \xc3\xa9 "
                    "</s:title><s:run> </s:run>"
                    "<s:group id='g'/></s:scenario>");
    ck_assert_int_eq(x.result, 0);
    char *text = document_text(&x.document);
    ck_assert_ptr_nonnull(strstr(text, "a &lt; b &amp; \"c\" \xc3\xa9 </"));
    loaded_text(&again, text);
    ck_assert_int_eq(again.result, 0);
    char *second = document_text(&again.document);
    ck_assert_str_eq(text, second);

    /* another reader of the same schema */
    xmlSchemaParserCtxt *p = xmlSchemaNewParserCtxt("scenarios/poesim.xsd");
    xmlSchema *schema = xmlSchemaParse(p);
    xmlSchemaValidCtxt *v = xmlSchemaNewValidCtxt(schema);
    xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), "r.xml", NULL, 0);
    xmlSchemaSetValidErrors(v, ignore, ignore, NULL);
    ck_assert_int_eq(xmlSchemaValidateDoc(v, doc), 0);
    xmlFreeDoc(doc);
    xmlSchemaFreeValidCtxt(v);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(p);
    free(text);
    free(second);
    loaded_release(&x);
    loaded_release(&again);
}
END_TEST

START_TEST(the_resolved_text_is_as_libxml2_writes_it)
{
    struct loaded x;
    xmlChar *other;
    int size;

    loaded_text(
        &x, "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
            "<scenario xmlns='urn:poesim:scenario' version='1' "
            "id='s' start='2026-07-15' duration='1 d'>"
            "<title>&lt;&gt;&amp;\"'&#13;\n\t \xc3\xa9</title><source></source>"
            "<run/><group id='g'/><population id='p'><class id='c' "
            "status='visa'><group-share group='g' share='1'/></class>"
            "</population><retention store='photos' statuses='visa' "
            "trigger='capture' period='1 d' "
            "basis='&lt;&gt;&amp;&quot;&apos;&#13;&#10;&#9; \xc3\xa9'/>"
            "</scenario>");
    ck_assert_msg(x.result == 0, "%s", loaded_message(&x, 0));
    xmlDocDumpFormatMemoryEnc(x.document.doc, &other, &size, "UTF-8", 1);
    char *text = document_text(&x.document);
    ck_assert_str_eq(text, (char *)other);
    ck_assert_ptr_nonnull(
        strstr(text, "\n    <class id=\"c\" status=\"visa\""));
    xmlFree(other);
    free(text);
    loaded_release(&x);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("document");
    TCase *c = tcase_create("one file");

    tcase_add_loop_test(c, what_is_wrong_is_said_once_with_its_line, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(c, a_nul_byte_is_refused);
    tcase_add_test(c, results_are_no_scenario);
    tcase_add_test(c, a_zone_is_told_how_an_offset_is_written);
    tcase_add_test(c, all_errors_of_a_file_are_reported);
    tcase_add_test(c, wrong_values_do_not_hide_wrong_references);
    tcase_add_test(c, one_cause_is_one_message_and_the_rest_is_counted);
    tcase_add_test(c, defaults_are_filled_in_and_say_so);
    tcase_add_test(c, lines_are_true_beyond_65535);
    tcase_add_loop_test(c, every_usual_encoding_is_read_with_true_lines, 0, 5);
    tcase_add_test(c, deep_and_wide_files_are_refused);
    tcase_add_test(c, names_and_values_are_printable_in_messages);
    tcase_add_test(c, what_was_read_is_what_is_hashed);
    tcase_add_test(c, the_resolved_text_loads_again_unchanged);
    tcase_add_test(c, the_resolved_text_is_as_libxml2_writes_it);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
