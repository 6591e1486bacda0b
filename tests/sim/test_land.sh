#!/bin/sh
# What is said of pedestrians and vehicles at land ports holds in whole runs.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/land.py "${BUILD:-build}/poesim"
