/* agree -- the engine's milestones and rows against those of the naive one. */
#include "tests/support/agree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/flow/flow.h"
#include "tests/support/random_scenario.h"

/* ---- milestones ---- */

static int compare_milestones(const void *a, const void *b)
{
    const struct milestone *x = a, *y = b;

#define BY(field)                                                              \
    if (x->field != y->field)                                                  \
    return x->field < y->field ? -1 : 1
    BY(port);
    BY(at);
    BY(kind);
    BY(flow);
    BY(party);
    BY(member);
    BY(node);
    BY(value);
#undef BY
    return 0;
}

static void print_milestones(const char *whose, const struct milestone_log *l,
                             size_t around, FILE *out)
{
    static const char *const kind[] = {"arrive", "join", "start", "request",
                                       "answer", "end",  "leave"};

    fprintf(out, "%s: %zu milestones\n", whose, l->count);
    for (size_t i = around > 6 ? around - 6 : 0; i < l->count && i < around + 7;
         i++) {
        const struct milestone *m = &l->item[i];
        fprintf(out,
                "%s port %d at %lld %s flow %d party %u member %d node %d "
                "value %d\n",
                i == around ? ">" : " ", m->port, (long long)m->at,
                kind[m->kind], m->flow, m->party, m->member, m->node, m->value);
    }
}

static bool same_milestones(struct milestone_log *engine,
                            struct milestone_log *naive, FILE *out)
{
    size_t i = 0;

    if (engine->count)
        qsort(engine->item, engine->count, sizeof *engine->item,
              compare_milestones);
    if (naive->count)
        qsort(naive->item, naive->count, sizeof *naive->item,
              compare_milestones);
    while (i < engine->count && i < naive->count &&
           compare_milestones(&engine->item[i], &naive->item[i]) == 0)
        i++;
    if (i == engine->count && i == naive->count)
        return true;
    print_milestones("engine", engine, i, out);
    print_milestones("naive", naive, i, out);
    return false;
}

/* ---- rows ---- */

enum type { TYPE_int32_t, TYPE_int64_t, TYPE_uint64_t, TYPE_double };
enum { COLUMNS_MOST = 20 };

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
    [TABLE_replications] = 1,
    [TABLE_waits_totals] = 3,
    [TABLE_waits_intervals] = 3,
    [TABLE_waits_over] = 4,
    [TABLE_series] = 3,
    [TABLE_officers] = 3,
    [TABLE_ends] = 5,
    [TABLE_capture] = 3,
    [TABLE_matching_errors] = 4,
    [TABLE_matching_service] = 3,
    [TABLE_inspections] = 4,
    [TABLE_causes] = 4,
    [TABLE_journeys] = 4,
    [TABLE_journey_bins] = 5,
    [TABLE_travellers] = 4,
};

/* What the naive simulator does not know. */
static bool is_ignored(const struct column *c)
{
    return strcmp(c->name, "events") == 0;
}

struct line {
    int64_t value[COLUMNS_MOST]; /* a double by its bits */
};

/* Read a row by the rules of alignment; false: nothing in it but its keys. */
static bool load(enum result_table t, const char *row, struct line *l)
{
    bool something = false;
    size_t at = 0;

    *l = (struct line){0};
    for (int i = 0; i < COLUMNS_MOST && columns[t][i].name; i++) {
        const struct column *c = &columns[t][i];
        int32_t small;
        if (c->type == TYPE_int32_t) {
            memcpy(&small, row + at, sizeof small);
            l->value[i] = small;
            at += sizeof small;
        } else {
            at = (at + 7) / 8 * 8;
            memcpy(&l->value[i], row + at, 8);
            at += 8;
        }
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
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fabs(b);
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

/* ---- histograms ---- */

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

/* ---- names ---- */

struct part_names { /* of one list, in the order of the file */
    const struct model *m;
    enum name_kind kind;
    int next;
    bool same;
    FILE *out;
};

static void expect_name(struct part_names *l, const char *of, const char *mark,
                        const char *name)
{
    const struct name_table *t = model_names(l->m);
    char text[256];

    snprintf(text, sizeof text, "%s%s%s", of, mark, name);
    if (l->next >= t->count[l->kind] ||
        strcmp(t->name[l->kind][l->next], text) != 0) {
        fprintf(l->out, "%s %d is not called %s\n", name_kind_paths[l->kind],
                l->next, text);
        l->same = false;
    }
    l->next++;
}

static bool ends_there(const struct part_names *l)
{
    return l->same && l->next == model_names(l->m)->count[l->kind];
}

#define PARTS(kind, list, count)                                               \
    l = (struct part_names){m, kind, 0, true, out};                            \
    for (int i = 0; i < s->ports; i++)                                         \
        for (int k = 0; k < s->port[i].count; k++)                             \
            expect_name(&l, s->port[i].id.text, "/",                           \
                        s->port[i].list[k].id.text);                           \
    same &= ends_there(&l)

/* What the indices of rows mean. */
static bool same_names(const struct model *m, const struct scenario *s,
                       FILE *out)
{
    struct part_names l;
    bool same = true;

    PARTS(NAMES_STATIONS, station, stations);
    PARTS(NAMES_FLOWS, flow, flows);
    PARTS(NAMES_POOLS, pool, pools);
    PARTS(NAMES_JOURNEYS, journey, journeys);
    l = (struct part_names){m, NAMES_CLASSES, 0, true, out};
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++)
            expect_name(&l, s->population[i].id.text, "/",
                        s->population[i].class[k].id.text);
    same &= ends_there(&l);
    l = (struct part_names){m, NAMES_CAUSES, 0, true, out};
    for (int i = 0; i < NAIVE_CAUSES; i++)
        expect_name(&l, "", "", naive_cause_names[i]);
    for (const char *cause; (cause = naive_failure(s, l.next - NAIVE_CAUSES));)
        expect_name(&l, "no-image", ": ", cause);
    return same && ends_there(&l);
}

/* ---- the whole ---- */

static bool same_results(const struct results *engine, const struct naive *n,
                         FILE *out)
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

bool agree(const struct scenario *s, int replication, struct agree_count *count,
           FILE *out)
{
    struct milestone_log log = {0};
    struct flow_options options = {.travellers = true, .log = &log};
    struct results results = {0};
    struct naive n = {0};
    struct model *m = NULL;
    struct diag d = {0};
    struct flow_worker *w = flow_worker_new();
    bool same = false;

    if (w == NULL || model_compile(&m, s, &d) != 0) {
        diag_print(&d, out);
        goto out;
    }
    enum flow_outcome outcome = flow_run(w, m, replication, &options, &results);
    naive_run(&n, s, replication);
    same = outcome == FLOW_DONE && same_names(m, s, out) &&
           same_milestones(&log, &n.log, out) &&
           same_results(&results, &n, out);
    count->scenarios++;
    count->milestones += (long)n.log.count;
    count->travellers += (long)n.tables.table[TABLE_travellers].count;
    for (int i = 0; i < MEETINGS; i++)
        for (int k = 0; k < MEETINGS; k++)
            count->met[i][k] += n.met[i][k];
out:
    free(log.item);
    results_release(&results);
    naive_release(&n);
    model_free(m);
    flow_worker_free(w);
    diag_release(&d);
    return same;
}

int agree_on_random(uint64_t from, uint64_t to, struct agree_count *count,
                    FILE *out)
{
    int differ = 0;

    for (uint64_t seed = from; seed < to && differ < 3; seed++) {
        struct arena a = {0};
        struct diag d = {0};
        const struct scenario *s = random_scenario(seed, &a);
        bool good;
        scenario_check(s, &d);
        good = d.count == 0 && agree(s, (int)(seed % 3), count, out);
        if (!good) {
            fprintf(out, "seed %llu differs:\n", (unsigned long long)seed);
            diag_print(&d, out);
            random_scenario_print(s, out);
            differ++;
        }
        diag_release(&d);
        arena_release(&a);
    }
    return differ;
}

int agree_print_met(const struct agree_count *count, FILE *out)
{
    int never = 0;

    fprintf(out,
            "%ld scenarios, %ld travellers, %ld milestones; met in one "
            "microsecond (first, then):\n",
            count->scenarios, count->travellers, count->milestones);
    for (int i = 0; i < MEETINGS; i++)
        for (int k = 0; k < MEETINGS; k++) {
            /* nothing but starts comes after a dispatch, and a rank of its
             * own never comes back: only 6 has several kinds */
            bool can = i != MEET_DISPATCH &&
                       (i <= k || (i >= MEET_ARRIVE && k >= MEET_ARRIVE));
            if (!can)
                continue;
            fprintf(out, "  %s, %s: %ld\n", naive_meeting_names[i],
                    naive_meeting_names[k], count->met[i][k]);
            never += count->met[i][k] == 0;
        }
    return never;
}
