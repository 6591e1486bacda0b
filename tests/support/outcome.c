/* outcome -- runs scenarios for tests and adds up their tables. */
#include "tests/support/outcome.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/scenario/scenario_file.h"

void outcome_run(struct outcome *o, const char *text)
{
    struct flow_worker *w = flow_worker_new();
    const struct flow_options options = {.travellers = true};

    *o = (struct outcome){0};
    loaded_text(&o->loaded, text);
    if (o->loaded.result ||
        scenario_file_read(&o->scenario, &o->loaded.document,
                           &o->loaded.diag) ||
        model_compile(&o->model, &o->scenario, &o->loaded.diag))
        ck_abort_msg("%s", loaded_message(&o->loaded, 0));
    ck_assert_int_eq(flow_run(w, o->model, 0, &options, &o->results),
                     FLOW_DONE);
    flow_worker_free(w);
}

void outcome_release(struct outcome *o)
{
    results_release(&o->results);
    model_free(o->model);
    loaded_release(&o->loaded);
}

static int by_person(const void *a, const void *b)
{
    const struct travellers_row *x = a, *y = b;

    if (x->flow != y->flow)
        return x->flow - y->flow;
    if (x->party != y->party)
        return x->party > y->party ? 1 : -1;
    return x->member - y->member;
}

const struct travellers_row *outcome_travellers(const struct outcome *o, int *n)
{
    const struct rows *r = &o->results.table[TABLE_travellers];

    qsort(r->row, r->count, sizeof(struct travellers_row), by_person);
    *n = (int)r->count;
    return r->row;
}

int outcome_number(const struct outcome *o, enum name_kind kind,
                   const char *name)
{
    const struct name_table *t = model_names(o->model);

    for (int i = 0; i < t->count[kind]; i++)
        if (!strcmp(t->name[kind][i], name))
            return i;
    ck_abort_msg("no name %s", name);
    return -1;
}

struct captures outcome_captures(const struct outcome *o, const char *station)
{
    const struct rows *r = &o->results.table[TABLE_capture];
    const struct capture_row *row = r->row;
    int of = station ? outcome_number(o, NAMES_STATIONS, station) : -1;
    struct captures c = {0};

    for (size_t i = 0; i < r->count; i++, row++) {
        if (station && row->station != of)
            continue;
        c.transactions += row->transactions;
        c.images += row->transactions - row->no_image;
        c.not_in_scope += row->not_in_scope;
        c.opt_outs += row->opt_outs;
        c.mishandled += row->mishandled;
        c.refused += row->refused;
    }
    return c;
}

int64_t outcome_caused(const struct outcome *o, const char *cause)
{
    const struct rows *r = &o->results.table[TABLE_causes];
    const struct causes_row *row = r->row;
    int of = cause ? outcome_number(o, NAMES_CAUSES, cause) : -1;
    int64_t n = 0;

    for (size_t i = 0; i < r->count; i++, row++)
        if (!cause || row->cause == of)
            n += row->persons;
    return n;
}

struct inspections_row outcome_inspected(const struct outcome *o,
                                         const char *station,
                                         const char *result)
{
    const struct rows *r = &o->results.table[TABLE_inspections];
    const struct inspections_row *row = r->row;
    int at = outcome_number(o, NAMES_STATIONS, station);
    int of = result ? outcome_number(o, NAMES_RESULTS, result) : -1;
    struct inspections_row sum = {0};

    for (size_t i = 0; i < r->count; i++, row++) {
        if (row->station != at || (result && row->result != of))
            continue;
        sum.persons += row->persons;
        sum.referred += row->referred;
        sum.false_rejects += row->false_rejects;
        sum.impostors += row->impostors;
        sum.false_accepts += row->false_accepts;
    }
    return sum;
}

uint64_t outcome_arrivals(const struct outcome *o)
{
    const struct replications_row *row =
        o->results.table[TABLE_replications].row;

    return row->arrival_digest;
}

void is_binomial(int64_t count, int64_t n, double p)
{
    double z = ((double)count - (double)n * p) / sqrt((double)n * p * (1 - p));

    ck_assert_msg(fabs(z) < 4.5, "%lld of %lld, wanted %g: z = %g",
                  (long long)count, (long long)n, p, z);
}
