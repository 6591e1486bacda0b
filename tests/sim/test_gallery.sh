#!/bin/sh
# Galleries through the whole program: who is in them, how large they are, and
# what searches among them get wrong.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B tests/sim/gallery.py "${BUILD:-build}/poesim"
