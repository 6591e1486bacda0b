# Every row of tests/oracles/expected.tsv, then systems with random parameters.
set -eu
BUILD=${BUILD:-build}
/usr/bin/python3 -B tests/oracles/check.py "$BUILD/poesim"
/usr/bin/python3 -B tests/oracles/check.py --random "${1:-24}" "$BUILD/poesim"
