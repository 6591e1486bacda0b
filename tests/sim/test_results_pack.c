/* Packed columns: what HDF5's filters would undo, undone by libdeflate. */
#include "sim/io/results/results_pack.h"

#include <check.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_deflate.h"
#include "sim/io/results/results_press.h"

/* Bytes of the stream, or 0 where it does not say what went in. */
static size_t there_and_back(const unsigned char *value, size_t size,
                             size_t count)
{
    struct libdeflate_decompressor *undo = libdeflate_alloc_decompressor();
    struct results_packer p = {0};
    size_t bytes = size * count, bound = results_pack_bound(size, count);
    unsigned char *out = malloc(bound), *plane = malloc(bytes);
    bool same = true;

    ck_assert_ptr_nonnull(undo);
    size_t n = results_pack(&p, value, size, count, out);
    ck_assert_uint_gt(n, 0);
    ck_assert_uint_le(n, bound);
    ck_assert_int_eq(
        libdeflate_zlib_decompress(undo, out, n, plane, bytes, NULL),
        LIBDEFLATE_SUCCESS);
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < size; b++)
            same &= plane[b * count + i] == value[i * size + b];
    libdeflate_free_decompressor(undo);
    results_packer_release(&p);
    free(out);
    free(plane);
    return same ? n : 0;
}

static uint64_t next(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

enum { MANY = 16384 };

START_TEST(values_of_all_kinds_come_back)
{
    /* How fast values rise, how far they jump, how often they change. */
    static const uint64_t rise[] = {0, 1, 25, 24000000};
    static const uint64_t jump[] = {1, 2, 1000, UINT64_C(1) << 34, UINT64_MAX};
    static const uint64_t stay[] = {1, 2, 30, 5000};
    int64_t *value = malloc(MANY * sizeof *value);
    uint64_t x = 88172645463325252u;

    for (int k = 0; k < 4 * 5 * 4; k++) {
        uint64_t at = 0, extra = 0;
        for (int i = 0; i < MANY; i++) {
            at += rise[k % 4];
            if (next(&x) % stay[k / 4 % 4] == 0)
                extra = next(&x) % jump[k / 16];
            value[i] = (int64_t)(at + extra);
        }
        for (size_t size = 1; size <= 8; size *= 2)
            for (size_t n = 16; n <= MANY; n *= 4)
                ck_assert_uint_gt(
                    there_and_back((unsigned char *)value, size, n), 0);
    }
    free(value);
}
END_TEST

START_TEST(random_bytes_cost_themselves_and_equal_ones_nothing)
{
    uint64_t *value = malloc(MANY * sizeof *value);
    uint64_t x = 1234567;

    for (int i = 0; i < MANY; i++)
        value[i] = next(&x);
    size_t n = there_and_back((unsigned char *)value, 8, MANY);
    ck_assert_uint_ge(n, 8 * MANY);
    ck_assert_uint_le(n, 8 * MANY + 100);
    for (int i = 0; i < MANY; i++)
        value[i] = UINT64_C(0xfedcba9876543210);
    n = there_and_back((unsigned char *)value, 8, MANY);
    ck_assert_uint_gt(n, 0);
    ck_assert_uint_le(n, 8 * MANY / 150);
    free(value);
}
END_TEST

/* Runs of each length, of bytes with short and with long codes. */
START_TEST(runs_of_each_length_come_back)
{
    enum { LONGEST = 800, ROOM = LONGEST * LONGEST };
    struct libdeflate_decompressor *undo = libdeflate_alloc_decompressor();
    unsigned char *from = malloc(ROOM), *out = malloc(2 * ROOM);
    unsigned char *back = malloc(ROOM);
    size_t n = 0, got = 0;

    for (size_t length = 1; length <= LONGEST; length++)
        for (size_t i = 0; i < length; i++)
            from[n++] = (unsigned char)(length * 7);
    struct results_deflate d = {.out = out};
    results_deflate_runs(&d, from, 1000);
    results_deflate_store(&d, from + 1000, 9);
    results_deflate_runs(&d, from + 1009, 1);
    results_deflate_runs(&d, from + 1010, n - 1010 - 3);
    results_deflate_align(&d);
    results_deflate_align(&d); /* is there already */
    results_deflate_runs(&d, from + n - 3, 3);
    results_deflate_end(&d);
    ck_assert_int_eq(d.count, 0);
    ck_assert_int_eq(
        libdeflate_deflate_decompress(undo, out, d.at, back, ROOM, &got),
        LIBDEFLATE_SUCCESS);
    ck_assert_uint_eq(got, n);
    ck_assert(!memcmp(from, back, n));
    libdeflate_free_decompressor(undo);
    free(from);
    free(out);
    free(back);
}
END_TEST

static struct results_block *a_block(const struct results_table *of, int number)
{
    struct results_block *b = results_block_new(of);
    struct arrivals_row row = {.replication = number};

    ck_assert_ptr_nonnull(b);
    for (int i = 0; i < 100 + number % 7; i++) {
        row.persons = (int64_t)i * number;
        if (b->held == b->room)
            ck_assert_int_eq(results_block_grow(b), 0);
        ck_assert_uint_eq(results_block_add(b, &row, sizeof row, 1), 1);
    }
    return b;
}

START_TEST(blocks_leave_the_press_in_order_and_as_packed_alone)
{
    const struct results_table of = results_fields(TABLE_arrivals);
    struct results_press press = {0};
    struct results_packer alone = {0};
    bool bad = true;

    ck_assert_ptr_null(results_press_take(&press, &bad));
    for (int put = 0, taken = 0; taken < 200;) {
        while (put < 200 && !results_press_full(&press))
            results_press_put(&press, a_block(&of, put++));
        /* Once it is emptied, else one is taken out. */
        for (int n = taken % 3 ? 1 : RESULTS_PRESS_MOST; n > 0; n--) {
            struct results_block *b = results_press_take(&press, &bad);
            if (!b)
                break;
            struct results_block *want = a_block(&of, taken++);
            ck_assert(!bad);
            ck_assert_int_eq(results_block_pack(want, &alone), 0);
            ck_assert_uint_eq(b->held, want->held);
            for (int i = 0; i < of.fields; i++) {
                ck_assert_uint_eq(b->part[i].bytes, want->part[i].bytes);
                ck_assert(!memcmp(b->packed + b->part[i].at,
                                  want->packed + want->part[i].at,
                                  b->part[i].bytes));
            }
            results_block_free(b);
            results_block_free(want);
        }
    }
    results_press_put(&press, a_block(&of, 1)); /* what is in it is released */
    results_press_release(&press);
    results_packer_release(&alone);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("results_pack");
    TCase *t = tcase_create("pack");
    SRunner *r = srunner_create(s);

    tcase_add_test(t, values_of_all_kinds_come_back);
    tcase_add_test(t, random_bytes_cost_themselves_and_equal_ones_nothing);
    tcase_add_test(t, runs_of_each_length_come_back);
    tcase_add_test(t, blocks_leave_the_press_in_order_and_as_packed_alone);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
