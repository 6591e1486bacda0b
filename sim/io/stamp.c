/*
 * stamp -- templates. What a column sets is looked up once, in the template's
 * port, and remembered as ordinals of elements, which hold in every copy.
 */
#include "sim/io/stamp.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/origin.h"
#include "sim/io/select.h"
#include "sim/io/source.h"
#include "sim/io/wording.h"

enum { MOST_TARGETS = 10000 }; /* values that a template's columns set */

/* One value that a column sets. */
struct target {
    int element; /* ordinal in the port, in document order */
    const char *attribute;
    int column;   /* of the template */
    bool is_path; /* relative to the table */
};

struct column {
    const char *name;
    struct origin at;
};

struct template
{
    const char *id;
    struct origin at;
    xmlNode *node, *port;
    xmlNode **element; /* of the port, in document order */
    int elements;
    struct column *column;
    int columns;
    struct target *target;
    int targets;
    bool used;
};

struct stamping {
    struct loading *l;
    struct template *template;
    int templates;
    long elements; /* stamped so far */
};

static int no_memory(const struct stamping *s)
{
    diag_error(s->l->d, NULL, "out of memory");
    return -1;
}

static const char *get(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, name))
            return a->children ? (const char *)a->children->content : "";
    return "";
}

static xmlNode *next_named(xmlNode *n, const char *name)
{
    while (n &&
           (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, name)))
        n = n->next;
    return n;
}

static int count_elements(const xmlNode *n)
{
    int count = 1;

    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            count += count_elements(c);
    return count;
}

/* The elements in document order, from `into` on; the end of what was put. */
static xmlNode **list_elements(xmlNode *n, xmlNode **into)
{
    *into++ = n;
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            into = list_elements(c, into);
    return into;
}

/* ---- templates ---- */

static int add_target(struct stamping *s, struct template *t, int column,
                      const struct select_hit *h)
{
    const struct column *c = &t->column[column];
    struct loading *l = s->l;
    char place[WORDING_PLACE];
    int i = 0;

    while (i < t->elements && t->element[i] != h->element)
        i++;
    if (i == t->elements || !h->attribute) {
        diag_error(l->d, &c->at,
                   "column \"%s\" sets something outside of the template's "
                   "port",
                   c->name);
        return -1;
    }
    if (!i && !strcmp(h->attribute, "id")) {
        diag_error(l->d, &c->at,
                   "column \"%s\" sets the port's id, which the column id does",
                   c->name);
        return -1;
    }
    for (int k = 0; k < t->targets; k++)
        if (t->target[k].element == i &&
            !strcmp(t->target[k].attribute, h->attribute)) {
            wording_place(place, &t->column[t->target[k].column].at);
            diag_error(l->d, &c->at,
                       "column \"%s\" sets what column \"%s\" sets already, at "
                       "%s",
                       c->name, t->column[t->target[k].column].name, place);
            return -1;
        }
    if (t->targets == MOST_TARGETS) {
        diag_error(l->d, &t->at, "template \"%s\" sets more than 10,000 values",
                   t->id);
        return -1;
    }
    const struct schema_element *e = schema_of(l->schema, h->element);
    const struct schema_attribute *a =
        e ? schema_attribute(e, h->attribute) : NULL;
    t->target[t->targets++] = (struct target){
        .element = i,
        .attribute = h->attribute,
        .column = column,
        .is_path = a && a->type->name && !strcmp(a->type->name, "path")};
    return 0;
}

static int read_column(struct stamping *s, struct template *t, xmlNode *n)
{
    struct loading *l = s->l;
    struct column c = {get(n, "name"), origin_of(n, "name")};
    struct origin at = origin_of(n, "sets");
    struct selection found;
    char place[WORDING_PLACE];
    int result = 0;

    if (!strcmp(c.name, "id")) {
        diag_error(l->d, &c.at,
                   "the column id sets the port's id by itself; "
                   "remove this line");
        return -1;
    }
    for (int i = 0; i < t->columns; i++)
        if (!strcmp(t->column[i].name, c.name)) {
            diag_error(l->d, &c.at, "column \"%s\" was already defined at %s",
                       c.name, wording_place(place, &t->column[i].at));
            return -1;
        }
    t->column[t->columns++] = c;
    if (select_values(&found, l, t->port, get(n, "sets"), &at))
        return -1;
    for (int i = 0; i < found.count && !result; i++)
        result = add_target(s, t, t->columns - 1, &found.hit[i]);
    select_release(&found);
    return result;
}

static struct template *find_template(const struct stamping *s, const char *id)
{
    for (int i = 0; i < s->templates; i++)
        if (!strcmp(s->template[i].id, id))
            return &s->template[i];
    return NULL;
}

static int read_template(struct stamping *s, xmlNode *n)
{
    struct template *t = &s->template[s->templates];
    struct template *other = find_template(s, get(n, "id"));
    char place[WORDING_PLACE];
    int result = 0;

    *t = (struct template){.id = get(n, "id"),
                           .at = origin_of(n, "id"),
                           .node = n,
                           .port = next_named(n->children, "port")};
    if (other) {
        diag_error(s->l->d, &t->at, "template \"%s\" was already defined at %s",
                   t->id, wording_place(place, &other->at));
        return -1;
    }
    s->templates++;
    t->elements = count_elements(t->port);
    t->element = calloc((size_t)t->elements, sizeof(xmlNode *));
    t->target = calloc(MOST_TARGETS, sizeof *t->target);
    t->column = calloc((size_t)count_elements(n), sizeof *t->column);
    if (!t->element || !t->target || !t->column)
        return no_memory(s);
    list_elements(t->port, t->element);
    for (xmlNode *c = n->children; (c = next_named(c, "column")); c = c->next)
        if (read_column(s, t, c))
            result = -1;
    return result;
}

/* ---- tables ---- */

/* index[i] is the table's column for the template's column i. */
static int match_columns(const struct stamping *s, const struct template *t,
                         const struct csv *c, int *index)
{
    struct diag *d = s->l->d;
    struct origin at = {c->file, 1, 0, NULL};
    char value[WORDING_VALUE], place[WORDING_PLACE];
    int result = 0;

    if (csv_column(c, "id") < 0) {
        diag_error(d, &at, "the table has no column id, the names of ports");
        result = -1;
    }
    for (int i = 0; i < t->columns; i++) {
        index[i] = csv_column(c, t->column[i].name);
        if (index[i] >= 0)
            continue;
        diag_error(d, &at,
                   "the table has no column \"%s\", which the template asks "
                   "for at %s",
                   t->column[i].name, wording_place(place, &t->column[i].at));
        result = -1;
    }
    for (int k = 0; k < c->columns; k++) {
        bool known = !strcmp(c->header[k], "id");
        for (int i = 0; i < t->columns && !known; i++)
            known = index[i] == k;
        if (known)
            continue;
        at.column = k + 1;
        diag_error(d, &at, "template \"%s\" has no column \"%s\"", t->id,
                   wording_value(value, c->header[k]));
        result = -1;
    }
    return result;
}

static int set_cell(const struct stamping *s, xmlNode *n, const char *attribute,
                    const char *text, struct origin place)
{
    struct origin *at = arena_alloc(s->l->x->arena, sizeof *at);

    if (!at)
        return no_memory(s);
    *at = place;
    return origin_set(n, attribute, text, at) ? no_memory(s) : 0;
}

/* `element` has room for the template's. */
static int stamp_row(const struct stamping *s, const struct template *t,
                     const struct csv *c, const int *index, int row,
                     const char *base, xmlNode *before, xmlNode **element)
{
    xmlNode *port = origin_copy(before->doc, t->port);
    int id = csv_column(c, "id");

    if (!port || !xmlAddPrevSibling(before, port))
        return no_memory(s);
    list_elements(port, element);
    if (set_cell(s, port, "id", csv_cell(c, row, id), csv_origin(c, row, id)))
        return -1;
    for (int i = 0; i < t->targets; i++) {
        const struct target *g = &t->target[i];
        int k = index[g->column];
        const char *text = csv_cell(c, row, k);
        if (g->is_path && !(text = source_join(s->l->x, base, text)))
            return no_memory(s);
        if (set_cell(s, element[g->element], g->attribute, text,
                     csv_origin(c, row, k)))
            return -1;
    }
    return 0;
}

static int stamp_rows(struct stamping *s, const struct template *t,
                      const struct csv *c, const char *base, xmlNode *before)
{
    int *index = calloc((size_t)t->columns + 1, sizeof *index);
    xmlNode **element = calloc((size_t)t->elements, sizeof(xmlNode *));
    struct origin at = origin_of(before, NULL);
    int result = index && element ? 0 : no_memory(s);

    if (!result)
        result = match_columns(s, t, c, index);
    s->elements += (long)t->elements * c->rows;
    if (!result && s->elements > STAMP_MOST_ELEMENTS) {
        diag_error(s->l->d, &at,
                   "the templates make more than 1,000,000 elements");
        result = -1;
    }
    for (int row = 0; row < c->rows && !result; row++)
        result = stamp_row(s, t, c, index, row, base, before, element);
    free(index);
    free(element);
    return result;
}

static int stamp_table(struct stamping *s, xmlNode *ports)
{
    struct loading *l = s->l;
    struct template *t = find_template(s, get(ports, "template"));
    struct origin at = origin_of(ports, "template");
    struct origin table_at = origin_of(ports, "table");
    struct csv c;

    if (!t) {
        const char *known[64];
        char value[WORDING_VALUE];
        int n = 0;
        while (n < s->templates && n < 64) {
            known[n] = s->template[n].id;
            n++;
        }
        const char *id = get(ports, "template");
        const char *near = wording_nearest(id, known, n);
        diag_error(l->d, &at, "template \"%s\" is not defined%s%s%s",
                   wording_value(value, id), near ? "; did you mean \"" : "",
                   near ? near : "", near ? "\"?" : "");
    } else {
        t->used = true;
    }
    int file = source_read(l->x, get(ports, "table"), &table_at, l->d);
    if (file < 0)
        return -1;
    const struct document_file *f = &l->x->file[file];
    if (csv_parse(&c, f->name, f->text, f->size, CSV_EMPTY_REFUSED, l->x->arena,
                  l->d))
        return -1;
    return t ? stamp_rows(s, t, &c, f->base, ports) : -1;
}

static void release(struct stamping *s, xmlNode *root)
{
    for (int i = 0; i < s->templates; i++) {
        free(s->template[i].element);
        free(s->template[i].target);
        free(s->template[i].column);
    }
    free(s->template);
    for (xmlNode *n = root->children, *next; n; n = next) {
        next = n->next;
        if (n->type == XML_ELEMENT_NODE &&
            (!strcmp((const char *)n->name, "template") ||
             !strcmp((const char *)n->name, "ports"))) {
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        }
    }
}

int stamp_ports(struct loading *l)
{
    xmlNode *root = xmlDocGetRootElement(l->doc[0]);
    struct stamping s = {.l = l};
    int count = 0, result = 0;

    for (xmlNode *n = root->children; (n = next_named(n, "template"));
         n = n->next)
        count++;
    s.template = calloc((size_t)count + 1, sizeof *s.template);
    if (!s.template)
        return no_memory(&s);
    for (xmlNode *n = root->children; (n = next_named(n, "template"));
         n = n->next)
        if (read_template(&s, n))
            result = -1;
    for (xmlNode *n = root->children; (n = next_named(n, "ports")); n = n->next)
        if (stamp_table(&s, n))
            result = -1;
    for (int i = 0; i < s.templates; i++)
        if (!s.template[i].used)
            diag_warning(l->d, &s.template[i].at,
                         "template \"%s\" is not used by any <ports>",
                         s.template[i].id);
    release(&s, root);
    return result;
}
