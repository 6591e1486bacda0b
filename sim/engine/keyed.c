/* keyed -- the hashes that turn names into keys. */
#include "sim/engine/keyed.h"

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

uint64_t keyed_threshold(double p)
{
    assert(p >= 0 && p <= 1);
    return (uint64_t)(p * (double)UNIFORM_END + 0.5);
}
