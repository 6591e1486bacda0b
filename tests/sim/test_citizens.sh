#!/bin/sh
# Which citizens are photographed: shared cameras, lanes apart, mishandled opt-outs.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/citizens.py "${BUILD:-build}/poesim"
