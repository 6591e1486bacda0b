#!/bin/sh
# Every scenario in tests/bad has something wrong: poesim check says exactly
# what stands in its .err, and leaves with 3.
#
#   ACCEPT=name sh tests/sim/test_bad.sh    takes what is said as name.err
set -u
unset LC_ALL LANG
cd "$(dirname "$0")/../.." || exit 1
said=$(mktemp) || exit 1
trap 'rm -f "$said"' EXIT
count=0 failed=0
for scenario in tests/bad/*.xml; do
    expected=${scenario%.xml}.err
    "${BUILD:-build}/poesim" check "$scenario" 2>"$said"
    code=$?
    count=$((count + 1))
    if [ "${ACCEPT:-}" = "$(basename "$scenario" .xml)" ]; then
        cp "$said" "$expected"
    fi
    if [ $code -ne 3 ]; then
        echo "$scenario: exit code $code, not 3"
        failed=$((failed + 1))
    elif ! diff -u "$expected" "$said"; then
        failed=$((failed + 1))
    fi
done
if [ $count -lt 20 ]; then
    echo "only $count bad scenarios found"
    failed=$((failed + 1))
fi
[ $failed -eq 0 ]
