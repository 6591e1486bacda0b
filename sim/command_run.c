/* command_run -- "poesim run": compiles a scenario, runs it, writes the
 * results. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/command.h"
#include "sim/engine/workers.h"
#include "sim/io/results/results_file.h"
#include "sim/study/replicate.h"

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
    const volatile int *stop;
    struct diag *d;
    int done, replications;
    bool progress;
    int64_t travellers, still_inside;
};

static int take_replication(void *context, const struct results *r)
{
    struct sink *s = context;
    const struct replications_row *row = r->table[TABLE_replications].row;

    s->travellers += row->travellers;
    s->still_inside += row->still_inside;
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
                                .stop = sink->stop,
                                .sink = take_replication,
                                .context = sink};

    switch (replicate(&r, &guarded)) {
    case REPLICATE_DONE:
        return 0;
    case REPLICATE_MEMORY:
        diag_error(sink->d, NULL, "out of memory or threads during the run");
        return EXIT_MEMORY;
    case REPLICATE_STOPPED:
        return EXIT_STOPPED;
    case REPLICATE_GUARD:
        diag_error(sink->d, NULL,
                   "replication %d: more than %d travellers present at once "
                   "in a port (its demand is far above its capacity), or a "
                   "party that comes back to a station for ever",
                   guarded, FLOW_PRESENT_MOST);
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

static void fill_about(struct results_about *a, const struct command_input *in,
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

/* What an interrupted run has finished goes to "OUT.partial/". */
static void keep(struct sink *s, const char *out, struct diag *d)
{
    size_t size = strlen(out) + 48;
    char *path = s->done ? malloc(size) : NULL;

    if (!path) {
        results_writer_abandon(s->writer);
        diag_error(d, NULL,
                   "interrupted before any replication was finished; "
                   "nothing was written");
        return;
    }
    snprintf(path, size, "%s.partial", out);
    if (mkdir(path, 0777) && errno != EEXIST)
        diag_error(d, NULL, "%s: cannot make the folder: %s", path,
                   strerror(errno));
    snprintf(path, size, "%s.partial/0-%d.h5", out, s->done - 1);
    if (!results_writer_keep(s->writer, path, s->done, d))
        diag_error(d, NULL,
                   "interrupted; the first %d of %d replications are kept in "
                   "%s",
                   s->done, s->replications, path);
    free(path);
}

/* Queues that never clear would show only in what the tables leave out. */
static void warn_of_rest(const struct sink *s, struct diag *d)
{
    double share =
        s->travellers ? (double)s->still_inside / (double)s->travellers : 0;

    if (share > 0.005)
        diag_warning(d, NULL,
                     "%.1f%% of the travellers (%.0f a replication) were still "
                     "inside at the end of the run, and no table of waits "
                     "knows how long theirs became; is there enough staff, or "
                     "does the run end too early?",
                     100 * share, (double)s->still_inside / s->done);
}

static int write_run(const struct command_input *in, const struct model *m,
                     const struct options *o, const char *out,
                     const volatile int *stop, struct diag *d)
{
    struct sink sink = {.d = d,
                        .stop = stop,
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
    if (code == EXIT_STOPPED)
        keep(&sink, out, d);
    else if (code)
        results_writer_abandon(sink.writer);
    else if (results_writer_close(sink.writer, d))
        code = EXIT_FILES;
    if (!code && !o->quiet)
        fprintf(stderr, "%s: %d replications, %lld travellers\n", out,
                sink.done, (long long)sink.travellers);
    if (!code)
        warn_of_rest(&sink, d);
out:
    free(text);
    free(file);
    return code;
}

int command_run(const struct options *o, const volatile int *stop,
                struct diag *d)
{
    struct command_input in = {0};
    struct model *m = NULL;
    char *own = o->out ? NULL : default_out(o->operand[0]);
    const char *out = o->out ? o->out : own;
    int code = command_input_read(&in, o->operand[0], o, d);

    if (!code && !out)
        code = EXIT_MEMORY;
    if (!code)
        code = command_output_check(&in, out, d);
    if (!code && model_compile(&m, &in.scenario, d))
        code = EXIT_SCENARIO;
    if (!code)
        code = write_run(&in, m, o, out, stop, d);
    model_free(m);
    command_input_release(&in);
    free(own);
    return code;
}
