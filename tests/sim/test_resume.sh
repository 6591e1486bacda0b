#!/bin/sh
# A run that was interrupted goes on where it stopped, and a run made in parts is
# put together: both give the bytes of a run at once. Shards of another run are
# refused, damaged ones are made again.
set -eu
cd "$(dirname "$0")/../.."
poesim=$(realpath "${BUILD:-build}/poesim")
mm1=$PWD/tests/bench/mm1.xml
dir=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill $pid 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "test_resume: $*" >&2; cat err >&2; exit 1; }

cat >day.xml <<'X'
<scenario xmlns="urn:poesim:scenario" version="1" id="day" start="2026-07-15" duration="2 h">
  <title>A booth and its timetable</title>
  <run replications="8" seed="3"/>
  <population id="all"><class id="c" status="citizen"/></population>
  <port id="gate" mode="air">
    <flow id="f" population="all" start="booth"><timetable table="flights.csv"/></flow>
    <station id="booth" positions="2"><inspect dist="exponential" mean="30 s"/><route to="admitted"/></station>
  </port>
</scenario>
X
printf 'at,passengers\n00:10,30\n00:40,40\n' >flights.csv
N=8

# go CODE OPTION...: a run to out.h5 that ends with this code
go() {
    want=$1 code=0
    shift
    "$poesim" run day.xml -j2 --travellers 3 -o out.h5 "$@" 2>err || code=$?
    [ $code = "$want" ] || fail "exit $code, not $want: $*"
}
says() { grep -q -e "$1" err || fail "does not say \"$1\""; }
whole() {
    cmp out.h5 whole.h5 || fail "$1: other bytes"
    [ ! -e out.h5.partial ] || fail "$1: the folder stays"
}
# kept FIRST-LAST...: an interrupted run has left these
kept() {
    rm -rf out.h5 out.h5.partial
    mkdir out.h5.partial
    for k in "$@"; do cp "shards/$k.h5" out.h5.partial; done
}

go 0 -q
mv out.h5 whole.h5

# --- parts of a run
for k in 8 7 6 5 4 3 2 1; do
    go 0 -q --shard $k/$N
    mkdir -p shards
    mv out.h5 shards/$((k - 1))-$((k - 1)).h5
done
"$poesim" merge $(ls -r shards/*.h5) -o out.h5 2>err
whole "each replication by itself, the last first"
rm out.h5
for k in 1 2 3; do
    "$poesim" run day.xml -q --shard $k/3 --travellers 3
    [ -e day.$k-of-3.h5 ] || fail "no default name"
done
"$poesim" merge day.3-of-3.h5 day.1-of-3.h5 day.2-of-3.h5 -o out.h5 2>err
whole "merged"

# --- digests: by value, shard by shard, and what differs shows in what
for f in whole day.1-of-3 day.2-of-3 day.3-of-3; do
    "$poesim" digest $f.h5 >$f.digest
done
"$poesim" run day.xml -q --travellers 3 -o seed.h5 --seed 4
"$poesim" run day.xml -q --travellers 3 -o open.h5 --set port/station/@positions=3
"$poesim" digest seed.h5 >seed.digest
"$poesim" digest open.h5 >open.digest
/usr/bin/python3 - <<'P' || fail "digests: $(cat whole.digest)"
def read(name):
    rows = [line.rstrip("\n").split("\t") for line in open(name + ".digest")]
    assert list(dict.fromkeys(r[0] for r in rows)) == [
        "input", "draws", "events", "counters", "derived"]
    return {tuple(r[:2]): int(r[2], 16) for r in rows}
whole, seed, wide = read("whole"), read("seed"), read("open")
parts = [read(f"day.{k}-of-3") for k in (1, 2, 3)]
for key, value in whole.items():
    kind, part = key
    if kind == "input" or part == "quantiles":
        assert all(p[key] == value for p in parts), key
    elif kind != "draws" or part == "arrivals":
        assert sum(p[key] for p in parts) % 2**64 == value, key
    if part == "total" and kind in ("counters", "derived"):
        assert sum(v for (k, p), v in whole.items()
                   if k == kind and p != "total") % 2**64 == value, key
def differ(a, b):
    return {k for k in a if a[k] != b[k]}
assert ("input", "seed") in differ(whole, seed)
assert ("draws", "quantiles") not in differ(whole, seed)
assert ("events", "total") in differ(whole, seed)
apart = differ(whole, wide)  # the same draws, served otherwise
assert {k for k in apart if k[0] in ("input", "draws")} == {("input", "scenario")}
assert ("counters", "waits/totals") in apart
assert ("counters", "arrivals") not in apart
P
rm seed.h5 open.h5

# --- what merge refuses
# refused CODE WORDS MERGE...: no file is made
refused() {
    want=$1 words=$2 code=0
    shift 2
    "$poesim" merge "$@" -o none.h5 2>err || code=$?
    [ $code = "$want" ] || fail "exit $code, not $want: merge $*"
    says "$words"
    [ ! -e none.h5 ] || fail "merge $*: left a file"
}
refused 3 'replications 2 to 4 of 8 are in no shard' day.1-of-3.h5 day.3-of-3.h5
refused 3 'replications 5 to 7 of 8 are in no shard' day.1-of-3.h5 day.2-of-3.h5
refused 3 'replications from 0 on are in shards.0-0.h5 too' shards/0-0.h5 day.[123]-of-3.h5
refused 3 'whole run' day.1-of-3.h5 whole.h5
refused 4 'cannot read' day.1-of-3.h5 nothing.h5
"$poesim" run day.xml -q --shard 2/3 --travellers 3 --seed 4 -o seed.h5
refused 3 'seed.h5: error: is of another run (seed 4 there, 3 here)' \
    day.1-of-3.h5 seed.h5 day.3-of-3.h5
"$poesim" run day.xml -q --shard 2/3 -o none.h5
mv none.h5 without.h5
refused 3 'another run (--travellers 0 there, 3 here)' day.1-of-3.h5 without.h5
code=0
"$poesim" merge day.1-of-3.h5 -o day.1-of-3.h5 --force 2>err || code=$?
[ $code = 2 ] || fail "an input was replaced"
for bad in 0/3 4/3 -1/3 3 1/ /3 1/2/3 x/y 1.0/2; do
    go 2 --shard $bad
    says "is not K/N"
done
go 2 --shard 1/9
says 'only 8 replications'
go 0 -q --shard 8/8 --force
cmp out.h5 shards/7-7.h5 || fail "the last of all shards"

# --- what a run left when it was stopped after each replication; and gaps
for after in 0 3 7; do
    kept $(seq 0 $after | sed 's/.*/&-&/')
    go 0 -q --resume
    whole "after replication $after"
done
kept 0-0 2-2 3-3 6-6
go 0 -q --resume
whole "with gaps"
rm out.h5
go 0 -q --resume
whole "nothing to resume"

# --- damage: named, removed, run again; remains of a killed process go too
for damage in ': >' 'head -c 3000 shards/2-2.h5 >' 'tr a b <shards/2-2.h5 >'; do
    kept 1-1 2-2 3-3
    eval "$damage out.h5.partial/2-2.h5"
    echo half >out.h5.partial/4-5.h5.tmp.123.0
    go 0 -q --resume
    says 'out.h5.partial/2-2.h5: warning: is damaged.*replications 2 to 2 are run again'
    whole "damaged: $damage"
done

# --- others' shards are refused and stay
other() {
    words=$1
    shift
    kept 0-0 1-1
    go 3 --resume "$@"
    says "out.h5.partial/0-0.h5: error: is of another run ($words"
    says 'with --force and without --resume to begin anew'
    [ "$(ls out.h5.partial | wc -l)" = 2 ] && [ ! -e out.h5 ] || fail "changed"
}
other 'seed 3 there, 5 here)' --seed 5
other 'replications 8 there, 9 here)' --replications 9
other '--travellers 3 there, 2 here)' --travellers 2
other 'its scenario has ".*positions="2".*" where this has ".*positions="3"' \
    --set port/station/@positions=3
cp flights.csv flights.was
printf 'at,passengers\n00:10,30\n00:40,41\n' >flights.csv
other 'flights.csv has changed since)'
cp flights.was flights.csv
kept 0-0
mv out.h5.partial/0-0.h5 out.h5.partial/0-3.h5
go 3 --resume
says 'other replications than its name says'

# --- without --resume nothing is lost; two runs do not mix
kept 0-0 1-1
go 4
says 'out.h5.partial: error: holds what an interrupted run .* --resume .* --force'
go 0 -q --force
whole "begun anew"
kept 0-0
echo mine >out.h5.partial/notes
go 0 -q --resume
cmp out.h5 whole.h5 || fail "with somebody's notes"
[ "$(ls out.h5.partial)" = notes ] || fail "notes: $(ls out.h5.partial)"
kept 0-0
flock out.h5.partial sleep 5 &
pid=$!
until ! flock -n out.h5.partial true; do sleep 0.02; done
go 4 --resume
says 'another run writes there now'
kill $pid
wait $pid 2>/dev/null || true
pid=
kept
rmdir out.h5.partial
echo >out.h5.partial
go 4
says 'out.h5.partial: error: cannot keep finished replications there'
rm out.h5.partial

# --- a finished run says so
go 0 -q
kept_bytes=$(cksum <out.h5)
go 0 --resume
says 'out.h5: finished already, 8 replications'
mkdir out.h5.partial # it was killed before it could remove the folder
cp shards/1-1.h5 out.h5.partial
go 0 -q --resume
whole "finished"
go 4 --resume --seed 5
says 'out.h5: error: is of another run (seed 3 there, 5 here); --force'
go 4 --resume --travellers 2
says 'other --travellers'
[ "$(cksum <out.h5)" = "$kept_bytes" ] || fail "a finished file was touched"
go 0 -q --resume --force --seed 5
! cmp -s out.h5 whole.h5 || fail "--force did not replace"
rm out.h5

# --- killed again and again, after each replication or while it writes
long() { exec "$poesim" run "$mm1" -q -j1 --replications 6 --set '@duration=1 d' "$@"; }
(long -o whole.h5 --force)
shards() { set -- out.h5.partial/*-?.h5; echo $#; } # at least 1
for signal in KILL TERM INT; do
    rm -rf out.h5*
    runs=0
    while [ ! -e out.h5 ] || [ -e out.h5.partial ]; do
        before=$(shards)
        long -o out.h5 --resume --keep 0 2>err &
        pid=$!
        until ! kill -0 $pid 2>/dev/null ||
            [ $(shards) -gt $before ]; do sleep 0.01; done
        kill -$signal $pid 2>/dev/null || true
        wait $pid 2>/dev/null || true
        pid=
        runs=$((runs + 1))
        [ $runs -lt 20 ] || fail "no end with SIG$signal"
    done
    [ $runs -gt 2 ] || fail "SIG$signal came too late, $runs runs"
    [ $signal != KILL ] || rm -f out.h5.tmp.*
    whole "SIG$signal"
    [ "$(ls -d out.h5* | wc -l)" = 1 ] || fail "left behind: $(ls)"
done
