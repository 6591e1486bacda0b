# Whole runs of enrolment, of a fingerprint behind a face, and of groups at a
# camera, against what can be worked out by hand.
set -eu
BUILD=${BUILD:-build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
/usr/bin/python3 -B tests/sim/persons.py "$BUILD/poesim" "$scratch"
