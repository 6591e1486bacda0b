#ifndef SIM_IO_IMPORT_IMPORT_SCHEDULE_H
#define SIM_IO_IMPORT_IMPORT_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/io/import/import_options.h"
#include "sim/io/import/schedule.h"

/*
 * import_schedule -- a day of flights or cruise calls as a scenario, or as a
 * flow for a port that stands elsewhere.
 *
 * Model     docs/importing.md
 * Owns      nothing but the texts that are returned
 * Errors    NULL or -1: reported; import_schedule_main(): exit codes
 */
enum import_schedule_format {
    IMPORT_SCHEDULE_CSV,
    IMPORT_SCHEDULE_SSIM,
    IMPORT_SCHEDULE_CRUISE
};

struct import_schedule {
    enum import_schedule_format format;
    bool departures;
    const char *airport; /* "JFK"; a name of the port for ships */
    int32_t day;         /* on the port's wall clock */
    /* Clocks: NULL where the user did not say. */
    const char *times; /* "local" or "utc": rows without a zone */
    const char *utc_offset, *dst;
    struct wall wall; /* of the port, as told */
    /* Which rows. */
    const char *terminal, *only, *without, *home;
    const char *codeshares, *duplicates; /* "merge"/"drop" or "keep" */
    bool skip_wrong;
    struct import_list column;
    /* Passengers where the row does not tell. */
    const char *load_factor, *passengers_per_call;
    struct import_list seats; /* "738=189" */
    /* The scenario. */
    bool fragment;
    const char *population, *start, *flow, *timetable;
    const char *unload, *walk, *lead, *citizen_time, *visitor_time;
    const char *citizen_share, *officers;
};

/* Fill the schedule from a table of columns, or from SSIM. */
int import_calls_read(struct schedule *s, const struct import_schedule *o,
                      const char *file, const char *text, size_t size);
int import_ssim_read(struct schedule *s, const struct import_schedule *o,
                     const char *file, const char *text, size_t size,
                     simtime *offset);

/* "LHR" in "LHR,CDG". */
bool import_schedule_listed(const char *list, const char *code);

/* --only, --without: is the airport at the other end wanted? */
bool import_schedule_wants(const struct import_schedule *o, const char *other);

/* What is written: the scenario or the fragment, and the timetable. */
char *import_schedule_xml(const struct import_schedule *o,
                          const struct schedule *s, const char *file);
char *import_schedule_table(const struct import_schedule *o,
                            const struct schedule *s);

/* The whole way from text to text. `table` gets the timetable if one was asked
 * for; both malloc'd. */
char *import_schedule_text(const struct import_schedule *o, const char *file,
                           const char *text, size_t size, char **table,
                           struct arena *a, struct diag *d);

int import_schedule_main(int argc, char **argv);

#endif
