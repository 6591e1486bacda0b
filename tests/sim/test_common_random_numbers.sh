#!/bin/sh
# Variants of a port meet the same travellers with the same luck.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/common_random_numbers.py "${BUILD:-build}/poesim"
