#ifndef SIM_COMMAND_H
#define SIM_COMMAND_H

#include "models/scenario.h"
#include "sim/io/document/document.h"
#include "sim/io/options.h"

/*
 * command -- what the commands of the program share: the scenario that they
 * read, and the exit codes. Each command is a file command_NAME.c.
 *
 * Owns      a struct command_input owns the document and all of the scenario
 * Errors    functions return 0 or an exit code, reported to the diag
 */
enum {
    EXIT_USAGE = 2,
    EXIT_SCENARIO,
    EXIT_FILES,
    EXIT_MEMORY,
    EXIT_STOPPED,
    EXIT_GUARD,
    EXIT_CHANGED /* regress: not as stored */
};

/* A scenario as read; a zeroed one is valid and empty. */
struct command_input {
    struct arena arena;
    struct document document;
    struct scenario scenario;
};

int command_input_read(struct command_input *in, const char *path,
                       const struct options *o, struct diag *d);
void command_input_release(struct command_input *in);

/* EXIT_USAGE where `out` is a file that was read: it must not be replaced. */
int command_output_check(const struct command_input *in, const char *out,
                         struct diag *d);

int command_check(const struct options *o, struct diag *d);

/* `stop` becomes nonzero when the run is to be given up. */
int command_run(const struct options *o, const volatile int *stop,
                struct diag *d);

int command_merge(const struct options *o, const volatile int *stop,
                  struct diag *d);
int command_digest(const struct options *o, struct diag *d);
int command_upgrade(const struct options *o, struct diag *d);
int command_show(const struct options *o, struct diag *d);
int command_trace(const struct options *o, const volatile int *stop,
                  struct diag *d);

#endif
