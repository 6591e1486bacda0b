#!/bin/sh
# Demand above capacity is run and said; where it goes on for ever a guard stops
# the run, and says so too.
set -eu
cd "$(dirname "$0")/../.."
poesim=${BUILD:-build}/poesim
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/booth.xml" <<'XML'
<scenario xmlns="urn:poesim:scenario" version="1" id="booth" start="2026-07-15" duration="1 d">
  <title>One booth for a nation</title>
  <run replications="1"/>
  <population id="all"><class id="visitor" status="visa"/></population>
  <port id="here" mode="land">
    <flow id="cars" population="all" start="booth"><poisson rate="1 /s"/></flow>
    <station id="booth" positions="1"><inspect mean="60 s"/><route to="admitted"/></station>
  </port>
</scenario>
XML

wrong() {
    echo "not so: $1" >&2
    cat "$scratch/said" >&2
    exit 1
}

"$poesim" run -q "$scratch/booth.xml" -o "$scratch/out.h5" 2>"$scratch/said"
grep -q 'still inside at the end' "$scratch/said" ||
    wrong "a run whose queue only grows says so"

status=0
"$poesim" run -q "$scratch/booth.xml" -o "$scratch/more.h5" \
    --set '//poisson/@rate=1000 /s' 2>"$scratch/said" || status=$?
[ "$status" = 7 ] || wrong "a guard stops it (exit $status)"
grep -q 'more than 4194304 travellers present at once' "$scratch/said" ||
    wrong "the guard says what it saw"
[ ! -e "$scratch/more.h5" ] || wrong "there is no result"
