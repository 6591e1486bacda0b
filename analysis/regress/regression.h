#ifndef ANALYSIS_REGRESS_REGRESSION_H
#define ANALYSIS_REGRESS_REGRESSION_H

#include <stdbool.h>

#include "models/diag.h"

/*
 * regression -- runs the scenarios of a folder and compares them with what is
 * stored beside them, or stores anew.
 *
 * Model     docs/commands.md, "regress"
 * Owns      nothing
 * Errors    an exit code; what is wrong goes to the diag or, of a scenario, to
 *           standard error at once
 *
 * Files appear complete or not at all; an interrupted run leaves those that it
 * had stored by then, and no JUnit file.
 */
struct regression {
    const char *folder;
    const char *root;    /* as --root of the other commands; NULL */
    const char *reason;  /* with accept */
    const char *junit;   /* file to write; NULL: none */
    const char **accept; /* names of scenarios; only these are run */
    int accepts;
    int replications; /* at most; 0: as stored, or as the scenario says */
    int jobs;
    bool all; /* print every difference */
    const volatile int *stop;
};

int regression_run(const struct regression *g, struct diag *d);

#endif
