#ifndef SIM_IO_IMPORT_SCHEDULE_H
#define SIM_IO_IMPORT_SCHEDULE_H

#include <stdbool.h>

#include "models/civil.h"
#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * schedule -- the flights or ships of one day at one place, each counted once,
 * and a tally of the rows that were left out.
 *
 * Model     docs/importing.md
 * Units     simtime since midnight of the place's wall clock; persons
 * Owns      nothing: all lies in the arena
 * Errors    0; -1: reported. Rows left out are warnings, one for each reason
 */
enum schedule_reason {
    SCHEDULE_OTHER_PLACE,
    SCHEDULE_OTHER_DAY,
    SCHEDULE_OTHER_DIRECTION,
    SCHEDULE_OTHER_TERMINAL,
    SCHEDULE_WITHOUT, /* --without, --only, --home */
    SCHEDULE_CANCELLED,
    SCHEDULE_NO_PASSENGERS, /* cargo, ferry flights, ... */
    SCHEDULE_CODESHARE,
    SCHEDULE_SAME_MOMENT, /* a codeshare by what it looks like */
    SCHEDULE_TWICE,
    SCHEDULE_WRONG, /* with --skip-wrong */
    SCHEDULE_REASONS
};

struct schedule_call {
    struct origin at;         /* its row */
    const char *id;           /* "BA117" */
    const char *other;        /* airport at the other end; "" */
    const char *aircraft;     /* type; "" */
    const char *registration; /* ""; tells one aircraft from another */
    simtime clock;            /* of arrival or departure */
    int passengers;           /* aboard; -1: not told */
    int seats;                /* -1: not told */
    double load_factor;       /* of the row; NaN: not told */
};

struct schedule {
    struct schedule_call *call;
    int calls, room;
    int left_out[SCHEDULE_REASONS];
    struct origin first[SCHEDULE_REASONS]; /* of the rows left out */
    bool skip_wrong;                       /* wrong rows are left out */
    struct arena *a;
    struct diag *d;
};

void schedule_leave_out(struct schedule *s, enum schedule_reason why,
                        const struct origin *at);

/* A wrong row: an error, or left out and counted. */
void schedule_refuse(struct schedule *s, const struct origin *at,
                     const char *fmt, ...) PRINTF_LIKE(3, 4);

int schedule_add(struct schedule *s, const struct schedule_call *c);

/* Same flight twice, and (with merge) several flight numbers of one aircraft:
 * the first in the file stays. Then in order of time. */
void schedule_settle(struct schedule *s, bool keep_twice, bool merge);

/* One warning for each reason that a planner must know of. */
void schedule_report(const struct schedule *s);

/* "12 codeshares, 1 cancelled"; "nothing". */
void schedule_summary(const struct schedule *s, char *text, size_t size);

/* Seats of "J14W34Y316VV364": 364; -1: none are told. */
int schedule_seats(const char *configuration);

#endif
