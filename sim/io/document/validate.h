#ifndef SIM_IO_DOCUMENT_VALIDATE_H
#define SIM_IO_DOCUMENT_VALIDATE_H

#include "sim/io/document/loading.h"

/*
 * validate -- holds a document against the schema and fills in its defaults.
 *
 * Errors    0; -1: reported. Values that are wrong leave l->broken as it is,
 *           everything else sets it
 *
 * An unexpected element is reported and taken out, and the document is
 * validated again, so that what follows it is checked too. Messages are made
 * from the schema's own documentation.
 */
int validate_document(struct loading *l, xmlDoc *doc);

/* Takes out blank text between elements; n is declared as e. */
void validate_strip(xmlNode *n, const struct schema_element *e);

#endif
