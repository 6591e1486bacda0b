#!/bin/sh
# Every part of the hub and of a few others matters: each change of sensitivity.tsv must move its
# metric by more than 4.5 standard errors, or (sign =) leave it as it was.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 tests/sim/sensitivity.py "${BUILD:-build}/poesim" \
    scenarios/reference/air-entry-hub.xml tests/sim/sensitivity.tsv "$@"
