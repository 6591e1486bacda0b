#ifndef SIM_IO_DOCUMENT_STAMP_H
#define SIM_IO_DOCUMENT_STAMP_H

#include "sim/io/document/loading.h"

/*
 * stamp -- makes a port of a template for each row of a table, where the
 * <ports> stands, and takes templates and <ports> out of the document.
 *
 * Errors    0; -1: reported, at the template, the <ports> or the cell
 *
 * A table has the column id and exactly the columns of its template. Paths in
 * cells are relative to the table. At most 1,000,000 elements are stamped.
 */
enum { STAMP_MOST_ELEMENTS = 1000 * 1000 };

int stamp_ports(struct loading *l);

#endif
