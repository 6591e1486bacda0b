#ifndef ANALYSIS_ERROR_RATES_H
#define ANALYSIS_ERROR_RATES_H

#include <stdbool.h>

#include "analysis/common/input.h"
#include "analysis/common/statistics.h"

/*
 * error_rates -- errors of cameras and matchers by demographic group.
 *
 * Units     counts pooled over replications; rates in [0, 1]
 * Owns      its rows; release with error_rates_release()
 * Errors    error_rates_count(): 0, or -1 when memory is short
 * Threads   one
 *
 * There is a row for every group at every place that had any exposure, and for
 * non-matches at every place.
 */
enum error_kind {
    ERROR_NON_MATCH, /* mated requests that were not matched */
    ERROR_POSITIVE,  /* non-mated requests that were matched */
    ERROR_IMPOSTOR,  /* impostors' requests that were accepted */
    ERROR_NO_IMAGE,  /* captures without a usable photo */
    ERROR_KINDS
};
extern const char *const error_kind_names[ERROR_KINDS];

/* What the rates of a row's group rest on. */
enum error_basis {
    BASIS_PUBLISHED,
    BASIS_ILLUSTRATIVE,
    BASIS_NOT_STATED, /* by the scenario; or travellers without a group */
    ERROR_BASES
};
extern const char *const error_basis_names[ERROR_BASES];

struct error_rates {
    int count;
    struct error_row {
        enum error_kind kind;
        int place;  /* service; for ERROR_NO_IMAGE: station */
        int search; /* 0: 1:1, 1: 1:N; -1: no search */
        int group;  /* -1: travellers without a group */
        enum error_basis basis;
        bool mixed, idle; /* the rate differed; for error_rates_count() */
        double trials, errors;
        double in_force; /* rate; the mean over exposures where it
                            differs; NaN: not recorded */
        double expected; /* sum of exposures x rate in force */
        double rate;     /* errors / trials; NaN: no exposure */
        bool correlated; /* trials of a person may resemble each other */
        struct interval interval; /* 95%; NaN: no exposure, or correlated
                                     errors of one replication */
    } * row;
};

int error_rates_count(struct error_rates *e, const struct input *in);
void error_rates_release(struct error_rates *e);

/* "no exposure", "none in 312: up to 0.0122", "none in 312, correlated: up to
 * 0.308", "correlated, one replication: no interval", or "". */
void error_rates_remark(const struct error_row *r, char text[60]);

#endif
