#ifndef TESTS_SUPPORT_RANDOM_SCENARIO_H
#define TESTS_SUPPORT_RANDOM_SCENARIO_H

#include <stdio.h>

#include "models/scenario.h"
#include "sim/engine/arena.h"

/*
 * random_scenario -- small scenarios out of a seed, full of ties: nearly all
 * times are a few ticks, a tick being 1 us (mostly), 250 ms (with shifts at
 * whole seconds) or half an hour (over a change of summer time). Seeds from
 * RANDOM_JUMPS on are all of the last kind, over a change of clocks.
 *
 * Owns      nothing: everything lies in the arena
 * Errors    none: what cannot go on stops the test
 */
#define RANDOM_JUMPS (UINT64_C(1) << 63)

const struct scenario *random_scenario(uint64_t seed, struct arena *a);

/* A scenario as people can read it. */
void random_scenario_print(const struct scenario *s, FILE *f);

#endif
