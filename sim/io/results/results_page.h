#ifndef SIM_IO_RESULTS_RESULTS_PAGE_H
#define SIM_IO_RESULTS_RESULTS_PAGE_H

#include <stdio.h>

/*
 * results_page -- the tables of docs/results-format.md, from the lists that
 * the program is compiled from (`poesim fields`).
 *
 * Errors    0; -1: the stream failed
 */
int results_page_write(FILE *out);

#endif
