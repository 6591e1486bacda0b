#!/bin/sh
# What there is no data for is nan and never 0: where nobody came, before the end of
# a warm-up, of one replication (no interval), of a group that was never exposed.
set -u
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0
analyses='throughput waits waits:class staffing stations stations:station errors
causes causes:inspection journeys journeys:hour service retention retention:interval
records boarding'

# made NAME SCENARIO OPTION...: its tables
made() {
    name=$1
    shift
    "$build/poesim" run "$@" -q -o "$name.h5" || { echo "run $name"; failed=1; }
    for a in $analyses; do
        by=${a#*:}
        [ "$by" = "$a" ] || by="--by $by"
        # shellcheck disable=SC2086
        "$build/poesim" "${a%:*}" ${by#"$a"} "$name.h5" >"$name-$a.tsv" ||
            { echo "$a of $name: exit $?"; failed=1; }
    done
}

# nan LEAST PATTERN TABLE...: at least so many cells stand in columns whose names
# match (without their unit), and each of them is nan
nan() {
    least=$1 pattern=$2
    shift 2
    awk -F'\t' -v pattern="^($pattern)\$" -v least="$least" '
        FNR == 1 { names = 0 }
        /^#/ { next }
        !names { for (i = 1; i <= NF; i++) { sub(/\[.*/, "", $i); name[i] = $i }
                 names = 1; next }
        { for (i = 1; i <= NF; i++) if (name[i] ~ pattern) {
              n++
              if ($i != "nan") { print FILENAME ": " name[i] " is " $i; bad = 1 } } }
        END { if (n < least) { print ARGV[1] ": only " n + 0 " cells"; bad = 1 }
              exit bad }' "$@" || failed=1
}

figures='mean|p50|p95|max|share|minutes_each|rate|age|since|wait|wait_max|time|time_max'
figures="($figures|.*_share|.*_rate|share_over_.*|within_.*)(_lo|_hi|_q05|_q95)?"

# Nobody comes. (The rate in force is the scenario's own, and known.)
made nobody "$here/queue.xml" --set 'port/flow/call/@passengers=0'
nan 60 "$figures" nobody-waits.tsv nobody-waits:class.tsv nobody-causes.tsv \
    nobody-causes:inspection.tsv nobody-journeys.tsv nobody-service.tsv \
    nobody-records.tsv nobody-retention.tsv nobody-boarding.tsv

# Everything comes before the warm-up ends: in its intervals nothing is known, behind
# it there were none.
made late "$here/queue.xml" --set 'run/@warm-up=30 min'
nan 30 "$figures" late-waits.tsv
for a in waits staffing stations; do
    awk -F'\t' '/^rank/ || $3 < 2' late-$a.tsv >warm-$a.tsv
done
nan 24 'persons.*|not_served.*' warm-waits.tsv
nan 20 'load.*|needed.*|busy.*' warm-staffing.tsv
nan 40 '(arrivals|served|queue|busy|open).*' warm-stations.tsv

# Nobody was exposed: the table says why it is empty.
grep -q '^# warning: nobody was exposed' nobody-errors.tsv || { echo "no word on an empty table of errors"; failed=1; }

# A group that was never exposed; requests that a service without workers never
# counts.
"$build/poesim" run "$here/queue.xml" -q -o queue.h5 || failed=1
"$build/poesim" errors queue.h5 | grep -e '^error' -e 'no exposure' >idle.tsv
nan 3 "rate|rate_.." idle.tsv
"$build/poesim" service queue.h5 >queue-service.tsv
nan 20 "requests.*|answered.*|lost.*|wait.*|busy.*" queue-service.tsv

# One replication has figures and no intervals.
made one "$here/queue.xml" --replications 1
nan 60 '.*_(lo|hi)' one-throughput.tsv one-waits.tsv one-staffing.tsv one-stations.tsv
nan 4 '(mean|p50|p95|persons)_(lo|hi)' one-waits:class.tsv
nan 2 'minutes_each_(lo|hi)' one-causes:inspection.tsv

exit $failed
