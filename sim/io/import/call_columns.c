/* The names under which columns of schedules are found in the wild. */
#include "sim/io/import/call_columns.h"

#define FLIGHT                                                                 \
    "flight|flight number|flight no|flightno|callsign|number|vessel|ship|"     \
    "ship name|vessel name|call"
#define COMMON                                                                 \
    [KEY_FLIGHT] = {"flight", FLIGHT, true},                                   \
    [KEY_AIRLINE] = {"airline",                                                \
                     "airline|airline code|carrier|carrier code|iata airline", \
                     false},                                                   \
    [KEY_PASSENGERS] = {"passengers",                                          \
                        "passengers|pax|travellers|travelers|passenger count|" \
                        "actual pax|total pax|guests",                         \
                        false},                                                \
    [KEY_SEATS] = {"seats", "seats|capacity|max pax|seat capacity", false},    \
    [KEY_LOAD_FACTOR] = {"load-factor", "load factor|lf|occupancy", false},    \
    [KEY_AIRPORT] = {"airport", "airport|station|port|own airport", false},    \
    [KEY_ORIGIN] = {"origin",                                                  \
                    "origin|from|dep airport|departure airport|dep|"           \
                    "origin airport|previous airport|last port",               \
                    false},                                                    \
    [KEY_DESTINATION] = {"destination",                                        \
                         "destination|dest|to|arr airport|arrival airport|"    \
                         "arr|destination airport|next airport|next port",     \
                         false},                                               \
    [KEY_COUNTRY] = {"country",                                                \
                     "country|other country|foreign country|origin country|"   \
                     "destination country",                                    \
                     false},                                                   \
    [KEY_AIRCRAFT] = {"aircraft",                                              \
                      "aircraft|aircraft type|equipment|ac type|type code",    \
                      false},                                                  \
    [KEY_REGISTRATION] = {"registration",                                      \
                          "registration|tail number|tail num|tail|reg",        \
                          false},                                              \
    [KEY_STATUS] = {"status", "status|flight status|remark|remarks", false},   \
    [KEY_CANCELLED] = {"cancelled", "cancelled|canceled", false},              \
    [KEY_OPERATING] = {"operating",                                            \
                       "operating|operating flight|codeshare of|"              \
                       "master flight|operating flight number|"                \
                       "operating airline|operating carrier",                  \
                       false},                                                 \
    [KEY_CODESHARE] = {"codeshare", "codeshare|is codeshare|code share",       \
                       false},                                                 \
    [KEY_DIRECTION] = {"direction", "direction|arr dep|movement|leg type",     \
                       false},                                                 \
    [KEY_TERMINAL] = {"terminal", "terminal|berth|pier", false}

const struct import_column call_columns_arrivals[KEYS] = {
    COMMON,
    [KEY_DATE] = {"date",
                  "arr date|arrival date|scheduled arrival date|sta date|date|"
                  "day",
                  false},
    [KEY_TIME] = {"time",
                  "scheduled arrival|sta|scheduled arrival time|arr time|"
                  "arrival time|arrival|crs arr time|scheduled|scheduled time|"
                  "time|datetime|timestamp|eta",
                  true},
};

const struct import_column call_columns_departures[KEYS] = {
    COMMON,
    [KEY_DATE] = {"date",
                  "dep date|departure date|scheduled departure date|std date|"
                  "flight date|fl date|date|day",
                  false},
    [KEY_TIME] = {"time",
                  "scheduled departure|std|scheduled departure time|dep time|"
                  "departure time|departure|crs dep time|scheduled|"
                  "scheduled time|time|datetime|timestamp|etd",
                  true},
};
