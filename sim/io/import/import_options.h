#ifndef SIM_IO_IMPORT_IMPORT_OPTIONS_H
#define SIM_IO_IMPORT_IMPORT_OPTIONS_H

#include <stdbool.h>

#include "models/diag.h"
#include "models/quantity.h"

/*
 * import_options -- the words behind "poesim import NAME".
 *
 * Owns      nothing: values point into argv
 * Errors    0 or -1, reported to the diag (exit 2)
 */
enum { IMPORT_OPTIONS_LIST = 64 };

/* An option that may be given more than once. */
struct import_list {
    const char *value[IMPORT_OPTIONS_LIST];
    int n;
};

/* Exactly one of value, list and flag is there. */
struct import_option {
    const char *name; /* "--airport" */
    const char **value;
    struct import_list *list;
    bool *flag;
};

struct import_words {
    const char *file; /* the one operand; NULL: --help was asked for */
    bool help;
};

/* `command`: "awt"; argv[0] is the same. */
int import_options_parse(const char *command, int argc, char **argv,
                         const struct import_option *option, int options,
                         struct import_words *out, struct diag *d);

/* Report that a value is wrong; `wrong` NULL: it is not. */
void import_options_wrong(const char *option, const char *text,
                          const char *wrong, struct diag *d);

/* A time from `least` to a day. */
void import_options_time(const char *option, const char *text, simtime least,
                         struct diag *d);

#endif
