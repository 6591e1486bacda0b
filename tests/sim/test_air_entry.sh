#!/bin/sh
# What is said of corridors, e-gates and their desks holds in whole runs.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 tests/sim/air_entry.py "${BUILD:-build}/poesim" "$@"
