/*
 * test_officers -- people who inspect err too: impostors who pass and genuine
 * travellers who are referred in vain, through a matcher, a primary officer and
 * a secondary one, against the products of their rates.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/played.h"

/* Rates of the chain, far from 0 so that a day shows them. */
static const double IMPOSTORS = 0.3, FNMR = 0.2, LOOK_ALIKE = 0.4;
/* at a glance where the face matched; where it did not; at secondary */
static const double GLANCE = 0.7, ACCEPT = 0.14, REJECT = 0.06;
static const double ACCEPT_2 = 0.25, REJECT_2 = 0.1;

static void run(struct played *o, double refer)
{
    char text[4000];
    int n = snprintf(
        text, sizeof text,
        LOADED_SCENARIO(
            "<population id='p'><class id='c' status='visa' "
            "impostor='%g'/></population>\n"
            "<camera id='cam'><capture-time mean='1 s'/></camera>\n"
            "<matcher id='m' fnmr='%g' impostor-match='%g'/>\n"
            "<matching-service id='tvs' matcher='m'><network-time mean='1 s'/>"
            "<service-time mean='1 s'/></matching-service>\n"
            "<port id='a' mode='air'>"
            "<flow id='f' population='p' start='one'><poisson rate='2000 /h'/>"
            "</flow>"
            "<station id='one' positions='999'>"
            "<capture camera='cam'/><match service='tvs' search='1:1'/>"
            "<inspect when='matched' mean='1 s' false-accept='%g'/>"
            "<inspect when='not-matched' mean='9 s' refer='%g' "
            "false-accept='%g' false-reject='%g'/>"
            "<route when='referred' to='two'/><route to='admitted'/></station>"
            "<station id='two' positions='999'>"
            "<inspect mean='1 min' false-accept='%g' false-reject='%g'/>"
            "<route when='referred' to='refused'/><route to='admitted'/>"
            "</station></port>\n"),
        IMPOSTORS, FNMR, LOOK_ALIKE, GLANCE, refer, ACCEPT, REJECT, ACCEPT_2,
        REJECT_2);

    ck_assert_int_lt(n, (int)sizeof text);
    played_text(o, text);
}

/* Referred for the face, be it rightly or not. */
static int64_t for_the_face(const struct inspections_row *r)
{
    return r->false_rejects + r->impostors - r->false_accepts;
}

/* non-match -> resolved by the officer -> referred -> confirmed */
START_TEST(the_chain_of_two_officers_follows_its_products)
{
    struct played o;

    run(&o, 0);
    struct inspections_row yes = played_inspected(&o, "a/one", "matched");
    struct inspections_row no = played_inspected(&o, "a/one", "not-matched");
    struct inspections_row two = played_inspected(&o, "a/two", "not-matched");
    int64_t all = yes.persons + no.persons;
    int64_t genuine = all - yes.impostors - no.impostors;
    int64_t resolved = no.persons - no.referred - no.false_accepts;

    is_binomial(yes.impostors + no.impostors, all, IMPOSTORS);
    is_binomial(no.persons - no.impostors, genuine, FNMR);
    is_binomial(no.impostors, all - genuine, 1 - LOOK_ALIKE);
    is_binomial(resolved, no.persons - no.impostors, 1 - REJECT);
    is_binomial(resolved, genuine, FNMR * (1 - REJECT));
    is_binomial(no.false_rejects, genuine, FNMR * REJECT);
    is_binomial(no.false_accepts, no.impostors, ACCEPT);
    ck_assert_int_eq(for_the_face(&no), no.referred);
    ck_assert_int_eq(resolved + no.false_rejects, no.persons - no.impostors);
    /* at the end of the run some are on their way */
    ck_assert_int_le(two.persons, no.referred);
    ck_assert_int_ge(two.persons, no.referred - 60);
    is_binomial(two.false_rejects, two.persons - two.impostors, REJECT_2);
    is_binomial(two.impostors - two.false_accepts, all - genuine,
                (1 - LOOK_ALIKE) * (1 - ACCEPT) * (1 - ACCEPT_2));
    is_binomial(two.false_rejects, genuine, FNMR * REJECT * REJECT_2);
    played_release(&o);
}
END_TEST

/* Of impostors the look-alike rate of the matcher counts, then the officer's,
 * or the officer's again. */
START_TEST(an_impostor_passes_the_matcher_and_then_the_officer)
{
    struct played o;
    int n, impostors = 0, passed = 0, wrongly = 0, genuine = 0;

    run(&o, 0);
    const struct travellers_row *t = played_travellers(&o, &n);
    int admitted = played_number(&o, NAMES_END_STATES, "admitted");
    int refused = played_number(&o, NAMES_END_STATES, "refused");
    for (int i = 0; i < n; i++) {
        if (t[i].end_state != admitted && t[i].end_state != refused)
            continue;
        impostors += t[i].impostor;
        genuine += !t[i].impostor;
        passed += t[i].impostor && t[i].end_state == admitted;
        wrongly += !t[i].impostor && t[i].end_state == refused;
    }
    double matched = LOOK_ALIKE * (GLANCE + (1 - GLANCE) * ACCEPT_2);
    double not_matched = (1 - LOOK_ALIKE) * (ACCEPT + (1 - ACCEPT) * ACCEPT_2);
    is_binomial(passed, impostors, matched + not_matched);
    is_binomial(wrongly, genuine, FNMR * REJECT * REJECT_2);
    played_release(&o);
}
END_TEST

START_TEST(referrals_for_other_reasons_stay_apart)
{
    struct played o;

    run(&o, 0.3);
    struct inspections_row no = played_inspected(&o, "a/one", "not-matched");
    int64_t genuine = no.persons - no.impostors;

    is_binomial(no.referred - for_the_face(&no), genuine, 0.3);
    is_binomial(no.false_rejects, genuine, REJECT);
    is_binomial(no.persons - no.referred - no.false_accepts, genuine,
                1 - REJECT - 0.3);
    played_release(&o);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("officers");
    TCase *t = tcase_create("officers");
    SRunner *r = srunner_create(s);

    tcase_add_test(t, the_chain_of_two_officers_follows_its_products);
    tcase_add_test(t, an_impostor_passes_the_matcher_and_then_the_officer);
    tcase_add_test(t, referrals_for_other_reasons_stay_apart);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
