/* Periods, and distances over cells. */
#include "analysis/calibrate/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/common/fit.h"
#include "models/civil.h"

const char *const period_names[PERIODS] = {"day", "week", "all"};

enum { DAYS = 7, THURSDAY = 3 }; /* day 0, 1970-01-01, was a Thursday */

int32_t period_of(enum period_kind kind, int32_t day)
{
    if (kind == PERIOD_WEEK) {
        int32_t at = day + THURSDAY;
        return at >= 0 ? at / DAYS : -((-at + DAYS - 1) / DAYS);
    }
    return kind == PERIOD_DAY ? day : 0;
}

int32_t period_begin(enum period_kind kind, int32_t period)
{
    return kind == PERIOD_WEEK ? period * DAYS - THURSDAY : period;
}

void period_print(enum period_kind kind, int32_t period, char text[PERIOD_TEXT])
{
    int year, month, mday;
    if (kind == PERIOD_ALL) {
        strcpy(text, "all");
    } else if (kind == PERIOD_DAY) {
        civil_print_date(period, text);
    } else { /* a week is of the year in which its Thursday lies */
        int32_t thursday = period * DAYS;
        civil_from_day(thursday, &year, &month, &mday);
        int week = (thursday - civil_day(year, 1, 1)) / DAYS + 1;
        snprintf(text, PERIOD_TEXT, "%04d-W%02d", year % 10000, week % 100);
    }
}

double cell_persons(const double bin[AWT_BINS])
{
    double all = 0;
    for (int b = 0; b < AWT_BINS; b++)
        all += bin[b];
    return all;
}

double cells_distance(const struct cell *cell, int cells)
{
    double sum = 0, all = 0;
    for (int i = 0; i < cells; i++) {
        double persons = cell_persons(cell[i].observed);
        if (persons <= 0)
            continue;
        sum += persons * fit_bins_distance(cell[i].observed, cell[i].simulated);
        all += persons;
    }
    return all > 0 ? sum / all : NAN;
}
