#!/bin/sh
# What is said of cruise ships and ferries holds in whole runs.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/sea.py "${BUILD:-build}/poesim"
