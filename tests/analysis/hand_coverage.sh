#!/bin/sh
# How often the intervals of the analyses hold what they should: 2,000 runs (or as
# many as the argument says), recorded in the page $PAGE where that is given.
set -eu
BUILD=${BUILD:-build}
wrong=0
/usr/bin/python3 -B tests/analysis/hand_coverage.py --runs "${1:-2000}" \
    "$BUILD/poesim" >"$BUILD/coverage.tsv" || wrong=1
cat "$BUILD/coverage.tsv"
[ -z "${PAGE:-}" ] || /usr/bin/python3 -B tests/oracles/page.py coverage \
    "$BUILD/coverage.tsv" "$PAGE" "${NOW:-}, ${1:-2000} runs of 10 replications"
exit $wrong
