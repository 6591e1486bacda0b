/* select -- XPath for template columns and --set. */
#include "sim/io/select.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/wording.h"

enum { MOST_STEPS = 5 * 1000 * 1000 };

struct failure { /* of an XPath: the first error */
    int code;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError xpath_error;
#else
typedef xmlError xpath_error;
#endif

static void on_error(void *user, xpath_error *e)
{
    struct failure *f = user;

    if (!f->code)
        f->code = e->code;
}

/* libxml2 prints some of them besides. */
static void keep_quiet(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

static void report(const struct loading *l, const struct origin *at,
                   const char *path, const char *text)
{
    char value[WORDING_VALUE];

    diag_error(l->d, at, "\"%s\" %s", wording_value(value, path), text);
}

/* NULL: reported. */
static xmlXPathObject *evaluate(const struct loading *l, xmlNode *context,
                                const char *path, const struct origin *at)
{
    xmlXPathContext *c = xmlXPathNewContext(context->doc);
    struct failure f = {0};

    if (!c) {
        diag_error(l->d, at, "out of memory");
        return NULL;
    }
    c->node = context;
    c->error = on_error;
    c->userData = &f;
    c->opLimit = MOST_STEPS; /* counted over the context's life: a new one */
    xmlGenericErrorFunc print = xmlGenericError;
    void *print_to = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, keep_quiet);
    xmlXPathObject *found = xmlXPathEval((const xmlChar *)path, c);
    xmlSetGenericErrorFunc(print_to, print);
    xmlXPathFreeContext(c);
    if (found && found->type == XPATH_NODESET)
        return found;
    if (f.code == XML_XPATH_EXPRESSION_OK + XPATH_OP_LIMIT_EXCEEDED)
        report(l, at, path, "takes too long; write a more direct path");
    else if (f.code == XML_XPATH_EXPRESSION_OK + XPATH_UNDEF_PREFIX_ERROR)
        report(l, at, path, "has a prefix; write names without one");
    else if (!found)
        report(l, at, path,
               "is not an XPath; write one like "
               "port[@id='A']/station[@id='b']/@positions");
    else
        report(l, at, path, "is a value, not a path to values");
    xmlXPathFreeObject(found);
    return NULL;
}

static bool is_text_element(const struct loading *l, const xmlNode *n)
{
    const struct schema_element *e =
        n->type == XML_ELEMENT_NODE ? schema_of(l->schema, n) : NULL;

    return e && e->content->type;
}

static int add(struct selection *s, const struct loading *l, xmlNode *n,
               const char *path, const struct origin *at)
{
    struct select_hit *hit = &s->hit[s->count];

    if (n->type == XML_ATTRIBUTE_NODE) {
        *hit = (struct select_hit){
            n->parent, arena_text(l->x->arena, (const char *)n->name)};
        if (!hit->attribute) {
            diag_error(l->d, at, "out of memory");
            return -1;
        }
    } else if (is_text_element(l, n)) {
        *hit = (struct select_hit){n, NULL};
    } else {
        report(l, at, path,
               n->type == XML_ELEMENT_NODE
                   ? "selects an element; end it with /@ and an attribute"
                   : "selects neither attributes nor a text");
        return -1;
    }
    s->count++;
    return 0;
}

/* "a/b/@c" -> "a/b" and "c"; "@c" -> "." and "c". NULL: it has no such end. */
static const char *split_end(const struct loading *l, const char *path,
                             const char **head)
{
    const char *end = strrchr(path, '@');
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    if (!end || !end[1] || end[1 + strspn(end + 1, letters)])
        return NULL;
    if (end == path) {
        *head = ".";
        return end + 1;
    }
    size_t n = (size_t)(end - path) - 1; /* without the / before the @ */
    if (end[-1] != '/' || !n || path[n - 1] == '/')
        return NULL;
    *head = arena_text_n(l->x->arena, path, n);
    return *head ? end + 1 : NULL;
}

static int make_room(struct selection *s, const struct loading *l, int n,
                     const struct origin *at)
{
    s->hit = calloc((size_t)n, sizeof *s->hit);
    if (!s->hit)
        diag_error(l->d, at, "out of memory");
    return s->hit ? 0 : -1;
}

/* The attribute on every element that its head finds. */
static int select_absent(struct selection *s, const struct loading *l,
                         xmlNode *context, const char *path,
                         const struct origin *at)
{
    const char *head, *name = split_end(l, path, &head);
    xmlXPathObject *found = name ? evaluate(l, context, head, at) : NULL;
    const xmlNodeSet *set = found ? found->nodesetval : NULL;
    int result = 0;

    if (name && !found)
        return -1;
    if (set && set->nodeNr) {
        result = make_room(s, l, set->nodeNr, at);
        for (int i = 0; i < set->nodeNr && !result; i++)
            if (set->nodeTab[i]->type == XML_ELEMENT_NODE)
                s->hit[s->count++] = (struct select_hit){set->nodeTab[i], name};
    }
    if (!result && !s->count) {
        report(l, at, path, "matches nothing");
        result = -1;
    }
    xmlXPathFreeObject(found);
    return result;
}

int select_values(struct selection *s, const struct loading *l,
                  xmlNode *context, const char *path, const struct origin *at)
{
    *s = (struct selection){0};
    xmlXPathObject *found = evaluate(l, context, path, at);
    if (!found)
        return -1;
    const xmlNodeSet *set = found->nodesetval;
    int result;
    if (set && set->nodeNr) {
        result = make_room(s, l, set->nodeNr, at);
        for (int i = 0; i < set->nodeNr && !result; i++)
            result = add(s, l, set->nodeTab[i], path, at);
    } else {
        result = select_absent(s, l, context, path, at);
    }
    xmlXPathFreeObject(found);
    if (result)
        select_release(s);
    return result;
}

void select_release(struct selection *s)
{
    free(s->hit);
    *s = (struct selection){0};
}
