#!/bin/sh
# The matching service through the whole program: its queue, timeouts, outages,
# and ports that share it.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/matching_service.py "${BUILD:-build}/poesim"
