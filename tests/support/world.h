#ifndef TESTS_SUPPORT_WORLD_H
#define TESTS_SUPPORT_WORLD_H

#include "models/scenario.h"

/*
 * world -- a small scenario that is right, of which a test breaks one thing and
 * wants one message, at the line of what was broken.
 *
 * Model     flow -> walk "hall" -> station "booth" -> station "second" or
 *           admitted; everything is a field, on a line of its own of "a.xml"
 * Owns      wants() and wants_nothing() free the world that they are given
 * Errors    the test fails
 */
struct world {
    struct scenario s;
    struct group group[2];
    struct rule rule;
    struct population population;
    struct class class[2];
    struct group_share share[2];
    struct party_size party[2];
    struct camera camera;
    struct failure failure[2];
    struct group_ratio camera_ratio, matcher_ratio;
    struct matcher matcher;
    struct matching_service service;
    struct port port;
    struct officers pool;
    struct clock_span shift;
    struct flow flow;
    struct call call;
    struct rate_piece piece[2];
    struct trace_row row[2];
    struct walk walk[2];
    struct route walk_route[2];
    struct station station[2];
    struct step step[3], second_step;
    struct route route[3], second_route;
    struct priority first;
    struct journey journey;
    struct name name;
    simtime limit[2];
};

struct origin line(int n);
struct name named(const char *text, int n);
struct distribution seconds(double s);
extern const struct condition everybody;

/* On the heap: fields point to each other. */
struct world *a_world(void);

/* The flow's call becomes a departure, and whoever is not referred departs. */
struct world *a_departure(void);

/* What `poesim check` checks. */
void check_all(const struct scenario *s, struct diag *d);

/* One message, of this kind, at this line, with these words. Frees w. */
void wants(struct world *w, const char *kind, int n, const char *words);
void wants_nothing(struct world *w);

#endif
