/* Points of DET curves: the point is chosen on the curve over all groups, and
 * each group's point is that of the same threshold. Nothing is interpolated. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/import_matcher.h"
#include "sim/io/import/import_scores.h"
#include "sim/io/import/import_table.h"
#include "sim/io/import/importing.h"
#include "sim/io/wording.h"

enum key {
    KEY_THRESHOLD,
    KEY_FMR,
    KEY_FNMR,
    KEY_FPIR,
    KEY_FNIR,
    KEY_GROUP,
    KEY_GENUINE,
    KEY_IMPOSTORS,
    KEYS
};

static const struct import_column columns[KEYS] = {
    [KEY_THRESHOLD] = {"threshold", "threshold|score", false},
    [KEY_FMR] = {"fmr", "fmr|false match rate|far", false},
    [KEY_FNMR] = {"fnmr", "fnmr|false non match rate|frr", false},
    [KEY_FPIR] = {"fpir", "fpir|false positive identification rate", false},
    [KEY_FNIR] = {"fnir", "fnir|false negative identification rate", false},
    [KEY_GROUP] = {"group", "group|demographic|subgroup", false},
    [KEY_GENUINE] = {"genuine", "genuine|genuines|mated|n genuine|n mated",
                     false},
    [KEY_IMPOSTORS] = {"impostors",
                       "impostors|impostor|nonmated|n impostors|n nonmated",
                       false},
};

#define EVERYBODY "all|overall|total|everybody"

struct point {
    int row;
    const char *group; /* "": over all */
    bool has_threshold;
    double threshold;
    struct import_rate miss, hit;
};

struct det {
    struct import_table table;
    struct point *point;
    int points;
    bool is_search;
    struct arena *a;
    struct diag *d;
};

static struct import_rate read_rate(struct det *x, int row, int key, int trials)
{
    const char *text = import_table_cell(&x->table, row, key, x->a);
    const char *n = import_table_cell(&x->table, row, trials, x->a);
    struct import_rate r = {0};
    char value[WORDING_VALUE];
    if (!*text)
        return r;
    const char *wrong = quantity_probability(text, &r.rate);
    if (wrong) {
        struct origin at = import_table_at(&x->table, row, key);
        diag_error(x->d, &at, "%s \"%s\" %s", columns[key].key,
                   wording_value(value, text), wrong);
        return r;
    }
    r.known = true;
    if (*n && (wrong = quantity_count(n, 1, INT64_C(1) << 50, &r.trials))) {
        struct origin at = import_table_at(&x->table, row, trials);
        diag_error(x->d, &at, "%s \"%s\" %s", columns[trials].key,
                   wording_value(value, n), wrong);
        r.trials = 0;
    }
    r.errors = (int64_t)(r.rate * (double)r.trials + 0.5);
    return r;
}

static void read_point(struct det *x, int row)
{
    struct point *p = &x->point[x->points++];
    const char *text = import_table_cell(&x->table, row, KEY_THRESHOLD, x->a);
    char value[WORDING_VALUE];
    p->row = row;
    p->group = import_table_cell(&x->table, row, KEY_GROUP, x->a);
    if (importing_is_one_of(p->group, EVERYBODY))
        p->group = "";
    p->has_threshold = *text != '\0';
    const char *wrong =
        p->has_threshold ? quantity_number(text, &p->threshold) : NULL;
    if (wrong) {
        struct origin at = import_table_at(&x->table, row, KEY_THRESHOLD);
        diag_error(x->d, &at, "threshold \"%s\" %s", wording_value(value, text),
                   wrong);
    }
    p->miss =
        read_rate(x, row, x->is_search ? KEY_FNIR : KEY_FNMR, KEY_GENUINE);
    p->hit =
        read_rate(x, row, x->is_search ? KEY_FPIR : KEY_FMR, KEY_IMPOSTORS);
}

static int read_points(struct det *x)
{
    int before = x->d->count;
    bool verify = import_table_has(&x->table, KEY_FMR) &&
                  import_table_has(&x->table, KEY_FNMR);
    x->is_search = import_table_has(&x->table, KEY_FPIR) &&
                   import_table_has(&x->table, KEY_FNIR);
    if (verify == x->is_search) {
        struct origin head = {x->table.csv.file, 1, 0, NULL};
        diag_error(x->d, &head,
                   verify ? "there are columns of 1:1 (fmr, fnmr) and of 1:N "
                            "(fpir, fnir); rename or remove two of them"
                          : "there must be columns fmr and fnmr (1:1), or fpir "
                            "and fnir (1:N); name them with --column fmr=NAME");
        return -1;
    }
    x->point = arena_array(x->a, (size_t)x->table.csv.rows, sizeof *x->point);
    if (!x->point) {
        diag_error(x->d, NULL, "out of memory");
        return -1;
    }
    for (int r = 0; r < x->table.csv.rows; r++)
        read_point(x, r);
    return x->d->count > before ? -1 : 0;
}

/* ---- choosing ---- */

/* Of the curve over all: the point with the greatest hit rate that is at most
 * `fmr` (then the least miss rate), or the one at the threshold. */
static const struct point *overall(const struct det *x, double fmr,
                                   const double *threshold)
{
    const struct point *best = NULL;
    for (int i = 0; i < x->points; i++) {
        const struct point *p = &x->point[i];
        if (*p->group || !p->hit.known || !p->miss.known)
            continue;
        if (threshold) {
            if (p->has_threshold && p->threshold == *threshold)
                return p;
        } else if (p->hit.rate <= fmr &&
                   (!best || p->hit.rate > best->hit.rate ||
                    (p->hit.rate == best->hit.rate &&
                     p->miss.rate < best->miss.rate)))
            best = p;
    }
    return best;
}

static void none_there(const struct det *x, const char *fmr, const char *told)
{
    struct origin at = {x->table.csv.file, 0, 0, NULL};
    int all = 0;
    double least = 1;
    for (int i = 0; i < x->points; i++)
        if (!*x->point[i].group && x->point[i].hit.known) {
            all++;
            least = x->point[i].hit.rate < least ? x->point[i].hit.rate : least;
        }
    if (!all)
        diag_error(x->d, &at,
                   "no row is over all groups; its group is \"all\" or empty");
    else if (told)
        diag_error(x->d, &at, "no row over all groups is of threshold %s",
                   told);
    else
        diag_error(x->d, &at,
                   "no point over all groups has a rate of at most %s; the "
                   "least is %.4g, and nothing is read between points",
                   fmr, least);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct import_group *)a)->name,
                  ((const struct import_group *)b)->name);
}

/* The group's point at that threshold, or its only one. */
static int add_group(struct det *x, const struct point *all, const char *name,
                     struct import_matcher *m)
{
    const struct point *at = NULL, *only = NULL;
    int seen = 0;
    for (int i = 0; i < x->points; i++) {
        const struct point *p = &x->point[i];
        if (strcmp(p->group, name) != 0)
            continue;
        seen++;
        only = p;
        if (p->has_threshold && all->has_threshold &&
            p->threshold == all->threshold)
            at = p;
    }
    if (!at && seen == 1 && !only->has_threshold)
        at = only;
    if (!at) {
        struct origin row = import_table_at(&x->table, only->row, KEY_GROUP);
        diag_error(x->d, &row,
                   "group \"%s\" has no row at the threshold of line %d, which "
                   "is chosen over all groups",
                   name, x->table.csv.line[all->row]);
        return -1;
    }
    m->group[m->groups++] = (struct import_group){name, at->miss, at->hit};
    return 0;
}

static int add_groups(struct det *x, const struct point *all,
                      struct import_matcher *m)
{
    int bad = 0;
    m->group = arena_array(x->a, (size_t)x->points, sizeof *m->group);
    if (!m->group) {
        diag_error(x->d, NULL, "out of memory");
        return -1;
    }
    for (int i = 0; i < x->points; i++) {
        int k = 0;
        while (k < i && strcmp(x->point[k].group, x->point[i].group) != 0)
            k++;
        if (k == i && *x->point[i].group)
            bad |= add_group(x, all, x->point[i].group, m);
    }
    qsort(m->group, (size_t)m->groups, sizeof *m->group, by_name);
    return bad;
}

char *import_det_text(const char *file, const char *text, size_t size,
                      const struct import_scores_options *o, struct arena *a,
                      struct diag *d)
{
    struct det x = {.a = a, .d = d};
    double fmr = 0, threshold = 0;
    struct import_matcher m = {.id = o->id,
                               .file = file,
                               .source = o->source,
                               .impostor_match = o->impostor_match,
                               .no_groups = o->no_groups};
    const char *wrong = o->threshold ? quantity_number(o->threshold, &threshold)
                                     : quantity_probability(o->fmr, &fmr);
    if (wrong) {
        diag_error(d, NULL, "%s: \"%s\" %s",
                   o->threshold ? "--threshold" : "--fmr",
                   o->threshold ? o->threshold : o->fmr, wrong);
        return NULL;
    }
    if (import_table_read(&x.table, file, text, size, columns, KEYS, &o->column,
                          a, d) != 0 ||
        read_points(&x) != 0)
        return NULL;
    m.is_search = x.is_search;
    const struct point *all =
        overall(&x, fmr, o->threshold ? &threshold : NULL);
    if (!all) {
        none_there(&x, o->fmr, o->threshold);
        return NULL;
    }
    m.overall = (struct import_group){"all", all->miss, all->hit};
    if (add_groups(&x, all, &m) != 0)
        return NULL;
    snprintf(m.threshold, sizeof m.threshold, "the point of line %d",
             x.table.csv.line[all->row]);
    return import_matcher_text(&m, d);
}
