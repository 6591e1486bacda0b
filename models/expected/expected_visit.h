#ifndef MODELS_EXPECTED_VISIT_H
#define MODELS_EXPECTED_VISIT_H

#include "models/expected/expected.h"

/*
 * expected_visit -- the steps of a visit, in the mean: parts of
 * expected_service().
 *
 * Units     us; shares of the members of a party
 * Threads   pure
 */

/* A step of a visit: members move from share[] to after[]. */
struct expected_step {
    const struct expected_crowd *c;
    const struct step *step;
    double *after;
    double time; /* us that a member takes, times how likely it is concerned */
};

void expected_become(struct expected_step *a, struct expected_state x,
                     double share);

/* The step, for a share of members who are in the state x and concerned. */
void expected_capture(struct expected_step *a, struct expected_state x,
                      double share);
/* Of members who are not enrolled. */
void expected_enrol(struct expected_step *a, struct expected_state x,
                    double share);

#endif
