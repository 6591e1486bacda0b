#ifndef ANALYSIS_LIMIT_SET_H
#define ANALYSIS_LIMIT_SET_H

#include <stdbool.h>

#include "models/quantity.h"

/*
 * limit_set -- the limits of several stations or journeys together, each once,
 * so that a table has the same columns for all.
 *
 * Units     simtime
 * Owns      its array; release with limit_set_release()
 * Errors    limit_set_add(): 0, or -1 when memory is short
 * Threads   one
 */
struct limit_set {
    int count;
    simtime *limit; /* ascending */
};

int limit_set_add(struct limit_set *s, const simtime *limit, int count);
void limit_set_release(struct limit_set *s);

/* Place of `limit` in a list; -1: it is not there. */
int limit_set_find(const simtime *list, int count, simtime limit);

/* A column's name, "over_15min" or "within_7.5min". */
void limit_set_name(char name[60], const char *before, simtime limit);

#endif
