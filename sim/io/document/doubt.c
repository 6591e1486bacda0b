/* doubt -- marks of what was reported wrong, and names that were lost. */
#include "sim/io/document/doubt.h"

#include <string.h>

#include "sim/io/document/origin.h"

struct lost_name {
    struct lost_name *next;
    const char *text; /* NULL: it might be any */
};

/* Any address will do. */
static void *mark(void)
{
    static char m;
    return &m;
}

void doubt_value(const xmlNode *element, const char *attribute)
{
    xmlAttr *a = origin_attribute(element, attribute);

    if (a)
        a->psvi = mark();
}

void doubt_content(xmlNode *element)
{
    element->psvi = mark();
}

bool doubt_of_value(const xmlNode *element, const char *attribute)
{
    const xmlAttr *a = origin_attribute(element, attribute);

    return a && a->psvi;
}

bool doubt_of_attribute(const xmlAttr *a)
{
    return a->psvi;
}

bool doubt_of_content(const xmlNode *element)
{
    return element->psvi;
}

void doubt_add_value(xmlNode *element, const char *attribute)
{
    xmlAttr *a = origin_attribute(element, attribute);

    if (!a)
        a = xmlNewProp(element, (const xmlChar *)attribute,
                       (const xmlChar *)"?");
    if (!a)
        return;
    a->psvi = mark();
    if (!a->_private)
        a->_private = element->_private;
}

void doubt_copy_attribute(xmlAttr *to, const xmlAttr *from)
{
    to->psvi = from->psvi;
}

void doubt_copy_content(xmlNode *to, const xmlNode *from)
{
    to->psvi = from->psvi;
    to->extra = from->extra; /* renamed: see misfit */
}

void doubt_lose_name(struct document *x, const char *name)
{
    struct lost_name *n = arena_alloc(x->arena, sizeof *n);
    const char *text = name ? arena_text(x->arena, name) : NULL;

    if (!n || (name && !text))
        return;
    *n = (struct lost_name){x->lost, text};
    x->lost = n;
}

void doubt_lose_names(struct document *x, const xmlNode *element)
{
    const xmlAttr *a = origin_attribute(element, "id");

    if (!strcmp((const char *)element->name, "include") ||
        origin_attribute(element, "file")) /* who knows what stands there? */
        doubt_lose_name(x, NULL);
    if (a && a->children && a->children->content)
        doubt_lose_name(x, (const char *)a->children->content);
    for (const xmlNode *c = element->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            doubt_lose_names(x, c);
}

bool doubt_of_name(const struct document *x, const char *name)
{
    for (const struct lost_name *n = x->lost; n; n = n->next)
        if (!n->text || !strcmp(n->text, name))
            return true;
    return false;
}
