/* format_page -- the schema, element by element, for people. */
#include "sim/io/document/format_page.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/document/schema.h"

enum { MOST_SECTIONS = 256, MOST_PATH = 128 };

/* Sections that are still to be written: an element and how it is reached. */
struct section {
    const struct schema_element *element;
    char path[MOST_PATH];
};

struct page {
    FILE *out;
    int undocumented;
    struct section section[MOST_SECTIONS];
    int sections;
};

/* A cell of a table: | would end it. */
static void print_cell(const struct page *p, const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            fputc('\\', p->out);
        fputc(*text == '\n' ? ' ' : *text, p->out);
    }
}

static const char *const intro[] = {
    "# The scenario file",
    "",
    "This page is made by `poesim format` from the schema in the program; "
    "change `scenarios/poesim.xsd`, then `make docs`.",
    "",
    "A scenario is XML in the namespace `urn:poesim:scenario`. `poesim check` "
    "reads it and says all that is wrong, each with file, line and how to mend "
    "it; `poesim check --resolved` prints it with includes, templates and "
    "defaults filled in.",
    "",
    "```xml",
    "<scenario xmlns=\"urn:poesim:scenario\" version=\"1\" id=\"desk\"",
    "          start=\"2026-07-15\" duration=\"8 h\">",
    "  <title>One desk</title>",
    "  <run/>",
    "  <population id=\"all\"><class id=\"c\" status=\"visa\"/></population>",
    "  <port id=\"A\" mode=\"land\">",
    "    <flow id=\"f\" population=\"all\" start=\"desk\">"
    "<poisson rate=\"30 /h\"/></flow>",
    "    <station id=\"desk\" positions=\"1\">",
    "      <inspect dist=\"exponential\" mean=\"90 s\"/>",
    "      <route to=\"admitted\"/>",
    "    </station>",
    "  </port>",
    "</scenario>",
    "```",
    "",
    "## Rules",
    "",
    "* **Values** carry their unit: `38 s`, `120 /h`. No blank is forgiven but "
    "the one before the unit. What is not written has the default below.",
    "* **Files** are UTF-8 (or say otherwise), without DOCTYPE and xsi "
    "attributes; all files of a scenario hold at most 64 MB.",
    "* **Includes** put the parts of another file, whose outermost element is "
    "`<fragment>` (in a scenario) or `<port-fragment>` (in a port), where the "
    "`<include>` stands. A path that starts with `library/` lies in the "
    "program's library; any other is relative to the file that holds it and "
    "stays beneath the main file's folder, or `--root DIR`. The same file "
    "twice under one parent is taken once. At most 1,000 includes, 16 deep.",
    "* **Templates** are ordinary ports. `<ports>` stamps one for each row of "
    "a table: its column `id` names the port, every other column is declared "
    "in the template by `<column name=\"lanes\" "
    "sets=\"station[@id='booth']/@positions\"/>`, an XPath from the "
    "template's port.",
    "* **Tables** are CSV (RFC 4180): commas, UTF-8, a header; empty cells, "
    "unknown, missing, doubled or ragged columns of a template's table are "
    "errors.",
    "* **`--set XPATH=VALUE`** changes a value after all of this: "
    "`--set \"//station[@id='desk']/@positions=2\"`. The path starts at the "
    "scenario; names have no prefix; a path that matches nothing is an error; "
    "a last `/@name` that is absent is added.",
    "",
};

static void print_intro(const struct page *p)
{
    for (size_t i = 0; i < sizeof intro / sizeof *intro; i++)
        fprintf(p->out, "%s\n", intro[i]);
}

static void print_meaning(struct page *p, const char *text)
{
    if (!text || !*text)
        p->undocumented++;
    print_cell(p, text && *text ? text : "(undocumented)");
}

static void print_words(const struct page *p, const struct schema_type *t)
{
    for (int i = 0; i < t->words; i++)
        fprintf(p->out, "%s`%s`", i ? ", " : "", t->word[i]);
}

static void print_attribute(struct page *p, const struct schema_attribute *a)
{
    fprintf(p->out, "| `%s` | ", a->name);
    if (!a->type->name)
        print_words(p, a->type);
    else if (!strncmp(a->type->name, "xs:", 3))
        fputs("text", p->out);
    else
        fprintf(p->out, "[%s](#type-%s)", a->type->name, a->type->name);
    fputs(" | ", p->out);
    if (a->required)
        fputs("required", p->out);
    else if (a->value)
        fprintf(p->out, "`%s`", a->value);
    fputs(" | ", p->out);
    print_meaning(p, a->text);
    fputs(" |\n", p->out);
}

/* A section for every content, and for every name that it goes by: an element,
 * then what stands in it. */
static void add_section(struct page *p, const struct schema_element *e,
                        const char *parent)
{
    const struct schema_content *c = e->content;

    for (int i = 0; i < p->sections; i++)
        if (p->section[i].element->content == c &&
            !strcmp(p->section[i].element->name, e->name))
            return;
    assert(p->sections < MOST_SECTIONS); /* ours: the schema is embedded */
    struct section *s = &p->section[p->sections++];
    s->element = e;
    snprintf(s->path, sizeof s->path, "%s%s%s", parent, *parent ? "/" : "",
             e->name);
    for (int i = 0; i < c->elements; i++)
        add_section(p, &c->element[i], s->path);
}

static void print_section(struct page *p, int which)
{
    const struct schema_element *e = p->section[which].element;
    const struct schema_content *c = e->content;

    fprintf(p->out, "\n### `%s`\n\n", p->section[which].path);
    print_meaning(p, e->text);
    fputc('\n', p->out);
    if (c->type && c->type->text)
        fprintf(p->out, "\nIts text: [%s](#type-%s).\n", c->type->name,
                c->type->name);
    if (c->attributes)
        fputs("\n| Attribute | Type | Default | Meaning |\n|---|---|---|---|\n",
              p->out);
    for (int i = 0; i < c->attributes; i++)
        print_attribute(p, &c->attribute[i]);
    if (c->elements)
        fputs("\n| Element | Meaning |\n|---|---|\n", p->out);
    for (int i = 0; i < c->elements; i++) {
        fprintf(p->out, "| `<%s>` | ", c->element[i].name);
        print_meaning(p, c->element[i].text);
        fputs(" |\n", p->out);
    }
}

static void print_range(const struct page *p, const struct schema_type *t)
{
    if (t->words) {
        print_words(p, t);
    } else if (t->least || t->most) {
        fprintf(p->out, "%s%s%s", t->least ? t->least : "",
                t->least && t->most ? " to "
                : t->least          ? " or more"
                                    : "up to ",
                t->most ? t->most : "");
    }
    if (t->other)
        fprintf(p->out, "%s`%s`", t->least || t->most ? "; or " : "or ",
                t->other);
}

static void print_types(struct page *p, const struct schema *s)
{
    fputs("\n## Types\n\n| Type | Values | Meaning |\n|---|---|---|\n", p->out);
    for (int i = 0; i < s->types; i++) {
        const struct schema_type *t = s->type[i];
        if (!strncmp(t->name, "xs:", 3))
            continue;
        fprintf(p->out, "| <a id=\"type-%s\"></a>%s | ", t->name, t->name);
        print_range(p, t);
        fputs(" | ", p->out);
        print_meaning(p, t->text);
        fputs(" |\n", p->out);
    }
}

static void print_keys(const struct page *p)
{
    fputs("\n## Names and references\n\n| Names | within | are unique; named "
          "by |\n|---|---|---|\n",
          p->out);
    for (int i = 0; i < p->sections; i++) {
        const struct schema_element *e = p->section[i].element;
        for (int k = 0; k < e->keys; k++) {
            if (e->key[k].refer)
                continue;
            fputs("| ", p->out);
            print_cell(p, e->key[k].selector);
            fprintf(p->out, " %s | %s | ", e->key[k].field, p->section[i].path);
            int n = 0;
            for (int r = 0; r < e->keys; r++)
                if (e->key[r].refer && !strcmp(e->key[r].refer, e->key[k].name))
                    fprintf(p->out, "%s`%s/%s`", n++ ? ", " : "",
                            e->key[r].selector, e->key[r].field);
            fputs(" |\n", p->out);
        }
    }
}

int format_page_write(FILE *out)
{
    struct schema s;
    struct page *p = calloc(1, sizeof *p);

    if (!p || schema_init(&s)) {
        free(p);
        return -1;
    }
    p->out = out;
    print_intro(p);
    fputs("## Elements\n", out);
    for (int i = 0; i < s.roots; i++)
        add_section(p, &s.root[i], "");
    for (int i = 0; i < p->sections; i++)
        print_section(p, i);
    print_types(p, &s);
    print_keys(p);
    int undocumented = p->undocumented;
    free(p);
    schema_release(&s);
    return undocumented;
}
