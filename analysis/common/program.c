/* program -- the main function that all analyses share: one results file in,
 * one table on standard output, messages on standard error. */
#include "analysis/common/program.h"

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/unfinished.h"

enum { DONE = 0, USAGE = 2, FILES = 4, MEMORY = 5 };

struct request {
    const char *path;
    const struct view *view;
};

static void print_usage(const struct analysis *a, FILE *out)
{
    fprintf(out, "usage: poesim %s FILE.h5", a->name);
    const char *before = " [--by ";
    for (const struct view *v = a->view; a->view[1].by && v->by != NULL; v++) {
        fprintf(out, "%s%s", before, v->by);
        before = "|";
    }
    fprintf(out, "%s > FILE.tsv\n", a->view[1].by ? "]" : "");
}

static bool has_bands(const struct analysis *a)
{
    for (const struct view *v = a->view; v->by != NULL; v++)
        for (const struct column *c = v->column; c->name != NULL; c++)
            if (c->kind == COLUMN_BAND)
                return true;
    return false;
}

static void print_help(const struct analysis *a)
{
    printf("poesim %s: %s\n\n", a->name, a->summary);
    print_usage(a, stdout);
    for (const struct view *v = a->view; v->by != NULL; v++) {
        if (a->view[1].by != NULL)
            printf("\nColumns with --by %s:\n", v->by);
        else
            printf("\nColumns:\n");
        tsv_explain(stdout, v->column);
    }
    printf("\n*    followed by _lo and _hi: 95%% confidence interval, cut "
           "off at 0.\n");
    if (has_bands(a))
        printf("***  and by _q05 and _q95: 5th and 95th percentile over "
               "replications.\n");
    printf("What there is no data for is nan, never 0.\n");
    if (a->more != NULL)
        printf("\n%s", a->more);
}

static int usage_error(const struct analysis *a, const char *what,
                       const char *which)
{
    fprintf(stderr, "poesim %s: %s%s\n", a->name, what, which);
    print_usage(a, stderr);
    fprintf(stderr, "poesim %s --help says what the columns mean\n", a->name);
    return USAGE;
}

/* DONE with a path to go on; without: nothing is left to do. */
static int read_command(const struct analysis *a, int argc, char **argv,
                        struct request *r)
{
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (options && strcmp(word, "--") == 0) {
            options = false;
        } else if (options &&
                   (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
            print_help(a);
            r->path = NULL;
            return DONE;
        } else if (options && strcmp(word, "--version") == 0) {
            puts("poesim " POESIM_VERSION);
            r->path = NULL;
            return DONE;
        } else if (options && a->view[1].by != NULL &&
                   strcmp(word, "--by") == 0) {
            const char *by = i + 1 < argc ? argv[++i] : "";
            for (r->view = a->view; r->view->by != NULL; r->view++)
                if (strcmp(r->view->by, by) == 0)
                    break;
            if (r->view->by == NULL)
                return usage_error(a, "--by does not know ", by);
        } else if (options && word[0] == '-' && word[1] != '\0') {
            return usage_error(a, "unknown option ", word);
        } else if (r->path != NULL) {
            return usage_error(a, "one results file at a time, not also ",
                               word);
        } else {
            r->path = word;
        }
    }
    return r->path != NULL ? DONE : usage_error(a, "no results file given", "");
}

static void print_origin(const struct input *in, const struct view *v,
                         struct tsv *out)
{
    char from[1000];
    snprintf(from, sizeof from,
             "%s (scenario %s, seed %" PRIu64 ", %d replication%s, poesim %s)",
             in->file, in->about->scenario_id, in->about->seed,
             in->replications, in->replications == 1 ? "" : "s",
             in->about->version);
    tsv_note(out, "format", v->format);
    tsv_note(out, "from", from);
    tsv_note(out, "title",
             in->scenario.title[0] != '\0' ? in->scenario.title
                                           : in->about->scenario_id);
    snprintf(from, sizeof from, "%d", in->replications);
    tsv_note(out, "replications", from);
    struct unfinished u = unfinished_count(in);
    if (unfinished_many(&u)) {
        unfinished_text(&u, in, from, sizeof from);
        tsv_note(out, "warning", from);
    }
    if (in->about->warm_up_us > 0)
        tsv_note(
            out, "note",
            "waits, queues and officers are told of from the warm-up on, and "
            "nan before; all else is of the whole run");
}

void program_interval(const struct input *in, int interval, struct tsv *out)
{
    char clock[6];
    input_clock(in, interval, clock);
    tsv_count(out, interval);
    tsv_number(out, input_hour(in, interval));
    tsv_text(out, clock);
}

bool program_asked(int argc, char **argv, void (*help)(void))
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            help();
            return true;
        }
        if (strcmp(argv[i], "--version") == 0) {
            puts("poesim " POESIM_VERSION);
            return true;
        }
    }
    return false;
}

int program_close(const char *name, int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fprintf(stderr, "poesim %s: cannot write the table%s%s\n", name,
            errno ? ": " : "", errno ? strerror(errno) : "");
    return FILES;
}

int program_main(const struct analysis *a, int argc, char **argv)
{
    struct request r = {NULL, a->view};
    int code = read_command(a, argc, argv, &r);
    if (code != DONE)
        return code;
    if (r.path != NULL) {
        gsl_set_error_handler_off(); /* it would abort */
        struct diag d = {0};
        struct input in;
        struct tsv out = {stdout, 0};
        if (input_read(&in, r.path, a->table, &d) != 0) {
            code = d.memory ? MEMORY : FILES;
        } else {
            print_origin(&in, r.view, &out);
            if (r.view->print(&in, &out) != 0) {
                fprintf(stderr, "poesim %s: memory is short\n", a->name);
                code = MEMORY;
            }
        }
        diag_print(&d, stderr);
        diag_release(&d);
        input_release(&in);
    }
    return program_close(a->name, code);
}
