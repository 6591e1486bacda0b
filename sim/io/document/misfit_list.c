/* misfit_list -- elements that are taken out or renamed between rounds, and
 * what was said of which parent. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/document/doubt.h"
#include "sim/io/document/misfit.h"

enum { LISTED = 1, RENAMED }; /* in the extra of a node */

bool misfits_follow(const struct misfits *r, const xmlNode *parent,
                    const char *const *expected, int names)
{
    for (int i = 0; i < r->misplacements; i++) {
        const struct misplaced *m = &r->misplaced[i];
        if (m->parent != parent)
            continue;
        if (!m->name)
            return true;
        for (int k = 0; k < names; k++)
            if (!strcmp(m->name, expected[k]))
                return true;
    }
    return false;
}

void misfits_remember(struct misfits *r, const xmlNode *parent,
                      const char *name)
{
    if (r->misplacements == r->misplaced_room) {
        int room = r->misplaced_room ? 2 * r->misplaced_room : 16;
        struct misplaced *more =
            realloc(r->misplaced, (size_t)room * sizeof *more);
        if (!more) {
            r->short_of_memory = true;
            return;
        }
        r->misplaced = more;
        r->misplaced_room = room;
    }
    r->misplaced[r->misplacements++] = (struct misplaced){parent, name};
}

/* libxml2 may report one element twice, and holds its name for the round. */
static void list(struct misfits *r, xmlNode *n, const char *name, bool before)
{
    if (n->extra == LISTED)
        return;
    n->extra = LISTED;
    if (r->count == r->room) {
        int room = r->room ? 2 * r->room : 16;
        struct outcast *more = realloc(r->outcast, (size_t)room * sizeof *more);
        if (!more) {
            r->short_of_memory = true;
            return;
        }
        r->outcast = more;
        r->room = room;
    }
    r->outcast[r->count++] = (struct outcast){n, name, before, NULL};
}

void misfits_take_out(struct misfits *r, xmlNode *n, const char *known)
{
    if (n->extra != LISTED && known)
        misfits_remember(r, n->parent, known);
    list(r, n, NULL, false);
}

void misfits_rename(struct misfits *r, xmlNode *n, const char *name)
{
    list(r, n, name, false);
}

void misfits_put_before(struct misfits *r, xmlNode *n, const char *name)
{
    list(r, n, name, true);
}

void misfits_move_before(struct misfits *r, xmlNode *n, xmlNode *late)
{
    int count = r->count;

    list(r, n, NULL, false);
    if (r->count > count)
        r->outcast[count].late = late;
}

void misfits_amend(struct misfits *r, xmlNode *n, const char *attribute)
{
    if (r->amendments == r->amendment_room) {
        int room = r->amendment_room ? 2 * r->amendment_room : 16;
        struct amendment *more =
            realloc(r->amendment, (size_t)room * sizeof *more);
        if (!more) {
            r->short_of_memory = true;
            return;
        }
        r->amendment = more;
        r->amendment_room = room;
    }
    r->amendment[r->amendments++] = (struct amendment){n, attribute};
}

bool misfits_was_renamed(const xmlNode *n)
{
    return n->extra == RENAMED;
}

static void remove_unknown(const struct misfits *r, xmlNode *n)
{
    const struct schema_element *e = schema_of(r->l->schema, n);

    for (xmlAttr *a = n->properties, *next; e && a; a = next) {
        next = a->next;
        if (!a->ns && schema_attribute(e, (const char *)a->name))
            continue;
        if (a->children && a->children->content) /* an id, perhaps */
            doubt_lose_name(r->l->x, (const char *)a->children->content);
        xmlRemoveProp(a);
    }
}

static void put_before(struct misfits *r, xmlNode *n, const char *name)
{
    xmlNode *e = xmlNewDocNode(n->doc, n->ns, (const xmlChar *)name, NULL);

    n->extra = 0;
    if (!e || !xmlAddPrevSibling(n, e)) {
        r->short_of_memory = true;
        return;
    }
    e->_private = n->parent->_private;
    e->extra = RENAMED; /* nothing in it is the user's */
    doubt_content(e);
}

bool misfits_apply(struct misfits *r)
{
    for (int i = 0; i < r->amendments; i++) {
        const struct amendment *a = &r->amendment[i];
        if (a->attribute)
            doubt_add_value(a->node, a->attribute);
        else
            remove_unknown(r, a->node);
    }
    for (int i = 0; i < r->count; i++) {
        xmlNode *n = r->outcast[i].node;
        if (r->outcast[i].late) {
            n->extra = 0;
            xmlAddPrevSibling(n, r->outcast[i].late);
        } else if (r->outcast[i].before) {
            put_before(r, n, r->outcast[i].name);
        } else if (r->outcast[i].name) {
            xmlNodeSetName(n, (const xmlChar *)r->outcast[i].name);
            n->extra = RENAMED;
        } else {
            if (n->type == XML_ELEMENT_NODE) {
                doubt_content(n->parent);
                doubt_lose_names(r->l->x, n);
            }
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        }
    }
    return r->count > 0;
}

void misfits_release(struct misfits *r)
{
    free(r->outcast);
    free(r->misplaced);
    free(r->amendment);
    *r = (struct misfits){0};
}
