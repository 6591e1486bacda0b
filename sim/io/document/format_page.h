#ifndef SIM_IO_DOCUMENT_FORMAT_PAGE_H
#define SIM_IO_DOCUMENT_FORMAT_PAGE_H

#include <stdio.h>

/*
 * format_page -- the scenario format as tables in Markdown, from the schema's
 * own documentation: `poesim format`, and the tables of
 * docs/scenario-format.md.
 *
 * Errors    -1: memory is short
 */

/* Write the page; returns how many things in the schema are undocumented. */
int format_page_write(FILE *out);

#endif
