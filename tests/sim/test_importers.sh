#!/bin/sh
# Whatever an importer writes passes poesim check, runs, and brings exactly the
# people that the table tells; wrong words and files have their exit codes.
set -eu
poesim=${BUILD:-build}/poesim
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "test_importers: $*" >&2; exit 1; }
exits() { # CODE COMMAND...
    want=$1; shift
    code=0
    "$@" >"$dir/out" 2>"$dir/err" || code=$?
    [ "$code" = "$want" ] || fail "exit $code, not $want: $* ($(cat "$dir/err"))"
}
brings() { # PEOPLE SCENARIO: over two replications
    exits 0 "$poesim" check "$2"
    exits 0 "$poesim" run "$2" -o "$dir/r.h5" --force --replications 2
    grep -q " $1 travellers" "$dir/err" || fail "$2: $(cat "$dir/err")"
}

# Which importers there are.
exits 2 "$poesim" import
exits 2 "$poesim" import nonsense
exits 0 "$poesim" import --help
for name in awt schedule counts scores det; do
    grep -q "poesim import $name" "$dir/out" || fail "no $name in the list"
done
for name in awt schedule counts scores det; do
    exits 0 "$poesim" import $name --help
    exits 2 "$poesim" import $name
    exits 2 "$poesim" import $name "$dir/absent" --nonsense
done

# Schedules.
cat >"$dir/s.csv" <<'END'
flight,origin,destination,date,sta,std,pax,seats
BA117,LHR,JFK,2026-07-15,14:05,,210,272
AA6143,LHR,JFK,2026-07-15,14:05,,210,272
LA8180,GRU,JFK,2026-07-15,07:15,,,300
BA112,JFK,LHR,2026-07-15,,18:30,220,272
END
import() { "$poesim" import schedule "$dir/s.csv" --airport JFK \
    --date 2026-07-15 "$@"; }
exits 3 import -o "$dir/day.xml"
grep -q 's.csv:4: error: LA8180 has 300 seats' "$dir/err" || fail "no seats"
[ ! -e "$dir/day.xml" ] || fail "a file in spite of errors"
exits 0 import --load-factor 0.5 -o "$dir/day.xml"
brings 720 "$dir/day.xml" # 210 + 150, twice
exits 4 import --load-factor 0.5 -o "$dir/day.xml"
exits 0 import --load-factor 0.5 -o "$dir/day.xml" --force --timetable t.csv
brings 720 "$dir/day.xml"
exits 0 import --direction departures -o "$dir/out.xml"
brings 440 "$dir/out.xml"
exits 0 import --load-factor 0.5 --fragment --population people \
    --start hall -o "$dir/flow.xml"
many=$(seq 64 | sed 's/.*/--seats X&=100/')
exits 0 import --load-factor 0.5 -o "$dir/seats.xml" $many
exits 2 import --load-factor 0.5 -o "$dir/seats.xml" --force $many --seats Y=1
grep -q -e '--seats stands more than 64 times' "$dir/err" || fail "65 seats"
cat >"$dir/own.xml" <<'END'
<scenario xmlns="urn:poesim:scenario" version="1" id="own" start="2026-07-15"
          duration="1 d">
  <title>t</title><run/>
  <population id="people"><class id="k" status="visa"/></population>
  <port id="JFK" mode="air">
    <include file="flow.xml"/>
    <station id="hall" positions="9"><inspect mean="30 s"/><route to="admitted"/></station>
  </port>
</scenario>
END
brings 720 "$dir/own.xml"
exits 2 import --load-factor 1.5
exits 2 import --date 2026-02-30
exits 2 import --direction sideways
exits 2 import --timetable t.csv
exits 3 import --column time=nowhere
exits 4 "$poesim" import schedule "$dir/absent" --airport X --date 2026-07-15

# Counts: people come at random, so only that it runs.
cat >"$dir/c.csv" <<'END'
date,hour,vehicles,persons,lanes,kind
2026-07-15,8,30,57,1,ready
2026-07-15,8,60,130,2,all
2026-07-15,9,60,60,0,all
END
exits 0 "$poesim" import counts "$dir/c.csv" --port "A & B" --date 2026-07-15 \
    -o "$dir/c.xml"
exits 0 "$poesim" check "$dir/c.xml"
exits 0 "$poesim" run "$dir/c.xml" -o "$dir/r.h5" --force --replications 2
exits 2 "$poesim" import counts "$dir/c.csv" --port X --date 2026-07-15 \
    --interval "7 h"

# Scores and curves: the fragment in a scenario that matches.
cat >"$dir/scores.csv" <<'END'
group,kind,score
young ones,genuine,4
young ones,genuine,8
old,genuine,9
young ones,impostor,5
old,impostor,1
END
cat >"$dir/det.csv" <<'END'
threshold,group,fmr,fnmr
1,all,0.001,0.02
1,old,0.003,0.05
END
for what in scores det; do
    exits 0 "$poesim" import $what "$dir/$what.csv" --fmr 0.5 -o "$dir/m.xml" \
        --force --source 'made up -- <by hand> & checked'
    cat >"$dir/match.xml" <<'END'
<scenario xmlns="urn:poesim:scenario" version="1" id="own" start="2026-07-15"
          duration="1 d">
  <title>t</title><run/>
  <include file="m.xml"/>
  <population id="p"><class id="k" status="visa"><group-share group="old" share="1"/></class></population>
  <camera id="c"><capture-time mean="1 s"/></camera>
  <matching-service id="v" matcher="imported"><network-time mean="1 s"/><service-time mean="1 s"/></matching-service>
  <port id="a" mode="air">
    <flow id="f" population="p" start="s"><call at="09:00" passengers="50"/></flow>
    <station id="s" positions="9"><capture camera="c"/><match service="v" search="1:1"/><route to="admitted"/></station>
  </port>
</scenario>
END
    brings 100 "$dir/match.xml"
done
exits 2 "$poesim" import scores "$dir/scores.csv"
exits 2 "$poesim" import scores "$dir/scores.csv" --fmr 0.1 --threshold 3
exits 3 "$poesim" import scores "$dir/scores.csv" --fmr 2

# Published files, where they are at hand. Four aircraft landed at Reunion on
# 9 June 2005 by another reader; a call list that tells its own passengers.
data=${POESIM_DATA:-}
if [ -r "$data/ssim/sample.ssim" ]; then
    exits 0 "$poesim" import schedule "$data/ssim/sample.ssim" --format ssim \
        --airport RUN --date 2005-06-09 --load-factor 1 -o "$dir/run.xml"
    brings 1352 "$dir/run.xml" # (364 + 64 + 118 + 130) twice
    exits 0 "$poesim" import schedule "$data/ssim/sample.ssim" --format ssim \
        --airport RUN --date 2005-07-15 --direction departures \
        --load-factor t100 -o "$dir/run2.xml"
    [ "$(grep -c '<call ' "$dir/run2.xml")" = 9 ] || fail "not 9 departures"
    exits 0 "$poesim" check "$dir/run2.xml"
else
    echo "test_importers: skipped SSIM: no \$POESIM_DATA/ssim/sample.ssim"
fi
calls="$data/cruise/portland_me_cruise_calls_2015_2019.csv"
if [ -r "$calls" ]; then
    exits 0 "$poesim" import schedule "$calls" --format cruise \
        --airport Portland --date 2017-09-25 -o "$dir/ships.xml"
    brings 14702 "$dir/ships.xml" # 7,351 twice
else
    echo "test_importers: skipped cruise calls: no \$POESIM_DATA/cruise"
fi
