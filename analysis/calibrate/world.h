#ifndef ANALYSIS_CALIBRATE_WORLD_H
#define ANALYSIS_CALIBRATE_WORLD_H

#include <pthread.h>

#include "analysis/calibrate/cell.h"
#include "analysis/calibrate/parameter.h"
#include "sim/io/document/schema.h"
#include "sim/io/results/awt_scenario.h"

/*
 * world -- scenarios of days and what was observed on them: any values of the
 * parameters to the distance between simulated and observed bins.
 *
 * Model     docs/airport-wait-times.md#calibration
 * Owns      all that it points to but what the user said; world_close()
 * Errors    0 or an exit code, reported to the diag
 * Threads   world_run() has its own; each reads, compiles and runs whole days
 *
 * The same replications of the same seeds whatever the values: common random
 * numbers. Sums of persons do not depend on the number of threads.
 */
struct world {
    /* What the user said. */
    const char *const *file; /* scenarios */
    int files;
    const char *observed; /* the table */
    const struct parameter *parameter;
    int parameters;
    const char *const *set; /* before the parameters */
    int sets;
    const char *root;
    enum period_kind by;
    bool airports; /* places are airports, not terminals */
    bool same;     /* all days with the seed of their scenarios, which import
                      gives them all alike; else each day with luck of its own */
    int replications, jobs;
    const volatile int *stop;

    /* What it is made of. */
    struct arena arena;
    struct schema schema;
    bool ready; /* the schema is */
    char *library;
    pthread_mutex_t reading;
    struct world_day *day; /* of each file */
    struct cell *cell;     /* by place and period */
    int cells;
    double travellers, inside; /* of the last run: came; still there */
};

/* Reads the table, and each scenario once, with the values at the start. */
int world_open(struct world *w, struct diag *d);
void world_close(struct world *w);

/* Run replications `first` ... with these values: fills the cells' simulated
 * bins. EXIT_STOPPED is not reported. */
int world_run(struct world *w, const double *value, int first, struct diag *d);

/* Do the scenarios take a value? Asks the first. */
int world_takes(struct world *w, const double *value, struct diag *d);

#endif
