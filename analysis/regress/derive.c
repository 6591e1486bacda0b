/* derive -- the numbers that people read, of each replication; then their mean
 * and its standard error. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/delays.h"
#include "analysis/common/limit_set.h"
#include "analysis/regress/measure.h"
#include "sim/io/results/results_fields.h"

const enum result_table measure_tables[] = {
    TABLE_waits_totals, TABLE_waits_histogram, TABLE_waits_over, TABLE_officers,
    TABLE_deadlines,    TABLE_matching_errors, TABLE_causes,     TABLES};

/* What is stated of each; the limit's own name stands in for share_over. */
enum metric {
    WAIT_MEAN,
    WAIT_P95,
    SHARE_OVER,
    MATCHED_SHARE,
    CONFIRMED_SHARE,
    MISSED,
    ROSTERED,
    BUSY,
    FRACTIONS,
    METRICS
};

static const struct {
    const char *name, *unit;
    double margin;
} metrics[METRICS] = {
    [WAIT_MEAN] = {"wait_mean", "min", 0.01},
    [WAIT_P95] = {"wait_p95", "min", 0.01},
    [SHARE_OVER] = {"wait_share_over", "", 0.01},
    [MATCHED_SHARE] = {"matched_share", "", 0.002},
    [CONFIRMED_SHARE] = {"confirmed_share", "", 0.002},
    [MISSED] = {"departures_missed", "persons", 0.01},
    [ROSTERED] = {"officers_rostered", "h", 0.001},
    [BUSY] = {"officers_busy", "h", 0.005},
    [FRACTIONS] = {"", "", 0.001}, /* sums of numbers that are not whole */
};

struct derivation {
    struct expectation *e;
    const struct input *in;
    double *top, *bottom; /* one for each name and replication, at most */
};

/* Mean over the replications that have data, and its standard error. */
static void add(const struct derivation *v, enum metric m, const char *name,
                const char *of, const double *x)
{
    double sum = 0, squares = 0, se = NAN;
    int n = 0;
    char value[32];

    for (int r = 0; r < v->in->replications; r++)
        if (!isnan(x[r]))
            sum += x[r], n++;
    if (!n)
        return;
    for (int r = 0; r < v->in->replications; r++)
        if (!isnan(x[r]))
            squares += (x[r] - sum / n) * (x[r] - sum / n);
    if (n > 1)
        se = sqrt(squares / (n - 1) / n);
    if (se < 1e-12 * fabs(sum / n)) /* rounding */
        se = 0;
    snprintf(value, sizeof value, "%.9g", sum / n);
    expectation_add(v->e, &(struct expected){.class = EXPECTED_DERIVED,
                                             .metric = name,
                                             .of = of,
                                             .value = value,
                                             .unit = metrics[m].unit,
                                             .se = se,
                                             .margin = metrics[m].margin});
}

static double ratio(double top, double bottom)
{
    return bottom > 0 ? top / bottom : NAN;
}

static int add_waits(const struct derivation *v)
{
    struct delays w;
    int n = v->in->replications;

    if (delays_by_class(&w, v->in))
        return -1;
    for (int s = 0; s < w.stations; s++) {
        int key = delays_key(&w, s, -1);
        const char *station = v->in->names->name[NAMES_STATIONS][s];
        const double *persons = panel_at(&w.persons, key, 0);
        const struct resolved_station *is = &v->in->scenario.station[s];
        for (int r = 0; r < n; r++)
            v->top[r] = ratio(panel_at(&w.sum, key, 0)[r], persons[r]);
        add(v, WAIT_MEAN, metrics[WAIT_MEAN].name, station, v->top);
        add(v, WAIT_P95, metrics[WAIT_P95].name, station,
            panel_at(&w.p95, key, 0));
        for (int l = 0; l < is->limits; l++) {
            char name[60];
            const double *over = panel_at(&w.over, key * w.limits + l, 0);
            for (int r = 0; r < n; r++)
                v->top[r] = ratio(over[r], persons[r]);
            limit_set_name(name, metrics[SHARE_OVER].name, is->limit[l]);
            add(v, SHARE_OVER, name, station, v->top);
        }
    }
    delays_release(&w);
    return 0;
}

/* Zero in all cells of both lists. */
static void clear(const struct derivation *v, enum name_kind kind)
{
    int n = v->in->names->count[kind] * v->in->replications;

    for (int i = 0; i < n; i++)
        v->top[i] = v->bottom[i] = 0;
}

static int cell(const struct derivation *v, int name, int32_t replication)
{
    return name * v->in->replications + input_slot(v->in, replication);
}

/* top / bottom, or with `sums` top alone where bottom says it is there. */
static void add_all(const struct derivation *v, enum metric m,
                    enum name_kind kind, bool sums)
{
    int n = v->in->replications;

    for (int i = 0; i < v->in->names->count[kind]; i++) {
        double *top = v->top + i * n, *bottom = v->bottom + i * n;
        bool any = false;
        for (int r = 0; r < n; r++) {
            any |= bottom[r] > 0;
            if (!sums)
                top[r] = ratio(top[r], bottom[r]);
        }
        if (any)
            add(v, m, metrics[m].name, v->in->names->name[kind][i], top);
    }
}

static void add_matched(const struct derivation *v)
{
    size_t rows;
    const struct matching_errors_row *row =
        input_rows(v->in, TABLE_matching_errors, &rows);

    clear(v, NAMES_SERVICES);
    for (size_t i = 0; i < rows; i++) {
        int at = cell(v, row[i].service, row[i].replication);
        v->top[at] += (double)(row[i].mated - row[i].non_matches);
        v->bottom[at] += (double)row[i].mated;
    }
    add_all(v, MATCHED_SHARE, NAMES_SERVICES, false);
}

static void add_confirmed(const struct derivation *v)
{
    size_t rows;
    const struct causes_row *row = input_rows(v->in, TABLE_causes, &rows);

    clear(v, NAMES_PORTS);
    for (size_t i = 0; i < rows; i++) {
        int at = cell(v, row[i].port, row[i].replication);
        v->top[at] += row[i].cause == 0 ? (double)row[i].persons : 0;
        v->bottom[at] += (double)row[i].persons;
    }
    add_all(v, CONFIRMED_SHARE, NAMES_PORTS, false);
}

static void add_missed(const struct derivation *v)
{
    size_t rows;
    const struct deadlines_row *row = input_rows(v->in, TABLE_deadlines, &rows);

    clear(v, NAMES_FLOWS);
    for (size_t i = 0; i < rows; i++) {
        int at = cell(v, row[i].flow, row[i].replication);
        v->top[at] += (double)row[i].missed;
        v->bottom[at] += 1;
    }
    add_all(v, MISSED, NAMES_FLOWS, true);
}

static void add_officers(const struct derivation *v, enum metric m)
{
    size_t rows;
    const struct officers_row *row = input_rows(v->in, TABLE_officers, &rows);

    clear(v, NAMES_POOLS);
    for (size_t i = 0; i < rows; i++) {
        int at = cell(v, row[i].pool, row[i].replication);
        int64_t time = m == ROSTERED ? row[i].rostered_time : row[i].busy_time;
        v->top[at] += (double)time / (double)US_PER_H;
        v->bottom[at] += 1;
    }
    add_all(v, m, NAMES_POOLS, true);
}

/* Columns of float64 that sum to something; counters tell of the others. */
static void add_fractions(const struct derivation *v, enum result_table t)
{
    struct results_table is = results_fields(t);
    size_t size = results_row_size(t), rows;
    const unsigned char *row = input_rows(v->in, t, &rows);

    for (int i = 0; i < is.fields && rows; i++) {
        const struct results_field *f = &is.field[i];
        if (f->type != RESULTS_FLOAT64 ||
            (strncmp(f->name, "expected_", 9) != 0 && !strstr(f->name, "_sum")))
            continue;
        for (int r = 0; r < v->in->replications; r++)
            v->top[r] = 0;
        for (size_t k = 0; k < rows; k++) {
            int32_t replication;
            double x;
            memcpy(&replication, row + k * size, sizeof replication);
            memcpy(&x, row + k * size + f->offset, sizeof x);
            v->top[input_slot(v->in, replication)] += x;
        }
        add(v, FRACTIONS, is.path, f->name, v->top);
    }
}

int measure_derive(struct expectation *e, const struct input *in)
{
    size_t most = 1;

    for (int k = 0; k < NAME_KINDS; k++)
        if ((size_t)in->names->count[k] > most)
            most = (size_t)in->names->count[k];
    most *= (size_t)in->replications;
    struct derivation v = {.e = e,
                           .in = in,
                           .top = calloc(most, sizeof(double)),
                           .bottom = calloc(most, sizeof(double))};
    int bad = !v.top || !v.bottom || add_waits(&v);
    if (!bad) {
        add_matched(&v);
        add_confirmed(&v);
        add_missed(&v);
        add_officers(&v, ROSTERED);
        add_officers(&v, BUSY);
        add_fractions(&v, TABLE_matching_errors);
        add_fractions(&v, TABLE_images);
    }
    free(v.top);
    free(v.bottom);
    return bad || e->failed ? -1 : 0;
}
