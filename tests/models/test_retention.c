/* The schedule of retention against cases worked by hand. */
#include "models/retention.h"

#include <check.h>
#include <stdlib.h>

enum { TVS, IDENT, CROSSINGS };
enum { CITIZEN = 1 << STATUS_CITIZEN, VISA = 1 << STATUS_VISA };

static const struct retention rows[] = {
    {.statuses = CITIZEN,
     .trigger = TRIGGER_CONFIRMATION,
     .period = 12 * US_PER_H},
    {.statuses = CITIZEN,
     .trigger = TRIGGER_NO_ANSWER,
     .period = 20 * US_PER_DAY},
    {.trigger = TRIGGER_CAPTURE, .period = 14 * US_PER_DAY},
    {.statuses = VISA,
     .trigger = TRIGGER_CAPTURE,
     .period = 27394 * US_PER_DAY},
    {.statuses = CITIZEN,
     .trigger = TRIGGER_MISJUDGED,
     .period = 27394 * US_PER_DAY},
    {.trigger = TRIGGER_CROSSING, .period = 5479 * US_PER_DAY},
};
static const int store[] = {TVS, TVS, TVS, IDENT, IDENT, CROSSINGS};

struct decided {
    int row;
    simtime deleted;
    bool longer;
};

static struct decided fate(int of, enum status status,
                           const struct image_life *i)
{
    int row = retention_row(rows, 6, store, of, status, image_why(i),
                            i->confirmed >= 0);

    if (row < 0)
        return (struct decided){row, -1, false};
    struct retention_fate f =
        retention_fate(&rows[row], retention_promise(rows, 6, status), i, -1);
    return (struct decided){row, f.deleted, f.longer};
}

/* Taken at 10 s. */
static struct image_life taken(void)
{
    return image_new(10 * US_PER_S);
}

START_TEST(the_12_hours_run_from_the_confirmation)
{
    struct image_life i = taken();
    i.requested = 10 * US_PER_S;
    i.answered = i.confirmed = 12 * US_PER_S;
    i.answer = RESULT_MATCHED;
    struct decided f = fate(TVS, STATUS_CITIZEN, &i);
    ck_assert_int_eq(f.row, 0);
    ck_assert_int_eq(f.deleted, 12 * US_PER_S + 12 * US_PER_H);
    ck_assert(!f.longer);
    ck_assert_int_eq(image_why(&i), WHY_MATCHED);
    /* a day later: late by the capture's clock, in time by the other */
    i.answered = i.confirmed = 10 * US_PER_S + US_PER_DAY;
    f = fate(TVS, STATUS_CITIZEN, &i);
    ck_assert_int_eq(f.deleted, 10 * US_PER_S + 36 * US_PER_H);
    ck_assert(!f.longer);
}
END_TEST

START_TEST(who_is_never_confirmed_is_kept_longer)
{
    struct image_life i = taken();
    i.requested = 10 * US_PER_S;
    i.answered = 12 * US_PER_S;
    i.answer = RESULT_NOT_MATCHED;
    struct decided f = fate(TVS, STATUS_CITIZEN, &i);
    ck_assert_int_eq(f.row, 2);
    ck_assert_int_eq(f.deleted, 10 * US_PER_S + 14 * US_PER_DAY);
    ck_assert(f.longer);
    ck_assert_int_eq(fate(IDENT, STATUS_CITIZEN, &i).row, -1);
    /* nobody promised a visitor anything */
    f = fate(TVS, STATUS_VISA, &i);
    ck_assert_int_eq(f.row, 2);
    ck_assert(!f.longer);
}
END_TEST

START_TEST(a_visitors_image_is_deleted_75_years_after_its_capture)
{
    struct image_life i = taken();
    i.confirmed = 12 * US_PER_S;
    struct decided f = fate(IDENT, STATUS_VISA, &i);
    ck_assert_int_eq(f.row, 3);
    ck_assert_int_eq(f.deleted, 10 * US_PER_S + 27394 * US_PER_DAY);
    ck_assert(!f.longer);
}
END_TEST

START_TEST(a_misjudged_citizen_is_so_until_somebody_confirms_him)
{
    struct image_life i = taken();
    i.answer = RESULT_NOT_MATCHED;
    i.answered = 11 * US_PER_S;
    i.misjudged = 40 * US_PER_S;
    ck_assert_int_eq(image_why(&i), WHY_MISJUDGED);
    struct decided f = fate(IDENT, STATUS_CITIZEN, &i);
    ck_assert_int_eq(f.row, 4);
    ck_assert_int_eq(f.deleted, 40 * US_PER_S + 27394 * US_PER_DAY);
    ck_assert(f.longer); /* the promise is to him, whatever the store */
    i.confirmed = 90 * US_PER_S;
    ck_assert_int_eq(image_why(&i), WHY_NOT_MATCHED);
    ck_assert_int_eq(fate(IDENT, STATUS_CITIZEN, &i).row, -1);
    ck_assert_int_eq(fate(TVS, STATUS_CITIZEN, &i).deleted,
                     90 * US_PER_S + 12 * US_PER_H);
}
END_TEST

START_TEST(what_became_of_an_image_is_its_own_last_answer)
{
    struct image_life i = taken();
    ck_assert_int_eq(image_why(&i), WHY_NOT_ASKED);
    ck_assert_int_eq(fate(TVS, STATUS_CITIZEN, &i).row, 2);
    i.requested = 11 * US_PER_S;
    ck_assert_int_eq(image_why(&i), WHY_NO_ANSWER);
    ck_assert_int_eq(fate(TVS, STATUS_CITIZEN, &i).row, 1);
    ck_assert_int_eq(fate(TVS, STATUS_CITIZEN, &i).deleted,
                     11 * US_PER_S + 20 * US_PER_DAY);
    i.answered = 13 * US_PER_S;
    i.answer = RESULT_WRONG_PERSON;
    ck_assert_int_eq(image_why(&i), WHY_WRONG_PERSON);
    i.answer = RESULT_NOT_MATCHED;
    ck_assert_int_eq(image_why(&i), WHY_NOT_MATCHED);
}
END_TEST

static int row_of_a_record(int of, enum status status)
{
    return retention_row(rows, 6, store, of, status, WHY_CROSSING, false);
}

START_TEST(records_of_crossings_and_images_do_not_meet)
{
    struct image_life i = taken();
    ck_assert_int_eq(row_of_a_record(TVS, STATUS_VISA), -1);
    ck_assert_int_eq(row_of_a_record(IDENT, STATUS_VISA), -1);
    ck_assert_int_eq(row_of_a_record(CROSSINGS, STATUS_VISA), 5);
    ck_assert_int_eq(fate(CROSSINGS, STATUS_VISA, &i).row, -1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("retention");
    TCase *t = tcase_create("schedule");
    tcase_add_test(t, the_12_hours_run_from_the_confirmation);
    tcase_add_test(t, who_is_never_confirmed_is_kept_longer);
    tcase_add_test(t, a_visitors_image_is_deleted_75_years_after_its_capture);
    tcase_add_test(t, a_misjudged_citizen_is_so_until_somebody_confirms_him);
    tcase_add_test(t, what_became_of_an_image_is_its_own_last_answer);
    tcase_add_test(t, records_of_crossings_and_images_do_not_meet);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
