#ifndef MODELS_QUANTITY_H
#define MODELS_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * quantity -- the numbers that people write, with their units.
 *
 * Units     time in simtime: integer microseconds since the scenario's start;
 *           rates in events per microsecond; probabilities in [0, 1]
 * Errors    functions return NULL on success, else a constant text that says
 *           what is wrong with the value ("has no unit; write \"30 s\"")
 * Threads   pure
 *
 * No blank is forgiven but the one between number and unit. Locale is ignored.
 */
typedef int64_t simtime;

#define US_PER_S   INT64_C(1000000)
#define US_PER_MIN (60 * US_PER_S)
#define US_PER_H   (60 * US_PER_MIN)
#define US_PER_DAY (24 * US_PER_H)

/* The longest time that a scenario may name: 100 years of 365.25 days. */
#define SIMTIME_MOST (INT64_C(36525) * US_PER_DAY)

/* A time that passes: a drawn one may be shorter than the clock can tell. */
static inline simtime at_least_1(simtime t)
{
    return t > 1 ? t : 1;
}

/* "38 s", "2.5 h", "90 min", "20 ms", "50 us", "1 d", "-5 h"; rounded half to
 * even to 1 us. |value| <= SIMTIME_MOST. */
const char *quantity_time(const char *text, simtime *out);

/* "120 /h", "2.5 /min", "0.9 /s", "400 /d"; 0 or more, at most 1e6 /s. */
const char *quantity_rate(const char *text, double *out_per_us);

/* A finite decimal number; "1e-400" (underflow), "nan", "0x10" are errors;
 * -0 is read as 0. */
const char *quantity_number(const char *text, double *out);

/* A number in [0, 1]; "95" says "did you mean 0.95". */
const char *quantity_probability(const char *text, double *out);

/* A whole number in [least, most]. */
const char *quantity_count(const char *text, int64_t least, int64_t most,
                           int64_t *out);

/* "true" or "false". */
const char *quantity_flag(const char *text, bool *out);

/* "HH:MM" or "HH:MM:SS" as time since local midnight; "24:00" is a day. */
const char *quantity_clock(const char *text, simtime *out);

/* A time as people read it: "38 s", "2 min 5 s", "14:00" are for messages. */
void quantity_print_time(simtime t, char *text, int size);

#endif
