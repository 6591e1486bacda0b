#ifndef ANALYSIS_REGRESS_MEASURE_H
#define ANALYSIS_REGRESS_MEASURE_H

#include "analysis/common/input.h"
#include "analysis/regress/expectation.h"
#include "sim/command.h"

/*
 * measure -- runs a scenario and gathers the numbers by which it is known.
 *
 * Model     docs/commands.md, "regress"; docs/design.md#digests
 * Owns      nothing: the numbers go to the expectation
 * Errors    0 or an exit code, reported to the diag
 * Threads   the engine's
 */
struct measure {
    const struct command_input *scenario;
    int replications;
    int jobs;
    const volatile int *stop;
};

/* e is zeroed before; its version and reason are left alone. */
int measure_run(struct expectation *e, const struct measure *m, struct diag *d);

/* What people read: waits, shares, missed departures, officers' hours. Means
 * over replications with their standard errors. -1: memory is short. */
int measure_derive(struct expectation *e, const struct input *in);

/* The tables that these need, ended by TABLES. */
extern const enum result_table measure_tables[];

#endif
