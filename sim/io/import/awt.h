#ifndef SIM_IO_IMPORT_AWT_H
#define SIM_IO_IMPORT_AWT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * awt -- one day of one terminal out of CBP's published Airport Wait Times.
 *
 * Model     docs/airport-wait-times.md: what the columns mean, and what is done
 *           with rows that contradict themselves
 * Units     minutes and persons, as published; hours of the airport's clock
 * Owns      nothing: texts lie in the arena
 * Errors    0; -1: the content is wrong; -2: the file cannot be read; both
 *           reported to the diag. Odd rows that can be used are warnings
 */
enum { AWT_HOURS = 24, AWT_BINS = 7 };

/* A run lasts longer than its day, so that late landings are served. */
enum { AWT_RUN_HOURS = 30 };

struct awt_row {
    int line; /* in the file; 0: no row for this hour */
    int citizen_mean, visitor_mean, mean; /* min: block to end of primary less
                                             CBP's walk */
    int bin[AWT_BINS]; /* persons: 0-15, 16-30, ..., 91-120, over 120 min */
    int excluded;      /* came, but have no time */
    int flights;       /* landed in the hour */
    int booths;        /* staffed; 0 as published */
};

struct awt_day {
    const char *airport, *terminal; /* "JFK", "Terminal 4 (IAT)" */
    int32_t day;                    /* as civil_day() */
    struct awt_row hour[AWT_HOURS]; /* of landing (block time) */
};

/* Which rows: by airport and terminal (NULL: the only one there is), or by the
 * port id that an imported scenario bears. */
struct awt_query {
    const char *airport, *terminal;
    const char *port_id; /* NULL, or in place of the other two */
    int32_t day;
};

int awt_read(struct awt_day *out, const char *file, const char *text,
             size_t size, const struct awt_query *q, struct arena *a,
             struct diag *d);
int awt_load(struct awt_day *out, const char *path, const struct awt_query *q,
             struct arena *a, struct diag *d);

/* The same of many days: the table is read once and lies in the arena. */
struct awt_table;
int awt_open(struct awt_table **out, const char *path, struct arena *a,
             struct diag *d);
int awt_pick(struct awt_day *out, struct awt_table *t,
             const struct awt_query *q, struct diag *d);
bool awt_has(struct awt_table *t, const struct awt_query *q); /* any row */

/* Warns of what a scenario makes up for: hours without a booth or a flight,
 * travellers who are Excluded. */
void awt_warn(const struct awt_day *x, const char *file, struct diag *d);

/* "7/15/2018" or "2018-07-15"; NULL, or what is wrong. */
const char *awt_date(const char *text, int32_t *out_day);

/* "JFK.Terminal-4-IAT": an id that scenarios can bear. */
void awt_port_id(const char *airport, const char *terminal, char id[65]);

/* Persons with a time; and all who came. */
int awt_timed(const struct awt_row *r);
int awt_passengers(const struct awt_row *r);

/*
 * Citizens' share from the three means: citizen * s + visitor * (1 - s) = all.
 * False where no share solves it; then 0.5. `low` and `high`: what the share
 * can be when each mean was rounded to a whole minute.
 */
bool awt_citizen_share(const struct awt_row *r, double *share, double *low,
                       double *high);

/*
 * Booths open in each hour of the run, at least 1. A row that says 0 has those
 * of the nearest earlier row; an hour without a row keeps those of the hour
 * before once, then has one.
 */
void awt_booths(const struct awt_day *x, int booths[AWT_RUN_HOURS]);

#endif
