/* Histograms of more intervals than a port keeps open: those that rest, and are
 * opened again by somebody who has waited long, hold each wait once. */
#include <check.h>

#include "tests/support/played.h"

/* By day more come than go, and half of them let the others go first: those who
 * joined in one minute are served hours apart. */
static const char text[] =
    "<scenario xmlns='urn:poesim:scenario' version='1' id='x' "
    "start='2026-01-05' duration='2 d'>\n"
    "<title>t</title><source>s</source><run interval='1 min'/>\n"
    "<population id='p'><class id='c' status='citizen' share='0.5'/>"
    "<class id='v' status='visa' share='0.5'/></population>\n"
    "<port id='a' mode='land'>\n"
    "<flow id='f' population='p' start='s'><poisson rate='10 /h'>"
    "<piece from='08:00' to='14:00' rate='50 /h'/></poisson></flow>\n"
    "<station id='s' positions='1' order='priority'><first class='c'/>\n"
    "<inspect dist='exponential' mean='2 min'/><route to='admitted'/>\n"
    "</station></port></scenario>\n";

START_TEST(bins_of_an_interval_hold_its_persons_their_sum_and_the_longest)
{
    struct played o;
    played_text(&o, text);
    const struct rows *i = &o.results.table[TABLE_waits_intervals];
    const struct rows *h = &o.results.table[TABLE_waits_interval_histogram];
    const struct waits_intervals_row *row = i->row;
    const struct waits_interval_histogram_row *bin = h->row;
    size_t at = 0, longer = 0;

    ck_assert_uint_gt(i->count, 5 * 128);
    for (size_t k = 0; k < i->count; k++) {
        int64_t persons = 0, least = 0, most = 0, to = -1;
        for (; at < h->count && bin[at].interval == row[k].interval; at++) {
            ck_assert_int_gt(bin[at].from_us, to); /* each bin once */
            to = bin[at].to_us;
            persons += bin[at].persons;
            least += bin[at].persons * bin[at].from_us;
            most += bin[at].persons * to;
        }
        ck_assert_int_eq(persons, row[k].persons);
        ck_assert(least <= row[k].wait_sum_us && row[k].wait_sum_us <= most);
        ck_assert_int_ge(to, row[k].wait_max_us);
        ck_assert_int_le(bin[at - 1].from_us, row[k].wait_max_us);
        longer += row[k].wait_max_us > INT64_C(2) * 3600000000;
    }
    ck_assert_uint_eq(at, h->count);
    ck_assert_uint_gt(longer, 20);
    played_release(&o);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("waits_rest");
    TCase *c = tcase_create("waits_rest");

    tcase_add_test(
        c, bins_of_an_interval_hold_its_persons_their_sum_and_the_longest);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
