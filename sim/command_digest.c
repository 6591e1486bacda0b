/* command_digest -- "poesim digest": digests of a results file. */
#include "sim/command.h"
#include "sim/io/results/digest_lines.h"

int command_digest(const struct options *o, struct diag *d)
{
    return digest_lines_print(o->operand[0], d) < 0 ? EXIT_FILES : 0;
}
