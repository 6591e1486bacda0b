/* format_page -- the schema, element by element, for people. */
#include "sim/io/format_page.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/schema.h"

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
