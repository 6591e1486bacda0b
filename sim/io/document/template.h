#ifndef SIM_IO_DOCUMENT_TEMPLATE_H
#define SIM_IO_DOCUMENT_TEMPLATE_H

#include "sim/io/document/loading.h"

/*
 * template -- a port to be stamped, and what the columns of a table set in it.
 *
 * Owns      its lists; template_release(). Names are the document's
 * Errors    0; -1: reported at the template's line
 *
 * What a column sets is looked up once and remembered as ordinals of elements,
 * which hold in every copy of the port.
 */
/* One value that a column sets. */
struct target {
    int element; /* ordinal in the port, in document order */
    const char *attribute;
    int column;                     /* of the template */
    const struct schema_type *type; /* NULL: the schema has no such */
    bool is_path;                   /* relative to the table */
};

struct column {
    const char *name;
    struct origin at;
};

struct template
{
    const char *id;
    struct origin at;
    xmlNode *port;
    xmlNode **element; /* of the port, in document order */
    int elements;
    struct column *column;
    int columns;
    struct target *target;
    int targets, room;
    bool used;    /* by a <ports> */
    bool stamped; /* without any error */
    bool doubted; /* something of it was reported before */
};

/* Read <template> n, which fits the schema or is in doubt. What was read is
 * kept also on -1. */
int template_read(struct template *t, const struct loading *l, xmlNode *n);
void template_release(struct template *t);

/* The elements in document order, from `into` on; the end of what was put. */
xmlNode **template_elements(xmlNode *n, xmlNode **into);

/* n or the first sibling behind it of that name; NULL. */
xmlNode *template_named(xmlNode *n, const char *name);

/* Value of an attribute; "" when it is not there. */
const char *template_value(const xmlNode *n, const char *name);

#endif
