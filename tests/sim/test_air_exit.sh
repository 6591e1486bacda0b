#!/bin/sh
# Boarding through the whole program: doors, counts, times to the microsecond,
# and the relief valve.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/air_exit.py "${BUILD:-build}/poesim"
