/*
 * Replications in another order than theirs: one worker, whose memory goes from
 * run to run, leaves the same rows, and so do the shards of a run made last
 * first.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/flow/flow.h"
#include "sim/io/scenario/scenario_file.h"
#include "tests/support/loaded.h"

enum { REPLICATIONS = 4 };

static const char *const references[] = {
    "air-entry-hub",  "air-exit-outage", "cruise-embark", "ferry",
    "land-bus-train", "rule-change",     "shared-service"};

static struct loaded loaded;
static struct scenario scenario;
static struct model *model;

static void compile(const char *name)
{
    static const struct document_options o = {.library = "scenarios/library"};
    char path[100];

    snprintf(path, sizeof path, "scenarios/reference/%s.xml", name);
    loaded = (struct loaded){0};
    scenario = (struct scenario){0};
    model = NULL;
    ck_assert_int_eq(
        document_load(&loaded.document, path, &o, &loaded.arena, &loaded.diag),
        0);
    ck_assert_int_eq(
        scenario_file_read(&scenario, &loaded.document, &loaded.diag), 0);
    ck_assert_int_eq(model_compile(&model, &scenario, &loaded.diag), 0);
}

static void run(struct flow_worker *w, int replication, struct results *r)
{
    static const struct flow_options o = {.travellers = true};

    results_clear(r);
    ck_assert_int_eq(flow_run(w, model, replication, &o, r), FLOW_DONE);
    ck_assert_uint_gt(r->table[TABLE_travellers].count, 0);
}

static void is_same(const struct results *a, const struct results *b)
{
    for (int t = 0; t < TABLES; t++) {
        size_t n = a->table[t].count;
        ck_assert_uint_eq(n, b->table[t].count);
        ck_assert(!n || !memcmp(a->table[t].row, b->table[t].row,
                                n * results_row_size((enum result_table)t)));
    }
}

START_TEST(a_worker_runs_them_last_first_to_the_same_rows)
{
    struct results forward[REPLICATIONS] = {0}, again = {0};
    struct flow_worker *w[2] = {flow_worker_new(), flow_worker_new()};

    compile(references[_i]);
    for (int i = 0; i < REPLICATIONS; i++)
        run(w[0], i, &forward[i]);
    for (int i = REPLICATIONS - 1; i >= 0; i--) {
        run(w[1], i, &again); /* of a worker that has seen the later ones */
        is_same(&again, &forward[i]);
    }
    for (int i = REPLICATIONS - 1; i >= 0; i--) {
        run(w[0], i, &again); /* that has seen all of them */
        is_same(&again, &forward[i]);
        results_release(&forward[i]);
    }
    results_release(&again);
    flow_worker_free(w[0]);
    flow_worker_free(w[1]);
    model_free(model);
    loaded_release(&loaded);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("reverse");
    TCase *t = tcase_create("reverse");
    suite_add_tcase(s, t);
    tcase_add_loop_test(t, a_worker_runs_them_last_first_to_the_same_rows, 0,
                        (int)(sizeof references / sizeof *references));
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
