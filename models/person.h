#ifndef MODELS_PERSON_H
#define MODELS_PERSON_H

#include <stdint.h>

/*
 * person -- each person's own probability of failing, so that his attempts
 * resemble each other: Beta with the mean of all, and with the correlation of
 * two attempts of one person.
 *
 * Model     docs/model.md#persons
 * Units     thresholds of 53-bit uniforms: u < threshold happens
 * Owns      its table: person_init() makes it, person_release() frees it
 * Errors    person_init() returns -1 when memory is short
 * Threads   read-only after init; GSL's error handler must be off
 *
 * As in models/quantile.h the uniform u stands for p = (u + 1/2) / 2^53; the
 * lesser of p and 1 - p is w / 2^54. Nodes stand at the lesser probability
 * 2^-o (1 + i / 64), octaves o = 2..41, i = 0..63, and at 1/2, rounded to 24
 * significant bits; between them, and from the last to 0 or 1 at the end, the
 * probability is linear.
 */
enum {
    PERSON_BITS = 53,
    PERSON_OCTAVES = 40,                         /* a side */
    PERSON_STEPS = 64,                           /* nodes an octave, 2^6 */
    PERSON_FIRST = PERSON_BITS - PERSON_OCTAVES, /* log2 of the least w */
    PERSON_SIDE = PERSON_OCTAVES * PERSON_STEPS + 1
};

/* A correlation is 0, or in [least, most]. */
#define PERSON_CORRELATION_LEAST 0.001
#define PERSON_CORRELATION_MOST  0.99

struct person_rate {
    double mean, correlation;
    int64_t *node; /* side of p, then of 1 - p, from the tail to the median */
    uint64_t digest;
};

/* 0 < mean < 1, correlation in [least, most]. Takes 10 to 40 ms. */
int person_init(struct person_rate *r, double mean, double correlation);
void person_release(struct person_rate *r);

/* The threshold of the person with uniform u. */
uint64_t person_threshold(const struct person_rate *r, uint64_t u);

/* Mean over persons of ratio times their probability, each cut at 1. */
double person_mean_of(const struct person_rate *r, double ratio);

#endif
