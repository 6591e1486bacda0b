#!/bin/sh
# Departures, stations and matching services: days worked out by hand go through
# run, analysis and figure.
set -u
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
here=$(cd "$(dirname "$0")" && pwd)
plots=$here/../../plots
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

fail() {
    echo "test_tables_by_interval: $*"
    failed=1
}

# is TABLE ROW COLUMN VALUE [TOLERANCE], as in test_analyses.sh.
is() {
    got=$(awk -F'\t' -v row="$2" -v name="$3" '
        /^#/ { next }
        !names { names = 1; for (i = 1; i <= NF; i++) if ($i == name) at = i
                 next }
        ++n == row { print at ? $at : "no column " name }' "$1")
    awk -v a="$got" -v b="$4" -v t="${5:-0}" 'BEGIN {
        if (a == b) exit 0
        if (a "" !~ /^[-+0-9.e]+$/ || b "" !~ /^[-+0-9.e]+$/) exit 1
        d = a - b; exit !(d <= t && -d <= t) }' ||
        fail "$1, row $2, $3: $got, not $4"
}

tables() { # NAME
    "$build/poesim" run "$1.xml" -q -o "$1.h5" 2>err || fail "run $1: $(cat err)"
    for a in boarding stations service; do
        "$build/poesim" $a "$1.h5" >"$1-$a.tsv" 2>err || fail "$a $1: exit $?"
        [ -s err ] && fail "$a $1 says: $(cat err)"
    done
    "$build/poesim" stations --by station "$1.h5" >"$1-station.tsv" ||
        fail "stations --by station $1"
}

# Ten come at 00:01 to one officer who takes 2 min each: 9, 8, ... 0 queued for
# 2 min each. Until 00:15 that is 9 + 8 + 7 + 6 + 5 + 4 + 3 = 42, x 2 min; then
# two, 2 and 1 for 2 min each from 00:15 on. For a moment all ten are queued.
cp "$here/queue.xml" queue.xml
tables queue
is queue-stations.tsv 4 station P/booth
is queue-stations.tsv 4 'arrivals[persons]' 10
is queue-stations.tsv 4 'served[persons]' 6
is queue-stations.tsv 4 'queue[persons]' 5.6 1e-4   # 84 / 15
is queue-stations.tsv 5 'queue[persons]' 0.4 1e-4   # 2 + 1 persons x 2 min / 15
is queue-stations.tsv 4 'queue_max[persons]' 10
is queue-stations.tsv 4 'busy[positions]' 0.933333 1e-4
is queue-stations.tsv 4 'open[positions]' 1 1e-4
is queue-stations.tsv 4 'blocked_time[min]' 0
is queue-stations.tsv 4 n 2
is queue-station.tsv 2 'arrivals[persons]' 10
is queue-station.tsv 2 'queue[persons]' 2.25 1e-4   # 90 person min / 40
is queue-station.tsv 2 'queue_max[persons]' 10
is queue-service.tsv 1 service service
is queue-service.tsv 1 'members[persons]' 10
is queue-service.tsv 1 'requests[1]' nan # a worker for every request
grep -v '^#' queue-boarding.tsv | tail -n +2 | grep -q . &&
    fail "departures without <boarding>"

# Before the booth's room for one stands the kiosk, one position: it is blocked.
sed 's|<station id="kiosk" positions="50"|<station id="kiosk" positions="1"|
     s|<station id="booth" positions="3"|<station id="booth" positions="1" room="1"|' \
    "$here/queue.xml" >room.xml
tables room
is room-station.tsv 1 station P/kiosk
# The first goes on at once; from the third on each waits 2 min in the kiosk, but
# for the last 9: one is served, eight wait in turn, while one stands in the room.
blocked=$(awk -F'\t' '/^rank/ { for (i = 1; i <= NF; i++)
    if ($i == "blocked_time[min]") at = i } $2 == "P/kiosk" { print $at }' room-station.tsv)
awk -v x="$blocked" 'BEGIN { exit !(x >= 15.99 && x <= 18.01) }' ||
    fail "the kiosk is blocked for $blocked min, not 16 to 18"

# The officer, called away from 00:12 to 00:17, leaves the sixth visit, half done.
sed 's|<officers id="cbp">|<officers id="cbp" shift-end="hand-over">|
     s|count="1"/></officers>|count="1"/><break from="00:12" to="00:17" count="1"/></officers>|' \
    "$here/queue.xml" >break.xml
tables break
is break-stations.tsv 4 station P/booth
is break-stations.tsv 4 'stops[1]' 1
is break-stations.tsv 4 'stopped_time[min]' 3 1e-4
is break-stations.tsv 5 'stops[1]' 0
is break-stations.tsv 5 'stopped_time[min]' 2 1e-4
is break-station.tsv 2 'stopped_time[min]' 5 1e-4

# The service has one worker, who takes 1 min; ten ask at 00:01: waits of 0 to
# 9 min, mean 4.5; busy 10 of 15 min.
sed 's|<matching-service id="service"|& workers="1"|
     s|<service-time mean="1 us"/>|<service-time mean="1 min"/>|' \
    "$here/queue.xml" >worker.xml
tables worker
is worker-service.tsv 1 'requests[1]' 10
is worker-service.tsv 1 'answered[1]' 10
is worker-service.tsv 1 'given_up[1]' 0
is worker-service.tsv 1 'wait[s]' 270 1e-3
is worker-service.tsv 1 'wait_max[s]' 540 1e-3
is worker-service.tsv 1 'busy[workers]' 0.666667 1e-4
is worker-service.tsv 1 'time[s]' 330 1e-3
is worker-service.tsv 2 'requests[1]' 0
is worker-service.tsv 2 'wait[s]' nan
is worker-service.tsv 2 'wait_max[s]' nan

# What a reference evening says is what the file says, departure by departure.
"$build/poesim" run "$here/../../scenarios/reference/air-exit-outage.xml" -q \
    --replications 3 -o exit.h5 || fail "run exit"
for a in boarding stations service; do
    "$build/poesim" $a exit.h5 >exit-$a.tsv || fail "$a exit"
done
is exit-boarding.tsv 1 flow all
is exit-boarding.tsv 1 n 3
awk -F'\t' '/^#/ { next } !n { n = 1; for (i = 1; i <= NF; i++) at[$i] = i; next }
    { m = $at["manifest[persons]"]; b = $at["boarded[persons]"]
      x = $at["missed[persons]"]; a = $at["no_show[persons]"]; o = $at["other[persons]"]
      d = m - b - x - a - o; if (d > 0.02 || d < -0.02) bad = 1
      if ($1 == "all") all = m; else { sum += m; rows++ }
      if ($1 != "all" && $at["door[h]"] < door) bad = 2; door = $at["door[h]"] + 0 }
    END { d = all - sum; exit bad || rows != 16 || d > 0.5 || d < -0.5 }' \
    exit-boarding.tsv || fail "departures do not add up"
# In the outage from 17:15 to 19:45 nothing is answered.
awk -F'\t' '/^#/ { next } !n { n = 1; for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["start[h]"] >= 17.5 && $at["start[h]"] < 19.5 {
        came += $at["requests[1]"]; got += $at["answered[1]"]
        gone += $at["given_up[1]"] }
    END { exit !(came > 100 && got == 0 && gone > 0.9 * came) }' \
    exit-service.tsv || fail "the outage is not seen"

for a in boarding stations service; do
    "$build/poesim" $a --help >out 2>err || fail "$a --help"
    grep -q 95% out || fail "$a --help does not explain intervals"
    "$build/poesim" $a >/dev/null 2>&1 && fail "$a without a file"
    "$build/poesim" $a none.h5 >/dev/null 2>&1 && fail "$a takes any file"
done
for t in *.tsv; do
    awk -F'\t' '/^#/ { next } !n { n = NF } NF != n { exit 1 }' "$t" ||
        fail "$t is ragged"
done

if command -v gnuplot >/dev/null; then
    for a in boarding stations service; do
        sed '/^rank\|^flow/q' queue-$a.tsv >empty-$a.tsv
        for name in queue room worker exit empty; do
            for end in svg png; do
                gnuplot -c "$plots/$a.gp" $name-$a.tsv $name-$a.$end 2>err ||
                    fail "$a.gp, $name, $end: $(cat err)"
                [ -s $name-$a.$end ] || fail "$name-$a.$end is empty"
            done
        done
        gnuplot -c "$plots/$a.gp" exit-waits.tsv none.svg 2>/dev/null &&
            fail "$a.gp takes no table"
    done
    grep -q 'orange ground' exit-service.svg || fail "service.gp: no outage"
    grep -q 'orange ground' worker-service.svg && fail "service.gp: an outage"
    grep -q '>blocked<' room-stations.svg || fail "stations.gp: not blocked"
    grep -q '>blocked<' queue-stations.svg && fail "stations.gp: blocked"
    grep -q '16 departures' exit-boarding.svg || fail "boarding.gp: departures"
fi
exit $failed
