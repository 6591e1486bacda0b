#ifndef SIM_IO_IMPORT_CALL_COLUMNS_H
#define SIM_IO_IMPORT_CALL_COLUMNS_H

#include "sim/io/import/import_table.h"

/*
 * call_columns -- what the columns of schedules are called.
 *
 * Model     docs/importing.md, "Columns"
 * Owns      constants
 */
enum key {
    KEY_FLIGHT,
    KEY_AIRLINE,
    KEY_DATE,
    KEY_TIME,
    KEY_PASSENGERS,
    KEY_SEATS,
    KEY_LOAD_FACTOR,
    KEY_AIRPORT,
    KEY_ORIGIN,
    KEY_DESTINATION,
    KEY_COUNTRY,
    KEY_AIRCRAFT,
    KEY_REGISTRATION,
    KEY_STATUS,
    KEY_CANCELLED,
    KEY_OPERATING,
    KEY_CODESHARE,
    KEY_DIRECTION,
    KEY_TERMINAL,
    KEYS
};

/* Times and dates are those of this end. */
extern const struct import_column call_columns_arrivals[KEYS];
extern const struct import_column call_columns_departures[KEYS];

#endif
