#ifndef SIM_IO_IMPORT_IMPORT_COUNTS_H
#define SIM_IO_IMPORT_IMPORT_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

#include "models/civil.h"
#include "models/diag.h"
#include "sim/engine/arena.h"
#include "sim/io/import/import_options.h"

/*
 * import_counts -- hourly counts and open lanes of a crossing as a land port.
 *
 * Model     docs/importing.md: counts are the rates of a Poisson process, lanes
 *           the shifts of officers; a vehicle is a party
 * Units     vehicles or persons in an interval
 * Owns      nothing but the text that is returned
 * Errors    NULL: reported; import_counts_main(): exit codes
 */
struct import_counts {
    const char *port; /* name */
    bool has_day;
    int32_t day;
    simtime interval;      /* that a row covers */
    int lanes;             /* where no column tells; 0: not told */
    const char *occupancy; /* persons in a vehicle; NULL: by the file, else 1 */
    const char *vehicle_time, *person_time, *citizen_share;
    const char *utc_offset, *dst;
    bool skip_wrong;
    struct import_list column;
};

enum { IMPORT_COUNTS_SLOTS = 96, IMPORT_COUNTS_KINDS = 16 };

/* One kind of lane: its counts by interval of the day. */
struct import_lane {
    const char *name; /* "vehicles", "pedestrians", or as in the file */
    bool is_vehicle;
    int line[IMPORT_COUNTS_SLOTS]; /* 0: no row */
    double count[IMPORT_COUNTS_SLOTS];
    int lanes[IMPORT_COUNTS_SLOTS]; /* -1: not told */
    double vehicles, persons;       /* where both are told */
};

char *import_counts_text(const struct import_counts *o, const char *file,
                         const char *text, size_t size, struct arena *a,
                         struct diag *d);

/* What is written. */
char *import_counts_xml(const struct import_counts *o, const char *file,
                        struct import_lane *const *lane, int lanes,
                        int left_out);

int import_counts_main(int argc, char **argv);

#endif
