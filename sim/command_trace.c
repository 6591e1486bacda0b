/* command_trace -- "poesim trace": one party's life, event by event. */
#include <stdio.h>

#include "sim/command.h"
#include "sim/io/show/trace_text.h"

static int code_of(enum flow_outcome outcome, struct diag *d)
{
    switch (outcome) {
    case FLOW_MEMORY:
        diag_error(d, NULL, "out of memory during the run");
        return EXIT_MEMORY;
    case FLOW_STOPPED:
        diag_error(d, NULL, "interrupted");
        return EXIT_STOPPED;
    case FLOW_GUARD:
    case FLOW_GUARD_VISITS:
    case FLOW_GUARD_FAILURES:
        diag_error(d, NULL, "%s", flow_guard_text(outcome));
        return EXIT_GUARD;
    case FLOW_REFUSED: /* nobody takes rows here */
    case FLOW_DONE:
        break;
    }
    return EXIT_USAGE; /* the party is unknown */
}

int command_trace(const struct options *o, const volatile int *stop,
                  struct diag *d)
{
    struct command_input in = {0};
    struct model *m = NULL;
    struct trace t = {0};
    enum flow_outcome outcome;
    int code = command_input_read(&in, o->operand[0], o, d);

    if (!code && trace_find(&t, &in.scenario, o->traveller, d))
        code = EXIT_USAGE;
    if (!code && model_compile(&m, &in.scenario, d))
        code = EXIT_SCENARIO;
    if (!code && trace_run(&t, m, o->replication, stop, &outcome, d))
        code = code_of(outcome, d);
    if (!code && trace_text(&t, &in.scenario, model_names(m), stdout))
        code = EXIT_FILES;
    trace_release(&t);
    model_free(m);
    command_input_release(&in);
    return code;
}
