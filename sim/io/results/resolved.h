#ifndef SIM_IO_RESULTS_RESOLVED_H
#define SIM_IO_RESULTS_RESOLVED_H

#include <stdbool.h>

#include "models/diag.h"
#include "models/quantity.h"
#include "sim/engine/arena.h"
#include "sim/ledger/results.h"

/*
 * resolved -- what an analysis asks of the resolved scenario that lies in a
 * results file, beside the names of its tables.
 *
 * Units     simtime
 * Owns      nothing: all lies in the arena
 * Errors    0; -1: reported (the text is not a scenario, or memory is short)
 */
struct resolved {
    const char *title; /* "" where there is none */
    /* one for each name of /names/services */
    const struct resolved_service {
        bool correlated; /* its matcher errs alike for a person */
    } * service;
    /* one for each name of /names/stations */
    const struct resolved_station {
        int pool;        /* index into /names/pools; -1: none */
        int monitored;   /* positions that an officer watches; 0: attends one */
        bool correlated; /* a camera of it errs alike for a person */
        int limits;      /* waits over these are counted, in the file's order */
        const simtime *limit;
    } * station;
    /* one for each name of /names/journeys */
    const struct resolved_journey {
        const char *less; /* what is taken off, as written: "11 min" */
        int limits;
        const simtime *limit;
    } * journey;
};

int resolved_read(struct resolved *r, const char *text,
                  const struct name_table *names, struct arena *a,
                  struct diag *d);

#endif
