#ifndef SIM_IO_DOCUMENT_VALUES_H
#define SIM_IO_DOCUMENT_VALUES_H

#include "sim/io/document/loading.h"

/*
 * values -- holds every quantity of a document against its kind and range, as
 * the schema's q:quantity gives them.
 *
 * Units     models/quantity.h has them
 * Errors    reported; the structure is not touched
 */

/* Of the element, which is declared as e, and of all below it. */
void values_check(const struct loading *l, const xmlNode *n,
                  const struct schema_element *e);

/* Will values_check() complain of such a value? */
bool values_wrong(const struct schema_type *t, const char *text);

#endif
