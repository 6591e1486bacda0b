#ifndef SIM_IO_CSV_H
#define SIM_IO_CSV_H

#include <stdbool.h>

#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * csv -- RFC 4180 tables: comma, UTF-8 (a byte order mark is skipped), LF or
 * CRLF, a header, quoted cells.
 *
 * Owns      nothing: cells lie in the arena
 * Errors    reported to the diag, all of them, with line and column; NUL bytes,
 *           doubled column names, ragged rows, empty tables, unclosed quotes
 */
struct csv {
    const char *file; /* as the user wrote it */
    int columns, rows;
    const char **header; /* columns names */
    const char **cell;   /* rows x columns */
    int *line;           /* of each row, 1-based, where it begins */
};

enum csv_empty { CSV_EMPTY_REFUSED, CSV_EMPTY_ALLOWED };

/* Parse text of `size` bytes. -1: something was reported. */
int csv_parse(struct csv *c, const char *file, const char *text, size_t size,
              enum csv_empty empty, struct arena *a, struct diag *d);

/* No name of a column begins or ends with a blank. -1: reported. */
int csv_check_blanks(const struct csv *c, struct diag *d);

int csv_column(const struct csv *c, const char *name); /* -1: not there */

/* Row -1 is the header. */
const char *csv_cell(const struct csv *c, int row, int column);
struct origin csv_origin(const struct csv *c, int row, int column);

#endif
