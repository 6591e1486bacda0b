#!/bin/sh
# Who is matched in one attempt, in several, and with somebody else's document.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/matching.py "${BUILD:-build}/poesim"
