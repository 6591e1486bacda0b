/* played -- reads, compiles, runs and tells. */
#include "tests/support/played.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/scenario/scenario_file.h"
#include "tests/support/scratch.h"

/* What has been loaded is compiled and run; log NULL: nothing is told. */
static void play(struct played *x, struct milestone_log *log)
{
    struct flow_worker *w = flow_worker_new();
    const struct flow_options o = {.travellers = true, .log = log};

    ck_assert_ptr_nonnull(w);
    ck_assert_msg(x->loaded.result == 0 &&
                      scenario_file_read(&x->scenario, &x->loaded.document,
                                         &x->loaded.diag) == 0 &&
                      model_compile(&x->model, &x->scenario, &x->loaded.diag) ==
                          0,
                  "%s", loaded_message(&x->loaded, 0));
    ck_assert_int_eq(flow_run(w, x->model, 0, &o, &x->results), FLOW_DONE);
    x->sum =
        *(const struct replications_row *)x->results.table[TABLE_replications]
             .row;
    flow_worker_free(w);
}

void played_run(struct played *x, const char *text)
{
    *x = (struct played){.model = NULL};
    scratch_write(scratch_path("played.xml"), text, strlen(text));
    loaded_file(&x->loaded, "played.xml", NULL);
    play(x, &x->log);
}

void played_text(struct played *x, const char *text)
{
    *x = (struct played){.model = NULL};
    loaded_text(&x->loaded, text);
    play(x, NULL);
}

static int in_time(const void *a, const void *b)
{
    const struct milestone *x = *(const struct milestone *const *)a;
    const struct milestone *y = *(const struct milestone *const *)b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x > y) - (x < y); /* as they were logged */
}

static const char *node_of(const struct port *p, const struct milestone *m)
{
    return m->kind == MILESTONE_LEAVE ? end_state_names[m->node]
                                      : p->station[m->node].id.text;
}

const char *played_story(struct played *x)
{
    static const char *const kind[] = {
        [MILESTONE_JOIN] = "joins",
        [MILESTONE_START] = "starts",
        [MILESTONE_END] = "ends",
        [MILESTONE_LEAVE] = "leaves",
    };
    const struct port *p = &x->scenario.port[0];
    const struct milestone **in =
        calloc(x->log.count + 1, sizeof(const struct milestone *));
    size_t used = 0;

    ck_assert_ptr_nonnull(in);
    for (size_t i = 0; i < x->log.count; i++)
        in[i] = &x->log.item[i];
    qsort(in, x->log.count, sizeof(const struct milestone *), in_time);
    for (size_t i = 0; i < x->log.count; i++) {
        const struct milestone *m = in[i];
        char lead[20] = "";
        if (m->port || m->kind == MILESTONE_ARRIVE ||
            m->kind == MILESTONE_REQUEST || m->kind == MILESTONE_ANSWER)
            continue;
        if (m->member)
            snprintf(lead, sizeof lead, ".%d", m->member);
        used += (size_t)snprintf(x->story + used, sizeof x->story - used,
                                 "%g %s%" PRIu32 "%s %s %s\n",
                                 (double)m->at / (double)US_PER_S,
                                 p->flow[m->flow].id.text, m->party, lead,
                                 kind[m->kind], node_of(p, m));
        ck_assert_uint_lt(used, sizeof x->story);
    }
    free(in);
    return x->story;
}

static int in_kind(const void *a, const void *b)
{
    const struct milestone *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->party > y->party) - (x->party < y->party);
}

const char *played_line(struct played *x, const char *kinds)
{
    static const char letters[] = "ajsrwel";
    size_t used = 0;

    *x->story = '\0';
    qsort(x->log.item, x->log.count, sizeof *x->log.item, in_kind);
    for (size_t i = 0; i < x->log.count; i++) {
        const struct milestone *m = &x->log.item[i];
        if (!strchr(kinds, letters[m->kind]))
            continue;
        used += (size_t)snprintf(x->story + used, sizeof x->story - used,
                                 "%s%c%" PRIu32 "@%.10g", used ? " " : "",
                                 letters[m->kind], m->party,
                                 (double)m->at / (double)US_PER_S);
        ck_assert_uint_lt(used, sizeof x->story);
    }
    return x->story;
}

void played_release(struct played *x)
{
    free(x->log.item);
    results_release(&x->results);
    model_free(x->model);
    loaded_release(&x->loaded);
}
