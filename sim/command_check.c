/* command_check -- "poesim check": every error of scenarios; nothing runs. */
#include <stdio.h>
#include <stdlib.h>

#include "sim/command.h"

static int check_one(const char *path, const struct options *o, struct diag *d)
{
    struct command_input in = {0};
    int code = command_input_read(&in, path, o, d);

    if (!code && o->resolved) {
        char *text = document_text(&in.document);
        if (!text || fputs(text, stdout) == EOF)
            code = text ? EXIT_FILES : EXIT_MEMORY;
        free(text);
    }
    command_input_release(&in);
    return code;
}

int command_check(const struct options *o, struct diag *d)
{
    int code = 0;

    for (int i = 0; i < o->operands; i++) {
        int one = check_one(o->operand[i], o, d);
        if (!code)
            code = one;
    }
    return code;
}
