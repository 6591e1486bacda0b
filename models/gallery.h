#ifndef MODELS_GALLERY_H
#define MODELS_GALLERY_H

#include "models/matcher.h"

/*
 * gallery -- the photos that searches 1:N are among, as a matcher sees them.
 *
 * Model     docs/model.md#galleries
 * Units     photos; shares in [0, 1]
 * Owns      nothing
 * Errors    none
 * Threads   pure
 */

/* Photos of `size`, mixed as the gallery says, or else as the population of the
 * flow on whose manifest they are; share[] has room for that. */
struct searched gallery_searched(const struct scenario *s,
                                 const struct gallery *g,
                                 const struct population *p, double size,
                                 struct group_share share[GROUPS_MOST]);

/* Photos that a traveller of a flow is searched among, in the mean; NaN: no
 * manifest. */
double gallery_mean_size(const struct gallery *g, const struct flow *f);

/* Travellers aboard a call. */
int gallery_aboard(const struct call *c);

#endif
