#ifndef ANALYSIS_CALIBRATE_SEARCH_H
#define ANALYSIS_CALIBRATE_SEARCH_H

#include <stdbool.h>

/*
 * search -- the least value of a function of places in [0, 1]^n, by Nelder and
 * Mead's simplex (GSL's nmsimplex2), begun anew once from the best point.
 *
 * Model     docs/model.md#calibration
 * Units     places between the bounds; the simplex sees a place beyond a bound
 *           as its mirror image within
 * Owns      nothing
 * Errors    enum search_outcome; GSL's error handler must be off
 * Threads   one; the function may use its own
 */
enum { SEARCH_MOST = 8 }; /* places */

struct search {
    int n;
    int trials;       /* at most */
    double tolerance; /* mean distance of the corners from their middle */
    /* 0, or a code that ends the search. */
    int (*value)(void *context, const double *place, double *out);
    void *context;

    double best[SEARCH_MOST]; /* in: where to begin; out */
    double least;             /* value there */
    double start;             /* value at the beginning */
    int tried;
    bool met; /* the tolerance */
    int code; /* of value() */
};

enum search_outcome {
    SEARCH_DONE,
    SEARCH_CONSTANT, /* the first corners have the same value */
    SEARCH_VALUE,    /* value() ended it: see code */
    SEARCH_MEMORY
};

enum search_outcome search_run(struct search *s);

#endif
