/*
 * test_unwilling -- who wants no photo: citizens who opt out where they know
 * that they may and officers let them, others who refuse it; and who is found
 * on a look-out list. Against closed forms, and between runs with the same
 * travellers.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/played.h"

/* 24,000 parties or so through one booth, citizens and visitors; %s: of
 * citizens, of visitors, <notices>, attributes of the officers, positions,
 * attributes of the capture, and routes. */
#define WORLD                                                                  \
    LOADED_SCENARIO(                                                           \
        "<population id='p'><class id='us' status='citizen' share='0.5' %s/>"  \
        "<class id='visa' status='visa' share='0.5' %s/></population>\n"       \
        "<camera id='cam'><capture-time mean='1 s'/></camera>\n"               \
        "<matcher id='m' fnmr='0' impostor-match='0' fnir='0.04' fpir='0'/>\n" \
        "<matching-service id='tvs' matcher='m'><network-time mean='1 s'/>"    \
        "<service-time mean='1 s'/></matching-service>\n"                      \
        "<port id='a' mode='air'>%s"                                           \
        "<officers id='o' %s><shift from='00:00' to='24:00' count='999'/>"     \
        "</officers>"                                                          \
        "<flow id='f' population='p' start='s'><poisson rate='1000 /h'/>"      \
        "</flow><station id='s' positions='%s' officers='o'>"                  \
        "<capture camera='cam' %s/><match service='tvs' search='1:N'/>"        \
        "<inspect mean='1 s'/>%s<route to='admitted'/></station></port>\n")

struct world {
    const char *us, *visa, *notices, *officers, *positions, *capture, *routes;
};

static void run(struct played *o, struct world w)
{
    char text[4000];
    int n = snprintf(text, sizeof text, WORLD, w.us, w.visa, w.notices,
                     w.officers, w.positions, w.capture, w.routes);

    ck_assert_int_lt(n, (int)sizeof text);
    played_text(o, text);
}

static const struct world plain = {"", "", "", "", "999", "", ""};

/* Members of a class, and those with a value of opt_out. */
static int count(const struct played *o, const char *class, int opt_out)
{
    int n, found = 0, of = played_number(o, NAMES_CLASSES, class);
    const struct travellers_row *t = played_travellers(o, &n);

    for (int i = 0; i < n; i++)
        found += t[i].class == of && (opt_out < 0 || t[i].opt_out == opt_out);
    return found;
}

/* ---- opting out ---- */

static const struct {
    const char *notices;
    double aware;
} awareness[] = {
    {"", 1},
    {"<notices awareness='1'/>", 1},
    {"<notices awareness='0.3'/>", 0.3},
    {"<notices awareness='0.3' signs='0.5'/>", 0.65},
    {"<notices awareness='0' signs='0.5'/>", 0.5},
};

START_TEST(opt_outs_are_the_willing_who_know)
{
    struct played o;
    struct world w = plain;

    w.us = "opt-out='0.2'";
    w.notices = awareness[_i].notices;
    run(&o, w);
    struct captures c = played_captures(&o, NULL);
    ck_assert_int_eq(c.mishandled, 0);
    is_binomial(c.opt_outs, count(&o, "p/us", -1), 0.2 * awareness[_i].aware);
    ck_assert_int_eq(played_caused(&o, "opted-out"), c.opt_outs);
    ck_assert_int_eq(count(&o, "p/visa", 1), 0);
    int n = (int)played_caused(&o, NULL);
    /* a photo of everybody else, but for who is before the camera at the end */
    ck_assert_int_le(c.transactions + c.opt_outs, n);
    ck_assert_int_ge(c.transactions + c.opt_outs, n - 10);
    played_release(&o);
}
END_TEST

/* The published shares of citizens, as far as a day of them goes. */
START_TEST(the_published_shares_are_met)
{
    static const double share[] = {0.0028, 0.0013, 0.0021};
    char us[40];
    struct played o;
    struct world w = plain;

    snprintf(us, sizeof us, "opt-out='%g'", share[_i]);
    w.us = us;
    run(&o, w);
    is_binomial(played_captures(&o, NULL).opt_outs, count(&o, "p/us", -1),
                share[_i]);
    played_release(&o);
}
END_TEST

START_TEST(nobody_opts_out_who_cannot_know)
{
    struct played o;
    struct world w = plain;

    w.us = "opt-out='1'";
    w.notices = "<notices awareness='0' signs='0'/>";
    run(&o, w);
    ck_assert_int_eq(played_captures(&o, NULL).opt_outs, 0);
    ck_assert_int_eq(count(&o, "p/us", 1), 0);
    played_release(&o);
}
END_TEST

START_TEST(more_signs_only_add_people)
{
    static const char *const notices[] = {
        "<notices awareness='0.1'/>",
        "<notices awareness='0.1' signs='0.05'/>",
        "<notices awareness='0.1' signs='0.5'/>",
        "<notices awareness='0.1' signs='1'/>",
    };
    struct played before, after;
    struct world w = plain;
    int n, m;

    w.us = "opt-out='0.3'";
    w.notices = notices[0];
    run(&before, w);
    for (int i = 1; i < 4; i++) {
        int more = 0;
        w.notices = notices[i];
        run(&after, w);
        ck_assert_uint_eq(played_arrivals(&before), played_arrivals(&after));
        const struct travellers_row *x = played_travellers(&before, &n);
        const struct travellers_row *y = played_travellers(&after, &m);
        for (int k = 0; k < n; k++) {
            if (x[k].opt_out > y[k].opt_out)
                ck_abort_msg("party %d opts out no more", (int)x[k].party);
            more += y[k].opt_out - x[k].opt_out;
        }
        ck_assert_int_gt(more, 20);
        played_release(&before);
        before = after;
    }
    played_release(&before);
}
END_TEST

/* ---- honoured, or not ---- */

START_TEST(a_share_of_the_opt_outs_is_photographed_all_the_same)
{
    struct played o;
    struct world w = plain;

    w.us = "opt-out='0.4'";
    w.officers = "operator='airline' mishandled-opt-outs='0.25'";
    run(&o, w);
    struct captures c = played_captures(&o, NULL);
    is_binomial(c.opt_outs, count(&o, "p/us", -1), 0.4);
    is_binomial(c.mishandled, c.opt_outs, 0.25);
    ck_assert_int_eq(count(&o, "p/us", 2), c.mishandled);
    ck_assert_int_eq(count(&o, "p/us", 1), c.opt_outs - c.mishandled);
    /* who refuses has no image, unless he was mishandled */
    int n, opted = played_number(&o, NAMES_RESULTS, "opted-out");
    const struct travellers_row *t = played_travellers(&o, &n);
    for (int i = 0; i < n; i++)
        if ((t[i].opt_out == 1) != (t[i].result == opted))
            ck_abort_msg("traveller %d: opt-out %d with result %d", i,
                         t[i].opt_out, t[i].result);
    ck_assert_int_eq(played_caused(&o, NULL), n);
    played_release(&o);
}
END_TEST

static void counts(const struct world *w, struct captures *c)
{
    struct played o;

    run(&o, *w);
    *c = played_captures(&o, NULL);
    played_release(&o);
}

START_TEST(officers_honour_all_none_or_are_asked_by_nobody)
{
    struct captures all, none, others;
    struct world w = plain;

    w.us = "opt-out='0.4'";
    w.officers = "mishandled-opt-outs='0'";
    counts(&w, &all);
    w.officers = "mishandled-opt-outs='1'";
    counts(&w, &none);
    ck_assert_int_eq(all.mishandled, 0);
    ck_assert_int_eq(none.mishandled, none.opt_outs);
    ck_assert_int_eq(none.opt_outs, all.opt_outs);
    ck_assert_int_eq(none.transactions, all.transactions + all.opt_outs);
    /* who is in no rule is not asked whether he opts out */
    w.capture = "scope='rules'/><capture camera='cam' share='0'";
    counts(&w, &others);
    ck_assert_int_eq(others.opt_outs, 0);
    ck_assert_int_gt(others.not_in_scope, 20000);
}
END_TEST

START_TEST(the_relief_valve_is_open_to_those_who_may_not_opt_out_too)
{
    struct played o;
    struct world w = plain;

    w.us = "opt-out='1'";
    w.officers = "mishandled-opt-outs='1'";
    w.positions = "2";
    w.capture = "relief-queue='1'";
    run(&o, w);
    struct captures c = played_captures(&o, NULL);
    int64_t suspended = played_caused(&o, "suspended");
    ck_assert_int_gt(suspended, 1000);
    ck_assert_int_eq(played_caused(&o, "opted-out"), 0);
    /* flagged are those of whom a photo was taken, and no others */
    ck_assert_int_eq(c.mishandled, c.opt_outs);
    ck_assert_int_eq(c.mishandled, count(&o, "p/us", 2));
    ck_assert_int_lt(c.mishandled, count(&o, "p/us", -1) - 500);
    ck_assert_int_le(c.transactions + suspended, played_caused(&o, NULL));
    played_release(&o);
}
END_TEST

/* ---- refusals ---- */

START_TEST(who_refuses_and_may_not_goes_where_the_routes_say)
{
    struct played o;
    struct world w = plain;

    w.us = "opt-out='0.2'";
    w.visa = "refusal='0.1'";
    w.officers = "mishandled-opt-outs='1'";
    w.notices = "<notices awareness='0'/>"; /* for citizens only */
    w.routes = "<route when='refused-photo' share='0.5' to='refused'/>"
               "<route when='refused-photo' to='withdrew'/>";
    run(&o, w);
    struct captures c = played_captures(&o, NULL);
    const struct replications_row *r = o.results.table[TABLE_replications].row;
    is_binomial(c.refused, count(&o, "p/visa", -1), 0.1);
    ck_assert_int_eq(c.opt_outs, 0);
    ck_assert_int_eq(played_caused(&o, "refused-photo"), c.refused);
    ck_assert_int_le(r->refused + r->withdrew, c.refused);
    ck_assert_int_ge(r->refused + r->withdrew, c.refused - 10);
    is_binomial(r->refused, c.refused, 0.5);
    played_release(&o);
}
END_TEST

START_TEST(at_exit_who_refuses_departs_and_is_flagged)
{
    struct played o;
    struct world w = plain;

    w.visa = "refusal='1'";
    w.routes = "<route class='us visa' to='departed'/>";
    run(&o, w);
    const struct replications_row *r = o.results.table[TABLE_replications].row;
    ck_assert_int_eq(r->departed + r->still_inside, r->travellers);
    ck_assert_int_eq(played_captures(&o, NULL).refused,
                     played_caused(&o, "refused-photo"));
    ck_assert_int_ge(played_captures(&o, NULL).refused,
                     count(&o, "p/visa", -1) - 5);
    played_release(&o);
}
END_TEST

/* ---- look-out lists ---- */

START_TEST(hits_are_a_share_of_the_matched_and_are_led_apart)
{
    struct played o;
    struct world w = plain;
    int n, hits = 0;

    w.us = "look-out='0.05' gallery-photo='0.9'";
    w.officers = "operator='cbp'";
    w.routes = "<route when='look-out' to='refused'/>";
    run(&o, w);
    const struct rows *rows = &o.results.table[TABLE_look_outs];
    const struct look_outs_row *l = rows->row;
    ck_assert_uint_eq(rows->count, 1); /* visitors are on no list */
    ck_assert_int_eq(l->class, played_number(&o, NAMES_CLASSES, "p/us"));
    is_binomial(l->matched, count(&o, "p/us", -1), 0.9 * 0.96);
    is_binomial(l->hits, l->matched, 0.05);
    int matched = played_number(&o, NAMES_RESULTS, "matched");
    int refused = played_number(&o, NAMES_END_STATES, "refused");
    int inside = played_number(&o, NAMES_END_STATES, "still-inside");
    const struct travellers_row *t = played_travellers(&o, &n);
    for (int i = 0; i < n; i++) {
        if (t[i].end_state != inside &&
            (t[i].end_state == refused) != t[i].look_out)
            ck_abort_msg("traveller %d: hit %d ends in %d", i, t[i].look_out,
                         t[i].end_state);
        if (t[i].look_out && t[i].result != matched)
            ck_abort_msg("a hit of somebody who is not matched");
        hits += t[i].look_out;
    }
    ck_assert_int_eq(hits, l->hits);
    played_release(&o);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("unwilling");
    TCase *t = tcase_create("unwilling");
    SRunner *r = srunner_create(s);

    tcase_add_loop_test(t, opt_outs_are_the_willing_who_know, 0,
                        sizeof awareness / sizeof *awareness);
    tcase_add_loop_test(t, the_published_shares_are_met, 0, 3);
    tcase_add_test(t, nobody_opts_out_who_cannot_know);
    tcase_add_test(t, more_signs_only_add_people);
    tcase_add_test(t, a_share_of_the_opt_outs_is_photographed_all_the_same);
    tcase_add_test(t, officers_honour_all_none_or_are_asked_by_nobody);
    tcase_add_test(t,
                   the_relief_valve_is_open_to_those_who_may_not_opt_out_too);
    tcase_add_test(t, who_refuses_and_may_not_goes_where_the_routes_say);
    tcase_add_test(t, at_exit_who_refuses_departs_and_is_flagged);
    tcase_add_test(t, hits_are_a_share_of_the_matched_and_are_led_apart);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
