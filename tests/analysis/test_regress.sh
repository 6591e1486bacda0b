#!/bin/sh
# poesim regress: two small folders of scenarios whose numbers are worked out by
# hand; what is planted in the stored files is found; nothing half-written.
set -u
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
poesim=$build/poesim
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

fail() {
    echo "test_regress: $*"
    failed=1
}

# code WANTED ARGUMENTS: runs regress, output in out and err
code() {
    want=$1
    shift
    "$poesim" regress -j1 "$@" >out 2>err
    got=$?
    [ $got = "$want" ] || fail "code $got, not $want: $*: $(cat out err)"
}
says() { grep -q -e "$1" out || fail "no \"$1\" in: $(cat out)"; }
# plant FILE METRIC FACTOR: multiplies a stored number
plant() {
    awk -F'\t' -v OFS='\t' -v m="$2" -v f="$3" \
        '$2 == m || $3 == m {$4 = sprintf("%.9g", $4 * f)} 1' "$1" >planted && mv planted "$1"
}

mkdir day
printf 'at,size\n60 s,1\n70 s,2\n' >day/parties.csv
# One booth, 30 s for each member: the first waits 0, the two who come 10 s later
# 20 s each.
cat >day/two.xml <<'END'
<scenario xmlns="urn:poesim:scenario" version="1" id="two" start="2026-07-15" duration="1 h">
  <title>Two parties</title>
  <run replications="3" seed="7"/>
  <population id="people"><class id="citizen" status="citizen"/></population>
  <port id="P" mode="air">
    <officers id="O"><shift from="00:00" to="24:00" count="1"/></officers>
    <flow id="F" population="people" start="booth"><trace table="parties.csv"/></flow>
    <station id="booth" positions="1" officers="O" limits="15 s">
      <inspect mean="30 s"/>
      <route to="admitted"/>
    </station>
  </port>
</scenario>
END
sed -e 's/id="two"/id="chance"/; s/<inspect mean="30 s"/<inspect dist="exponential" mean="30 s"/' \
    -e 's|<trace table="parties.csv"/>|<poisson rate="110 /h"/>|' day/two.xml >day/chance.xml
echo '<camera xmlns="urn:poesim:scenario" id="c"/>' >day/fragment.xml

# nothing stored: said, with how to accept; then stored, by name and with a reason
code 8 day --junit junit.xml
says 'chance: new: nothing is stored'
says 'to accept: poesim regress day --accept NAME --reason TEXT'
[ "$(grep -c fragment out)" = 0 ] || fail "a fragment was taken for a scenario"
code 2 day --accept fragment --reason why
grep -q 'fragment.*outermost element is not <scenario>' err || fail "$(cat err)"
sed 's/duration="1 h"/duration="1 hour"/' day/two.xml >day/invalid.xml
code 3 day
says 'invalid: failed: cannot be read or run'
says '^3 scenarios: 2 new, 1 failed'
rm day/invalid.xml
code 2 day --accept two
code 2 day --accept too --reason why
grep -q 'did you mean two' err || fail "$(cat err)"
code 0 day --accept two --accept chance.xml --replications 2 --reason 'as worked
out by hand'
grep -qx '# reason: as worked out by hand' day/two.expected.tsv || fail "no reason"
grep -qx "# program: $("$poesim" --version)" day/two.expected.tsv || fail "no version"

# what was worked out: 40 s over 3 travellers; 2 of 3 over 15 s; 90 s of 1 h busy
tab=$(printf '\t')
for row in 'wait_mean	P/booth	0.222222222	min	0	1%' \
    'wait_p95	P/booth	0.333333333	min	0	1%' \
    'wait_share_over_0.25min	P/booth	0.666666667		0	1%' \
    'officers_busy	P/O	0.025	h	0	0.5%' \
    'officers_rostered	P/O	1	h	0	0.1%'; do
    grep -qx "derived$tab$row" day/two.expected.tsv ||
        fail "no \"$row\" in $(grep derived day/two.expected.tsv)"
done
for row in 'waits/totals	wait_sum_us	80000000	us' 'replications	travellers	6	persons'; do
    grep -q "^counter$tab$row$tab" day/two.expected.tsv || fail "no $row"
done
awk '!/^#/ && NR > 5 {print $1}' day/two.expected.tsv | uniq | tr '\n' ' ' |
    grep -qx 'draws events counter derived ' || fail "the order of classes"

# exact for any number of threads; accepted again it stays as it is
code 0 day -j 3 --junit junit.xml
says '2 scenarios: 2 exact'
xmllint --noout junit.xml || fail "junit.xml is no XML"
[ "$(xmllint --xpath 'string(/testsuites/testsuite/@failures)' junit.xml)" = 0 ] || fail "failures"
cp -R day kept
code 0 day --accept two --reason other
says 'two: exact; day/two.expected.tsv stays'
cmp day/two.expected.tsv kept/two.expected.tsv || fail "written without need"

# a 0.01% change of what is derived is within its margin, 2% is not
plant day/chance.expected.tsv wait_mean 1.0001
code 0 day
says 'chance: equivalent'
plant day/chance.expected.tsv wait_mean 1.02
code 8 day --junit junit.xml
says 'chance: changed: the same counts give other derived numbers'
says ' wait_mean .* min .*-1.97%.*changed'
xmllint --noout junit.xml || fail "junit.xml is no XML"
[ "$(xmllint --xpath 'count(//testcase[@name="chance"]/failure)' junit.xml)" = 1 ] || fail "no failure"
# a margin that somebody widened counts, and outlives the next acceptance
sed -i 's/^\(derived\twait_mean.*\)1%$/\15%/' day/chance.expected.tsv
code 0 day
says 'chance: equivalent'
code 0 day --accept chance --reason 'a wide margin' --replications 2
grep -q '^derived.wait_mean.*5%$' day/chance.expected.tsv || fail "the margin is gone"

# accepting tells what moved, with the margin that was chosen
plant day/chance.expected.tsv wait_mean 1.1
code 0 day --accept chance --reason 'what moved is told'
says 'chance: stored: .* 1 changed; of'
says ' wait_mean .* min .*-9.09%.*changed'
grep -q '^derived.wait_mean.*5%$' day/chance.expected.tsv || fail "the margin is gone"
code 0 day --accept chance --reason 'one of them' --replications 1
says 'before: 2 replications, so that they are not compared'

# a damaged row is named, and neither its file nor the margins in it are lost
sed -i 's/^\(derived.wait_p95.*\)1%$/\11 %%/' day/chance.expected.tsv
line=$(grep -n '1 %%$' day/chance.expected.tsv | cut -d: -f1)
cp day/chance.expected.tsv damaged
code 3 day --accept chance --reason 'over a typing error'
says 'chance: failed'
grep -q "chance.expected.tsv:$line: error: the margin is no percentage.*mend it here" err || fail "$(cat err)"
cmp day/chance.expected.tsv damaged || fail "a damaged file was replaced"
sed 's/^\(counter.*persons\t\t\)$/\15%/' kept/chance.expected.tsv >day/chance.expected.tsv
code 3 day
grep -q 'only derived numbers have a standard error and a margin' err || fail "$(cat err)"

# counters are exact; what differs is said in words
cp kept/chance.expected.tsv day
plant day/chance.expected.tsv wait_sum_us 1.000001
code 8 day
says 'the same events are counted otherwise'
sed -i 's/positions="1"/positions="2"/; s/count="1"/count="2"/' day/two.xml
code 8 day --all
says 'two: changed: the same travellers meet something else'
says 'wait_mean .*P/booth .*0.222222222 min .* 0 min .*-100%.*changed'
sed 's/mean="30 s"/mean="31 s"/' kept/two.xml >day/two.xml
code 8 day
says 'two: changed: times are drawn from other tables'
says 'wait_mean .*P/booth .*0.222222222 min .*0.233333333 min .*+5%  *changed'
sed -i 's/seed="7"/seed="8"/' day/chance.xml
code 8 day
says 'chance: changed: other travellers come'
cp kept/* day
code 8 day --replications 1
says 'two: not compared: stored with 2 replications, and 1 are asked for'

# gone, broken, cut short, not there
mv day/two.xml two.xml
code 8 day
says 'two: changed: its scenario day/two.xml is gone'
sed 's/<port /<prt /' two.xml >day/two.xml
code 3 day --junit junit.xml
says 'two: failed'
grep -q 'day/two.xml:[0-9]*: error' err || fail "$(cat err)"
[ "$(xmllint --xpath 'count(//testcase[@name="two"]/error)' junit.xml)" = 1 ] || fail "no error"
cp two.xml day
head -n 20 kept/two.expected.tsv >day/two.expected.tsv
code 8 day
says 'two: changed: numbers are missing in the stored file.*15 exact, 0 equivalent, 0 changed, [0-9]* missing'
says ' wait_mean .* - .*not stored'
code 0 day --accept two --reason 'the rest of it'
says 'numbers are missing in the stored file'
cmp -s kept/two.expected.tsv day/two.expected.tsv && fail "the reason is gone"
grep -v '^# replications' kept/two.expected.tsv >day/two.expected.tsv
code 3 day --accept two --reason why
grep -q 'has no line "# replications' err || fail "$(cat err)"
head -c 700 kept/two.expected.tsv >day/two.expected.tsv
code 3 day
grep -q 'two.expected.tsv:[0-9]*: error: .*cut short' err || fail "$(cat err)"
cp kept/* day
code 4 nowhere
mkdir empty
code 4 empty
code 2 day --junit day/two.xml
cmp -s day/two.xml kept/two.xml || fail "a scenario was overwritten"

# names that XML cannot hold
cp -R kept odd
mv odd/two.xml "odd/$(printf 'a&<\001\377')\".xml"
code 8 odd --junit junit.xml
xmllint --noout junit.xml || fail "junit.xml is no XML"

# interrupted: neither a new file nor part of one
sed -e 's/duration="1 h"/duration="300 d"/; s/replications="3"/replications="1000" interval="1 d"/' \
    kept/chance.xml >kept/two.xml
ls kept >before
"$poesim" regress -j1 kept --accept two --reason why \
  --replications 1000 --junit kept.xml >out 2>err &
pid=$!
sleep 0.7
kill -TERM $pid
wait $pid
[ $? = 6 ] || fail "interrupted: $(cat out err)"
ls kept >after
cmp before after || fail "left behind"
[ ! -e kept.xml ] || fail "a JUnit file of an interrupted run"
cmp kept/two.expected.tsv day/two.expected.tsv || fail "overwritten by an interrupted run"

exit $failed
