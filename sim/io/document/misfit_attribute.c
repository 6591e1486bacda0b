/* misfit_attribute -- values and attributes that do not fit the schema, in
 * words. */
#include "sim/io/document/misfit.h"

#include <stdio.h>
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

void misfit_value(struct misfits *r, const xmlNode *n,
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

void misfit_unknown_attribute(struct misfits *r, xmlNode *n,
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

void misfit_missing_attribute(struct misfits *r, xmlNode *n,
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
