/*
 * test_keyed -- random numbers by key: Philox as its authors publish it, and a
 * numbering that must never change, or results of old versions could not be
 * made again.
 */
#include "sim/engine/keyed.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct pair published(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return (struct pair){((uint64_t)b << 32 | a) >> 11,
                         ((uint64_t)d << 32 | c) >> 11};
}

/* From kat_vectors of Random123: counter, key, result of philox4x32-10. */
static const struct {
    struct counter counter;
    struct key key;
    uint32_t out[4];
} vectors[] = {
    {{0, 0, 0, 0}, {{0, 0}}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {{0xffffffff, 0xffffffff}},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {{0xa4093822, 0x299f31d0}},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

START_TEST(philox_gives_its_authors_answers)
{
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const uint32_t *o = vectors[i].out;
        struct pair is = keyed_pair(vectors[i].key, vectors[i].counter);
        struct pair must = published(o[0], o[1], o[2], o[3]);
        ck_assert_uint_eq(is.first, must.first);
        ck_assert_uint_eq(is.second, must.second);
    }
}
END_TEST

START_TEST(families_and_purposes_keep_their_numbers)
{
    ck_assert_int_eq(FAMILY_PERSON, 1);
    ck_assert_int_eq(FAMILY_CROSSING, 2);
    ck_assert_int_eq(FAMILY_VISIT, 3);
    ck_assert_int_eq(FAMILY_RESOURCE, 4);
    ck_assert_int_eq(PERSON_GROUP, 1);
    ck_assert_int_eq(PERSON_OPT_OUT, 2);
    ck_assert_int_eq(PERSON_QUALITY, 3);
    ck_assert_int_eq(PERSON_ENROLLED, 5);
    ck_assert_int_eq(PERSON_NOTICE, 4);
    ck_assert_int_eq(CROSSING_GAP, 1);
    ck_assert_int_eq(CROSSING_PARTY, 2);
    ck_assert_int_eq(CROSSING_CLASS, 3);
    ck_assert_int_eq(CROSSING_PHOTO, 4);
    ck_assert_int_eq(CROSSING_CALL, 5);
    ck_assert_int_eq(CROSSING_GALLERY, 8);
    ck_assert_int_eq(CROSSING_MANIFEST, 9);
    ck_assert_int_eq(VISIT_ATTEMPT, 1);
    ck_assert_int_eq(VISIT_CAPTURE, 2);
    ck_assert_int_eq(VISIT_REQUEST, 3);
    ck_assert_int_eq(VISIT_NETWORK, 4);
    ck_assert_int_eq(VISIT_INSPECT, 5);
    ck_assert_int_eq(VISIT_STEP, 6);
    ck_assert_int_eq(VISIT_ROUTE, 7);
    ck_assert_int_eq(VISIT_PRIORITY, 8);
    ck_assert_int_eq(VISIT_WALK, 9);
    ck_assert_int_eq(VISIT_ENROL, 11);
    ck_assert_int_eq(VISIT_OPT_OUT, 12);
    ck_assert_int_eq(VISIT_RANK, 14);
    ck_assert_int_eq(VISIT_WORK, 15);
    ck_assert_int_eq(RESOURCE_FAILURE, 1);
}
END_TEST

START_TEST(a_counter_has_room_for_every_part)
{
    struct counter p = person_counter(UINT64_C(0x0123456789abcdef), 2, 7);

    ck_assert_uint_eq(counter_who(63, 0x00ffffff), 0xffffff3f);
    ck_assert_uint_eq(counter_what(9, 255, 65535), 0xff09ffff);
    ck_assert_uint_eq(p.party, 0x89abcdef);
    ck_assert_uint_eq(p.who, 0x01234567);
    ck_assert_uint_eq(p.what, 0x00020000);
    ck_assert_uint_eq(p.replication, 7);
    struct counter r = resource_counter(70000, 99999, RESOURCE_FAILURE, 7);
    ck_assert_uint_eq(r.party, 70000);
    ck_assert_uint_eq(r.who, 99999);
    ck_assert_uint_eq(r.what, 0x00010000);
    ck_assert_uint_eq(r.replication, 7);
}
END_TEST

/* FNV-1a of 64 bits over 0xff-ended names, then the mix, by another hand:
 * computed in Python from the definitions. */
START_TEST(keys_of_names_are_frozen)
{
    const char *names[] = {"JFK-T4", "B22", "gate"};
    struct key k = key_make(20261226, FAMILY_VISIT, names, 3);

    ck_assert_uint_eq(key_hash("JFK-T4"), UINT64_C(0x193c9bd0748303fa));
    ck_assert_uint_eq((uint64_t)k.word[1] << 32 | k.word[0],
                      UINT64_C(0xce072d74afae52b6));
}
END_TEST

static uint64_t key_of(uint64_t seed, enum key_family family, const char *a,
                       const char *b, const char *c, int n)
{
    const char *names[] = {a, b, c};
    struct key k = key_make(seed, family, names, n);

    return (uint64_t)k.word[1] << 32 | k.word[0];
}

START_TEST(names_are_not_run_together)
{
    const uint64_t key[] = {
        key_of(1, FAMILY_VISIT, "ab", "c", "", 2),
        key_of(1, FAMILY_VISIT, "a", "bc", "", 2),
        key_of(1, FAMILY_VISIT, "abc", "", "", 1),
        key_of(1, FAMILY_VISIT, "abc", "", "", 2),
        key_of(1, FAMILY_VISIT, "", "abc", "", 2),
        key_of(1, FAMILY_VISIT, "c", "ab", "", 2),
        key_of(1, FAMILY_VISIT, "a", "b", "c", 3),
        key_of(1, FAMILY_VISIT, "abc", "", "", 3),
        key_of(1, FAMILY_CROSSING, "ab", "c", "", 2),
        key_of(1, FAMILY_PERSON, "ab", "c", "", 2),
        key_of(2, FAMILY_VISIT, "ab", "c", "", 2),
        key_of(UINT64_C(1) << 63 | 1, FAMILY_VISIT, "ab", "c", "", 2),
    };
    const int n = sizeof key / sizeof *key;

    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++)
            ck_assert_msg(key[i] != key[k], "keys %d and %d are equal", i, k);
}
END_TEST

/* Correlation of two columns of uniforms; for independent ones its standard
 * error is 1 / sqrt(n). */
enum { DRAWS = 20000 };

static double correlation(const double *x, const double *y)
{
    double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, n = DRAWS;

    for (int i = 0; i < DRAWS; i++) {
        sx += x[i];
        sy += y[i];
        xx += x[i] * x[i];
        yy += y[i] * y[i];
        xy += x[i] * y[i];
    }
    return (xy - sx * sy / n) / sqrt((xx - sx * sx / n) * (yy - sy * sy / n));
}

/* The neighbour of a counter in one of its parts. */
static struct counter neighbour(struct counter c, int part)
{
    switch (part) {
    case 0:
        c.party++;
        break;
    case 1:
        c.who += counter_who(1, 0);
        break;
    case 2:
        c.who += counter_who(0, 1);
        break;
    case 3:
        c.what += counter_what(0, 0, 1);
        break;
    case 4:
        c.what += counter_what(1, 0, 0);
        break;
    case 5:
        c.what += counter_what(0, 1, 0);
        break;
    case 6:
        c.replication++;
        break;
    default: /* 7: the same counter, the pair's two halves */
        break;
    }
    return c;
}

START_TEST(neighbouring_counters_are_uncorrelated)
{
    static double x[DRAWS], y[DRAWS];
    const char *name = "people";
    struct key k = key_make(1, FAMILY_PERSON, &name, 1);
    double bound = 5 / sqrt(DRAWS), mean = 0;

    for (int i = 0; i < DRAWS; i++) {
        struct counter c = {(uint32_t)i / 10, counter_who((unsigned)i % 10, 0),
                            counter_what(1, 0, 0), 0};
        struct pair a = keyed_pair(k, c);
        struct pair b = keyed_pair(k, neighbour(c, _i));
        x[i] = ldexp((double)a.first, -UNIFORM_BITS);
        y[i] = ldexp((double)(_i == 7 ? b.second : b.first), -UNIFORM_BITS);
        mean += x[i] / DRAWS;
    }
    ck_assert_double_lt(fabs(correlation(x, y)), bound);
    ck_assert_double_lt(fabs(mean - 0.5), 5 * sqrt(1 / 12.0 / DRAWS));
}
END_TEST

/* Keys of names that differ in one letter, or of seeds that differ by one. */
START_TEST(neighbouring_keys_are_uncorrelated)
{
    static double x[DRAWS], y[DRAWS];
    double bound = 5 / sqrt(DRAWS);
    const char *a = "gate1", *b = _i == 0 ? "gate2" : "gate1";
    struct counter c = {0};

    for (int i = 0; i < DRAWS; i++) {
        uint64_t seed = (uint64_t)i;
        struct key j = key_make(seed, FAMILY_VISIT, &a, 1);
        struct key k = key_make(seed + (_i == 1), FAMILY_VISIT, &b, 1);
        x[i] = ldexp((double)keyed_pair(j, c).first, -UNIFORM_BITS);
        y[i] = ldexp((double)keyed_pair(k, c).first, -UNIFORM_BITS);
    }
    ck_assert_double_lt(fabs(correlation(x, y)), bound);
}
END_TEST

START_TEST(a_threshold_is_the_probability)
{
    ck_assert_uint_eq(keyed_threshold(0), 0);
    ck_assert_uint_eq(keyed_threshold(1), UNIFORM_END);
    ck_assert_uint_eq(keyed_threshold(0.5), UNIFORM_END / 2);
    ck_assert_uint_eq(keyed_threshold(0.75), UNIFORM_END / 4 * 3);
    /* 0.1 * 2^53 = 900719925474099.2 */
    ck_assert_uint_eq(keyed_threshold(0.1), UINT64_C(900719925474099));
    ck_assert_uint_eq(keyed_threshold(ldexp(1, -53)), 1);
}
END_TEST

/* 1 in 2 output bits flips, whichever input bit does. */
START_TEST(the_mix_moves_every_bit)
{
    for (int in = 0; in < 64; in++) {
        int flips = 0;
        for (uint64_t x = 1; x <= 64; x++)
            flips += __builtin_popcountll(
                mix64(x * UINT64_C(0x9e3779b97f4a7c15)) ^
                mix64(x * UINT64_C(0x9e3779b97f4a7c15) ^ UINT64_C(1) << in));
        /* binomial(4096, 1/2): sd 32 */
        ck_assert_int_gt(flips, 2048 - 6 * 32);
        ck_assert_int_lt(flips, 2048 + 6 * 32);
    }
}
END_TEST

START_TEST(four_at_a_time_are_the_four_one_by_one)
{
    uint64_t u = 1;

    for (int round = 0; round < 2000; round++) {
        struct keyed_steps steps = {0};
        struct pair four[KEYED_FOUR];
        uint32_t word[6];
        for (int i = 0; i < 6; i++)
            word[i] = (uint32_t)(u = mix64(u + 1));
        struct key k = {{word[0], word[1]}};
        struct counter first = {word[2], word[3], word[4], word[5]};
        for (uint32_t i = 0; i < KEYED_FOUR; i++) {
            steps.party[2 * i] = round % 2 ? i : 0;
            steps.what[2 * i] = (uint32_t)(u = mix64(u + 1));
        }
        keyed_four(k, first, &steps, four);
        for (int i = 0; i < KEYED_FOUR; i++) {
            struct counter c = first;
            c.party += steps.party[2 * i];
            c.what += steps.what[2 * i];
            struct pair one = keyed_pair(k, c);
            ck_assert_uint_eq(four[i].first, one.first);
            ck_assert_uint_eq(four[i].second, one.second);
        }
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("keyed");
    TCase *t = tcase_create("keyed");
    SRunner *r = srunner_create(s);

    tcase_add_test(t, four_at_a_time_are_the_four_one_by_one);
    tcase_add_test(t, philox_gives_its_authors_answers);
    tcase_add_test(t, families_and_purposes_keep_their_numbers);
    tcase_add_test(t, a_counter_has_room_for_every_part);
    tcase_add_test(t, keys_of_names_are_frozen);
    tcase_add_test(t, names_are_not_run_together);
    tcase_add_loop_test(t, neighbouring_counters_are_uncorrelated, 0, 8);
    tcase_add_loop_test(t, neighbouring_keys_are_uncorrelated, 0, 2);
    tcase_add_test(t, a_threshold_is_the_probability);
    tcase_add_test(t, the_mix_moves_every_bit);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
