/* Every piece of work is done once, by whatever number of threads. */
#include <check.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#include "sim/engine/workers.h"

enum { PIECES = 5000 };

struct tally {
    atomic_int done[PIECES];
    atomic_int inside[PIECES]; /* threads that work as this worker now */
    atomic_int wrong, highest;
    int jobs;
    pthread_t caller;
    bool slow;
};

static struct tally tally;

static void work(void *context, int worker, int piece)
{
    struct tally *t = context;

    if (worker < 0 || worker >= t->jobs || piece < 0 || piece >= PIECES) {
        atomic_fetch_add(&t->wrong, 1);
        return;
    }
    /* a worker's memory is its own: never two threads with one number */
    if (atomic_fetch_add(&t->inside[worker], 1) != 0)
        atomic_fetch_add(&t->wrong, 1);
    if (worker == 0 && !pthread_equal(pthread_self(), t->caller))
        atomic_fetch_add(&t->wrong, 1);
    if (t->slow)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    if (worker > atomic_load(&t->highest))
        atomic_store(&t->highest, worker);
    atomic_fetch_add(&t->done[piece], 1);
    atomic_fetch_sub(&t->inside[worker], 1);
}

static void run(int jobs, int n, bool slow)
{
    for (int i = 0; i < PIECES; i++)
        atomic_store(&tally.done[i], 0);
    atomic_store(&tally.wrong, 0);
    atomic_store(&tally.highest, 0);
    tally.jobs = jobs;
    tally.caller = pthread_self();
    tally.slow = slow;
    ck_assert_int_eq(workers_run(jobs, n, work, &tally), 0);
    ck_assert_int_eq(atomic_load(&tally.wrong), 0);
    for (int i = 0; i < PIECES; i++)
        ck_assert_int_eq(atomic_load(&tally.done[i]), i < n);
}

START_TEST(each_piece_is_done_once_with_any_number_of_jobs)
{
    static const int jobs[] = {1, 2, 3, 8, 61};

    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        run(jobs[i], PIECES, false);
        run(jobs[i], 7, false);
        run(jobs[i], 1, false);
        run(jobs[i], 0, false);
    }
}
END_TEST

START_TEST(several_threads_share_the_work)
{
    run(4, 40, true);
    ck_assert_int_gt(atomic_load(&tally.highest), 0);
}
END_TEST

START_TEST(one_job_is_the_callers_own_thread)
{
    run(1, 40, true);
    ck_assert_int_eq(atomic_load(&tally.highest), 0);
}
END_TEST

START_TEST(there_is_at_least_one_processor)
{
    ck_assert_int_ge(workers_processors(), 1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("workers");
    TCase *t = tcase_create("workers");
    suite_add_tcase(s, t);
    tcase_add_test(t, each_piece_is_done_once_with_any_number_of_jobs);
    tcase_add_test(t, several_threads_share_the_work);
    tcase_add_test(t, one_job_is_the_callers_own_thread);
    tcase_add_test(t, there_is_at_least_one_processor);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
