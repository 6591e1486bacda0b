#ifndef ANALYSIS_REGRESS_OUTCOME_H
#define ANALYSIS_REGRESS_OUTCOME_H

#include <stdio.h>

#include "analysis/regress/folder.h"
#include "analysis/regress/verdict.h"

/*
 * outcome -- what became of one scenario, in words and as JUnit XML.
 *
 * Owns      its text; release with outcome_release()
 * Errors    0; -1: memory is short
 */
enum outcome_kind {
    OUTCOME_EXACT,
    OUTCOME_EQUIVALENT,
    OUTCOME_CHANGED,
    OUTCOME_STORED,   /* accepted */
    OUTCOME_AS_IT_IS, /* accepted, but what is stored is so already */
    OUTCOME_NEW,      /* nothing is stored */
    OUTCOME_GONE,     /* what is stored has no scenario */
    OUTCOME_OTHER,    /* another number of replications: not compared */
    OUTCOME_FAILED,   /* could not be read, or run */
    OUTCOMES
};

struct outcome {
    const struct folder_entry *entry;
    enum outcome_kind kind;
    int code;   /* of a failure: exit code */
    char *text; /* the first line says all; NULL: memory was short */
};

/* Is it what was expected? */
bool outcome_good(const struct outcome *o);

/* The text of a comparison; rows beyond a few are counted unless `all`. */
int outcome_compared(struct outcome *o, const struct expectation *stored,
                     const struct verdicts *v, bool all);

/* Now stored: `before` and v tell what it replaces; each NULL: nothing, or
 * nothing that can be compared. */
int outcome_stored(struct outcome *o, const struct expectation *before,
                   const struct expectation *now, const struct verdicts *v,
                   bool all);

/* Any other; "ferry: " is put before it. */
int outcome_says(struct outcome *o, const char *format, ...) PRINTF_LIKE(2, 3);

void outcome_release(struct outcome *o);

/* Valid XML, whatever the texts hold; malloc'd. NULL: memory is short. */
char *outcome_junit(const struct outcome *o, int n, const char *folder);

#endif
