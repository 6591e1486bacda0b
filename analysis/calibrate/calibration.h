#ifndef ANALYSIS_CALIBRATE_CALIBRATION_H
#define ANALYSIS_CALIBRATE_CALIBRATION_H

#include "analysis/calibrate/valley.h"
#include "analysis/calibrate/world.h"
#include "analysis/common/tsv.h"

/*
 * calibration -- the search in a world, and what is said of its answer.
 *
 * Model     docs/airport-wait-times.md#calibration
 * Units     of values: the user's own
 * Owns      nothing but the world that it was given
 * Errors    0 or an exit code, reported to the diag
 * Threads   the world's
 */
struct calibration {
    struct world *world;
    int trials;       /* at most, of the search */
    double tolerance; /* of the search, share of a range */
    bool progress;    /* tell on standard error */

    struct search search;
    double value[PARAMETERS_MOST]; /* fitted */
    double objective, start;       /* there, and at the beginning */
    double chance; /* distance of one simulated world from another */
    double noise;  /* of the objective: standard deviation over worlds */
    struct valley valley;
    int tried; /* trials in all */
};

enum {
    CALIBRATION_WORLDS = 4,       /* besides the one that is fitted in */
    CALIBRATION_TRIALS = 200,     /* unless told otherwise */
    CALIBRATION_TRIALS_LEAST = 20 /* PARAMETERS_MOST + 1 make the simplex */
};

/* Leaves the world as run with the fitted values. */
int calibration_run(struct calibration *c, struct diag *d);

/* Notes and the table of parameters. Warnings go to `d` too. */
void calibration_print(const struct calibration *c, FILE *out, struct diag *d);
extern const struct column calibration_columns[];

/* The table of cells, after a run of the world. */
void calibration_print_cells(const struct world *w, FILE *out, struct diag *d);
extern const struct column calibration_cell_columns[];

#endif
