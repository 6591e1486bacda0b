/*
 * origin -- where every node came from. libxml2 knows the line at which a start
 * tag ends, and only up to 65,535; so lines are taken from the parser itself
 * while it stands behind the tag, counted back to where each thing begins.
 */
#include "sim/io/document/origin.h"

#include <ctype.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/wording.h"

struct parse {
    const char *file;
    struct arena *arena;
    struct diag *d;
    bool failed; /* something was reported that ends the parse */
};

#if LIBXML_VERSION >= 21200
typedef const xmlError parse_error;
#else
typedef xmlError parse_error;
#endif

/* ---- messages ---- */

static const char *reworded(int code)
{
    switch (code) {
    case XML_ERR_DOCUMENT_EMPTY:
        return "this is not XML: it does not begin with <";
    case XML_ERR_DOCUMENT_END:
        return "text or a second element stands behind the end of the "
               "document";
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_INVALID_CHAR:
        return "a byte or character here is not allowed; save the file as "
               "UTF-8, or name its encoding in the first line";
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
        return "the encoding is not known; save the file as UTF-8";
    case XML_ERR_LT_IN_ATTRIBUTE:
        return "a value has a <, or its closing quote is missing; write &lt; "
               "for <";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
        return "a value is not in quotes";
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return "an attribute has no value";
    case XML_ERR_SPACE_REQUIRED:
        return "a blank is missing between attributes";
    case XML_ERR_GT_REQUIRED:
        return "a tag has no closing >";
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        return "only &lt; &gt; &amp; &quot; &apos; and &#...; are known; "
               "write &amp; for &";
    case XML_ERR_NAME_REQUIRED:
        return "a name is missing; write &amp; for & and &lt; for <";
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return "the prefix before the : is not declared";
    default:
        return NULL;
    }
}

static void on_error(void *user, parse_error *e)
{
    xmlParserCtxt *ctxt = user;
    struct parse *p = ctxt->_private;
    char value[WORDING_VALUE], other[WORDING_VALUE];
    const char *text = reworded(e->code);
    struct origin at = {p->file, e->line > 0 ? e->line : 1, 0, NULL};

    if (e->level < XML_ERR_ERROR || p->failed)
        return;
    p->failed = true;
    wording_value(value, e->str1 ? e->str1 : "");
    wording_value(other, e->str2 ? e->str2 : "");
    if (e->code == XML_ERR_TAG_NAME_MISMATCH && e->str1 && e->str2)
        diag_error(p->d, &at, "</%s> closes <%s> of line %d", other, value,
                   e->int1);
    else if (e->code == XML_ERR_TAG_NOT_FINISHED && e->str1)
        diag_error(p->d, &at, "the file ends before <%s> of line %d is closed",
                   value, e->int1);
    else if (e->code == XML_ERR_ATTRIBUTE_REDEFINED && e->str1)
        diag_error(p->d, &at, "attribute %s stands twice", value);
    else if (strstr(e->message, "XML_PARSE_HUGE"))
        diag_error(p->d, &at,
                   "elements are more than 256 deep, or a text is longer than "
                   "10 MB; tables belong in CSV files");
    else if (text)
        diag_error(p->d, &at, "%s", text);
    else /* libxml2's first line, without its full stop and newline */
        diag_error(p->d, &at, "this is not well-formed XML: %.*s",
                   (int)strcspn(e->message, "\n"), e->message);
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *public,
                       const xmlChar *system)
{
    xmlParserCtxt *ctxt = user;
    struct parse *p = ctxt->_private;
    struct origin at = {p->file, ctxt->input->line, 0, NULL};

    (void)name;
    (void)public;
    (void)system;
    if (!p->failed)
        diag_error(p->d, &at, "a DOCTYPE is not allowed; remove it");
    p->failed = true;
    xmlStopParser(ctxt);
}

/* ---- lines ---- */

static int newlines(const xmlChar *from, const xmlChar *to)
{
    int n = 0;

    while (from < to && (from = memchr(from, '\n', (size_t)(to - from)))) {
        n++;
        from++;
    }
    return n;
}

static struct origin *place(struct parse *p, int line)
{
    struct origin *o = arena_alloc(p->arena, sizeof *o);

    if (o)
        *o = (struct origin){p->file, line, 0, NULL};
    return o;
}

/* The names that an xsi attribute may have all steer a validator. */
static void drop_xsi(struct parse *p, xmlNode *n)
{
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        next = a->next;
        if (!a->ns || strcmp((const char *)a->ns->href,
                             "http://www.w3.org/2001/XMLSchema-instance"))
            continue;
        diag_error(p->d, a->_private,
                   "attribute xsi:%s is not allowed; the schema is part of the "
                   "program",
                   (const char *)a->name);
        xmlRemoveProp(a);
    }
}

/* A value is one text node; libxml2 may have made several around an entity. */
static void join_value(xmlAttr *a)
{
    if (!a->children || (!a->children->next && a->children->content))
        return;
    xmlChar *value = xmlNodeListGetString(a->doc, a->children, 1);
    xmlNode *text = xmlNewDocText(a->doc, value);
    xmlFree(value);
    if (!text)
        return;
    xmlFreeNodeList(a->children);
    a->children = a->last = text;
    text->parent = (xmlNode *)a;
}

static void on_element(void *user, const xmlChar *name, const xmlChar *prefix,
                       const xmlChar *uri, int namespaces,
                       const xmlChar **namespace, int attributes, int defaulted,
                       const xmlChar **attribute)
{
    xmlParserCtxt *ctxt = user;
    struct parse *p = ctxt->_private;

    xmlSAX2StartElementNs(user, name, prefix, uri, namespaces, namespace,
                          attributes, defaulted, attribute);
    xmlNode *n = ctxt->node;
    const xmlParserInput *in = ctxt->input;
    if (!n || !in || p->failed)
        return;
    const xmlChar *tag = in->cur;
    while (tag > in->base && *tag != '<')
        tag--;
    int last = in->line; /* of the end of the tag */
    struct origin *start = place(p, last - newlines(tag, in->cur));
    n->_private = start;
    xmlAttr *a = n->properties;
    for (int i = 0; i < attributes && a; i++, a = a->next) {
        const xmlChar *value = attribute[5 * i + 3];
        a->_private = start;
        join_value(a);
        if (start && value > tag && value < in->cur) {
            int line = last - newlines(value, in->cur);
            if (line != start->line)
                a->_private = place(p, line);
        }
    }
    if (!start || (n->properties && !n->properties->_private)) {
        diag_error(p->d, NULL, "out of memory");
        p->failed = true;
        xmlStopParser(ctxt);
        return;
    }
    drop_xsi(p, n);
}

/* ---- parsing ---- */

/* What the XML parser would say something odd about. NULL: nothing. */
static const char *not_xml(const char *text, size_t size, int *line)
{
    *line = 1;
    if (!size)
        return "the file is empty";
    if (size >= 2 && !memcmp(text, "\x1f\x8b", 2))
        return "the file is packed (gzip); unpack it first";
    if (size >= 4 && !memcmp(text, "\x89HDF", 4))
        return "this is an HDF5 file, not a scenario";
    if (size >= 15 && !memcmp(text, "poesim results ", 15))
        return "this is a results file (HDF5), not a scenario";
    /* UTF-16 has a mark, or a NUL beside its first < */
    if (size >= 2 && (!text[0] || !text[1] || (unsigned char)*text >= 0xfe))
        return NULL;
    const char *nul = memchr(text, 0, size);
    if (!nul)
        return NULL;
    *line = 1 + newlines((const xmlChar *)text, (const xmlChar *)nul);
    return "a NUL byte stands here; this is not a text file";
}

xmlDoc *origin_parse(const char *file, const char *text, size_t size,
                     struct arena *a, struct diag *d)
{
    struct parse p = {.file = file, .arena = a, .d = d};
    int line;
    const char *why = not_xml(text, size, &line);
    struct origin at = {file, line, 0, NULL};

    if (why) {
        diag_error(d, &at, "%s", why);
        return NULL;
    }
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    if (!ctxt) {
        diag_error(d, NULL, "out of memory");
        return NULL;
    }
    ctxt->_private = &p;
    ctxt->sax->startElementNs = on_element;
    ctxt->sax->internalSubset = on_doctype;
    ctxt->sax->comment = NULL;
    ctxt->sax->processingInstruction = NULL;
    ctxt->sax->serror = on_error;
    xmlDoc *doc = xmlCtxtReadMemory(ctxt, text, (int)size, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOCDATA);
    if (!doc && !p.failed)
        diag_error(d, &at, "the file cannot be read as XML");
    if (doc && (p.failed || !xmlDocGetRootElement(doc))) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(ctxt);
    return doc;
}

/* ---- nodes ---- */

xmlAttr *origin_attribute(const xmlNode *element, const char *name)
{
    for (xmlAttr *a = element->properties; a; a = a->next)
        if (*a->name == *(const xmlChar *)name &&
            !strcmp((const char *)a->name, name))
            return a;
    return NULL;
}

const char *origin_value(const xmlNode *element, const char *name)
{
    const xmlAttr *a = origin_attribute(element, name);

    return !a ? NULL : a->children ? (const char *)a->children->content : "";
}

struct origin origin_of(const xmlNode *element, const char *attribute)
{
    struct origin at = {0};

    if (element->_private)
        at = *(const struct origin *)element->_private;
    if (!attribute)
        return at;
    const xmlAttr *a = origin_attribute(element, attribute);
    if (a && a->_private)
        return *(const struct origin *)a->_private;
    if (a)
        at.note = "default";
    return at;
}

bool origin_is_late(const struct origin *at)
{
    return at->column || !at->file;
}

int origin_set(xmlNode *element, const char *name, const char *value,
               const struct origin *at)
{
    xmlAttr *a =
        xmlSetProp(element, (const xmlChar *)name, (const xmlChar *)value);

    if (!a)
        return -1;
    a->_private = (void *)(uintptr_t)at;
    a->psvi = NULL; /* what was wrong there has been replaced */
    return 0;
}

/* The text as it lies in the document's dictionary, where all copies share it;
 * libxml2 never frees nor changes it there. NULL: memory. */
static xmlChar *shared(const xmlDoc *doc, const xmlChar *text)
{
    const xmlChar *kept = xmlDictOwns(doc->dict, text) == 1
                              ? text
                              : xmlDictLookup(doc->dict, text, -1);

    return (xmlChar *)(uintptr_t)kept;
}

/* Behind the others of `to`; NULL: memory. */
static xmlAttr *copy_attribute(xmlNode *to, const xmlAttr *from)
{
    const xmlNode *has = from->children;
    xmlChar *name = shared(to->doc, from->name);
    xmlChar *value = shared(to->doc, has ? has->content : (xmlChar *)"");
    xmlNode *text = name && value ? xmlNewDocText(to->doc, NULL) : NULL;
    xmlAttr *copy = text ? xmlNewNsPropEatName(to, NULL, name, NULL) : NULL;

    if (!copy) {
        xmlFreeNode(text);
        return NULL;
    }
    text->content = value;
    text->parent = (xmlNode *)copy;
    copy->children = copy->last = text;
    return copy;
}

static bool copy_attributes(xmlNode *to, const xmlNode *from)
{
    for (const xmlAttr *a = from->properties; a; a = a->next) {
        xmlAttr *copy = copy_attribute(to, a);
        if (!copy)
            return false;
        copy->_private = a->_private;
        doubt_copy_attribute(copy, a);
    }
    return true;
}

xmlNode *origin_copy(xmlDoc *doc, const xmlNode *n)
{
    if (n->type == XML_TEXT_NODE)
        return xmlNewDocText(doc, n->content);
    xmlNode *copy = xmlNewDocNode(doc, NULL, n->name, NULL);
    if (!copy)
        return NULL;
    copy->_private = n->_private;
    doubt_copy_content(copy, n);
    bool whole = copy_attributes(copy, n);
    for (const xmlNode *c = n->children; c && whole; c = c->next) {
        if (c->type != XML_ELEMENT_NODE && c->type != XML_TEXT_NODE)
            continue;
        xmlNode *inner = origin_copy(doc, c);
        whole = inner && xmlAddChild(copy, inner);
    }
    if (whole)
        return copy;
    xmlFreeNode(copy);
    return NULL;
}
