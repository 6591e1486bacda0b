#ifndef MODELS_RULE_H
#define MODELS_RULE_H

#include "models/scenario.h"

/*
 * rule -- who has to give a photo: where, and from when until when.
 *
 * Model     docs/model.md#scope
 * Units     simtime since the start of the run; years of age
 * Owns      nothing
 * Errors    none: the scenario has passed scenario_check()
 * Threads   pure
 */

/* A rule at one port, where its dates are instants. */
struct rule_here {
    simtime from, until; /* in force: from <= t < until */
    unsigned statuses;   /* bits 1 << status */
    unsigned directions; /* bits 1 << exit */
    int age_from, age_to;
};

/* false: the rule does not name this port, or its mode. */
bool rule_at_port(const struct rule *r, const struct scenario *s,
                  const struct port *p, struct rule_here *out);

/* Is somebody subject to it, in a visit that begins at `at`? */
static inline bool rule_takes(const struct rule_here *r, enum status status,
                              int age, bool exit, simtime at)
{
    return at >= r->from && at < r->until && r->statuses >> status & 1 &&
           r->directions >> exit & 1 && age >= r->age_from && age <= r->age_to;
}

/* Of a class at a port and in a direction, the share that a rule takes while
 * it is in force: by status and ages, 0 where it is not for this port. */
double rule_share(const struct rule *r, const struct scenario *s,
                  const struct port *p, const struct class *c, bool exit);

/* Does any rule ask how old people are? */
bool rules_ask_ages(const struct scenario *s);

/* Those who know that they may refuse, at a port. */
double notices_awareness(const struct notices *n);

#endif
