#ifndef ANALYSIS_REASONS_H
#define ANALYSIS_REASONS_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"

/*
 * reasons -- why travellers were not confirmed, by port, class and cause.
 *
 * Units     persons in one replication
 * Owns      its panel and lists; release with reasons_release()
 * Errors    reasons_count(): 0, or -1 when memory is short
 * Threads   one
 *
 * Key of the panel: reasons_key(). Port and class -1 are all of them, cause -1
 * everybody, whatever the cause.
 */
struct reasons {
    int ports, classes, causes;
    struct panel persons;
    int *port;  /* ports, most travellers first */
    int *cause; /* causes but "confirmed", most frequent at all ports first */
};

int reasons_count(struct reasons *c, const struct input *in);
void reasons_release(struct reasons *c);
int reasons_key(const struct reasons *c, int port, int class, int cause);

#endif
