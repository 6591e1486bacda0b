#!/bin/sh
# From a table of airport wait times to a comparison, with the whole programs:
# poesim import awt, run, validate. The two hours of the table are those worked
# out by hand in tests/sim/test_awt_two_flights.c, so that a simulation of them
# must fit exactly.
set -eu
poesim=${BUILD:-build}/poesim
plots=$(cd "$(dirname "$0")" && pwd)/../../plots
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "test_validate: $*" >&2; exit 1; }
exits() { # CODE COMMAND...
    want=$1; shift
    code=0
    "$@" >"$dir/out" 2>"$dir/err" || code=$?
    [ "$code" = "$want" ] || fail "exit $code, not $want: $* ($(cat "$dir/err"))"
}
column() { # FILE ROW COLUMN
    awk -F'\t' -v row="$2" -v column="$3" '/^#/ {next}
        !names {for (i = 1; i <= NF; i++) at[$i] = i; names = 1}
        $3 == row {print $at[column]}' "$1"
}
is() { # FILE ROW COLUMN VALUE
    got=$(column "$1" "$2" "$3")
    [ "$got" = "$4" ] || fail "$2 $3: $got, not $4"
}

cat >"$dir/t.csv" <<'END'
Airport,Terminal,Date,Hour,U.S._Citizen_Average_Wait_Time,U.S._Citizen_Max_Wait_Time,Non_U.S._Citizen_Average_Wait_Time,Non_U.S._Citizen_Max_Wait_Time,All_Passengers_Average_Wait_Time,All_Passengers_Max_Wait_Time,Number_Of_Passengers_Time_Interval_0-15,Number_Of_Passengers_Time_Interval_16-30,Number_Of_Passengers_Time_Interval_31-45,Number_Of_Passengers_Time_Interval_46-60,Number_Of_Passengers_Time_Interval_61-90,Number_Of_Passengers_Time_Interval_91-120,Number_Of_Passengers_Time_Interval_120_plus,Excluded,Total,Flights,Booths
ZZZ,Main (A),3/1/2020,0900 - 1000,21,40,0,0,21,40,14,15,11,0,0,0,0,0,40,1,1
ZZZ,Main (A),3/1/2020,1100 - 1200,0,0,17,31,17,31,14,14,2,0,0,0,0,0,30,1,2
ZZZ,Other,3/4/2020,1100 - 1200,5,31,17,31,17,31,0,0,0,0,0,0,9,0,9,1,2
ZZZ,Other,3/1/2020,1100 - 1200,5,31,17,31,17,31,0,0,0,0,0,0,9,0,9,1,2
END
import() { "$poesim" import awt "$dir/t.csv" --terminal "Main (A)" \
    --date 3/1/2020 --unload "2 /min" --citizen-time "60 s" \
    --visitor-time "2 min" "$@"; }

# Import: a valid scenario; a file that is there is not replaced unasked.
exits 0 import -o "$dir/day.xml"
exits 0 "$poesim" check "$dir/day.xml"
exits 4 import -o "$dir/day.xml"
exits 0 import -o "$dir/day.xml" --force
exits 2 import --walk 5
exits 3 "$poesim" import awt "$dir/t.csv" --terminal Nowhere --date 3/1/2020
exits 4 "$poesim" import awt "$dir/absent.csv" --date 3/1/2020

# The day with its minutes and times of service fixed: fits to the last person.
sed 's/at="09:00..10:00"/at="09:45"/; s/at="11:00..12:00"/at="11:00"/
     s/dist="gamma" \(mean="[^"]*"\) cv="[^"]*"/\1/' \
    "$dir/day.xml" >"$dir/fixed.xml"
exits 0 "$poesim" run "$dir/fixed.xml" -o "$dir/fixed.h5" --replications 2
exits 0 "$poesim" validate "$dir/fixed.h5" "$dir/t.csv"
cp "$dir/out" "$dir/fit.tsv"
is "$dir/fit.tsv" 09:00 simulated_persons 40
is "$dir/fit.tsv" 09:00 "simulated_mean[min]" 21
is "$dir/fit.tsv" 09:00 simulated_0_15 0.35
is "$dir/fit.tsv" 09:00 simulated_31_45 0.275
is "$dir/fit.tsv" 09:00 distance 0
is "$dir/fit.tsv" 11:00 "observed_mean[min]" 17
is "$dir/fit.tsv" 11:00 "simulated_mean[min]" 16.75
is "$dir/fit.tsv" 11:00 distance 0
is "$dir/fit.tsv" day simulated_persons 70
is "$dir/fit.tsv" day observed_0_15 0.4
is "$dir/fit.tsv" day simulated_0_15 0.4
is "$dir/fit.tsv" day distance 0
is "$dir/fit.tsv" day distance_chance 0

# A model that is wrong is told so: with one booth at 11:00, service of 2 min
# ends at 2c + 5.5, the time is 2c + 0.5: 7, 7, 8, 7, 1 in the bins.
sed '/from="11:00"\|from="12:00"/s/count="2"/count="1"/' "$dir/fixed.xml" \
    >"$dir/short.xml"
exits 0 "$poesim" run "$dir/short.xml" -o "$dir/short.h5" --replications 2
exits 0 "$poesim" validate "$dir/short.h5" "$dir/t.csv"
is "$dir/out" 11:00 "simulated_mean[min]" 31.5
is "$dir/out" 11:00 simulated_46_60 0.233333
is "$dir/out" 11:00 simulated_61_90 0.0333333
is "$dir/out" 11:00 distance 0.466667
is "$dir/out" 09:00 distance 0

# A run that ends at 11:15 has most of the second flight still inside: said in the
# head and on standard error. Another day's published times are warned of too.
grep -q '^# warning' "$dir/fit.tsv" && fail "a sound run is warned of"
sed '/day="2"/d; s/duration="[^"]*"/duration="675 min"/' "$dir/fixed.xml" >"$dir/shut.xml"
exits 0 "$poesim" run "$dir/shut.xml" -q -o "$dir/shut.h5" --replications 2
exits 0 "$poesim" validate "$dir/shut.h5" "$dir/t.csv"
grep -q '^# warning: .* still inside' "$dir/out" || fail "nothing of those inside"
grep -q '^warning: .* still inside' "$dir/err" || fail "no warning on stderr"
exits 0 "$poesim" validate "$dir/fixed.h5" "$dir/t.csv" --date 2020-03-04 --terminal Other
grep -q '^# warning: the run of 2020-03-01 is compared .* 2020-03-04' "$dir/out" ||
    fail "--date of another day is not warned of"

# One file counts once, under whatever name.
exits 2 "$poesim" validate "$dir/fixed.h5" "$dir/./fixed.h5" "$dir/t.csv"
grep -q 'given twice' "$dir/err" || fail "twice the same: $(cat "$dir/err")"

# Days add up; other rows can be asked for; what cannot be compared is refused.
exits 0 "$poesim" validate "$dir/fixed.h5" "$dir/short.h5" "$dir/t.csv"
is "$dir/out" all simulated_persons 140
is "$dir/out" all observed_persons 140
[ "$(grep -c '^# \(from\|days\|walk taken off\):' "$dir/out")" = 3 ] ||
    fail "the head has not one line for all days"
grep -q 'ZZZ.Main-A, 2020-03-01$' "$dir/out" || fail "no title"
awk -F'\t' '$2 == "all" && $3 == "11:00" && $4 == 60 { n++ } END { exit n != 1 }' \
    "$dir/out" || fail "no hour of all days"
if command -v gnuplot >/dev/null; then
    for end in svg png; do
        for t in fit out; do
            [ $t = fit ] && t=fit.tsv
            gnuplot -c "$plots/validate.gp" "$dir/$t" "$dir/fit.$end" 2>"$dir/err" ||
                fail "validate.gp: $(cat "$dir/err")"
        done
    done
    grep -q '>ZZZ.Main-A, 2020-03-01<' "$dir/fit.svg" || fail "validate.gp: no title"
fi

# Many days have Excluded travellers, and one line says so.
sed 's/11,0,0,0,0,0,40,1,1/11,0,0,0,0,2,42,1,1/' "$dir/t.csv" >"$dir/some.csv"
exits 0 "$poesim" validate "$dir/fixed.h5" "$dir/short.h5" "$dir/some.csv"
[ "$(grep -c Excluded "$dir/err")" = 1 ] || fail "Excluded: $(cat "$dir/err")"
grep -q '4 of 144 published' "$dir/err" || fail "Excluded: $(cat "$dir/err")"
exits 0 "$poesim" validate "$dir/fixed.h5" "$dir/t.csv" --terminal Other
is "$dir/out" 11:00 observed_over_120 1
is "$dir/out" 11:00 distance 1
exits 2 "$poesim" validate "$dir/fixed.h5"
exits 3 "$poesim" validate "$dir/fixed.h5" "$dir/t.csv" --date 2020-03-02
exits 4 "$poesim" validate "$dir/fixed.h5" "$dir/absent.csv"
exits 4 "$poesim" validate "$dir/absent.h5" "$dir/t.csv"
sed '/<journey/d' "$dir/fixed.xml" >"$dir/none.xml"
exits 0 "$poesim" run "$dir/none.xml" -o "$dir/none.h5" --replications 1
exits 3 "$poesim" validate "$dir/none.h5" "$dir/t.csv"
sed 's/limits="15 min, /limits="10 min, /' "$dir/fixed.xml" >"$dir/bins.xml"
exits 0 "$poesim" run "$dir/bins.xml" -o "$dir/bins.h5" --replications 1
exits 3 "$poesim" validate "$dir/bins.h5" "$dir/t.csv"

# A published day, where it is at hand.
data=${POESIM_DATA:-}/awt/JFK-2018.csv
if [ -r "$data" ]; then
    exits 0 "$poesim" import awt "$data" --airport JFK \
        --terminal "Terminal 4 (IAT)" --date 2018-07-15 -o "$dir/jfk.xml"
    exits 0 "$poesim" check "$dir/jfk.xml"
    exits 0 "$poesim" run "$dir/jfk.xml" -o "$dir/jfk.h5" --replications 2
    exits 0 "$poesim" validate "$dir/jfk.h5" "$data"
    is "$dir/out" day observed_persons 22264
    is "$dir/out" day excluded_persons 701
    is "$dir/out" day simulated_persons 22965
    is "$dir/out" 13:00 observed_0_15 0.480849
else
    echo "test_validate: skipped the published day: no \$POESIM_DATA/awt/JFK-2018.csv"
fi
