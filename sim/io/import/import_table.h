#ifndef SIM_IO_IMPORT_IMPORT_TABLE_H
#define SIM_IO_IMPORT_IMPORT_TABLE_H

#include "sim/io/csv.h"
#include "sim/io/import/import_options.h"

/*
 * import_table -- other people's CSV tables, whose columns have many names.
 *
 * Owns      nothing: cells lie in the arena
 * Errors    0 or -1, reported to the diag with line and column
 *
 * A column is found by --column key=NAME, else by the first of its aliases that
 * the header has, letters and digits compared. Other columns are passed over.
 */
enum { IMPORT_TABLE_MOST = 24 };

struct import_column {
    const char *key;     /* "passengers" */
    const char *aliases; /* "passengers|pax|travellers", in order of liking */
    bool required;
};

struct import_table {
    struct csv csv;
    const struct import_column *column;
    int columns;
    int at[IMPORT_TABLE_MOST]; /* in the file; -1: not there */
};

int import_table_read(struct import_table *t, const char *file,
                      const char *text, size_t size,
                      const struct import_column *column, int columns,
                      const struct import_list *names, struct arena *a,
                      struct diag *d);

bool import_table_has(const struct import_table *t, int key);

/* Without blanks around it; "" where there is no such column. */
const char *import_table_cell(const struct import_table *t, int row, int key,
                              struct arena *a);

/* Where that cell stands; the row where there is no such column. */
struct origin import_table_at(const struct import_table *t, int row, int key);

/* The header's own word for it, or the key. */
const char *import_table_name(const struct import_table *t, int key);

#endif
