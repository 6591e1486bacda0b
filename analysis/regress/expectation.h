#ifndef ANALYSIS_REGRESS_EXPECTATION_H
#define ANALYSIS_REGRESS_EXPECTATION_H

#include <stdbool.h>

#include "models/diag.h"
#include "sim/engine/arena.h"

/*
 * expectation -- the numbers of a scenario's run, as they are stored beside it
 * in NAME.expected.tsv.
 *
 * Model     docs/commands.md, "regress": what the classes are
 * Units     each item has its own, as text
 * Owns      its texts and items; release with expectation_release()
 * Errors    0; -1: reported to the diag, or memory is short (reported too)
 * Threads   one thread fills one expectation
 */
enum expected_class {
    EXPECTED_DRAWS,   /* exact: what was drawn before anybody met anybody */
    EXPECTED_EVENTS,  /* exact: what happened */
    EXPECTED_COUNTER, /* exact: what was counted */
    EXPECTED_DERIVED, /* within a margin: what people read */
    EXPECTED_CLASSES
};
extern const char *const expected_class_names[EXPECTED_CLASSES];

struct expected {
    enum expected_class class;
    const char *metric; /* "waits/totals", "wait_mean" */
    const char *of;     /* column, station, ...; "" */
    const char *value;
    const char *unit; /* "" */
    double se;        /* of derived: standard error; NaN: not known */
    double margin;    /* of derived: share of the value */
};

struct expectation {
    struct arena arena;
    const char *version; /* of the program that stored it */
    const char *reason;  /* why it was accepted */
    int replications;
    int items, room;
    struct expected *item; /* sorted after expectation_sort() */
    bool failed;           /* memory was short */
};

/* Texts are copied. Short memory is kept in e->failed. */
void expectation_add(struct expectation *e, const struct expected *x);

/* By class, metric, of: the order of the file. */
void expectation_sort(struct expectation *e);
int expected_compare(const struct expected *a, const struct expected *b);

/* In a sorted one; NULL: not there. */
const struct expected *expectation_find(const struct expectation *e,
                                        const struct expected *like);

/* Reads, and sorts. */
int expectation_read(struct expectation *e, const char *path, struct diag *d);

/* The file is complete or as it was. */
int expectation_write(const struct expectation *e, const char *path,
                      struct diag *d);

void expectation_release(struct expectation *e);

#endif
