"""determinism -- the same bytes on any number of threads, and nobody's luck
changed by what is added beside him. Statements about results files."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np

from whole import PROGRAM, Results, hold

# All that draws: parties, classes, groups, ages, newcomers, opt-outs, attempts
# alike, galleries, breakdowns, outages, delays, patience, shares.
SCENARIO = """<scenario xmlns="urn:poesim:scenario" version="1" id="all" start="2026-07-15" duration="6 h">
  <title>Ports side by side</title>
  <run replications="7" seed="%(seed)d" interval="30 min"/>
  <group id="young" age-from="0" age-to="40"/><group id="old" age-from="41" age-to="90"/>
  <rule id="aliens" statuses="visa" age-from="14"/>
  <retention store="tvs" trigger="capture" period="14 d" basis="policy"/>
  <population id="people" mixed="0.3">
    <class id="citizen" status="citizen" share="0.5" opt-out="0.05" look-out="0.02">%(groups)s</class>
    <class id="visitor" status="visa" share="0.5" impostor="0.02" gallery-photo="0.9" enrolled="0.8" refusal="0.02">%(groups)s</class>
    <party size="1" share="0.6"/><party size="3" share="0.4"/>
  </population>
  %(population)s
  <camera id="camera" correlation="0.3"><capture-time dist="lognormal" mean="3 s" cv="0.6"/>
    <failure cause="pose" probability="0.1"/><failure cause="light" probability="0.01" per="traveller"/>
    <group-ratio group="old" failure="1.5" time="1.2"/></camera>
  <matcher id="matcher" fnir="0.05" fmr="1e-5" correlation="0.2"/>
  <gallery id="manifest" kind="manifest" missing="0.03" unlisted="0.01" late="0.05" staged="1 h" old="0.2" old-ratio="2">
    <late-by dist="exponential" mean="40 min"/></gallery>
  <matching-service id="service" matcher="matcher" timeout="4 s" retries="1" %(workers)s>
    <network-time dist="gamma" mean="0.4 s" cv="0.5"/><service-time dist="exponential" mean="1 s"/>
    <random-outage><up dist="exponential" mean="100 min"/><down dist="exponential" mean="5 min"/></random-outage>
  </matching-service>
  %(ports)s
</scenario>"""
GROUPS = '<group-share group="young" share="0.6"/><group-share group="old" share="0.4"/>'
PORT = """<port id="%(id)s" mode="air"><notices awareness="0.5" signs="0.5"/>
    <officers id="crew" mishandled-opt-outs="0.1"><shift from="00:00" to="24:00" count="9"/></officers>
    %(flow)s
    <flow id="in" population="people" start="walk">
      <call at="00:30" passengers="180"/><call at="01:30" passengers="200"/>
      <delay dist="gamma" mean="20 min" cv="1" early="10 min"/></flow>
    <walk id="walk" dist="lognormal" mean="5 min" cv="0.4"><route to="booths"/></walk>
    %(station)s
    <station id="booths" positions="9" officers="crew" order="priority">
      <first group="old" share="0.5"/>
      <breakdown><up dist="exponential" mean="2 h"/><down dist="exponential" mean="10 min"/></breakdown>
      <patience dist="exponential" mean="4 h" to="withdrew"/>
      <enrol dist="exponential" mean="30 s" failure-to-enrol="0.1"/>
      <capture camera="camera" attempts="2"/>
      <match service="service" search="1:N" gallery="manifest"/>
      <inspect dist="gamma" mean="50 s" cv="0.8" refer="0.05" false-reject="0.05" false-accept="0.1"/>
      <route when="referred" split="true" share="0.9" to="refused"/><route to="admitted"/>
    </station>
  </port>"""
BESIDE = """<flow id="%s" population="people" start="hall"><poisson rate="100 /h"/></flow>"""
HALL = """<station id="hall" positions="3"><breakdown><up dist="exponential" mean="1 h"/><down mean="9 min"/></breakdown>
      <inspect dist="exponential" mean="50 s"/><route to="admitted"/></station>"""


def port(name, flow="", station=""):
    return PORT % dict(id=name, flow=flow, station=station)


def scenario(ports, workers="", seed=3, population=""):
    return SCENARIO % dict(ports=ports, workers=workers, seed=seed,
                           groups=GROUPS, population=population)


def file_of(text, jobs):
    """The results file's bytes, and its tables."""
    with tempfile.TemporaryDirectory(prefix="poesim-") as folder:
        path, out = (os.path.join(folder, x) for x in ("s.xml", "out.h5"))
        with open(path, "w") as f:
            f.write(text)
        said = subprocess.run([PROGRAM, "run", path, "-q", "-j", str(jobs),
                               "-o", out, "--travellers", "all"],
                              capture_output=True, text=True)
        assert said.returncode == 0, said.stderr
        with open(out, "rb") as f:
            return f.read(), Results(out)


def the_same_bytes_come_from_one_thread_and_from_many():
    two = port("m", BESIDE % "more", HALL) + port("n")
    for workers in ("", 'workers="4"'):
        one, _ = file_of(scenario(two, workers), 1)
        for jobs in (2, 3, 8):
            assert file_of(scenario(two, workers), jobs)[0] == one, jobs
        assert file_of(scenario(two, workers), 1)[0] == one
        assert file_of(scenario(two, workers, seed=4), 1)[0] != one


INDEX = {"port": "ports", "flow": "flows", "station": "stations",
         "pool": "pools", "journey": "journeys", "class": "classes",
         "group": "groups", "cause": "causes", "service": "services",
         "gallery": "galleries", "result": "results", "end_state": "end_states",
         "decision": "decisions", "store": "stores", "why": "image_whys"}
OWNER = ("port", "station", "flow", "pool", "journey")


def rows_of(r, name):
    """All rows of the things whose names begin so, indices as names."""
    found = {}
    tables = {p.rsplit("/", 1)[0] for p in r.table
              if not p.startswith("names") and "/" in p}
    for table in tables:
        columns = {p.rsplit("/", 1)[1]: v for p, v in r.table.items()
                   if p.rsplit("/", 1)[0] == table}
        by = [c for c in OWNER if c in columns]
        if not by or not len(columns[by[0]]):
            continue
        mine = [(r.names[INDEX[by[0]]][i] + "/").startswith(name)
                for i in columns[by[0]]]
        found[table] = {
            c: [r.names[INDEX[c]][i] if i >= 0 else i for i in v[mine]]
            if c in INDEX and INDEX[c] in r.names else v[mine].tolist()
            for c, v in columns.items()}
    return found


PEOPLE = ("replication", "party", "member", "class", "group", "age",
          "impostor", "arrived_us")


def people_of(r, name):
    """Who came by a flow: rows in order, as text for indices."""
    t = rows_of(r, name)["travellers"]
    return sorted(zip(*(t[c] for c in PEOPLE)))


def adding_a_port_changes_no_other_port_s_travellers():
    _, alone = file_of(scenario(port("m")), 1)
    before = rows_of(alone, "m/")
    assert len(before) > 12 and len(before["travellers"]["party"]) > 2500
    # where the service has no queue, nothing at all of it changes
    extra = '<population id="others"><class id="third" status="diplomat"/></population>'
    for ports, population in ((port("a") + port("m"), ""),
                              (port("m") + port("z"), extra),
                              (port("a") + port("m") + port("z", BESIDE % "x",
                                                            HALL), extra)):
        _, r = file_of(scenario(ports, population=population), 1)
        after = rows_of(r, "m/")
        assert before.keys() == after.keys()
        for table in before:
            for c in before[table]:
                assert before[table][c] == after[table][c], (table, c)
    # where they share one that is short of workers they wait for one another,
    # but the same people come
    _, r = file_of(scenario(port("a") + port("m"), 'workers="1"'), 1)
    assert people_of(r, "m/") == people_of(alone, "m/")
    assert rows_of(r, "m/")["travellers"] != before["travellers"]
    # the others are other people
    assert [x[:3] + x[-1:] for x in people_of(r, "a/")] != \
        [x[:3] + x[-1:] for x in people_of(r, "m/")]


def adding_a_flow_or_a_station_changes_no_other_flow_s_travellers():
    _, alone = file_of(scenario(port("m")), 1)
    before = rows_of(alone, "m/in")["travellers"]
    for name in ("a", "z"):  # before and after it in order, and in the file
        _, r = file_of(scenario(port("m", BESIDE % name, HALL)), 1)
        assert len(people_of(r, "m/" + name)) > 1000
        assert rows_of(r, "m/in")["travellers"] == before, name


def more_replications_leave_the_first_as_they_are():
    text = scenario(port("m"))
    _, seven = file_of(text, 2)
    _, three = file_of(text.replace('replications="7"', 'replications="3"'), 2)
    for table, columns in rows_of(three, "m/").items():
        if "replication" not in columns:
            continue
        other = rows_of(seven, "m/")[table]
        kept = [i for i, k in enumerate(other["replication"]) if k < 3]
        for c in columns:
            assert columns[c] == [other[c][i] for i in kept], (table, c)


ASIDE = """<population id="beside-%(id)s"><class id="other" status="diplomat"/></population>
  <port id="%(id)s" mode="land"><flow id="in" population="beside-%(id)s" start="hall"><poisson rate="50 /h"/></flow>
    <station id="hall" positions="2"><inspect dist="exponential" mean="60 s"/><route to="admitted"/></station></port>
"""


def in_the_reference_scenarios_too_threads_and_ports_change_nothing():
    with tempfile.TemporaryDirectory(prefix="poesim-") as folder:
        shutil.copytree("scenarios", folder + "/scenarios")
        for path in sorted(glob.glob(folder + "/scenarios/reference/*.xml")):
            with open(path) as f:
                text = f.read()
            files = []
            at = text.index("\n  <port") + 3  # not that of a template
            for jobs, changed in (
                    (1, text), (2, text),
                    (2, text[:at] + ASIDE % dict(id="Aa") + text[at:].replace(
                        "</scenario>", ASIDE % dict(id="zz") + "</scenario>"))):
                with open(path, "w") as f:
                    f.write(changed)
                out = folder + "/out.h5"
                said = subprocess.run(
                    [PROGRAM, "run", path, "-q", "-j", str(jobs), "-o", out,
                     "--force", "--replications", "2", "--travellers", "all"],
                    capture_output=True, text=True)
                assert said.returncode == 0, (path, said.stderr)
                with open(out, "rb") as f:
                    files.append((f.read(), Results(out)))
            assert files[0][0] == files[1][0], path
            for port in files[0][1].names["ports"]:
                one = rows_of(files[0][1], port + "/")
                assert len(one["travellers"]["party"]) > 0, path
                other = rows_of(files[2][1], port + "/")
                for table in one.keys() | other.keys():
                    # a table that nobody has rows in is not in the file
                    rows = [x.get(table, {}) for x in (one, other)]
                    if any(len(c) for x in rows for c in x.values()):
                        assert rows[0] == rows[1], (path, table)


FULL = [in_the_reference_scenarios_too_threads_and_ports_change_nothing]
hold(FULL if "full" in sys.argv else [
    the_same_bytes_come_from_one_thread_and_from_many,
    adding_a_port_changes_no_other_port_s_travellers,
    adding_a_flow_or_a_station_changes_no_other_flow_s_travellers,
    more_replications_leave_the_first_as_they_are,
])
