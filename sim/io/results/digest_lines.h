#ifndef SIM_IO_RESULTS_DIGEST_LINES_H
#define SIM_IO_RESULTS_DIGEST_LINES_H

#include "models/diag.h"

/*
 * digest_lines -- the digests of a results file as text, kind by kind, so that
 * two files that differ show in what.
 *
 * Model     docs/results-format.md, "Digests"; results_digest
 * Errors    0 or -1, reported to the diag (exit 4)
 */
int digest_lines_print(const char *path, struct diag *d);

#endif
