/* The shortest of many queues: against looking through them, and how the time
 * of a question and of a run grows with their number. */
#include "sim/engine/shortest.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/support/played.h"
#include "tests/support/scratch.h"

static uint64_t seed;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

/* ---- what it says ---- */

enum { MOST = 5000 };

struct plain { /* the same, looked through */
    uint32_t n, queued[MOST];
    bool held[MOST];
};

static uint32_t least_of(const struct plain *x, uint32_t end)
{
    uint32_t best = 0;

    for (uint32_t k = 1; k < end; k++)
        if (x->queued[k] + x->held[k] < x->queued[best] + x->held[best])
            best = k;
    return best;
}

static int64_t first_of(const struct plain *x, uint32_t from, uint32_t end,
                        bool queued, bool free)
{
    for (uint32_t k = from; k < end; k++)
        if ((!queued || x->queued[k]) && (!free || !x->held[k]))
            return k;
    return -1;
}

static void agree(const struct shortest *s, const struct plain *x)
{
    uint32_t from = below(x->n), end = 1 + below(x->n);

    ck_assert_uint_eq(shortest_least(s, end), least_of(x, end));
    ck_assert_int_eq(shortest_first(s, from, end, SHORTEST_FREE),
                     first_of(x, from, end, false, true));
    ck_assert_int_eq(shortest_first(s, from, end, SHORTEST_QUEUED),
                     first_of(x, from, end, true, false));
    ck_assert_int_eq(shortest_first(s, from, end, SHORTEST_READY),
                     first_of(x, from, end, true, true));
}

START_TEST(it_says_what_looking_through_says)
{
    static const uint32_t sizes[] = {1,  2,   63,   64,   65,  80,
                                     81, 255, 1023, 1025, 4097};
    static struct plain x;

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct arena a = {0};
        struct shortest s;
        x = (struct plain){.n = sizes[i]};
        ck_assert_int_eq(shortest_begin(&s, &a, x.n), 0);
        agree(&s, &x);
        for (int n = 0; n < 3000; n++) {
            uint32_t k = below(3) ? below(x.n) : least_of(&x, x.n);
            if (below(2)) {
                x.held[k] = !x.held[k];
                shortest_hold(&s, k, x.held[k]);
            } else if (x.queued[k] && below(5) < 2) {
                x.queued[k]--;
                shortest_quit(&s, k);
            } else {
                x.queued[k]++;
                shortest_join(&s, k);
            }
            if (n % 10 == 0)
                agree(&s, &x);
        }
        arena_release(&a);
    }
}
END_TEST

/* ---- how it grows: ratios of processor times, taken in turns ---- */

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* All places are held and the queues grow evenly: the worst for a search. */
static double time_of(uint32_t n)
{
    enum { JOINS = 20000 };
    struct arena a = {0};
    struct shortest s;

    ck_assert_int_eq(shortest_begin(&s, &a, n), 0);
    for (uint32_t k = 0; k < n; k++)
        shortest_hold(&s, k, true);
    double begin = seconds();
    for (int i = 0; i < JOINS; i++)
        shortest_join(&s, shortest_least(&s, n));
    double took = seconds() - begin;
    arena_release(&a);
    return took;
}

START_TEST(a_question_to_64_times_as_many_takes_not_6_times_as_long)
{
    double few = 1e9, many = 1e9; /* looked through: 64 times */

    for (int i = 0; i < 5; i++) {
        double a = time_of(1000), b = time_of(64000);
        few = a < few ? a : few;
        many = b < many ? b : many;
    }
    ck_assert_msg(many < 6 * few, "%g s and %g s", few, many);
}
END_TEST

/* Processor time of a run for each of about n who come in an hour. */
static double run_of(const char *(*text)(int), int n)
{
    struct played x;
    struct flow_worker *w = flow_worker_new();
    const struct flow_options o = {.travellers = false};
    struct results r = {0};

    played_run(&x, text(n)); /* also warms up */
    ck_assert_ptr_nonnull(w);
    double begin = seconds();
    ck_assert_int_eq(flow_run(w, x.model, 0, &o, &r), FLOW_DONE);
    double took = (seconds() - begin) / (double)x.sum.parties;
    results_release(&r);
    flow_worker_free(w);
    played_release(&x);
    return took;
}

static void expect_growth(const char *(*text)(int), int from, int to,
                          double most)
{
    double few = 1e9, many = 1e9;

    for (int i = 0; i < 3; i++) {
        double a = run_of(text, from), b = run_of(text, to);
        few = a < few ? a : few;
        many = b < many ? b : many;
    }
    ck_assert_msg(many < most * few, "%g s and %g s each", few, many);
}

#define WHOLE(parts)                                                           \
    "<scenario xmlns='urn:poesim:scenario' version='1' id='s' "                \
    "start='2026-07-15' duration='6 h'><title>t</title><run/>\n"               \
    "<population id='p'><class id='c' status='visa'/></population>\n"          \
    "<port id='a' mode='land'>" parts "</port></scenario>\n"

static char text[4000];

static const char *hand_over(int n)
{
    snprintf(text, sizeof text,
             WHOLE("<officers id='o' shift-end='hand-over'>"
                   "<shift from='00:00' to='24:00' count='%d'/>"
                   "<break from='02:00' to='02:01' count='%d'/></officers>"
                   "<flow id='f' population='p' start='s'>"
                   "<poisson><piece from='00:00' to='01:00' rate='%d /h'/>"
                   "</poisson></flow>"
                   "<station id='s' positions='%d' officers='o'>"
                   "<inspect mean='3 h'/><route to='admitted'/></station>"),
             n, n, n, n);
    return text;
}

/* Everybody's officer goes to a break at 02:00, and comes back; it was
 * quadratic. */
START_TEST(a_hand_over_of_16_times_as_many_takes_not_5_times_as_long_each)
{
    expect_growth(hand_over, 2000, 32000, 5);
}
END_TEST

static const char *own_queues(int n)
{
    snprintf(text, sizeof text,
             WHOLE("<flow id='f' population='p' start='s'>"
                   "<poisson rate='%d /h'/></flow>"
                   "<station id='s' positions='%d' queues='each'>"
                   "<inspect dist='exponential' mean='57 min'/>"
                   "<route to='admitted'/></station>"),
             n, n);
    return text;
}

START_TEST(
    queues_of_their_own_at_16_times_as_many_take_not_5_times_as_long_each)
{
    expect_growth(own_queues, 1000, 16000, 5);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("shortest");
    TCase *t = tcase_create("shortest");
    SRunner *r = srunner_create(s);

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, scratch_make, scratch_remove);
    tcase_add_test(t, it_says_what_looking_through_says);
    tcase_add_test(t, a_question_to_64_times_as_many_takes_not_6_times_as_long);
    tcase_add_test(
        t, a_hand_over_of_16_times_as_many_takes_not_5_times_as_long_each);
    tcase_add_test(
        t,
        queues_of_their_own_at_16_times_as_many_take_not_5_times_as_long_each);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
