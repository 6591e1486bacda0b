/* agree -- the engine's milestones and rows against those of the naive one. */
#include "tests/support/agree.h"

#include <stdlib.h>
#include <string.h>

#include "sim/flow/nation.h"
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

bool agree(struct flow_worker *w, const struct scenario *s, int replication,
           struct agree_count *count, FILE *out)
{
    struct milestone_log log = {0};
    struct flow_options options = {.travellers = true, .log = &log};
    struct results results = {0};
    struct naive n = {0};
    struct model *m = NULL;
    struct diag d = {0};
    bool same = false;

    if (model_compile(&m, s, &d) != 0) {
        diag_print(&d, out);
        goto out;
    }
    w->crowded = false; /* each scenario begins with its ports apart */
    enum flow_outcome outcome = flow_run(w, m, replication, &options, &results);
    naive_run(&n, s, replication);
    same = outcome == FLOW_DONE && same_names(m, s, out) &&
           same_milestones(&log, &n.log, out) && agree_rows(&results, &n, out);
    count->scenarios++;
    count->milestones += (long)n.log.count;
    count->travellers += (long)n.tables.table[TABLE_travellers].count;
    for (int i = 0; i < MEETINGS; i++)
        for (int k = 0; k < MEETINGS; k++)
            count->met[i][k] += n.met[i][k];
    for (int i = 0; i < CASES; i++)
        count->cases[i] += n.cases[i];
out:
    free(log.item);
    results_release(&results);
    naive_release(&n);
    model_free(m);
    diag_release(&d);
    return same;
}

int agree_on_random(uint64_t from, uint64_t to, struct agree_count *count,
                    FILE *out)
{
    struct flow_worker *w = flow_worker_new(); /* from run to run */
    FILE *nowhere = fopen("/dev/null", "w");
    int differ = w == NULL;

    for (uint64_t seed = from; w && seed < to && differ < 3; seed++) {
        struct arena a = {0};
        struct diag d = {0};
        const struct scenario *s = random_scenario(seed, &a);
        bool good;
        scenario_check(s, &d);
        good = d.count == 0 && agree(w, s, (int)(seed % 3), count, nowhere);
        if (!good) {
            struct agree_count ignored = {0};
            diag_print(&d, out);
            agree_shrink(w, s, (int)(seed % 3));
            fprintf(out, "seed %llu differs; the least of it:\n",
                    (unsigned long long)seed);
            random_scenario_print(s, out);
            agree(w, s, (int)(seed % 3), &ignored, out);
            differ++;
        }
        diag_release(&d);
        arena_release(&a);
    }
    fclose(nowhere);
    flow_worker_free(w);
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
            /* a rank never comes back, but that of arrivals and joins has
             * several kinds, and a start may make room for a join */
            bool can =
                i <= k ||
                (i >= MEET_ARRIVE && k >= MEET_ARRIVE && i != MEET_DISPATCH) ||
                (i == MEET_DISPATCH && k == MEET_JOIN);
            if (!can)
                continue;
            fprintf(out, "  %s, %s: %ld\n", naive_meeting_names[i],
                    naive_meeting_names[k], count->met[i][k]);
            never += count->met[i][k] == 0;
        }
    for (int i = 0; i < CASES; i++) {
        fprintf(out, "  %s: %ld\n", naive_case_names[i], count->cases[i]);
        never += count->cases[i] == 0;
    }
    return never;
}
