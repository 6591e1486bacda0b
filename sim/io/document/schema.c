/*
 * schema -- the embedded XSD: libxml2's compiled form, and lookups in the model
 * of declarations that sim/io/declaration.c reads from the same text.
 */
#include "sim/io/document/schema.h"

#include <assert.h>
#include <libxml/parser.h>
#include <string.h>

#include "sim/io/document/declaration.h"

static const unsigned char schema_text[] = {
#include "schema.inc"
};

/* libxml2's keys fail on what includes define and name the wrong file. */
static void take_keys(xmlNode *n, xmlNode *keys)
{
    for (xmlNode *next; n; n = next) {
        next = n->next;
        if (n->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)n->name;
        if (!strcmp(name, "key") || !strcmp(name, "keyref") ||
            !strcmp(name, "unique")) {
            xmlUnlinkNode(n);
            xmlAddChild(keys, n);
        } else {
            take_keys(n->children, keys);
        }
    }
}

int schema_init(struct schema *s)
{
    *s = (struct schema){0};
    s->model = xmlReadMemory((const char *)schema_text, sizeof schema_text,
                             "poesim.xsd", NULL, XML_PARSE_NONET);
    if (!s->model || declaration_read(s))
        goto fail;
    s->keys = xmlNewDocNode(s->model, NULL, (const xmlChar *)"keys", NULL);
    if (!s->keys)
        goto fail;
    take_keys(xmlDocGetRootElement(s->model), s->keys);
    xmlSchemaParserCtxt *p = xmlSchemaNewDocParserCtxt(s->model);
    if (!p)
        goto fail;
    s->compiled = xmlSchemaParse(p);
    xmlSchemaFreeParserCtxt(p);
    if (!s->compiled)
        goto fail;
    return 0;
fail:
    schema_release(s);
    return -1;
}

void schema_release(struct schema *s)
{
    for (int i = 0; i < s->types; i++)
        xmlRegFreeRegexp(s->type[i]->pattern);
    xmlSchemaFree(s->compiled);
    xmlFreeNode(s->keys);
    xmlFreeDoc(s->model);
    arena_release(&s->arena);
    *s = (struct schema){0};
}

static const struct schema_element *find_element(const struct schema_element *e,
                                                 int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(e[i].name, name))
            return &e[i];
    return NULL;
}

const struct schema_element *schema_root(const struct schema *s,
                                         const char *name)
{
    return find_element(s->root, s->roots, name);
}

const struct schema_element *schema_child(const struct schema_element *parent,
                                          const char *name)
{
    return find_element(parent->content->element, parent->content->elements,
                        name);
}

const struct schema_attribute *
schema_attribute(const struct schema_element *element, const char *name)
{
    const struct schema_content *c = element->content;

    for (int i = 0; i < c->attributes; i++)
        if (!strcmp(c->attribute[i].name, name))
            return &c->attribute[i];
    return NULL;
}

bool schema_takes(const struct schema_type *type, const char *text)
{
    if (!type || type->any)
        return type;
    if (type->pattern)
        return xmlRegexpExec(type->pattern, (const xmlChar *)text) == 1;
    for (int i = 0; i < type->words && !type->list; i++)
        if (!strcmp(type->word[i], text))
            return true;
    return false;
}

const struct schema_element *schema_of(const struct schema *s,
                                       const xmlNode *element)
{
    const xmlNode *up = element->parent;
    const char *name = (const char *)element->name;

    if (!up || up->type != XML_ELEMENT_NODE)
        return schema_root(s, name);
    const struct schema_element *parent = schema_of(s, up);
    return parent ? schema_child(parent, name) : NULL;
}
