#ifndef TESTS_SUPPORT_NAIVE_H
#define TESTS_SUPPORT_NAIVE_H

#include "models/retention.h"
#include "models/scenario.h"
#include "sim/engine/arena.h"
#include "sim/ledger/milestone.h"
#include "sim/ledger/results.h"

/*
 * naive -- the second opinion: a simulator written from docs/design.md alone,
 * for clarity and not for speed, and in another shape than the engine. It works
 * on the scenario as it stands, every fact of a visit is an event of its own,
 * and its tables are counted afterwards from a diary of visits.
 *
 * Owns      its rows and lists; release with naive_release()
 * Errors    none: what cannot go on stops the test
 * Threads   none shared
 */
enum naive_meeting { /* what can meet in one microsecond of one port */
                     MEET_END,
                     MEET_REPAIR,
                     MEET_SHIFT,   /* or a break */
                     MEET_HEADWAY, /* is over, and somebody is queued */
                     MEET_CLOSURE,
                     MEET_OPENING, /* rule is read again */
                     MEET_FAILURE,
                     MEET_DOOR,
                     MEET_PATIENCE,
                     MEET_ARRIVE,
                     MEET_JOIN,
                     MEET_LEAVE,
                     MEET_DISPATCH, /* somebody started */
                     MEETINGS
};
extern const char *const naive_meeting_names[MEETINGS];

enum naive_how { /* a record was made */
                 NAIVE_BIOMETRIC,
                 NAIVE_WRONG_RECORD,
                 NAIVE_DOCUMENT,
                 NAIVE_REPORT,
                 NAIVE_NO_RECORD,
                 NAIVE_HOWS
};

enum naive_case { /* what random scenarios must have shown */
                  CASE_NO_SHOW,
                  CASE_LATE, /* came when the door had closed */
                  CASE_CALLED,
                  CASE_DOOR_WAITING, /* the door closed on somebody who ... */
                  CASE_DOOR_QUEUED,
                  CASE_DOOR_VISITED,
                  CASE_DOOR_PATIENCE, /* was out of patience, too */
                  CASE_DOOR_JOINED,   /* would have come somewhere then */
                  CASE_BALKED,
                  CASE_NO_PATIENCE, /* none at all */
                  CASE_PATIENCE,
                  CASE_RELIEF_QUEUE,
                  CASE_RELIEF_DOOR,
                  CASE_WATCHED,       /* started, all officers being busy */
                  CASE_WATCHED_FULL,  /* held: officers watch no more */
                  CASE_WATCHED_OVER,  /* a shift ended under visits */
                  CASE_WATCHED_MIXED, /* beside a visit that took an officer */
                  CASE_HEADWAY,       /* held by nothing else */
                  CASE_HEADWAY_OVER,  /* started in the microsecond it ended */
                  CASE_HEADWAY_DOOR,  /* of a visit that a door cut short */
                  CASE_CLOSED_OVER,   /* more are held than are left */
                  CASE_OPENED,
                  CASE_CLOSED,
                  CASE_OPENING_LATER, /* only `after` stood in the way */
                  CASE_FULL_TO,
                  CASE_OUTSIDE, /* waits for room */
                  CASE_BLOCKED,
                  CASE_BLOCKED_SEATED, /* at a position */
                  CASE_UNBLOCKED,
                  CASE_DOOR_BLOCKED,
                  CASE_DOOR_PLACE, /* on the way with a place */
                  CASE_CHOICE_OTHER,
                  CASE_CHOICE_CLOSED, /* one of two has none open */
                  CASE_BROKEN_UNDER,  /* a visit */
                  CASE_BROKEN_BLOCKED,
                  CASE_HAND_OVER,
                  CASE_PREEMPTED,
                  CASE_PREEMPTED_STOPPED, /* by one that was stopped */
                  CASE_TAKEN_UP,
                  CASE_TAKEN_UP_AT_ONCE,
                  CASE_ANSWERED_STOPPED, /* a step's last, while stopped */
                  CASE_DOOR_STOPPED,
                  CASE_CHOSE_AGAIN,
                  CASE_NONE_OPEN, /* somebody is queued */
                  CASE_REQUEST_QUEUED,
                  CASE_REQUEST_OUT, /* came in an outage */
                  CASE_REQUEST_LOST,
                  CASE_ANSWER_JUST, /* at the timeout */
                  CASE_ANSWER_LATE,
                  CASE_LATE_COSTS,
                  CASE_LATE_LEAVES,
                  CASE_GIVEN_UP,
                  CASE_RETRIED,
                  CASE_NO_ANSWER,
                  CASE_NOT_IN_SCOPE,
                  CASE_REFUSED,
                  CASE_MISHANDLED,
                  CASE_LOOK_OUT,
                  CASE_MATCHED_LATER,
                  CASE_ALIKE, /* a person's own rate of failures */
                  CASE_ENROLLED,
                  CASE_NOT_ENROLLED,
                  CASE_WORK_ONCE,
                  CASE_WORK_EACH,
                  CASE_WORK_TOGETHER,
                  CASE_SHARE_STEP, /* of the party, and his own luck differs */
                  CASE_SHARE_ROUTE,
                  CASE_SHARE_PRIORITY,
                  CASE_CAMERA_OUT,
                  CASE_CAMERA_FAILED,
                  CASE_CAMERA_OUT_JUST, /* from the visit's beginning on */
                  CASE_CAMERA_BACK_JUST,
                  CASE_CAMERA_OUT_SINCE,  /* the visit began, and a photo */
                  CASE_CAMERA_BACK_SINCE, /* and none */
                  CASE_STANDING,          /* gallery is searched */
                  CASE_MANIFEST,
                  CASE_UNLISTED,
                  CASE_PHOTO_MISSING,
                  CASE_PHOTO_LATE,
                  CASE_PHOTO_JUST, /* comes as the request is sent */
                  CASE_PHOTO_THERE,
                  CASE_PHOTO_OLD,
                  CASE_WRONG_ON_TOP,
                  CASE_NOBODY_ON_TOP,
                  CASE_BETWEEN_SIZES,
                  CASE_RANK_1,
                  CASE_CROSS,
                  CASE_MANY_SIZES,  /* of a manifest: over 64 */
                  CASE_BOTH_IMAGES, /* face and fingerprint, at a search */
                  CASE_OTHER_IMAGE, /* only the other one */
                  CASE_IMAGE_WHY,   /* and so on, as enum image_why */
                  CASE_IMAGE_TRIGGER = CASE_IMAGE_WHY + WHYS, /* of the row */
                  CASE_IMAGE_LONGER = CASE_IMAGE_TRIGGER + TRIGGERS,
                  CASE_IMAGE_DELETED,
                  CASE_IMAGE_NOT_STORED,
                  CASE_IMAGE_CONFIRMED_AFTER, /* the end of the run */
                  CASE_IMAGE_CONFIRMED_GONE,  /* when it was deleted */
                  CASE_IMAGE_GONE_BEFORE,     /* a match that came later */
                  CASE_IMAGE_GONE_AT_ONCE,    /* because of it */
                  CASE_RECORD,                /* and so on, as enum naive_how */
                  CASES = CASE_RECORD + NAIVE_HOWS
};
extern const char *const naive_case_names[CASES];

struct naive_wait { /* of one person who was served, joined after warm-up */
    int station, class, interval;
    simtime wait;
};

struct naive {
    struct milestone_log log;
    struct results tables; /* rows with the engine's keys, in any order */
    struct naive_wait *wait;
    size_t waits, waits_capacity;
    long met[MEETINGS][MEETINGS]; /* [first][then] */
    long cases[CASES];
};

/* Why travellers were not confirmed; after these the names of failures over
 * all cameras, each once, in the order of the file. */
enum {
    NAIVE_CONFIRMED,
    NAIVE_OPTED_OUT,
    NAIVE_NOT_ASKED,
    NAIVE_NO_PHOTO,
    NAIVE_NOT_MATCHED,
    NAIVE_WRONG_PERSON,
    NAIVE_IMPOSTOR,
    NAIVE_SUSPENDED,
    NAIVE_NO_ANSWER,
    NAIVE_NOT_IN_SCOPE,
    NAIVE_REFUSED,
    NAIVE_CAUSES
};
extern const char *const naive_cause_names[NAIVE_CAUSES];
const char *naive_failure(const struct scenario *s, int number); /* or NULL */
int naive_no_image(const struct scenario *s, const char *cause); /* number */

/* Run one replication of a checked scenario; *n is zeroed. */
void naive_run(struct naive *n, const struct scenario *s, int replication);
void naive_release(struct naive *n);

#endif
