"""Runs a scenario with one change after another and says which of them failed
to move what they must move.

The table's columns are: change, also, metric, sign.
  change  XPATH=VALUE for --set, or "timetable COLUMN=VALUE", which rewrites that
          column of the scenario's table, or "text OLD => NEW", which must
          stand in the scenario; several with " & " between them
  also    the same, made in the base run too
  metric  TABLE NUMERATOR[/DENOMINATOR] KEY=NAME..., summed over the rows that
          have these names; "interval<8" also filters
  sign    + or -: the mean of the paired differences is beyond 4.5 of its
          standard errors on that side; =: no replication differs
A line "@ NAME" says that the lines behind it are about another scenario of the
same folder.
"""
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import h5py
import numpy

REPLICATIONS = 8
LIMIT = 4.5  # standard errors
NAMES = {"station": "stations", "class": "classes", "group": "groups",
         "cause": "causes", "service": "services", "end_state": "end_states",
         "result": "results", "how": "record_hows", "why": "image_whys",
         "gallery": "galleries", "store": "stores", "pool": "pools", "journey": "journeys"}


def rewrite_table(folder, column, value):
    path = os.path.join(folder, "air-entry-hub-timetable.csv")
    with open(path, newline="") as f:
        rows = list(csv.DictReader(f))
    with open(path, "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows({**r, column: value} for r in rows)


def rewrite_text(path, old, new):
    with open(path) as f:
        text = f.read()
    if old not in text:
        raise SystemExit(f"{path} has no {old}")
    with open(path, "w") as f:
        f.write(text.replace(old, new))


def run(program, scenario, changes, out):
    command = [program, "run", None, "-o", out, "-j", "1", "--force",
               "--replications", str(REPLICATIONS)]
    with tempfile.TemporaryDirectory() as folder:
        for change in changes:
            kind, _, rest = change.partition(" ")
            if kind in ("timetable", "text") and command[2] is None:
                for name in os.listdir(os.path.dirname(scenario)):
                    shutil.copy(os.path.join(os.path.dirname(scenario), name),
                                folder)
                command[2] = os.path.join(folder, os.path.basename(scenario))
            if kind == "timetable":
                rewrite_table(folder, *rest.split("=", 1))
            elif kind == "text":
                rewrite_text(command[2], *rest.split(" => "))
            else:
                command += ["--set", change]
        command[2] = command[2] or scenario
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nexit {done.returncode}: "
                         f"{done.stderr}")


def values(file, metric):
    """The metric in each replication."""
    table, what, *filters = metric.split(" ")
    numerator, _, denominator = what.partition("/")
    columns = file[table]
    replication = columns["replication"][:]
    keep = numpy.ones(len(replication), bool)
    for f in filters:
        key, relation, name = re.fullmatch(r"(\w+)([=<])(.*)", f).groups()
        if relation == "<":
            keep &= columns[key][:] < int(name)
            continue
        names = [n.decode() for n in file["names/" + NAMES[key]][:]]
        found = [i for i, n in enumerate(names) if n == name.replace("_", " ")
                 or n == name]
        if not found:
            raise SystemExit(f"{metric}: no {name} among {names}")
        keep &= columns[key][:] == found[0]

    def total(column):
        values = columns[column][:][keep]
        if values.dtype == numpy.uint64:  # a digest: compared, never summed
            return values
        return numpy.bincount(replication[keep], values,
                              minlength=REPLICATIONS)

    above = total(numerator)
    return above / total(denominator) if denominator else above


def judge(before, after, sign):
    """What is wrong, or None, and the distance in standard errors."""
    if sign == "=":
        same = numpy.array_equal(before, after)
        return None if same else "differs", 0.0
    difference = after - before
    error = difference.std(ddof=1) / len(difference) ** 0.5
    if error == 0:  # every replication moved by the same amount, or none moved
        z = numpy.sign(difference.mean()) * numpy.inf if difference.any() else 0
    else:
        z = difference.mean() / error
    moved = z > LIMIT if sign == "+" else z < -LIMIT
    return None if moved else "does not move enough", z


def main():
    program, scenario, path = sys.argv[1:4]
    with open(path) as f:
        lines = [x.rstrip("\n") for x in f if x.strip() and x[0] != "#"]
    rows, runs = [], {}
    for line in lines:
        if line.startswith("@ "):
            scenario = os.path.join(os.path.dirname(scenario), line[2:])
            continue
        change, also, metric, sign = line.split("\t")
        base = (scenario, *(x for x in also.split(" & ") if x))
        changed = base + tuple(change.split(" & "))
        rows.append((change, base, changed, metric, sign))
        runs[base] = runs[changed] = None
    with tempfile.TemporaryDirectory() as folder:
        for i, what in enumerate(runs):
            runs[what] = os.path.join(folder, f"{i}.h5")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda c: run(program, c[0], c[1:], runs[c]), runs))
        failed = 0
        for change, base, changed, metric, sign in rows:
            with h5py.File(runs[base]) as a, h5py.File(runs[changed]) as b:
                before, after = values(a, metric), values(b, metric)
            wrong, z = judge(before, after, sign)
            if wrong or "-v" in sys.argv:
                print(f"{change} | {metric} {sign}: {wrong or 'ok'}; "
                      f"{before.mean():.6g} -> {after.mean():.6g}, z = {z:.1f}")
            failed += wrong is not None
    return 1 if failed else 0


sys.exit(main())
