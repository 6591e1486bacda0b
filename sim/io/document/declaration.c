/*
 * declaration -- the model of declarations, read from the XSD's own XML: named
 * types are read once and shared, groups are unfolded where they are used.
 */
#include "sim/io/document/declaration.h"

#include <assert.h>
#include <string.h>

enum { MOST_MEMBERS = 64, MOST_TYPES = 256 }; /* of one element; named */

/* A type is entered before it is read, so that types may contain themselves. */
struct reading {
    struct schema *s;
    const xmlNode *root;
    int types, contents;
    struct schema_type *type[MOST_TYPES];
    struct schema_content *content[MOST_TYPES];
    const char *content_name[MOST_TYPES];
    bool short_of_memory;
};

struct members { /* of one content, while it is gathered */
    int attributes, elements;
    struct schema_attribute attribute[MOST_MEMBERS];
    struct schema_element element[MOST_MEMBERS];
};

static void *allot(struct reading *r, size_t n, size_t size)
{
    void *p = arena_array(&r->s->arena, n, size);

    if (!p)
        r->short_of_memory = true;
    return p;
}

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static const xmlNode *child(const xmlNode *n, const char *name)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (is(c, name))
            return c;
    return NULL;
}

static const xmlNode *below(const xmlNode *n, const char *name)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        const xmlNode *found = c->type != XML_ELEMENT_NODE ? NULL
                               : is(c, name)               ? c
                                                           : below(c, name);
        if (found)
            return found;
    }
    return NULL;
}

/* The attribute's text, in the XSD's own memory; NULL: not there. */
static const char *get(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, name))
            return a->children ? (const char *)a->children->content : "";
    return NULL;
}

static const xmlNode *global(struct reading *r, const char *what,
                             const char *name)
{
    for (const xmlNode *n = r->root->children; n; n = n->next)
        if (is(n, what) && !strcmp(get(n, "name"), name))
            return n;
    return NULL;
}

static const char *documentation(const xmlNode *n)
{
    const xmlNode *a = child(n, "annotation");
    const xmlNode *d = a ? child(a, "documentation") : NULL;

    return d && d->children ? (const char *)d->children->content : NULL;
}

static enum schema_kind kind_of(const char *word)
{
    static const char *const names[] = {
        "",      "time", "times", "rate",        "probability", "number",
        "count", "date", "clock", "clock-range", "moment"};
    enum { KINDS = sizeof names / sizeof *names };

    for (int i = 1; i < KINDS; i++)
        if (!strcmp(names[i], word))
            return (enum schema_kind)i;
    assert(!"a q:quantity of unknown kind");
    return SCHEMA_PLAIN;
}

static const struct schema_type *named_type(struct reading *r,
                                            const char *name);

/* The only facet of a restriction; NULL: it has none, or several. */
static const xmlNode *only_facet(const xmlNode *restriction, int *facets)
{
    const xmlNode *only = NULL;

    *facets = 0;
    for (const xmlNode *e = restriction->children; e; e = e->next)
        if (e->type == XML_ELEMENT_NODE) {
            only = e;
            ++*facets;
        }
    return *facets == 1 ? only : NULL;
}

/* What the XSD says of a string, where it says at most one thing. */
static void read_facets(struct reading *r, struct schema_type *t,
                        const xmlNode *restriction)
{
    int facets;
    const xmlNode *only = only_facet(restriction, &facets);
    const char *base = get(restriction, "base");

    if (!base || strcmp(base, "xs:string"))
        return;
    t->any = facets == 0;
    if (!only || !is(only, "pattern"))
        return;
    assert(t->name); /* schema_release() knows the named ones */
    t->pattern = xmlRegexpCompile((const xmlChar *)get(only, "value"));
    if (!t->pattern)
        r->short_of_memory = true;
}

static void read_type(struct reading *r, struct schema_type *t,
                      const xmlNode *n)
{
    const xmlNode *restriction = child(n, "restriction"), *q;
    const xmlNode *list = below(n, "list");
    const char *word[MOST_MEMBERS];

    assert(restriction); /* the only way in which poesim.xsd makes types */
    t->text = documentation(n);
    read_facets(r, t, restriction);
    const xmlNode *a = child(n, "annotation");
    if (a && (a = child(a, "appinfo")) && (q = child(a, "quantity"))) {
        t->kind = kind_of(get(q, "kind"));
        t->least = get(q, "least");
        t->most = get(q, "most");
        t->other = get(q, "or");
    }
    for (const xmlNode *e = restriction->children; e; e = e->next)
        if (is(e, "enumeration")) {
            assert(t->words < MOST_MEMBERS);
            word[t->words++] = get(e, "value");
        }
    if (t->words) {
        const char **kept = allot(r, (size_t)t->words, sizeof *kept);
        if (kept)
            memcpy(kept, word, (size_t)t->words * sizeof *word);
        t->word = kept;
    }
    if (list) {
        const struct schema_type *item = named_type(r, get(list, "itemType"));
        t->list = true;
        t->words = item ? item->words : 0;
        t->word = item ? item->word : NULL;
    }
}

static const struct schema_type *named_type(struct reading *r, const char *name)
{
    for (int i = 0; i < r->types; i++)
        if (!strcmp(r->type[i]->name, name))
            return r->type[i];
    assert(r->types < MOST_TYPES);
    struct schema_type *t = allot(r, 1, sizeof *t);
    if (!t)
        return NULL;
    t->name = name;
    r->type[r->types++] = t;
    const xmlNode *n = global(r, "simpleType", name);
    t->any = !n;
    if (n)
        read_type(r, t, n);
    else
        assert(!strcmp(name, "xs:string"));
    return t;
}

static const struct schema_type *type_of(struct reading *r, const xmlNode *n)
{
    const char *name = get(n, "type");
    const xmlNode *own = child(n, "simpleType");

    if (name)
        return named_type(r, name);
    assert(own);
    struct schema_type *t = allot(r, 1, sizeof *t);
    if (t)
        read_type(r, t, own);
    return t;
}

static void read_attribute(struct reading *r, struct members *m,
                           const xmlNode *n)
{
    assert(m->attributes < MOST_MEMBERS);
    struct schema_attribute *a = &m->attribute[m->attributes++];
    const char *use = get(n, "use");

    *a = (struct schema_attribute){.name = get(n, "name"),
                                   .text = documentation(n),
                                   .value = get(n, "default"),
                                   .required = use && !strcmp(use, "required"),
                                   .type = type_of(r, n)};
}

static const struct schema_content *content_of(struct reading *r,
                                               const xmlNode *n);

static void read_keys(struct reading *r, struct schema_element *e,
                      const xmlNode *n)
{
    struct schema_key key[MOST_MEMBERS];

    for (const xmlNode *k = n->children; k; k = k->next) {
        if (!is(k, "key") && !is(k, "keyref"))
            continue;
        assert(e->keys < MOST_MEMBERS);
        key[e->keys++] = (struct schema_key){
            .name = get(k, "name"),
            .refer = get(k, "refer"),
            .selector = get(child(k, "selector"), "xpath"),
            .field = get(child(k, "field"), "xpath"),
        };
    }
    struct schema_key *kept = allot(r, (size_t)e->keys, sizeof *kept);
    if (kept)
        memcpy(kept, key, (size_t)e->keys * sizeof *key);
    e->key = kept;
}

static void read_element(struct reading *r, struct schema_element *e,
                         const xmlNode *n)
{
    *e = (struct schema_element){.name = get(n, "name"),
                                 .content = content_of(r, n)};
    e->text = documentation(n);
    if (!e->text && e->content)
        e->text = e->content->text;
    read_keys(r, e, n);
}

static void read_members(struct reading *r, struct members *m, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (is(c, "attribute")) {
            read_attribute(r, m, c);
        } else if (is(c, "element")) {
            const char *name = get(c, "name");
            bool again = false;
            for (int i = 0; i < m->elements; i++)
                again |= !strcmp(m->element[i].name, name);
            assert(m->elements < MOST_MEMBERS);
            if (!again)
                read_element(r, &m->element[m->elements++], c);
            if (!again && is(n, "sequence") && !get(c, "minOccurs"))
                m->element[m->elements - 1].required = true;
        } else if (is(c, "group") || is(c, "attributeGroup")) {
            read_members(r, m, global(r, (const char *)c->name, get(c, "ref")));
        } else if (is(c, "sequence") || is(c, "choice")) {
            read_members(r, m, c);
        }
    }
}

static void read_content(struct reading *r, struct schema_content *c,
                         const xmlNode *n)
{
    struct members m = {0};

    c->text = documentation(n);
    read_members(r, &m, n);
    struct schema_attribute *a =
        allot(r, (size_t)m.attributes, sizeof *c->attribute);
    struct schema_element *e = allot(r, (size_t)m.elements, sizeof *e);
    if (!a || !e)
        return;
    memcpy(a, m.attribute, (size_t)m.attributes * sizeof *a);
    memcpy(e, m.element, (size_t)m.elements * sizeof *e);
    c->attribute = a;
    c->attributes = m.attributes;
    c->element = e;
    c->elements = m.elements;
}

static const struct schema_content *content_of(struct reading *r,
                                               const xmlNode *n)
{
    const char *name = get(n, "type");
    const xmlNode *type = child(n, "complexType");

    for (int i = 0; name && i < r->contents; i++)
        if (!strcmp(r->content_name[i], name))
            return r->content[i];
    struct schema_content *c = allot(r, 1, sizeof *c);
    if (!c)
        return NULL;
    if (name && (type = global(r, "complexType", name))) {
        assert(r->contents < MOST_TYPES);
        c->name = name;
        r->content_name[r->contents] = name;
        r->content[r->contents++] = c;
    }
    if (type)
        read_content(r, c, type);
    else
        c->type = type_of(r, n);
    return c;
}

int declaration_read(struct schema *s)
{
    struct reading r = {.s = s, .root = xmlDocGetRootElement(s->model)};
    struct members m = {0};

    for (const xmlNode *n = r.root->children; n; n = n->next)
        if (is(n, "element"))
            read_element(&r, &m.element[m.elements++], n);
    struct schema_element *root = allot(&r, (size_t)m.elements, sizeof *root);
    const struct schema_type **type = allot(&r, (size_t)r.types, sizeof *type);
    if (r.short_of_memory)
        return -1;
    memcpy(root, m.element, (size_t)m.elements * sizeof *root);
    memcpy(type, r.type, (size_t)r.types * sizeof(void *));
    s->root = root;
    s->roots = m.elements;
    s->type = type;
    s->types = r.types;
    return 0;
}
