#ifndef ANALYSIS_CALIBRATE_WORLD_DAY_H
#define ANALYSIS_CALIBRATE_WORLD_DAY_H

#include "analysis/calibrate/world.h"
#include "models/scenario.h"
#include "sim/io/document/document.h"

/*
 * world_day -- one scenario of a world: what the files of this folder share.
 *
 * Owns      nothing
 */
struct world_day {
    const char *path;
    struct awt_journey journey;
    int32_t first; /* of the run */
    struct awt_day observed;
    int cell;
    /* Of the last run: */
    double bin[AWT_BINS], travellers, inside;
    int code;
};

/* "XPATH=VALUE" of --set, then of the parameters, in the arena; NULL: memory.
 */
const char **world_settings(const struct world *w, const double *value,
                            struct arena *a);

/* Document and scenario with these settings; the caller releases document and
 * arena in any case. 0 or an exit code, reported. */
int world_read(struct world *w, const char *path, const char *const *set,
               struct document *x, struct scenario *s, struct arena *a,
               struct diag *d);

#endif
