#ifndef SIM_IO_SHOW_TRACE_TEXT_H
#define SIM_IO_SHOW_TRACE_TEXT_H

#include <stdio.h>

#include "sim/study/trace.h"

/*
 * trace_text -- one party's life as two tables: its members, and what happened
 * to them by the port's clock.
 *
 * Units     clock times to the microsecond; times of a second or more are
 *           rounded to 1 ms
 * Errors    0, or -1 when memory was short or writing failed
 */
int trace_text(const struct trace *t, const struct scenario *s,
               const struct name_table *names, FILE *out);

#endif
