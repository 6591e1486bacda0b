#ifndef SIM_FLOW_NATION_H
#define SIM_FLOW_NATION_H

#include "sim/engine/overlap.h"
#include "sim/flow/run.h"

/*
 * nation -- the ports of one replication, in two ways with the same bytes:
 * apart, each to its end on any thread, while services that they share make
 * nobody wait; or together, in the order of their requests.
 *
 * Model     docs/design.md, "Ports apart"
 * Owns      struct flow_worker: memory that is used again from run to run
 * Errors    enum run_state
 */
struct apart { /* of a thread */
    struct site site;
    struct services services;
    struct results results; /* of its port */
    size_t weighed;         /* bytes of them that in_turn knows of */
    int port;
};

struct together { /* a port that asks */
    struct site site;
    struct results results; /* rows come in the order of the ports */
};

enum { SOON = 16 };
struct soon { /* lines of memory that the next request of a port will touch */
    const void *line[SOON];
};

struct part {               /* of a port */
    struct results results; /* that wait for those of ports before it */
    struct replications_row sum;
    enum run_state state;
    bool through;
};

struct flow_worker {
    struct apart *apart;
    int aparts;
    struct part *part;
    int parts;
    struct overlap overlap;
    bool crowded; /* somebody waited: the next replications go together */
    struct together *port; /* those that ask, in the order of the model */
    struct soon *soon;     /* as port */
    int ports;
    struct services services;
    struct calendar asks; /* next request of each */
};

/* One replication: its model, where its rows go, and how. */
struct nation {
    struct flow_worker *w;
    const struct model *m;
    int replication;
    const struct flow_options *o;
    struct flow_options inner; /* of the sites: what becomes of their rows */
    struct results *r;
    struct replications_row *sum;
    struct mark { /* how long tables and log were */
        size_t rows[TABLES], milestones;
    } mark;
};

/* The services of the replication, none asked yet. */
enum run_state nation_services(const struct nation *n, struct services *s,
                               struct overlap *overlap);

/* apart.c: RUN_ASKS where somebody may have waited: what is in n->r and n->sum
 * by now is worth nothing. */
enum run_state nation_apart(struct nation *n);
void apart_release(struct flow_worker *w);
enum run_state nation_alone(const struct nation *n, struct apart *a,
                            struct results *r, int port);

/* together.c */
enum run_state nation_together(const struct nation *n);
void together_release(struct flow_worker *w);

/* The port is through: its rows, and its share of the sums. */
enum run_state nation_end_port(struct site *p, int number,
                               struct replications_row *sum);
/* What there is of the replication is worth nothing: it comes again. */
void nation_forget(const struct nation *n);
/* Rows of n->r on their way, if they are worth it. */
enum run_state nation_hand_on(const struct nation *n);
/* The same with more rows, which are n->r's or on their way then. */
enum run_state nation_add_rows(const struct nation *n, struct results *rows);
void nation_add(struct replications_row *sum, const struct replications_row *x);

#endif
