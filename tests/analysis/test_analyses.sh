#!/bin/sh
# A queue worked out by hand goes through the whole program: run, analyses,
# figures. What they must say stands below.
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
    echo "test_analyses: $*"
    failed=1
}

# is TABLE ROW COLUMN VALUE [TOLERANCE]: rows are counted from 1 behind the
# names, columns are named; nan equals nan.
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

run() { # NAME [--set ...]
    name=$1
    shift
    "$build/poesim" run "$here/queue.xml" -q -o "$name.h5" "$@" 2>run-err ||
        fail "run $name: exit $?"
    for a in throughput waits staffing errors causes; do
        "$build/poesim" $a "$name.h5" >"$name-$a.tsv" 2>err ||
            fail "$a $name: exit $?"
        [ -s err ] && fail "$a $name says: $(cat err)"
    done
    "$build/poesim" waits --by class "$name.h5" >"$name-class.tsv" ||
        fail "waits --by class $name: exit $?"
}

run queue

# They come at 00:01 and leave at 3, 5, ... 21 min: six before 00:15.
is queue-throughput.tsv 1 'arrivals[persons]' 10
is queue-throughput.tsv 1 'admitted[persons]' 6
is queue-throughput.tsv 2 'admitted[persons]' 4
is queue-throughput.tsv 2 'admitted_hi[persons]' 4
is queue-throughput.tsv 2 clock 00:15
is queue-throughput.tsv 3 'start[h]' 0.5
grep -q 'per interval of 15 min (the last: 10 min):' queue-throughput.tsv ||
    fail "throughput does not tell of the short last interval"

# Waits 0, 2, ... 18 min: the 5th is 8, the 10th 18; their mean is 9. Seven
# minutes are exceeded by 8 to 18, eighteen by none.
is queue-waits.tsv 4 station P/booth
is queue-waits.tsv 4 'p50[min]' 8 0.25
is queue-waits.tsv 4 'p95[min]' 18 0.56
is queue-waits.tsv 4 'max[min]' 18
is queue-waits.tsv 4 n 2
is queue-waits.tsv 5 'p50[min]' nan
is queue-waits.tsv 5 n 0
for row in 3 4; do # everybody; citizens, who are everybody
    is queue-class.tsv $row 'persons[persons]' 10
    is queue-class.tsv $row 'mean[min]' 9 1e-5
    is queue-class.tsv $row 'p50[min]' 8 0.004
    is queue-class.tsv $row share_over_7min 0.6
    is queue-class.tsv $row 'over_7min[persons]' 6
    is queue-class.tsv $row 'over_18min[persons]' 0
    # none of the 20 of both replications: up to 1 - 0.025^(1/20)
    is queue-class.tsv $row share_over_18min_hi 0.168433 1e-6
done
is queue-class.tsv 1 station P/kiosk
is queue-class.tsv 1 share_over_7min nan # not a limit of the kiosk
grep -q '^# warning' queue-*.tsv && fail "a sound run is warned of"

# 10 parties x 2/15 intervals of service, 2/15 of them an interval later:
# a = 1.1556 and 0.1778; with their roots 2.23 and 0.60.
is queue-staffing.tsv 1 'load[officers]' 1.15556 1e-4
is queue-staffing.tsv 1 'needed[officers]' 3
is queue-staffing.tsv 2 'load[officers]' 0.177778 1e-4
is queue-staffing.tsv 2 'needed[officers]' 1
is queue-staffing.tsv 1 'rostered[officers]' 1
is queue-staffing.tsv 1 'busy[officers]' 0.933333 1e-4 # 14 of 15 min
is queue-staffing.tsv 3 'needed[officers]' 0

# None of 20: up to 1 - 0.025^(1/20).
is queue-errors.tsv 1 trials 20
is queue-errors.tsv 1 errors 0
is queue-errors.tsv 1 rate_hi 0.168433 1e-6
is queue-errors.tsv 1 rate_in_force 0
is queue-errors.tsv 2 basis illustrative
is queue-errors.tsv 2 remark 'no exposure'
is queue-errors.tsv 2 rate nan

# The shift ends at 00:11:30, and who is served finishes: the sixth at 00:13. Four
# of ten are inside at the end, all in the booth's queue, and every table says so.
run collapsed --set 'port/officers/shift/@to=00:11:30'
for a in throughput waits staffing errors class; do
    grep -q '^# warning: 40% of travellers (4.0 of 10,.*4.0 at P/booth$' \
        collapsed-$a.tsv || fail "collapsed-$a.tsv does not warn"
done
is collapsed-waits.tsv 4 'persons[persons]' 6
is collapsed-waits.tsv 4 'not_served[persons]' 4
is collapsed-class.tsv 3 'unserved[persons]' 4
is collapsed-class.tsv 3 'left[persons]' 0

# All have patience for 7 min: with waits of 0, 2, 4, 6 min four are served, six
# leave, and nobody is unserved at the end.
sed '/id="booth"/,/<route/s|<inspect|<patience mean="7 min"/>&|' \
    "$here/queue.xml" >patience.xml
"$build/poesim" run patience.xml -q -o patience.h5 || fail "run patience"
"$build/poesim" waits patience.h5 >patience-waits.tsv
"$build/poesim" waits --by class patience.h5 >patience-class.tsv
is patience-waits.tsv 4 'persons[persons]' 4
is patience-waits.tsv 4 'not_served[persons]' 6
is patience-class.tsv 3 'left[persons]' 6
is patience-class.tsv 3 'unserved[persons]' 0
grep -q '^# not served: .* 6.0 persons left .* 0.0 were still queued' \
    patience-waits.tsv || fail "waits: where the not served went"

# The matcher fails everybody: all 20 have one cause, and the officer sees ten a
# replication for 20 min. All of 20: from 0.025^(1/20) on.
run unmatched --set 'matcher/@fnmr=1'
is unmatched-causes.tsv 1 cause confirmed
is unmatched-causes.tsv 1 'persons[persons]' 0
is unmatched-causes.tsv 2 cause not-matched
is unmatched-causes.tsv 2 class all
is unmatched-causes.tsv 2 'persons[persons]' 10
is unmatched-causes.tsv 2 share 1
is unmatched-causes.tsv 2 share_lo 0.831567 1e-6
is unmatched-causes.tsv 4 class people/citizen
is queue-causes.tsv 1 share 1
"$build/poesim" causes --by inspection unmatched.h5 >unmatched-inspection.tsv
is unmatched-inspection.tsv 2 result not-matched
is unmatched-inspection.tsv 2 'inspected[persons]' 10
is unmatched-inspection.tsv 2 'officer_time[min]' 20
is unmatched-inspection.tsv 2 'minutes_each[min]' 2
is unmatched-inspection.tsv 2 false_reject_rate 0
is unmatched-inspection.tsv 2 false_reject_rate_hi 0.168433 1e-6
is unmatched-inspection.tsv 2 false_accept_rate nan # no impostors

# Journeys end at 3, 5, ... 21 min, after 2, 4, ... 20; five within 11 min.
sed "s|</port>|<journey id=\"out\" to=\"booth\" limits=\"11 min, 15 min\"/></port>|" \
    "$here/queue.xml" >journey.xml
"$build/poesim" run journey.xml -q -o journey.h5 || fail "run journey"
"$build/poesim" journeys journey.h5 >journey.tsv || fail "journeys"
for row in 1 2; do # everybody; citizens
    is journey.tsv $row 'persons[persons]' 10
    is journey.tsv $row 'mean[min]' 11 1e-5
    is journey.tsv $row 'max[min]' 20 1e-5
    is journey.tsv $row within_11min 0.5
    is journey.tsv $row within_15min 0.7
done
"$build/poesim" journeys --by hour journey.h5 >journey-hour.tsv
is journey-hour.tsv 1 clock 00:00
is journey-hour.tsv 1 within_15min 0.7
"$build/poesim" journeys queue.h5 >no-journey.tsv || fail "no journeys"

# Nobody has a group: what the rates rest on is not known.
sed '/<group /d; s/<group-share[^>]*>//' "$here/queue.xml" >ungrouped.xml
"$build/poesim" run ungrouped.xml -q -o ungrouped.h5 || fail "run ungrouped"
"$build/poesim" errors ungrouped.h5 >ungrouped-errors.tsv
is ungrouped-errors.tsv 1 basis 'not stated'

# Stations and their pools in the scenario's order, whichever is the largest.
"$build/poesim" run "$here/../../scenarios/reference/air-entry-hub.xml" -q \
    --replications 5 -o hub.h5 || fail "run hub"
"$build/poesim" waits hub.h5 >hub-waits.tsv
"$build/poesim" staffing hub.h5 >hub-staffing.tsv
is hub-waits.tsv 1 station hub/citizens
is hub-waits.tsv 1 rank 1
is hub-staffing.tsv 1 pool hub/citizen-officers
is hub-staffing.tsv 1 rank 2

# Who comes to the booth from a start behind the kiosk is counted once, and so
# is who passes both.
sed 's|<station id="kiosk"|<flow id="G" population="people" start="booth"><call at="00:02" passengers="1"/></flow>&|' \
    "$here/queue.xml" >two-starts.xml
"$build/poesim" run two-starts.xml -q -o two-starts.h5 || fail "run two-starts"
"$build/poesim" throughput two-starts.h5 >two-starts.tsv
is two-starts.tsv 1 'arrivals[persons]' 11

# Nobody comes: tables without data, not zeros for waits.
run nobody --set 'port/flow/call/@passengers=0'
is nobody-waits.tsv 1 'p50[min]' nan
is nobody-waits.tsv 1 'persons[persons]' 0
is nobody-throughput.tsv 1 'admitted[persons]' 0
is nobody-staffing.tsv 1 'needed[officers]' 0

# Before the warm-up there is no data either.
run late --set 'run/@warm-up=15 min'
is late-throughput.tsv 1 'arrivals[persons]' 10 # that is of the whole run
is late-staffing.tsv 1 'needed[officers]' nan
is late-waits.tsv 1 'persons[persons]' nan

# Exit codes: 2 usage, 4 files.
leaves() { # CODE ARGUMENTS...
    want=$1
    shift
    "$build/poesim" "$@" >out 2>err
    got=$?
    [ $got = "$want" ] || fail "poesim $*: exit $got, not $want"
    [ "$want" = 0 ] || [ -s err ] || fail "poesim $* says nothing"
    [ "$want" = 0 ] || [ ! -s out ] || fail "poesim $* prints a table"
}
head -c 3000 queue.h5 >torn.h5
for a in throughput waits staffing errors causes journeys; do
    leaves 2 $a
    leaves 2 $a --colour queue.h5
    leaves 2 $a queue.h5 queue.h5
    leaves 4 $a none.h5
    leaves 4 $a torn.h5
    leaves 4 $a .
    leaves 0 $a --help
    grep -q 95% out || fail "$a --help does not explain intervals"
done
leaves 2 waits queue.h5 --by colour
leaves 2 waits queue.h5 --by
"$build/poesim" waits queue.h5 >/dev/full 2>err
[ $? = 4 ] || fail "a full disk is not noticed"

# pandas and every other reader of tables: rows are as long as the names.
for t in *.tsv; do
    awk -F'\t' '/^#/ { next } !n { n = NF } NF != n { exit 1 }' "$t" ||
        fail "$t is ragged"
done

# Figures: of what there is, and of nothing, in three formats.
if command -v gnuplot >/dev/null; then
    grep '^#\|^rank\|^error' queue-errors.tsv >empty-errors.tsv
    for a in throughput waits staffing causes; do
        sed -n '1,/^rank/p' queue-$a.tsv >empty-$a.tsv
    done
    for a in throughput waits staffing errors causes; do
        for name in queue nobody late empty collapsed unmatched; do
            ends=svg
            [ $name = queue ] && ends='svg png pdf'
            for end in $ends; do
                gnuplot -c "$plots/$a.gp" $name-$a.tsv $name-$a.$end 2>err ||
                    fail "$a.gp, $name, $end: $(cat err)"
                [ -s $name-$a.$end ] || fail "$name-$a.$end is empty"
            done
        done
        gnuplot -c "$plots/$a.gp" queue-$a.tsv again.svg 2>/dev/null
        cmp -s again.svg queue-$a.svg || fail "$a.svg is not the same twice"
    done
    grep -q 'Ten travellers, one officer' queue-waits.svg || fail "no title"
    for a in throughput waits staffing errors causes; do
        grep -q '40% of travellers' collapsed-$a.svg || fail "$a.gp: no warning"
    done
    # An interval of 5 min is no sum of what a table rounds.
    "$build/poesim" run "$here/queue.xml" -q -o five.h5 --set '//run/@interval=5 min' \
        --set '/scenario/@duration=26 h' && "$build/poesim" throughput five.h5 >five.tsv &&
        gnuplot -c "$plots/throughput.gp" five.tsv five.svg || fail "five minutes"
    grep -q 'travellers per 5 min' five.svg || fail "the unit is not that of the interval"
    # Tables without a row: said, and gnuplot has nothing to warn of.
    for a in errors retention records boarding; do
        "$build/poesim" $a nobody.h5 >none-$a.tsv &&
            gnuplot -c "$plots/$a.gp" none-$a.tsv none-$a.svg 2>err || fail "$a.gp of nothing"
        [ ! -s err ] || fail "$a.gp of nothing: $(cat err)"
        grep -q 'no data\|nothing was stored\|no departure' none-$a.svg || fail "$a.gp of nothing does not say so"
    done
    # Why there is nothing to see.
    "$build/poesim" records queue.h5 >nothing.tsv &&
        gnuplot -c "$plots/records.gp" nothing.tsv nothing.svg 2>err || fail "records"
    grep -q 'records are counted where the scenario' nothing.svg || fail "records: why?"
    # At night few replications have anybody: said, and not joined by lines.
    gnuplot -c "$plots/waits.gp" hub-waits.tsv hub.svg || fail "waits.gp, hub"
    grep -q 'dots: data in less than half' hub.svg || fail "few data are not said"
    grep -q 'dots: data' queue-waits.svg && fail "whole data are said to be few"
    # One group: there are numbers at the axis, and the other is one remark.
    gnuplot -c "$plots/errors.gp" ungrouped-errors.tsv ungrouped.svg ||
        fail "errors.gp, ungrouped"
    [ "$(grep -c '<text>0\.[0-9]*</text>' ungrouped.svg)" -ge 2 ] ||
        fail "errors.gp, one group: no numbers at the axis"
    grep -q 'no exposure: elsewhere' queue-errors.svg || fail "errors.gp: idle groups"
    # Another command's table is not drawn.
    gnuplot -c "$plots/waits.gp" queue-class.tsv none.svg 2>err
    [ $? = 2 ] && grep -q 'poesim waits FILE.h5' err ||
        fail "waits.gp takes the table by class: $(cat err)"
    gnuplot -c "$plots/waits.gp" 2>/dev/null && fail "no usage"
    gnuplot -c "$plots/waits.gp" no-such.tsv none.svg 2>err
    [ $? = 2 ] && grep -q 'no such table.*poesim waits FILE.h5' err ||
        fail "waits.gp without a table: $(cat err)"
    # Nobody has a group: neither called illustrative, nor are others listed.
    grep -q 'travellers without a group' ungrouped.svg &&
        ! grep -q 'illustrative\|no exposure' ungrouped.svg ||
        fail "errors.gp: travellers without a group"
    # Who left is told from who was still queued.
    gnuplot -c "$plots/waits.gp" patience-waits.tsv patience.svg || fail "patience"
    grep -q 'persons left (out of patience' patience.svg || fail "waits.gp: who left"
    # Fourteen stations: twelve panels, and the two smallest named.
    { grep '^#\|^rank' queue-waits.tsv
      for k in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do
          awk -F'\t' -v OFS='\t' -v k=$k '$2 == "P/booth" {
              $1 = 15 - k; $2 = "P/s" k; print }' queue-waits.tsv
      done; } >many-waits.tsv
    gnuplot -c "$plots/waits.gp" many-waits.tsv many.svg || fail "waits.gp, many"
    grep -q 'the 12 largest of 14; not shown: P/s1, P/s2<' many.svg ||
        fail "waits.gp does not name what it leaves out"
    grep -q '>P/s3<' many.svg && grep -q '>P/s14<' many.svg ||
        fail "waits.gp: panels of the largest"
fi
exit $failed
