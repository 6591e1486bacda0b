/*
 * The results file on bad days: full disks, taken names, folders that are not
 * there, killed processes. The final name is absent, old or complete, and
 * nothing else is left.
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

#include "tests/support/sample_results.h"
#include "tests/support/scratch.h"

static struct diag d;

static void tear_down(void)
{
    diag_release(&d);
    scratch_remove();
}

static struct results_writer *open_writer(const char *path, bool force)
{
    struct results_writer *w;
    ck_assert_msg(results_writer_open(&w, path, force, &sample_about,
                                      &sample_names, &d) == 0,
                  "%s", d.stored ? d.message[0] : "no text");
    return w;
}

/* Opening is refused at once, with one message that has these words. */
static void refuse(const char *path, bool force, const char *words)
{
    struct diag why = {0};
    struct results_writer *w;
    ck_assert_int_eq(results_writer_open(&w, path, force, &sample_about,
                                         &sample_names, &why),
                     -1);
    ck_assert_ptr_null(w);
    ck_assert_int_eq(why.count, 1);
    ck_assert_msg(strstr(why.message[0], words), "\"%s\" has no \"%s\"",
                  why.message[0], words);
    diag_release(&why);
}

static void is_complete(const char *path)
{
    struct results_reader *r;
    ck_assert_msg(results_reader_open(&r, path, &d) == 0, "%s",
                  d.stored ? d.message[0] : "no text");
    results_reader_close(r);
}

static void holds(const char *path, const char *text)
{
    size_t size;
    char *bytes = (char *)scratch_read(path, &size);
    ck_assert_str_eq(bytes, text);
    free(bytes);
}

START_TEST(an_existing_file_is_replaced_only_by_force)
{
    const char *path = scratch_path("out.h5");
    scratch_write(path, "precious", 8);
    refuse(path, false, "exists; --force replaces it");
    holds(path, "precious");
    struct results_writer *w = open_writer(path, true);
    holds(path, "precious");
    results_writer_abandon(w);
    holds(path, "precious");
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 1);
    ck_assert_int_eq(sample_write(path, true, &d), 0);
    is_complete(path);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 1);
}
END_TEST

START_TEST(a_file_that_appears_meanwhile_is_left_alone)
{
    const char *path = scratch_path("out.h5");
    struct results_writer *w = open_writer(path, false);
    scratch_write(path, "precious", 8);
    ck_assert_int_eq(results_writer_close(w, &d), -1);
    ck_assert_int_eq(d.count, 1);
    ck_assert_ptr_nonnull(strstr(d.message[0], "somebody else"));
    holds(path, "precious");
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 1);
}
END_TEST

START_TEST(of_two_runs_with_one_target_the_first_to_finish_wins)
{
    const char *path = scratch_path("out.h5");
    struct results_writer *a = open_writer(path, false),
                          *b = open_writer(path, false);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 2);
    ck_assert_int_eq(results_writer_close(b, &d), 0);
    ck_assert_int_eq(results_writer_close(a, &d), -1);
    is_complete(path);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 1);
}
END_TEST

START_TEST(until_it_is_complete_the_name_is_not_there)
{
    const char *path = scratch_path("out.h5");
    struct results r = {0};
    struct results_writer *w = open_writer(path, false);
    sample_add(&r, 0);
    ck_assert_int_eq(results_writer_add(w, &r, &d), 0);
    results_release(&r);
    ck_assert_int_eq(access(path, F_OK), -1);
    results_writer_abandon(w);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 0);
}
END_TEST

START_TEST(places_that_cannot_hold_a_file_are_refused_at_once)
{
    const char *folder = scratch_path("folder"), *link = scratch_path("link"),
               *dangling = scratch_path("dangling");
    ck_assert_int_eq(mkdir(folder, 0777), 0);
    scratch_write(scratch_path("file"), "x", 1);
    ck_assert_int_eq(symlink("file", link), 0);
    ck_assert_int_eq(symlink("nowhere", dangling), 0);
    for (int force = 0; force < 2; force++) {
        refuse(folder, force, "is a folder");
        refuse(scratch_path("folder/"), force, "is a folder");
        refuse(scratch_path("new/"), force, "is no file name");
        refuse("", force, "is no file name");
        refuse(scratch_path("missing/out.h5"), force, "make the folder first");
        refuse(scratch_path("file/out.h5"), force, "Not a directory");
        refuse(link, force, "is a symbolic link");
        refuse(dangling, force, "is a symbolic link");
        refuse("/dev/full", force, "is a device");
        refuse("/dev/null", force, "is a device");
    }
    ck_assert_int_eq(scratch_entries(folder), 0);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 4);
}
END_TEST

START_TEST(a_folder_without_permission_is_refused)
{
    const char *folder = scratch_path("shut");
    ck_assert_int_eq(mkdir(folder, 0777), 0);
    ck_assert_int_eq(chmod(folder, 0555), 0);
    ck_assert_int_eq(chmod(scratch_path("."), 0755), 0);
    /* Root may write anywhere; nobody may not. */
    bool root = geteuid() == 0;
    ck_assert(!root || seteuid(65534) == 0);
    refuse(scratch_path("shut/out.h5"), false, "that you may write to");
    ck_assert(!root || seteuid(0) == 0);
    ck_assert_int_eq(scratch_entries(folder), 0);
}
END_TEST

START_TEST(without_descriptors_it_says_so)
{
    struct rlimit limit, none;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = 0;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    refuse(scratch_path("out.h5"), false, "ulimit -n");
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
}
END_TEST

START_TEST(names_may_be_long_and_hold_anything)
{
    char name[256];
    memset(name, 'x', 255);
    memcpy(name, "a b'\"\303\251%s\n;", 12);
    name[255] = '\0';
    const char *path = scratch_path(name);
    ck_assert_int_eq(sample_write(path, false, &d), 0);
    is_complete(path);
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 1);
}
END_TEST

START_TEST(a_bare_name_lands_in_the_working_folder_with_the_usual_mode)
{
    struct stat st;
    ck_assert_int_eq(chdir(scratch_path(".")), 0);
    umask(027);
    ck_assert_int_eq(sample_write("out.h5", false, &d), 0);
    ck_assert_int_eq(stat("out.h5", &st), 0);
    ck_assert_int_eq(st.st_mode & 07777, 0640);
    ck_assert_int_eq((int)st.st_nlink, 1);
}
END_TEST

START_TEST(a_killed_run_leaves_the_old_file)
{
    const char *path = scratch_path("out.h5");
    scratch_write(path, "old", 3);
    pid_t child = fork();
    if (child == 0) {
        struct results r = {0};
        struct results_writer *w = open_writer(path, true);
        sample_add(&r, 0);
        results_writer_add(w, &r, &d);
        raise(SIGKILL);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
    holds(path, "old");
    ck_assert_int_eq(scratch_entries(scratch_path(".")), 2);
    ck_assert_int_eq(sample_write(path, true, &d), 0);
    is_complete(path);
}
END_TEST

/* Bytes of the sample's file. */
static size_t sample_size(void)
{
    struct stat st;
    const char *path = scratch_path("size.h5");
    ck_assert_int_eq(sample_write(path, false, &d), 0);
    ck_assert_int_eq(stat(path, &st), 0);
    remove(path);
    return (size_t)st.st_size;
}

/* All ways to fail leave one message and an empty folder. */
static void fails_cleanly(const char *folder, const char *path,
                          const char *words)
{
    struct diag why = {0};
    ck_assert_int_eq(sample_write(path, false, &why), -1);
    ck_assert_int_eq(why.count, 1);
    ck_assert_msg(strstr(why.message[0], words), "%s", why.message[0]);
    ck_assert_int_eq(scratch_entries(folder), 0);
    diag_release(&why);
}

START_TEST(a_limit_on_file_size_is_told_and_leaves_nothing)
{
    const char *folder = scratch_path("."), *path = scratch_path("out.h5");
    size_t size = sample_size();
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t least = 0; least < size; least += size / 50) {
        limit.rlim_cur = least;
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        fails_cleanly(folder, path, "File too large; raise the file-size");
    }
    limit.rlim_cur = size - 1;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    fails_cleanly(folder, path, "File too large; raise the file-size");
    limit.rlim_cur = size + 8192; /* HDF5 gives some back at the end */
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(sample_write(path, false, &d), 0);
    is_complete(path);
}
END_TEST

START_TEST(after_a_failed_write_closing_does_not_give_the_name)
{
    const char *folder = scratch_path("."), *path = scratch_path("out.h5");
    struct results r = {0};
    struct rlimit limit, tight;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < SAMPLE_REPLICATIONS; i++)
        sample_add(&r, i);
    struct results_writer *w = open_writer(path, false);
    tight = limit;
    tight.rlim_cur = 4096;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tight), 0);
    ck_assert_int_eq(results_writer_add(w, &r, &d), -1);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(results_writer_close(w, &d), -1);
    ck_assert_int_eq(d.count, 1);
    ck_assert_int_eq(scratch_entries(folder), 0);
    results_release(&r);
}
END_TEST

/* Only where a file system can be mounted: root outside most containers. */
START_TEST(a_full_disk_is_told_and_leaves_nothing)
{
    const char *folder = scratch_path("disk");
    const char *path = scratch_path("disk/out.h5");
    size_t size = sample_size(), step = size / 30;
    int done = 0;
    ck_assert_int_eq(mkdir(folder, 0777), 0);
    /* In a name space of its own, so that nothing stays mounted. */
    bool apart = unshare(CLONE_NEWNS) == 0 &&
                 mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    for (size_t room = 4096; apart && room < 2 * size; room += step) {
        char how[64];
        snprintf(how, sizeof how, "size=%zu", room);
        if (mount("poesim-test", folder, "tmpfs", 0, how) < 0)
            break;
        if (room < size - 4096)
            fails_cleanly(folder, path, "No space left on device; make room");
        else if (room > size + 8192)
            ck_assert_int_eq(sample_write(path, false, &d), 0);
        ck_assert_int_eq(umount2(folder, MNT_DETACH), 0);
        done++;
    }
    if (!done)
        fprintf(stderr, "full disk: not tried, mount: %s\n", strerror(errno));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("results_faults");
    TCase *c = tcase_create("results_faults");
    suite_add_tcase(s, c);
    tcase_add_checked_fixture(c, scratch_make, tear_down);
    tcase_set_timeout(c, 30);
    tcase_add_test(c, an_existing_file_is_replaced_only_by_force);
    tcase_add_test(c, a_file_that_appears_meanwhile_is_left_alone);
    tcase_add_test(c, of_two_runs_with_one_target_the_first_to_finish_wins);
    tcase_add_test(c, until_it_is_complete_the_name_is_not_there);
    tcase_add_test(c, places_that_cannot_hold_a_file_are_refused_at_once);
    tcase_add_test(c, a_folder_without_permission_is_refused);
    tcase_add_test(c, without_descriptors_it_says_so);
    tcase_add_test(c, names_may_be_long_and_hold_anything);
    tcase_add_test(c,
                   a_bare_name_lands_in_the_working_folder_with_the_usual_mode);
    tcase_add_test(c, a_killed_run_leaves_the_old_file);
    tcase_add_test(c, a_limit_on_file_size_is_told_and_leaves_nothing);
    tcase_add_test(c, after_a_failed_write_closing_does_not_give_the_name);
    tcase_add_test(c, a_full_disk_is_told_and_leaves_nothing);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
