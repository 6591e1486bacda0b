#ifndef MODELS_EXPECTED_H
#define MODELS_EXPECTED_H

#include "models/scenario.h"

/*
 * expected -- a first estimate without a run: how many travellers come in each
 * hour, which way they go, and how many positions their service keeps busy.
 *
 * Model     docs/model.md#expected-load
 * Units     travellers (mean); us
 * Owns      its arrays; release with expected_release()
 * Errors    expected_fill(): 0, or -1: memory
 * Threads   pure
 *
 * The scenario has passed scenario_check(). Nodes are the port's stations, then
 * its walks. Queues, walks and delays shift nothing: who comes in an hour is
 * served in it.
 */
enum { EXPECTED_HOURS_MOST = 24 * 366 }; /* of a longer run: the first */

struct expected {
    const struct port *port;
    int hours;
    double *come;    /* [flow][hour] travellers */
    double *total;   /* [flow] travellers in these hours */
    double *reach;   /* [flow][node] visits of a traveller of the flow */
    double *parties; /* [flow][node] visits of parties, for each traveller */
    double *busy;    /* [flow][station] us of a position, for each traveller */
    double *taken;   /* [flow][route] times that a traveller takes it */
    double *asked;   /* [flow][service] requests, for each traveller */
    int nodes, routes, services;
    int *first_route; /* [node] */
};

struct quantile_forms; /* `known`: models/quantile.h; may be NULL */
int expected_fill(struct expected *e, const struct scenario *s,
                  const struct port *p, struct quantile_forms *known);
/* Only how many come in each hour; all else is 0. */
int expected_fill_arrivals(struct expected *e, const struct scenario *s,
                           const struct port *p, struct quantile_forms *known);
void expected_release(struct expected *e);

/* Over all flows and hours: travellers who take a node's route. */
double expected_taken(const struct expected *e, int node, int route);

/* Of those who take a route the part that goes to its `other[which]`, or to its
 * `to` (-1): as the stations have positions. */
double expected_part(const struct port *p, const struct route *r, int which);

/* Visits of travellers to a node, over all flows and hours. */
double expected_reach(const struct expected *e, int node);

/* Mean time of a visit, us; NaN where nobody comes or a time is not known. */
double expected_visit(const struct expected *e, int station);

/* Positions that the service of those who come in an hour keeps busy for an
 * hour; NaN where a time is not known. */
double expected_load(const struct expected *e, int station, int hour);

/* The hour in which that is most. */
int expected_busiest(const struct expected *e, int station);

/* expected_demand.c: requests to the matching services, from all ports, retries
 * left out. */
struct expected_demand {
    const struct scenario *s;
    int hours;
    double *requests; /* [service][hour] */
};

/* 0, or -1: memory. */
int expected_demand_fill(struct expected_demand *d, const struct scenario *s);
void expected_demand_release(struct expected_demand *d);

/* The hour in which a service is asked most; requests in an hour; workers that
 * these keep busy for the hour. */
int expected_demand_busiest(const struct expected_demand *d, int service);
double expected_requests(const struct expected_demand *d, int service,
                         int hour);
double expected_workers(const struct expected_demand *d, int service, int hour);

/* expected_arrivals.c: how many of a flow come in each hour. -1: memory. */
int expected_arrivals(struct expected *e, const struct scenario *s, int flow,
                      struct quantile_forms *known);

/* expected_state.c: the states of a member, and whether one meets a condition;
 * expected_visit.c: what a visit makes of the states of a party's members. */
struct expected_state {
    int class; /* number in the population */
    enum result result;
    enum decision decision;
    unsigned image; /* bits 1 << modality */
    enum expected_enrolled { EXPECTED_BEFORE, EXPECTED_NOT, EXPECTED_NOW } is;
};

struct expected_crowd { /* one kind of party of a flow */
    const struct scenario *s;
    const struct port *port;
    const struct flow *flow;
    const struct population *population;
    int first_class, classes; /* that its members may have */
    int images;               /* 2, or 4 where there are two modalities */
    int enrolled;             /* 1, or 3 where some were not enrolled before */
    int states;
    double members; /* of the visit at hand, for each traveller of the flow */
    double *asked;  /* [service]: what they ask is added */
};

/* The numbers above, and the states at the start, times a class's share. */
void expected_begin(struct expected_crowd *c);
void expected_first(const struct expected_crowd *c, int class, double share,
                    double *shares);

struct expected_state expected_state(const struct expected_crowd *c, int state);
int expected_number(const struct expected_crowd *c, struct expected_state x);
double expected_meets(const struct expected_crowd *c, int state,
                      const struct condition *when);

/* expected_spread.c: parties of one kind, size[] of them for each traveller of
 * the flow, go their ways; class[]: its shares, where they are mixed. -1:
 * memory. */
int expected_spread(struct expected *e, struct expected_crowd crowd, int flow,
                    const double *size, const double *class);

/* us for a party of n; share[] of states, summing to 1, is what it was before
 * and becomes what it is after. spare[] has room for as many. */
double expected_service(const struct expected_crowd *c,
                        const struct station *station, int n, double *share,
                        double *spare);

#endif
