#ifndef SIM_VISIT_QUALITY_H
#define SIM_VISIT_QUALITY_H

#include "sim/port/party.h"

/*
 * quality -- how often one person fails, where attempts are correlated.
 *
 * Model     docs/model.md#persons
 * Units     thresholds of 53-bit uniforms
 */

/* Of an attempt at a camera; only where c->persons. */
uint64_t quality_failure(const struct site *p, const struct traveller *t,
                         const struct model_camera *c);

/* Of a false negative of a mated request: the rate of the member's group, or
 * his own. */
uint64_t quality_false_negative(const struct site *p, const struct traveller *t,
                                const struct model_search *k, enum mating m);

#endif
