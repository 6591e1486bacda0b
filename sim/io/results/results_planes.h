#ifndef SIM_IO_RESULTS_RESULTS_PLANES_H
#define SIM_IO_RESULTS_RESULTS_PLANES_H

#include <stddef.h>

/*
 * results_planes -- rows to planes of bytes: the first bytes of all rows, the
 * second ...
 *
 * Units     none
 * Owns      nothing
 * Errors    none
 */

/* Eight bytes of each of `count` rows, `step` bytes from row to row: byte k of
 * them goes to to[k]. */
void results_planes(unsigned char *const to[8], const unsigned char *from,
                    size_t step, size_t count);

#endif
