#ifndef SIM_IO_IMPORT_IMPORT_AWT_H
#define SIM_IO_IMPORT_IMPORT_AWT_H

#include <stdint.h>

#include "models/diag.h"
#include "sim/io/import/awt.h"

/*
 * import_awt -- a day of Airport Wait Times as a scenario.
 *
 * Model     docs/airport-wait-times.md
 * Owns      nothing but the text that import_awt_text() returns
 * Errors    import_awt_main(): exit code 0, 2 usage, 3 content, 4 files, 5
 *           memory; prints its own messages
 */

/* What the data do not say. All are texts in the scenario's own units. */
struct import_awt_assumptions {
    const char *walk;   /* gate to primary, which AWT leaves out: "5 min" */
    const char *unload; /* travellers leave the aircraft: "20 /min" */
    const char *citizen_time; /* mean at the booth: "30 s" */
    const char *visitor_time;
    const char *utc_offset; /* "0 h": one port alone needs no other */
    const char *dst;        /* "none" or "us" */
};

extern const struct import_awt_assumptions import_awt_defaults;

/* Report what is wrong with them; 0 or -1. */
int import_awt_check(const struct import_awt_assumptions *as, struct diag *d);

/* The scenario as text, malloc'd; NULL: memory. `file` is named as source;
 * `as` has been checked. */
char *import_awt_text(const struct awt_day *x, const char *file,
                      const struct import_awt_assumptions *as);

/* poesim import awt: argv[0] is "awt". */
int import_awt_main(int argc, char **argv);

#endif
