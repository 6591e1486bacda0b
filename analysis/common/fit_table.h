#ifndef ANALYSIS_FIT_TABLE_H
#define ANALYSIS_FIT_TABLE_H

#include "analysis/common/fit.h"
#include "analysis/common/tsv.h"

/*
 * fit_table -- the table of poesim validate, a row for each fit.
 *
 * Errors    fit_table_row(): 0, or -1 when memory is short
 * Threads   one
 */
enum { HOUR_DAY = -1, HOUR_ALL = -2 }; /* rows that are sums */
enum { DAY_ALL = INT32_MIN };

extern const struct column fit_table_columns[];

/* The names of a list of columns; NAME_BIN stands for seven. */
void fit_table_names(const struct column *of, struct tsv *out);
int fit_table_row(const struct fit *f, const char *port, int32_t day, int hour,
                  struct tsv *out);

#endif
