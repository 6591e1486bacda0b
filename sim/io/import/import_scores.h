#ifndef SIM_IO_IMPORT_IMPORT_SCORES_H
#define SIM_IO_IMPORT_IMPORT_SCORES_H

#include <stdbool.h>
#include <stddef.h>

#include "models/diag.h"
#include "sim/engine/arena.h"
#include "sim/io/import/import_options.h"

/*
 * import_scores -- genuine and impostor scores, or points of a DET curve, as a
 * <matcher>.
 *
 * Model     docs/importing.md; a score at or over the threshold is a match
 * Owns      nothing but the texts that are returned
 * Errors    NULL: reported; import_*_main(): exit codes, prints its messages
 */
struct import_scores_options {
    const char *id;  /* of the matcher */
    const char *fmr; /* the threshold is the least with at most this; or */
    const char *threshold; /* ... it is told */
    bool distance;         /* small scores are alike */
    bool no_groups;        /* as struct import_matcher */
    const char *impostor_match;
    const char *source;
    struct import_list column;
};

/* CSV: group (may be absent), kind, score. */
char *import_scores_text(const char *file, const char *text, size_t size,
                         const struct import_scores_options *o, struct arena *a,
                         struct diag *d);

/* CSV: threshold, fmr, fnmr (or fpir, fnir), and where wanted group, genuine
 * and impostors (numbers of comparisons). */
char *import_det_text(const char *file, const char *text, size_t size,
                      const struct import_scores_options *o, struct arena *a,
                      struct diag *d);

int import_scores_main(int argc, char **argv);
int import_det_main(int argc, char **argv);

#endif
