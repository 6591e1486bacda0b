/* command_merge -- "poesim merge": shards to one file. */
#include <stdio.h>

#include "sim/command.h"
#include "sim/io/newfile.h"
#include "sim/io/results/merge.h"

int command_merge(const struct options *o, const volatile int *stop,
                  struct diag *d)
{
    for (int i = 0; i < o->operands; i++)
        if (newfile_not_input(o->out, o->operand[i], d))
            return EXIT_USAGE;
    switch (merge_shards(o->operand, o->operands, o->out, o->force, stop, d)) {
    case 0:
        if (!o->quiet)
            fprintf(stderr, "%s: %d shards\n", o->out, o->operands);
        return 0;
    case MERGE_WRONG:
        return EXIT_SCENARIO;
    case MERGE_FAILED:
        return EXIT_FILES;
    default:
        diag_error(d, NULL, "interrupted; nothing was written");
        return EXIT_STOPPED;
    }
}
