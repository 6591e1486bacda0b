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

static const struct {
    const char *name, *value, *help;
} options[OPTIONS] = {
    [FIT] = {"--fit", "XPATH=START,LEAST,GREATEST",
             "fit this number, at most eight (without --fit: print cells)"},
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
    [TRIALS] = {"--trials", "N", "at most, of the search (default: 200)"},
    [TOLERANCE] = {"--tolerance", "SHARE",
                   "of the ranges at which the search has settled (default: "
                   "0.005)"},
    [JOBS] = {"-j", "N", "threads (default: all processors)"},
    [ROOT] = {"--root", "DIR",
              "included files and tables lie beneath (default: the scenario's "
              "folder)"},
    [QUIET] = {"-q", NULL, "no progress"},
};

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
    for (int i = 0; i < OPTIONS; i++) {
        char name[48];
        snprintf(name, sizeof name, "%s %s", options[i].name,
                 options[i].value ? options[i].value : "");
        printf("  %-20s %s%s\n", name,
               strlen(name) > 20 ? "\n                       " : "",
               options[i].help);
    }
    puts("\nColumns with --fit:");
    tsv_explain(stdout, calibration_columns);
    puts("\nColumns without:");
    tsv_explain(stdout, calibration_cell_columns);
    puts("\nExit codes: 0 done; 2 to 7 as of poesim run (6 interrupted: the "
         "best values so far\nare told on standard error).\n\n"
         "example: poesim calibrate --fit \"//walk/@mean=5 min,0 min,30 min\" "
         "day-*.xml JFK.csv");
}

static int take_count(const char *option, const char *text, int least, int most,
                      int *out, struct diag *d)
{
    int64_t n = 0;
    const char *why = quantity_count(text, least, most, &n);
    if (why)
        diag_error(d, NULL, "%s \"%s\" %s", option, text, why);
    *out = (int)n;
    return why ? -1 : 0;
}

/* Which of these words; -1: reported. */
static int take_word(const char *option, const char *text,
                     const char *const *word, int words, struct diag *d)
{
    for (int i = 0; i < words; i++)
        if (strcmp(text, word[i]) == 0)
            return i;
    char list[80] = "";
    for (int i = 0; i < words; i++) {
        strcat(list, i ? ", " : "");
        strcat(list, word[i]);
    }
    diag_error(d, NULL, "%s does not know \"%s\"; there are %s", option, text,
               list);
    return -1;
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

static int take_option(struct request *q, int i, const char *value,
                       struct diag *d)
{
    static const char *const places[] = {"terminal", "airport"};
    static const char *const seeds[] = {"day", "same"};
    struct world *w = &q->world;
    int word;
    switch (i) {
    case FIT:
        return take_fit(q, value, d);
    case SET:
        q->set[w->sets++] = value;
        return 0;
    case BY:
        word = take_word("--by", value, period_names, PERIODS, d);
        w->by = word < 0 ? PERIOD_WEEK : (enum period_kind)word;
        return word < 0 ? -1 : 0;
    case PLACE:
        word = take_word("--place", value, places, 2, d);
        w->airports = word == 1;
        return word < 0 ? -1 : 0;
    case SEEDS:
        word = take_word("--seeds", value, seeds, 2, d);
        w->same = word == 1;
        return word < 0 ? -1 : 0;
    case REPLICATIONS:
        return take_count("--replications", value, 1, 10000, &w->replications,
                          d);
    case TRIALS:
        return take_count("--trials", value, CALIBRATION_TRIALS_LEAST, 1000000,
                          &q->calibration.trials, d);
    case TOLERANCE: {
        const char *why =
            quantity_probability(value, &q->calibration.tolerance);
        if (why)
            diag_error(d, NULL, "--tolerance \"%s\" %s", value, why);
        return why ? -1 : 0;
    }
    case JOBS:
        return take_count("-j", value, 1, 1024, &w->jobs, d);
    case ROOT:
        w->root = value;
        return 0;
    default:
        q->quiet = true;
        return 0;
    }
}

/* argv[*at]: "-j2", "-j 2", "--by=day", "--by day". */
static int parse_option(struct request *q, int argc, char **argv, int *at,
                        struct diag *d)
{
    const char *text = argv[*at], *value = NULL;
    bool is_long = !strncmp(text, "--", 2);
    size_t n = is_long ? strcspn(text, "=") : 2;
    int i = 0;
    while (i < OPTIONS && (strlen(options[i].name) != n ||
                           strncmp(options[i].name, text, n) != 0))
        i++;
    if (i == OPTIONS) {
        diag_error(d, NULL,
                   "unknown option %s; \"poesim calibrate --help\" lists them",
                   text);
        return -1;
    }
    if (text[n])
        value = text + n + is_long;
    if (!options[i].value && value) {
        diag_error(d, NULL, "%s takes no value", options[i].name);
        return -1;
    }
    if (options[i].value && !value) {
        if (*at + 1 >= argc) {
            diag_error(d, NULL, "%s needs a value: %s %s", options[i].name,
                       options[i].name, options[i].value);
            return -1;
        }
        value = argv[++*at];
    }
    return take_option(q, i, value, d);
}

static int parse(struct request *q, int argc, char **argv, struct diag *d)
{
    struct world *w = &q->world;
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        if (!only_operands && !strcmp(argv[i], "--"))
            only_operands = true;
        else if (!only_operands && argv[i][0] == '-' && argv[i][1]) {
            if (parse_option(q, argc, argv, &i, d))
                return -1;
        } else {
            q->file[w->files++] = argv[i];
        }
    }
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
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            print_help();
            return 0;
        }
        if (!strcmp(argv[i], "--version")) {
            puts("poesim " POESIM_VERSION);
            return 0;
        }
    }
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
