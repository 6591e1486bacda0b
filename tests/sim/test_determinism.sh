#!/bin/sh
# The same scenario, seed and version give the same bytes, whatever the threads,
# the locale, the time zone, the folder and what memory held before.
set -eu
cd "$(dirname "$0")/../.."
poesim=$(realpath "${BUILD:-build}/poesim")
hub=$(realpath scenarios/reference/air-entry-hub.xml)
short=$(realpath tests/oracles/shifts.xml)
home=$PWD
scratch=$(mktemp -d)
finish() {
    [ "$1" = 0 ] || cat "$scratch/said" >&3 # warnings are of interest then only
    rm -rf "$scratch"
}
trap 'finish $?' EXIT
exec 3>&2 2>"$scratch/said"
cd "$scratch"
failed=0

# same WHAT FILE: FILE has the bytes of the scenario's first run
same() {
    cmp "$2" "${3:-first.h5}" || { echo "differs: $1"; failed=1; }
}

# variants SCENARIO OPTION...: many ways to make the same file
variants() {
    scenario=$1
    shift
    rm -f ./*.h5
    "$poesim" run "$scenario" "$@" -q -j 1 -o first.h5
    "$poesim" run "$scenario" "$@" -q -j 1 -o again.h5
    same "run again" again.h5
    for jobs in 2 3 7; do
        "$poesim" run "$scenario" "$@" -q -j $jobs -o "j$jobs.h5"
        same "$jobs threads" "j$jobs.h5"
    done
    # with LOCPATH the C library loses a few bytes of its own
    LC_ALL=de_DE.UTF-8 LOCPATH=$scratch/locale ASAN_OPTIONS=detect_leaks=0 \
        "$poesim" run "$scenario" "$@" -q -j 2 -o locale.h5
    same "a locale with decimal commas" locale.h5
    TZ=Asia/Kathmandu "$poesim" run "$scenario" "$@" -q -j 2 -o zone.h5
    same "another time zone" zone.h5
    MALLOC_PERTURB_=165 "$poesim" run "$scenario" "$@" -q -j 2 -o memory.h5
    same "memory that is not zero" memory.h5
    (cd "$(dirname "$scenario")" &&
        "$poesim" run "$(basename "$scenario")" "$@" -q -j 2 \
            -o "$scratch/here.h5")
    same "run from the scenario's folder" here.h5
    mkdir -p "away/and deeper"
    cp -R "$(dirname "$scenario")/." "away/and deeper"
    "$poesim" run "away/and deeper/$(basename "$scenario")" "$@" -q -j 2 \
        -o away.h5
    same "a copy in another folder" away.h5
    if grep -aq -e "$scratch" -e "$home" first.h5; then
        echo "a path is in the file"
        failed=1
    fi
    "$poesim" run "$scenario" "$@" -q -j 2 --seed 4711 -o seed.h5
    ! cmp -s seed.h5 first.h5 || { echo "another seed, same file"; failed=1; }
}

# A locale with decimal commas, where the machine can make one.
if [ -e /usr/share/i18n/locales/de_DE ] && command -v localedef >/dev/null; then
    mkdir locale
    localedef -i de_DE -f UTF-8 locale/de_DE.UTF-8 2>/dev/null || true
fi
[ -d locale/de_DE.UTF-8 ] || echo "skipped: no locale de_DE.UTF-8 can be made here"

variants "$hub" --replications 5
variants "$short" --replications 301 --travellers 40
if [ $failed = 0 ]; then echo "determinism: 2 scenarios, 10 variants each"; fi
exit $failed
