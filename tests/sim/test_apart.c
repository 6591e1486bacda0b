/*
 * Ports that run apart, on one thread or several, leave the rows that they
 * leave together in the order of their requests: also where somebody waits, so
 * that they cannot stay apart.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/flow/nation.h"
#include "sim/io/scenario/scenario_file.h"
#include "tests/support/loaded.h"
#include "tests/support/played.h"
#include "tests/support/random_scenario.h"

static struct loaded loaded;
static struct scenario scenario;
static struct model *model;

/* The reference of a shared service, with so many workers. */
static void compile(int workers)
{
    char change[100];
    const char *sets[] = {change, "@duration=8 h"};
    const struct document_options o = {
        .library = "scenarios/library", .set = sets, .sets = 2};

    snprintf(change, sizeof change, "//matching-service/@workers=%d", workers);
    loaded = (struct loaded){0};
    scenario = (struct scenario){0};
    model = NULL;
    ck_assert_int_eq(document_load(&loaded.document,
                                   "scenarios/reference/shared-service.xml", &o,
                                   &loaded.arena, &loaded.diag),
                     0);
    ck_assert_int_eq(
        scenario_file_read(&scenario, &loaded.document, &loaded.diag), 0);
    ck_assert_int_eq(model_compile(&model, &scenario, &loaded.diag), 0);
}

/* Whether it came to asking together. */
static bool run(int threads, bool crowded, struct results *r)
{
    const struct flow_options o = {.travellers = true, .threads = threads};
    const struct flow_options small = {0};
    struct flow_worker *w = flow_worker_new();

    if (crowded) {
        ck_assert_int_eq(flow_run(w, model, 0, &small, r), FLOW_DONE);
        results_clear(r);
        w->crowded = true;
    }
    ck_assert_int_eq(flow_run(w, model, 0, &o, r), FLOW_DONE);
    bool together = w->crowded;
    flow_worker_free(w);
    return together;
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

static const int workers[] = {1000, 80, 60, 50, 40, 30, 12, 9};

START_TEST(ports_apart_leave_the_rows_of_ports_together)
{
    struct results together = {0};

    compile(workers[_i]);
    run(1, true, &together);
    ck_assert_uint_gt(together.table[TABLE_travellers].count, 1000);
    for (int threads = 1; threads <= 3; threads += 2) {
        struct results apart = {0};
        bool crowded = run(threads, false, &apart);
        ck_assert(crowded == (workers[_i] < 30));
        is_same(&apart, &together);
        results_release(&apart);
    }
    results_release(&together);
    model_free(model);
    loaded_release(&loaded);
}
END_TEST

#define EIGHT_PORTS(before, first, rest)                                       \
    "<scenario xmlns='urn:poesim:scenario' version='1' id='s'\n"               \
    "  start='2026-07-15' duration='1 d'>\n"                                   \
    "<title>t</title><run seed='4'/>\n"                                        \
    "<population id='p'><class id='c' status='visa'/></population>\n"          \
    "<camera id='k'><capture-time mean='1 s'/></camera>\n"                     \
    "<matcher id='m' fnmr='0' impostor-match='0'/>\n" before PORT("a", first)  \
        PORT("b", rest) PORT("c", rest) PORT("d", rest) PORT("e", rest)        \
            PORT("f", rest) PORT("g", rest) PORT("h", rest) "</scenario>\n"
#define PORT(id, rate)                                                         \
    "<port id='" id "' mode='air'>\n"                                          \
    "<flow id='f' population='p' start='S'><poisson rate='" rate "></flow>"    \
    "<station id='S' positions='90'><capture camera='k'/>"                     \
    "<match service='s' search='1:1'/><route to='admitted'/></station>"        \
    "</port>\n"

/* The service is out until half an hour after the end: who asks then is taken
 * when it is back, one after the other. */
#define LATE "0.1 /h'><piece from='23:30' to='24:00' rate='4 /h'/></poisson"
START_TEST(who_waits_for_a_service_that_is_back_after_the_end_waits)
{
    struct played x = {.model = NULL};
    struct results together = {0};
    int64_t most = 0;

    played_text(&x, EIGHT_PORTS("<matching-service id='s' matcher='m' "
                                "workers='1' timeout='2 h'>"
                                "<network-time mean='1 s'/>"
                                "<service-time mean='1 ms'/>"
                                "<outage from='23:30' to='00:30'/>"
                                "</matching-service>\n",
                                LATE, LATE));
    model = x.model;
    run(1, true, &together);
    for (int threads = 1; threads <= 3; threads++) {
        struct results apart = {0};
        run(threads, false, &apart);
        is_same(&apart, &together);
        results_release(&apart);
    }
    const struct rows *load = &together.table[TABLE_matching_load];
    for (size_t i = 0; i < load->count; i++) {
        const struct matching_load_row *row = load->row;
        if (row[i].wait_max_us > most)
            most = row[i].wait_max_us;
    }
    ck_assert_int_gt(most, 30 * 60 * (int64_t)US_PER_S);
    results_release(&together);
    played_release(&x);
}
END_TEST

/* Of two ports that share a service: whoever comes by a departure comes at 50
 * s, and its door closes at 60 s. */
#define BOARDED(capture)                                                       \
    "<scenario xmlns='urn:poesim:scenario' version='1' id='s'\n"               \
    "  start='2026-07-15' duration='1 h'>\n"                                   \
    "<title>t</title><run seed='4'/>\n"                                        \
    "<population id='p'><class id='c' status='visa'/></population>\n"          \
    "<camera id='k'><capture-time mean='" capture "'/></camera>\n"             \
    "<matcher id='m' fnmr='0' impostor-match='0'/>\n"                          \
    "<matching-service id='s' matcher='m' workers='9'>"                        \
    "<network-time mean='1 s'/><service-time mean='1 ms'/>"                    \
    "</matching-service>\n" BOARDED_PORT("a")                                  \
        BOARDED_PORT("b") "</scenario>\n"
#define BOARDED_PORT(id)                                                       \
    "<port id='" id "' mode='air'>\n"                                          \
    "<flow id='f' population='p' start='S'>"                                   \
    "<call at='00:02' passengers='3'/><boarding closes='1 min'>"               \
    "<show-up mean='70 s'/></boarding></flow>"                                 \
    "<station id='S' positions='9'><capture camera='k'/>"                      \
    "<match service='s' search='1:1'/><route to='departed'/></station>"        \
    "</port>\n"

static int64_t requests(const struct results *r)
{
    const struct rows *load = &r->table[TABLE_matching_load];
    const struct matching_load_row *row = load->row;
    int64_t sum = 0;

    for (size_t i = 0; i < load->count; i++)
        sum += row[i].requests;
    return sum;
}

/* What is sent as the door closes is sent; a microsecond later nothing is, and
 * reaches no service. */
static const struct {
    const char *text;
    int64_t requests;
} boarded[] = {
    {BOARDED("9.999999 s"), 6},
    {BOARDED("10 s"), 6},
    {BOARDED("10.000001 s"), 0},
    {BOARDED("10.000002 s"), 0},
};
START_TEST(a_request_behind_the_door_is_never_sent)
{
    struct played x = {.model = NULL};
    struct results together = {0};

    played_text(&x, boarded[_i].text);
    model = x.model;
    run(1, true, &together);
    ck_assert_int_eq(requests(&together), boarded[_i].requests);
    for (int threads = 1; threads <= 2; threads++) {
        struct results apart = {0};
        ck_assert(!run(threads, false, &apart));
        is_same(&apart, &together);
        results_release(&apart);
    }
    results_release(&together);
    played_release(&x);
}
END_TEST

START_TEST(what_is_run_again_is_logged_once)
{
    struct played x = {.model = NULL};

    played_text(&x, EIGHT_PORTS("<matching-service id='s' matcher='m' "
                                "workers='100000'>"
                                "<network-time mean='1 s'/>"
                                "<service-time mean='1 ms'/>"
                                "</matching-service>\n",
                                "9 /h'/", "2 /h'/"));
    struct milestone_log log = {0};
    const struct flow_options o = {.travellers = true, .log = &log, .hold = 1};
    struct results r = {0};
    struct flow_worker *w = flow_worker_new();
    ck_assert_int_eq(flow_run(w, x.model, 0, &o, &r), FLOW_DONE);
    ck_assert(!w->crowded);
    ck_assert_uint_eq(log.count, (size_t)x.sum.milestones);
    flow_worker_free(w);
    free(log.item);
    results_release(&r);
    played_release(&x);
}
END_TEST

/* Small scenarios of everything, a few days long so that bins tell requests
 * apart. */
START_TEST(ports_of_random_scenarios_apart_leave_the_rows_of_ports_together)
{
    int apart = 0;

    for (uint64_t seed = 0; seed < 600; seed++) {
        struct arena a = {0};
        struct diag d = {0};
        bool limited = false;
        ck_assert_int_eq(
            model_compile(&model, random_scenario(RANDOM_JUMPS + seed, &a), &d),
            0);
        for (int i = 0; i < model->services; i++)
            limited |= model->service[i].workers > 0;
        struct results together = {0}, alone = {0};
        if (limited) {
            run(1, true, &together);
            apart += !run(1 + (int)(seed % 3), false, &alone);
            is_same(&alone, &together);
        }
        results_release(&together);
        results_release(&alone);
        model_free(model);
        arena_release(&a);
    }
    ck_assert_int_gt(apart, 80);
}
END_TEST

/* Rows that are handed on while they come, or that are too many to wait for
 * the proof that nobody did: they are made again. */
static int take(void *context, struct results *rows)
{
    int failed = results_append(context, rows);

    results_clear(rows);
    return failed;
}

static void forget(void *context)
{
    results_clear(context);
}

static void hands_on_the_same(size_t hold, void (*forgets)(void *))
{
    struct results held = {0};

    run(1, false, &held);
    for (int threads = 1; threads <= 3; threads += 2) {
        struct results all = {0}, rest = {0};
        const struct flow_options o = {.travellers = true,
                                       .threads = threads,
                                       .hold = hold,
                                       .take = take,
                                       .forget = forgets,
                                       .context = &all};
        struct flow_worker *w = flow_worker_new();
        ck_assert_int_eq(flow_run(w, model, 0, &o, &rest), FLOW_DONE);
        if (forgets) /* else they may come all at once */
            ck_assert_uint_gt(all.table[TABLE_travellers].count, 0);
        ck_assert_int_eq(results_append(&all, &rest), 0);
        is_same(&all, &held);
        flow_worker_free(w);
        results_release(&all);
        results_release(&rest);
    }
    results_release(&held);
}

START_TEST(rows_that_are_handed_on_are_the_same)
{
    compile(workers[_i]);
    hands_on_the_same(0, NULL);
    hands_on_the_same(1, NULL);
    hands_on_the_same(0, forget);
    hands_on_the_same(2 << 20, forget);
    model_free(model);
    loaded_release(&loaded);
}
END_TEST

START_TEST(a_bound_on_overlaps_is_never_below_the_most_that_there_are)
{
    struct overlap c = {0};
    uint64_t u = 12345;
    int held = 0;

    for (int round = 0; round < 400; round++) {
        enum { STAYS = 60, END = 4000000 };
        simtime began[STAYS], left[STAYS];
        int most = 0;
        ck_assert_int_eq(overlap_begin(&c, 2, END, false), 0);
        for (int i = 0; i < STAYS; i++) {
            u = mix64(u + 1);
            began[i] = (simtime)(u % END);
            left[i] = began[i] + 1 + (simtime)(mix64(u) % 300000);
            overlap_add(&c, 1, began[i], left[i]);
        }
        for (int i = 0; i < STAYS; i++) { /* greatest where one begins */
            int n = 0;
            for (int k = 0; k < STAYS; k++)
                n += began[k] <= began[i] && began[i] < left[k];
            most = n > most ? n : most;
        }
        ck_assert(!overlap_within(&c, 1, most - 1));
        ck_assert(overlap_within(&c, 0, 0)); /* the other queue is empty */
        ck_assert(overlap_within(&c, 1, STAYS));
        held += overlap_within(&c, 1, most + 3);
    }
    ck_assert_int_gt(held, 100); /* and it is a good one */
    overlap_release(&c);
}
END_TEST

START_TEST(a_stay_that_ends_as_another_begins_leaves_it_the_place)
{
    struct overlap c = {0};
    simtime bin;

    ck_assert_int_eq(overlap_begin(&c, 1, 100 * US_PER_S, true), 0);
    bin = (simtime)1 << c.shift;
    overlap_add(&c, 0, 0, 3 * bin);
    overlap_add(&c, 0, 3 * bin, 4 * bin);
    overlap_add(&c, 0, 99 * US_PER_S, 1000 * US_PER_S);
    ck_assert(overlap_within(&c, 0, 1));
    overlap_add(&c, 0, 500 * US_PER_S, 501 * US_PER_S); /* beyond the end */
    ck_assert(!overlap_within(&c, 0, 1));
    ck_assert(overlap_within(&c, 0, 2));
    ck_assert_int_eq(overlap_begin(&c, 1, 100 * US_PER_S, true), 0);
    overlap_add(&c, 0, 0, 3 * bin);
    overlap_add(&c, 0, 3 * bin, 4 * bin);
    overlap_add(&c, 0, 3 * bin - 1, 3 * bin);
    ck_assert(!overlap_within(&c, 0, 1));
    overlap_release(&c);
}
END_TEST

START_TEST(more_than_a_bin_can_count_prove_nothing)
{
    struct overlap c = {0};

    for (int shared = 0; shared < 2; shared++) {
        ck_assert_int_eq(overlap_begin(&c, 1, 100 * US_PER_S, shared), 0);
        for (int i = 0; i < 127; i++)
            overlap_add(&c, 0, 0, 50 * US_PER_S);
        ck_assert(overlap_within(&c, 0, 1000));
        for (int i = 0; i < 200; i++)
            overlap_add(&c, 0, 0, 50 * US_PER_S);
        ck_assert(!overlap_within(&c, 0, 1000));
    }
    overlap_release(&c);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("apart");
    TCase *t = tcase_create("apart");
    int n = (int)(sizeof workers / sizeof *workers);
    suite_add_tcase(s, t);
    tcase_add_loop_test(t, ports_apart_leave_the_rows_of_ports_together, 0, n);
    tcase_add_test(t, who_waits_for_a_service_that_is_back_after_the_end_waits);
    tcase_add_loop_test(t, a_request_behind_the_door_is_never_sent, 0,
                        (int)(sizeof boarded / sizeof *boarded));
    tcase_add_test(t, what_is_run_again_is_logged_once);
    tcase_add_test(
        t, ports_of_random_scenarios_apart_leave_the_rows_of_ports_together);
    tcase_add_loop_test(t, rows_that_are_handed_on_are_the_same, 0, n);
    tcase_add_test(t, more_than_a_bin_can_count_prove_nothing);
    tcase_add_test(t,
                   a_bound_on_overlaps_is_never_below_the_most_that_there_are);
    tcase_add_test(t, a_stay_that_ends_as_another_begins_leaves_it_the_place);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
