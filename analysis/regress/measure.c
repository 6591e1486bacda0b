/* measure -- runs a scenario; digests and sums while it runs, and the rows that
 * the derived numbers need. */
#include "analysis/regress/measure.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_digest.h"
#include "sim/io/results/results_fields.h"
#include "sim/study/replicate.h"

/* Columns whose sums stand beside a table's digest, so that a difference can
 * be told in words. */
static const struct {
    enum result_table table;
    const char *columns;
} told[] = {
    {TABLE_replications,
     "travellers parties admitted departed refused withdrew abandoned missed "
     "unrecorded still_inside"},
    {TABLE_waits_totals, "persons waited wait_sum_us left unserved"},
    {TABLE_waits_over, "persons"},
    {TABLE_series,
     "visits served service_time queue_time busy_time open_time blocked_time "
     "held_time broken_time stopped_time stops"},
    {TABLE_officers, "rostered_time busy_time"},
    {TABLE_capture,
     "transactions attempts failed_attempts no_image not_in_scope opt_outs "
     "mishandled refused"},
    {TABLE_enrolment, "tried failed time_us"},
    {TABLE_matching_errors,
     "mated old non_matches wrong_persons non_mated false_positives impostors "
     "impostor_matches"},
    {TABLE_matching_service, "answers unanswered later time_sum_us"},
    {TABLE_matching_load, "requests answered given_up lost untaken busy_time"},
    {TABLE_look_outs, "matched hits"},
    {TABLE_inspections,
     "persons referred false_rejects impostors false_accepts time_us"},
    {TABLE_journeys, "persons time_sum_us"},
    {TABLE_deadlines, "manifest boarded missed no_show other"},
    {TABLE_images, "stored confirmed deleted held longer"},
    {TABLE_records, "persons"},
};
enum { TOLD = sizeof told / sizeof *told };

struct gathering {
    struct results_digest digest;
    uint64_t sum[TOLD][RESULTS_MOST_FIELDS];
    uint64_t events, milestones;
    struct input in; /* rows of measure_tables */
};

static bool is_told(int k, const struct results_field *f)
{
    size_t n = strlen(f->name);
    const char *at = told[k].columns;

    for (; (at = strstr(at, f->name)); at += n)
        if ((at == told[k].columns || at[-1] == ' ') &&
            (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

/* Counters are of 64 bits; the sum may wrap, and is the same all the same. */
static void add_sums(struct gathering *g, int k, const struct rows *rows)
{
    struct results_table is = results_fields(told[k].table);
    size_t size = results_row_size(told[k].table);

    for (int i = 0; i < is.fields; i++) {
        if (!is_told(k, &is.field[i]))
            continue;
        assert(is.field[i].type == RESULTS_INT64);
        for (size_t r = 0; r < rows->count; r++) {
            int64_t x;
            memcpy(&x,
                   (const unsigned char *)rows->row + r * size +
                       is.field[i].offset,
                   sizeof x);
            g->sum[k][i] += (uint64_t)x;
        }
    }
}

static int keep_rows(struct results *to, enum result_table t,
                     const struct rows *rows)
{
    size_t size = results_row_size(t);

    for (size_t r = 0; r < rows->count; r++) {
        void *row = results_add(to, t);
        if (!row)
            return -1;
        memcpy(row, (const unsigned char *)rows->row + r * size, size);
    }
    return 0;
}

/* A replication, or a piece of one. */
static int take_replication(void *context, const struct results *r)
{
    struct gathering *g = context;
    const struct rows *rows = &r->table[TABLE_replications];
    const struct replications_row *row = rows->row;

    for (size_t i = 0; i < rows->count; i++) {
        g->events += (uint64_t)row[i].events;
        g->milestones += (uint64_t)row[i].milestones;
    }
    results_digest_add(&g->digest, r);
    for (int k = 0; k < TOLD; k++)
        add_sums(g, k, &r->table[told[k].table]);
    for (const enum result_table *t = measure_tables; *t != TABLES; t++)
        if (keep_rows(&g->in.tables, *t, &r->table[*t]))
            return -1;
    return 0;
}

static int run(struct gathering *g, const struct measure *m,
               const struct model *model, struct diag *d)
{
    struct replicate_guard guarded = {.replication = -1};
    const struct replicate r = {.model = model,
                                .replications = m->replications,
                                .jobs = m->jobs,
                                .stop = m->stop,
                                .sink = take_replication,
                                .context = g};

    switch (replicate(&r, &guarded)) {
    case REPLICATE_DONE:
        return 0;
    case REPLICATE_STOPPED:
        return EXIT_STOPPED;
    case REPLICATE_GUARD:
        diag_error(d, NULL, "%s: replication %d: %s",
                   m->scenario->document.file[0].name, guarded.replication,
                   flow_guard_text(guarded.guard));
        return EXIT_GUARD;
    default:
        diag_error(d, NULL, "out of memory or threads during the run");
        return EXIT_MEMORY;
    }
}

static void add_hex(struct expectation *e, enum expected_class class,
                    const char *metric, const char *of, uint64_t digest)
{
    char value[17];

    snprintf(value, sizeof value, "%016" PRIx64, digest);
    expectation_add(e, &(struct expected){.class = class,
                                          .metric = metric,
                                          .of = of,
                                          .value = value,
                                          .unit = "hex"});
}

static void add_count(struct expectation *e, enum expected_class class,
                      const char *metric, const char *of, uint64_t count,
                      const char *unit)
{
    char value[24];

    snprintf(value, sizeof value, "%" PRId64, (int64_t)count);
    expectation_add(e,
                    &(struct expected){.class = class,
                                       .metric = metric,
                                       .of = of,
                                       .value = value,
                                       .unit = strcmp(unit, "1") ? unit : ""});
}

/* Tables without rows are left out, so that a new one changes nothing. */
static void add_exact(struct expectation *e, const struct gathering *g,
                      const struct model *model)
{
    add_hex(e, EXPECTED_DRAWS, "arrivals", "", g->digest.arrivals);
    add_hex(e, EXPECTED_DRAWS, "quantiles", "", model_quantile_digest(model));
    add_hex(e, EXPECTED_EVENTS, "milestones", "(digest)", g->digest.events);
    add_count(e, EXPECTED_EVENTS, "milestones", "(number)", g->milestones, "");
    add_count(e, EXPECTED_EVENTS, "events", "(number)", g->events, "");
    for (int t = 0; t < TABLES; t++) {
        const char *path = results_fields((enum result_table)t).path;
        if (!g->digest.table[t].rows)
            continue;
        add_hex(e, EXPECTED_COUNTER, path, "(digest)",
                g->digest.table[t].counters);
        add_count(e, EXPECTED_COUNTER, path, "(rows)", g->digest.table[t].rows,
                  "");
    }
    for (int k = 0; k < TOLD; k++) {
        struct results_table is = results_fields(told[k].table);
        if (!g->digest.table[told[k].table].rows)
            continue;
        for (int i = 0; i < is.fields; i++)
            if (is_told(k, &is.field[i]))
                add_count(e, EXPECTED_COUNTER, is.path, is.field[i].name,
                          g->sum[k][i], is.field[i].unit);
    }
}

/* What the derived numbers ask beside rows. */
static int prepare(struct gathering *g, const struct measure *m,
                   const struct model *model, struct diag *d)
{
    char *text = document_text(&m->scenario->document);

    g->in.names = model_names(model);
    g->in.replications = m->replications;
    if (!text) {
        diag_error(d, NULL, "out of memory");
        return EXIT_MEMORY;
    }
    int bad =
        resolved_read(&g->in.scenario, text, g->in.names, &g->in.arena, d);
    free(text);
    return bad ? EXIT_MEMORY : 0;
}

int measure_run(struct expectation *e, const struct measure *m, struct diag *d)
{
    struct gathering *g = calloc(1, sizeof *g);
    struct model *model = NULL;
    int code = 0;

    e->replications = m->replications;
    if (!g) {
        diag_error(d, NULL, "out of memory");
        return EXIT_MEMORY;
    }
    if (model_compile(&model, &m->scenario->scenario, d))
        code = EXIT_SCENARIO;
    if (!code)
        code = prepare(g, m, model, d);
    if (!code)
        code = run(g, m, model, d);
    if (!code) {
        add_exact(e, g, model);
        if (measure_derive(e, &g->in) || e->failed) {
            diag_error(d, NULL, "out of memory");
            code = EXIT_MEMORY;
        }
        expectation_sort(e);
    }
    input_release(&g->in);
    free(g);
    model_free(model);
    return code;
}
