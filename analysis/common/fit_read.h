#ifndef ANALYSIS_FIT_READ_H
#define ANALYSIS_FIT_READ_H

#include "analysis/common/fit.h"
#include "analysis/common/input.h"
#include "sim/io/results/awt_scenario.h"

/*
 * fit_read -- where the numbers of a fit come from.
 *
 * Errors    none: rows of other journeys and hours are passed over
 * Threads   one
 */

/* One hour as published. */
void fit_add_observed(struct fit *f, const struct awt_row *row);

/* Travellers who landed in an hour of `day`, on the port's clock. The input
 * holds the tables journeys and journey_bins; its intervals divide an hour. */
void fit_add_simulated(struct fit *f, const struct input *in,
                       const struct awt_journey *j, int32_t day, int hour);

#endif
