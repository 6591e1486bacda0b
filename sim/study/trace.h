#ifndef SIM_STUDY_TRACE_H
#define SIM_STUDY_TRACE_H

#include "sim/flow/flow.h"

/*
 * trace -- one party's life: runs a replication, keeps its milestones, and what
 * the party met in each queue.
 *
 * Model     docs/design.md#milestones
 * Units     simtime since the start of the run
 * Owns      its lists; release with trace_release()
 * Errors    trace_find(), trace_run(): 0, or -1 with a report
 */
struct trace_event {
    struct milestone is;
    size_t logged; /* number in the log: order of what happens at once */
    /* of a join: what the party found at the station, itself not counted */
    int64_t queued; /* persons */
    int64_t busy;   /* positions */
};

struct trace {
    const struct port *port;
    int port_number, flow; /* flow: in the port */
    int flow_name;         /* in /names/flows */
    uint32_t party;
    int replication;
    struct trace_event *event; /* in order of time */
    int events;
    struct travellers_row *member; /* in order of members */
    int members;
};

/* "port/flow/party", as the scenario has them. */
int trace_find(struct trace *t, const struct scenario *s, const char *name,
               struct diag *d);

/*
 * Run the replication and keep what concerns the party. A party that did not
 * come is reported with those that did. *outcome tells why a run ended early.
 */
int trace_run(struct trace *t, const struct model *m, int replication,
              const volatile int *stop, enum flow_outcome *outcome,
              struct diag *d);

void trace_release(struct trace *t);

#endif
