#ifndef SIM_LEDGER_RESULTS_H
#define SIM_LEDGER_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/ledger/tables.h"

/*
 * results -- what one replication left behind: rows of every table, and the
 * names that their indices point to.
 *
 * Owns      the rows; release with results_release()
 * Errors    results_add() and results_room() return NULL when memory is short
 * Threads   one thread fills one results
 */
struct results {
    struct rows {
        void *row; /* array of struct stem_row */
        size_t count;
        size_t capacity;
    } table[TABLES];
    bool unproven; /* they may be forgotten before the replication is over */
};

/* Bytes of one row of a table. */
size_t results_row_size(enum result_table t);

/* A new, zeroed row at the end of the table; valid until the next call. */
void *results_add(struct results *r, enum result_table t);

/* Room for n rows, zeroed, at the end of the table; how many of them there are
 * then, count says, which is for whoever asks to raise. Valid until the next
 * call. */
void *results_room(struct results *r, enum result_table t, size_t n);

/* Add all rows of another; -1: memory is short, and some may be there. */
int results_append(struct results *r, const struct results *from);

/* Bytes of all rows; and how many are worth handing on. */
size_t results_bytes(const struct results *r);
enum { RESULTS_PIECE = 1 << 20 };

/* Make the tables empty but keep their memory. */
void results_clear(struct results *r);

void results_release(struct results *r);

/* Names: list `which` of the model, in the order of indices. */
enum name_kind {
    NAMES_PORTS,
    NAMES_STATIONS, /* "port/station" */
    NAMES_FLOWS,    /* "port/flow" */
    NAMES_POOLS,    /* "port/pool" */
    NAMES_JOURNEYS, /* "port/journey" */
    NAMES_CLASSES,  /* "population/class" */
    NAMES_GROUPS,
    NAMES_GROUP_BASIS, /* beside groups: group_basis_names[] */
    NAMES_SERVICES,
    NAMES_GALLERIES,
    NAMES_RESULTS,
    NAMES_DECISIONS,
    NAMES_CAUSES, /* "confirmed", "opted-out", "no-image: pose", ... */
    NAMES_END_STATES,
    NAMES_STORES,    /* of images */
    NAMES_RETENTION, /* basis of each row of the schedule */
    NAMES_TRIGGERS,
    NAMES_IMAGE_WHYS,
    NAMES_RECORD_HOWS,
    NAME_KINDS
};
extern const char *const name_kind_paths[NAME_KINDS]; /* "ports", ... */

struct name_table {
    const char *const *name[NAME_KINDS];
    int count[NAME_KINDS];
};

#endif
