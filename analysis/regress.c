/* poesim regress -- runs the scenarios of a folder and compares them with what
 * is stored beside them. */
#include "analysis/regress/regression.h"

#include <gsl/gsl_errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/program.h"
#include "models/quantity.h"
#include "sim/command.h"
#include "sim/engine/workers.h"
#include "sim/io/option_table.h"

static volatile sig_atomic_t stop; /* set by a signal only */

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

enum option { ACCEPT, REASON, REPLICATIONS, JUNIT, JOBS, ROOT, ALL, OPTIONS };

static const struct option_word options[OPTIONS] = {
    [ACCEPT] = {"--accept", "NAME",
                "run this scenario only, and store its numbers"},
    [REASON] = {"--reason", "TEXT", "why; kept in the file"},
    [REPLICATIONS] = {"--replications", "N",
                      "at most, of those to be stored (default: as many as "
                      "were stored; else as the scenario says)"},
    [JUNIT] = {"--junit", "FILE", "write JUnit XML, too; replaces the file"},
    [JOBS] = {"-j", "N", "threads (default: all processors)"},
    [ROOT] = {"--root", "DIR",
              "included files and tables lie beneath (default: the folder)"},
    [ALL] = {"--all", NULL, "print every difference"},
};
static const struct option_table table = {"regress", options, OPTIONS, 0};

static void print_help(void)
{
    puts("usage: poesim regress [OPTION...] DIR\n\n"
         "Runs every scenario of a folder (*.xml) and compares its numbers "
         "with those in\nNAME.expected.tsv beside it. What was drawn, what "
         "happened and what was counted\nmust be exact; waits, shares and "
         "hours lie within the margin that the file states\nfor each.\n");
    option_table_help(&table, 20);
    puts("\nIn s.e.: difference of two means over replications, in its "
         "standard errors.\nExit codes: 0 all as stored; 8 something has "
         "changed, has nothing stored, or is\ngone; 2 to 7 as of poesim "
         "run.\n\n"
         "example: poesim regress scenarios --junit regress.xml\n"
         "         poesim regress scenarios --accept ferry --reason \"two "
         "booths more\"");
}

static int take_option(void *context, int i, const char *value, struct diag *d)
{
    struct regression *g = context;

    switch ((enum option)i) {
    case ACCEPT:
        g->accept[g->accepts++] = value;
        return 0;
    case REASON:
        g->reason = value;
        return 0;
    case REPLICATIONS:
        return option_number("--replications", value, 1, 1000000,
                             &g->replications, d);
    case JUNIT:
        g->junit = value;
        return 0;
    case JOBS:
        return option_number("-j", value, 1, 1024, &g->jobs, d);
    case ROOT:
        g->root = value;
        return 0;
    default:
        g->all = true;
        return 0;
    }
}

static int take_operand(void *context, const char *word, struct diag *d)
{
    struct regression *g = context;

    if (g->folder) {
        diag_error(d, NULL, "one folder at a time: %s is one too many", word);
        return -1;
    }
    g->folder = word;
    return 0;
}

/* What must be given together. */
static int check(const struct regression *g, struct diag *d)
{
    if (!g->folder)
        diag_error(d, NULL, "no folder named: poesim regress DIR");
    else if (g->accepts && (!g->reason || !g->reason[strspn(g->reason, " ")]))
        diag_error(d, NULL,
                   "--accept needs a reason, which is kept: --reason TEXT");
    else if (!g->accepts && g->reason)
        diag_error(d, NULL, "--reason is of what is accepted: --accept NAME");
    else
        return 0;
    return -1;
}

static int parse(struct regression *g, int argc, char **argv, struct diag *d)
{
    const struct option_taker taker = {take_option, take_operand, g};

    return option_table_read(&table, argc, argv, 1, &taker, d) ? -1
                                                               : check(g, d);
}

static int run(int argc, char **argv, struct diag *d)
{
    struct regression g = {.stop = &stop, .jobs = workers_processors()};
    int code = EXIT_USAGE;

    if (program_asked(argc, argv, print_help))
        return 0;
    g.accept = calloc((size_t)argc, sizeof *g.accept);
    if (!g.accept)
        return EXIT_MEMORY;
    if (!parse(&g, argc, argv, d))
        code = regression_run(&g, d);
    free(g.accept);
    return code;
}

int main(int argc, char **argv)
{
    struct sigaction act = {.sa_handler = on_signal};
    struct diag d = {0};

    gsl_set_error_handler_off();
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    act = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGXFSZ, &act, NULL);
    int code = run(argc, argv, &d);
    diag_print(&d, stderr);
    diag_release(&d);
    return program_close("regress", code);
}
