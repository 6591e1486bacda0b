#!/bin/sh
# The reference scenarios with all their replications say what
# scenarios/README.md and their sources say.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/references.py "${BUILD:-build}/poesim" full
