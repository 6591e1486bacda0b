#ifndef MODELS_CHECK_GRAPH_H
#define MODELS_CHECK_GRAPH_H

#include "models/check/check.h"

/*
 * check_graph -- the ways of a port: its stations and walks are nodes; routes,
 * and of stations <balk>, <patience> and full-to, lead from one to another.
 *
 * Owns      its nodes; made and released within check_graph()
 * Errors    to d
 */
enum { TO_END = -1, TO_NOWHERE = -2 }; /* targets that are no node */

enum { BALK, PATIENCE, FULL, EXITS };

struct node {
    const struct name *id;
    const struct route *route;
    int routes;
    const struct name *exit[EXITS]; /* of a station; NULL: none */
    int ways; /* routes, then exits, then what routes may choose besides */
    const struct name **way;
    int *target;  /* of each way: a node, TO_END or TO_NOWHERE */
    bool lasts;   /* a walk that takes time */
    bool reached; /* from the start of a flow */
    bool outside; /* by parties that have not queued before */
    bool boards;  /* from the start of one whose calls are departures */
    bool leaves;  /* from here an end state can be reached */
    bool ends;    /* a walk from which every chain of walks ends */
    bool doubted; /* it may lack routes */
    bool settles; /* no chain of moments in no time goes on for ever */
};

struct graph {
    const struct scenario *s;
    int nodes, stations; /* stations first, then walks */
    struct node *node;
    const struct name **names; /* the memory of all ways */
    int *targets;              /* and of their targets */
    struct diag *d;
    int errors;   /* in d before any of the graph */
    bool doubted; /* other places may be missing */
};

const char *graph_kind(const struct graph *g, int i);    /* "station", "walk" */
int graph_find(const struct graph *g, const char *name); /* or TO_NOWHERE */
struct naming graph_names(const struct graph *g);

/* The ways of route k besides its first: they begin at the returned one. */
int graph_others(const struct node *n, int k);

/* Where places are few: whether they can all wait for one another. */
void check_rooms(const struct graph *g, const struct port *p);

/* What flows can reach, and what can be left; traces and departures that come
 * to stations which need them. */
void check_reach(struct graph *g, const struct port *p);

#endif
