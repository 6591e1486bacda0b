#!/bin/sh
# The protocol of docs/validation.md, "Against the world": fits four numbers to
# JFK, ISO weeks 10 to 21 of 2018, and foretells JFK and SFO, weeks 22 to 33,
# beside the bins of the week before. Takes minutes. Scenarios, fits and cells
# go to FOLDER, the tables of the page to standard output.
#
# tests/world/calibrate.sh FOLDER same|day     with BUILD and POESIM_DATA in the
# environment; same: as the protocol has it; day: each day with luck of its own
set -eu
seeds=$2
poesim=$(realpath "${BUILD:-build}")/poesim
data=${POESIM_DATA:-}/awt
if [ ! -r "$data/JFK-2018.csv" ] || [ ! -r "$data/SFO-2018.csv" ]; then
    echo "calibrate: skipped: no awt/JFK-2018.csv and awt/SFO-2018.csv in" \
        "\$POESIM_DATA (\"${POESIM_DATA:-}\"); docs/airport-wait-times.md says where they are from" >&2
    exit 0
fi
mkdir -p "$1"
cd "$1"

# ---- days: one scenario for each terminal and day with rows ----

step() { echo "calibrate --seeds $seeds: $*" >&2; }
days() { # FOLDER AIRPORT FIRST-DAY: twelve weeks from there
    step "twelve weeks of $2 from $3: one scenario for each terminal and day, $1/"
    mkdir -p "$1"
    for i in $(seq 0 83); do
        date -u -d "$3 + $i day" "+%-m/%-d/%Y %F"
    done >dates
    awk -F, 'NR == FNR { split($0, d, " "); iso[d[1]] = d[2]; next }
        FNR > 1 && $3 in iso && !seen[$2, $3]++ { print iso[$3] "," $2 }' \
        dates "$data/$2-2018.csv" | while IFS=, read -r date terminal; do
        name=$(echo "$2-$terminal" | tr -c 'A-Za-z0-9\n' -)-$date
        [ -e "$1/$name.xml" ] || "$poesim" import awt "$data/$2-2018.csv" \
            --airport "$2" --terminal "$terminal" --date "$date" \
            -o "$1/$name.xml" 2>>import.log ||
            { echo "calibrate: cannot import $name:" >&2; tail -n 3 import.log >&2; exit 1; }
    done
}
: >import.log
days fit JFK 2018-03-05
days jfk JFK 2018-05-28
days sfo SFO 2018-05-28
mkdir -p "$seeds"
cd "$seeds"

# ---- fits ----

fit() { # DAY.xml...
    "$poesim" calibrate -q --seeds "$seeds" "$@" "$data/JFK-2018.csv" --trials 200 \
        --fit "//inspect[@status='citizen']/@mean=30 s,10 s,120 s" \
        --fit "//inspect[@status='visa']/@mean=72 s,20 s,240 s" \
        --fit "//inspect/@cv=0.5,0.2,1.5" \
        --fit "//walk/@mean=5 min,0 min,30 min"
}
column() { # FILE COLUMN: with tabs
    awk -F'\t' -v name="$2" '/^#/ { next }
        !at { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        { print $at }' "$1"
}
step "four numbers fitted to JFK$([ ! -s fit.tsv ] || echo ": is there already")"
[ -s fit.tsv ] || fit ../fit/*.xml >fit.new
[ -s fit.tsv ] || mv fit.new fit.tsv

# ---- cells at the fitted values, and at those of the import ----

cells() { # FIT.tsv|none AIRPORT PLACE DAY.xml...
    from=$1 airport=$2 place=$3
    shift 3
    set -- --replications 4 --place "$place" "$@" "$data/$airport-2018.csv"
    if [ "$from" != none ]; then
        awk -F'\t' '/^#/ { next } !names++ { next }
            { print $1 "=" $6 ($2 == "1" ? "" : " " $2) }' "$from" >settings
        while IFS= read -r one; do
            set -- --set "$one" "$@"
        done <settings
    fi
    "$poesim" calibrate -q --seeds "$seeds" "$@"
}
for airport in JFK SFO; do
    low=$(echo $airport | tr JFKSO jfkso)
    for place in airport terminal; do
        step "$airport foretold, by $place: as fitted, and as imported"
        cells fit.tsv $airport $place ../$low/*.xml >$low-$place.tsv
        cells none $airport $place ../$low/*.xml >$low-$place-imported.tsv
    done
done

# The second fit: each terminal of JFK apart.
: >own.list
for days in ../fit/JFK-*-2018-03-05.xml; do
    terminal=${days#../fit/}
    terminal=${terminal%-2018-03-05.xml}
    step "$terminal fitted by itself, and foretold"
    [ -s "own-$terminal.tsv" ] || fit ../fit/"$terminal"-2018-*.xml >own.new
    [ -s "own-$terminal.tsv" ] || mv own.new "own-$terminal.tsv"
    cells "own-$terminal.tsv" JFK terminal ../jfk/"$terminal"-2018-*.xml \
        >"own-$terminal-cells.tsv"
    echo "$terminal" >>own.list
done

# ---- tables: without blanks, as rows that are no statements ----

parameters() { # NAME FIT.tsv
    awk -F'\t' -v name="$1" '/^#/ { next } !names++ { next }
        { cell = cell sprintf(" %.3g%s (%.3g to %.3g) |", $6,
                              $2 == "1" ? "" : " " $2, $7, $8)
          tail = sprintf(" %.4f | %.4f | %.4f | %.4f | %d |", $11, $10, $12, $13, $14) }
        END { print "| " name " |" cell tail }' "$2"
}
{
echo "| fitted on | citizen (chance alone: from, to) | visitor | variation | walk | distance at the start | fitted | by chance | noise | trials |"
echo "|---|---|---|---|---|---|---|---|---|---|"
parameters "JFK, all" fit.tsv
while read -r terminal; do
    parameters "$terminal" "own-$terminal.tsv"
done <own.list

echo
echo "| week | JFK: model | week before | as imported | SFO: model | week before | as imported |"
echo "|---|---|---|---|---|---|---|"
for table in *-airport*.tsv *-terminal*.tsv; do
    grep -v '^#' "$table" >"${table%.tsv}.rows" # heads have different lengths
done
paste jfk-airport.rows jfk-airport-imported.rows sfo-airport.rows sfo-airport-imported.rows |
    awk -F'\t' '!width { width = NF / 4; next }
        { row = "| " $2
          for (k = 0; k < 2; k++) {
              m = $(2 * k * width + width - 1); b = $(2 * k * width + width)
              i = $((2 * k + 1) * width + width - 1)
              row = row sprintf(" | %.3f | %.3f | %.3f", m, b, i)
              sum[k, 0] += m; sum[k, 1] += b; sum[k, 2] += i; won[k] += m < b
          }
          print row " |"; weeks++ }
        END { row = "| mean"
              for (k = 0; k < 2; k++) for (j = 0; j < 3; j++)
                  row = row sprintf(" | %.3f", sum[k, j] / weeks)
              print row " |"
              print "| weeks nearer | " won[0] " | " weeks - won[0] " | | " won[1] " | " weeks - won[1] " | |" }'

echo
echo "| terminal, weeks 22 to 33 | persons | model | week before | as imported | fitted by itself | weeks nearer than the week before: model | by itself |"
echo "|---|---|---|---|---|---|---|---|"
for low in jfk sfo; do
    paste $low-terminal.rows $low-terminal-imported.rows |
        awk -F'\t' '!width { width = NF / 2; next }
            { print $1 "\t" $2 "\t" $3 "\t" $(width - 1) "\t" $width "\t" $(NF - 1) }'
done >terminals
for own in own-*-cells.tsv; do
    awk -F'\t' '/^#/ { next } !names++ { next } { print $1 "\t" $2 "\t" $(NF - 1) }' "$own"
done >own
awk -F'\t' 'NR == FNR { own[$1, $2] = $3; next }
    function show(name) {
        printf "| %s | %d | %.3f | %.3f | %.3f | %s | %d of %d | %s |\n", name,
            n[name], m[name] / n[name], b[name] / n[name], i[name] / n[name],
            has[name] ? sprintf("%.3f", o[name] / n[name]) : "",
            won[name], weeks[name], has[name] ? ownwon[name] " of " weeks[name] : ""
    }
    function add(name) {
        n[name] += $3; m[name] += $3 * $4; b[name] += $3 * $5; i[name] += $3 * $6
        weeks[name]++; won[name] += $4 < $5
        if (($1, $2) in own) { has[name] = 1; o[name] += $3 * own[$1, $2]
                               ownwon[name] += own[$1, $2] < $5 }
        if (!(name in order)) { order[name] = 1; list[++count] = name }
    }
    { add($1); add(substr($1, 1, 3) ", all") }
    END { for (k = 1; k <= count; k++) if (list[k] !~ /all$/) show(list[k])
          for (k = 1; k <= count; k++) if (list[k] ~ /all$/) show(list[k]) }' own terminals
} | sed 's/ *| */|/g'
