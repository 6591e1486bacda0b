#!/bin/sh
# What is said of private docks and airfields holds in whole runs.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/private.py "${BUILD:-build}/poesim"
