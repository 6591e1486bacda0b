#ifndef MODELS_SCENARIO_TERMS_H
#define MODELS_SCENARIO_TERMS_H

#include "models/diag.h"
#include "models/quantity.h"

/*
 * scenario_terms -- words that all parts of a scenario use: names, what is
 * known of a member and conditions on it, spans of the clock.
 *
 * Part of models/scenario.h, which says the rest.
 */
struct name {
    const char *text;
    struct origin at;
    bool doubted;
};

struct name_list {
    const struct name *name;
    int count;
};

/* The facts about a member that conditions can ask for. */
enum result {                 /* of capture and matching; one at a time */
              RESULT_NONE,    /* "none": nothing was captured or asked */
              RESULT_MATCHED, /* "matched" */
              RESULT_NOT_MATCHED,
              RESULT_WRONG_PERSON, /* matched to somebody else */
              RESULT_NO_IMAGE,     /* capture failed */
              RESULT_NO_ANSWER,    /* the matching service did not answer */
              RESULT_OPTED_OUT,
              RESULT_NOT_IN_SCOPE,
              RESULT_SUSPENDED, /* the relief valve was open */
              RESULT_REFUSED,   /* "refused-photo": and may not opt out */
              RESULTS
};
enum decision { /* of the last officer */
                DECISION_NONE,
                DECISION_CLEARED,
                DECISION_REFERRED,
                DECISIONS
};
/* Bits of condition.facts: 1 << result, 1 << (RESULTS + decision), and of
 * those who are matched and on a look-out list 1 << FACT_LOOK_OUT. */
enum { FACT_LOOK_OUT = RESULTS + DECISIONS };
extern const char *const result_names[RESULTS];
extern const char *const decision_names[DECISIONS]; /* [0] is "undecided" */

enum status { /* of a class */
              STATUS_CITIZEN,
              STATUS_PERMANENT_RESIDENT,
              STATUS_VISA,
              STATUS_VISA_WAIVER,
              STATUS_CANADIAN,
              STATUS_DIPLOMAT,
              STATUS_PRESENT_WITHOUT_ADMISSION,
              STATUSES
};
extern const char *const status_names[STATUSES];

/* All that is given must hold; within a list any one is enough. */
struct condition {
    unsigned facts;           /* 0: any */
    unsigned statuses;        /* bits 1 << status; 0: any */
    struct name_list classes; /* of the flow's population; none: any */
    struct name_list groups;
    enum enrolled_is { ENROLLED_ANY, ENROLLED_TRUE, ENROLLED_FALSE } enrolled;
    double share;        /* [0, 1]; 1: no draw; NaN: some of the condition is in
                            doubt */
    bool share_of_party; /* drawn once for the party; else for each member */
};

/* Whom a step takes time for. */
enum party_mode { PARTY_ONCE, PARTY_EACH, PARTY_TOGETHER };

/* What is captured and compared. */
enum modality { MODALITY_FACE, MODALITY_FINGERPRINT, MODALITIES };
extern const char *const modality_names[MODALITIES];

/* A part of a day, or of every day, and how many are meant. */
struct clock_span {
    struct origin at;
    simtime from, to; /* local clock; to <= from: over midnight */
    int count;
    int day; /* 1: the first day; 0: every day */
};

#endif
