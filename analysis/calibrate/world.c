/* Days: read, compiled and run as often as there are trials. */
#include "analysis/calibrate/world.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/calibrate/world_day.h"
#include "analysis/common/fit_read.h"
#include "sim/command.h"
#include "sim/engine/workers.h"
#include "sim/flow/flow.h"
#include "sim/io/scenario/scenario_file.h"

const char **world_settings(const struct world *w, const double *value,
                            struct arena *a)
{
    const char **set =
        arena_array(a, (size_t)(w->sets + w->parameters), sizeof *set);
    for (int i = 0; i < w->sets && set; i++)
        set[i] = w->set[i];
    for (int i = 0; i < w->parameters && set; i++) {
        const struct parameter *p = &w->parameter[i];
        char text[PARAMETER_TEXT];
        parameter_print(p, value[i], text);
        size_t path = strlen(p->path), room = path + 1 + sizeof text;
        char *one = arena_alloc(a, room);
        if (!one)
            return NULL;
        snprintf(one, room, "%s=%s", p->path, text);
        set[w->sets + i] = one;
    }
    return set;
}

int world_read(struct world *w, const char *path, const char *const *set,
               struct document *x, struct scenario *s, struct arena *a,
               struct diag *d)
{
    const struct document_options how = {.root = w->root,
                                         .library = w->library,
                                         .set = set,
                                         .sets = w->sets + w->parameters,
                                         .fits = w->parameters,
                                         .schema = &w->schema};
    int errors = d->count;
    /* libxml2 has one hook for all threads that says which files may be read */
    pthread_mutex_lock(&w->reading);
    int loaded = document_load(x, path, &how, a, d);
    pthread_mutex_unlock(&w->reading);
    if (loaded == -2)
        return EXIT_FILES;
    if (loaded || d->count > errors || scenario_file_read(s, x, d) ||
        d->count > errors)
        return EXIT_SCENARIO;
    return 0;
}

/* ---- one day ---- */

/* All days of a trial. */
struct trial {
    struct world *w;
    const char *const *set;
    int first;       /* replication */
    int32_t *number; /* of each replication */
    struct flow_worker **worker;
};

static int outcome_code(const struct world_day *x, int replication,
                        enum flow_outcome outcome, struct diag *d)
{
    struct origin at = {x->path, 0, 0, NULL};
    switch (outcome) {
    case FLOW_DONE:
        return 0;
    case FLOW_STOPPED:
        return EXIT_STOPPED;
    case FLOW_MEMORY:
        diag_error(d, NULL, "memory is short");
        return EXIT_MEMORY;
    default:
        diag_error(d, &at, "replication %d: %s", replication,
                   flow_guard_text(outcome));
        return EXIT_GUARD;
    }
}

/* Bins of the hours that were observed, over all replications. */
static int count(struct world_day *x, const struct trial *t,
                 const struct scenario *s, const struct model *m,
                 const struct results *rows)
{
    const struct results_about about = {
        .start_utc_us = civil_utc(&s->wall, s->start_day, 0),
        .interval_us = s->interval};
    const struct input in = {.about = &about,
                             .names = model_names(m),
                             .tables = *rows,
                             .replications = t->w->replications,
                             .number = t->number};
    struct fit f;
    size_t n;
    if (fit_init(&f, t->w->replications))
        return EXIT_MEMORY;
    for (int h = 0; h < AWT_HOURS; h++)
        if (x->observed.hour[h].line)
            fit_add_simulated(&f, &in, &x->journey, x->first, h);
    for (int k = 0; k < f.replications * AWT_BINS; k++)
        x->bin[k % AWT_BINS] += f.bin[k];
    fit_release(&f);
    const struct replications_row *row =
        input_rows(&in, TABLE_replications, &n);
    for (size_t i = 0; i < n; i++) {
        x->travellers += (double)row[i].travellers;
        x->inside += (double)row[i].still_inside;
    }
    /* They would have had the longest times: bins without them would praise
     * what never ends. */
    x->bin[AWT_BINS - 1] += x->inside;
    return 0;
}

static int run_model(struct world_day *x, const struct trial *t, int worker,
                     const struct scenario *s, struct diag *d)
{
    const struct flow_options o = {.stop = t->w->stop};
    struct model *m = NULL;
    struct results rows = {0};
    int code = model_compile(&m, s, d) ? EXIT_SCENARIO : 0;
    for (int r = 0; r < t->w->replications && !code; r++)
        code = outcome_code(
            x, t->first + r,
            flow_run(t->worker[worker], m, t->first + r, &o, &rows), d);
    if (!code)
        code = count(x, t, s, m, &rows);
    results_release(&rows);
    model_free(m);
    return code;
}

static int play(struct world_day *x, const struct trial *t, int worker,
                struct diag *d)
{
    struct arena a = {0};
    struct document doc = {0};
    struct scenario s = {0};
    memset(x->bin, 0, sizeof x->bin);
    x->travellers = x->inside = 0;
    if (t->w->stop && *t->w->stop)
        return EXIT_STOPPED;
    int code = world_read(t->w, x->path, t->set, &doc, &s, &a, d);
    if (!t->w->same)
        s.seed += (uint64_t)(int64_t)x->first;
    if (!code)
        code = run_model(x, t, worker, &s, d);
    document_release(&doc);
    arena_release(&a);
    return code;
}

/* Messages are dropped: warnings were given at the beginning, and errors are
 * when the day that failed is played again. */
static void play_piece(void *context, int worker, int piece)
{
    const struct trial *t = context;
    struct world_day *x = &t->w->day[piece];
    struct diag d = {0};
    x->code = play(x, t, worker, &d);
    diag_release(&d);
}

/* ---- all days ---- */

static void gather(struct world *w)
{
    w->travellers = w->inside = 0;
    for (int c = 0; c < w->cells; c++)
        memset(w->cell[c].simulated, 0, sizeof w->cell[c].simulated);
    for (int k = 0; k < w->files; k++) {
        const struct world_day *x = &w->day[k];
        for (int b = 0; b < AWT_BINS; b++)
            w->cell[x->cell].simulated[b] += x->bin[b];
        w->travellers += x->travellers;
        w->inside += x->inside;
    }
}

/* Of the first day that failed, with its reason. */
static int first_code(const struct trial *t, struct diag *d)
{
    struct world *w = t->w;
    for (int k = 0; k < w->files; k++)
        if (w->day[k].code && w->day[k].code != EXIT_STOPPED)
            return play(&w->day[k], t, 0, d);
    return w->stop && *w->stop ? EXIT_STOPPED : 0;
}

int world_run(struct world *w, const double *value, int first, struct diag *d)
{
    struct arena a = {0};
    struct trial t = {.w = w, .first = first};
    int jobs = w->jobs < w->files ? w->jobs : w->files, bad = 0;
    t.set = world_settings(w, value, &a);
    t.number = arena_array(&a, (size_t)w->replications, sizeof *t.number);
    t.worker = arena_array(&a, (size_t)jobs, sizeof(struct flow_worker *));
    bad = !t.set || !t.number || !t.worker;
    for (int r = 0; r < w->replications && !bad; r++)
        t.number[r] = first + r;
    for (int i = 0; i < jobs && !bad; i++)
        bad = !(t.worker[i] = flow_worker_new());
    if (!bad)
        bad = workers_run(jobs, w->files, play_piece, &t);
    int code = bad ? EXIT_MEMORY : first_code(&t, d);
    for (int i = 0; t.worker && i < jobs; i++)
        flow_worker_free(t.worker[i]);
    arena_release(&a);
    if (bad)
        diag_error(d, NULL, "memory or threads are short");
    if (!code)
        gather(w);
    return code;
}
