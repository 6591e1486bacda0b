#ifndef SIM_IO_IMPORT_OPTIONS_H
#define SIM_IO_IMPORT_OPTIONS_H

#include <stdbool.h>

#include "models/diag.h"

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

#endif
