#ifndef SIM_IO_DOCUMENT_OVERRIDE_H
#define SIM_IO_DOCUMENT_OVERRIDE_H

#include "sim/io/document/loading.h"

/*
 * override -- applies --set XPATH=VALUE, in the order given.
 *
 * Errors    0; -1: reported; the others are still applied
 *
 * The first = outside of brackets and quotes ends the path. Values are held
 * against the schema later, with the whole document. A later --set wins over an
 * earlier one; a value of --fit may have been given by nothing before.
 */
int override_apply(struct loading *l);

/* The = between path and value; NULL: there is none. */
const char *override_sign(const char *set);

#endif
