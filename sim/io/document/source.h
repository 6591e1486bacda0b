#ifndef SIM_IO_DOCUMENT_SOURCE_H
#define SIM_IO_DOCUMENT_SOURCE_H

#include "sim/io/document/document.h"

/*
 * source -- reads the files of a scenario into memory, each once, and keeps
 * them where they belong.
 *
 * Owns      nothing: texts and names go to the document
 * Errors    index of the file in x->file, or a negative number, reported at
 *           the place that named the file
 *
 * Only regular files are read; a file is read once and what was read is what
 * is hashed. A path that starts with "library/" lies beneath the library, any
 * other beneath the root, after all links are followed.
 */
enum { SOURCE_MOST_BYTES = 64 << 20 }; /* of all files together */

/* The main file: sets folder, root and library. -2: it cannot be read. */
int source_main(struct document *x, const char *path,
                const struct document_options *o, struct diag *d);
int source_main_memory(struct document *x, const char *name, const char *text,
                       size_t size, const struct document_options *o,
                       struct diag *d);

/* A file named by `path`, from which the path's base is already in front. */
int source_read(struct document *x, const char *path, const struct origin *at,
                struct diag *d);

/* Count bytes again (an include that is spliced again): -1: over the limit. */
int source_count(struct document *x, size_t bytes, const struct origin *at,
                 struct diag *d);

/* base + path, without base for "library/..."; in the document's arena. */
const char *source_join(struct document *x, const char *base, const char *path);

#endif
