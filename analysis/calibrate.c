/* poesim calibrate -- fits numbers of scenarios to published wait times, or
 * sets their bins beside each other, cell by cell. */
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/calibrate/calibration.h"
#include "analysis/common/program.h"
#include "sim/command.h"
#include "sim/engine/workers.h"
#include "sim/io/option_table.h"

static volatile sig_atomic_t stop; /* set by a signal only */

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

enum option {
    FIT,
    SET,
    BY,
    PLACE,
    SEEDS,
    REPLICATIONS,
    TRIALS,
    TOLERANCE,
    JOBS,
    ROOT,
    QUIET,
    OPTIONS
};

static const struct option_word options[OPTIONS] = {
    [FIT] = {"--fit", "XPATH=START,LEAST,GREATEST",
             "fit this number, at most eight, each given once and by no --set; "
             "no counts (without --fit: print cells)"},
    [SET] = {"--set", "XPATH=VALUE", "change the scenarios, as in poesim run"},
    [BY] = {"--by", "day|week|all",
            "over what bins are added up (default: week, Monday to Sunday)"},
    [PLACE] = {"--place", "terminal|airport",
               "terminals apart (default), or those of an airport added up"},
    [SEEDS] = {"--seeds", "day|same",
               "day (default): the scenario's plus the day's number since "
               "1970-01-01; same: the scenario's, so that days share their "
               "luck"},
    [REPLICATIONS] = {"--replications", "N",
                      "of each day, whatever the scenario says (default: 1)"},
    [TRIALS] = {"--trials", "N",
                "at most, of the search (default: 200; at least 20)"},
    [TOLERANCE] = {"--tolerance", "SHARE",
                   "of the ranges at which the search has settled (default: "
                   "0.005)"},
    [JOBS] = {"-j", "N", "threads (default: all processors)"},
    [ROOT] = {"--root", "DIR",
              "included files and tables lie beneath (default: the scenario's "
              "folder)"},
    [QUIET] = {"-q", NULL, "no progress"},
};
static const struct option_table table = {"calibrate", options, OPTIONS, 0};

/* The command line. */
struct request {
    struct world world;
    struct parameter parameter[PARAMETERS_MOST];
    const char **file, **set; /* room for as many as there are words */
    struct calibration calibration;
    bool quiet;
    struct arena arena;
};

static void print_help(void)
{
    puts("usage: poesim calibrate [OPTION...] DAY.xml... FILE.csv > FIT.tsv\n\n"
         "DAY.xml: scenarios that poesim import awt made of days in FILE.csv, "
         "CBP's Airport Wait\nTimes. Finds the values of the parameters with "
         "which the simulated persons in the\nseven bins are nearest to the "
         "observed ones: Nelder and Mead's simplex on common\nrandom numbers. "
         "Then hold the values, as --set, against other days.\n");
    option_table_help(&table, 20);
    puts("\nColumns with --fit:");
    tsv_explain(stdout, calibration_columns);
    puts("\nColumns without:");
    tsv_explain(stdout, calibration_cell_columns);
    puts("\nExit codes: 0 done; 2 to 7 as of poesim run (6 interrupted: the "
         "best values so far\nare told on standard error).\n\n"
         "example: poesim calibrate --fit \"//walk/@mean=5 min,0 min,30 min\" "
         "day-*.xml JFK.csv");
}

static int take_fit(struct request *q, const char *text, struct diag *d)
{
    struct world *w = &q->world;
    if (w->parameters == PARAMETERS_MOST) {
        diag_error(d, NULL, "more than %d times --fit", PARAMETERS_MOST);
        return -1;
    }
    return parameter_parse(&q->parameter[w->parameters++], text, &q->arena, d);
}

static int take_option(void *context, int i, const char *value, struct diag *d)
{
    struct request *q = context;
    static const char *const places[] = {"terminal", "airport"};
    static const char *const seeds[] = {"day", "same"};
    struct world *w = &q->world;
    int word;
    switch ((enum option)i) {
    case FIT:
        return take_fit(q, value, d);
    case SET:
        q->set[w->sets++] = value;
        return 0;
    case BY:
        word = option_choice("--by", value, period_names, PERIODS, d);
        w->by = word < 0 ? PERIOD_WEEK : (enum period_kind)word;
        return word < 0 ? -1 : 0;
    case PLACE:
        word = option_choice("--place", value, places, 2, d);
        w->airports = word == 1;
        return word < 0 ? -1 : 0;
    case SEEDS:
        word = option_choice("--seeds", value, seeds, 2, d);
        w->same = word == 1;
        return word < 0 ? -1 : 0;
    case REPLICATIONS:
        return option_number("--replications", value, 1, 10000,
                             &w->replications, d);
    case TRIALS:
        return option_number("--trials", value, CALIBRATION_TRIALS_LEAST,
                             1000000, &q->calibration.trials, d);
    case TOLERANCE: {
        const char *why =
            quantity_probability(value, &q->calibration.tolerance);
        if (why)
            diag_error(d, NULL, "--tolerance \"%s\" %s", value, why);
        return why ? -1 : 0;
    }
    case JOBS:
        return option_number("-j", value, 1, 1024, &w->jobs, d);
    case ROOT:
        w->root = value;
        return 0;
    default:
        q->quiet = true;
        return 0;
    }
}

static int take_operand(void *context, const char *word, struct diag *d)
{
    struct request *q = context;
    (void)d;
    q->file[q->world.files++] = word;
    return 0;
}

static int parse(struct request *q, int argc, char **argv, struct diag *d)
{
    const struct option_taker taker = {take_option, take_operand, q};
    struct world *w = &q->world;
    if (option_table_read(&table, argc, argv, 1, &taker, d))
        return -1;
    if (w->files < 2) {
        diag_error(d, NULL,
                   "scenarios of days and a table of observed times are "
                   "needed: poesim calibrate DAY.xml... FILE.csv");
        return -1;
    }
    w->observed = q->file[--w->files];
    return 0;
}

static int work(struct request *q, struct diag *d)
{
    struct world *w = &q->world;
    struct calibration *c = &q->calibration;
    int code = world_open(w, d);
    c->world = w;
    c->progress = !q->quiet && isatty(STDERR_FILENO);
    if (!code)
        code = w->parameters ? calibration_run(c, d) : world_run(w, NULL, 0, d);
    if (code == EXIT_STOPPED && !c->tried)
        diag_error(d, NULL, "interrupted; nothing is printed");
    if (!code && w->parameters)
        calibration_print(c, stdout, d);
    else if (!code)
        calibration_print_cells(w, stdout, d);
    world_close(w);
    return code;
}

static int run(int argc, char **argv, struct diag *d)
{
    struct request q = {
        .world = {.by = PERIOD_WEEK,
                  .replications = 1,
                  .jobs = workers_processors(),
                  .stop = &stop},
        .calibration = {.trials = CALIBRATION_TRIALS, .tolerance = 0.005}};
    int code = EXIT_USAGE;
    if (program_asked(argc, argv, print_help))
        return 0;
    q.file = calloc((size_t)argc, sizeof *q.file);
    q.set = calloc((size_t)argc, sizeof *q.set);
    q.world.file = q.file;
    q.world.set = q.set;
    q.world.parameter = q.parameter;
    if (!q.file || !q.set)
        code = EXIT_MEMORY;
    else if (!parse(&q, argc, argv, d))
        code = work(&q, d);
    free(q.file);
    free(q.set);
    arena_release(&q.arena);
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
    return program_close("calibrate", code);
}
