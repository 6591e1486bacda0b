#ifndef SIM_IO_DOCUMENT_KEYS_H
#define SIM_IO_DOCUMENT_KEYS_H

#include "sim/io/document/loading.h"

/*
 * keys -- names are unique and references name something, as the XSD's own
 * xs:key and xs:keyref declare.
 *
 * Errors    0; -1: reported, both places of a duplicate
 *
 * A selector is child names with / between them, alternatives with |; a field
 * is one attribute; a reference and its key belong to the same element.
 */
int keys_check(const struct loading *l, const xmlNode *root);

#endif
