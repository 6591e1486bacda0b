#ifndef SIM_IO_RESULTS_RESULTS_FIELDS_H
#define SIM_IO_RESULTS_RESULTS_FIELDS_H

#include <stddef.h>

#include "sim/ledger/results.h"

/*
 * results_fields -- the lists of sim/ledger/tables.h as data: what the writer,
 * the reader and the format page walk over.
 *
 * Owns      nothing: all is constant
 * Errors    none
 */
enum results_type {
    RESULTS_INT8,
    RESULTS_INT16,
    RESULTS_INT32,
    RESULTS_UINT32,
    RESULTS_INT64,
    RESULTS_UINT64,
    RESULTS_FLOAT64,
    RESULTS_TYPES
};

struct results_field {
    const char *name;
    enum results_type type;
    size_t offset; /* in struct stem_row, bytes */
    const char *unit;
    const char *meaning;
};

struct results_table {
    const char *path; /* in the file, without the leading slash */
    const char *per;  /* one row per ... */
    const struct results_field *field;
    int fields;
};

enum { RESULTS_MOST_FIELDS = 32 }; /* of one table; checked when compiled */

struct results_table results_fields(enum result_table t);

size_t results_type_size(enum results_type type);
const char *results_type_name(enum results_type type); /* "int32", ... */

/* What the names of a kind are. */
extern const char *const results_name_meanings[NAME_KINDS];

#endif
