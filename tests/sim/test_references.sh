#!/bin/sh
# Every reference scenario is checked, drawn as text, and run once; nobody is
# lost. (long_references.sh runs them in full.)
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/references.py "${BUILD:-build}/poesim"
