#!/bin/sh
# In every reference scenario: another port, other threads, and nothing changes.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/determinism.py "${BUILD:-build}/poesim" full
