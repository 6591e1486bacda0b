#!/bin/sh
# The queue worked out by hand, with a schedule of retention: confirmed images
# are deleted after 12 min, others 30 min after the capture. Tables and figures
# of retention and of records.
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
    echo "test_retention: $*"
    failed=1
}

# is TABLE ROW COLUMN VALUE [TOLERANCE], as in test_analyses.sh
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

sed 's|<population id|<retention store="tvs" statuses="citizen" trigger="confirmation" period="12 min" basis="confirmed"/>\
  <retention store="tvs" trigger="capture" period="30 min" basis="others"/>\
  <retention store="crossings" trigger="crossing" period="5479 d" basis="15 years"/>&|' \
    "$here/queue.xml" >scheduled.xml

run() { # NAME [--set ...]
    name=$1
    shift
    "$build/poesim" run scheduled.xml -q -o "$name.h5" "$@" 2>run-err ||
        fail "run $name: exit $?"
    for a in retention records; do
        "$build/poesim" $a "$name.h5" >"$name-$a.tsv" || fail "$a $name"
    done
    "$build/poesim" retention --by interval "$name.h5" >"$name-held.tsv"
    "$build/poesim" retention --by basis "$name.h5" >"$name-basis.tsv"
    "$build/poesim" records --by interval "$name.h5" >"$name-hours.tsv"
}

# Taken 1 us after 00:01, matched 2 us later, deleted at 00:13.
run day
for row in 1 2 3 4; do # everything and everybody; matched; citizens
    is day-retention.tsv $row store tvs
    is day-retention.tsv $row 'stored[1]' 10
    is day-retention.tsv $row 'confirmed_hi[1]' 10
    is day-retention.tsv $row 'deleted[1]' 10
    is day-retention.tsv $row 'held[1]' 0
    is day-retention.tsv $row longer_share 0
    is day-retention.tsv $row longer_share_hi 0.168433 1e-6
    is day-retention.tsv $row 'since_max[h]' 0.2
    is day-retention.tsv $row 'age_max[h]' 0.2 1e-6
done
is day-retention.tsv 2 why matched
is day-retention.tsv 4 class people/citizen
is day-retention.tsv 5 store crossings
is day-retention.tsv 6 why crossing
is day-retention.tsv 6 'held[1]' 10
is day-retention.tsv 6 'age_max[h]' 131496
is day-retention.tsv 6 'since_max[h]' nan
is day-basis.tsv 1 basis confirmed
is day-basis.tsv 2 row 3
is day-held.tsv 1 'stored[1]' 10
is day-held.tsv 1 'held[1]' 0
is day-records.tsv 1 how biometric
is day-records.tsv 1 direction entry
is day-records.tsv 1 'persons[persons]' 10
is day-records.tsv 1 share 1

# Nobody is matched; the officer clears them at 3, 5, ... 21 min, and deleted are
# they at 15, 17, ... 33 min: eight before 00:30. The first is 15 min and 3 us.
run unmatched --set 'matcher/@fnmr=1'
is unmatched-retention.tsv 2 why not-matched
is unmatched-retention.tsv 2 'confirmed[1]' 10
is unmatched-retention.tsv 2 'since[h]' 0.2
is unmatched-retention.tsv 2 'age[h]' 0.383333 1e-5
is unmatched-retention.tsv 2 'age_max[h]' 0.533333 1e-5
is unmatched-held.tsv 1 'deleted[1]' 0
is unmatched-held.tsv 2 'deleted[1]' 8
is unmatched-held.tsv 2 'held[1]' 2
is unmatched-held.tsv 3 'held[1]' 0
is unmatched-records.tsv 1 how document
is unmatched-hours.tsv 1 'document[persons]' 6
is unmatched-hours.tsv 2 'document[persons]' 4
is unmatched-hours.tsv 2 'biometric[persons]' 0

# The shift ends, and four are never confirmed: theirs are kept until 00:31.
run collapsed --set 'matcher/@fnmr=1' --set 'port/officers/shift/@to=00:11:30'
is collapsed-retention.tsv 1 'stored[1]' 10
is collapsed-retention.tsv 1 'confirmed[1]' 6
is collapsed-retention.tsv 1 'longer[1]' 4
is collapsed-retention.tsv 1 longer_share 0.4
is collapsed-retention.tsv 1 'deleted[1]' 10
is collapsed-basis.tsv 2 basis others
is collapsed-basis.tsv 2 'stored[1]' 4
is collapsed-basis.tsv 2 'age_max[h]' 0.5
is collapsed-records.tsv 1 'crossings[persons]' 6
grep -q '^# warning: 40% of travellers' collapsed-retention.tsv ||
    fail "no warning of who is inside"

# Nobody comes, and no schedule: tables without rows.
run nobody --set 'port/flow/call/@passengers=0'
is nobody-retention.tsv 1 store ''
"$build/poesim" run "$here/queue.xml" -q -o bare.h5
for a in retention records; do
    "$build/poesim" $a bare.h5 >bare-$a.tsv || fail "$a, no schedule"
    is bare-$a.tsv 1 port ''
    "$build/poesim" $a --help | grep -q 95% || fail "$a --help"
    "$build/poesim" $a 2>/dev/null
    [ $? = 2 ] || fail "$a: no usage"
    "$build/poesim" $a none.h5 2>/dev/null
    [ $? = 4 ] || fail "$a takes a file that is not there"
done
"$build/poesim" retention --by interval bare.h5 >bare-held.tsv

for t in *.tsv; do
    awk -F'\t' '/^#/ { next } !n { n = NF } NF != n { exit 1 }' "$t" ||
        fail "$t is ragged"
done

if command -v gnuplot >/dev/null; then
    for a in retention held records; do
        for name in day unmatched collapsed nobody bare; do
            ends=svg
            [ $name = day ] && ends='svg png pdf'
            for end in $ends; do
                gnuplot -c "$plots/$a.gp" $name-$a.tsv $name-$a.$end 2>err ||
                    fail "$a.gp, $name, $end: $(cat err)"
                [ -s err ] && [ $name != nobody ] && [ $name != bare ] && fail "$a.gp, $name says: $(cat err)"
                [ -s $name-$a.$end ] || fail "$name-$a.$end is empty"
            done
        done
        grep -q 'Ten travellers' day-$a.svg || fail "$a.gp: no title"
        grep -q '40% of travellers' collapsed-$a.svg || fail "$a.gp: no warning"
    done
    grep -q 'nothing was stored' bare-retention.svg || fail "retention.gp, bare"
    gnuplot -c "$plots/held.gp" day-retention.tsv none.svg 2>err
    [ $? = 2 ] && grep -q 'poesim retention --by interval FILE.h5' err ||
        fail "held.gp takes another table: $(cat err)"
fi
exit $failed
