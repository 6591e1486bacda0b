#ifndef SIM_IO_IMPORT_IMPORT_TIME_H
#define SIM_IO_IMPORT_IMPORT_TIME_H

#include <stdbool.h>

#include "models/civil.h"

/*
 * import_time -- dates and times as other people write them.
 *
 * Units     days since 1970-01-01; simtime since midnight
 * Errors    NULL, or a constant text that says what is wrong
 * Threads   pure
 *
 * Dates: 2026-07-15, 20260715, 7/15/2026 (month first), 15JUL26, 15-Jul-2026.
 * Times: 14:05, 14:05:30, 1405, 805, 2:05 PM. Both with a blank or T between;
 * behind them a zone: Z, UTC, +02:00, -0400.
 */
struct import_time {
    bool has_day, has_clock, has_zone;
    int32_t day;
    simtime clock; /* [0, 24 h]; zero without one */
    simtime zone;  /* local minus UTC */
};

const char *import_time_read(const char *text, struct import_time *out);

/* Only a date: the same, but a time behind it is passed over if it is 0:00. */
const char *import_time_date(const char *text, int32_t *out_day);

/* "15JUL26", as SSIM has it; exactly 7 characters of text are read. */
const char *import_time_ddmmmyy(const char *text, int32_t *out_day);

#endif
