#ifndef SIM_FLOW_FLOW_H
#define SIM_FLOW_FLOW_H

#include <stdbool.h>

#include "models/scenario.h"
#include "sim/ledger/milestone.h"
#include "sim/ledger/results.h"

/*
 * flow -- compile a scenario once, then run any replication of it.
 *
 * Model     docs/design.md, docs/model.md
 * Owns      the model: model_free(); it borrows the scenario's strings
 * Errors    model_compile(): 0, or -1 with a report. flow_run(): see below
 * Threads   a model is read-only; each thread has its own struct flow_worker
 */
struct model;

/* The scenario has passed scenario_check(). */
int model_compile(struct model **m, const struct scenario *s, struct diag *d);
void model_free(struct model *m);

/* What the indices of result rows point to; borrowed from the model. */
const struct name_table *model_names(const struct model *m);

/* Of all quantile tables: differs where another libm moved a node. */
uint64_t model_quantile_digest(const struct model *m);

/* Memory that a thread uses again from run to run; a zeroed one is valid. */
struct flow_worker;
struct flow_worker *flow_worker_new(void); /* NULL: memory */
void flow_worker_free(struct flow_worker *w);

struct flow_options {
    bool travellers;           /* fill the table travellers */
    struct milestone_log *log; /* NULL: digest only */
    const volatile int *stop;  /* NULL, or give up when it becomes nonzero */
    /* NULL, or takes what there is of the rows now and then, so that they need
     * not all be held: results_clear() them, or leave them for the next time.
     * Nonzero: give up. */
    int (*take)(void *context, struct results *r);
    /* NULL: rows that may prove wrong are not taken. Or forgets what was taken
     * of this replication: it comes again. */
    void (*forget)(void *context);
    void *context;
    int threads; /* for the ports of a replication; 0: one */
    size_t hold; /* bytes of rows that may come before a proof; 0: as in_turn.c
                    says */
};

enum {
    FLOW_PRESENT_MOST = 1 << 22, /* travellers in a port: 1 GB */
    FLOW_FAILURES_MOST =
        4000000,               /* of a position, service or camera in the run */
    FLOW_VISITS_MOST = 1 << 24 /* of a party to one station or walk: what
 its keys can tell apart */
};

enum flow_outcome {
    FLOW_DONE,
    FLOW_MEMORY,  /* memory was short */
    FLOW_STOPPED, /* *stop */
    FLOW_REFUSED, /* `take` said no */
    /* More than a run can mean: */
    FLOW_GUARD,         /* FLOW_PRESENT_MOST, or as many requests */
    FLOW_GUARD_VISITS,  /* FLOW_VISITS_MOST */
    FLOW_GUARD_FAILURES /* FLOW_FAILURES_MOST */
};

/* What a guard saw, and what it may come from. */
const char *flow_guard_text(enum flow_outcome guard);

/* Run one replication; its rows are added to r. The row of `replications` comes
 * last. */
enum flow_outcome flow_run(struct flow_worker *w, const struct model *m,
                           int replication, const struct flow_options *o,
                           struct results *r);

#endif
