#ifndef SIM_VISIT_SCOPE_H
#define SIM_VISIT_SCOPE_H

#include "sim/visit/visit.h"

/*
 * scope -- whom a camera leaves alone, and who is on a look-out list.
 *
 * Model     docs/model.md#scope
 * Units     years of age
 * Errors    site->failed
 */
/* Age, opting out, refusing and look-out list, of a member whose class and
 * group are known. */
void scope_traits(const struct site *p, struct traveller *t);

/* Is the member left alone at the capture at hand? If so, that is noted. */
bool scope_leaves_alone(struct visiting *v, uint32_t who, struct facts *f);

/* The capture of a member begins, who may be one that opted out. */
void scope_begin(struct visiting *v, uint32_t who);

#endif
