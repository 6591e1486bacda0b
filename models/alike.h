#ifndef MODELS_ALIKE_H
#define MODELS_ALIKE_H

#include "models/scenario.h"

/*
 * alike -- ports that do the same with the same people, as those do which a
 * template makes: what is computed for one of them holds for all.
 *
 * Owns      ports_alike(): the array is the caller's to free
 * Errors    ports_alike(): NULL: memory
 * Threads   pure
 *
 * Two ports are alike where their flows bring the same populations to the same
 * starts, and their stations, walks, steps, routes and rules are the same in
 * all that models/crowd.h and expected_fill() read. How many come, and when,
 * how many officers there are, and positions where no route chooses by them,
 * play no part there. Ports whose people stand in a trace are never alike.
 */
bool port_alike(const struct scenario *s, const struct port *a,
                const struct port *b);

/* Of each port the first that is alike, which may be itself; where kinds are
 * very many, some of them may not be found again. */
int *ports_alike(const struct scenario *s);

#endif
