#!/bin/sh
# Threads, ports, flows and replications side by side: none changes another.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/determinism.py "${BUILD:-build}/poesim"
