#ifndef ANALYSIS_UNFINISHED_H
#define ANALYSIS_UNFINISHED_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/common/input.h"

/*
 * unfinished -- who was still inside, or in a queue, when the runs ended.
 *
 * Units     persons, mean of replications
 * Owns      nothing
 * Errors    none
 * Threads   pure
 *
 * Their waits and times are in no table, so that where they are many, every
 * mean and quantile is too small. The tables replications and waits_totals are
 * read with every input.
 */
struct unfinished {
    double travellers; /* who came */
    double inside;     /* of these, still in a port at the end */
    double queued;     /* visits to queues that were not served by then */
};

struct unfinished unfinished_count(const struct input *in);

/* More than 0.5% of the travellers: more than a few who came late. */
bool unfinished_many(const struct unfinished *u);

/* One line that says how many and in which queues, as far as there is room. */
void unfinished_text(const struct unfinished *u, const struct input *in,
                     char *text, size_t size);

#endif
