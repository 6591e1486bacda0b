#ifndef SIM_IO_IMPORT_IMPORT_LOAD_H
#define SIM_IO_IMPORT_IMPORT_LOAD_H

#include "sim/io/import/import_schedule.h"

/*
 * import_load -- how many people a call brings: as told, or as assumed when
 * that was asked for.
 *
 * Model     docs/importing.md
 * Owns      nothing
 * Errors    none
 * Threads   pure
 */
struct import_load {
    int passengers; /* or seats, with a factor below 1 */
    double factor;
};

/* --load-factor and --passengers-per-call as numbers ("t100": means of BTS
 * T-100, by direction); NaN and -1 where they are not given. */
double import_load_factor(const struct import_schedule *o);
int import_load_mean(const struct import_schedule *o);

/* False: the row does not tell, and no assumption was asked for. */
bool import_load_of(const struct import_schedule *o,
                    const struct schedule_call *c, struct import_load *load);

/* --lead, which is of departures only. */
simtime import_load_lead(const struct import_schedule *o);

#endif
