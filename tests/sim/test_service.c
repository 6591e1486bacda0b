/* The fate of requests: by hand, and against a service that is played event by
 * event. */
#include <check.h>
#include <stdlib.h>

#include "sim/engine/keyed.h"
#include "sim/engine/service.h"
#include "sim/flow/services.h"

enum { WORKERS_MOST = 3, REQUESTS = 60, OUTAGES_MOST = 4, END = 4000 };

static void expect(struct fate f, simtime known, bool answered)
{
    ck_assert_int_eq(f.known, known);
    ck_assert_int_eq(f.answered, answered);
}

START_TEST(requests_wait_for_the_worker_who_is_free_first)
{
    simtime free[2];
    struct service s = {.free = free, .workers = 2};

    service_begin(&s);
    expect(service_ask(&s, 10, 5), 15, true);
    expect(service_ask(&s, 10, 3), 13, true);
    expect(service_ask(&s, 11, 4), 17, true); /* taken at 13 */
    expect(service_ask(&s, 11, 1), 16, true); /* at 15 */
    expect(service_ask(&s, 30, 1), 31, true);
}
END_TEST

START_TEST(an_answer_at_the_timeout_counts_and_a_start_there_does_not)
{
    simtime free[1];
    struct service s = {.free = free, .workers = 1, .timeout = 5};

    service_begin(&s);
    expect(service_ask(&s, 0, 5), 5, true);
    expect(service_ask(&s, 0, 1), 5, false); /* would be taken at 5 */
    ck_assert_int_eq(free[0], 5);            /* and left */
    expect(service_ask(&s, 1, 9), 6, false); /* taken at 5, worked off */
    ck_assert_int_eq(free[0], 14);
    s.late_costs = true;
    expect(service_ask(&s, 2, 3), 7, false);
    ck_assert_int_eq(free[0], 17);
}
END_TEST

START_TEST(an_outage_loses_what_is_in_hand_and_frees_its_worker)
{
    simtime free[1];
    const struct outage o[] = {{10, 20}, {25, 30}};
    struct service s = {
        .free = free, .workers = 1, .timeout = 100, .outage = o, .outages = 2};

    service_begin(&s);
    expect(service_ask(&s, 5, 5), 10, true); /* the end beats the outage */
    struct fate f = service_ask(&s, 9, 3);   /* would begin at 10 */
    expect(f, 23, true);
    ck_assert_int_eq(f.began, 20);
    f = service_ask(&s, 9, 4); /* 23 to 27 */
    expect(f, 109, false);
    ck_assert(f.lost && f.left == 25);
    expect(service_ask(&s, 26, 1), 31, true);
}
END_TEST

/* The same service, microsecond by microsecond. */
struct played {
    simtime at, takes, began, known;
    bool answered, taken, gone;
};

static bool is_out(const struct service *s, simtime t)
{
    for (int i = 0; i < s->outages; i++)
        if (s->outage[i].from <= t && t < s->outage[i].to)
            return true;
    return false;
}

static void play(const struct service *s, struct played *r)
{
    int hand[WORKERS_MOST];

    for (int w = 0; w < s->workers; w++)
        hand[w] = -1;
    for (simtime t = 0; t < END; t++) {
        for (int w = 0; w < s->workers; w++) { /* ends, then the outage */
            int i = hand[w];
            if (i >= 0 && t == r[i].began + r[i].takes) {
                if (!r[i].gone) {
                    r[i].answered = r[i].gone = true;
                    r[i].known = t;
                }
                hand[w] = -1;
            } else if (i >= 0 && is_out(s, t)) {
                hand[w] = -1;
            }
        }
        for (int i = 0; i < REQUESTS; i++)
            if (s->timeout && t == r[i].at + s->timeout && !r[i].gone) {
                r[i].gone = true;
                r[i].known = t;
            }
        for (int w = 0; w < s->workers && !is_out(s, t); w++)
            for (int i = 0; i < REQUESTS && hand[w] < 0; i++)
                if (r[i].at <= t && !r[i].taken &&
                    (!r[i].gone || s->late_costs)) {
                    r[i].taken = true;
                    r[i].began = t;
                    hand[w] = i;
                }
    }
}

static unsigned draw(unsigned *seed, unsigned n)
{
    *seed = (unsigned)mix64(*seed + 0x9e3779b9u);
    return *seed % n;
}

START_TEST(fates_are_those_of_a_service_played_by_the_microsecond)
{
    unsigned seed = 1;

    for (int round = 0; round < 2000; round++) {
        simtime free[WORKERS_MOST], at = 0;
        struct outage o[OUTAGES_MOST];
        struct played r[REQUESTS] = {0};
        int n = (int)draw(&seed, OUTAGES_MOST + 1);
        for (int i = 0; i < n; i++) {
            o[i].from = (i ? o[i - 1].from : 0) + draw(&seed, 60);
            o[i].to = o[i].from + 1 + draw(&seed, 20);
        }
        struct service s = {.free = free,
                            .workers = 1 + (int)draw(&seed, WORKERS_MOST),
                            .timeout =
                                draw(&seed, 3) || n ? 1 + draw(&seed, 20) : 0,
                            .late_costs = draw(&seed, 2),
                            .outage = o,
                            .outages = service_join_outages(o, n)};
        for (int i = 0; i < REQUESTS; i++) {
            at += draw(&seed, 6);
            r[i].at = at;
            r[i].takes = 1 + draw(&seed, 12);
        }
        play(&s, r);
        service_begin(&s);
        for (int i = 0; i < REQUESTS; i++) {
            struct fate f = service_ask(&s, r[i].at, r[i].takes);
            ck_assert(f.known == r[i].known && f.answered == r[i].answered &&
                      f.taken == r[i].taken &&
                      (!f.taken || f.began == r[i].began));
        }
    }
}
END_TEST

/* As many as the check lets through come to their end; more are no hang. */
START_TEST(outages_without_end_are_given_up)
{
    const struct quantile tick = {.constant = 1};
    struct model_service is = {.waits = true, .up = &tick, .down = &tick};
    struct model m = {.duration = INT64_C(2000000),
                      .interval = INT64_C(2000000),
                      .intervals = 1,
                      .services = 1,
                      .service = &is};
    struct services s = {0};
    ck_assert_int_eq(services_begin(&s, &m, 0, NULL), FLOW_DONE);
    ck_assert_int_eq(s.queue[0].outages, 1000000);
    m.duration = 2 * INT64_C(1000000) * US_PER_DAY;
    ck_assert_int_eq(services_begin(&s, &m, 0, NULL), FLOW_GUARD_FAILURES);
    services_release(&s);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("service");
    TCase *t = tcase_create("service");
    suite_add_tcase(s, t);
    tcase_add_test(t, requests_wait_for_the_worker_who_is_free_first);
    tcase_add_test(t,
                   an_answer_at_the_timeout_counts_and_a_start_there_does_not);
    tcase_add_test(t, an_outage_loses_what_is_in_hand_and_frees_its_worker);
    tcase_add_test(t, fates_are_those_of_a_service_played_by_the_microsecond);
    tcase_add_test(t, outages_without_end_are_given_up);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
