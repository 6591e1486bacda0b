#!/bin/sh
# make install: an installed program finds its library and its analyses, and
# the pages that help texts name are there.
set -eu
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

make -s install BUILD="${BUILD:-build}" DESTDIR="$scratch" PREFIX=/usr \
    MAKEFLAGS= >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
home=$PWD
cd "$scratch/usr"
bin=$PWD/bin
out=$scratch/out.h5
cp -R share/poesim/scenarios "$scratch/mine" # as a user would, to change it
"$bin/poesim" check -q share/poesim/scenarios/reference/*.xml \
    share/poesim/scenarios/national/national-day.xml \
    share/poesim/scenarios/tutorial/[1-9]*.xml || failed=1
"$bin/poesim" run -q "$scratch/mine/tutorial/5-secondary.xml" -o "$out" || failed=1
"$bin/poesim" waits "$out" >"$scratch/waits.tsv" || failed=1
gnuplot -c share/poesim/plots/waits.gp "$scratch/waits.tsv" "$scratch/waits.svg" ||
    failed=1
[ -s "$scratch/waits.svg" ] || { echo "no figure"; failed=1; }

# pages named by help texts and messages
for page in $(grep -oh 'docs/[a-z-]*\.md' "$home"/sim/io/*.c "$home"/sim/io/*/*.c \
    "$home"/sim/*.c "$home"/analysis/*.c | sort -u); do
    [ -f "share/doc/poesim/$page" ] || { echo "no $page"; failed=1; }
done
exit $failed
