/* misfit_element -- elements and text that stand where they may not, or are
 * missing, in words. */
#include "sim/io/document/misfit.h"

#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/wording.h"

enum { MOST_NAMES = 64 };

/* The names in "Expected is one of ( {urn..}a, {urn..}b )." */
static int expected_in(const char *message, char *text,
                       const char *name[MOST_NAMES])
{
    int n = 0;
    const char *from = strstr(message, "Expected is");

    if (!from)
        return 0;
    while (n < MOST_NAMES && (from = strchr(from, '}'))) {
        size_t length = strcspn(++from, " ,).");
        memcpy(text, from, length);
        text[length] = '\0';
        name[n++] = text;
        text += length + 1;
        from += length;
    }
    return n;
}

static bool comes_later(const xmlNode *n, const char *name)
{
    for (n = n->next; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name))
            return true;
    return false;
}

static bool is_ours(const xmlNode *n)
{
    return n->ns && !strcmp((const char *)n->ns->href, SCHEMA_NAMESPACE);
}

/* A child that e must have and n has not; NULL: none. */
static const char *missing_child(const struct schema_element *e,
                                 const xmlNode *n)
{
    for (int i = 0; e && i < e->content->elements; i++) {
        const struct schema_element *want = &e->content->element[i];
        const xmlNode *c = n->children;
        while (c && (c->type != XML_ELEMENT_NODE ||
                     strcmp((const char *)c->name, want->name)))
            c = c->next;
        if (want->required && !c)
            return want->name;
    }
    return NULL;
}

/* What must stand before n and is nowhere behind it; NULL: nothing. */
static const char *missing_before(const xmlNode *n,
                                  const struct schema_element *e,
                                  const char *const *expected, int names)
{
    const char *want = names == 1 ? expected[0] : missing_child(e, n->parent);

    for (int i = 0; want && i < names; i++)
        if (!strcmp(want, expected[i]))
            return strcmp(want, (const char *)n->name) && !comes_later(n, want)
                       ? want
                       : NULL;
    return NULL;
}

static bool none_comes_later(const xmlNode *n, const char *const *expected,
                             int names)
{
    for (int i = 0; i < names; i++)
        if (comes_later(n, expected[i]))
            return false;
    return true;
}

/* What must stand before n and stands behind it; NULL: nothing. */
static xmlNode *comes_late(const xmlNode *n, const struct schema_element *e,
                           const char *const *expected, int names)
{
    for (int i = 0; i < e->content->elements; i++) {
        const struct schema_element *want = &e->content->element[i];
        bool expects = false;
        for (int k = 0; want->required && k < names; k++)
            expects |= !strcmp(want->name, expected[k]);
        for (xmlNode *late = n->next; expects && late; late = late->next)
            if (late->type == XML_ELEMENT_NODE &&
                !strcmp((const char *)late->name, want->name) && is_ours(late))
                return late;
    }
    return NULL;
}

/* Of this name nothing stands there. */
static void unknown_element(struct misfits *r, xmlNode *n,
                            const struct schema_element *e)
{
    const char *name = (const char *)n->name, *known[MOST_NAMES];
    const char *parent = (const char *)n->parent->name;
    struct origin at = origin_of(n, NULL);
    char list[WORDING_LIST];
    int count = 0;

    for (int i = 0; e && i < e->content->elements && i < MOST_NAMES; i++)
        known[count++] = e->content->element[i].name;
    const char *near = wording_nearest(name, known, count);
    if (!is_ours(n) && near)
        diag_error(r->l->d, &at,
                   "<%s> is not in the namespace \"" SCHEMA_NAMESPACE
                   "\"; remove its xmlns",
                   name);
    else if (near) {
        diag_error(r->l->d, &at, "<%s> is not known in %s; did you mean <%s>?",
                   name, parent, near);
        misfits_rename(r, n, near);
        return;
    } else if (count)
        diag_error(r->l->d, &at, "<%s> is not known in %s; there may stand %s",
                   name, parent, wording_list(list, known, count));
    else
        diag_error(r->l->d, &at, "<%s> is not known in %s, which is empty",
                   name, parent);
    /* what seems to be missing then may be this */
    misfits_remember(r, n->parent, NULL);
    misfits_take_out(r, n, NULL);
}

static bool is_known(const struct schema_element *e, const xmlNode *n)
{
    return e && schema_child(e, (const char *)n->name) && is_ours(n);
}

/* libxml2 tells of the first only: with it go all of its parent. */
static void unknown_elements(struct misfits *r, xmlNode *n,
                             const struct schema_element *e)
{
    for (; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !is_known(e, n) &&
            !misfits_was_renamed(n))
            unknown_element(r, n, e);
}

static void unexpected_element(struct misfits *r, xmlNode *n,
                               const char *const *expected, int names)
{
    const struct schema_element *e = schema_of(r->l->schema, n->parent);
    const char *name = (const char *)n->name;
    const char *parent = (const char *)n->parent->name;
    struct origin at = origin_of(n, NULL);
    char list[WORDING_LIST];

    r->wrong = true;
    if (is_known(e, n) && misfits_follow(r, n->parent, expected, names)) {
        doubt_content(n->parent);
        return;
    }
    if (misfits_was_renamed(n)) { /* nor may what was meant stand here */
        misfits_remember(r, n->parent, NULL);
        misfits_take_out(r, n, NULL);
        return;
    }
    if (!is_known(e, n)) {
        unknown_elements(r, n, e);
        return;
    }
    const char *want = missing_before(n, e, expected, names);
    if (want) {
        diag_error(r->l->d, &at, "<%s> is missing in %s; it stands before <%s>",
                   want, parent, name);
        misfits_put_before(r, n, want);
        return;
    }
    xmlNode *late = comes_late(n, e, expected, names);
    if (late) {
        at = origin_of(late, NULL);
        diag_error(r->l->d, &at, "<%s> must stand before <%s> in %s",
                   (const char *)late->name, name, parent);
        misfits_move_before(r, n, late);
        return;
    }
    if (names)
        diag_error(r->l->d, &at, "<%s> cannot stand here in %s; expected is %s",
                   name, parent, wording_list(list, expected, names));
    else
        diag_error(r->l->d, &at, "<%s> cannot stand here in %s, or not again",
                   name, parent);
    /* what seems to be missing then has been told */
    if (names && none_comes_later(n, expected, names))
        misfits_remember(r, n->parent, NULL);
    const struct schema_element *own = schema_of(r->l->schema, n);
    misfits_take_out(r, n, own ? own->name : NULL);
}

void misfit_content(struct misfits *r, xmlNode *n, const char *message)
{
    char text[WORDING_LIST * 4], list[WORDING_LIST];
    const char *expected[MOST_NAMES];
    struct origin at = origin_of(n, NULL);
    int names = strlen(message) < sizeof text
                    ? expected_in(message, text, expected)
                    : 0;

    if (!strstr(message, "Missing child")) {
        unexpected_element(r, n, expected, names);
        return;
    }
    r->wrong = true;
    doubt_content(n);
    if (misfits_was_renamed(n) || misfits_follow(r, n, expected, names))
        return;
    misfits_remember(r, n, NULL);
    const char *want = missing_child(schema_of(r->l->schema, n), n);
    diag_error(
        r->l->d, &at, "%s is not complete; it needs %s", (const char *)n->name,
        want && n->children ? want : wording_list(list, expected, names));
}

void misfit_stray(struct misfits *r, xmlNode *n, const struct schema_element *e)
{
    bool reported = e && e->content->type; /* then text may stand there */
    char value[WORDING_VALUE];

    r->wrong = true;
    for (xmlNode *c = n->children; c; c = c->next) {
        struct origin at = origin_of(n, NULL);
        if (c->type == XML_ELEMENT_NODE) {
            if (e && e->content->elements)
                continue;
            at = origin_of(c, NULL);
            diag_error(r->l->d, &at, "<%s> cannot stand in %s",
                       (const char *)c->name, (const char *)n->name);
            misfits_take_out(r, c, NULL);
        } else if ((!e || !e->content->type) && !xmlIsBlankNode(c)) {
            misfits_take_out(r, c, NULL);
            if (reported)
                continue;
            const char *from = (const char *)c->content;
            from += strspn(from, " \t\r\n");
            diag_error(r->l->d, &at, "text \"%s\" cannot stand in %s",
                       wording_value(value, from), (const char *)n->name);
            reported = true;
        }
    }
}
