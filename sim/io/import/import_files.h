#ifndef SIM_IO_IMPORT_IMPORT_FILES_H
#define SIM_IO_IMPORT_IMPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "models/diag.h"

/*
 * import_files -- other people's files into memory, and a text into a file.
 *
 * Owns      nothing: the text that is read belongs to the caller
 * Errors    0 or -1, reported to the diag (exit 4)
 */
enum { IMPORT_FILES_MOST = 1 << 30 }; /* bytes of one file */

/* The whole file, malloc'd and with a NUL behind it. */
int import_files_read(const char *path, char **text, size_t *size,
                      struct diag *d);

/* path NULL: standard output. */
int import_files_write(const char *path, bool force, const char *text,
                       struct diag *d);

#endif
