#ifndef MODELS_FACTS_H
#define MODELS_FACTS_H

#include <stdint.h>

#include "models/scenario.h"

/*
 * facts -- which results and decisions a member can have behind a station.
 *
 * Model     docs/model.md; rates are taken as 0, 1 or between, no more
 * Owns      nothing
 * Errors    none: what is named and not there is passed over
 * Threads   pure
 *
 * What can be true of a member at a place is a set of states, a bit for each:
 * a result, a decision, and, of those about whom nobody has decided, whether a
 * station with inspections passed the member over. (Who has been decided about
 * stays so; a set has room for 16 results.)
 */
enum { FACT_STATES = RESULTS * (DECISIONS + 1) };

/* A kind of member that no step changes. */
struct member_kind {
    const struct class *class;
    bool unwilling;              /* opts out, or refuses */
    bool mishandled;             /* may be photographed all the same */
    bool in_scope, out_of_scope; /* of rules; either, or both, can be */
    bool newcomer;               /* not enrolled before */
};

struct fact_state {
    enum result result;
    enum decision decision;
    bool passed_over; /* told of DECISION_NONE only */
};

uint64_t fact_bit(struct fact_state f);
struct fact_state fact_of_bit(int bit);

/* Takes the lowest bit out of a set that is not empty. */
int facts_take(uint64_t *set);

/* Everybody's state on arrival. */
uint64_t facts_at_first(void);

/* Those of a set that can meet a condition, and those that can fail to. */
uint64_t facts_that_meet(const struct condition *c, const struct member_kind *k,
                         uint64_t set);
uint64_t facts_that_fail(const struct condition *c, const struct member_kind *k,
                         uint64_t set);

/*
 * States behind a station's steps for those in front. `lenient`: an inspection
 * that may happen (a share, a group) does happen.
 */
uint64_t facts_behind(const struct scenario *s, const struct station *t,
                      const struct member_kind *k, uint64_t set, bool lenient);

/* States at the station's step `match` of those with an image for it. */
uint64_t facts_with_image(const struct scenario *s, const struct station *t,
                          int match, const struct member_kind *k, uint64_t set);

#endif
