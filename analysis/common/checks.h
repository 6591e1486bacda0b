#ifndef ANALYSIS_CHECKS_H
#define ANALYSIS_CHECKS_H

#include "analysis/common/input.h"
#include "analysis/common/panel.h"

/*
 * checks -- inspections by officers: by station, class and what the match had
 * come to.
 *
 * Units     persons in one replication; minutes
 * Owns      its panels; release with checks_release()
 * Errors    checks_count(): 0, or -1 when memory is short
 * Threads   one
 *
 * Key of the panels: checks_key(); class and result -1 are all of them.
 */
enum check_count {
    CHECK_INSPECTED,
    CHECK_REFERRED,
    CHECK_FALSE_REJECTS,
    CHECK_IMPOSTORS,
    CHECK_FALSE_ACCEPTS,
    CHECK_GENUINE, /* inspected less impostors */
    CHECK_MINUTES,
    CHECK_COUNTS
};

struct checks {
    int stations, classes, results;
    struct panel count[CHECK_COUNTS];
};

int checks_count(struct checks *c, const struct input *in);
void checks_release(struct checks *c);
int checks_key(const struct checks *c, int station, int class, int result);

#endif
