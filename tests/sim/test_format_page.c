/*
 * The page of the format has everything that the XSD, read as plain XML, names;
 * the page in docs is today's.
 */
#include "sim/io/document/format_page.h"

#include <check.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/loaded.h"
#include "tests/support/scratch.h"

static bool has_documentation(const xmlNode *n)
{
    for (const xmlNode *a = n->children; a; a = a->next)
        for (const xmlNode *d = a->children;
             d && !strcmp((const char *)a->name, "annotation"); d = d->next)
            if (!strcmp((const char *)d->name, "documentation") && d->children)
                return true;
    return false;
}

static char *attribute(const xmlNode *n, const char *name)
{
    return (char *)xmlGetNoNsProp(n, (const xmlChar *)name);
}

/* Every named declaration of the XSD, read as plain XML, is on the page. */
static void check_documented(const xmlNode *n, const char *page)
{
    for (; n; n = n->next) {
        const char *kind = (const char *)n->name;
        char *name, *type, row[200];
        if (n->type != XML_ELEMENT_NODE)
            continue;
        name = attribute(n, "name");
        type = attribute(n, "type");
        bool is_element = !strcmp(kind, "element");
        bool is_typed = type && strchr(type, ':') == NULL;
        if (name &&
            (!strcmp(kind, "attribute") || !strcmp(kind, "simpleType") ||
             !strcmp(kind, "complexType") || is_element))
            ck_assert_msg(has_documentation(n) || (is_element && is_typed),
                          "%s %s is undocumented", kind, name);
        snprintf(row, sizeof row, is_element ? "`<%s>`" : "| `%s` |",
                 name ? name : "");
        bool is_root = n->parent->parent->type == XML_DOCUMENT_NODE;
        if (!strcmp(kind, "attribute") || (is_element && !is_root))
            ck_assert_msg(strstr(page, row) != NULL, "%s is not on the page",
                          row);
        free(name);
        free(type);
        check_documented(n->children, page);
    }
}

START_TEST(everything_in_the_schema_is_documented)
{
    char *page = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&page, &size);
    int undocumented = format_page_write(out);

    fclose(out);
    ck_assert_int_eq(undocumented, 0);
    ck_assert_ptr_null(strstr(page, "(undocumented)"));
    xmlDoc *doc = xmlReadFile("scenarios/poesim.xsd", NULL, 0);
    ck_assert_ptr_nonnull(doc);
    check_documented(xmlDocGetRootElement(doc)->children, page);
    xmlFreeDoc(doc);
    free(page);
}
END_TEST

/* The page's own example loads; the page in docs is the page of this schema. */
START_TEST(the_page_in_docs_is_fresh_and_its_example_is_right)
{
    char *page = NULL, *end;
    size_t size = 0, kept_size;
    FILE *out = open_memstream(&page, &size);
    struct loaded x;

    format_page_write(out);
    fclose(out);
    unsigned char *kept = scratch_read("docs/scenario-format.md", &kept_size);
    ck_assert_msg(!strcmp((char *)kept, page),
                  "docs/scenario-format.md is stale: make docs");
    char *example = strstr(page, "```xml\n");
    ck_assert_ptr_nonnull(example);
    example += strlen("```xml\n");
    end = strstr(example, "```");
    loaded_bytes(&x, example, (size_t)(end - example));
    ck_assert_str_eq(loaded_message(&x, 0), "");
    ck_assert_int_eq(x.result, 0);
    loaded_release(&x);
    free(kept);
    free(page);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("format_page");
    TCase *c = tcase_create("format_page");

    tcase_add_test(c, everything_in_the_schema_is_documented);
    tcase_add_test(c, the_page_in_docs_is_fresh_and_its_example_is_right);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
