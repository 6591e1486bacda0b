/* Replications come in order and do not depend on threads or on their number.
 */
#include <check.h>
#include <string.h>

#include "sim/io/scenario/scenario_file.h"
#include "sim/study/replicate.h"
#include "tests/support/loaded.h"

enum { MOST = 64 };

static const char text[] = LOADED_SCENARIO(
    "<population id='p'><class id='c' status='visa'/></population>\n"
    "<port id='a' mode='land'>\n"
    "<flow id='f' population='p' start='s'><poisson rate='20 /h'/></flow>\n"
    "<station id='s' positions='1'>\n"
    "<inspect dist='exponential' mean='2 min'/><route to='admitted'/>\n"
    "</station></port>\n");

static struct loaded loaded;
static struct scenario scenario;
static struct model *model;

/* What the sink has seen. */
struct seen {
    int calls, refuse_at; /* 0: never */
    int stop_at;          /* 0: never */
    volatile int stop;
    uint64_t digest[MOST];
    size_t travellers[MOST];
};

static void load(const char *scenario_text)
{
    model = NULL;
    loaded_text(&loaded, scenario_text);
    ck_assert_int_eq(loaded.result, 0);
    ck_assert_int_eq(
        scenario_file_read(&scenario, &loaded.document, &loaded.diag), 0);
    ck_assert_int_eq(model_compile(&model, &scenario, &loaded.diag), 0);
}

static void start(void)
{
    load(text);
}

static void stop(void)
{
    model_free(model);
    loaded_release(&loaded);
}

static int sink(void *context, const struct results *r)
{
    struct seen *s = context;
    const struct rows *rows = &r->table[TABLE_replications];
    const struct replications_row *row = rows->row;

    ck_assert_uint_eq(rows->count, 1);
    ck_assert_int_eq(row->replication, s->calls);
    ck_assert_int_gt(row->travellers, 300);
    s->digest[s->calls] = row->milestone_digest;
    s->travellers[s->calls] = r->table[TABLE_travellers].count;
    s->calls++;
    if (s->calls == s->stop_at)
        s->stop = 1;
    return s->calls == s->refuse_at;
}

static enum replicate_outcome run(struct seen *s, int jobs, int replications,
                                  int travellers)
{
    struct replicate_guard guarded = {.replication = -1};
    const struct replicate r = {.model = model,
                                .replications = replications,
                                .jobs = jobs,
                                .travellers = travellers,
                                .stop = &s->stop,
                                .sink = sink,
                                .context = s};
    enum replicate_outcome outcome = replicate(&r, &guarded);
    ck_assert_int_eq(guarded.replication, -1);
    return outcome;
}

START_TEST(threads_change_nothing)
{
    static const int jobs[] = {2, 3, 7};
    struct seen one = {0};

    ck_assert_int_eq(run(&one, 1, MOST, 0), REPLICATE_DONE);
    ck_assert_int_eq(one.calls, MOST);
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct seen more = {0};
        ck_assert_int_eq(run(&more, jobs[i], MOST, 0), REPLICATE_DONE);
        ck_assert_int_eq(more.calls, MOST);
        ck_assert_mem_eq(more.digest, one.digest, sizeof one.digest);
    }
}
END_TEST

START_TEST(replications_differ_from_one_another)
{
    struct seen s = {0};

    ck_assert_int_eq(run(&s, 2, MOST, 0), REPLICATE_DONE);
    for (int i = 0; i < MOST; i++)
        for (int j = 0; j < i; j++)
            ck_assert_uint_ne(s.digest[i], s.digest[j]);
}
END_TEST

/* Nothing is at random but what breaks down: a position, a camera, a service.
 */
#define BREAKS                                                                 \
    "<up dist='exponential' mean='1 h'/><down dist='exponential' mean='9 "     \
    "min'/>"
#define OUTAGE "<random-outage>" BREAKS "</random-outage>"
#define BREAKING(camera, service, station)                                     \
    LOADED_SCENARIO(                                                           \
        "<camera id='k'><capture-time mean='2 s'/>" camera "</camera>\n"       \
        "<matcher id='m' fnmr='0' impostor-match='0'/>\n"                      \
        "<matching-service id='v' matcher='m' timeout='1 min'>"                \
        "<network-time mean='1 s'/><service-time mean='9 s'/>" service         \
        "</matching-service>\n"                                                \
        "<population id='p'><class id='c' status='visa'/></population>\n"      \
        "<port id='a' mode='land'>\n"                                          \
        "<flow id='f' population='p' start='s'><renewal mean='3 min'/></flow>" \
        "<station id='s' positions='1'>" station                               \
        "<capture camera='k'/><match service='v' search='1:1'/>\n"             \
        "<inspect mean='1 min'/><route to='admitted'/>\n"                      \
        "</station></port>\n")

START_TEST(what_breaks_down_does_so_apart_in_each_replication)
{
    static const char *const breaking[] = {
        BREAKING("", "", "<breakdown>" BREAKS "</breakdown>"),
        BREAKING("", OUTAGE, ""), BREAKING(OUTAGE, "", "")};
    struct seen s = {0};

    stop();
    load(breaking[_i]);
    ck_assert_int_eq(run(&s, 1, 8, 0), REPLICATE_DONE);
    for (int i = 0; i < 8; i++)
        for (int k = 0; k < i; k++)
            ck_assert_uint_ne(s.digest[i], s.digest[k]);
}
END_TEST

START_TEST(more_replications_keep_the_first_as_they_are)
{
    struct seen few = {0}, many = {0};

    ck_assert_int_eq(run(&few, 2, 5, 0), REPLICATE_DONE);
    ck_assert_int_eq(run(&many, 2, MOST, 0), REPLICATE_DONE);
    ck_assert_int_eq(few.calls, 5);
    ck_assert_mem_eq(few.digest, many.digest, 5 * sizeof *few.digest);
}
END_TEST

START_TEST(travellers_are_kept_in_the_first_replications_only)
{
    struct seen s = {0};

    ck_assert_int_eq(run(&s, 3, 20, 4), REPLICATE_DONE);
    for (int i = 0; i < 20; i++)
        ck_assert_int_eq(s.travellers[i] > 0, i < 4);
}
END_TEST

START_TEST(a_sink_that_says_no_sees_no_more)
{
    for (int jobs = 1; jobs <= 3; jobs++) {
        struct seen s = {.refuse_at = 6};
        ck_assert_int_eq(run(&s, jobs, MOST, 0), REPLICATE_SINK);
        ck_assert_int_eq(s.calls, 6);
    }
}
END_TEST

/* The runs are far shorter than the events after which one looks itself. */
START_TEST(a_stop_is_heeded_between_short_replications)
{
    for (int jobs = 1; jobs <= 3; jobs++) {
        struct seen s = {.stop_at = 3};
        ck_assert_int_eq(run(&s, jobs, MOST, 0), REPLICATE_STOPPED);
        ck_assert_int_ge(s.calls, 3);
        ck_assert_int_lt(s.calls, MOST / 2);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("replicate");
    TCase *t = tcase_create("replicate");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, threads_change_nothing);
    tcase_add_test(t, replications_differ_from_one_another);
    tcase_add_loop_test(t, what_breaks_down_does_so_apart_in_each_replication,
                        0, 3);
    tcase_add_test(t, more_replications_keep_the_first_as_they_are);
    tcase_add_test(t, travellers_are_kept_in_the_first_replications_only);
    tcase_add_test(t, a_sink_that_says_no_sees_no_more);
    tcase_add_test(t, a_stop_is_heeded_between_short_replications);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
