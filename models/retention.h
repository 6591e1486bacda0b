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

/* What became of an image, or that it is a record of a crossing. */
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
    bool crossing;     /* a record; captured: when it was made */
    uint8_t answer;    /* enum result of the last answer, if any came */
    simtime captured;  /* always known */
    simtime requested; /* the last request for this image */
    simtime answered;  /* the last answer */
    simtime confirmed; /* the owner, first time since the capture */
    simtime misjudged; /* the owner, last time since the capture */
};

/* Just captured. */
struct image_life image_new(simtime captured);

enum image_why image_why(const struct image_life *i);

struct retention_fate {
    int row; /* of the schedule; -1: the store does not get it */
    simtime deleted;
    simtime confirmed; /* while the store had it; -1: not */
    bool longer;       /* than what is promised to who is confirmed */
};

/* A schedule whose stores are numbers: row r is of store[r]. The store is known
 * to have the image until `least`; -1: nothing is known. */
struct retention_fate retention_decide(const struct retention *row, int rows,
                                       const int *store, int of,
                                       enum status status,
                                       const struct image_life *i,
                                       simtime least);

#endif
