#ifndef SIM_RUN_FILE_H
#define SIM_RUN_FILE_H

#include "sim/flow/flow.h"
#include "sim/io/options.h"
#include "sim/io/results/results_file.h"

/*
 * run_file -- a run into its results file: replications that an interrupted run
 * has finished are read, the others are run, all in their order; so the bytes
 * do not depend on how often a run was interrupted.
 *
 * Owns      nothing
 * Errors    0 or an exit code, reported to the diag; what is finished by then
 *           stays in OUT.partial/
 */
struct run_file {
    const struct model *model;
    /* Replications of the file; shard.first, .of and .travellers are set also
     * for a whole run. */
    const struct results_about *about;
    const char *out;
    const struct options *options; /* jobs, travellers, force, resume, ... */
    const volatile int *stop;      /* becomes nonzero: give up */
};

int run_file_write(const struct run_file *r, struct diag *d);

#endif
