#!/bin/sh
# Programs that are not ours open a results file: sha256sum, h5dump, h5py and
# pandas find the values, units, descriptions and names that were written.
set -eu
build=${BUILD:-build}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=$folder/out.h5

fail() {
    echo "test_results_readers: $*" >&2
    exit 1
}

"$build/tests/sim/test_results_file" --write "$file"

# The seal, as the format page says to check it by hand.
said=$(head -c 512 "$file" | sed -n '2s/^sha256 //p')
is=$(tail -c +513 "$file" | sha256sum | cut -d' ' -f1)
[ "$said" = "$is" ] || fail "the seal says $said, sha256sum $is"
[ "$(head -c 512 "$file" | sed -n 1p)" = "poesim results 2.0" ] || fail "line 1"
[ -z "$(head -c 512 "$file" | LC_ALL=C tr -d '\n -~')" ] ||
    fail "the first 512 bytes are not plain text"

# Two values computed by hand from the rule in sample_results.c:
# 1000003 (table + 1) + 7919 (column + 1) + 31 row; int64 times 1009000027,
# plus 1; odd rows are negative.
dumped() {
    h5dump "$@" "$file" | sed -n 's/^ *(0): //p' | head -1
}
[ "$(dumped -d /waits/totals/station -c 2)" = "2015844, -2015875" ] ||
    fail "int32: $(dumped -d /waits/totals/station -c 2)"
[ "$(dumped -d /waits/totals/persons -c 1)" = "2049967192855415" ] ||
    fail "int64: $(dumped -d /waits/totals/persons -c 1)"
[ "$(dumped -a /waits/totals/wait_sum_us/units)" = '"us"' ] ||
    fail "units: $(dumped -a /waits/totals/wait_sum_us/units)"
[ "$(dumped -d /names/ports)" = '"air"' ] ||
    fail "names: $(dumped -d /names/ports)"

/usr/bin/python3 tests/sim/read_results.py "$file" sim/ledger/tables.h \
    sim/ledger/results.h docs/results-format.md
