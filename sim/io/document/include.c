/* include -- files are parsed once and copied to wherever they are included. */
#include "sim/io/document/include.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/document/source.h"
#include "sim/io/document/validate.h"
#include "sim/io/document/values.h"
#include "sim/io/wording.h"

/* ---- one file ---- */

static int make_room(struct loading *l)
{
    int n = l->x->files;

    if (l->docs >= n)
        return 0;
    xmlDoc **doc = realloc(l->doc, (size_t)n * sizeof(xmlDoc *));
    if (doc)
        l->doc = doc;
    bool *tried = realloc(l->tried, (size_t)n * sizeof *tried);
    if (tried)
        l->tried = tried;
    if (!doc || !tried) {
        diag_error(l->d, NULL, "out of memory");
        return -1;
    }
    for (; l->docs < n; l->docs++) {
        l->doc[l->docs] = NULL;
        l->tried[l->docs] = false;
    }
    return 0;
}

/* The parts of another folder's file name files from here. */
static int rebase(struct loading *l, xmlNode *n, const struct schema_element *e,
                  const char *base)
{
    bool is_include = !strcmp(e->name, "include"); /* follows by itself */

    for (xmlAttr *x = n->properties; x && !is_include; x = x->next) {
        const struct schema_attribute *a =
            schema_attribute(e, (const char *)x->name);
        if (!a || !a->type->name || strcmp(a->type->name, "path") ||
            doubt_of_attribute(x))
            continue;
        const char *path =
            x->children ? (const char *)x->children->content : "";
        const char *joined = source_join(l->x, base, path);
        if (!joined || origin_set(n, a->name, joined, x->_private))
            return -1;
    }
    for (xmlNode *c = n->children; c; c = c->next) {
        const struct schema_element *inner =
            c->type == XML_ELEMENT_NODE ? schema_child(e, (const char *)c->name)
                                        : NULL;
        if (inner && rebase(l, c, inner, base))
            return -1;
    }
    return 0;
}

static int check_version(struct loading *l, const xmlNode *root)
{
    char value[WORDING_VALUE];
    struct origin at = origin_of(root, "version");
    xmlChar *version = xmlGetNoNsProp(root, (const xmlChar *)"version");
    int result = 0;

    int64_t number;

    if (version && strcmp((const char *)version, "1")) {
        wording_value(value, (const char *)version);
        if (!quantity_count((const char *)version, 2, INT32_MAX, &number))
            diag_error(l->d, &at,
                       "scenario version \"%s\" is newer than version 1, which "
                       "this program (poesim " POESIM_VERSION ") reads; a "
                       "newer poesim is needed",
                       value);
        else
            diag_error(l->d, &at,
                       "scenario version \"%s\" is not known; this program "
                       "reads version 1",
                       value);
        result = -1;
    }
    xmlFree(version);
    return result;
}

static int check_root(struct loading *l, const xmlNode *root, const char *as)
{
    const char *name = (const char *)root->name;
    struct origin at = origin_of(root, NULL);

    if (strcmp(name, as)) {
        diag_error(l->d, &at,
                   "the outermost element is <%s>; it must be <%s%s>", name, as,
                   " xmlns=\"" SCHEMA_NAMESPACE "\"");
        return -1;
    }
    if (!root->ns || strcmp((const char *)root->ns->href, SCHEMA_NAMESPACE)) {
        diag_error(l->d, &at,
                   "<%s> is not in the namespace of scenarios; write <%s%s>",
                   name, name, " xmlns=\"" SCHEMA_NAMESPACE "\"");
        return -1;
    }
    return strcmp(as, "scenario") ? 0 : check_version(l, root);
}

int include_parse(struct loading *l, int file, const char *as,
                  const struct origin *at)
{
    if (make_room(l))
        return -1;
    struct document_file *f = &l->x->file[file];
    xmlDoc *doc = l->doc[file];
    if (!l->tried[file]) {
        l->tried[file] = true;
        doc = origin_parse(f->name, f->text, f->size, l->x->arena, l->d);
    } else if (doc) { /* a file that was good for another place */
        const char *is = (const char *)xmlDocGetRootElement(doc)->name;
        if (!strcmp(is, as))
            return 0;
        diag_error(l->d, at, "\"%s\" holds a <%s>; here a <%s> is needed",
                   f->name, is, as);
        return -1;
    }
    if (!doc)
        return -1;
    xmlNode *root = xmlDocGetRootElement(doc);
    if (check_root(l, root, as)) {
        xmlFreeDoc(doc);
        return -1;
    }
    l->doc[file] = doc;
    const struct schema_element *e = schema_root(l->schema, as);
    validate_strip(root, e);
    validate_document(l, doc); /* reported; l->broken: it ends here */
    values_check(l, root, e);
    if (*f->base && rebase(l, root, e, f->base)) {
        diag_error(l->d, NULL, "out of memory");
        return -1;
    }
    return 0;
}

/* ---- splicing ---- */

/* Where we are: a file, and the include that led to it. */
struct frame {
    const struct frame *up;
    struct origin at;
    int file, depth;
};

/* What was spliced under which parent. */
struct taken {
    const xmlNode *parent;
    int file;
};

struct splicing {
    struct loading *l;
    struct taken taken[INCLUDE_MOST];
    int count;
};

static bool is_cycle(const struct splicing *s, const struct frame *f, int file,
                     const struct origin *at)
{
    char chain[WORDING_LIST * 4];
    const struct frame *first = f;
    size_t n = 0;

    while (first && first->file != file)
        first = first->up;
    if (!first)
        return false;
    int wanted = 0; /* print from the first to the last: count up from f */
    for (const struct frame *k = f; k != first; k = k->up)
        wanted++;
    for (int i = wanted; i >= 0; i--) {
        const struct frame *k = f;
        for (int j = 0; j < i; j++)
            k = k->up;
        int more = snprintf(chain + n, sizeof chain - n, "%s -> ",
                            s->l->x->file[k->file].name);
        n += (size_t)more;
        if (n >= sizeof chain)
            n = sizeof chain - 1;
    }
    diag_error(s->l->d, at, "includes run in a circle: %s%s", chain,
               s->l->x->file[file].name);
    return true;
}

/* 1: take it; 0: it is there already; -1: reported. */
static int admit(struct splicing *s, const struct frame *f, int file,
                 const xmlNode *parent, const struct origin *at)
{
    if (is_cycle(s, f, file, at))
        return -1;
    for (int i = 0; i < s->count; i++)
        if (s->taken[i].parent == parent && s->taken[i].file == file)
            return 0;
    if (f->depth == INCLUDE_DEPTH) {
        diag_error(s->l->d, at, "includes are more than 16 deep");
        return -1;
    }
    if (s->count == INCLUDE_MOST) {
        diag_error(s->l->d, at, "the scenario has more than 1,000 includes");
        return -1;
    }
    s->taken[s->count++] = (struct taken){parent, file};
    return 1;
}

static int splice(struct splicing *s, const struct frame *f, xmlNode *n,
                  const xmlNode *end);

/* The parts of the file before the include; then what they include. */
static int splice_file(struct splicing *s, const struct frame *f,
                       xmlNode *include, int file)
{
    struct loading *l = s->l;
    xmlNode *before = include->prev;

    for (const xmlNode *n = xmlDocGetRootElement(l->doc[file])->children; n;
         n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        xmlNode *copy = origin_copy(include->doc, n);
        if (!copy || !xmlAddPrevSibling(include, copy)) {
            diag_error(l->d, NULL, "out of memory");
            return -1;
        }
    }
    struct frame inner = {f, origin_of(include, "file"), file, f->depth + 1};
    xmlNode *first = before ? before->next : include->parent->children;
    return splice(s, &inner, first, include);
}

/* -1: stop; what is merely wrong is reported and marks l->broken. */
static int follow(struct splicing *s, const struct frame *f, xmlNode *include)
{
    struct loading *l = s->l;
    struct origin at = origin_of(include, "file");
    xmlChar *value = xmlGetNoNsProp(include, (const xmlChar *)"file");
    const char *path =
        value ? source_join(l->x, l->x->file[f->file].base, (char *)value)
              : NULL;
    bool in_port = !strcmp((const char *)include->parent->name, "port");

    xmlFree(value);
    if (!path || doubt_of_value(include, "file")) {
        l->broken = true; /* it has no file, as was reported */
        return 0;
    }
    int known = l->x->files;
    int file = source_read(l->x, path, &at, l->d);
    int admitted = file < 0 ? -1 : admit(s, f, file, include->parent, &at);
    if (admitted > 0 && file < known && /* read before: it counts again */
        source_count(l->x, l->x->file[file].size, &at, l->d))
        admitted = -1;
    if (admitted > 0 &&
        include_parse(l, file, in_port ? "port-fragment" : "fragment", &at))
        admitted = -1;
    if (admitted < 0) {
        l->broken = true;
        return s->count == INCLUDE_MOST ? -1 : 0;
    }
    return admitted ? splice_file(s, f, include, file) : 0;
}

static int splice(struct splicing *s, const struct frame *f, xmlNode *n,
                  const xmlNode *end)
{
    for (xmlNode *next; n && n != end; n = next) {
        next = n->next;
        if (n->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)n->name;
        if (!strcmp(name, "include")) {
            if (follow(s, f, n))
                return -1;
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        } else if (!strcmp(name, "port") || !strcmp(name, "template")) {
            if (splice(s, f, n->children, NULL))
                return -1;
        }
    }
    return 0;
}

int include_splice(struct loading *l)
{
    struct splicing *s = calloc(1, sizeof *s);
    struct frame main_file = {0};

    if (!s) {
        diag_error(l->d, NULL, "out of memory");
        return -1;
    }
    s->l = l;
    int result =
        splice(s, &main_file, xmlDocGetRootElement(l->doc[0])->children, NULL);
    free(s);
    return result;
}
