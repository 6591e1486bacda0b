/*
 * The folder of finished replications on bad days: a shard is complete or
 * absent, whatever ends the run, and only this run's are taken.
 */
#define _GNU_SOURCE
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/io/results/partial.h"
#include "tests/support/sample_results.h"
#include "tests/support/scratch.h"

enum { MANY = 1000 };

static struct diag d;
static struct results_about about; /* of a run of many replications */
static const struct shard_run run = {&about, &sample_names};

static void start(void)
{
    scratch_make();
    about = sample_about;
    about.replications = MANY;
    about.shard = (struct results_shard){0, MANY, 0};
}

static void tear_down(void)
{
    diag_release(&d);
    scratch_remove();
}

/* Opened as `run --resume` does; a shard after so many seconds. */
static void open_it(struct partial *p, const char *out, int every_s)
{
    const struct partial_options how = {.resume = true, .every_s = every_s};
    ck_assert_msg(partial_open(p, out, &run, &how, &d) == 0, "%s",
                  d.stored ? d.message[0] : "no text");
}

/* A short row in one table is enough, but for its number. */
static int add(struct partial *p, int replication)
{
    struct results r = {0};
    struct replications_row *row = results_add(&r, TABLE_replications);
    row->replication = replication;
    row->travellers = replication + 1;
    int result = partial_add(p, replication, &r, true, &d);
    results_release(&r);
    return result;
}

static int sum_travellers(void *context, const struct results *r)
{
    const struct replications_row *row = r->table[TABLE_replications].row;
    for (size_t i = 0; i < r->table[TABLE_replications].count; i++) {
        ck_assert_int_eq(row[i].travellers, row[i].replication + 1);
        (*(int *)context)++;
    }
    return 0;
}

/* What a run finds there: this many replications from 0 on, every shard good,
 * nothing else in the folder. */
static int found(const char *out)
{
    struct partial p;
    int seen = 0, k;
    open_it(&p, out, 10);
    ck_assert_int_eq(d.count + d.warnings, 0);
    for (int at = 0;;) {
        int n = partial_stretch(&p, at, MANY, &k);
        if (k < 0)
            break;
        ck_assert_int_eq(
            partial_copy(&p, k, at, n, NULL, sum_travellers, &seen, &d), 0);
        at += n;
        ck_assert_int_eq(seen, at);
    }
    ck_assert_int_eq(p.lock < 0 ? 0 : scratch_entries(p.folder), p.shards);
    partial_close(&p);
    return seen;
}

START_TEST(there_is_no_folder_before_there_is_something_to_keep)
{
    const char *out = scratch_path("out.h5");
    struct partial p;
    open_it(&p, out, 3600);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(add(&p, i), 0);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 0);
    ck_assert_int_eq(partial_flush(&p, &d), 0);
    ck_assert_int_eq(scratch_entries(p.folder), 1);
    ck_assert_int_eq(partial_flush(&p, &d), 0);
    ck_assert_int_eq(scratch_entries(p.folder), 1);
    partial_close(&p);
    ck_assert_int_eq(found(out), 5);
    open_it(&p, out, 3600);
    partial_remove(&p);
    partial_close(&p);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 0);
}
END_TEST

/* Rows of a replication that goes on; more than may wait in all. */
enum { PIECES = 8, PIECE_ROWS = 300000 };

static void add_pieces(struct partial *p, int replication)
{
    struct results r = {0};

    for (int i = 0; i < PIECE_ROWS; i++)
        *(struct travellers_row *)results_add(&r, TABLE_travellers) =
            (struct travellers_row){.replication = replication};
    for (int i = 0; i < PIECES; i++)
        ck_assert_int_eq(partial_add(p, replication, &r, false, &d), 0);
    results_release(&r);
}

static int count_travellers(void *context, const struct results *r)
{
    *(size_t *)context += r->table[TABLE_travellers].count;
    return 0;
}

START_TEST(a_large_replication_has_a_shard_of_its_own)
{
    const char *out = scratch_path("out.h5");
    struct partial p;
    size_t rows = 0;
    int k;
    open_it(&p, out, 3600);
    ck_assert_int_eq(add(&p, 0), 0);
    add_pieces(&p, 1);
    ck_assert_int_eq(scratch_entries(p.folder), 2); /* one under way */
    ck_assert_int_eq(add(&p, 1), 0);
    ck_assert_int_eq(p.added, 2);
    partial_close(&p);
    open_it(&p, out, 3600);
    ck_assert_int_eq(p.shards, 2);
    ck_assert_int_eq(partial_stretch(&p, 1, MANY, &k), 1);
    ck_assert_int_eq(
        partial_copy(&p, k, 1, 1, NULL, count_travellers, &rows, &d), 0);
    ck_assert_uint_eq(rows, PIECES * PIECE_ROWS);
    partial_close(&p);
    ck_assert_int_eq(found(out), 2);
}
END_TEST

START_TEST(of_a_replication_that_does_not_end_nothing_stays)
{
    struct partial p;
    open_it(&p, scratch_path("out.h5"), 3600);
    add_pieces(&p, 0);
    ck_assert_int_eq(scratch_entries(p.folder), 1);
    ck_assert_int_eq(partial_flush(&p, &d), 0);
    partial_close(&p);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 0);
}
END_TEST

START_TEST(shards_come_when_it_is_time_and_end_before_a_gap)
{
    const char *out = scratch_path("out.h5");
    struct partial p;
    int k;
    open_it(&p, out, 3600);
    ck_assert_int_eq(add(&p, 0), 0);
    ck_assert_int_eq(add(&p, 1), 0);
    ck_assert_int_eq(add(&p, 7), 0); /* 2 to 6 were in a shard already */
    ck_assert_int_eq(scratch_entries(p.folder), 1);
    p.since.tv_sec -= 3600;
    ck_assert_int_eq(add(&p, 8), 0);
    ck_assert_int_eq(scratch_entries(p.folder), 2);
    ck_assert_int_eq(p.added, 4);
    partial_close(&p);
    open_it(&p, out, 0);
    ck_assert_int_eq(partial_stretch(&p, 0, MANY, &k), 2);
    ck_assert_int_eq(k, 0);
    ck_assert_int_eq(partial_stretch(&p, 2, MANY, &k), 5);
    ck_assert_int_eq(k, -1);
    ck_assert_int_eq(partial_stretch(&p, 8, MANY, &k), 1);
    ck_assert_int_eq(k, 1);
    ck_assert_int_eq(partial_stretch(&p, 0, 1, &k), 1);
    ck_assert_int_eq(partial_stretch(&p, 9, MANY, &k), MANY - 9);
    ck_assert_int_eq(k, -1);
    partial_close(&p);
}
END_TEST

START_TEST(a_shard_that_cannot_be_written_leaves_those_before_it)
{
    const char *out = scratch_path("out.h5");
    struct partial p;
    struct rlimit limit, tight;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_IGN);
    open_it(&p, out, 0);
    ck_assert_int_eq(add(&p, 0), 0);
    for (size_t size = 0; size < 40000; size += 8000) {
        tight = limit;
        tight.rlim_cur = size;
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tight), 0);
        ck_assert_int_eq(add(&p, 1), -1);
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        ck_assert_int_eq(d.count, 1);
        ck_assert_ptr_nonnull(strstr(d.message[0], "File too large"));
        ck_assert_ptr_nonnull(strstr(d.message[0], "out.h5.partial/1-1.h5"));
        diag_release(&d);
        ck_assert_int_eq(scratch_entries(p.folder), 1);
    }
    ck_assert_int_eq(add(&p, 1), 0);
    partial_close(&p);
    ck_assert_int_eq(found(out), 2);
}
END_TEST

/* Only where a file system can be mounted: root outside most containers. */
START_TEST(on_a_full_disk_the_shards_before_stay)
{
    const char *disk = scratch_path("disk"), *out = scratch_path("disk/out.h5");
    struct partial p;
    int done = 0;
    ck_assert_int_eq(mkdir(disk, 0777), 0);
    if (unshare(CLONE_NEWNS) < 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount("poesim-test", disk, "tmpfs", 0, "size=600k") < 0) {
        fprintf(stderr, "full disk: not tried, mount: %s\n", strerror(errno));
        return;
    }
    open_it(&p, out, 0);
    while (done < MANY && add(&p, done) == 0)
        done++;
    ck_assert_int_gt(done, 0);
    ck_assert_int_lt(done, MANY);
    ck_assert_int_eq(d.count, 1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "No space left on device"));
    diag_release(&d);
    ck_assert_int_eq(scratch_entries(p.folder), done);
    partial_close(&p);
    ck_assert_int_eq(found(out), done);
    ck_assert_int_eq(umount2(disk, MNT_DETACH), 0);
}
END_TEST

/* Keeps one replication after another and says so, until it is killed. */
static void keep_on(const char *out, int first, int tell)
{
    struct partial p;
    open_it(&p, out, 0);
    for (int k = first; k < MANY; k++)
        if (add(&p, k) < 0 || write(tell, "", 1) != 1)
            break;
    _exit(1);
}

START_TEST(a_killed_run_leaves_complete_shards_only)
{
    enum { KILLS = 12 };
    const char *out = scratch_path("out.h5");
    int before = 0;
    for (int i = 0; i < KILLS; i++) {
        int pipes[2];
        char one;
        ck_assert_int_eq(pipe(pipes), 0);
        pid_t child = fork();
        if (child == 0)
            keep_on(out, before, pipes[1]);
        ck_assert_int_eq(read(pipes[0], &one, 1), 1);
        usleep((useconds_t)(531 * i)); /* somewhere in the next shards */
        ck_assert_int_eq(kill(child, SIGKILL), 0);
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        close(pipes[0]);
        close(pipes[1]);
        int now = found(out); /* the lock has gone with the process */
        ck_assert_int_gt(now, before);
        before = now;
    }
    ck_assert_int_lt(before, MANY);
}
END_TEST

START_TEST(two_runs_do_not_share_a_folder)
{
    const struct partial_options how = {.resume = true};
    const char *out = scratch_path("out.h5");
    struct partial p, q;
    open_it(&p, out, 0);
    open_it(&q, out, 0); /* there is no folder yet */
    ck_assert_int_eq(add(&p, 0), 0);
    ck_assert_int_eq(add(&q, 0), -1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "another run writes there"));
    partial_close(&q);
    diag_release(&d);
    ck_assert_int_eq(partial_open(&q, out, &run, &how, &d), -1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "another run writes there"));
    diag_release(&d);
    partial_close(&p);
    ck_assert_int_eq(found(out), 1);
}
END_TEST

/* With `about` changed, what was kept is refused with these words. */
static void refuses(const char *out, const char *words)
{
    const struct partial_options how = {.resume = true};
    struct partial p;
    ck_assert_int_eq(partial_open(&p, out, &run, &how, &d), PARTIAL_FOREIGN);
    ck_assert_int_eq(d.count, 1);
    ck_assert_msg(strstr(d.message[0], words), "\"%s\" has no \"%s\"",
                  d.message[0], words);
    diag_release(&d);
}

#define REFUSES(field, value, words)                                           \
    do {                                                                       \
        const struct results_about was = about;                                \
        about.field = value;                                                   \
        refuses(out, words);                                                   \
        about = was;                                                           \
    } while (0)

START_TEST(shards_of_another_run_are_refused_with_what_differs)
{
    const char *out = scratch_path("out.h5");
    struct results_input input[2] = {sample_about.file[0],
                                     sample_about.file[1]};
    struct partial p;
    open_it(&p, out, 0);
    ck_assert_int_eq(add(&p, 0), 0);
    partial_close(&p);
    REFUSES(version, "0.0.9", "version 0.1.0-test there, 0.0.9 here");
    REFUSES(scenario_id, "s", "scenario sample there, s here");
    REFUSES(seed, 7, "seed ");
    REFUSES(shard.of, 4, "replications 1000 there, 4 here");
    REFUSES(shard.travellers, 2, "--travellers 0 there, 2 here");
    REFUSES(files, 1, "files of the scenario: 2 there, 1 here");
    input[1].sha256[31] ^= 1;
    REFUSES(file, input, "library/populations/\303\251.xml has changed since");
    REFUSES(scenario, "<scenario id=\"sample\">\n <title/>",
            "has \"<title>\342\202\254</title>\" where this has \"<title/>\"");
    REFUSES(duration_us, 5, "duration 86400000000 there, 5 here");
    REFUSES(quantile_digest, 5, "another machine or mathematical library");
    ck_assert_int_eq(found(out), 1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("partial");
    TCase *c = tcase_create("partial");
    suite_add_tcase(s, c);
    tcase_add_checked_fixture(c, start, tear_down);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, there_is_no_folder_before_there_is_something_to_keep);
    tcase_add_test(c, shards_come_when_it_is_time_and_end_before_a_gap);
    tcase_add_test(c, a_large_replication_has_a_shard_of_its_own);
    tcase_add_test(c, of_a_replication_that_does_not_end_nothing_stays);
    tcase_add_test(c, a_shard_that_cannot_be_written_leaves_those_before_it);
    tcase_add_test(c, on_a_full_disk_the_shards_before_stay);
    tcase_add_test(c, a_killed_run_leaves_complete_shards_only);
    tcase_add_test(c, two_runs_do_not_share_a_folder);
    tcase_add_test(c, shards_of_another_run_are_refused_with_what_differs);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
