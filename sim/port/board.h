#ifndef SIM_PORT_BOARD_H
#define SIM_PORT_BOARD_H

#include "sim/port/site.h"

/*
 * board -- departures: who shows up when, the boarding call, the door.
 *
 * Model     docs/design.md, "Departures"
 * Units     simtime since the start
 */

/* A call that is a departure, delayed to `at`: schedules its door, and the
 * event that makes its passengers before any can come. */
void board_schedule(struct site *p, int flow, int call, simtime scheduled,
                    simtime at);

void board_make(struct site *p, int flow, uint32_t call);
void board_come(struct site *p, uint32_t lead); /* a party comes, by event */
void board_close(struct site *p, event_key door);

#endif
