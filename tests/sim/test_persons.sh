#!/bin/sh
# Whole runs of enrolment, of a fingerprint behind a face, and of groups at a
# camera, against what can be worked out by hand.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/persons.py "${BUILD:-build}/poesim"
