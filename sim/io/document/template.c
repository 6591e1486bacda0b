/* template -- which values of a port the columns of its template set. */
#include "sim/io/document/template.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/document/select.h"
#include "sim/io/wording.h"

const char *template_value(const xmlNode *n, const char *name)
{
    const char *value = origin_value(n, name);

    return value ? value : "";
}

xmlNode *template_named(xmlNode *n, const char *name)
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

xmlNode **template_elements(xmlNode *n, xmlNode **into)
{
    *into++ = n;
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            into = template_elements(c, into);
    return into;
}

static int add_target(const struct loading *l, struct template *t, int column,
                      const struct select_hit *h)
{
    const struct column *c = &t->column[column];
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
    if (t->targets == t->room) {
        int room = t->room ? 2 * t->room : 16;
        struct target *more = realloc(t->target, (size_t)room * sizeof *more);
        if (!more) {
            diag_error(l->d, NULL, "out of memory");
            return -1;
        }
        t->target = more;
        t->room = room;
    }
    const struct schema_element *e = schema_of(l->schema, h->element);
    const struct schema_attribute *a =
        e ? schema_attribute(e, h->attribute) : NULL;
    t->target[t->targets++] = (struct target){
        .element = i,
        .attribute = h->attribute,
        .column = column,
        .type = a ? a->type : NULL,
        .is_path = a && a->type->name && !strcmp(a->type->name, "path")};
    return 0;
}

static int read_column(const struct loading *l, struct template *t, xmlNode *n)
{
    struct column c = {template_value(n, "name"), origin_of(n, "name")};
    struct origin at = origin_of(n, "sets");
    struct selection found;
    char place[WORDING_PLACE];
    int result = 0;

    if (doubt_of_value(n, "name") || doubt_of_value(n, "sets")) {
        t->doubted = true;
        return -1;
    }
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
    if (select_values(&found, l, t->port, template_value(n, "sets"), &at))
        return -1;
    for (int i = 0; i < found.count && !result; i++)
        result = add_target(l, t, t->columns - 1, &found.hit[i]);
    select_release(&found);
    return result;
}

/* Has anything been taken out of it? Then paths may lead nowhere. */
static bool lacks_parts(const xmlNode *n)
{
    bool lacks = doubt_of_content(n);

    for (const xmlNode *c = n->children; c && !lacks; c = c->next)
        lacks = c->type == XML_ELEMENT_NODE && lacks_parts(c);
    return lacks;
}

int template_read(struct template *t, const struct loading *l, xmlNode *n)
{
    int result = 0;

    *t = (struct template){.id = template_value(n, "id"),
                           .at = origin_of(n, "id"),
                           .port = template_named(n->children, "port")};
    if (!t->port || doubt_of_content(n) || lacks_parts(t->port)) {
        t->doubted = true; /* that was reported */
        return -1;
    }
    t->elements = count_elements(t->port);
    t->element = calloc((size_t)t->elements, sizeof(xmlNode *));
    t->column = calloc((size_t)count_elements(n), sizeof *t->column);
    if (!t->element || !t->column) {
        diag_error(l->d, NULL, "out of memory");
        return -1;
    }
    template_elements(t->port, t->element);
    for (xmlNode *c = n->children; (c = template_named(c, "column"));
         c = c->next)
        if (read_column(l, t, c))
            result = -1;
    return result;
}

void template_release(struct template *t)
{
    free(t->element);
    free(t->column);
    free(t->target);
    *t = (struct template){0};
}
