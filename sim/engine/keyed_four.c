/* keyed_four -- four pairs at once, where the processor has vectors for it: a
 * fifth of the instructions, and the time of one. */
#include "sim/engine/keyed.h"

static void one_by_one(struct key k, struct counter first,
                       const struct keyed_steps *s, struct pair *out)
{
    for (int i = 0; i < KEYED_FOUR; i++)
        out[i] = keyed_pair(k, (struct counter){first.party + s->party[2 * i],
                                                first.who,
                                                first.what + s->what[2 * i],
                                                first.replication});
}

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

/* A word of each of the four stands in the lower half of 64 bits; what is in
 * the upper half plays no part. */
__attribute__((target("avx2"))) static void
all_four(struct key k, struct counter first, const struct keyed_steps *s,
         struct pair *out)
{
    const __m256i multiplier[] = {_mm256_set1_epi64x(0xd2511f53),
                                  _mm256_set1_epi64x(0xcd9e8d57)};
    const __m256i lower = _mm256_set1_epi64x(0xffffffff);
    uint32_t key[] = {k.word[0], k.word[1]};
    __m256i c0 =
        _mm256_add_epi32(_mm256_set1_epi64x(first.party),
                         _mm256_loadu_si256((const __m256i *)s->party));
    __m256i c1 = _mm256_set1_epi64x(first.who);
    __m256i c2 = _mm256_add_epi32(_mm256_set1_epi64x(first.what),
                                  _mm256_loadu_si256((const __m256i *)s->what));
    __m256i c3 = _mm256_set1_epi64x(first.replication);

#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
        __m256i a = _mm256_mul_epu32(c0, multiplier[0]);
        __m256i b = _mm256_mul_epu32(c2, multiplier[1]);
        c0 = _mm256_xor_si256(_mm256_srli_epi64(b, 32),
                              _mm256_xor_si256(c1, _mm256_set1_epi64x(key[0])));
        c2 = _mm256_xor_si256(_mm256_srli_epi64(a, 32),
                              _mm256_xor_si256(c3, _mm256_set1_epi64x(key[1])));
        c1 = b;
        c3 = a;
        key[0] += 0x9e3779b9;
        key[1] += 0xbb67ae85;
    }
    c0 =
        _mm256_or_si256(_mm256_slli_epi64(c1, 32), _mm256_and_si256(c0, lower));
    c2 =
        _mm256_or_si256(_mm256_slli_epi64(c3, 32), _mm256_and_si256(c2, lower));
    c0 = _mm256_srli_epi64(c0, 64 - UNIFORM_BITS);
    c2 = _mm256_srli_epi64(c2, 64 - UNIFORM_BITS);
    c1 = _mm256_unpacklo_epi64(c0, c2);
    c3 = _mm256_unpackhi_epi64(c0, c2);
    _mm256_storeu_si256((__m256i *)out,
                        _mm256_permute2x128_si256(c1, c3, 0x20));
    _mm256_storeu_si256((__m256i *)(out + 2),
                        _mm256_permute2x128_si256(c1, c3, 0x31));
}

void keyed_four(struct key k, struct counter first, const struct keyed_steps *s,
                struct pair *out)
{
    if (__builtin_cpu_supports("avx2"))
        all_four(k, first, s, out);
    else
        one_by_one(k, first, s, out);
}
#else
void keyed_four(struct key k, struct counter first, const struct keyed_steps *s,
                struct pair *out)
{
    one_by_one(k, first, s, out);
}
#endif
