/* stamp -- one port for each row of a table. */
#include "sim/io/document/stamp.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/origin.h"
#include "sim/io/document/source.h"
#include "sim/io/document/template.h"
#include "sim/io/wording.h"

enum { MOST_TEMPLATES = 1000 };

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

static struct template *find_template(const struct stamping *s, const char *id)
{
    for (int i = 0; i < s->templates; i++)
        if (!strcmp(s->template[i].id, id))
            return &s->template[i];
    return NULL;
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

/* Of a port that another of its table is like, but for its cells: does it fit
 * the schema where that does? */
static bool is_repeat(const struct stamping *s, const struct template *t,
                      const struct csv *c, const int *index, int row)
{
    const struct schema_element *e = schema_of(s->l->schema, t->port);
    const struct schema_attribute *id = e ? schema_attribute(e, "id") : NULL;

    if (row == 0 || !id ||
        !schema_takes(id->type, csv_cell(c, row, csv_column(c, "id"))))
        return false;
    for (int i = 0; i < t->targets; i++)
        if (!schema_takes(t->target[i].type,
                          csv_cell(c, row, index[t->target[i].column])))
            return false;
    return true;
}

static int remember_repeat(struct loading *l, xmlNode *port)
{
    if (l->repeats == l->repeat_room) {
        int room = l->repeat_room ? 2 * l->repeat_room : 64;
        xmlNode **more = realloc(l->repeat, (size_t)room * sizeof(xmlNode *));
        if (!more)
            return -1;
        l->repeat = more;
        l->repeat_room = room;
    }
    l->repeat[l->repeats++] = port;
    return 0;
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
    template_elements(port, element);
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
    if (is_repeat(s, t, c, index, row) && remember_repeat(s->l, port))
        return no_memory(s);
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
    struct template *t = find_template(s, template_value(ports, "template"));
    struct origin at = origin_of(ports, "template");
    struct origin table_at = origin_of(ports, "table");
    struct csv c;

    if (doubt_of_value(ports, "template") ||
        (!t && doubt_of_name(l->x, template_value(ports, "template")))) {
        t = NULL; /* that was reported */
    } else if (!t) {
        const char *known[64];
        char value[WORDING_VALUE];
        int n = 0;
        while (n < s->templates && n < 64) {
            known[n] = s->template[n].id;
            n++;
        }
        const char *id = template_value(ports, "template");
        const char *near = wording_nearest(id, known, n);
        diag_error(l->d, &at, "template \"%s\" is not defined%s%s%s",
                   wording_value(value, id), near ? "; did you mean \"" : "",
                   near ? near : "", near ? "\"?" : "");
    } else {
        t->used = true;
    }
    if (doubt_of_value(ports, "table"))
        return -1;
    int file =
        source_read(l->x, template_value(ports, "table"), &table_at, l->d);
    if (file < 0)
        return -1;
    const struct document_file *f = &l->x->file[file];
    if (csv_parse(&c, f->name, f->text, f->size, CSV_EMPTY_REFUSED, l->x->arena,
                  l->d) ||
        csv_check_blanks(&c, l->d))
        return -1;
    if (!t || t->doubted || stamp_rows(s, t, &c, f->base, ports))
        return -1;
    t->stamped = true;
    return 0;
}

/* All templates of the document; -1: reported. */
static int read_templates(struct stamping *s, xmlNode *root)
{
    struct loading *l = s->l;
    int result = 0;

    s->template = calloc(MOST_TEMPLATES, sizeof *s->template);
    if (!s->template)
        return no_memory(s);
    for (xmlNode *n = root->children; (n = template_named(n, "template"));
         n = n->next) {
        const char *id = template_value(n, "id");
        const struct template *other = find_template(s, id);
        struct origin at = origin_of(n, "id");
        char place[WORDING_PLACE];
        if (other && doubt_of_value(n, "id")) {
            result = -1;
        } else if (other) {
            diag_error(l->d, &at, "template \"%s\" was already defined at %s",
                       id, wording_place(place, &other->at));
            result = -1;
        } else if (s->templates == MOST_TEMPLATES) {
            diag_error(l->d, &at, "there are more than 1,000 templates");
            return -1;
        } else if (template_read(&s->template[s->templates++], l, n)) {
            result = -1;
        }
    }
    return result;
}

/* What was to be stamped and could not be is checked as it stands. */
static void keep_port(const struct template *t, xmlNode *root)
{
    if (!t->port || t->stamped)
        return;
    xmlUnlinkNode(t->port);
    xmlAddChild(root, t->port);
    doubt_value(t->port, "id");
}

static void release(struct stamping *s, xmlNode *root, bool wrong)
{
    for (int i = 0; i < s->templates; i++) {
        if (wrong)
            keep_port(&s->template[i], root);
        template_release(&s->template[i]);
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
    int result = read_templates(&s, root);

    for (xmlNode *n = root->children; (n = template_named(n, "ports"));
         n = n->next)
        if (stamp_table(&s, n))
            result = -1;
    for (int i = 0; i < s.templates; i++)
        if (!s.template[i].used && !result && !l->wrong)
            diag_warning(l->d, &s.template[i].at,
                         "template \"%s\" is not used by any <ports>",
                         s.template[i].id);
    release(&s, root, result);
    return result;
}
