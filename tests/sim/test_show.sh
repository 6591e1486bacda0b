#!/bin/sh
# poesim show: golden tables of a tiny scenario, drawings that Graphviz accepts,
# names that mean something to it, and the estimate beside whole runs.
set -u
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
here=$(cd "$(dirname "$0")" && pwd)
scenarios=$here/../../scenarios
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

fail() {
    echo "test_show: $*"
    failed=1
}

# A title that dot, HTML and XML each would read otherwise; names that are
# words of the DOT language.
title='A "quoted" &lt;b&gt; &amp;amp; back\slash \n [x] {y} | é 北京 -&gt; //z #'
cat >odd.xml <<END
<scenario xmlns="urn:poesim:scenario" version="1" id="odd" start="2026-07-15" duration="1 d">
  <title>$title</title>
  <run replications="1" seed="7"/>
  <population id="graph">
    <class id="node" status="visa" share="0.25"/><class id="edge" status="citizen" share="0.75"/>
    <party size="2" share="1"/>
  </population>
  <port id="digraph" mode="land">
    <officers id="strict"><shift from="06:00" to="12:00" count="2"/></officers>
    <flow id="subgraph.x-y_z" population="graph" start="w">
      <call at="07:30" passengers="104"/><call at="09:00" passengers="48"/>
    </flow>
    <walk id="w" mean="90 s"><route to="node"/></walk>
    <station id="node" positions="3" officers="strict">
      <inspect class="edge" mean="30 s"/>
      <inspect class="node" dist="gamma" mean="90 s" cv="0.5" refer="0.1"/>
      <route when="referred" split="true" to="refused"/>
      <route to="admitted"/>
    </station>
  </port>
</scenario>
END

# 104 travellers in 52 pairs in the hour from 07:00; a pair takes 2 x (0.75 x
# 30 s + 0.25 x 90 s) = 90 s: 52 x 90 s / 3600 s = 1.3 positions. Referred are
# 152 x 0.25 x 0.1.
cat >want <<'END'
odd: 1 d from 2026-07-15 00:00, 1 replication, seed 7

Populations
  population  class  status   share  opt out  impostors  reference photo  groups
  graph       node   visa       25%       0%         0%             100%       0
  graph       edge   citizen    75%       0%         0%             100%       0
  parties of graph: 100% of 2; classes mixed in 0%

PORT digraph (land)

Flows (travellers expected in the run)
  flow            direction  population  start  arrivals   calls  travellers  busiest hour  travellers in it
  subgraph.x-y_z  entry      graph       w      timetable      2         152  07:00                      104

Stations (visits: travellers; mean visit: of a party; load: positions that the
service of the busiest hour's arrivals keeps busy; there: positions that are not
closed or broken down, or officers on shift, or positions that these watch,
where they are fewer: beyond it a queue must grow)
  station  positions  officers  order  visits  mean visit  busiest hour  load  there  on shift
  node             3  strict    fifo      152  1 min 30 s  07:00          1.3    2.0       2.0

Steps of a visit
  station  step  what     with                                         who   time                       party
  node        1  inspect  refer 0%, false reject 0%, false accept 0%   edge  30 s                       each
  node        2  inspect  refer 10%, false reject 0%, false accept 0%  node  1 min 30 s gamma, sd 45 s  each

Routes (the first that holds is taken)
  from  when anybody is  to        who goes     travellers expected
  w     all              node      whole party                  152
  node  referred         refused   they alone                   3.8
  node  others           admitted  whole party                  148

Walks
  walk  time
  w     1 min 30 s

Shifts
  officers  operator  from   to     officers  days
  strict    cbp       06:00  12:00         2  every day
  strict: 0 to 2 on shift
END
"$build/poesim" show odd.xml --format text >text || fail "text: exit $?"
sed -n '2,/: 0 to 2 on shift$/p' text >got
cmp -s got want || { fail "tables"; diff want got; }
[ "$(sed -n 1p text)" = 'A "quoted" <b> &amp; back\slash \n [x] {y} | é 北京 -> //z #' ] ||
    fail "title: $(sed -n 1p text)"
grep -q '^  07:00 *104 *1\.3$' text || fail "no load at 07:00"
grep -q '^  09:00 *48 *0\.6$' text || fail "no load at 09:00"

# Captures without an image: 0.5 x 0.65 / 1.3 x ... of Beta's moments by hand, and
# (0.1 + 0.9 x 0.25) of two attempts without correlation and a cause that strikes once.
captures_fail() { # WANT OPTION...
    share=$1; shift
    "$build/poesim" show "$scenarios/tutorial/3-camera.xml" --format text "$@" 2>/dev/null |
        grep -q "^  camera .* $share " || fail "captures fail: not $share"
}
captures_fail 23.8% --set "camera/failure[1]/@probability=0.5" \
    --set "camera/failure[2]/@probability=0" --set "camera/@correlation=0.3"
captures_fail 32.5% --set "camera/failure[1]/@probability=0.5" --set "//capture/@attempts=2" \
    --set "camera/failure[2]/@probability=0.1" --set "camera/failure[2]/@per=traveller"

# The drawing: Graphviz says nothing, and the picture has every name.
"$build/poesim" show odd.xml >odd.dot || fail "dot: exit $?"
"$build/poesim" show odd.xml --format svg -o odd.svg 2>err || fail "svg: exit $?"
[ -s err ] && fail "svg: $(cat err)"
dot -Tsvg odd.dot >again.svg 2>err || fail "dot -Tsvg: exit $?"
[ -s err ] && fail "dot -Tsvg: $(cat err)"
cmp -s odd.svg again.svg || fail "-o FILE and dot differ"
xmllint --noout odd.svg || fail "svg is no XML"
xmllint --xpath "//*[local-name()='text']/text()" odd.svg |
    tr '\240' ' ' >words 2>/dev/null
for name in node digraph edge subgraph.x-y_z strict refused admitted; do
    [ $name = digraph ] || grep -q "$name" words || fail "no $name in the picture"
done
grep -q 'back\\slash \\n \[x\] {y} | é 北京 -&gt; //z #' words ||
    fail "title in the picture: $(head -1 words)"
"$build/poesim" show odd.xml --format svg -o odd.svg 2>err && fail "replaced a file"
"$build/poesim" show odd.xml --format png -o odd.png || fail "png: exit $?"
[ "$(head -c 4 odd.png | tail -c 3)" = PNG ] || fail "png: is none"

# Without Graphviz the package is named, and nothing is left.
mkdir nothing
PATH=$folder/nothing "$build/poesim" show odd.xml --format svg -o no.svg 2>err
[ $? = 4 ] || fail "without dot: exit not 4"
grep -q 'the Debian package graphviz' err || fail "without dot: $(cat err)"
[ -e no.svg ] && fail "without dot: left a file"

# Ports: one, an unknown one, too many.
"$build/poesim" show odd.xml --port X 2>err && fail "unknown port: exit 0"
grep -q 'no port "X"; there are: digraph' err || fail "unknown port: $(cat err)"
nation=$scenarios/national
"$build/poesim" show "$nation/national-day.xml" >many.dot 2>err ||
    fail "many: exit $?"
grep -q '^330 ports; shown is the first, JFK;' err || fail "many: $(cat err)"
dot -Tsvg many.dot | grep -q 'one of 330' || fail "many: not said"
"$build/poesim" show "$nation/national-day.xml" --port longview |
    grep -q 'cluster_329' || fail "the last port"
"$build/poesim" show "$nation/national-day.xml" --format text >many 2>err ||
    fail "many, text: exit $?"
sed '/^PORT/,$d; s/^  \([A-Za-z][^ ]*\) .*[0-9]:00 .*/\1/' many | sort >known
cat "$nation"/*.csv | cut -d, -f1 | grep -v '^id$' | sort >named
[ "$(comm -12 named known | wc -l)" = 330 ] || fail "many: not all"
grep -q '^PORT JFK ' many || fail "many: the first is not there"
"$build/poesim" show odd.xml --format gif 2>err && fail "gif: exit 0"

# What ports share: services and what is asked of them, galleries, rules, stores;
# positions that are out of order half of the time.
reference=$scenarios/reference
says() { # scenario, text, options: the tables say so
    what=$1 text=$2
    shift 2
    "$build/poesim" show "$reference/$what.xml" --format text "$@" 2>/dev/null |
        tr -s ' ' >said
    grep -qF -- "$text" said || fail "$what $*: not said: $text"
}
workers=//matching-service/@workers
says shared-service ' 4 s 1 18:00 23,447 6.5 6 over' --set $workers=6
says shared-service ' 4 s 1 18:00 23,447 6.5 7' --set $workers=7
says air-exit-outage 'tvs: out from 17:15 to 19:45, every day'
says air-exit-outage 'tvs, 1:N in manifest, no answer: 4 h later'
says air-exit-outage "manifest the call's manifest - 0% 0% 0% 0.1% at the call"
says air-exit-outage 'lanes 2 - fifo 379 8.11 s 16:00 0.3 1.0 -' --port gate-1 \
    --set '//breakdown/up/@mean=20 min'
says air-exit-outage 'ident citizen misjudged 75 y'
says air-exit-outage 'manifest tvs face 1:N in manifest 193 (mean call) 0.5% 0.3% - 0 0 0'
says air-entry-hub 'visa-border tvs face 1:N - 0.26% 0.2% - 0 12 0'
says land-pedestrian-entry 'document verification face 1:1 - 0.23% - 5% 0 2 0'
says rule-change ' 2025-12-26 yes'
says fifteen-airport-cap ' 2026-12-26 - not in force' \
    --set "//rule[@id='everywhere']/@from=2026-12-26"
# What a line is for stands in a node of its own, and nodes are drawn last.
"$build/poesim" show "$reference/land-vehicle-entry.xml" >drawing 2>/dev/null
grep -q 'outputorder=edgesfirst' drawing || fail "lines strike labels out"
grep -- '-> .*label=' drawing && fail "a label that lines may strike out"
grep -q 'or: ready-citizen' drawing || fail "whose choice is it?"
"$build/poesim" show "$reference/rule-change.xml" 2>/dev/null |
    grep -q 'departures</b><br/>759 in 2 d' || fail "ends have those of two days"
"$build/poesim" show "$reference/shared-service.xml" --set $workers=6 2>/dev/null |
    grep -q 'load 6.5 over 6 workers at 18:00</b>, all ports' || fail "no note"
"$build/poesim" trace "$reference/air-exit-outage.xml" \
    --traveller gate-6/departures/30 >life || fail "trace: exit $?"
grep -q 'match by tvs, 1:N in manifest' life || fail "trace: no gallery"
grep -q 'no-answer, given up after 5[.0-9]* s; matched 4 h later' life ||
    fail "trace: no later match"

# The hub: visits of each station within 2% of what runs have.
hub=$scenarios/reference/air-entry-hub.xml
"$build/poesim" show "$hub" --format text >hub.txt || fail "hub: exit $?"
"$build/poesim" show "$hub" | dot -Tsvg >hub.svg 2>err || fail "hub: dot"
width=$(sed -n 's/^<svg width="\([0-9]*\)pt.*/\1/p' hub.svg)
# 900 pt are 1200 pixels; without any font Graphviz guesses a tenth more
[ "${width:-9999}" -le 1000 ] || fail "hub: $width pt are wider than a screen"
"$build/poesim" run "$hub" -q --replications 8 -o hub.h5 || fail "hub: run"
/usr/bin/python3 - >runs.txt <<'END' || fail "hub: h5py"
import h5py
f = h5py.File("hub.h5", "r")
t = f["series"]
for i, name in enumerate(f["names/stations"][:]):
    own = t["station"][:] == i
    print(name.decode().split("/")[1], t["served"][:][own].sum() / 8,
          t["busy_time"][:][own].sum() / t["visits"][:][own].sum() / 1e6)
END
sed -n '/^Stations/,/^Steps/p' hub.txt | tr -d , | awk '
    NR == FNR { visits[$1] = $2; time[$1] = $3; next }
    $1 in visits {
        for (i = 6; i <= NF && $i !~ /:/; i += 2)
            s[$1] += $i * ($(i + 1) == "min" ? 60 : 1)
        n++
        v = $5 / visits[$1]; t = s[$1] / time[$1]; far = $1 == "secondary" ? .06 : .02
        if (v < 1 - far || v > 1 + far || t < 1 - far || t > 1 + far)
            print "test_show: hub: " $1 ": " v " of the visits, " t " of their time"
    }
    END { if (n != 3) print "test_show: hub: " n " stations" }' runs.txt - >got
[ -s got ] && { cat got; failed=1; }
exit $failed
