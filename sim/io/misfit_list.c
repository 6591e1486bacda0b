/* misfit_list -- elements that are taken out or renamed between rounds, and
 * what was said of which parent. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/misfit.h"

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
static void list(struct misfits *r, xmlNode *n, const char *name)
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
    r->outcast[r->count++] = (struct outcast){n, name};
}

void misfits_take_out(struct misfits *r, xmlNode *n, const char *known)
{
    if (n->extra != LISTED && known)
        misfits_remember(r, n->parent, known);
    list(r, n, NULL);
}

void misfits_rename(struct misfits *r, xmlNode *n, const char *name)
{
    list(r, n, name);
}

bool misfits_was_renamed(const xmlNode *n)
{
    return n->extra == RENAMED;
}

bool misfits_apply(struct misfits *r)
{
    for (int i = 0; i < r->count; i++) {
        xmlNode *n = r->outcast[i].node;
        if (r->outcast[i].name) {
            xmlNodeSetName(n, (const xmlChar *)r->outcast[i].name);
            n->extra = RENAMED;
        } else {
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
    *r = (struct misfits){0};
}
