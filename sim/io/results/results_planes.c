/* results_planes -- squares of bytes are turned, sixteen rows at a time. */
#include "sim/io/results/results_planes.h"

#include <string.h>

typedef unsigned char lanes __attribute__((vector_size(16)));

enum { ROWS = 16, WIDTH = 8 };

/* Lanes of two by number; GCC before 12 has only the one, clang the other. */
#ifdef __clang__
#define PICK(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define PICK(a, b, ...) __builtin_shuffle(a, b, (lanes){__VA_ARGS__})
#endif

/* The first halves of two, in turns; the second halves. */
static inline lanes low(lanes a, lanes b)
{
    return PICK(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

static inline lanes high(lanes a, lanes b)
{
    return PICK(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15,
                31);
}

/*
 * Say a byte's place is the number of its vector, then that of its lane, in
 * bits: one round makes the first bit the last one. Row r (rrrr) and byte b
 * (bbb) begin at rrr rbbb, as two rows are a vector, and so after four rounds
 * are at bbb rrrr.
 */
static inline void turn(lanes v[WIDTH])
{
#pragma GCC unroll 4
    for (int round = 0; round < 4; round++) {
        const lanes x[WIDTH] = {low(v[0], v[4]), high(v[0], v[4]),
                                low(v[1], v[5]), high(v[1], v[5]),
                                low(v[2], v[6]), high(v[2], v[6]),
                                low(v[3], v[7]), high(v[3], v[7])};
        memcpy(v, x, sizeof x);
    }
}

static void turn_rows(unsigned char *const to[WIDTH], size_t at,
                      const unsigned char *from, size_t step)
{
    lanes v[WIDTH];

#pragma GCC unroll 8
    for (int i = 0; i < WIDTH; i++) {
        unsigned char two[ROWS];
        memcpy(two, from + (size_t)(2 * i) * step, WIDTH);
        memcpy(two + WIDTH, from + (size_t)(2 * i + 1) * step, WIDTH);
        memcpy(&v[i], two, sizeof two);
    }
    turn(v);
#pragma GCC unroll 8
    for (int i = 0; i < WIDTH; i++)
        memcpy(to[i] + at, &v[i], sizeof v[i]);
}

void results_planes(unsigned char *const to[WIDTH], const unsigned char *from,
                    size_t step, size_t count)
{
    size_t at = 0;

    for (; count - at >= ROWS; at += ROWS)
        turn_rows(to, at, from + at * step, step);
    for (; at < count; at++)
        for (int i = 0; i < WIDTH; i++)
            to[i][at] = from[at * step + (size_t)i];
}
