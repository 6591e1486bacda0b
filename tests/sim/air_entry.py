"""Statements of systems of air entry, each held against whole runs of poesim.

Every expectation is counted by hand or by a rule of arithmetic; what is drawn
at random is compared traveller by traveller. Prints what does not hold.
"""
import os
import subprocess
import sys
import tempfile

import h5py
import numpy

PROGRAM = os.path.abspath(sys.argv[1])
SECOND = 1_000_000
EQUIPMENT = """
  <camera id="good"><capture-time mean="1 s"/></camera>
  <camera id="fair"><capture-time dist="lognormal" mean="3 s" cv="0.5"/>
    <failure cause="pose" probability="0.3"/>
    <failure cause="camera-out" probability="0.02" per="traveller"/></camera>
  <camera id="broken"><capture-time mean="1 s"/>
    <failure cause="camera-out" probability="1" per="traveller"/></camera>
  <matcher id="matcher" fnmr="0.06" impostor-match="0" fnir="0.06" fpir="0.3"/>
  <matching-service id="service" matcher="matcher">
    <network-time mean="0.5 s"/><service-time dist="exponential" mean="1 s"/>
  </matching-service>"""


def scenario(port, duration, interval="15 min"):
    return f"""<scenario xmlns="urn:poesim:scenario" version="1" id="entry" start="2026-07-15" duration="{duration}">
  <title>Air entry</title>
  <run replications="3" seed="11" interval="{interval}"/>
  <population id="people" mixed="0.5">
    <class id="citizen" status="citizen" share="0.6" opt-out="0.02"/>
    <class id="visitor" status="visa" share="0.4" gallery-photo="0.9"/>
    <party size="1" share="0.7"/><party size="3" share="0.3"/>
  </population>
  <population id="single"><class id="anybody" status="citizen"/></population>
  {EQUIPMENT}
  <port id="P" mode="air">{port}</port>
</scenario>"""


def in_order(travellers):
    """Rows come as travellers left; the same people in the same places."""
    order = numpy.lexsort([travellers[k] for k in
                           ("member", "party", "flow", "replication")])
    return {column: v[order] for column, v in travellers.items()}


def run(text, *options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "entry.xml")
        out = os.path.join(folder, "entry.h5")
        with open(path, "w") as f:
            f.write(text)
        for name, table in TABLES.items():
            with open(os.path.join(folder, name), "w") as f:
                f.write(table)
        done = subprocess.run([PROGRAM, "run", path, "-q", "-j", "1", "-o", out,
                               "--travellers", "all", *options],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"exit {done.returncode}: {done.stderr}")
        with h5py.File(out) as f:
            r = {name: {c: v[:] for c, v in f[name].items()}
                 for name in ("replications", "waits/totals", "series",
                              "officers", "ends", "matching/capture",
                              "travellers")}
            r["names"] = {k: [n.decode() for n in v[:]]
                          for k, v in f["names"].items()}
    r["travellers"] = in_order(r["travellers"])
    return r


def number(results, kind, name):
    return results["names"][kind].index(name)


def of_station(results, table, column, station):
    """The column's rows of a station, in their order."""
    at = number(results, "stations", f"P/{station}")
    return results[table][column][results[table]["station"] == at]


# ---- a corridor ----

def corridor(arrivals, positions, passage, headway):
    return scenario(f"""
    <flow id="F" population="single" start="corridor">{arrivals}</flow>
    <station id="corridor" positions="{positions}" headway="{headway}">
      <inspect mean="{passage}"/><route to="admitted"/>
    </station>""", "3 h", "1 h")


def throughput_of_a_corridor():
    """throughput = min(arrival, corridor capacity/headway): one every so many
    seconds of an hour that begins busy."""
    hour = 3600
    every = '<renewal mean="{}"/>'.format
    random = '<poisson rate="3000 /h"/>'
    for arrivals, positions, passage, headway, want in (
            (every("1 s"), 100, "20 s", "2 s", hour / 2),      # the headway
            (every("3 s"), 100, "20 s", "2 s", hour / 3),      # who comes
            (every("1 s"), 5, "20 s", "2 s", hour / 4),        # places: 20 s / 5
            (every("2 s"), 10, "20 s", "2 s", hour / 2),       # all at once
            (every("1 s"), 100, "20 s", "0 s", hour),          # no headway
            (random, 100, "20 s", "1.5 s", hour / 1.5)):
        r = run(corridor(arrivals, positions, passage, headway))
        served = of_station(r, "series", "served", "corridor").reshape(3, 3)
        yield (f"{arrivals}, {positions} places of {passage}, headway {headway}: "
               f"{served[:, 1:]} an hour, not {want}",
               (served[:, 1:] == want).all())
    r = run(corridor(every("3 s"), 100, "20 s", "2 s"))
    yield ("nobody waits where people come more slowly than the headway",
           of_station(r, "waits/totals", "wait_max_us", "corridor").max() == 0)


def faster_service_raises_no_wait():
    """service 60 s -> 10 s at the same officers never raises any wait at that
    station under CRN and FIFO, for anybody."""
    for dist in ('dist="exponential"', 'dist="gamma" cv="0.6"',
                 'dist="lognormal" cv="1.5"'):
        text = scenario(f"""
    <officers id="O"><shift from="00:00" to="02:00" count="5"/>
      <shift from="01:00" to="03:00" count="3"/>
      <shift from="02:30" to="04:00" count="6"/></officers>
    <flow id="F" population="people" start="booths"><poisson rate="200 /h"/></flow>
    <station id="booths" positions="7" officers="O">
      <capture camera="fair" attempts="3"/><match service="service" search="1:N"/>
      <inspect {dist} mean="60 s"/><route to="admitted"/>
    </station>""", "4 h")
        slow = run(text)["travellers"]
        fast = run(text, "--set", "//station/inspect/@mean=10 s")["travellers"]
        who = ("replication", "flow", "party", "member", "arrived_us")
        same = all(numpy.array_equal(slow[k], fast[k]) for k in who)
        yield f"{dist}: the same travellers come", same and len(slow["party"]) > 3000
        yield (f"{dist}: somebody waits longer",
               same and (fast["waited_us"] <= slow["waited_us"]).all())
        yield (f"{dist}: waits hardly change",
               fast["waited_us"].sum() < 0.5 * slow["waited_us"].sum())


def who_is_not_confirmed_joins_the_booths():
    r = run(scenario("""
    <flow id="F" population="people" start="corridor">
      <call at="00:10" passengers="400"/><call at="00:30" passengers="400"/></flow>
    <station id="corridor" positions="40" headway="1.5 s">
      <capture camera="fair" attempts="1"/><match service="service" search="1:N"/>
      <route when="matched" split="true" to="admitted"/><route to="booths"/>
    </station>
    <station id="booths" positions="9"><inspect mean="60 s" refer="0.1"/>
      <route to="admitted"/></station>""", "6 h"))
    t = r["travellers"]
    matched = t["result"] == number(r, "results", "matched")
    inspected = t["decision"] != number(r, "decisions", "undecided")
    yield "all 800 came, three times over", len(matched) == 2400
    yield ("who was matched saw no officer, and who was not did",
           (matched != inspected).all())
    yield ("so many joined the booths as were not confirmed",
           of_station(r, "series", "arrivals", "booths").sum()
           == (~matched).sum() > 300)
    found = {r["names"]["results"][i] for i in set(t["result"][~matched])}
    yield (f"of all kinds: {found}",
           found == {"opted-out", "no-image", "not-matched", "wrong-person"})


# ---- e-gates ----

def open_gates_are_officers_times_n():
    """12 gates of 45 s, 4 to an officer, everybody there at once. 900 / 45 = 20
    visits of a gate end in an interval: the last at its end, which the next
    counts."""
    r = run(scenario("""
    <officers id="O"><shift from="00:00" to="01:00" count="1"/>
      <shift from="00:15" to="00:45" count="1"/><shift from="00:30" to="00:45" count="2"/>
      <shift from="01:15" to="01:30" count="2"/></officers>
    <flow id="F" population="single" start="gates"><call at="00:00" passengers="2000"/></flow>
    <station id="gates" positions="10" officers="O" monitored="4">
      <inspect mean="45 s"/><route to="admitted"/>
    </station>""", "2 h"))
    opened = [4, 8, 10, 4, 0, 8, 0, 0]  # of officers 1, 2, 4, 1, 0, 2, 0, 0
    times = of_station(r, "series", "open_time", "gates").reshape(3, 8)
    yield (f"open gates: {times / 900e6}",
           (times == numpy.array(opened) * 900 * SECOND).all())
    ends = [19 * now + before for before, now in zip([0] + opened, opened)]
    served = of_station(r, "series", "served", "gates").reshape(3, 8)
    yield f"served: {served}, not {ends}", (served == ends).all()
    yield ("gates that are open are busy",
           (of_station(r, "series", "busy_time", "gates").reshape(3, 8)
            == times).all())
    yield "a gate took an officer", (r["officers"]["busy_time"] == 0).all()


def failed_at_the_gates_goes_first_at_the_desk():
    """Eleven visitors queue for a desk of 60 s; one citizen fails at a gate of
    10 s that began at 5 s, and is called at 60 s."""
    r = run(scenario("""
    <flow id="citizens" population="single" start="gates"><trace table="one.csv"/></flow>
    <flow id="visitors" population="single" start="desk"><trace table="eleven.csv"/></flow>
    <station id="gates" positions="1">
      <capture camera="broken"/><match service="service" search="1:1"/>
      <inspect mean="10 s"/>
      <route when="no-image not-matched" to="desk"/><route to="admitted"/>
    </station>
    <station id="desk" positions="1" order="priority">
      <first when="no-image not-matched"/>
      <capture camera="good"/><inspect mean="59 s"/><route to="admitted"/>
    </station>""", "1 h"), "--replications", "1")
    t = r["travellers"]
    waited = (t["waited_us"] / SECOND).tolist()
    want = [45, 0] + [60 * k for k in range(2, 12)]
    yield f"waits {waited}, not {want}", waited == want
    yield "once in totals", (r["replications"]["travellers"].tolist() == [12]
                             and r["ends"]["persons"].sum() == 12)
    yield ("twice in transactions",
           of_station(r, "matching/capture", "transactions", "gates").sum() == 1
           and of_station(r, "matching/capture", "transactions",
                          "desk").sum() == 12)


def failures_are_counted_once_and_twice():
    r = run(scenario("""
    <officers id="O"><shift from="00:00" to="06:00" count="3"/></officers>
    <flow id="F" population="people" start="gates">
      <call at="00:10" passengers="300"/><call at="00:40" passengers="300"/></flow>
    <flow id="G" population="people" start="desk"><call at="00:10" passengers="100"/></flow>
    <station id="gates" positions="8" officers="O" monitored="4">
      <capture camera="fair"/><match service="service" search="1:1"/>
      <route when="matched" split="true" to="admitted"/><route to="desk"/>
    </station>
    <station id="desk" positions="2" officers="O" order="priority">
      <first when="no-image not-matched"/>
      <inspect mean="40 s"/><route to="admitted"/>
    </station>""", "6 h"))
    t = r["travellers"]
    failed = (t["flow"] == number(r, "flows", "P/F")) & \
        (t["result"] != number(r, "results", "matched"))
    visits = sum(of_station(r, "waits/totals", "persons", s).sum()
                 for s in ("gates", "desk"))
    yield ("once in totals", r["replications"]["travellers"].sum()
           == r["ends"]["persons"].sum() == len(failed) == 2100)
    yield "twice in transactions", visits == 2100 + failed.sum() > 2200
    busy = of_station(r, "series", "busy_time", "desk").sum()
    yield ("only the desk takes officers",
           r["officers"]["busy_time"].sum() == busy > 0)


TABLES = {"one.csv": "at\n5 s\n", "eleven.csv": "at\n" + "0 s\n" * 11}
failures = 0
for statement in (throughput_of_a_corridor, faster_service_raises_no_wait,
                  who_is_not_confirmed_joins_the_booths,
                  open_gates_are_officers_times_n,
                  failed_at_the_gates_goes_first_at_the_desk,
                  failures_are_counted_once_and_twice):
    for what, holds in statement():
        if not holds:
            print(f"{statement.__name__}: {what}")
            failures += 1
sys.exit(failures > 0)
