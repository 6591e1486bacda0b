#ifndef SIM_IO_DOCUMENT_DOUBT_H
#define SIM_IO_DOCUMENT_DOUBT_H

#include <stdbool.h>

#include "sim/io/document/document.h"

/*
 * doubt -- what in a document was reported wrong, so that later stages go on
 * without it and do not complain about it again.
 *
 * Owns      nothing: marks lie in the nodes (their PSVI, which libxml2 leaves
 *           to its callers), lost names in the document's arena
 * Errors    none; where memory is short a later message may be one too many
 *
 * A value in doubt says nothing. Content in doubt lacks something: an element
 * that was taken out, or never was there.
 */
void doubt_value(const xmlNode *element, const char *attribute);
void doubt_content(xmlNode *element);

bool doubt_of_value(const xmlNode *element, const char *attribute);
bool doubt_of_attribute(const xmlAttr *a);
bool doubt_of_content(const xmlNode *element);

/* An attribute that must be there and is not: put there as "?", in doubt. */
void doubt_add_value(xmlNode *element, const char *attribute);

/* A copied attribute or element is in doubt if its model is. */
void doubt_copy_attribute(xmlAttr *to, const xmlAttr *from);
void doubt_copy_content(xmlNode *to, const xmlNode *from);

/* An element that is taken out: references to its ids, and to those within it,
 * are no mistakes of theirs. */
void doubt_lose_names(struct document *x, const xmlNode *element);
/* One that nobody knows: NULL. */
void doubt_lose_name(struct document *x, const char *name);
bool doubt_of_name(const struct document *x, const char *name);

#endif
