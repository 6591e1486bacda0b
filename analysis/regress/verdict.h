#ifndef ANALYSIS_REGRESS_VERDICT_H
#define ANALYSIS_REGRESS_VERDICT_H

#include "analysis/regress/expectation.h"

/*
 * verdict -- what differs between what is stored and what is now.
 *
 * Units     differences are shares of the stored value, and standard errors of
 *           the difference of two means
 * Owns      its list; release with verdicts_release(). Items are borrowed
 * Errors    0; -1: memory is short
 * Threads   pure
 */
enum verdict {
    VERDICT_EXACT,
    VERDICT_EQUIVALENT, /* within the margin that is stored */
    VERDICT_CHANGED,
    VERDICTS
};
extern const char *const verdict_names[VERDICTS];

struct difference {
    const struct expected *stored, *now; /* one of them may be NULL */
    enum verdict verdict;                /* never exact */
    double share;  /* (now - stored) / stored; NaN: makes no sense */
    double errors; /* (now - stored) / standard error; NaN: not known */
};

struct verdicts {
    enum verdict worst;
    int compared;
    int differences;
    struct difference *difference;      /* in the order of the file */
    int of[EXPECTED_CLASSES][VERDICTS]; /* without those that were missing */
    int missing; /* differences that have nothing stored: is the file cut? */
};

int verdicts_find(struct verdicts *v, const struct expectation *stored,
                  const struct expectation *now);
void verdicts_release(struct verdicts *v);

/* Where the runs part, in words: "the same travellers met something else". */
const char *verdicts_words(const struct verdicts *v);

#endif
