#ifndef SIM_IO_SCENARIO_SCENARIO_FILE_H
#define SIM_IO_SCENARIO_SCENARIO_FILE_H

#include "models/scenario.h"
#include "sim/io/document/document.h"

/*
 * scenario_file -- fills struct scenario from a validated document.
 *
 * Owns      nothing: all lies in the document's arena
 * Errors    0; -1: reported (a quantity or a table cell that is wrong)
 *
 * There are no defaults and no units here: the schema has the one, quantity the
 * other. Ends with scenario_check().
 */
int scenario_file_read(struct scenario *s, struct document *x, struct diag *d);

#endif
