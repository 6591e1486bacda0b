/* poesim -- reads a scenario, compiles it, runs it, writes the results. */
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/engine/workers.h"
#include "sim/io/format_page.h"
#include "sim/io/import_awt.h"
#include "sim/io/options.h"
#include "sim/io/places.h"
#include "sim/io/results_file.h"
#include "sim/io/results_page.h"
#include "sim/io/scenario_file.h"
#include "sim/study/replicate.h"

enum {
    EXIT_USAGE = 2,
    EXIT_SCENARIO,
    EXIT_FILES,
    EXIT_MEMORY,
    EXIT_STOPPED,
    EXIT_GUARD
};

static volatile int stop; /* set by a signal only */

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

/* A scenario as read: main() owns what is in it. */
struct input {
    struct arena arena;
    struct document document;
    struct scenario scenario;
};

static void input_release(struct input *in)
{
    document_release(&in->document);
    arena_release(&in->arena);
}

/* 0, or the exit code. */
static int input_read(struct input *in, const char *path,
                      const struct options *o, struct diag *d)
{
    char *library = places_library();
    const struct document_options how = {
        .root = o->root, .library = library, .set = o->set, .sets = o->sets};
    int errors = d->count, code = 0;

    int loaded = document_load(&in->document, path, &how, &in->arena, d);
    if (loaded == -2)
        code = EXIT_FILES;
    else if (loaded || scenario_file_read(&in->scenario, &in->document, d) ||
             d->count > errors)
        code = EXIT_SCENARIO;
    free(library);
    return code;
}

static int check_one(const char *path, const struct options *o, struct diag *d)
{
    struct input in = {0};
    int code = input_read(&in, path, o, d);

    if (!code && o->resolved) {
        char *text = document_text(&in.document);
        if (!text || fputs(text, stdout) == EOF)
            code = text ? EXIT_FILES : EXIT_MEMORY;
        free(text);
    }
    input_release(&in);
    return code;
}

static int command_check(const struct options *o, struct diag *d)
{
    int code = 0;

    for (int i = 0; i < o->operands; i++) {
        int one = check_one(o->operand[i], o, d);
        if (!code)
            code = one;
    }
    return code;
}

/* "in/day.xml" -> "day.h5", in the folder where the command runs. */
static char *default_out(const char *scenario)
{
    const char *slash = strrchr(scenario, '/');
    const char *name = slash ? slash + 1 : scenario;
    size_t stem = strlen(name);

    if (stem > 4 && !strcmp(name + stem - 4, ".xml"))
        stem -= 4;
    char *out = malloc(stem + 4);
    if (out)
        sprintf(out, "%.*s.h5", (int)stem, name);
    return out;
}

struct sink {
    struct results_writer *writer;
    struct diag *d;
    int done, replications;
    bool progress;
    int64_t travellers;
};

static int take_replication(void *context, const struct results *r)
{
    struct sink *s = context;
    const struct replications_row *row = r->table[TABLE_replications].row;

    s->travellers += row->travellers;
    s->done++;
    if (s->progress)
        fprintf(stderr, "\rreplication %d of %d", s->done, s->replications);
    return results_writer_add(s->writer, r, s->d);
}

static int run_model(const struct model *m, const struct scenario *s,
                     const struct options *o, struct sink *sink)
{
    int jobs = o->jobs ? o->jobs : workers_processors(), guarded = -1;
    const struct replicate r = {.model = m,
                                .replications = s->replications,
                                .jobs = jobs,
                                .travellers = o->travellers,
                                .stop = &stop,
                                .sink = take_replication,
                                .context = sink};

    switch (replicate(&r, &guarded)) {
    case REPLICATE_DONE:
        return 0;
    case REPLICATE_MEMORY:
        diag_error(sink->d, NULL, "out of memory or threads during the run");
        return EXIT_MEMORY;
    case REPLICATE_STOPPED:
        diag_error(sink->d, NULL, "interrupted; nothing was written");
        return EXIT_STOPPED;
    case REPLICATE_GUARD:
        diag_error(sink->d, NULL,
                   "replication %d: more than %d travellers present at once "
                   "in a port; its demand is far above its capacity",
                   guarded, 1 << 25);
        return EXIT_GUARD;
    case REPLICATE_SINK:
        break;
    }
    return EXIT_FILES;
}

/* From the scenario's folder on: where that lies does not change a run. */
static const char *inner_name(const struct document *x, const char *name)
{
    size_t n = strlen(x->folder);

    return strncmp(name, x->folder, n) ? name : name + n;
}

static void fill_about(struct results_about *a, const struct input *in,
                       const struct model *m, const char *text,
                       struct results_input *file)
{
    const struct scenario *s = &in->scenario;

    for (int i = 0; i < in->document.files; i++) {
        file[i].name = inner_name(&in->document, in->document.file[i].name);
        memcpy(file[i].sha256, in->document.file[i].sha256, 32);
    }
    *a = (struct results_about){
        .version = POESIM_VERSION,
        .scenario_id = s->id,
        .scenario = text,
        .seed = s->seed,
        .replications = s->replications,
        .start_utc_us = civil_utc(&s->wall, s->start_day, 0),
        .duration_us = s->duration,
        .interval_us = s->interval,
        .warm_up_us = s->warm_up,
        .quantile_digest = model_quantile_digest(m),
        .files = in->document.files,
        .file = file,
    };
}

static int write_run(const struct input *in, const struct model *m,
                     const struct options *o, const char *out, struct diag *d)
{
    struct sink sink = {.d = d,
                        .replications = in->scenario.replications,
                        .progress = !o->quiet && isatty(STDERR_FILENO)};
    struct results_about about;
    char *text = document_text(&in->document);
    struct results_input *file =
        calloc((size_t)in->document.files, sizeof *file);
    int code = EXIT_MEMORY;

    if (!text || !file)
        goto out;
    fill_about(&about, in, m, text, file);
    code = EXIT_FILES;
    if (results_writer_open(&sink.writer, out, o->force, &about, model_names(m),
                            d))
        goto out;
    code = run_model(m, &in->scenario, o, &sink);
    if (sink.progress)
        fputc('\n', stderr);
    if (code)
        results_writer_abandon(sink.writer);
    else if (results_writer_close(sink.writer, d))
        code = EXIT_FILES;
    if (!code && !o->quiet)
        fprintf(stderr, "%s: %d replications, %lld travellers\n", out,
                sink.done, (long long)sink.travellers);
out:
    free(text);
    free(file);
    return code;
}

static int command_run(const struct options *o, struct diag *d)
{
    struct input in = {0};
    struct model *m = NULL;
    char *own = o->out ? NULL : default_out(o->operand[0]);
    int code = input_read(&in, o->operand[0], o, d);

    if (!code && model_compile(&m, &in.scenario, d))
        code = EXIT_SCENARIO;
    if (!code)
        code = write_run(&in, m, o, o->out ? o->out : own, d);
    model_free(m);
    input_release(&in);
    free(own);
    return code;
}

static int command_import(int argc, char **argv)
{
    if (argc > 2 && !strcmp(argv[2], "awt"))
        return import_awt_main(argc - 2, argv + 2);
    fputs("poesim: error: import what? \"poesim import awt --help\"\n", stderr);
    return EXIT_USAGE;
}

static int run_command(int argc, char **argv, struct diag *d)
{
    struct options o;
    int code = EXIT_USAGE;

    if (options_command(argv[1]) == COMMAND_IMPORT)
        return command_import(argc, argv);
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
        code = command_run(&o, d);
    } else if (o.command == COMMAND_FORMAT) {
        code = format_page_write(stdout) < 0 ? EXIT_MEMORY : 0;
    } else {
        code = results_page_write(stdout) ? EXIT_FILES : 0;
    }
    options_release(&o);
    return code;
}

int main(int argc, char **argv)
{
    struct sigaction act = {.sa_handler = on_signal,
                            .sa_flags = (int)SA_RESETHAND};
    struct diag d = {0};
    int code = EXIT_USAGE;

    gsl_set_error_handler_off();
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    act = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGXFSZ, &act, NULL);
    if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
        options_help(-1);
        return argc < 2 ? EXIT_USAGE : 0;
    }
    if (!strcmp(argv[1], "--version")) {
        puts("poesim " POESIM_VERSION);
        return 0;
    }
    if (options_command(argv[1]) >= 0) {
        code = run_command(argc, argv, &d);
    } else {
        places_become(argv[1], argv + 1);
        fprintf(stderr,
                "poesim: error: no command \"%s\"; \"poesim --help\" lists "
                "them\n",
                argv[1]);
    }
    diag_print(&d, stderr);
    diag_release(&d);
    if (fflush(stdout) == EOF && !code)
        code = EXIT_FILES;
    return code;
}
