/* command_upgrade -- "poesim upgrade": scenarios in the present format. There
 * is only version 1 so far, so that there is nothing to rewrite: it tells that,
 * and refuses what it cannot read, such as a newer version. */
#include <stdio.h>

#include "sim/command.h"

int command_upgrade(const struct options *o, struct diag *d)
{
    int code = 0;

    for (int i = 0; i < o->operands; i++) {
        struct command_input in = {0};
        int one = command_input_read(&in, o->operand[i], o, d);
        if (!one)
            printf("%s: up to date: version 1, the present one; left as it "
                   "is\n",
                   o->operand[i]);
        code = code ? code : one;
        command_input_release(&in);
    }
    return code;
}
