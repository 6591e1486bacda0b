/*
 * keys -- xs:key and xs:keyref. libxml2's own know neither the true file of
 * what was included nor the row of what was stamped.
 */
#include "sim/io/document/keys.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/wording.h"

struct entry {
    const char *value;
    const xmlNode *element;
    size_t order; /* in the document */
};

struct table {
    struct entry *entry;
    size_t count, room;
    bool short_of_memory;
};

/* ---- gathering ---- */

/* What is in doubt is defined, that nothing be missing, but refers to nothing.
 */
static void add(struct table *t, const xmlNode *n, const char *field,
                bool refers)
{
    const xmlAttr *a = n->properties;

    while (a && strcmp((const char *)a->name, field))
        a = a->next;
    if (!a || !a->children || (refers && doubt_of_attribute(a)))
        return; /* a reference may be absent; a key is required by its type */
    if (t->count == t->room) {
        size_t room = t->room ? 2 * t->room : 16;
        struct entry *more = realloc(t->entry, room * sizeof *more);
        if (!more) {
            t->short_of_memory = true;
            return;
        }
        t->entry = more;
        t->room = room;
    }
    t->entry[t->count] =
        (struct entry){(const char *)a->children->content, n, t->count};
    t->count++;
}

static void gather(struct table *t, const xmlNode *n, const char *path,
                   size_t length, const char *field, bool refers)
{
    const char *end = path + length;

    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)c->name;
        size_t size = strlen(name);
        for (const char *p = path; p < end;) { /* the alternatives */
            const char *stop = memchr(p, '|', (size_t)(end - p));
            size_t whole = (size_t)((stop ? stop : end) - p);
            if (whole >= size && !memcmp(p, name, size)) {
                if (whole == size)
                    add(t, c, field, refers);
                else if (p[size] == '/')
                    gather(t, c, p + size + 1, whole - size - 1, field, refers);
            }
            p += whole + 1;
        }
    }
}

static int by_value(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->value, y->value);

    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* An entry whose value an earlier one has. */
struct repeat {
    struct entry entry;
    const xmlNode *first;
};

static int by_order(const void *a, const void *b)
{
    const struct repeat *x = a, *y = b;

    return (x->entry.order > y->entry.order) -
           (x->entry.order < y->entry.order);
}

static int compare_value(const void *value, const void *entry)
{
    return strcmp(value, ((const struct entry *)entry)->value);
}

/* ---- checking ---- */

/* "@id" -> "id". */
static const char *field_name(const struct schema_key *k)
{
    assert(k->field[0] == '@');
    return k->field + 1;
}

static void report_repeat(const struct loading *l, const struct schema_key *k,
                          const struct repeat *r)
{
    const char *name = (const char *)r->entry.element->name;
    const char *other = (const char *)r->first->name;
    struct origin at = origin_of(r->entry.element, field_name(k));
    struct origin first = origin_of(r->first, field_name(k));
    char value[WORDING_VALUE], place[WORDING_PLACE];
    bool same = !strcmp(name, other);

    if (doubt_of_value(r->entry.element, field_name(k)))
        return; /* of another key, or no name at all */
    doubt_value(r->entry.element, field_name(k));

    diag_error(l->d, &at, "%s \"%s\" was already defined%s%s at %s", name,
               wording_value(value, r->entry.value), same ? "" : " as a ",
               same ? "" : other, wording_place(place, &first));
}

/* Sorts the table and reports what stands in it twice. */
static int check_key(const struct loading *l, const struct schema_key *k,
                     struct table *t)
{
    struct repeat *repeat = calloc(t->count + 1, sizeof *repeat);
    size_t kept = 0, repeats = 0;

    if (!repeat)
        return -1;
    if (t->count)
        qsort(t->entry, t->count, sizeof *t->entry, by_value);
    for (size_t i = 0; i < t->count; i++) {
        const struct entry *last = kept ? &t->entry[kept - 1] : NULL;
        if (last && !strcmp(last->value, t->entry[i].value))
            repeat[repeats++] = (struct repeat){t->entry[i], last->element};
        else
            t->entry[kept++] = t->entry[i];
    }
    t->count = kept;
    if (repeats)
        qsort(repeat, repeats, sizeof *repeat, by_order);
    for (size_t i = 0; i < repeats; i++)
        report_repeat(l, k, &repeat[i]);
    free(repeat);
    return 0;
}

static void report_dangling(const struct loading *l,
                            const struct schema_key *reference,
                            const struct schema_key *key,
                            const struct table *defined, const struct entry *e)
{
    enum { MOST_CANDIDATES = 1000, MOST_LISTED = 8 };
    const char *known[MOST_CANDIDATES], *near = NULL;
    const char *field = field_name(reference);
    struct origin at = origin_of(e->element, field);
    char value[WORDING_VALUE], list[WORDING_LIST], what[WORDING_VALUE];
    int n = 0;

    doubt_value(e->element, field);
    if (doubt_of_name(l->x, e->value))
        return; /* what it means was taken out */
    for (size_t i = 0; n < MOST_CANDIDATES && i < defined->count; i++)
        if (!doubt_of_value(defined->entry[i].element, field_name(key)))
            known[n++] = defined->entry[i].value;
    if (l->d->count < DIAG_MOST)
        near = wording_nearest(e->value, known, n);
    snprintf(what, sizeof what, "%s %s", (const char *)e->element->name, field);
    wording_value(value, e->value);
    if (near)
        diag_error(l->d, &at, "%s=\"%s\" is not defined; did you mean \"%s\"?",
                   what, value, near);
    else if (n && n <= MOST_LISTED)
        diag_error(l->d, &at, "%s=\"%s\" is not defined; there is %s", what,
                   value, wording_list(list, known, n));
    else
        diag_error(l->d, &at, "%s=\"%s\" is not defined%s%s", what, value,
                   defined->count ? "" : "; there is no ",
                   defined->count ? "" : key->selector);
}

static int check_reference(const struct loading *l, const xmlNode *n,
                           const struct schema_key *reference,
                           const struct schema_key *key,
                           const struct table *defined)
{
    struct table t = {0};
    const char *path = reference->selector;

    gather(&t, n, path, strlen(path), field_name(reference), true);
    for (size_t i = 0; i < t.count; i++)
        if (!defined->count || /* bsearch takes no empty table */
            !bsearch(t.entry[i].value, defined->entry, defined->count,
                     sizeof *defined->entry, compare_value))
            report_dangling(l, reference, key, defined, &t.entry[i]);
    free(t.entry);
    return t.short_of_memory ? -1 : 0;
}

/* The keys of one element, then the references to each. */
static int check_scope(const struct loading *l, const xmlNode *n,
                       const struct schema_element *e)
{
    int result = 0;

    for (int i = 0; i < e->keys && !result; i++) {
        const struct schema_key *key = &e->key[i];
        struct table t = {0};
        if (key->refer)
            continue;
        gather(&t, n, key->selector, strlen(key->selector), field_name(key),
               false);
        if (t.short_of_memory || check_key(l, key, &t))
            result = -1;
        for (int k = 0; k < e->keys && !result; k++)
            if (e->key[k].refer && !strcmp(e->key[k].refer, key->name))
                result = check_reference(l, n, &e->key[k], key, &t);
        free(t.entry);
    }
    return result;
}

static int check_below(const struct loading *l, const xmlNode *n,
                       const struct schema_element *e)
{
    if (check_scope(l, n, e))
        return -1;
    for (const xmlNode *c = n->children; c; c = c->next) {
        const struct schema_element *inner =
            c->type == XML_ELEMENT_NODE ? schema_child(e, (const char *)c->name)
                                        : NULL;
        if (inner && check_below(l, c, inner))
            return -1;
    }
    return 0;
}

int keys_check(const struct loading *l, const xmlNode *root)
{
    int before = l->d->count;
    const struct schema_element *e =
        schema_root(l->schema, (const char *)root->name);

    assert(e);
    if (check_below(l, root, e))
        diag_error(l->d, NULL, "out of memory");
    return l->d->count > before ? -1 : 0;
}
