#!/bin/sh
# Images and records of crossings through the whole program: both clocks of
# deletion, what is kept longer and why, the store by interval, who has a record.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/images.py "${BUILD:-build}/poesim"
