/* regression -- one scenario of a folder after the other: run, compare or
 * store, say so. */
#include "analysis/regress/regression.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/regress/measure.h"
#include "analysis/regress/outcome.h"
#include "sim/flow/flow.h"
#include "sim/io/import/import_files.h"
#include "sim/io/newfile.h"
#include "sim/io/wording.h"

/* One scenario in work. */
struct work {
    const struct regression *g;
    const struct folder_entry *entry;
    struct outcome *o;
    struct expectation stored, now;
    struct diag d;
    bool has_stored; /* and it could be read */
};

/* How many replications: what is asked for, what was stored, what the scenario
 * says. */
static int replications(const struct work *w, const struct scenario *s)
{
    int asked = w->g->replications;

    if (asked)
        return asked < s->replications ? asked : s->replications;
    return w->has_stored ? w->stored.replications : s->replications;
}

/* 0, or the exit code. */
static int run(struct work *w)
{
    const struct options o = {.root = w->g->root};
    struct command_input in = {0};
    int code = command_input_read(&in, w->entry->scenario, &o, &w->d);
    int n = code ? 0 : replications(w, &in.scenario);
    const struct measure m = {.scenario = &in,
                              .replications = n,
                              .jobs = w->g->jobs,
                              .stop = w->g->stop};

    w->now.replications = n;
    if (!code && w->has_stored && !w->g->accepts && n != w->stored.replications)
        w->o->kind = OUTCOME_OTHER; /* not comparable */
    else if (!code)
        code = measure_run(&w->now, &m, &w->d);
    command_input_release(&in);
    return code;
}

/* Margins that somebody chose stay. */
static void keep_margins(struct work *w)
{
    for (int i = 0; i < w->now.items; i++) {
        const struct expected *x =
            expectation_find(&w->stored, &w->now.item[i]);
        if (x && x->class == EXPECTED_DERIVED)
            w->now.item[i].margin = x->margin;
    }
}

static int leave(struct work *w)
{
    w->o->kind = OUTCOME_AS_IT_IS;
    return outcome_says(w->o, "exact; %s stays as it is", w->entry->stored) < 0
               ? EXIT_MEMORY
               : 0;
}

/* v: NULL: there was nothing to compare with. */
static int replace(struct work *w, const struct verdicts *v)
{
    keep_margins(w);
    w->now.version = POESIM_VERSION;
    w->now.reason = w->g->reason;
    if (expectation_write(&w->now, w->entry->stored, &w->d))
        return EXIT_FILES;
    return outcome_stored(w->o, w->has_stored ? &w->stored : NULL, &w->now, v,
                          w->g->all)
               ? EXIT_MEMORY
               : 0;
}

static int store(struct work *w)
{
    struct verdicts v = {0};
    int code = run(w);
    bool compared =
        w->has_stored && w->stored.replications == w->now.replications;

    if (code)
        return code;
    if (compared && verdicts_find(&v, &w->stored, &w->now))
        return EXIT_MEMORY;
    code = compared && v.worst == VERDICT_EXACT
               ? leave(w)
               : replace(w, compared ? &v : NULL);
    verdicts_release(&v);
    return code;
}

static int compare(struct work *w)
{
    struct verdicts v;
    int code = run(w);

    if (code)
        return code;
    if (w->o->kind == OUTCOME_OTHER)
        return outcome_says(w->o,
                            "not compared: stored with %d replications, and "
                            "%d are asked for",
                            w->stored.replications, w->now.replications) < 0
                   ? EXIT_MEMORY
                   : 0;
    if (verdicts_find(&v, &w->stored, &w->now))
        return EXIT_MEMORY;
    if (outcome_compared(w->o, &w->stored, &v, w->g->all))
        code = EXIT_MEMORY;
    verdicts_release(&v);
    return code;
}

static int gone(struct work *w)
{
    w->o->kind = OUTCOME_GONE;
    return outcome_says(w->o,
                        "changed: its scenario %s is gone; bring it back, or "
                        "remove %s",
                        w->entry->scenario, w->entry->stored) < 0
               ? EXIT_MEMORY
               : 0;
}

/* It is not run, as there is nothing to compare; but an error is told. */
static int nothing(struct work *w)
{
    const struct options o = {.root = w->g->root};
    struct command_input in = {0};
    struct model *model = NULL;
    int code = command_input_read(&in, w->entry->scenario, &o, &w->d);

    if (!code && model_compile(&model, &in.scenario, &w->d))
        code = EXIT_SCENARIO;
    model_free(model);
    command_input_release(&in);
    if (code)
        return code;
    w->o->kind = OUTCOME_NEW;
    return outcome_says(w->o, "new: nothing is stored to compare it with; %s",
                        "--accept stores it") < 0
               ? EXIT_MEMORY
               : 0;
}

/* The exit code; of trouble with memory or a stop nothing is said here. */
static int work_on(struct work *w)
{
    bool accepts = w->g->accepts > 0;

    if (!w->entry->has_scenario)
        return gone(w);
    if (!w->entry->has_stored && !accepts)
        return nothing(w);
    if (w->entry->has_stored) {
        /* a damaged one is not replaced: somebody chose its margins */
        if (expectation_read(&w->stored, w->entry->stored, &w->d))
            return EXIT_SCENARIO;
        w->has_stored = true;
    }
    return accepts ? store(w) : compare(w);
}

/* All that was said of it; the first line is for the list. */
static int say_failed(struct outcome *o, const struct diag *d)
{
    size_t size = 0;
    FILE *out = open_memstream(&o->text, &size);

    if (!out)
        return -1;
    o->kind = OUTCOME_FAILED;
    fprintf(out, "%s: failed: cannot be read or run\n", o->entry->name);
    for (int i = 0; i < d->stored; i++)
        fprintf(out, "%s\n", d->message[i]);
    return fclose(out) ? -1 : 0;
}

static int do_entry(const struct regression *g, const struct folder_entry *e,
                    struct outcome *o)
{
    struct work w = {.g = g, .entry = e, .o = o};

    *o = (struct outcome){.entry = e};
    int code = work_on(&w);
    if (code && code != EXIT_STOPPED && say_failed(o, &w.d))
        code = EXIT_MEMORY;
    o->code = code;
    fflush(stdout);
    diag_print(&w.d, stderr);
    if (o->text)
        printf("%.*s\n",
               o->kind == OUTCOME_FAILED ? (int)strcspn(o->text, "\n")
                                         : (int)strlen(o->text) - 1,
               o->text);
    fflush(stdout);
    diag_release(&w.d);
    expectation_release(&w.stored);
    expectation_release(&w.now);
    return code;
}

static bool is_accepted(const struct regression *g, const struct folder *f,
                        const struct folder_entry *e)
{
    for (int i = 0; i < g->accepts; i++)
        if (folder_find(f, g->accept[i]) == e)
            return true;
    return g->accepts == 0;
}

static int check_names(const struct regression *g, const struct folder *f,
                       struct diag *d)
{
    const char **name = malloc(((size_t)f->entries + 1) * sizeof *name);
    int bad = 0;

    if (!name)
        return EXIT_MEMORY;
    for (int i = 0; i < f->entries; i++)
        name[i] = f->entry[i].name;
    for (int i = 0; i < g->accepts; i++) {
        if (folder_find(f, g->accept[i]))
            continue;
        const char *near = wording_nearest(g->accept[i], name, f->entries);
        if (folder_has_fragment(f, g->accept[i]))
            diag_error(d, NULL,
                       "--accept \"%s\": this file of %s is a fragment, as its "
                       "outermost element is not <scenario>; name a scenario "
                       "that includes it",
                       g->accept[i], f->path);
        else
            diag_error(d, NULL, "--accept \"%s\": no such scenario in %s%s%s",
                       g->accept[i], f->path, near ? "; did you mean " : "",
                       near ? near : "");
        bad = EXIT_USAGE;
    }
    for (int i = 0; g->junit && i < f->entries; i++)
        if (newfile_not_input(g->junit, f->entry[i].scenario, d) ||
            newfile_not_input(g->junit, f->entry[i].stored, d))
            bad = EXIT_USAGE;
    free(name);
    return bad;
}

/* How many of each kind, and what to do. */
static void sum_up(const struct regression *g, const struct outcome *o, int n)
{
    static const char *const words[OUTCOMES] = {
        "exact", "equivalent", "changed",      "stored", "as stored",
        "new",   "gone",       "not compared", "failed"};
    int of[OUTCOMES] = {0};
    const char *between = ": ";

    for (int i = 0; i < n; i++)
        of[o[i].kind]++;
    printf("%d scenario%s", n, n == 1 ? "" : "s");
    for (int k = 0; k < OUTCOMES; k++)
        if (of[k]) {
            printf("%s%d %s", between, of[k], words[k]);
            between = ", ";
        }
    putchar('\n');
    if (of[OUTCOME_CHANGED] || of[OUTCOME_NEW] || of[OUTCOME_OTHER])
        printf("to accept: poesim regress %s --accept NAME --reason TEXT\n",
               g->folder);
}

static int write_junit(const struct regression *g, const struct outcome *o,
                       int n, struct diag *d)
{
    char *text = outcome_junit(o, n, g->folder);
    int bad = text ? import_files_write(g->junit, true, text, d) : 0;

    free(text);
    if (!text)
        diag_error(d, NULL, "out of memory");
    return !text ? EXIT_MEMORY : bad ? EXIT_FILES : 0;
}

static int run_all(const struct regression *g, const struct folder *f,
                   struct outcome *o, struct diag *d)
{
    int n = 0, failed = 0, code = 0;
    bool good = true;

    for (int i = 0; i < f->entries && code != EXIT_STOPPED; i++) {
        if (!is_accepted(g, f, &f->entry[i]))
            continue;
        code = *g->stop ? EXIT_STOPPED : do_entry(g, &f->entry[i], &o[n]);
        if (code && !failed)
            failed = code;
        good = good && outcome_good(&o[n]);
        n++;
    }
    if (code == EXIT_STOPPED) {
        diag_error(d, NULL, "interrupted");
        return code;
    }
    sum_up(g, o, n);
    code = g->junit ? write_junit(g, o, n, d) : 0;
    return failed ? failed : code ? code : good ? 0 : EXIT_CHANGED;
}

int regression_run(const struct regression *g, struct diag *d)
{
    struct folder f;
    struct outcome *o = NULL;
    int code = folder_read(&f, g->folder, d) ? EXIT_FILES : 0;

    if (!code && !f.entries) {
        diag_error(d, &(struct origin){.file = g->folder},
                   "holds no scenario: no file *.xml whose outermost element "
                   "is <scenario>");
        code = EXIT_FILES;
    }
    if (!code)
        code = check_names(g, &f, d);
    if (!code && !(o = calloc((size_t)f.entries, sizeof *o))) {
        diag_error(d, NULL, "out of memory");
        code = EXIT_MEMORY;
    }
    if (!code)
        code = run_all(g, &f, o, d);
    for (int i = 0; o && i < f.entries; i++)
        outcome_release(&o[i]);
    free(o);
    folder_release(&f);
    return code;
}
