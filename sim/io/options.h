#ifndef SIM_IO_OPTIONS_H
#define SIM_IO_OPTIONS_H

#include <stdbool.h>

#include "models/diag.h"

/*
 * options -- the command line: one table of commands, one of options; parsing,
 * --help and the usage errors all come from them.
 *
 * Owns      the lists it fills; release with options_release()
 * Errors    options_parse(): 0, or -1 with a report (exit 2)
 */
enum command {
    COMMAND_CHECK,
    COMMAND_RUN,
    COMMAND_MERGE,
    COMMAND_DIGEST,
    COMMAND_SHOW,
    COMMAND_TRACE,
    COMMAND_UPGRADE,
    COMMAND_IMPORT,
    COMMAND_FORMAT,
    COMMAND_FIELDS,
    COMMANDS
};

/* What `show` makes. */
enum picture { PICTURE_DOT, PICTURE_SVG, PICTURE_PNG, PICTURE_TEXT, PICTURES };

enum { OPTIONS_KEEP_S = 10 }; /* keep_s, where nobody says otherwise */

struct options {
    enum command command;
    bool help, version; /* then nothing else is needed */
    const char **operand;
    int operands;
    const char **set; /* XPATH=VALUE, in the order given */
    int sets;
    const char *out, *root;
    int jobs;       /* 0: all processors */
    int travellers; /* replications that keep them; INT_MAX: all */
    bool force, quiet, resolved, resume;
    int keep_s;            /* seconds between two shards of what is finished */
    int shard, shards;     /* run number `shard` (from 1) of so many; 0: all */
    enum picture picture;  /* show */
    const char *port;      /* show: only this one; NULL: all */
    const char *traveller; /* trace: PORT/FLOW/PARTY */
    int replication;       /* trace */
};

/* The command that argv[1] names, or -1: perhaps a program poesim-NAME. */
int options_command(const char *name);

int options_parse(struct options *o, int argc, char **argv, struct diag *d);
void options_release(struct options *o);

/* Help of one command, or of the program (command < 0), on stdout. */
void options_help(int command);

#endif
