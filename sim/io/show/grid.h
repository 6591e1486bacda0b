#ifndef SIM_IO_SHOW_GRID_H
#define SIM_IO_SHOW_GRID_H

#include <stdio.h>

#include "models/diag.h"

/*
 * grid -- a table for people: columns as wide as their widest cell.
 *
 * Owns      its cells; grid_print() releases them
 * Errors    grid_print(): 0, or -1 when memory was short or writing failed
 */
struct grid {
    const char *heads;
    char **cell;
    size_t cells, capacity;
    int columns;
    bool failed;
};

enum { GRID_COLUMNS_MOST = 64 };

/* Heads with a bar between them; ">head" is set to the right. */
void grid_begin(struct grid *g, const char *heads);

/* The next cell, row after row. */
void grid_cell(struct grid *g, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Heads and whole rows, each behind two blanks. A grid without rows prints
 * nothing. */
int grid_print(struct grid *g, FILE *out);

/* The same behind a title, where there are rows. */
int grid_finish(struct grid *g, const char *title, FILE *out);

#endif
