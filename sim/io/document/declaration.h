#ifndef SIM_IO_DOCUMENT_DECLARATION_H
#define SIM_IO_DOCUMENT_DECLARATION_H

#include "sim/io/document/schema.h"

/*
 * declaration -- reads the XSD as the XML that it is into the schema's model.
 *
 * Owns      nothing: the model lies in the schema's arena
 * Errors    -1: memory is short. A construct of XSD that poesim.xsd does not
 *           use is not understood: it asserts
 */
int declaration_read(struct schema *s);

#endif
