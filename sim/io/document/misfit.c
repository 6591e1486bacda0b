/* misfit -- libxml2's schema errors in the words of the scenario format. */
#include "sim/io/document/misfit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/document/values.h"
#include "sim/io/wording.h"

enum { MOST_NAMES = 64 };

/* "... attribute 'x' ..." -> x; false: the message names none. */
static bool attribute_in(const char *message, char name[WORDING_VALUE])
{
    const char *from = strstr(message, "attribute '");

    if (!from)
        return false;
    from += strlen("attribute '");
    size_t n = strcspn(from, "'");
    if (n >= WORDING_VALUE)
        return false;
    memcpy(name, from, n);
    name[n] = '\0';
    return true;
}

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

static void value_is_wrong(struct misfits *r, const xmlNode *n,
                           const struct schema_type *t, const char *attribute,
                           const char *text)
{
    char value[WORDING_VALUE], list[WORDING_LIST], what[WORDING_VALUE];
    struct origin at = origin_of(n, attribute);
    const char *near = NULL, *word = text;

    r->wrong = true;
    if (attribute && doubt_of_value(n, attribute))
        return; /* it has been reported */
    snprintf(what, sizeof what, attribute ? "%s %s" : "%s",
             (const char *)n->name, attribute);
    if (r->l->whole && !origin_is_late(&at))
        return; /* reported with its file */
    if (attribute && t && values_wrong(t, text))
        return; /* values_check() knows better why */
    if (attribute)
        doubt_value(n, attribute);
    if (!t || !t->words) {
        const char *help = t && t->text ? t->text : "a valid value";
        diag_error(r->l->d, &at, "%s=\"%s\" is not valid; write: %.*s", what,
                   wording_value(value, text), wording_length(help), help);
        return;
    }
    char item[WORDING_VALUE]; /* the first word of a list that is wrong */
    bool known = true;
    while (t->list && known && *word) {
        size_t length = strcspn(word, " \t\n");
        snprintf(item, sizeof item, "%.*s", (int)length, word);
        known = false;
        for (int i = 0; i < t->words && !known; i++)
            known = !strcmp(item, t->word[i]);
        word += length + strspn(word + length, " \t\n");
    }
    near = wording_nearest(t->list ? item : text, t->word, t->words);
    diag_error(r->l->d, &at, "%s=\"%s\" is not known; %s%s%swrite %s", what,
               wording_value(value, text), near ? "did you mean \"" : "",
               near ? near : "", near ? "\"? Or " : "",
               wording_list(list, t->word, t->words));
}

static void value_error(struct misfits *r, const xmlNode *n,
                        const struct schema_element *e, const char *message)
{
    char name[WORDING_VALUE];

    if (!attribute_in(message, name)) {
        xmlChar *text = xmlNodeGetContent(n);
        value_is_wrong(r, n, e ? e->content->type : NULL, NULL,
                       text ? (const char *)text : "");
        xmlFree(text);
        return;
    }
    xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)name);
    const struct schema_attribute *a = e ? schema_attribute(e, name) : NULL;
    value_is_wrong(r, n, a ? a->type : NULL, name,
                   value ? (const char *)value : "");
    xmlFree(value);
}

/* The attribute that an unknown one may be meant for, and which the element has
 * not got, or only as a default; NULL: none. */
static const char *meant(const xmlNode *n, const struct schema_element *e,
                         const char *unknown)
{
    const char *known[MOST_NAMES];
    int names = 0;

    for (int i = 0; e && i < e->content->attributes && i < MOST_NAMES; i++)
        known[names++] = e->content->attribute[i].name;
    const char *near = wording_nearest(unknown, known, names);
    for (const xmlAttr *a = n->properties; near && a; a = a->next)
        if (!a->ns && !strcmp((const char *)a->name, near) && a->_private)
            return NULL;
    return near;
}

static void unknown_attribute(struct misfits *r, xmlNode *n,
                              const struct schema_element *e,
                              const char *message)
{
    const char *known[MOST_NAMES], *near;
    char name[WORDING_VALUE], list[WORDING_LIST];
    int names = 0;

    if (!attribute_in(message, name))
        return;
    const char *local = strrchr(name, '}'); /* {namespace}name */
    local = local ? local + 1 : name;
    struct origin at = origin_of(n, local);
    for (int i = 0; e && i < e->content->attributes && i < MOST_NAMES; i++)
        known[names++] = e->content->attribute[i].name;
    near = wording_nearest(local, known, names);
    r->wrong = true;
    misfits_amend(r, n, NULL);
    if (meant(n, e, local))
        misfits_amend(r, n, near);
    if (!names)
        diag_error(r->l->d, &at, "%s has no attributes, so \"%s\" is not known",
                   (const char *)n->name, local);
    else if (near)
        diag_error(r->l->d, &at,
                   "%s has no attribute \"%s\"; did you mean \"%s\"?",
                   (const char *)n->name, local, near);
    else
        diag_error(r->l->d, &at, "%s has no attribute \"%s\"; it has %s",
                   (const char *)n->name, local,
                   wording_list(list, known, names));
}

/* Does an unknown attribute stand in the place of this one? */
static bool is_misspelt(const xmlNode *n, const struct schema_element *e,
                        const char *name)
{
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const char *other = (const char *)a->name;
        const char *near =
            schema_attribute(e, other) ? NULL : meant(n, e, other);
        if (near && !strcmp(near, name))
            return true;
    }
    return false;
}

/* Are there attributes that name such elements? */
static bool is_referred_to(const xmlNode *n)
{
    static const char *const names[] = {
        "group",   "population", "class",
        "camera",  "matcher",    "matching-service",
        "gallery", "officers",   "station",
        "walk",    "template"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp((const char *)n->name, names[i]))
            return true;
    return false;
}

static void missing_attribute(struct misfits *r, xmlNode *n,
                              const struct schema_element *e,
                              const char *message)
{
    char name[WORDING_VALUE];
    struct origin at = origin_of(n, NULL);

    if (!attribute_in(message, name))
        return;
    const struct schema_attribute *a = e ? schema_attribute(e, name) : NULL;
    const char *help = a && a->text ? a->text : "";
    r->wrong = true;
    if (a)
        misfits_amend(r, n, a->name);
    bool misspelt = a && is_misspelt(n, e, name);
    if (!misspelt && !strcmp(name, "id") && is_referred_to(n))
        doubt_lose_name(r->l->x, NULL);
    if (misfits_was_renamed(n) || misspelt)
        return; /* first things first */
    diag_error(r->l->d, &at, "%s needs the attribute \"%s\"%s%.*s",
               (const char *)n->name, name, *help ? ": " : "",
               wording_length(help), help);
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

static void unexpected_element(struct misfits *r, xmlNode *n,
                               const char *const *expected, int names)
{
    const struct schema_element *e = schema_of(r->l->schema, n->parent);
    const char *name = (const char *)n->name, *known[MOST_NAMES];
    const char *parent = (const char *)n->parent->name;
    bool is_known = e && schema_child(e, name) && is_ours(n);
    struct origin at = origin_of(n, NULL);
    char list[WORDING_LIST];
    int count = 0;

    r->wrong = true;
    if (is_known && misfits_follow(r, n->parent, expected, names)) {
        doubt_content(n->parent);
        return;
    }
    if (misfits_was_renamed(n)) { /* nor may what was meant stand here */
        misfits_remember(r, n->parent, NULL);
        misfits_take_out(r, n, NULL);
        return;
    }
    for (int i = 0; e && i < e->content->elements && i < MOST_NAMES; i++)
        known[count++] = e->content->element[i].name;
    const char *want = is_known ? missing_before(n, e, expected, names) : NULL;
    if (want) {
        diag_error(r->l->d, &at, "<%s> is missing in %s; it stands before <%s>",
                   want, parent, name);
        misfits_put_before(r, n, want);
        return;
    }
    xmlNode *late = is_known ? comes_late(n, e, expected, names) : NULL;
    if (late) {
        at = origin_of(late, NULL);
        diag_error(r->l->d, &at, "<%s> must stand before <%s> in %s",
                   (const char *)late->name, name, parent);
        misfits_move_before(r, n, late);
        return;
    }
    const char *near = wording_nearest(name, known, count);
    if (!is_ours(n) && near)
        diag_error(r->l->d, &at,
                   "<%s> is not in the namespace \"" SCHEMA_NAMESPACE
                   "\"; remove its xmlns",
                   name);
    else if (is_known && names)
        diag_error(r->l->d, &at, "<%s> cannot stand here in %s; expected is %s",
                   name, parent, wording_list(list, expected, names));
    else if (is_known)
        diag_error(r->l->d, &at, "<%s> cannot stand here in %s, or not again",
                   name, parent);
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
    /* what seems to be missing then may be this, or has been told */
    if (!is_known || (names && none_comes_later(n, expected, names)))
        misfits_remember(r, n->parent, NULL);
    const struct schema_element *own =
        is_known ? schema_of(r->l->schema, n) : NULL;
    misfits_take_out(r, n, own ? own->name : NULL);
}

static void content_error(struct misfits *r, xmlNode *n, const char *message)
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

/* Text, or elements, in an element that has neither. */
static void stray_content(struct misfits *r, xmlNode *n,
                          const struct schema_element *e)
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

void misfits_add(void *user, validation_error *e)
{
    struct misfits *r = user;
    xmlNode *n = e->node;

    if (!n || n->type != XML_ELEMENT_NODE || !e->message) {
        r->l->broken = r->wrong = true;
        diag_error(r->l->d, NULL, "the schema is not met: %s",
                   e->message ? e->message : "unknown reason");
        return;
    }
    const struct schema_element *decl = schema_of(r->l->schema, n);
    bool told = r->l->whole && r->l->wrong; /* with the file it stands in */
    switch (e->code) {
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
        unknown_attribute(r, n, decl, e->message);
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        if (!told)
            missing_attribute(r, n, decl, e->message);
        break;
    case XML_SCHEMAV_ELEMENT_CONTENT:
        if (!told)
            content_error(r, n, e->message);
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
        if (!told)
            stray_content(r, n, decl);
        break;
    default:
        value_error(r, n, decl, e->message);
    }
    r->wrong = true;
}
