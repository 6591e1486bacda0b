#ifndef SIM_IO_DOCUMENT_SELECT_H
#define SIM_IO_DOCUMENT_SELECT_H

#include "sim/io/document/loading.h"

/*
 * select -- which values of a document an XPath means.
 *
 * Owns      the hits; release with select_release()
 * Errors    0; -1: reported at the place of the path
 *
 * The document has no namespaces at that time, so names have no prefix. An
 * XPath may take 5,000,000 steps.
 */
struct select_hit {
    xmlNode *element;
    const char *attribute; /* in the arena; NULL: the element's text */
};

struct selection {
    struct select_hit *hit;
    int count;
};

/*
 * A last "/@name" that matches nothing means an attribute to be made on every
 * element before it. At least one hit, or -1.
 */
int select_values(struct selection *s, const struct loading *l,
                  xmlNode *context, const char *path, const struct origin *at);

void select_release(struct selection *s);

#endif
