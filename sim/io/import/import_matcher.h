#ifndef SIM_IO_IMPORT_IMPORT_MATCHER_H
#define SIM_IO_IMPORT_IMPORT_MATCHER_H

#include <stdbool.h>
#include <stdint.h>

#include "models/diag.h"

/*
 * import_matcher -- measured error rates as a <matcher> fragment.
 *
 * Model     docs/importing.md: a group's rate is (overall rate) x ratio, to
 *           one unit in the last place; no ratio stands for no errors
 * Units     rates in [0, 1]; counts of comparisons
 * Owns      nothing but the text that import_matcher_text() returns
 * Errors    NULL: reported, or memory (then nothing is reported)
 */
struct import_rate {
    bool known;             /* else nothing was measured */
    double rate;            /* errors / trials where those are known */
    int64_t errors, trials; /* trials 0: only the rate is known */
};

struct import_group {
    const char *name;             /* as in the file */
    struct import_rate miss, hit; /* genuine rejected; impostors accepted */
};

struct import_matcher {
    const char *id;             /* of the matcher */
    bool is_search;             /* rates of 1:N searches: fnir, fpir */
    const char *file;           /* named as source */
    const char *source;         /* more about it; NULL */
    char threshold[160];        /* words about the threshold */
    const char *impostor_match; /* NULL: as fmr */
    bool no_groups;             /* <group> elements stand elsewhere */
    struct import_group overall;
    int groups;
    struct import_group *group; /* sorted by name */
};

/* k of n. */
struct import_rate import_rate_of(int64_t errors, int64_t trials);

/* The factor r with base * r == rate, but for one unit in the last place. */
double import_matcher_ratio(double base, double rate);

char *import_matcher_text(const struct import_matcher *m, struct diag *d);

#endif
