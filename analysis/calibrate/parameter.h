#ifndef ANALYSIS_CALIBRATE_PARAMETER_H
#define ANALYSIS_CALIBRATE_PARAMETER_H

#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * parameter -- a number of the scenario that is to be fitted: where it stands,
 * where the search begins, and between which bounds it stays.
 *
 * Units     the user's own, as written: "30 s,10 s,120 s"; inside the program a
 *           place in [0, 1] between the bounds
 * Owns      nothing: texts lie in the arena
 * Errors    parameter_parse(): 0, or -1, reported
 * Threads   pure
 */
enum { PARAMETERS_MOST = 8, PARAMETER_TEXT = 48 };

struct parameter {
    const char *text; /* all of it, for messages */
    const char *path; /* as in --set */
    const char *unit; /* "s", "/min"; "" */
    double start, least, greatest;
};

/* "XPATH=START,LEAST,GREATEST" */
int parameter_parse(struct parameter *p, const char *text, struct arena *a,
                    struct diag *d);

double parameter_place(const struct parameter *p, double value);
double parameter_at(const struct parameter *p, double place);

/* "33.5 s": what a scenario takes. Six digits: what is written is what is
 * run. */
void parameter_print(const struct parameter *p, double value,
                     char text[PARAMETER_TEXT]);

#endif
