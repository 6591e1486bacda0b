/* Packed columns: what HDF5's filters would undo, undone by libdeflate. */
#include "sim/io/results/results_pack.h"

#include <check.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/results/results_deflate.h"
#include "sim/io/results/results_huffman.h"
#include "sim/io/results/results_planes.h"
#include "sim/io/results/results_press.h"

/* Bytes of the stream, or 0 where it does not say what went in. */
static size_t there_and_back(const unsigned char *value, size_t size,
                             size_t count)
{
    struct libdeflate_decompressor *undo = libdeflate_alloc_decompressor();
    struct results_packer p = {0};
    size_t bytes = size * count, bound = results_pack_bound(size, count);
    unsigned char *out = malloc(bound), *back = malloc(bytes);
    unsigned char *plane = malloc(bytes);

    ck_assert_ptr_nonnull(undo);
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < size; b++)
            plane[b * count + i] = value[i * size + b];
    size_t n = results_pack(&p, plane, size, count, out);
    ck_assert_uint_gt(n, 0);
    ck_assert_uint_le(n, bound);
    ck_assert_int_eq(
        libdeflate_zlib_decompress(undo, out, n, back, bytes, NULL),
        LIBDEFLATE_SUCCESS);
    bool same = !memcmp(plane, back, bytes);
    libdeflate_free_decompressor(undo);
    results_packer_release(&p);
    free(out);
    free(back);
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

/* Bytes of which each next one is half as likely need codes that are longer
 * than deflate has; and one byte alone. */
START_TEST(blocks_with_codes_of_their_own_come_back)
{
    struct libdeflate_decompressor *undo = libdeflate_alloc_decompressor();
    unsigned char *from = malloc(3 * MANY), *back = malloc(3 * MANY);
    unsigned char *out = malloc(6 * MANY);
    struct results_deflate d = {.out = out};
    uint64_t x = 4711;
    size_t n = 0, got = 0;

    for (int k = 0; k < 14; k++)
        for (int i = 0; i < MANY >> (k + 1); i++)
            from[n++] = (unsigned char)(31 * k);
    for (size_t i = n; i > 1; i--) { /* shuffled, so that there are no runs */
        size_t j = next(&x) % i;
        unsigned char one = from[i - 1];
        from[i - 1] = from[j], from[j] = one;
    }
    for (int k = 100; k < 120; k++) /* rarer than any of these */
        from[n++] = (unsigned char)k;
    results_deflate_codes(&d, from, n);
    results_deflate_runs(&d, from, 5);
    memcpy(from + n, from, 5);
    for (size_t length = 1; length <= 600; length += length < 20 ? 1 : 17) {
        memset(from + n + 5, (int)length, length);
        results_deflate_codes(&d, from + n + 5, length);
        n += length;
    }
    results_deflate_end(&d);
    ck_assert_uint_lt(d.at, 6 * MANY);
    ck_assert_int_eq(
        libdeflate_deflate_decompress(undo, out, d.at, back, 3 * MANY, &got),
        LIBDEFLATE_SUCCESS);
    ck_assert_uint_eq(got, n + 5);
    ck_assert(!memcmp(from, back, got));
    libdeflate_free_decompressor(undo);
    free(from);
    free(back);
    free(out);
}
END_TEST

/* The rarest of Fibonacci's symbols would be 20 bits deep. */
START_TEST(codes_are_never_too_long_and_leave_nothing_over)
{
    uint32_t times[HUFFMAN_MOST] = {0};
    struct results_code code[HUFFMAN_MOST];
    unsigned before = 1, now = 1, room = 0;

    for (int i = 0; i < 21; i++) {
        unsigned then = before + now;
        times[13 * i] = before;
        before = now;
        now = then;
    }
    results_huffman(times, code);
    for (int i = 0; i < HUFFMAN_MOST; i++) {
        ck_assert_int_eq(code[i].count > 0, times[i] > 0);
        ck_assert_int_le(code[i].count, HUFFMAN_LONGEST);
        if (code[i].count)
            room += 1u << (HUFFMAN_LONGEST - code[i].count);
    }
    ck_assert_uint_eq(room, 1u << HUFFMAN_LONGEST);
    ck_assert_int_lt(code[13 * 20].count, 3);
}
END_TEST

START_TEST(planes_hold_the_bytes_of_rows)
{
    enum { ROWS = 77, STEP = 24 };
    unsigned char row[ROWS * STEP], plane[8][ROWS], *to[8];
    uint64_t x = 99;

    for (int i = 0; i < ROWS * STEP; i++)
        row[i] = (unsigned char)next(&x);
    for (size_t count = 0; count <= ROWS; count++) {
        memset(plane, 0, sizeof plane);
        for (int k = 0; k < 8; k++)
            to[k] = plane[k];
        results_planes(to, row + 8, STEP, count);
        for (size_t i = 0; i < ROWS; i++)
            for (size_t k = 0; k < 8; k++)
                ck_assert_uint_eq(plane[k][i],
                                  i < count ? row[8 + i * STEP + k] : 0);
    }
}
END_TEST

static struct results_block *a_block(const struct results_table *of, int number)
{
    struct results_block *b = results_block_new(of);
    struct arrivals_row row = {.replication = number};

    ck_assert_ptr_nonnull(b);
    for (int i = 0; i < 100 + number % 7; i++) {
        row.persons = (int64_t)i * number;
        ck_assert_int_eq(results_block_grow(b, b->held + 1), 0);
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
    tcase_add_test(t, blocks_with_codes_of_their_own_come_back);
    tcase_add_test(t, codes_are_never_too_long_and_leave_nothing_over);
    tcase_add_test(t, planes_hold_the_bytes_of_rows);
    tcase_add_test(t, blocks_leave_the_press_in_order_and_as_packed_alone);
    suite_add_tcase(s, t);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
