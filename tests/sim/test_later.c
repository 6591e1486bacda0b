/* Matches made later, after no answer: by hand. A photo takes 1 s; a request to
 * `slow` is given up after 6 s, `quick` answers after 2 s. Nobody errs. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/ledger/ledger.h"
#include "tests/support/played.h"
#include "tests/support/scratch.h"

static struct played x;

#define HEAD                                                                   \
    "<scenario xmlns='urn:poesim:scenario' version='1' id='s' "                \
    "start='2026-07-15' duration='60 s'><title>t</title>"                      \
    "<run interval='60 s'/>\n"                                                 \
    "<population id='p'><class id='c' status='visa'/></population>\n"          \
    "<camera id='k'><capture-time mean='1 s'/></camera>\n"                     \
    "<matcher id='m' fnmr='0' impostor-match='0'/>\n"                          \
    "<matching-service id='slow' matcher='m' timeout='5 s'>"                   \
    "<network-time mean='1 s'/><service-time mean='1 h'/>"                     \
    "</matching-service>\n"                                                    \
    "<matching-service id='quick' matcher='m'>"                                \
    "<network-time mean='1 s'/><service-time mean='1 s'/>"                     \
    "</matching-service>\n"                                                    \
    "<retention store='a' trigger='no-answer' period='%s' basis='b'/>\n"       \
    "<retention store='a' trigger='confirmation' period='20 s' basis='b'/>\n"  \
    "<retention store='a' trigger='capture' period='30 s' basis='b'/>\n"       \
    "<retention store='r' trigger='crossing' period='1 h' basis='b'/>\n"       \
    "<port id='a' mode='land'><flow id='f' population='p' start='s'>"          \
    "<trace table='parties.csv'/></flow>\n<station id='s' positions='1'>"
#define TAIL        "<route to='admitted'/></station></port></scenario>\n"

#define PHOTO       "<capture camera='k'/>"
#define SLOW(later) "<match service='slow' search='1:1'" later "/>"
#define QUICK       "<match service='quick' search='1:1'/>"
#define NEXT        "<route to='t'/></station><station id='t' positions='1'>"

/* One traveller, who comes at 0. */
static void play_kept(const char *no_answer, const char *visits)
{
    static char text[20000];

    snprintf(text, sizeof text, HEAD "%s" TAIL, no_answer, visits);
    scratch_write(scratch_path("parties.csv"), "at\n0 s\n", 7);
    played_run(&x, text);
}

static void play(const char *visits)
{
    play_kept("40 s", visits);
}

/* Images of a `why`: how many were confirmed, the sum of delete date - captured
 * and that of delete date - confirmed. */
static void wants_images(enum image_why why, int stored, int confirmed,
                         int64_t age, int64_t since)
{
    const struct rows *r = &x.results.table[TABLE_images];
    const struct images_row *row = r->row;
    struct images_row sum = {0};

    for (size_t i = 0; i < r->count; i++, row++)
        if (row->why == (int)why) {
            sum.stored += row->stored;
            sum.confirmed += row->confirmed;
            sum.age_sum_us += row->age_sum_us;
            sum.since_sum_us += row->since_sum_us;
        }
    ck_assert_int_eq(sum.stored, stored);
    ck_assert_int_eq(sum.confirmed, confirmed);
    ck_assert_int_eq((int64_t)sum.age_sum_us, age * US_PER_S);
    ck_assert_int_eq((int64_t)sum.since_sum_us, since * US_PER_S);
}

/* How the traveller's record was made. */
static enum record_how record(void)
{
    const struct records_row *row = x.results.table[TABLE_records].row;

    ck_assert_uint_eq(x.results.table[TABLE_records].count, 1);
    ck_assert_int_eq(row->persons, 1);
    return (enum record_how)row->how;
}

/* Requests without an answer, and of these matched later. */
static void wants_answers(int unanswered, int matched)
{
    const struct rows *r = &x.results.table[TABLE_matching_service];
    const struct matching_service_row *row = r->row;
    struct matching_service_row sum = {0};

    for (size_t i = 0; i < r->count; i++, row++) {
        sum.unanswered += row->unanswered;
        sum.later += row->later;
        sum.later_matched += row->later_matched;
    }
    ck_assert_int_eq(sum.unanswered, unanswered);
    ck_assert_int_eq(sum.later, matched);
    ck_assert_int_eq(sum.later_matched, matched);
}

/* Photos at 1 and 8, given up at 7 and 14; the first is matched at 27. The
 * second is not, nor is its owner confirmed after it. */
START_TEST(a_match_that_comes_after_a_new_photo_is_about_the_old_one)
{
    play(PHOTO SLOW(" later='20 s'") NEXT PHOTO SLOW(""));
    ck_assert_str_eq(played_line(&x, "srwe"),
                     "s0@0 r0@1 s0@7 w0@7 e0@7 r0@8 w0@14 e0@14");
    wants_answers(2, 1);
    wants_images(WHY_MATCHED, 1, 1, 27 + 20 - 1, 20);
    wants_images(WHY_NO_ANSWER, 1, 0, 8 + 40 - 8, 0);
    ck_assert_int_eq(record(), RECORD_NONE); /* by the last request */
    played_release(&x);
}
END_TEST

/* The same, with 10 s of work between: matched at 10, new photo at 18. */
START_TEST(a_match_that_comes_before_a_new_photo_is_about_the_old_one)
{
    play(PHOTO SLOW(" later='3 s'") NEXT "<work mean='10 s'/>" PHOTO SLOW(""));
    wants_answers(2, 1);
    wants_images(WHY_MATCHED, 1, 1, 10 + 20 - 1, 20);
    wants_images(WHY_NO_ANSWER, 1, 0, 18 + 40 - 18, 0);
    ck_assert_int_eq(record(), RECORD_NONE);
    played_release(&x);
}
END_TEST

/* The second is matched at 34: who is confirmed then was so after both. */
START_TEST(the_match_after_the_last_request_makes_the_record)
{
    play(PHOTO SLOW("") NEXT PHOTO SLOW(" later='20 s'"));
    wants_answers(2, 1);
    wants_images(WHY_MATCHED, 1, 1, 34 + 20 - 8, 20);
    wants_images(WHY_NO_ANSWER, 1, 1, 1 + 40 - 1, 1 + 40 - 34);
    ck_assert_int_eq(record(), RECORD_BIOMETRIC);
    played_release(&x);
}
END_TEST

/* One photo, two requests, given up at 7 and 13: the first is matched before
 * 13, at 13 or after it. */
START_TEST(of_two_answers_the_last_stands_of_one_instant_the_one_given_last)
{
    play(PHOTO SLOW(" later='5 s'") SLOW(""));
    wants_images(WHY_NO_ANSWER, 1, 1, 7 + 40 - 1, 7 + 40 - 12);
    played_release(&x);
    play(PHOTO SLOW(" later='6 s'") SLOW(""));
    wants_images(WHY_NO_ANSWER, 1, 1, 7 + 40 - 1, 7 + 40 - 13);
    played_release(&x);
    play(PHOTO SLOW(" later='7 s'") SLOW(""));
    wants_images(WHY_MATCHED, 1, 1, 14 + 20 - 1, 20);
    ck_assert_int_eq(record(), RECORD_NONE);
    played_release(&x);
}
END_TEST

/* `quick` answers at 9; the request before it is matched at 8 or at 37. */
START_TEST(the_owner_is_confirmed_by_the_first_match)
{
    play(PHOTO SLOW(" later='1 s'") QUICK);
    wants_images(WHY_MATCHED, 1, 1, 8 + 20 - 1, 20);
    played_release(&x);
    play(PHOTO SLOW(" later='30 s'") QUICK);
    wants_images(WHY_MATCHED, 1, 1, 9 + 20 - 1, 20);
    ck_assert_int_eq(record(), RECORD_BIOMETRIC);
    played_release(&x);
}
END_TEST

/* Photo at 1, given up at 7, and without an answer deleted at 11 (store a). A
 * match at 11 finds it there, and it is kept from then on; one at 12 does not,
 * though it is made, and the record knows it. */
START_TEST(what_a_store_has_deleted_is_not_matched_later_there)
{
    play_kept("10 s", PHOTO SLOW(" later='4 s'"));
    wants_images(WHY_MATCHED, 1, 1, 11 + 20 - 1, 20);
    wants_images(WHY_NO_ANSWER, 0, 0, 0, 0);
    played_release(&x);
    play_kept("10 s", PHOTO SLOW(" later='5 s'"));
    wants_images(WHY_MATCHED, 0, 0, 0, 0);
    wants_images(WHY_NO_ANSWER, 1, 0, 10, 0);
    wants_answers(1, 1);
    ck_assert_int_eq(record(), RECORD_BIOMETRIC);
    played_release(&x);
}
END_TEST

/* The first photo is gone at 11, the second at 18: a match of the second at 15
 * confirms it, and not the first. */
START_TEST(a_match_does_not_confirm_an_older_photo_that_is_gone)
{
    play_kept("10 s", PHOTO SLOW("") NEXT PHOTO SLOW(" later='1 s'"));
    wants_images(WHY_MATCHED, 1, 1, 15 + 20 - 8, 20);
    wants_images(WHY_NO_ANSWER, 1, 0, 10, 0);
    played_release(&x);
}
END_TEST

/* Deleted 10 s after the request at 1, in the visit: the officer who clears at
 * 8 does so while it is there, at 11 too, at 12 not any more. */
START_TEST(who_is_cleared_after_the_deletion_is_not_confirmed_there)
{
    static const char *const work[] = {"1 s", "4 s", "5 s"};
    static const int confirmed[] = {1, 1, 0}, since[] = {3, 0, 0};
    char visits[400];

    for (int i = 0; i < 3; i++) {
        snprintf(visits, sizeof visits, PHOTO SLOW("") "<inspect mean='%s'/>",
                 work[i]);
        play_kept("10 s", visits);
        wants_images(WHY_NO_ANSWER, 1, confirmed[i], 10, since[i]);
        played_release(&x);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("later");
    TCase *t = tcase_create("later");
    SRunner *r = srunner_create(s);

    tcase_add_checked_fixture(t, scratch_make, scratch_remove);
    tcase_add_test(t,
                   a_match_that_comes_after_a_new_photo_is_about_the_old_one);
    tcase_add_test(t,
                   a_match_that_comes_before_a_new_photo_is_about_the_old_one);
    tcase_add_test(t, the_match_after_the_last_request_makes_the_record);
    tcase_add_test(
        t, of_two_answers_the_last_stands_of_one_instant_the_one_given_last);
    tcase_add_test(t, the_owner_is_confirmed_by_the_first_match);
    tcase_add_test(t, what_a_store_has_deleted_is_not_matched_later_there);
    tcase_add_test(t, a_match_does_not_confirm_an_older_photo_that_is_gone);
    tcase_add_test(t, who_is_cleared_after_the_deletion_is_not_confirmed_there);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? 0 : 1;
}
