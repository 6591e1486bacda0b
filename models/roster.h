#ifndef MODELS_ROSTER_H
#define MODELS_ROSTER_H

#include "models/scenario.h"

/*
 * roster -- parts of days, each with its count, as levels in time: officers on
 * duty, positions closed.
 *
 * Model     docs/design.md#time-and-order: a span of every day also begins on
 *           the eve of the run; one whose end, as an instant, is not after its
 *           beginning (in an hour that the clock loses) does not count
 * Units     simtime since the start of the run
 * Owns      nothing; the levels are the caller's to free()
 * Errors    NULL: memory
 */
struct level {
    simtime at; /* from then on */
    int n;
};

struct spans {
    const struct clock_span *span;
    int n;
};

/* Counts of `plus` less those of `minus`, by the port's clock. There is at
 * least one level, at 0; one for each instant at which any span begins or ends,
 * in order, also after the end of the run. */
struct level *roster_levels(const struct scenario *s, const struct port *p,
                            struct spans plus, struct spans minus, int *levels);

/* The level at an instant of the run. */
int roster_at(const struct level *level, int levels, simtime at);

/* Does the span hold at an instant of the run? */
bool roster_covers(const struct scenario *s, const struct port *p,
                   const struct clock_span *k, simtime at);

/* Local time of a day of the run (1: the first) since the run's start. */
simtime run_time(const struct scenario *s, const struct port *p, int day,
                 simtime clock);

#endif
