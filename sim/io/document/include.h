#ifndef SIM_IO_DOCUMENT_INCLUDE_H
#define SIM_IO_DOCUMENT_INCLUDE_H

#include "sim/io/document/loading.h"

/*
 * include -- parses and validates each file, and puts the parts of included
 * files where the <include> stands.
 *
 * Errors    0; -1: reported, at the line that names the file where the file
 *           cannot be used at all
 *
 * The same file twice under one parent is taken once; a cycle is reported with
 * its chain; at most 1,000 includes are followed, at most 16 deep.
 */
enum { INCLUDE_MOST = 1000, INCLUDE_DEPTH = 16 };

/* Parse and validate x->file[file] into l->doc[file], once. `as` is the element
 * that its root must be. */
int include_parse(struct loading *l, int file, const char *as,
                  const struct origin *at);

/* All includes of the main document, l->doc[0]. */
int include_splice(struct loading *l);

#endif
