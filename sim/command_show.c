/* command_show -- "poesim show": ports as drawings and tables. */
#include "sim/command.h"

int command_show(const struct options *o, struct diag *d)
{
    (void)o;
    diag_error(d, NULL, "show is still being written");
    return EXIT_USAGE;
}
