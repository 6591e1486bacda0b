#!/bin/sh
# The same bytes from other compilers, levels of optimisation, the C library's
# other variants, other places in memory and allocators, threads, locales,
# another order of replications, and under valgrind.
set -eu
cd "$(dirname "$0")/../.."
poesim=$(realpath "${BUILD:-build}/poesim")
home=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
count=0

# What is run: everything that a reference scenario uses, twice over.
scenarios="$home/scenarios/reference/air-entry-hub.xml
$home/scenarios/reference/air-exit-outage.xml
$home/scenarios/reference/ferry.xml
$home/scenarios/reference/shared-service.xml"

# same WHAT COMMAND...: COMMAND makes the bytes that the first program made.
same() {
    what=$1
    shift
    for s in $scenarios; do
        name=$(basename "$s" .xml)
        "$@" run "$s" -q --replications 2 -o "$scratch/x.h5" --force \
            2>>"$scratch/said"
        [ -e "$scratch/$name.h5" ] || cp "$scratch/x.h5" "$scratch/$name.h5"
        cmp "$scratch/x.h5" "$scratch/$name.h5" ||
            { echo "differs: $what, $name"; failed=1; }
        count=$((count + 1))
    done
}

# built FOLDER SETTINGS...: a program of its own; its folder holds the library.
built() {
    folder=$1
    shift
    make -s BUILD="$scratch/$folder" "$@" "$scratch/$folder/poesim" \
        >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
}

# What the C library's functions give: other bits where its variants are masked.
masked=GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-ERMS
libm() {
    env "$@" /usr/bin/python3 -c 'import hashlib, math
h = hashlib.md5()
for i in range(1, 100000):
    h.update(repr((math.exp(i / 1e3), math.log(i), math.pow(i, 1.3))).encode())
print(h.hexdigest())'
}

# reversed run SCENARIO OPTION... -o FILE --force: each replication by itself,
# the last first; then together.
reversed() {
    shift
    for k in 2 1; do
        "$poesim" run "$1" -q --replications 2 --shard $k/2 \
            -o "$scratch/shard$k.h5" --force
    done
    "$poesim" merge "$scratch/shard2.h5" "$scratch/shard1.h5" \
        -o "$scratch/x.h5" --force
}

same "the program" "$poesim"
same "again" "$poesim"
for jobs in 1 2 7; do
    parallel() { "$poesim" "$@" -j $jobs; }
    same "$jobs threads" parallel
done
same "the last replication first" reversed
[ "$(libm A=B)" != "$(libm "$masked")" ] ||
    echo "here the C library computes alike with its variants masked"
same "the C library without AVX2 and FMA" env "$masked" "$poesim"
if [ -e /usr/share/i18n/locales/de_DE ] && command -v localedef >/dev/null; then
    mkdir "$scratch/locale"
    localedef -i de_DE -f UTF-8 "$scratch/locale/de_DE.UTF-8" || true
    same "another locale and time zone" env LC_ALL=de_DE.UTF-8 \
        LOCPATH="$scratch/locale" TZ=Asia/Kathmandu "$poesim"
else
    echo "no locale de_DE.UTF-8 can be made here"
fi
same "memory that is not zero" env MALLOC_PERTURB_=90 "$poesim"
same "memory in other places" \
    env GLIBC_TUNABLES=glibc.malloc.tcache_count=0:glibc.malloc.mmap_threshold=4096:glibc.malloc.arena_max=1 \
    "$poesim"
# Other allocators: those that are installed, and one that hands out memory from
# the top downwards, none of it twice, each piece as far from the last as it likes.
cat >"$scratch/downwards.c" <<'END'
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#define SIZE ((uint64_t)1 << 36)
static atomic_uint_fast64_t used;
static unsigned char *_Atomic base;

static void *take(uint64_t size, uint64_t align)
{
    unsigned char *none = NULL, *b = base;
    if (!b) {
        b = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (b == MAP_FAILED)
            return NULL;
        if (!atomic_compare_exchange_strong(&base, &none, b))
            b = none;
    }
    uint64_t gap = (size * 2654435761u >> 7 & 1008) + 2 * align + 32;
    uint64_t end = atomic_fetch_add(&used, size + gap) + size + gap;
    if (end > SIZE)
        return NULL;
    unsigned char *p = (void *)((uintptr_t)(b + SIZE - end + 32) & -align);
    memcpy(p - 8, &size, 8);
    memset(p, 0xa5, size < 4096 ? size : 4096);
    return p;
}

void *malloc(size_t size) { return take(size, 16); }
void free(void *p) { (void)p; }
void *calloc(size_t n, size_t size)
{
    uint64_t all = (uint64_t)n * size;
    void *p = size && n > SIZE / size ? NULL : take(all, 16);
    return p ? memset(p, 0, all < 4096 ? all : 4096) : NULL;
}
void *realloc(void *old, size_t size)
{
    uint64_t was = 0;
    void *p = take(size, 16);
    if (p && old) {
        memcpy(&was, (char *)old - 8, 8);
        memcpy(p, old, was < size ? was : size);
    }
    return p;
}
int posix_memalign(void **p, size_t align, size_t size)
{
    return (*p = take(size, align)) ? 0 : 12;
}
void *aligned_alloc(size_t align, size_t size) { return take(size, align); }
void *memalign(size_t align, size_t size) { return take(size, align); }
END
if cc -O2 -shared -fPIC -o "$scratch/downwards.so" "$scratch/downwards.c"; then
    same "memory from the top downwards" \
        env LD_PRELOAD="$scratch/downwards.so" "$poesim"
fi
for allocator in libjemalloc.so.2 libtcmalloc_minimal.so.4 libmimalloc.so.2; do
    if ldconfig -p | grep -q "$allocator"; then
        same "$allocator" env LD_PRELOAD=$allocator "$poesim"
    else
        echo "no $allocator here"
    fi
done
if command -v setarch >/dev/null && setarch -R true 2>/dev/null; then
    same "addresses that are not random" setarch -R "$poesim"
fi
ln -s "$home/scenarios" "$scratch/scenarios"
for how in "cc -O0" "cc -O2" "cc -O3" "clang -O2"; do
    compiler=${how% *}
    command -v "$compiler" >/dev/null || { echo "no $compiler here"; continue; }
    built "build-${how#* }-$compiler" CC="$compiler" OPT="${how#* }"
    same "$how" "$scratch/build-${how#* }-$compiler/poesim"
done
if command -v valgrind >/dev/null; then
    scenarios="$home/scenarios/tutorial/4-queues.xml"
    same "the program" "$poesim"
    same "valgrind" valgrind -q --error-exitcode=99 "$poesim"
fi
[ $failed = 0 ] && echo "$count runs, the same bytes"
exit $failed
