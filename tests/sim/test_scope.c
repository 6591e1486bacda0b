/*
 * test_scope -- who is photographed, as statements about the law: rules by
 * status, age, direction, place, mode and date. Counts are compared with the
 * law applied to each traveller, and between runs whose travellers are the
 * same.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/played.h"

/* Everybody passes one camera and one match; %s: rules, capture's attributes.
 */
#define PEOPLE                                                                 \
    "<group id='child' age-from='0' age-to='20'/>\n"                           \
    "<group id='adult' age-from='21' age-to='70'/>\n"                          \
    "<group id='old' age-from='71' age-to='90'/>\n"                            \
    "<population id='p'>\n"                                                    \
    "<class id='us' status='citizen' share='0.4'>" AGES "</class>\n"           \
    "<class id='visa' status='visa' share='0.3'>" AGES "</class>\n"            \
    "<class id='ca' status='canadian' share='0.2'>" AGES "</class>\n"          \
    "<class id='dip' status='diplomat' share='0.1'>" AGES "</class>\n"         \
    "</population>\n"                                                          \
    "<camera id='cam'><capture-time mean='1 s'/></camera>\n"                   \
    "<matcher id='m' fnmr='0' impostor-match='0' fnir='0' fpir='0'/>\n"        \
    "<matching-service id='tvs' matcher='m'><network-time mean='1 s'/>"        \
    "<service-time mean='1 s'/></matching-service>\n"
#define AGES                                                                   \
    "<group-share group='child' share='0.2'/>"                                 \
    "<group-share group='adult' share='0.6'/>"                                 \
    "<group-share group='old' share='0.2'/>"
#define PORT(id, mode)                                                         \
    "<port id='" id "' mode='" mode "'>"                                       \
    "<flow id='in' population='p' start='s'><poisson rate='100 /h'/></flow>"   \
    "<flow id='out' direction='exit' population='p' start='s'>"                \
    "<poisson rate='100 /h'/></flow>"                                          \
    "<station id='s' positions='1000'><capture camera='cam' scope='%s'/>"      \
    "<match service='tvs' search='1:N'/><inspect mean='1 s'/>"                 \
    "<route to='admitted'/></station></port>\n"

static void run_rules(struct played *o, const char *rules, const char *scope)
{
    char text[6000];

    int n = snprintf(text, sizeof text,
                     LOADED_SCENARIO(PEOPLE "%s" PORT("a", "air")
                                         PORT("b", "sea") PORT("c", "land")),
                     rules, scope, scope, scope);
    ck_assert_int_lt(n, (int)sizeof text);
    played_text(o, text);
}

#define ALIENS "statuses='visa canadian diplomat'"

/* ---- rules ---- */

START_TEST(shared_cameras_photograph_everybody_whatever_the_rules)
{
    struct played o;
    int n;

    run_rules(&o, "<rule id='r' statuses='diplomat' age-to='13'/>",
              "everybody");
    played_travellers(&o, &n);
    struct captures c = played_captures(&o, NULL);
    ck_assert_int_gt(n, 13000);
    /* who is in the visit at the end has no result */
    ck_assert_int_ge(c.transactions, n - 30);
    ck_assert_int_eq(c.not_in_scope, 0);
    ck_assert_int_eq(played_caused(&o, "not-in-scope"), 0);
    played_release(&o);
}
END_TEST

/* Members whom a predicate takes are photographed, and nobody else. */
static void wants(const char *rules,
                  bool (*in_scope)(const struct played *o,
                                   const struct travellers_row *t))
{
    struct played o;
    int n, in = 0, out = 0;

    run_rules(&o, rules, "rules");
    const struct travellers_row *t = played_travellers(&o, &n);
    int matched = played_number(&o, NAMES_RESULTS, "matched");
    int passed = played_number(&o, NAMES_RESULTS, "not-in-scope");
    int none = played_number(&o, NAMES_RESULTS, "none");
    for (int i = 0; i < n; i++) {
        bool is_in = in_scope(&o, &t[i]);
        if (t[i].result == none) /* in the visit at the end of the run */
            ck_assert_int_gt(t[i].arrived_us, INT64_C(86390000000));
        else if (t[i].result != (is_in ? matched : passed))
            ck_abort_msg("traveller %d of class %d, age %d, flow %d at %lld "
                         "has result %d",
                         i, t[i].class, t[i].age, t[i].flow,
                         (long long)t[i].arrived_us, t[i].result);
        in += t[i].result == matched;
        out += t[i].result == passed;
    }
    struct captures c = played_captures(&o, NULL);
    ck_assert_int_ge(c.transactions, in);
    ck_assert_int_le(c.transactions, in + 30); /* not answered by the end */
    ck_assert_int_eq(c.not_in_scope, out);
    ck_assert_int_gt(in, 500);
    ck_assert_int_gt(out, 500);
    ck_assert_int_eq(played_caused(&o, "confirmed"), in);
    ck_assert_int_eq(played_caused(&o, "not-in-scope"), out);
    ck_assert_int_eq(played_caused(&o, NULL), n);
    played_release(&o);
}

static bool is_class(const struct played *o, const struct travellers_row *t,
                     const char *name)
{
    return t->class == played_number(o, NAMES_CLASSES, name);
}

static bool is_alien(const struct played *o, const struct travellers_row *t)
{
    return !is_class(o, t, "p/us");
}

static bool is_alien_14_to_79(const struct played *o,
                              const struct travellers_row *t)
{
    return is_alien(o, t) && t->age >= 14 && t->age <= 79;
}

static bool is_visa_only(const struct played *o, const struct travellers_row *t)
{
    return is_class(o, t, "p/visa");
}

static const char *flow_name(const struct played *o,
                             const struct travellers_row *t)
{
    return model_names(o->model)->name[NAMES_FLOWS][t->flow];
}

static bool is_alien_leaving(const struct played *o,
                             const struct travellers_row *t)
{
    return is_alien(o, t) && strstr(flow_name(o, t), "/out");
}

static bool is_alien_at_a_or_c(const struct played *o,
                               const struct travellers_row *t)
{
    return is_alien(o, t) && flow_name(o, t)[0] != 'b';
}

static bool is_alien_at_sea(const struct played *o,
                            const struct travellers_row *t)
{
    return is_alien(o, t) && flow_name(o, t)[0] == 'b';
}

/* In these scenarios a visit begins when its party arrives. */
static bool is_alien_from_noon(const struct played *o,
                               const struct travellers_row *t)
{
    return is_alien(o, t) && t->arrived_us >= 12 * US_PER_H;
}

static bool is_alien_6_to_18(const struct played *o,
                             const struct travellers_row *t)
{
    return is_alien(o, t) && t->arrived_us >= 6 * US_PER_H &&
           t->arrived_us < 18 * US_PER_H;
}

/* Canadians at entry by day, diplomats everywhere: any rule is enough. */
static bool is_of_two_rules(const struct played *o,
                            const struct travellers_row *t)
{
    return is_class(o, t, "p/dip") ||
           (is_class(o, t, "p/ca") && strstr(flow_name(o, t), "/in") &&
            t->arrived_us >= 8 * US_PER_H);
}

static const struct {
    const char *rules;
    bool (*in_scope)(const struct played *o, const struct travellers_row *t);
} cases[] = {
    {"<rule id='r' " ALIENS "/>", is_alien},
    {"<rule id='r' " ALIENS " age-from='14' age-to='79'/>", is_alien_14_to_79},
    {"<rule id='r' statuses='visa'/>", is_visa_only},
    {"<rule id='r' " ALIENS " direction='exit'/>", is_alien_leaving},
    {"<rule id='r' " ALIENS " ports='c a'/>", is_alien_at_a_or_c},
    {"<rule id='r' " ALIENS " modes='sea'/>", is_alien_at_sea},
    {"<rule id='r' " ALIENS " modes='air land'/>", is_alien_at_a_or_c},
    {"<rule id='r' " ALIENS " from='2026-07-15 12:00'/>", is_alien_from_noon},
    {"<rule id='r' " ALIENS " from='2026-07-15 06:00' "
     "until='2026-07-15 18:00'/>",
     is_alien_6_to_18},
    {"<rule id='r' " ALIENS " from='2000-01-01' until='2026-07-15 06:00'/>"
     "<rule id='r2' " ALIENS " from='2026-07-15 06:00'/>",
     is_alien},
    {"<rule id='r' statuses='canadian' direction='entry' "
     "from='2026-07-15 08:00'/><rule id='r2' statuses='diplomat'/>",
     is_of_two_rules},
};

START_TEST(who_is_in_scope_is_photographed_and_nobody_else)
{
    wants(cases[_i].rules, cases[_i].in_scope);
}
END_TEST

/* Lifting an exemption adds captures of exactly the exempt. */
static void lifts(const char *before, const char *after)
{
    struct played a, b;
    int n, m, lifted = 0;

    run_rules(&a, before, "rules");
    run_rules(&b, after, "rules");
    const struct travellers_row *x = played_travellers(&a, &n);
    const struct travellers_row *y = played_travellers(&b, &m);
    ck_assert_int_eq(n, m);
    ck_assert_uint_eq(played_arrivals(&a), played_arrivals(&b));
    int passed = played_number(&a, NAMES_RESULTS, "not-in-scope");
    int matched = played_number(&a, NAMES_RESULTS, "matched");
    for (int i = 0; i < n; i++) {
        ck_assert_int_eq(x[i].party, y[i].party);
        ck_assert_int_eq(x[i].class, y[i].class);
        lifted += x[i].result == passed && y[i].result == matched;
    }
    ck_assert_int_gt(lifted, 500);
    int64_t more = played_captures(&b, NULL).transactions -
                   played_captures(&a, NULL).transactions;
    int64_t fewer = played_captures(&a, NULL).not_in_scope -
                    played_captures(&b, NULL).not_in_scope;
    ck_assert_int_eq(more, fewer);
    ck_assert_int_ge(more, lifted);
    ck_assert_int_le(more, lifted + 30);
    ck_assert_int_eq(played_caused(&b, "confirmed") -
                         played_caused(&a, "confirmed"),
                     lifted);
    played_release(&a);
    played_release(&b);
}

START_TEST(lifting_an_exemption_adds_the_exempt_exactly)
{
    lifts("<rule id='r' " ALIENS " age-from='14' age-to='79'/>",
          "<rule id='r' " ALIENS "/>");
    lifts("<rule id='r' statuses='visa diplomat'/>",
          "<rule id='r' " ALIENS "/>");
    lifts("<rule id='r' statuses='visa canadian'/>",
          "<rule id='r' " ALIENS "/>");
    /* the cap on places */
    lifts("<rule id='r' " ALIENS " ports='a'/>", "<rule id='r' " ALIENS "/>");
}
END_TEST

START_TEST(a_rule_that_was_stayed_or_has_ended_takes_nobody)
{
    static const char *const rules[] = {
        "<rule id='r' " ALIENS " until='2026-07-15'/>",
        "<rule id='r' " ALIENS " from='2026-07-16'/>",
        "<rule id='r' " ALIENS " from='2020-01-01' until='2026-07-14 12:00'/>"};
    struct played o;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        run_rules(&o, rules[i], "rules");
        ck_assert_int_eq(played_captures(&o, NULL).transactions, 0);
        ck_assert_int_gt(played_captures(&o, NULL).not_in_scope, 13000);
        played_release(&o);
    }
}
END_TEST

/* Ages are uniform over the years of a group. */
START_TEST(every_year_of_a_group_is_as_likely)
{
    struct played o;
    int n, at[91] = {0};

    run_rules(&o, "<rule id='r' " ALIENS " age-from='14'/>", "rules");
    const struct travellers_row *t = played_travellers(&o, &n);
    for (int i = 0; i < n; i++) {
        ck_assert_int_ge(t[i].age, 0);
        ck_assert_int_le(t[i].age, 90);
        at[t[i].age]++;
    }
    for (int age = 0; age <= 90; age++)
        is_binomial(at[age], n,
                    age <= 20   ? 0.2 / 21
                    : age <= 70 ? 0.6 / 50
                                : 0.2 / 20);
    played_release(&o);
}
END_TEST

#define TRACED                                                                 \
    "<population id='p'><class id='c' status='visa'/></population>\n"          \
    "<camera id='cam'><capture-time mean='1 s'/></camera>\n"                   \
    "<rule id='r' statuses='visa' from='2026-07-15 08:00' "                    \
    "until='2026-07-15 08:01'/>\n"

/* Parties every second, the first at one second; a visit lasts 1 us less. */
START_TEST(the_first_instant_belongs_to_a_rule_and_the_last_does_not)
{
    struct played o;
    int n;

    played_text(&o, LOADED_SCENARIO(
                        TRACED "<port id='a' mode='air' utc-offset='-5 h'>"
                               "<flow id='in' population='p' start='s'>"
                               "<renewal mean='1 s'/></flow>"
                               "<station id='s' positions='9'>"
                               "<capture camera='cam' scope='rules'/>"
                               "<route to='admitted'/></station></port>\n"));
    const struct travellers_row *t = played_travellers(&o, &n);
    int passed = played_number(&o, NAMES_RESULTS, "not-in-scope");
    /* 08:00 there is 13:00 on the clock of the scenario */
    int64_t from = 13 * US_PER_H, until = from + US_PER_MIN;
    int in = 0;
    for (int i = 0; i < n; i++) {
        bool taken = t[i].arrived_us >= from && t[i].arrived_us < until;
        ck_assert_int_eq(t[i].result != passed, taken);
        ck_assert_int_eq(t[i].age, -1); /* no group, no age */
        in += taken;
    }
    ck_assert_int_eq(in, 60);
    ck_assert_int_eq(played_captures(&o, NULL).transactions, 60);
    played_release(&o);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("scope");
    TCase *t = tcase_create("scope");
    SRunner *r = srunner_create(s);

    tcase_add_test(t, shared_cameras_photograph_everybody_whatever_the_rules);
    tcase_add_loop_test(t, who_is_in_scope_is_photographed_and_nobody_else, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(t, lifting_an_exemption_adds_the_exempt_exactly);
    tcase_add_test(t, a_rule_that_was_stayed_or_has_ended_takes_nobody);
    tcase_add_test(t, every_year_of_a_group_is_as_likely);
    tcase_add_test(t,
                   the_first_instant_belongs_to_a_rule_and_the_last_does_not);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
