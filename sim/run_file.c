/* run_file -- what is kept, what is missing, and what is left when it ends. */
#include "sim/run_file.h"

#include <stdio.h>
#include <unistd.h>

#include "sim/command.h"
#include "sim/engine/workers.h"
#include "sim/io/results/partial.h"
#include "sim/study/replicate.h"

/* A run under way. */
struct sink {
    const struct run_file *run;
    struct results_writer *writer;
    struct partial partial;
    struct diag *d;
    bool progress, keeps; /* keeps: what comes is in no shard yet */
    int done;
    int64_t travellers, still_inside;
};

static int take(void *context, const struct results *r)
{
    struct sink *s = context;
    const struct rows *rows = &r->table[TABLE_replications];
    const struct replications_row *row = rows->row;

    const struct results_about *about = s->run->about;
    int32_t replication = about->shard.first + s->done;
    bool over = rows->count > 0;

    /* A single replication that comes in pieces is not kept: when it is there,
     * so is the run. */
    if (!over && about->replications == 1)
        s->keeps = false;
    for (size_t i = 0; i < rows->count; i++) {
        s->travellers += row[i].travellers;
        s->still_inside += row[i].still_inside;
        s->done++;
    }
    if (s->progress)
        fprintf(stderr, "\rreplication %d of %d", s->done, about->replications);
    /* The shard first: what fails to be written is not lost then. */
    if (s->keeps && partial_add(&s->partial, replication, r, over, s->d) < 0)
        return -1;
    return results_writer_add(s->writer, r, s->d);
}

static void forget(void *context)
{
    struct sink *s = context;

    partial_forget(&s->partial);
    results_writer_forget(s->writer);
}

static int run_stretch(struct sink *s, int first, int count)
{
    const struct options *o = s->run->options;
    int jobs = o->jobs ? o->jobs : workers_processors();
    struct replicate_guard guarded = {.replication = -1};
    const struct replicate r = {.model = s->run->model,
                                .first = first,
                                .replications = count,
                                .jobs = jobs,
                                .travellers = o->travellers,
                                .stop = s->run->stop,
                                .sink = take,
                                .forget = forget,
                                .context = s};

    s->keeps = true;
    switch (replicate(&r, &guarded)) {
    case REPLICATE_DONE:
        return 0;
    case REPLICATE_MEMORY:
        diag_error(s->d, NULL, "out of memory or threads during the run");
        return EXIT_MEMORY;
    case REPLICATE_STOPPED:
        return EXIT_STOPPED;
    case REPLICATE_GUARD:
        diag_error(s->d, NULL, "replication %d: %s", guarded.replication,
                   flow_guard_text(guarded.guard));
        return EXIT_GUARD;
    case REPLICATE_SINK:
        break;
    }
    return EXIT_FILES;
}

static int copy_stretch(struct sink *s, int shard, int first, int count)
{
    int errors = s->d->count;

    s->keeps = false;
    if (partial_copy(&s->partial, shard, first, count, s->run->stop, take, s,
                     s->d) == 0)
        return 0;
    return s->d->count > errors ? EXIT_FILES : EXIT_STOPPED;
}

static int run_all(struct sink *s)
{
    const struct results_about *about = s->run->about;
    int at = about->shard.first, end = at + about->replications, code = 0;

    while (at < end && !code) {
        int shard, n = partial_stretch(&s->partial, at, end, &shard);

        code =
            shard < 0 ? run_stretch(s, at, n) : copy_stretch(s, shard, at, n);
        at += n;
    }
    return code;
}

/* Replications of this run that are in shards. */
static int kept(const struct sink *s)
{
    const struct results_about *about = s->run->about;
    int at = about->shard.first, end = at + about->replications;
    int all = s->partial.added;

    while (at < end) {
        int shard, n = partial_stretch(&s->partial, at, end, &shard);

        all += shard < 0 ? 0 : n;
        at += n;
    }
    return all;
}

/* The run has ended too early: put the rest into a shard and say how to go on.
 */
static void leave(struct sink *s, int code)
{
    const char *what = code == EXIT_STOPPED ? "interrupted" : "given up";

    results_writer_abandon(s->writer); /* makes room on a full disk */
    if (code == EXIT_GUARD) {          /* it would come to the same again */
        partial_remove(&s->partial);
        return;
    }
    bool bad = partial_flush(&s->partial, s->d) < 0;
    int replications = kept(s);
    if (replications)
        diag_error(s->d, NULL,
                   "%s; %d of %d replications are kept in %s; the same command "
                   "with --resume runs the others",
                   what, replications, s->run->about->replications,
                   s->partial.folder);
    else if (!bad)
        diag_error(s->d, NULL,
                   "%s before any replication was finished; nothing was "
                   "written",
                   what);
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

static int run_new(struct sink *s)
{
    const struct run_file *run = s->run;
    const struct options *o = run->options;
    struct results_about about = *run->about;

    if (!o->shards) /* a whole run's file says nothing of shards */
        about.shard = (struct results_shard){0};
    if (results_writer_open(&s->writer, run->out, o->force, &about,
                            model_names(run->model), s->d))
        return EXIT_FILES;
    int code = run_all(s);
    if (s->progress)
        fputc('\n', stderr);
    if (code) {
        leave(s, code);
        return code;
    }
    if (results_writer_close(s->writer, s->d)) {
        s->writer = NULL;
        leave(s, EXIT_FILES);
        return EXIT_FILES;
    }
    partial_remove(&s->partial);
    if (!o->quiet)
        fprintf(stderr, "%s: %d replications, %lld travellers\n", run->out,
                s->done, (long long)s->travellers);
    warn_of_rest(s, s->d);
    return 0;
}

int run_file_write(const struct run_file *run, struct diag *d)
{
    const struct options *o = run->options;
    const struct shard_run this = {run->about, model_names(run->model)};
    struct sink s = {
        .run = run, .d = d, .progress = !o->quiet && isatty(STDERR_FILENO)};
    const struct partial_options how = {o->resume, o->force, o->keep_s};
    int result = partial_open(&s.partial, run->out, &this, &how, d);
    int code = result == PARTIAL_FOREIGN ? EXIT_SCENARIO
               : result < 0              ? EXIT_FILES
                                         : 0;

    if (!code && o->resume)
        result = shard_finished(&this, run->out, o->shards > 0, o->force, d);
    if (!code && result < 0)
        code = EXIT_FILES;
    if (!code && result == 1) {
        partial_remove(&s.partial);
        if (!o->quiet)
            fprintf(stderr, "%s: finished already, %d replications\n", run->out,
                    run->about->replications);
    } else if (!code) {
        code = run_new(&s);
    }
    partial_close(&s.partial);
    return code;
}
