#ifndef SIM_IO_OPTION_LIST_H
#define SIM_IO_OPTION_LIST_H

#include "sim/io/option_table.h"
#include "sim/io/options.h"

/*
 * option_list -- the one table of commands and the one of options: what options
 * parses, and --help prints.
 *
 * Owns      nothing
 * Errors    none
 * Threads   read-only
 */
struct option_command {
    const char *name, *operands, *summary, *example;
    int least, most; /* operands */
};
extern const struct option_command option_commands[COMMANDS];

enum option {
    OPTION_OUT,
    OPTION_JOBS,
    OPTION_REPLICATIONS,
    OPTION_SEED,
    OPTION_SET,
    OPTION_TRAVELLERS,
    OPTION_ROOT,
    OPTION_RESUME,
    OPTION_KEEP,
    OPTION_SHARD,
    OPTION_MERGED,
    OPTION_FORCE,
    OPTION_QUIET,
    OPTION_RESOLVED,
    OPTION_FORMAT,
    OPTION_PORT,
    OPTION_PICTURE,
    OPTION_TRAVELLER,
    OPTION_REPLICATION,
    OPTION_HELP,
    OPTIONS
};

/* The options of a command. */
struct option_table option_table_of(enum command c);

#endif
