/* played_tables -- adds up the tables of what was played. */
#include "tests/support/played.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct series_row played_series(const struct played *x, int station)
{
    const struct rows *rows = &x->results.table[TABLE_series];
    struct series_row sum = {.station = station};

    for (size_t i = 0; i < rows->count; i++) {
        const struct series_row *r = (const struct series_row *)rows->row + i;
        if (r->station != station)
            continue;
        sum.arrivals += r->arrivals;
        sum.visits += r->visits;
        sum.served += r->served;
        sum.service_time += r->service_time;
        sum.queue_time += r->queue_time;
        sum.busy_time += r->busy_time;
        sum.open_time += r->open_time;
        sum.blocked_time += r->blocked_time;
        sum.held_time += r->held_time;
        sum.broken_time += r->broken_time;
        sum.stops += r->stops;
        sum.stopped_time += r->stopped_time;
        if (r->queue_max > sum.queue_max)
            sum.queue_max = r->queue_max;
    }
    return sum;
}

int64_t played_ended(const struct played *x, enum end_state end)
{
    const struct rows *rows = &x->results.table[TABLE_ends];
    int64_t sum = 0;

    for (size_t i = 0; i < rows->count; i++) {
        const struct ends_row *r = (const struct ends_row *)rows->row + i;
        if (r->end_state == (int)end)
            sum += r->persons;
    }
    return sum;
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

const struct travellers_row *played_travellers(const struct played *o, int *n)
{
    const struct rows *r = &o->results.table[TABLE_travellers];

    qsort(r->row, r->count, sizeof(struct travellers_row), by_person);
    *n = (int)r->count;
    return r->row;
}

int played_number(const struct played *o, enum name_kind kind, const char *name)
{
    const struct name_table *t = model_names(o->model);

    for (int i = 0; i < t->count[kind]; i++)
        if (!strcmp(t->name[kind][i], name))
            return i;
    ck_abort_msg("no name %s", name);
    return -1;
}

struct captures played_captures(const struct played *o, const char *station)
{
    const struct rows *r = &o->results.table[TABLE_capture];
    const struct capture_row *row = r->row;
    int of = station ? played_number(o, NAMES_STATIONS, station) : -1;
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

int64_t played_caused(const struct played *o, const char *cause)
{
    const struct rows *r = &o->results.table[TABLE_causes];
    const struct causes_row *row = r->row;
    int of = cause ? played_number(o, NAMES_CAUSES, cause) : -1;
    int64_t n = 0;

    for (size_t i = 0; i < r->count; i++, row++)
        if (!cause || row->cause == of)
            n += row->persons;
    return n;
}

struct inspections_row played_inspected(const struct played *o,
                                        const char *station, const char *result)
{
    const struct rows *r = &o->results.table[TABLE_inspections];
    const struct inspections_row *row = r->row;
    int at = played_number(o, NAMES_STATIONS, station);
    int of = result ? played_number(o, NAMES_RESULTS, result) : -1;
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

uint64_t played_arrivals(const struct played *o)
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
