#ifndef MODELS_CROWD_H
#define MODELS_CROWD_H

#include "models/facts.h"

/*
 * crowd -- who can be at each place of a port with which facts, and take which
 * route: what models/check/check_facts.c tells of.
 *
 * Owns      its arrays; crowd_release(), whatever crowd_init() said
 * Errors    crowd_init(): 0, or -1: memory
 * Threads   pure
 *
 * c->s, c->p and c->alone are the caller's to say. Places are the port's
 * stations, then its walks.
 */
enum { KINDS_MOST = 4 * CLASSES_MOST };

struct place {
    const struct name *id;
    const struct station *station; /* NULL: a walk */
    const struct route *route;
    int routes;
    int first_route; /* of the port's */
};

/* Who can be where, and take which route. */
struct crowd {
    const struct scenario *s;
    const struct port *p;
    bool alone; /* else companions go where one of a party leads */
    int places, routes, kinds;
    struct place *place;
    struct member_kind kind[KINDS_MOST];
    int population[KINDS_MOST];
    uint64_t *at;    /* [place][kind]: states on arrival */
    uint64_t *takes; /* [route][kind]: states that take the route */
};

/* Its kinds of members and its places; then who comes where. */
int crowd_init(struct crowd *c);
void crowd_spread(struct crowd *c);
void crowd_release(struct crowd *c);

/* [kind]: states on arrival at a place; that take the place's route k. */
uint64_t *crowd_arriving(const struct crowd *c, int place);
uint64_t *crowd_taking(const struct crowd *c, const struct place *from, int k);

/* -1: an end state. */
int crowd_place(const struct crowd *c, const char *name);

/* Ways out of a station's queue, or past it, for whoever is there: the names of
 * places or end states. (full-to is for parties from outside only.) */
enum { CROWD_EXITS = 2 };
int crowd_exits(const struct station *t, const char *to[CROWD_EXITS]);

#endif
