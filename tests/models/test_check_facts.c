/*
 * Holes in the logic: rules that take nobody, people whom no inspection
 * holds for, conditions on what nobody is.
 */
#include <check.h>
#include <stdlib.h>

#include "tests/support/world.h"

START_TEST(a_suspended_traveller_needs_an_inspection_too)
{
    struct world *w = a_departure();
    w->step[2].when.facts = ~(1u << RESULT_SUSPENDED);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    wants_nothing(w);
    w = a_departure();
    w->step[2].when.facts = ~(1u << RESULT_SUSPENDED);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    w->step[0].relief_queue = 10;
    wants(w, "warning", 85, "with the result suspended (class \"citizen\")");
}
END_TEST

/* Rule "law", for citizens and visas; who is in none is not inspected. */
static struct world *a_world_of_rules(void)
{
    struct world *w = a_world();
    w->rule =
        (struct rule){.id = named("law", 15),
                      .statuses = 1u << STATUS_CITIZEN | 1u << STATUS_VISA};
    w->s.rules = 1;
    w->s.rule = &w->rule;
    w->step[0].by_rules = true;
    w->step[2].when.facts = ~(1u << RESULT_NOT_IN_SCOPE);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    return w;
}

START_TEST(who_is_in_no_rule_needs_an_inspection_too)
{
    static const char text[] =
        "with the result not-in-scope (class \"citizen\")";
    wants_nothing(a_world_of_rules()); /* it takes everybody, always */
    struct world *w = a_world_of_rules();
    w->rule.statuses = 1u << STATUS_VISA;
    w->class[1].status = STATUS_VISA;
    wants(w, "warning", 85, text);
    w = a_world_of_rules();
    w->rule.until = (struct moment){true, 20000, 12 * US_PER_H};
    wants(w, "warning", 85, text);
    w = a_world_of_rules();
    w->rule.directions = 1u << 1; /* and of two flows one is an entry */
    struct flow flow[2] = {w->flow, w->flow};
    flow[1].id = named("out", 68);
    flow[1].exit = true;
    w->port.flows = 2;
    w->port.flow = flow;
    wants(w, "warning", 85, text);
}
END_TEST

START_TEST(rules_are_asked_or_said_to_be_idle)
{
    struct world *w = a_world_of_rules();
    w->step[0].by_rules = false;
    wants(w, "warning", 15, "no capture asks the rules, so that rule \"law\"");
    w = a_world_of_rules();
    w->s.rules = 0;
    w->step[2].when.facts = 0;
    wants(w, "warning", 81, "there is no rule: nobody will be photographed");
}
END_TEST

/* The second class; the first are citizens. */
static struct world *a_world_of(enum status status, double opt_out,
                                double refusal)
{
    struct world *w = a_world();
    w->class[1].status = status;
    w->class[1].opt_out = opt_out;
    w->class[1].refusal = refusal;
    return w;
}

START_TEST(only_citizens_opt_out)
{
    wants_nothing(a_world_of(STATUS_CITIZEN, 0.1, 0));
    wants(a_world_of(STATUS_VISA, 0.1, 0), "warning", 23,
          "only citizens may refuse the photo");
    wants(a_world_of(STATUS_CITIZEN, 0, 0.1), "error", 23,
          "who may opt out: write opt-out for refusal");
    wants(a_world_of(STATUS_VISA, 0.1, 0.1), "error", 23,
          "has opt-out and refusal");
    wants_nothing(a_world_of(STATUS_VISA, 0, 0.1));
    struct world *w = a_world_of(STATUS_VISA, 0, 0.1);
    w->step[2].when.facts = ~(1u << RESULT_REFUSED);
    w->step[2].when.facts &= (1u << RESULTS) - 1;
    wants(w, "warning", 85, "the result refused-photo (class \"visitor\")");
}
END_TEST

/* Nobody on a list, nobody a hit: "booth" is never left. */

START_TEST(a_look_out_hit_is_of_somebody_on_a_list)
{
    for (int listed = 0; listed < 2; listed++) {
        struct world *w = a_world();
        w->route[0].when.facts = 1u << FACT_LOOK_OUT;
        w->route[1].to.text = "booth";
        w->class[0].gallery_photo = 1;
        w->class[0].look_out = listed ? 0.1 : 0;
        if (listed) /* others come back, but now there is a way out */
            wants(w, "warning", 85, "comes back for ever");
        else
            wants(w, "error", 80, "booth, hall can never be left");
    }
}
END_TEST

/* The booth captures, matches 1:N and inspects whom `when` holds for. */
static struct world *inspects_when(unsigned facts)
{
    struct world *w = a_world();
    w->step[1].one_to_many = true;
    w->step[2].when.facts = facts;
    w->step[2].refer = 0.1;
    for (int i = 0; i < 2; i++)
        w->class[i].gallery_photo = w->class[i].enrolled = 1;
    w->class[1].opt_out = 0.01;
    return w;
}

enum {
    MATCHED = 1 << RESULT_MATCHED,
    NOT_MATCHED = 1 << RESULT_NOT_MATCHED,
    WRONG_PERSON = 1 << RESULT_WRONG_PERSON,
    NO_IMAGE = 1 << RESULT_NO_IMAGE,
    OPTED_OUT = 1 << RESULT_OPTED_OUT,
    REFERRED = 1 << (RESULTS + DECISION_REFERRED)
};

START_TEST(people_whom_no_inspection_holds_for_are_noticed)
{
    struct world *w = inspects_when(MATCHED | NOT_MATCHED);
    wants(w, "warning", 85,
          "with the result no-image (class \"citizen\"), opted-out (class "
          "\"visitor\"); add it");
    w = inspects_when(MATCHED | NOT_MATCHED | OPTED_OUT | NO_IMAGE);
    wants_nothing(w);
    w = inspects_when(MATCHED | NOT_MATCHED | OPTED_OUT | NO_IMAGE);
    w->class[0].gallery_photo = 0.9; /* a stranger may be taken for somebody */
    wants(w, "warning", 85, "the result wrong-person (class \"citizen\"); add");
    w = inspects_when(MATCHED | NOT_MATCHED | OPTED_OUT | NO_IMAGE);
    w->class[0].gallery_photo = 0.9;
    w->matcher.fpir = 0; /* no, not this time */
    wants_nothing(w);
    w = inspects_when(NOT_MATCHED | OPTED_OUT); /* a camera that never fails */
    w->failure[0].probability = w->failure[1].probability = 0;
    wants_nothing(w); /* who is matched may go: a gate */
    w = inspects_when(MATCHED | NOT_MATCHED | NO_IMAGE);
    w->class[1].opt_out = 0;
    w->class[1].impostor = 0.01; /* a look-alike is found: somebody else */
    wants(w, "warning", 85, "the result wrong-person (class \"visitor\"); add");
}
END_TEST

/* Whoever is not matched by face gives a finger, which is matched `when`. */
static void fall_back(unsigned when, const char *words)
{
    struct world *w = inspects_when(0);
    struct camera camera[2] = {w->camera, w->camera};
    struct matcher matcher[2] = {w->matcher, w->matcher};
    struct matching_service service[2] = {w->service, w->service};
    struct step step[5] = {w->step[0], w->step[1], w->step[0], w->step[1],
                           w->step[2]};
    camera[1].id = named("finger", 41);
    matcher[1].id = named("afis", 46);
    camera[1].modality = matcher[1].modality = MODALITY_FINGERPRINT;
    service[1].id = named("ident", 51);
    service[1].matcher.text = "afis";
    step[2].camera.text = "finger";
    step[2].when.facts = NOT_MATCHED | NO_IMAGE;
    step[3].service.text = "ident";
    step[3].when.facts = when;
    step[3].at = line(99);
    w->s.camera = camera;
    w->s.matcher = matcher;
    w->s.service = service;
    w->s.cameras = w->s.matchers = w->s.services = 2;
    /* whoever has a result of the fallback's match, or no image, is inspected
     */
    step[4].when.facts = NOT_MATCHED | NO_IMAGE | OPTED_OUT | WRONG_PERSON |
                         (words ? 1u << RESULT_NONE : 0);
    w->station[0].step = step;
    w->station[0].steps = 5;
    if (words)
        wants(w, "warning", 99, words);
    else
        wants_nothing(w);
}

START_TEST(a_match_of_who_was_captured_again_asks_for_none)
{
    fall_back(0, NULL);
    fall_back(1u << RESULT_NONE, NULL);
    fall_back(NOT_MATCHED | NO_IMAGE, "this match asks for nobody");
}
END_TEST

START_TEST(people_who_are_led_elsewhere_need_no_inspection)
{
    struct world *w = inspects_when(MATCHED | NOT_MATCHED);
    w->route[0].when.facts |= NO_IMAGE | OPTED_OUT; /* to "second" */
    wants_nothing(w);
    w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].when.facts = 0; /* now by status, and one is forgotten */
    w->step[2].when.statuses = 1u << STATUS_VISA;
    w->class[0].status = STATUS_VISA;
    w->class[1].opt_out = 0;
    w->class[1].status = STATUS_CITIZEN;
    wants(w, "warning", 85,
          "with the result not-matched (class \"visitor\"), no-image (class "
          "\"visitor\"); add it");
    w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].when.facts = 0; /* a random sample is meant */
    w->step[2].when.share = 0.1;
    wants_nothing(w);
}
END_TEST

START_TEST(a_way_out_that_nobody_can_take_is_none)
{
    struct world *w = a_world();
    w->route[1].to.text = "booth"; /* nobody is referred */
    wants(w, "error", 80, "booth, hall can never be left: the routes that");
    w = a_world();
    w->route[1].to.text = "booth"; /* who is cleared comes until referred */
    w->step[2].refer = 0.1;
    wants_nothing(w);
}
END_TEST

START_TEST(who_comes_back_for_ever_is_noticed)
{
    struct world *w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].refer = 0;
    w->route[0].when.facts = NO_IMAGE | OPTED_OUT; /* try again */
    w->route[0].to.text = "booth";
    w->port.stations = 1;
    wants(w, "warning", 84,
          "back to \"booth\" with the result opted-out (class \"visitor\") "
          "comes back for ever");
    w = inspects_when(MATCHED | NOT_MATCHED);
    w->step[2].refer = 0;
    w->route[0].when.facts = NO_IMAGE; /* some day there is an image */
    w->route[0].to.text = "booth";
    w->port.stations = 1;
    w->class[1].opt_out = 0;
    wants_nothing(w);
}
END_TEST

START_TEST(conditions_on_what_nobody_is_are_noticed)
{
    struct world *w = a_world();
    w->class[0].status = w->class[1].status = STATUS_VISA;
    w->step[2].when.statuses = 1u << STATUS_VISA | 1u << STATUS_CITIZEN;
    wants_nothing(w); /* one of them is enough */
    w = a_world();
    w->class[0].status = w->class[1].status = STATUS_VISA;
    w->step[0].when.statuses = 1u << STATUS_VISA_WAIVER;
    wants(w, "warning", 81, "nobody who comes to \"booth\" has such a status");
    w = a_world(); /* a class that is there, but goes elsewhere */
    w->route[0].when.facts = 0;
    w->name = named("visitor", 84);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    w->second_step.when.classes = (struct name_list){&w->name, 1};
    wants_nothing(w);
    w = a_world();
    w->route[0].when.facts = 0;
    w->route[0].split = true;
    w->name = named("visitor", 84);
    struct name other = named("citizen", 91);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    w->second_step.when.classes = (struct name_list){&other, 1};
    wants(w, "warning", 91, "nobody who comes to \"second\" has such a class");
}
END_TEST

START_TEST(conditions_name_classes_and_groups_that_are_there)
{
    struct world *w = a_world();
    w->name = named("visitors", 88);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    wants(w, "error", 88, "class \"visitors\"; there are: citizen, visitor");
    w = a_world();
    w->name = named("middle", 89);
    w->step[2].when.groups = (struct name_list){&w->name, 1};
    wants(w, "error", 89, "group \"middle\"; there are: old, young");
    w = a_world();
    w->name = named("visitor", 88);
    w->route[0].when.classes = (struct name_list){&w->name, 1};
    wants_nothing(w);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_facts");
    TCase *t = tcase_create("rules");
    tcase_add_test(t, a_suspended_traveller_needs_an_inspection_too);
    tcase_add_test(t, who_is_in_no_rule_needs_an_inspection_too);
    tcase_add_test(t, rules_are_asked_or_said_to_be_idle);
    tcase_add_test(t, only_citizens_opt_out);
    tcase_add_test(t, a_look_out_hit_is_of_somebody_on_a_list);
    tcase_add_test(t, people_whom_no_inspection_holds_for_are_noticed);
    tcase_add_test(t, a_match_of_who_was_captured_again_asks_for_none);
    tcase_add_test(t, people_who_are_led_elsewhere_need_no_inspection);
    tcase_add_test(t, a_way_out_that_nobody_can_take_is_none);
    tcase_add_test(t, who_comes_back_for_ever_is_noticed);
    tcase_add_test(t, conditions_on_what_nobody_is_are_noticed);
    tcase_add_test(t, conditions_name_classes_and_groups_that_are_there);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
