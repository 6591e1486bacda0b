#ifndef MODELS_RETENTION_H
#define MODELS_RETENTION_H

#include "models/scenario.h"

/*
 * retention -- what becomes of an image: which row of the schedule decides, and
 * when the image is deleted.
 *
 * Model     docs/design.md, Images
 * Units     simtime since the start; a time of -1: has not happened
 * Owns      nothing
 * Errors    none
 * Threads   pure
 *
 * An image is put into every store that has a row for it; the first row of the
 * store that fits decides. A row fits when the owner's status is among its
 * statuses and its trigger has happened; the period runs from the trigger. A
 * record of a crossing goes the same way, but only by rows that say so.
 */
enum { RETENTION_MOST = 64 };

struct retention { /* a row, as the user wrote it */
    struct name store;
    struct origin at;
    unsigned statuses; /* bits 1 << status; 0: any */
    enum retention_trigger {
        TRIGGER_CONFIRMATION,
        TRIGGER_CAPTURE,
        TRIGGER_NOT_MATCHED,
        TRIGGER_WRONG_PERSON,
        TRIGGER_MISJUDGED,
        TRIGGER_NO_ANSWER,
        TRIGGER_NOT_ASKED,
        TRIGGER_CROSSING,
        TRIGGERS
    } trigger;
    simtime period;
    const char *basis; /* in law or policy */
    bool doubted;
};
extern const char *const trigger_names[TRIGGERS];

/* What became of an image, or that it is none, but a record of a crossing. */
enum image_why {
    WHY_MATCHED,
    WHY_NOT_MATCHED,
    WHY_WRONG_PERSON, /* taken for somebody else */
    WHY_MISJUDGED,    /* an officer took the owner for an impostor */
    WHY_NO_ANSWER,    /* asked for, but no answer came */
    WHY_NOT_ASKED,
    WHY_CROSSING, /* no image: a record */
    WHYS
};
extern const char *const image_why_names[WHYS];

struct image_life {
    uint8_t answer;    /* enum result of the last answer, if any came */
    simtime captured;  /* always known */
    simtime requested; /* the last request for this image */
    simtime answered;  /* the last answer */
    simtime confirmed; /* the owner, first time since the capture */
    simtime misjudged; /* the owner, last time since the capture */
};

/* Just captured. */
static inline struct image_life image_new(simtime captured)
{
    return (struct image_life){.answer = RESULT_NONE,
                               .captured = captured,
                               .requested = -1,
                               .answered = -1,
                               .confirmed = -1,
                               .misjudged = -1};
}

enum image_why image_why(const struct image_life *i);

/* A schedule whose stores are numbers: row r is of store[r]. The row of a store
 * that decides about an image of that status and why; -1: none, the store does
 * not get it. */
int retention_row(const struct retention *row, int rows, const int *store,
                  int of, enum status status, enum image_why why,
                  bool confirmed);

/* The period from the confirmation that the schedule promises the status,
 * whatever the store; -1: none. */
simtime retention_promise(const struct retention *row, int rows,
                          enum status status);

struct retention_fate {
    simtime deleted;
    bool confirmed; /* while the store had it */
    bool longer;    /* than promised */
};

/* When the trigger of the row that decides happened. */
static inline simtime retention_begins(const struct retention *row,
                                       const struct image_life *i)
{
    switch (row->trigger) {
    case TRIGGER_CONFIRMATION:
        return i->confirmed;
    case TRIGGER_NOT_MATCHED:
    case TRIGGER_WRONG_PERSON:
        return i->answered;
    case TRIGGER_MISJUDGED:
        return i->misjudged;
    case TRIGGER_NO_ANSWER:
        return i->requested;
    default: /* TRIGGER_CAPTURE, TRIGGER_NOT_ASKED */
        return i->captured;
    }
}

/* The store is known to have the image until `least`; -1: nothing is known. */
static inline struct retention_fate retention_fate(const struct retention *row,
                                                   simtime promise,
                                                   const struct image_life *i,
                                                   simtime least)
{
    struct retention_fate f = {.deleted =
                                   retention_begins(row, i) + row->period};

    if (f.deleted < least)
        f.deleted = least;
    f.confirmed = i->confirmed >= 0 && i->confirmed <= f.deleted;
    simtime since = f.confirmed ? i->confirmed : i->captured;
    f.longer = promise >= 0 && f.deleted > since + promise;
    return f;
}

#endif
