#ifndef MODELS_CIVIL_H
#define MODELS_CIVIL_H

#include <stdbool.h>

#include "models/quantity.h"

/*
 * civil -- dates and the clock on a port's wall, computed, never asked of the
 * machine.
 *
 * Units     days since 1970-01-01 (proleptic Gregorian); simtime elsewhere
 * Errors    as quantity.h: NULL or a constant text
 * Threads   pure
 */
/* Summer time. US: from the second Sunday in March, 02:00 standard time, to the
 * first Sunday in November, 02:00 summer time; one rule for all years. */
enum dst { DST_NONE, DST_US };

/* A wall clock: offset of standard time from UTC, and its summer-time rule. */
struct wall {
    simtime utc_offset; /* [-14 h, 14 h] */
    enum dst dst;
};

/* "2026-07-15", years 1900 to 2200. */
const char *civil_date(const char *text, int32_t *out_day);

/* "2026-12-26", or with a clock time "2026-12-26 06:30". */
const char *civil_moment(const char *text, int32_t *out_day,
                         simtime *out_clock);

/* "2026-07-15" into text[11]. */
void civil_print_date(int32_t day, char *text);

/* 0 = Monday ... 6 = Sunday. */
int civil_weekday(int32_t day);

/* Year, month (1..12), day of month of a day number, and back. */
void civil_from_day(int32_t day, int *year, int *month, int *mday);
int32_t civil_day(int year, int month, int mday);

/*
 * UTC in microseconds since 1970-01-01 of the local `day` at `clock` (0 to
 * 24 h). A local time that the change to summer time skips is moved forward by
 * the hour that is lost; one that comes twice means the first.
 */
simtime civil_utc(const struct wall *w, int32_t day, simtime clock);

/* Offset from UTC in force at a UTC instant. */
simtime civil_offset_at(const struct wall *w, simtime utc);

#endif
