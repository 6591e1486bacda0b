/* error_rates -- errors of cameras and matchers by demographic group, from the
 * tables of matching to counts pooled over replications. */
#include "analysis/common/error_rates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const error_kind_names[ERROR_KINDS] = {
    [ERROR_NON_MATCH] = "false-non-match",
    [ERROR_POSITIVE] = "false-positive",
    [ERROR_IMPOSTOR] = "impostor-accepted",
    [ERROR_NO_IMAGE] = "no-image"};

const char *const error_basis_names[ERROR_BASES] = {
    [BASIS_PUBLISHED] = "published",
    [BASIS_ILLUSTRATIVE] = "illustrative",
    [BASIS_NOT_STATED] = "not stated"};

/* Rows are sums until finish(): in_force is the last rate seen, expected the
 * sum of trials x rate. A place's groups lie together, those without one last.
 */
struct sums {
    struct error_rates *e;
    int groups;
    int capacity;
    int last; /* first row of the place that was asked for last */
    const struct input *in;
    double *each; /* of each row: trials by replication, then errors */
};

/* Trials of a row by replication; its errors stand behind them. */
static double *of_row(const struct sums *s, int row)
{
    return s->each + (size_t)row * 2 * (size_t)s->in->replications;
}

static bool is_place(const struct error_row *r, enum error_kind kind, int at,
                     int search)
{
    return r->kind == kind && r->place == at && r->search == search;
}

/* First row of a place's groups, made where it is new; -1: memory. */
static int place(struct sums *s, enum error_kind kind, int at, int search)
{
    struct error_rates *e = s->e;
    int each = s->groups + 1;
    if (s->last < e->count && is_place(&e->row[s->last], kind, at, search))
        return s->last;
    for (s->last = 0; s->last < e->count; s->last += each)
        if (is_place(&e->row[s->last], kind, at, search))
            return s->last;
    if (e->count + each > s->capacity) {
        int capacity = 2 * (e->count + each);
        size_t numbers = (size_t)capacity * 2 * (size_t)s->in->replications;
        void *row = realloc(e->row, (size_t)capacity * sizeof *e->row);
        if (row == NULL)
            return -1;
        e->row = row;
        row = realloc(s->each, (numbers + 1) * sizeof *s->each);
        if (row == NULL)
            return -1;
        s->each = row;
        s->capacity = capacity;
    }
    for (int i = 0; i < each * 2 * s->in->replications; i++)
        of_row(s, e->count)[i] = 0;
    for (int g = 0; g < each; g++)
        e->row[e->count++] = (struct error_row){.kind = kind,
                                                .place = at,
                                                .search = search,
                                                .group = g < s->groups ? g : -1,
                                                .in_force = NAN};
    return s->last;
}

static bool add(struct sums *s, int32_t replication, enum error_kind kind,
                int at, int search, int group, int64_t trials, int64_t errors,
                double rate)
{
    int first = place(s, kind, at, search);
    if (first < 0)
        return false;
    bool grouped = group >= 0 && group < s->groups;
    struct error_row *r = &s->e->row[first + (grouped ? group : s->groups)];
    if (r->trials == 0)
        r->in_force = rate;
    else if (trials > 0 && rate != r->in_force)
        r->mixed = true;
    r->trials += (double)trials;
    r->errors += (double)errors;
    int slot = input_slot(s->in, replication);
    if (slot >= 0) {
        double *each = of_row(s, (int)(r - s->e->row)) + slot;
        each[0] += (double)trials;
        each[s->in->replications] += (double)errors;
    }
    r->expected += trials > 0 ? (double)trials * rate : 0;
    return true;
}

static bool add_tables(struct sums *s, const struct input *in)
{
    size_t rows;
    const struct matching_errors_row *m =
        input_rows(in, TABLE_matching_errors, &rows);
    bool fine = true;
    for (size_t i = 0; fine && i < rows; i++)
        fine = add(s, m[i].replication, ERROR_NON_MATCH, m[i].service,
                   m[i].search, m[i].group, m[i].mated, m[i].non_matches,
                   m[i].false_negative_rate) &&
               /* 1:1 without a photo compares nothing (docs/model.md) */
               (m[i].search == 0 ||
                add(s, m[i].replication, ERROR_POSITIVE, m[i].service,
                    m[i].search, m[i].group, m[i].non_mated,
                    m[i].false_positives, m[i].false_positive_rate)) &&
               add(s, m[i].replication, ERROR_IMPOSTOR, m[i].service,
                   m[i].search, m[i].group, m[i].impostors,
                   m[i].impostor_matches, m[i].impostor_rate);
    const struct capture_row *c = input_rows(in, TABLE_capture, &rows);
    for (size_t i = 0; fine && i < rows; i++)
        fine = add(s, c[i].replication, ERROR_NO_IMAGE, c[i].station, -1,
                   c[i].group, c[i].transactions, c[i].no_image, NAN);
    return fine;
}

/* By kind, place, search; groups in their order, those without one last. */
static int by_place(const void *a, const void *b)
{
    const struct error_row *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->search != y->search)
        return x->search < y->search ? -1 : 1;
    return ((unsigned)x->group > (unsigned)y->group) -
           ((unsigned)x->group < (unsigned)y->group);
}

/* Without any exposure: only a non-match is worth a row that says so, and
 * travellers without a group are not missed where others have one. */
static bool is_idle(const struct sums *s, int i)
{
    const struct error_row *row = s->e->row;
    if (row[i].group < 0 && s->groups > 0 && row[i].trials == 0)
        return true;
    double trials = 0;
    int first = i - i % (s->groups + 1);
    for (int g = 0; g <= s->groups; g++)
        trials += row[first + g].trials;
    return trials == 0 && row[i].kind != ERROR_NON_MATCH;
}

/* Do errors of a person at this camera, or by this matcher, resemble each
 * other? Only whom it misses; who is taken for another is not alike. */
static bool is_correlated(const struct resolved *of, const struct error_row *r)
{
    return (r->kind == ERROR_NON_MATCH && of->service[r->place].correlated) ||
           (r->kind == ERROR_NO_IMAGE && of->station[r->place].correlated);
}

/*
 * Trials are independent draws; or, where those of a person resemble each
 * other, worth as many as the spread over replications says. Where nothing or
 * everything went wrong there is no spread: only replications are surely
 * independent.
 */
static void set_intervals(const struct sums *s, int row)
{
    struct error_row *r = &s->e->row[row];
    int n = s->in->replications;
    double trials = r->trials, errors = r->errors;
    r->correlated = trials > 0 && is_correlated(&s->in->scenario, r);
    if (r->correlated) {
        const double *each = of_row(s, row);
        int used = 0;
        for (int i = 0; i < n; i++)
            used += each[i] > 0;
        double worth = errors > 0 && errors < trials
                           ? statistics_trials(each + n, each, n)
                           : used;
        /* one replication tells nothing of it */
        trials = isnan(worth) || used < 2 ? 0 : fmin(trials, worth);
        errors = trials * r->rate;
    }
    r->interval = statistics_wilson_modified(errors, trials, 0.95);
}

static void finish(struct sums *s, const struct input *in)
{
    struct error_rates *e = s->e;
    for (int i = 0; i < e->count; i++) {
        struct error_row *r = &e->row[i];
        r->idle = is_idle(s, i);
        if (r->mixed)
            r->in_force = r->expected / r->trials;
        else
            r->expected = r->trials * r->in_force;
        r->rate = r->trials > 0 ? r->errors / r->trials : NAN;
        set_intervals(s, i);
        const char *basis = input_name(in, NAMES_GROUP_BASIS, r->group);
        r->basis = BASIS_NOT_STATED;
        for (int b = 0; b < BASIS_NOT_STATED; b++)
            if (strcmp(basis, error_basis_names[b]) == 0)
                r->basis = (enum error_basis)b;
    }
    int kept = 0;
    for (int i = 0; i < e->count; i++)
        if (!e->row[i].idle)
            e->row[kept++] = e->row[i];
    e->count = kept;
    if (kept > 1)
        qsort(e->row, (size_t)kept, sizeof *e->row, by_place);
}

int error_rates_count(struct error_rates *e, const struct input *in)
{
    *e = (struct error_rates){0};
    struct sums s = {
        .e = e, .groups = in->names->count[NAMES_GROUPS], .in = in};
    bool fine = add_tables(&s, in);
    if (fine)
        finish(&s, in);
    else
        error_rates_release(e);
    free(s.each);
    return fine ? 0 : -1;
}

void error_rates_release(struct error_rates *e)
{
    free(e->row);
    *e = (struct error_rates){0};
}

void error_rates_remark(const struct error_row *r, char text[60])
{
    text[0] = '\0';
    if (!(r->trials > 0))
        snprintf(text, 60, "no exposure");
    else if (isnan(r->interval.hi))
        snprintf(text, 60, "correlated, one replication: no interval");
    else if (!(r->errors > 0))
        snprintf(text, 60, "none in %.0f%s: up to %.3g", r->trials,
                 r->correlated ? ", correlated" : "", r->interval.hi);
}
