#ifndef SIM_PORT_INTERRUPT_H
#define SIM_PORT_INTERRUPT_H

#include "sim/port/site.h"

/*
 * interrupt -- visits that stop before their end and are taken up again.
 *
 * Model     docs/design.md, "Interruption"
 * Owns      nothing: visits in progress, and those that are stopped, are lists
 *           through the travellers, in the order in which they were called;
 *           only stations whose visits may stop (model_station.may_stop) have
 *           them
 */

/* The visit begins; it ends, or is cut short by a door, in progress or stopped.
 * Only where visits may stop. */
void interrupt_call(struct site *p, uint32_t lead);
void interrupt_forget(struct site *p, uint32_t lead);

/* The visit in progress that was called last; 0: none. Of a station, of all
 * stations whose bit is set, or of the latest priority after `level`. */
uint32_t interrupt_last(const struct site *p, int station);
uint32_t interrupt_last_of(const struct site *p, uint64_t stations);
uint32_t interrupt_later(const struct site *p, int station, int level);

/* It stops: position and officer are free. */
void interrupt_stop(struct site *p, uint32_t lead);

/* The visit that goes on before anybody who is queued for `level` (the first
 * that has somebody; levels where none has); 0: none. */
uint32_t interrupt_next(const struct site *p, int station, int level);

/* It goes on: what lies ahead of it comes later. Position and officer are
 * dispatch's matter. */
void interrupt_resume(struct site *p, uint32_t lead);

/* Of a visit that is stopped: does the fact wait for it to go on? */
bool interrupt_delays(const struct fact *f, simtime stopped);

#endif
