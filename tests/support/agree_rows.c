/* agree_rows -- tables of results, row by row; histograms bin by bin. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/agree.h"

enum type {
    TYPE_int8_t,
    TYPE_int16_t,
    TYPE_int32_t,
    TYPE_uint32_t,
    TYPE_int64_t,
    TYPE_uint64_t,
    TYPE_double
};
enum { COLUMNS_MOST = 32 };

static const struct column {
    const char *name;
    enum type type;
} columns[TABLES][COLUMNS_MOST] = {
#define COLUMN(name, type, unit, meaning) {#name, TYPE_##type},
#define COLUMNS(stem, FIELDS, path, per)  [TABLE_##stem] = {FIELDS(COLUMN)},
    RESULT_TABLES(COLUMNS)
#undef COLUMNS
#undef COLUMN
};

static const char *const table_names[TABLES] = {
#define NAME(stem, FIELDS, path, per) [TABLE_##stem] = path,
    RESULT_TABLES(NAME)
#undef NAME
};

/* How many columns tell a row from others; 0: the table is not compared. */
static const int keys[TABLES] = {
    [TABLE_replications] = 1,     [TABLE_waits_totals] = 3,
    [TABLE_waits_intervals] = 3,  [TABLE_waits_over] = 4,
    [TABLE_series] = 3,           [TABLE_officers] = 3,
    [TABLE_arrivals] = 4,         [TABLE_ends] = 5,
    [TABLE_capture] = 3,          [TABLE_matching_errors] = 8,
    [TABLE_capture_causes] = 4,   [TABLE_look_outs] = 4,
    [TABLE_matching_service] = 3, [TABLE_matching_load] = 3,
    [TABLE_inspections] = 4,      [TABLE_causes] = 4,
    [TABLE_journeys] = 4,         [TABLE_journey_bins] = 5,
    [TABLE_deadlines] = 3,        [TABLE_travellers] = 4,
    [TABLE_images] = 6,           [TABLE_enrolment] = 3,
    [TABLE_images_held] = 5,      [TABLE_records] = 6,
};

/* What the naive simulator does not know. */
static bool is_ignored(const struct column *c)
{
    return strcmp(c->name, "events") == 0;
}

struct line {
    int64_t value[COLUMNS_MOST]; /* a double by its bits */
};

/* The number at *at, aligned as its type is; *at goes behind it. */
static int64_t number(enum type type, const char *row, size_t *at)
{
    const size_t size = type == TYPE_int8_t     ? 1
                        : type == TYPE_int16_t  ? 2
                        : type <= TYPE_uint32_t ? 4
                                                : 8;
    union { /* little-endian or not */
        int8_t i8;
        int16_t i16;
        int32_t i32;
        uint32_t u32;
        int64_t i64;
    } n;

    *at = (*at + size - 1) / size * size;
    memcpy(&n, row + *at, size);
    *at += size;
    return type == TYPE_int8_t     ? n.i8
           : type == TYPE_int16_t  ? n.i16
           : type == TYPE_int32_t  ? n.i32
           : type == TYPE_uint32_t ? (int64_t)n.u32
                                   : n.i64;
}

/* false: nothing in it but its keys. */
static bool load(enum result_table t, const char *row, struct line *l)
{
    bool something = false;
    size_t at = 0;

    *l = (struct line){0};
    for (int i = 0; i < COLUMNS_MOST && columns[t][i].name; i++) {
        const struct column *c = &columns[t][i];

        l->value[i] = number(c->type, row, &at);
        if (is_ignored(c))
            l->value[i] = 0;
        something |= i >= keys[t] && c->type != TYPE_double && l->value[i];
    }
    return something;
}

static int compare_lines(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    for (int i = 0; i < COLUMNS_MOST; i++)
        if (x->value[i] != y->value[i])
            return x->value[i] < y->value[i] ? -1 : 1;
    return 0;
}

static struct line *load_all(enum result_table t, const struct rows *r,
                             size_t row_size, size_t *n)
{
    struct line *l = calloc(r->count + 1, sizeof *l);

    if (l == NULL)
        abort();
    *n = 0;
    for (size_t i = 0; i < r->count; i++)
        *n += load(t, (const char *)r->row + i * row_size, &l[*n]);
    qsort(l, *n, sizeof *l, compare_lines);
    return l;
}

static bool same_double(int64_t x, int64_t y)
{
    double a, b;

    memcpy(&a, &x, sizeof a);
    memcpy(&b, &y, sizeof b);
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fabs(b);
}

static bool same_line(enum result_table t, const struct line *a,
                      const struct line *b)
{
    for (int i = 0; i < COLUMNS_MOST && columns[t][i].name; i++)
        if (columns[t][i].type == TYPE_double
                ? !same_double(a->value[i], b->value[i])
                : a->value[i] != b->value[i])
            return false;
    return true;
}

static void print_lines(const char *whose, enum result_table t,
                        const struct line *l, size_t n, size_t around,
                        FILE *out)
{
    fprintf(out, "%s: %s, %zu rows:", whose, table_names[t], n);
    for (int i = 0; i < COLUMNS_MOST && columns[t][i].name; i++)
        fprintf(out, " %s", columns[t][i].name);
    fprintf(out, "\n");
    for (size_t k = around > 2 ? around - 2 : 0; k < n && k < around + 3; k++) {
        fprintf(out, "%s", k == around ? ">" : " ");
        for (int i = 0; i < COLUMNS_MOST && columns[t][i].name; i++) {
            double d;
            memcpy(&d, &l[k].value[i], sizeof d);
            if (columns[t][i].type == TYPE_double)
                fprintf(out, " %.17g", d);
            else
                fprintf(out, " %lld", (long long)l[k].value[i]);
        }
        fprintf(out, "\n");
    }
}

static bool same_rows(enum result_table t, const struct rows *engine,
                      const struct rows *naive, FILE *out)
{
    size_t n, m, i = 0, size = results_row_size(t);
    struct line *a = load_all(t, engine, size, &n);
    struct line *b = load_all(t, naive, size, &m);

    while (i < n && i < m && same_line(t, &a[i], &b[i]))
        i++;
    if (i < n || i < m) {
        print_lines("engine", t, a, n, i, out);
        print_lines("naive", t, b, m, i, out);
    }
    free(a);
    free(b);
    return i == n && i == m;
}

/* Every naive wait lies in exactly one bin, and every bin is right. */
#define HISTOGRAM(table, by)                                                   \
    static bool same_##table(const struct rows *r, const struct naive *n,      \
                             FILE *out)                                        \
    {                                                                          \
        const struct table##_row *row = r->row;                                \
        int64_t sum = 0;                                                       \
        for (size_t i = 0; i < r->count; i++) {                                \
            int64_t persons = 0;                                               \
            for (size_t k = 0; k < n->waits; k++)                              \
                persons += n->wait[k].station == row[i].station &&             \
                           n->wait[k].by == row[i].by &&                       \
                           n->wait[k].wait >= row[i].from_us &&                \
                           n->wait[k].wait <= row[i].to_us;                    \
            if (persons != row[i].persons) {                                   \
                fprintf(out,                                                   \
                        #table ": station %d " #by                             \
                               " %d from %lld to %lld: engine %lld naive "     \
                               "%lld\n",                                       \
                        row[i].station, row[i].by, (long long)row[i].from_us,  \
                        (long long)row[i].to_us, (long long)row[i].persons,    \
                        (long long)persons);                                   \
                return false;                                                  \
            }                                                                  \
            sum += persons;                                                    \
        }                                                                      \
        if (sum != (int64_t)n->waits)                                          \
            fprintf(out, #table ": engine %lld persons, naive %zu\n",          \
                    (long long)sum, n->waits);                                 \
        return sum == (int64_t)n->waits;                                       \
    }
HISTOGRAM(waits_histogram, class)
HISTOGRAM(waits_interval_histogram, interval)

bool agree_rows(const struct results *engine, const struct naive *n, FILE *out)
{
    bool same = true;

    for (int t = 0; t < TABLES; t++)
        if (keys[t] > 0)
            same &= same_rows((enum result_table)t, &engine->table[t],
                              &n->tables.table[t], out);
    same &= same_waits_histogram(&engine->table[TABLE_waits_histogram], n, out);
    same &= same_waits_interval_histogram(
        &engine->table[TABLE_waits_interval_histogram], n, out);
    return same;
}
