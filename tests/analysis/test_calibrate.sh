#!/bin/sh
# poesim calibrate, the whole program. Two days that the simulator itself made,
# with another seed and known numbers, are turned into a table of observed
# times: the fit must find these numbers again. Then what cannot be fitted.
set -eu
poesim=${BUILD:-build}/poesim
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "test_calibrate: $*" >&2; exit 1; }
exits() { # CODE COMMAND...
    want=$1; shift
    code=0
    "$@" >"$dir/out" 2>"$dir/err" || code=$?
    [ "$code" = "$want" ] || fail "exit $code, not $want: $* ($(cat "$dir/err"))"
    [ "$code" = 0 ] || [ ! -s "$dir/out" ] || fail "a table in spite of exit $code: $*"
}
says() { grep -q -e "$1" "$dir/err" || fail "no \"$1\": $(cat "$dir/err")"; }
column() { # FILE ROW COLUMN: the row whose first or second cell is ROW
    awk -F'\t' -v row="$2" -v column="$3" '/^#/ {next}
        !names {for (i = 1; i <= NF; i++) at[$i] = i; names = 1}
        $1 == row || $2 == row {print $at[column]}' "$1"
}
within() { # WHAT VALUE LEAST GREATEST
    awk -v x="$2" -v a="$3" -v b="$4" 'BEGIN {exit !(x >= a && x <= b)}' ||
        fail "$1 is $2, not within $3 and $4"
}

head='Airport,Terminal,Date,Hour,U.S._Citizen_Average_Wait_Time,U.S._Citizen_Max_Wait_Time,Non_U.S._Citizen_Average_Wait_Time,Non_U.S._Citizen_Max_Wait_Time,All_Passengers_Average_Wait_Time,All_Passengers_Max_Wait_Time,Number_Of_Passengers_Time_Interval_0-15,Number_Of_Passengers_Time_Interval_16-30,Number_Of_Passengers_Time_Interval_31-45,Number_Of_Passengers_Time_Interval_46-60,Number_Of_Passengers_Time_Interval_61-90,Number_Of_Passengers_Time_Interval_91-120,Number_Of_Passengers_Time_Interval_120_plus,Excluded,Total,Flights,Booths'

# Two days of eight hours, on either side of a Monday, before anything is known
# of their times. Landings every five minutes, fixed, so that little is chance.
{
    echo "$head"
    for day in 3/4/2018 3/5/2018; do
        for h in 08 09 10 11 12 13 14 15; do
            n=$(printf '%02d' $((${h#0} + 1)))
            echo "ZZZ,Main,$day,${h}00 - ${n}00,10,20,20,40,15,40,$((300 + ${h#0} % 3 * 150)),0,0,0,0,0,0,0,$((300 + ${h#0} % 3 * 150)),12,8"
        done
    done
} >"$dir/blank.csv"
for day in 4 5; do
    exits 0 "$poesim" import awt "$dir/blank.csv" --date "2018-03-0$day"
    awk '/<call / {split($0, id, /[."]/)
            sub(/:00\.\.[0-9:]*"/, sprintf(":%02d\"", (id[3] - 1) * 5))} {print}' \
        "$dir/out" >"$dir/day-$day.xml"
done

# The truth, seeds 774 and 775: 90 s and 12 min. Its bins go into a table.
{
    echo "$head"
    for day in 4 5; do
        "$poesim" run "$dir/day-$day.xml" -q -o "$dir/day.h5" --force --replications 1 --seed "77$day" \
            --set "//inspect[@status='visa']/@mean=90 s" --set "//walk/@mean=12 min"
        "$poesim" validate "$dir/day.h5" "$dir/blank.csv" 2>/dev/null |
            awk -F'\t' -v day="3/$day/2018" '/^#/ {next}
                !names++ {for (i = 1; i <= NF; i++) at[$i] = i; next}
                $3 ~ /:/ {n = $at["simulated_persons"]; h = substr($3, 1, 2)
                    row = sprintf("ZZZ,Main,%s,%02d00 - %02d00,10,20,20,40,15,40", day, h, h + 1)
                    for (b = 0; b < 7; b++) row = row sprintf(",%.0f", n * $(at["simulated_0_15"] + b))
                    print row ",0," n ",12,8"}'
    done
} >"$dir/seen.csv"
[ "$(wc -l <"$dir/seen.csv")" = 17 ] || fail "the observation has other rows"

calibrate() { "$poesim" calibrate "$dir/day-4.xml" "$dir/day-5.xml" "$dir/seen.csv" "$@"; }
visa="//inspect[@status='visa']/@mean"
fit() { calibrate --by day --replications 4 --fit "$visa=70 s,40 s,140 s" --fit "//walk/@mean=5 min,0 min,30 min" "$@"; }

# The numbers are found, from other luck; two days leave some of it. From 70 s
# and 5 min, where the distance is 0.5.
exits 0 fit
cp "$dir/out" "$dir/fit.tsv"
of() { column "$dir/fit.tsv" "$visa" "$1"; }
within "the visitor's time" "$(of fitted)" 84 96
within "the walk" "$(column "$dir/fit.tsv" //walk/@mean fitted)" 10 15
within "the distance" "$(of distance)" 0 0.05
within "the distance at the start" "$(of distance_start)" 0.3 1
within "chance" "$(of distance_chance)" 0.005 0.05
within "the range's lower end" "$(of from)" 75 "$(of fitted)"
within "the range's upper end" "$(of to)" "$(of fitted)" 105
grep -q '^# warning' "$dir/fit.tsv" && fail "a sound fit is warned of: $(cat "$dir/fit.tsv")"

# The same bytes from one thread.
exits 0 fit -j 1
cmp "$dir/out" "$dir/fit.tsv" || fail "one thread finds something else"

# Cells: nothing is fitted. Weeks end on Sunday; the week before is Sunday's.
truth() { calibrate --set "$visa=90 s" --set "//walk/@mean=12 min" "$@"; }
exits 0 truth
cp "$dir/out" "$dir/cells.tsv"
persons=$(awk -F, '$3 == "3/5/2018" {n += $19} END {print n}' "$dir/seen.csv")
[ "$(column "$dir/cells.tsv" 2018-W10 observed_persons)" = "$persons" ] || fail "another week"
within "the distance of the truth" "$(column "$dir/cells.tsv" 2018-W10 distance)" 0 0.2
[ "$(column "$dir/cells.tsv" 2018-W09 distance_before)" = nan ] || fail "there is no week 8"
before=$(awk -F, 'NR > 1 {for (b = 0; b < 7; b++) {n[$3, b] += $(11 + b); all[$3] += $(11 + b)}}
    END {for (b = 0; b < 7; b++) {x = n["3/4/2018", b] / all["3/4/2018"] - n["3/5/2018", b] / all["3/5/2018"]
             d += x < 0 ? -x / 2 : x / 2}
         printf "%.6g\n", d}' "$dir/seen.csv")
[ "$(column "$dir/cells.tsv" 2018-W10 distance_before)" = "$before" ] || fail "the week before is not $before away"
exits 0 calibrate --place airport --by day
[ -n "$(column "$dir/out" 2018-03-05 distance)" ] || fail "no cell of a day"
[ "$(column "$dir/out" 2018-03-05 place)" = ZZZ ] || fail "terminals of an airport are apart"

# Each day has luck of its own: the seed plus its number, 17594 for 4 March 2018.
# With one seed for all, two days with the same flights are the same day twice.
exits 0 truth --by day
own=$(column "$dir/out" 2018-03-04 simulated_0_15)
[ "$own" != "$(column "$dir/out" 2018-03-05 simulated_0_15)" ] || fail "days share their luck"
exits 0 truth --by day --seeds same
[ "$(column "$dir/out" 2018-03-04 simulated_0_15)" = "$(column "$dir/out" 2018-03-05 simulated_0_15)" ] ||
    fail "the same seed is not the same day"
exits 0 truth --by day --seeds same --set "run/@seed=17595"
[ "$(column "$dir/out" 2018-03-04 simulated_0_15)" = "$own" ] || fail "a day's seed is another"
exits 2 calibrate --seeds no

# What trades against each other is told: only walk minus less is seen.
exits 0 calibrate --by all --trials 30 --fit "//walk/@mean=10 min,0 min,30 min" --fit "//journey/@less=5 min,0 min,30 min"
grep -q '^# warning: not told apart: .*//walk/@mean.*//journey/@less' "$dir/out" || fail "no flat direction: $(cat "$dir/out")"

# Who never gets through counts as over 120 minutes.
exits 0 calibrate --set "$visa=30 min" --by all
within "the share over 120 min" "$(column "$dir/out" all simulated_over_120)" 0.8 1
grep -q '^# warning: .* still inside' "$dir/out" || fail "no warning of who is inside"

# What cannot be fitted.
exits 3 calibrate --fit "//walks/@mean=5 min,0 min,30 min"
says 'walks'
exits 3 calibrate --fit "$visa=72 s,-5 s,140 s"
says 'does not take -5 s'
exits 3 calibrate --fit "//class/@opt-out=0.1,0,0.5"
says 'at each of the first values'
exits 2 calibrate --fit "$visa=72 s"
says 'START,LEAST,GREATEST'
exits 3 calibrate --fit "//wlk/@mean=5 min,0 min,30 min"
says 'matches nothing.*(--fit 1)'
exits 2 calibrate --by year
exits 2 calibrate --trials 0
exits 2 calibrate --trials 19
says 'too small; it takes a whole number from 20 to 1000000'
"$poesim" calibrate --help | grep -q 'at least 20' || fail "the least number of trials is not in --help"

# A value that is given twice: the search would be in what does not act.
twice='a value that is fitted is given once'
exits 3 calibrate --fit "//walk/@mean=5 min,0 min,30 min" --fit "//walk/@mean=6 min,0 min,30 min"
says "error: //walk/@mean selects a value of <walk> that --fit 1 gives, too; $twice.*(--fit 2)"
exits 3 calibrate --set "//walk/@mean=9 min" --fit "//walk/@mean=6 min,0 min,30 min"
says "--set 1 gives, too; $twice"
exits 3 calibrate --fit "//inspect/@cv=0.5,0.1,2" --fit "//inspect[@status='visa']/@cv=0.5,0.1,2"
says "value of <inspect> that --fit 1 gives, too; $twice"
exits 0 calibrate --set "run/@seed=1" --set "run/@seed=2" --by all
exits 3 calibrate --fit "//station/@positions=5,2,9"
says 'does not take 4.67376.*counts (booths) cannot be fitted'
exits 2 calibrate --tries 50
exits 2 "$poesim" calibrate "$dir/seen.csv"
says 'DAY.xml... FILE.csv'
: >"$dir/empty.csv"
exits 3 "$poesim" calibrate "$dir/day-4.xml" "$dir/empty.csv"
says 'empty.csv'
echo "$head" >"$dir/empty.csv"
exits 3 "$poesim" calibrate "$dir/day-4.xml" "$dir/empty.csv"
sed 's,3/4/2018,3/6/2018,' "$dir/seen.csv" >"$dir/other.csv"
exits 3 "$poesim" calibrate "$dir/day-4.xml" "$dir/other.csv"
says '2018-03-04'
exits 4 "$poesim" calibrate "$dir/day-4.xml" "$dir/absent.csv"
exits 4 "$poesim" calibrate "$dir/absent.xml" "$dir/seen.csv"
exits 3 "$poesim" calibrate "$dir/day-4.xml" "$dir/day-4.xml" "$dir/seen.csv"
says 'same day'
awk -F, -v OFS=, 'NR > 1 {for (i = 11; i <= 17; i++) $i = 0; $18 = $19} {print}' "$dir/seen.csv" >"$dir/untimed.csv"
exits 3 "$poesim" calibrate "$dir/day-4.xml" "$dir/untimed.csv"
says 'nobody has a time'

# Interrupted: the best so far, and no table.
code=0
"$poesim" calibrate "$dir/day-4.xml" "$dir/seen.csv" --replications 30 \
    --tolerance 0 --trials 1000000 --fit "$visa=70 s,40 s,140 s" \
    >"$dir/out" 2>"$dir/err" &
pid=$!
until grep -q poesim-cal /proc/$pid/comm; do sleep 0.1; done
sleep 0.5
kill -TERM $pid
wait $pid || code=$?
[ $code = 6 ] || fail "interrupted: exit $code ($(cat "$dir/err"))"
[ ! -s "$dir/out" ] || fail "a table in spite of the interruption"
says interrupted
