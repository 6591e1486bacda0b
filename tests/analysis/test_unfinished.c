/* Who was left inside when the runs ended, against numbers written out. */
#include "analysis/common/unfinished.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char *const stations[] = {"p/a", "p/b", "p/c",
                                       "p/d", "p/e", "p/f"};
static const struct name_table names = {.name = {[NAMES_STATIONS] = stations},
                                        .count = {[NAMES_STATIONS] = 6}};

static struct input given(struct replications_row *r, size_t rows,
                          struct waits_totals_row *w, size_t waits)
{
    struct input in = {.names = &names, .replications = (int)rows};
    in.tables.table[TABLE_replications] = (struct rows){r, rows, rows};
    in.tables.table[TABLE_waits_totals] = (struct rows){w, waits, waits};
    return in;
}

START_TEST(one_in_two_hundred_may_be_left)
{
    struct replications_row r[] = {{.travellers = 1000, .still_inside = 10},
                                   {.travellers = 1000, .still_inside = 0}};
    struct input in = given(r, 2, NULL, 0);
    struct unfinished u = unfinished_count(&in);
    ck_assert_double_eq(u.travellers, 1000);
    ck_assert_double_eq(u.inside, 5);
    ck_assert(!unfinished_many(&u));
    r[1].still_inside = 1;
    u = unfinished_count(&in);
    ck_assert(unfinished_many(&u));
}
END_TEST

START_TEST(nobody_is_not_many)
{
    struct replications_row r[] = {{.travellers = 0}};
    struct input in = given(r, 1, NULL, 0);
    struct unfinished u = unfinished_count(&in);
    ck_assert(!unfinished_many(&u));
}
END_TEST

/* 1,753 of 4,608; the fullest queues are named, the others summed. */
START_TEST(the_fullest_queues_are_named_first)
{
    struct replications_row r[] = {{.travellers = 4608, .still_inside = 1753}};
    struct waits_totals_row w[] = {
        {.station = 0, .unserved = 20},  {.station = 1, .unserved = 1000},
        {.station = 2, .unserved = 30},  {.station = 3, .unserved = 500},
        {.station = 3, .unserved = 100}, {.station = 4, .unserved = 40},
        {.station = 5, .unserved = 15}};
    struct input in = given(r, 1, w, 7);
    struct unfinished u = unfinished_count(&in);
    char text[500];
    unfinished_text(&u, &in, text, sizeof text);
    ck_assert_str_eq(text,
                     "38% of travellers (1753 of 4608, mean of replications) "
                     "were still inside at the end of the run; their waits "
                     "and times are missing; unserved in queues: 1000 at p/b, "
                     "600 at p/d, 40 at p/e, 30 at p/c, 35 elsewhere");
    unfinished_text(&u, &in, text, 20); /* cut, not overrun */
    ck_assert_uint_eq(strlen(text), 19);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("unfinished");
    TCase *t = tcase_create("all");
    tcase_add_test(t, one_in_two_hundred_may_be_left);
    tcase_add_test(t, nobody_is_not_many);
    tcase_add_test(t, the_fullest_queues_are_named_first);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
