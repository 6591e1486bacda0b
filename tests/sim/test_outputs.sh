#!/bin/sh
# No command replaces what it read, whatever name the output has, also with
# --force; and none is silent about a disk that is full.
set -eu
cd "$(dirname "$0")/../.."
poesim=$(realpath "${BUILD:-build}/poesim")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0

cat >day.xml <<'END'
<scenario xmlns="urn:poesim:scenario" version="1" id="day" start="2026-07-15" duration="2 h">
  <title>Two gates</title>
  <run replications="1"/>
  <include file="parts/who.xml"/>
  <template id="gate">
    <column name="booths" sets="station[@id='booth']/@positions"/>
    <port id="gate" mode="air">
      <flow id="f" population="all" start="booth"><timetable table="flights.csv"/></flow>
      <station id="booth" positions="1"><inspect mean="1 min"/><route to="admitted"/></station>
    </port>
  </template>
  <ports template="gate" table="ports.csv"/>
</scenario>
END
mkdir parts folder
cat >parts/who.xml <<'END'
<fragment xmlns="urn:poesim:scenario">
  <population id="all"><class id="c" status="citizen"/></population>
</fragment>
END
printf 'at,passengers\n00:10,5\n' >flights.csv
printf 'id,booths\nA,1\nB,2\n' >ports.csv
printf 'kind,score\ngenuine,9\ngenuine,8\nimpostor,1\nimpostor,2\n' >scores.csv
printf 'fmr,fnmr\n0.01,0.02\n0.001,0.05\n' >det.csv
printf 'Airport,Terminal,Date\n' >awt.csv
printf 'flight,time,seats\nB6,09:00,100\n' >schedule.csv
printf 'hour,vehicles,lanes\n9,100,4\n' >counts.csv
ln day.xml other-name.xml
sha256sum ./*.xml ./*.csv parts/*.xml >before

# refused COMMAND...: exit 2, the reason, all inputs as they were
refused() {
    code=0
    "$poesim" "$@" >out 2>err || code=$?
    [ "$code" = 2 ] && grep -q 'is an input' err ||
        { echo "exit $code: $* ($(cat err))"; failed=1; }
    sha256sum -c --quiet before || { echo "changed by: $*"; failed=1; }
}

for out in day.xml ./folder/../day.xml "$PWD/day.xml" other-name.xml \
    parts/who.xml flights.csv ports.csv; do
    refused run day.xml -o "$out" --force
    refused run day.xml -o "$out"
    refused show day.xml -o "$out" --force
done
refused import awt awt.csv --date 2026-07-15 -o awt.csv --force
refused import scores scores.csv --fmr 0.5 -o ./scores.csv --force
refused import det det.csv --fmr 0.01 -o "$PWD/det.csv" --force
refused import counts counts.csv --port X --date 2026-07-15 -o counts.csv --force
refused import schedule schedule.csv --airport X --date 2026-07-15 \
    -o schedule.csv --force
refused import schedule schedule.csv --airport X --date 2026-07-15 \
    --timetable schedule.csv -o new.xml --force

# another file is replaced, as asked
echo old >out.h5
"$poesim" run day.xml -q -o out.h5 --force || failed=1
[ "$(head -c 6 out.h5)" = poesim ] || { echo "not replaced"; failed=1; }

# full COMMAND...: exit 4 and a message; whether one line does not fit or many
full() {
    code=0
    "$poesim" "$@" >/dev/full 2>err || code=$?
    [ "$code" = 4 ] && grep -q 'cannot write' err ||
        { echo "a full disk, exit $code: $* ($(cat err))"; failed=1; }
}

if [ -c /dev/full ]; then
    full check day.xml
    full check --resolved day.xml
    full check --help
    full trace day.xml --traveller A/f/0
    full show day.xml
    full format
    full fields
    full --help
    full --version
    full import --help
    full import awt --help
    for a in throughput waits staffing errors causes journeys validate; do
        full $a --help
        full $a --version
    done
fi

# A wrong value is told by the name of its option.
for word in '--replications 0' '--replications=1000001' '--replications many' \
    '--seed -1' '-j 0'; do
    code=0
    "$poesim" run day.xml $word 2>err || code=$?
    [ "$code" = 2 ] && grep -q "^error: ${word%%[= ]*} " err ||
        { echo "exit $code: run $word ($(cat err))"; failed=1; }
done
exit $failed
