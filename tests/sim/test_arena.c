/* Pieces of an arena are zeroed, aligned and apart, also after a reset. */
#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "sim/engine/arena.h"

enum { PIECES = 3000 };

static struct arena arena;

static void start(void)
{
    arena = (struct arena){0};
}

static void stop(void)
{
    arena_release(&arena);
}

static size_t size_of(int i)
{
    return i % 500 == 499 ? 300000 : (size_t)(i * 37 % 211);
}

static bool all_are(const unsigned char *p, size_t n, int byte)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != byte)
            return false;
    return true;
}

/* Takes pieces, fills each with its own byte, looks at all in the end. */
static void take_pieces(void)
{
    static unsigned char *piece[PIECES];

    for (int i = 0; i < PIECES; i++) {
        piece[i] = arena_alloc(&arena, size_of(i));
        ck_assert_ptr_nonnull(piece[i]);
        ck_assert_uint_eq((uintptr_t)piece[i] % 16, 0);
        ck_assert(all_are(piece[i], size_of(i), 0));
        memset(piece[i], i % 255 + 1, size_of(i));
    }
    for (int i = 0; i < PIECES; i++)
        ck_assert(all_are(piece[i], size_of(i), i % 255 + 1));
}

START_TEST(pieces_are_zeroed_aligned_and_do_not_overlap)
{
    take_pieces();
}
END_TEST

START_TEST(what_was_used_is_zero_again_after_a_reset)
{
    for (int round = 0; round < 3; round++) {
        take_pieces();
        size_t total = arena.total;
        ck_assert_uint_ge(total, 300000);
        arena_reset(&arena);
        ck_assert_uint_eq(arena.total, 0);
    }
}
END_TEST

START_TEST(after_a_reset_the_same_pieces_need_no_new_memory)
{
    take_pieces();
    arena_reset(&arena);
    struct arena_block *block = arena.block;
    ck_assert_ptr_nonnull(block);
    take_pieces();
    ck_assert_ptr_eq(arena.block, block);
}
END_TEST

START_TEST(sizes_that_no_memory_holds_are_refused_and_harm_nothing)
{
    unsigned char *p = arena_alloc(&arena, 5);
    memset(p, 7, 5);
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX - 15));
    ck_assert_ptr_null(arena_array(&arena, SIZE_MAX / 8 + 1, 8));
    ck_assert_ptr_null(arena_array(&arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_nonnull(arena_array(&arena, 3, 0));
    ck_assert_ptr_nonnull(arena_array(&arena, 0, 3));
    ck_assert(all_are(p, 5, 7));
    unsigned char *q = arena_alloc(&arena, 5);
    ck_assert_ptr_nonnull(q);
    ck_assert_ptr_ne(p, q);
}
END_TEST

START_TEST(nothing_is_a_piece_too)
{
    ck_assert_ptr_nonnull(arena_alloc(&arena, 0));
    arena_release(&arena);
    arena_reset(&arena); /* of an empty one */
    ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
}
END_TEST

START_TEST(texts_are_copied_with_their_end)
{
    char text[] = "a name";
    char *whole = arena_text(&arena, text),
         *part = arena_text_n(&arena, text, 1);
    char *none = arena_text(&arena, "");
    memset(text, 'x', sizeof text);
    ck_assert_str_eq(whole, "a name");
    ck_assert_str_eq(part, "a");
    ck_assert_str_eq(none, "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("arena");
    TCase *t = tcase_create("arena");
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, pieces_are_zeroed_aligned_and_do_not_overlap);
    tcase_add_test(t, what_was_used_is_zero_again_after_a_reset);
    tcase_add_test(t, after_a_reset_the_same_pieces_need_no_new_memory);
    tcase_add_test(t, sizes_that_no_memory_holds_are_refused_and_harm_nothing);
    tcase_add_test(t, nothing_is_a_piece_too);
    tcase_add_test(t, texts_are_copied_with_their_end);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
