/* select -- XPath for template columns and --set. */
#include "sim/io/document/select.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/wording.h"

enum { MOST_STEPS = 5 * 1000 * 1000 };
enum { SELECT_HINT = WORDING_LIST + WORDING_VALUE, MOST_IDS = 64 };

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

/* ---- why a path matches nothing ---- */

/* The end of the next step of a path from `i` on: a / or the path's end. */
static size_t step_end(const char *path, size_t i)
{
    int depth = 0;

    for (char quote = 0; path[i]; i++) {
        if (quote)
            quote = path[i] == quote ? 0 : quote;
        else if (path[i] == '\'' || path[i] == '"')
            quote = path[i];
        else if (path[i] == '[')
            depth++;
        else if (path[i] == ']')
            depth--;
        else if (path[i] == '/' && depth == 0)
            break;
    }
    return i;
}

/* Ports have stations of the same ids; each is told once. */
static int add_id(const char **id, int n, const char *new)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(id[i], new))
            return n;
    id[n] = new;
    return n + 1;
}

/* Ids of what the path without the condition at its end finds. */
static void hint_ids(const struct loading *l, xmlNode *context,
                     const char *path, char hint[SELECT_HINT],
                     const struct origin *at)
{
    const char *id[MOST_IDS];
    char list[WORDING_LIST];
    int n = 0;
    xmlXPathObject *found = evaluate(l, context, path, at);
    const xmlNodeSet *set = found ? found->nodesetval : NULL;

    for (int i = 0; set && i < set->nodeNr && n < MOST_IDS; i++) {
        const xmlNode *e = set->nodeTab[i];
        if (e->type != XML_ELEMENT_NODE)
            continue;
        for (const xmlAttr *a = e->properties; a; a = a->next)
            if (!strcmp((const char *)a->name, "id") && a->children)
                n = add_id(id, n, (const char *)a->children->content);
    }
    if (n)
        snprintf(hint, SELECT_HINT, "; there is %s %s",
                 strrchr(path, '/') ? strrchr(path, '/') + 1 : path,
                 wording_list(list, id, n));
    xmlXPathFreeObject(found);
}

/* A name near to the step's among the children of what was found so far. */
static void hint_name(const struct loading *l, xmlNode *context,
                      const char *head, const char *step,
                      char hint[SELECT_HINT], const struct origin *at)
{
    const char *known[MOST_IDS], *near = NULL;
    int n = 0;
    xmlXPathObject *found = evaluate(l, context, head, at);
    const xmlNodeSet *set = found ? found->nodesetval : NULL;
    const xmlNode *first = set && set->nodeNr ? set->nodeTab[0] : NULL;
    const struct schema_element *e = first && first->type == XML_ELEMENT_NODE
                                         ? schema_of(l->schema, first)
                                         : NULL;

    for (int i = 0; e && i < e->content->elements && n < MOST_IDS; i++)
        known[n++] = e->content->element[i].name;
    if (n && (near = wording_nearest(step, known, n)) && strcmp(near, step))
        snprintf(hint, SELECT_HINT, "; did you mean \"%s\"?", near);
    else if (near)
        snprintf(hint, SELECT_HINT, "; there is no %s in %s", step, e->name);
    xmlXPathFreeObject(found);
}

/* At the first step after which nothing is left; "" where there is no help. */
static void find_hint(const struct loading *l, xmlNode *context,
                      const char *path, char hint[SELECT_HINT],
                      const struct origin *at)
{
    const char *head = ".";

    hint[0] = '\0';
    for (size_t from = 0, to; path[from] && path[from] != '@'; from = to) {
        while (path[from] == '/')
            from++;
        to = step_end(path, from);
        char *part = arena_text_n(l->x->arena, path, to);
        xmlXPathObject *found = part ? evaluate(l, context, part, at) : NULL;
        bool any = found && found->nodesetval && found->nodesetval->nodeNr;
        xmlXPathFreeObject(found);
        if (!found)
            return;
        if (any) {
            head = part;
            continue;
        }
        char *bracket = strchr(part + from, '[');
        if (bracket)
            *bracket = '\0';
        if (bracket)
            hint_ids(l, context, part, hint, at);
        else if (from == 0 || path[from - 1] != '/' || from < 2 ||
                 path[from - 2] != '/')
            hint_name(l, context, head, part + from, hint, at);
        return;
    }
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
        char hint[SELECT_HINT], text[SELECT_HINT + 20];
        find_hint(l, context, path, hint, at);
        snprintf(text, sizeof text, "matches nothing%s", hint);
        report(l, at, path, text);
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
