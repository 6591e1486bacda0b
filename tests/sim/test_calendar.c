/* The calendar's order against qsort and against a plain search. */
#include <check.h>
#include <stdlib.h>

#include "sim/engine/calendar.h"
#include "sim/engine/keyed.h"

enum { EVENTS = 20000 };

struct fields {
    simtime at;
    enum rank rank;
    unsigned flow, member;
    uint32_t party, slot;
};

static struct calendar calendar;
static event_key sorted[EVENTS];

static void start(void)
{
    calendar = (struct calendar){0};
}

static void stop(void)
{
    calendar_release(&calendar);
}

static uint64_t number(uint64_t i, uint64_t below)
{
    return mix64(i * UINT64_C(0x9e3779b97f4a7c15) + 1) % below;
}

/* Few times, ranks and flows, so that ties of all depths are many. */
static event_key tied(uint64_t i)
{
    return event_make(
        (simtime)number(8 * i, 40), (enum rank)number(8 * i + 1, 8),
        (struct happening){.flow = (unsigned)number(8 * i + 2, 3),
                           .party = (uint32_t)number(8 * i + 3, 5),
                           .member = (unsigned)number(8 * i + 4, 4),
                           .slot = (uint32_t)i});
}

static int by_key(const void *a, const void *b)
{
    event_key x = *(const event_key *)a, y = *(const event_key *)b;
    return (x > y) - (x < y);
}

static int by_fields(const struct fields *x, const struct fields *y)
{
#define DECIDE(field)                                                          \
    if (x->field != y->field)                                                  \
    return x->field < y->field ? -1 : 1
    DECIDE(at);
    DECIDE(rank);
    DECIDE(flow);
    DECIDE(party);
    DECIDE(member);
#undef DECIDE
    return 0;
}

static struct fields random_fields(uint64_t i)
{
    return (struct fields){
        .at = (simtime)number(16 * i, i % 2 ? 3 : UINT64_C(1) << 53),
        .rank = (enum rank)number(16 * i + 1, 8),
        .flow = (unsigned)number(16 * i + 2, i % 3 ? 2 : 64),
        .party = (uint32_t)number(16 * i + 3, i % 5 ? 3 : UINT32_MAX),
        .member = (unsigned)number(16 * i + 4, 64),
        .slot = (uint32_t)number(16 * i + 5, SLOTS_MOST)};
}

static event_key make(const struct fields *f)
{
    return event_make(
        f->at, f->rank,
        (struct happening){f->flow, f->party, f->member, f->slot});
}

START_TEST(an_event_gives_back_what_it_was_made_of)
{
    for (uint64_t i = 0; i < EVENTS; i++) {
        struct fields f = random_fields(i);
        event_key e = make(&f);
        ck_assert_int_eq(event_at(e), f.at);
        ck_assert_int_eq(event_rank(e), f.rank);
        ck_assert_uint_eq(event_flow(e), f.flow);
        ck_assert_uint_eq(event_party(e), f.party);
        ck_assert_uint_eq(event_slot(e), f.slot);
    }
}
END_TEST

START_TEST(time_then_rank_then_flow_party_and_member_decide)
{
    int ties = 0;

    for (uint64_t i = 0; i < EVENTS; i++) {
        struct fields x = random_fields(2 * i), y = random_fields(2 * i + 1);
        /* alike down to a random depth */
        uint64_t alike = number(i, 6);
        y.at = alike > 0 ? x.at : y.at;
        y.rank = alike > 1 ? x.rank : y.rank;
        y.flow = alike > 2 ? x.flow : y.flow;
        y.party = alike > 3 ? x.party : y.party;
        y.member = alike > 4 ? x.member : y.member;
        int want = by_fields(&x, &y);
        event_key a = make(&x), b = make(&y);
        ties += want == 0;
        if (want)
            ck_assert_int_eq((a > b) - (a < b), want);
        else /* only the slot is left */
            ck_assert_int_eq((a > b) - (a < b),
                             (x.slot > y.slot) - (x.slot < y.slot));
    }
    ck_assert_int_gt(ties, EVENTS / 10);
}
END_TEST

START_TEST(events_leave_in_the_order_of_qsort)
{
    static const int sizes[] = {1, 2, 3, 4, 5, 6, 17, 256, 257, EVENTS};

    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        int n = sizes[s];
        for (int i = 0; i < n; i++) {
            sorted[i] = tied((uint64_t)i + 1000 * s);
            ck_assert(calendar_add(&calendar, sorted[i]));
        }
        qsort(sorted, (size_t)n, sizeof *sorted, by_key);
        for (int i = 0; i < n; i++)
            ck_assert(calendar_take(&calendar) == sorted[i]);
        ck_assert_uint_eq(calendar.count, 0);
    }
}
END_TEST

/* The least of the n pending, taken out of the array. */
static event_key take_least(event_key *pending, size_t *n)
{
    size_t least = 0;

    for (size_t i = 1; i < *n; i++)
        least = pending[i] < pending[least] ? i : least;
    event_key e = pending[least];
    pending[least] = pending[--*n];
    return e;
}

START_TEST(the_least_is_next_while_events_come_and_go)
{
    size_t n = 0;
    uint64_t most = 0;

    for (uint64_t i = 0; i < EVENTS; i++) {
        /* grows for a while, then shrinks, to the bottom again and again */
        bool growing = i / 300 % 2 == 0;
        if (n == 0 || number(i, 10) < (growing ? 8 : 2)) {
            sorted[n++] = tied(i);
            ck_assert(calendar_add(&calendar, tied(i)));
        } else {
            event_key least = take_least(sorted, &n);
            ck_assert(calendar_least(&calendar) == least);
            ck_assert(calendar_take(&calendar) == least);
        }
        ck_assert_uint_eq(calendar.count, n);
        most = n > most ? n : most;
    }
    ck_assert_uint_gt(most, 150);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("calendar");
    TCase *t = tcase_create("calendar");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, an_event_gives_back_what_it_was_made_of);
    tcase_add_test(t, time_then_rank_then_flow_party_and_member_decide);
    tcase_add_test(t, events_leave_in_the_order_of_qsort);
    tcase_add_test(t, the_least_is_next_while_events_come_and_go);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
