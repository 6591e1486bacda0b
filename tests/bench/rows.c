/* rows -- what is timed, what is to be reached, and what is aimed at. */
#include <stddef.h>

#include "tests/bench/bench.h"

const char *const value_units[VALUES] = {
    [RATE] = "M/s", [SIDE] = "M/s", [SECONDS] = "s",  [WRITING] = "us",
    [START] = "ms", [LINEAR] = "x", [RESIDENT] = "x",
};

bool value_more_is_better(enum value v)
{
    return v == RATE || v == SIDE;
}

#define BENCH     "tests/bench/"
#define NATION    "scenarios/national/"
#define DAYS(n)   "/scenario/@duration=" n " d"
#define HOURLY(n) "//poisson/@rate=" n " /h"

/* Short ones, as they are; those that take minutes, or stand beside another
 * setting of the scenario. */
#define SHORT(name, file, value, by, reach, aim)                               \
    {                                                                          \
        name, file, value, by, reach, aim, false, {NULL},                      \
        {                                                                      \
            NULL                                                               \
        }                                                                      \
    }
#define LONG(name, file, value, by, reach, aim, set, ...)                      \
    {                                                                          \
        name, file, value, by, reach, aim, true, {set},                        \
        {                                                                      \
            __VA_ARGS__                                                        \
        }                                                                      \
    }

const struct row rows[ROWS] = {
    SHORT("mm1", BENCH "mm1.xml", RATE, BY_MM1, 12, 20),
    SHORT("mm20", BENCH "mm20.xml", RATE, BY_MM20, 9, 12),
    SHORT("tandem", BENCH "tandem.xml", RATE, BY_TANDEM, 4, 6),
    SHORT("national-day", NATION "national-day.xml", RATE, BY_TANDEM, 3, 5),
    SHORT("national-day-2", NATION "national-day.xml", SIDE, BY_TANDEM, 5, 9),
    SHORT("national-day-busy", NATION "national-day-busy.xml", RATE, BY_TANDEM,
          2, 3),
    SHORT("national-day-storm", NATION "national-day-storm.xml", RATE,
          BY_TANDEM, 1.2, 2),
    SHORT("rows-out", NATION "national-day.xml", WRITING, BY_TANDEM, 0.2, 0.12),
    SHORT("start-up", BENCH "start-up.xml", START, BY_TANDEM, 20, 10),
    LONG("national-year", NATION "national-year.xml", SECONDS, BY_TANDEM, 90,
         60, NULL, NULL),
    LONG("linear-10", BENCH "mm1.xml", LINEAR, 0, 1.1, 1, DAYS("10"),
         DAYS("1")),
    LONG("linear-100", BENCH "mm1.xml", LINEAR, 0, 1.1, 1, DAYS("100"),
         DAYS("1")),
    LONG("linear-1000", BENCH "mm1.xml", LINEAR, 0, 1.1, 1, DAYS("1000"),
         DAYS("1")),
    LONG("resident-100", BENCH "mm1.xml", RESIDENT, 0, 1.1, 1, DAYS("1000"),
         DAYS("10")),
    /* A thousand times as many present: log(1e6) / log(1e3). */
    LONG("present-1000", BENCH "present.xml", LINEAR, 0, 2, 1,
         HOURLY("1000000"), HOURLY("1000"), DAYS("40")),
};
