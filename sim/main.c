/* poesim -- the commands of the program, signals and exit codes. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "sim/command.h"
#include "sim/io/document/format_page.h"
#include "sim/io/import/importers.h"
#include "sim/io/places.h"
#include "sim/io/results/results_page.h"

static volatile sig_atomic_t stop; /* set by a signal only */

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static int run_command(int argc, char **argv, struct diag *d)
{
    struct options o;
    int code = EXIT_USAGE;

    if (options_command(argv[1]) == COMMAND_IMPORT)
        return importers_main(argc - 1, argv + 1);
    if (options_parse(&o, argc, argv, d)) {
        options_release(&o);
        return code;
    }
    if (o.help) {
        options_help((int)o.command);
        code = 0;
    } else if (o.command == COMMAND_CHECK) {
        code = command_check(&o, d);
    } else if (o.command == COMMAND_RUN) {
        code = command_run(&o, &stop, d);
    } else if (o.command == COMMAND_MERGE) {
        code = command_merge(&o, &stop, d);
    } else if (o.command == COMMAND_DIGEST) {
        code = command_digest(&o, d);
    } else if (o.command == COMMAND_SHOW) {
        code = command_show(&o, d);
    } else if (o.command == COMMAND_TRACE) {
        code = command_trace(&o, &stop, d);
    } else if (o.command == COMMAND_UPGRADE) {
        code = command_upgrade(&o, d);
    } else if (o.command == COMMAND_FORMAT) {
        code = format_page_write(stdout) < 0 ? EXIT_MEMORY : 0;
    } else {
        code = results_page_write(stdout) ? EXIT_FILES : 0;
    }
    options_release(&o);
    return code;
}

/* Commands that are no work, and those that are. */
static int any_command(int argc, char **argv, struct diag *d)
{
    if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
        options_help(-1);
        return argc < 2 ? EXIT_USAGE : 0;
    }
    if (!strcmp(argv[1], "--version")) {
        puts("poesim " POESIM_VERSION);
        return 0;
    }
    if (options_command(argv[1]) >= 0)
        return run_command(argc, argv, d);
    places_become(argv[1], argv + 1);
    fprintf(stderr,
            "poesim: error: no command \"%s\"; \"poesim --help\" lists them\n",
            argv[1]);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    struct sigaction act = {.sa_handler = on_signal};
    struct diag d = {0};

    /* What is large goes back when it is freed: tables of rows come and go. */
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    gsl_set_error_handler_off();
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    act = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGXFSZ, &act, NULL);
    int code = any_command(argc, argv, &d);
    if (code == EXIT_FILES && d.memory)
        code = EXIT_MEMORY;
    diag_print(&d, stderr);
    diag_release(&d);
    errno = 0;
    if (fflush(stdout) == EOF || ferror(stdout)) { /* now, or before */
        fprintf(stderr, "poesim: error: cannot write standard output%s%s\n",
                errno ? ": " : "", errno ? strerror(errno) : "");
        code = code ? code : EXIT_FILES;
    }
    return code;
}
