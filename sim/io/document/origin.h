#ifndef SIM_IO_DOCUMENT_ORIGIN_H
#define SIM_IO_DOCUMENT_ORIGIN_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * origin -- parses XML so that every element and attribute knows its true line,
 * and keeps that knowledge when nodes are copied.
 *
 * Owns      nothing: origins lie in the arena, behind _private of the nodes
 * Errors    reported with file and line
 * Threads   one thread a document
 *
 * DOCTYPE and xsi attributes are refused; entities, packed files and the
 * network are out of reach. Comments and processing instructions are dropped.
 */

/* NULL: reported (the first error only: what follows it follows from it). An
 * xsi attribute is reported and dropped; the document is still returned. */
xmlDoc *origin_parse(const char *file, const char *text, size_t size,
                     struct arena *a, struct diag *d);

/* The attribute of that name, and its text, in the document's memory; NULL: it
 * is not there. */
xmlAttr *origin_attribute(const xmlNode *element, const char *name);
const char *origin_value(const xmlNode *element, const char *name);

/* attribute NULL: of the element; a default has the element's place. */
struct origin origin_of(const xmlNode *element, const char *attribute);

/* The value came from a table or from --set, not from a file of XML. */
bool origin_is_late(const struct origin *at);

/* Set an attribute, made where it is not there; -1: memory. */
int origin_set(xmlNode *element, const char *name, const char *value,
               const struct origin *at);

/* A deep copy without namespaces, for `doc`, with origins; NULL: memory. */
xmlNode *origin_copy(xmlDoc *doc, const xmlNode *n);

#endif
