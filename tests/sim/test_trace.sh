#!/bin/sh
# poesim trace: two parties whose lives are worked out by hand, and the messages
# for travellers who are not there.
set -u
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

fail() {
    echo "test_trace: $*"
    failed=1
}

cat >parties.csv <<'END'
at,size
60 s,1
70 s,2
END
# One booth. The port's clock is an hour behind the scenario's.
cat >two.xml <<'END'
<scenario xmlns="urn:poesim:scenario" version="1" id="two" start="2026-07-15" duration="1 h" utc-offset="-5 h" dst="us">
  <title>Two parties</title>
  <run replications="1" seed="7"/>
  <group id="all"/>
  <population id="people" mixed="0">
    <class id="citizen" status="citizen" gallery-photo="1"><group-share group="all" share="1"/></class>
  </population>
  <camera id="camera"><capture-time mean="2 s"/></camera>
  <matcher id="matcher" fnmr="0" impostor-match="0"/>
  <matching-service id="service" matcher="matcher">
    <network-time mean="1 s"/><service-time mean="2 s"/>
  </matching-service>
  <port id="P" mode="air" utc-offset="-6 h" dst="us">
    <flow id="F" population="people" start="hall"><trace table="parties.csv"/></flow>
    <walk id="hall" mean="1 min"><route to="booth"/></walk>
    <station id="booth" positions="1">
      <capture camera="camera" attempts="1"/>
      <match service="service" search="1:1"/>
      <inspect mean="30 s"/>
      <route to="admitted"/>
    </station>
  </port>
</scenario>
END

# Party 0: walks 1 min; photo 2 s, request 3 s, officer 30 s.
# Party 1: 10 s behind, waits for the 25 s that are left; two photos one after
# the other, two requests at once, twice 30 s.
cat >want0 <<'END'
P/F/0, replication 0, seed 7 of two

  member  class           group  impostor  result   decision  cause      end       waited  served
  0       people/citizen  all    no        matched  cleared   confirmed  admitted     0 s    35 s

  clock at the port           since arrival  member  event    where     what
  2026-07-14 23:01:00.000000            0 s  0       arrives  P         1 traveller
  2026-07-14 23:02:00.000000          1 min  0       joins    booth     under way 1 min; 0 queued there, 0 of 1 positions busy
  2026-07-14 23:02:00.000000          1 min  0       starts   booth     waited 0 s
  2026-07-14 23:02:02.000000      1 min 2 s  0       request  booth     match by service, 1:1
  2026-07-14 23:02:05.000000      1 min 5 s  0       answer   booth     matched, after 3 s
  2026-07-14 23:02:35.000000     1 min 35 s  0       ends     booth     served 35 s
  2026-07-14 23:02:35.000000     1 min 35 s  0       leaves   admitted  was here 1 min 35 s
END
cat >want1 <<'END'
P/F/1, replication 0, seed 7 of two

  member  class           group  impostor  result   decision  cause      end       waited     served
  0       people/citizen  all    no        matched  cleared   confirmed  admitted    25 s  1 min 7 s
  1       people/citizen  all    no        matched  cleared   confirmed  admitted    25 s  1 min 7 s

  clock at the port           since arrival  member        event    where     what
  2026-07-14 23:01:10.000000            0 s  0 and 1 more  arrives  P         2 travellers
  2026-07-14 23:02:10.000000          1 min  0 and 1 more  joins    booth     under way 1 min; 0 queued there, 1 of 1 positions busy
  2026-07-14 23:02:35.000000     1 min 25 s  0 and 1 more  starts   booth     waited 25 s
  2026-07-14 23:02:39.000000     1 min 29 s  0             request  booth     match by service, 1:1
  2026-07-14 23:02:39.000000     1 min 29 s  1             request  booth     match by service, 1:1
  2026-07-14 23:02:42.000000     1 min 32 s  0             answer   booth     matched, after 3 s
  2026-07-14 23:02:42.000000     1 min 32 s  1             answer   booth     matched, after 3 s
  2026-07-14 23:03:42.000000     2 min 32 s  0 and 1 more  ends     booth     served 1 min 7 s
  2026-07-14 23:03:42.000000     2 min 32 s  0 and 1 more  leaves   admitted  was here 2 min 32 s
END
for party in 0 1; do
    "$build/poesim" trace two.xml --traveller P/F/$party >got ||
        fail "party $party: exit $?"
    cmp -s got "want$party" || { fail "party $party"; diff "want$party" got; }
done

# Cut short: the answer came before the end of the run, the visit did not end.
"$build/poesim" trace two.xml --traveller P/F/1 \
    --set '/scenario/@duration=163 s' >got || fail "cut short: exit $?"
grep -q '23:02:42.000000 .* answer ' got || fail "cut short: no answer"
grep -q '23:02:43.000000 .* 0 and 1 more .* still inside .* the run ends' got ||
    fail "cut short: not still inside"
grep -q ' ends  ' got && fail "cut short: the visit ended"

# Member 1 goes to a desk by himself in one of a few worlds.
sed 's|<route to="admitted"/>|<route share="0.5" split="true" to="desk"/>&|
    s|</station>|&<station id="desk" positions="1"><inspect mean="5 s"/><route to="refused"/></station>|' \
    two.xml >split.xml
for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$build/poesim" trace split.xml --traveller P/F/1 --seed $seed >got ||
        fail "split: exit $?"
    grep -q '  1 .* left the others; ' got && break
done
grep -q '  1  *joins    desk      left the others; 0 queued there, 0 of 1' got ||
    fail "split: member 1 never goes alone"
grep -q '23:03:42.000000 .* 0  *leaves   admitted  was here 2 min 32 s' got ||
    fail "split: member 0 does not leave"
grep -q '23:03:47.000000 .* 1  *leaves   refused   was here 2 min 37 s' got ||
    fail "split: member 1 does not leave"

# The booth is out for 10 s while party 0 is there.
sed 's|<station id="booth" positions="1">|&<breakdown><up mean="140 s"/><down mean="10 s"/></breakdown>|' \
    two.xml >stopped.xml
"$build/poesim" trace stopped.xml --traveller P/F/0 >got || fail "stopped: exit $?"
grep -q 'ends     booth     served or stopped 45 s' got && grep -q '  0 s    35 s$' got ||
    fail "stopped: $(cat got)"

refused() { # NAME MESSAGE
    "$build/poesim" trace two.xml --traveller "$1" >got 2>err
    [ $? = 2 ] || fail "$1: exit not 2"
    grep -qF -- "$2" err || { fail "$1: not told \"$2\" but"; cat err; }
    [ -s got ] && fail "$1: printed something"
}
refused P/F/2 'flow P/F has no party 2 in replication 0; its 2 parties have numbers from 0 to 1'
refused P/G/0 'no flow "G" in port P; there are: F'
refused Q/F/0 'no port "Q"; there are: P'
refused P/F 'is no PORT/FLOW/PARTY; write for example P/F/0'
refused P/F/x 'the party "x" is not a whole number'
"$build/poesim" trace two.xml 2>err && fail "no traveller: exit 0"
grep -q 'whose life?' err || fail "no traveller: $(cat err)"
exit $failed
