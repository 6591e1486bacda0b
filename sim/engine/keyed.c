/* keyed -- the hashes that turn names into keys, and Philox. */
#include "sim/engine/keyed.h"

#include <Random123/philox.h>
#include <assert.h>

#define FNV_OFFSET UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME  UINT64_C(0x100000001b3)

static uint64_t fnv_text(uint64_t h, const char *text)
{
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * FNV_PRIME;
    return (h ^ 0xff) * FNV_PRIME; /* ends the name: "ab","c" is not "a","bc" */
}

static uint64_t fnv_number(uint64_t h, uint64_t x)
{
    for (int i = 0; i < 8; i++)
        h = (h ^ (x >> (8 * i) & 0xff)) * FNV_PRIME;
    return h;
}

uint64_t key_hash(const char *name)
{
    return mix64(fnv_text(FNV_OFFSET, name));
}

struct key key_make(uint64_t seed, enum key_family family,
                    const char *const *names, int n)
{
    uint64_t h = fnv_number(fnv_number(FNV_OFFSET, seed), (uint64_t)family);

    for (int i = 0; i < n; i++)
        h = fnv_text(h, names[i]);
    h = mix64(h);
    return (struct key){{(uint32_t)h, (uint32_t)(h >> 32)}};
}

struct pair keyed_philox(uint64_t key, uint64_t low, uint64_t high)
{
    philox4x32_ctr_t out = philox4x32_R(
        10,
        (philox4x32_ctr_t){{(uint32_t)low, (uint32_t)(low >> 32),
                            (uint32_t)high, (uint32_t)(high >> 32)}},
        (philox4x32_key_t){{(uint32_t)key, (uint32_t)(key >> 32)}});

    return (struct pair){
        ((uint64_t)out.v[1] << 32 | out.v[0]) >> 11,
        ((uint64_t)out.v[3] << 32 | out.v[2]) >> 11,
    };
}

uint64_t keyed_threshold(double p)
{
    assert(p >= 0 && p <= 1);
    return (uint64_t)(p * (double)UNIFORM_END + 0.5);
}
