/* command_check -- "poesim check": every error of scenarios; nothing runs. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/command.h"

static void say(int64_t n, const char *one, const char *many)
{
    printf(", %" PRId64 " %s", n, n == 1 ? one : many);
}

/* One line that says what was understood. */
static void summarize(const char *path, const struct scenario *s)
{
    int64_t stations = 0, flows = 0, calls = 0;

    for (int i = 0; i < s->ports; i++) {
        stations += s->port[i].stations;
        flows += s->port[i].flows;
        for (int k = 0; k < s->port[i].flows; k++)
            calls += s->port[i].flow[k].calls;
    }
    printf("%s: ok", path);
    say(s->ports, "port", "ports");
    say(stations, "station", "stations");
    say(flows, "flow", "flows");
    if (calls)
        say(calls, "call", "calls");
    putchar('\n');
}

static int check_one(const char *path, const struct options *o, struct diag *d)
{
    struct command_input in = {0};
    int code = command_input_read(&in, path, o, d);

    if (!code && o->resolved) {
        char *text = document_text(&in.document);
        if (!text || fputs(text, stdout) == EOF)
            code = text ? EXIT_FILES : EXIT_MEMORY;
        free(text);
    } else if (!code && !o->quiet) {
        summarize(path, &in.scenario);
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
