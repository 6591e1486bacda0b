#ifndef ANALYSIS_CALIBRATE_CELL_H
#define ANALYSIS_CALIBRATE_CELL_H

#include <stdint.h>

#include "sim/io/import/awt.h"

/*
 * cell -- one place in one period: persons in seven bins, observed, simulated,
 * and observed in the period before, which is what a naive predictor says.
 *
 * Model     docs/airport-wait-times.md#calibration
 * Units     persons
 * Owns      nothing
 * Errors    none; no data give NaN
 * Threads   pure
 */
enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_ALL, PERIODS };
extern const char *const period_names[PERIODS];

struct cell {
    const char *place; /* port's id, or airport */
    int32_t period;
    double observed[AWT_BINS], before[AWT_BINS], simulated[AWT_BINS];
    double excluded;
};

/* Number of the period that a day is in; they follow each other. Weeks begin
 * on Monday. */
int32_t period_of(enum period_kind kind, int32_t day);

/* Its first day, and the first day of the one after. Not of PERIOD_ALL. */
int32_t period_begin(enum period_kind kind, int32_t period);

/* "2018-03-05", "2018-W10" (ISO 8601), "all" */
enum { PERIOD_TEXT = 16 };
void period_print(enum period_kind kind, int32_t period,
                  char text[PERIOD_TEXT]);

double cell_persons(const double bin[AWT_BINS]);

/* Mean over cells of the total-variation distance between observed and
 * simulated bins, weighted with the persons observed. */
double cells_distance(const struct cell *cell, int cells);

#endif
