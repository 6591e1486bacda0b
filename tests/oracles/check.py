#!/usr/bin/python3
"""check -- runs the systems of expected.tsv and compares with exact answers.

    check.py [--tier 1|2] [--only TEXT] [--table FILE] [--random N] [--seed N]
             [--jobs N] [--keep DIR] POESIM

One line per row: expected, simulated, standard error, z. A row passes when

    simulate  |z| < 4.5 with a standard error of at most 1% of the value
    exact     the figure is the same to the last digit
    expected  what the rates in force give is within 1e-9 of the value (and the
              count, printed beside it, has |z| < 4.5)
    unit      the formula gives it, to 1e-9 of the value; nothing is run

A value "-" is taken from closed_forms.py; a given one must agree with it.

Seeds: all rows of one system and parameters share their runs. Their first seed is
--seed plus the CRC-32 of system and params as the table writes them (for M/M/1:
"M/M/1lambda=0.5;mu=1"). Runs are made until the standard errors are small enough;
the seed of each is one more than that of the run before, and "replications" of the
output are those of all. --keep shows them. The column "scenario" of expected.tsv is
the file in tests/oracles that is run with these parameters put in, "read" what is
read of its results.
"""
import argparse
import csv
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zlib
from fractions import Fraction

import numpy as np

import readers
import systems
from case import NS, STATION
from units import UNITS

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["tier", "system", "params", "metric", "value", "how", "scenario",
           "read"]
SE_MOST, Z_MOST, ROWS_MOST = 0.01, 4.5, 1500000


def read_table(path):
    """Our own table, or one with the columns system, params, metric, value,
    how and commas between them."""
    with open(path, newline="") as f:
        if path.endswith(".csv"):
            rows = [dict(r, tier="1") for r in csv.DictReader(f)]
        else:
            lines = [l for l in f if not l.startswith("#")]
            rows = list(csv.DictReader(lines, delimiter="\t"))
    return rows


def system_of(name, known=systems.SYSTEMS):
    """The function for a name, which may go on with a remark."""
    found = [k for k in known if name == k or
             name.startswith((k + " (", k + " lambda="))]
    return known[found[0]] if found else None


def parameters(row):
    p = dict(x.split("=", 1) for x in row["params"].split(";"))
    if "(ms; FIFO; arrivals " in row["system"]:  # the trace in the name
        inside = row["system"].split("(ms; FIFO; arrivals ")[1].rstrip(")")
        p["arrivals"], p["services"] = inside.split("; services ")
    return dict(p, metric=row["metric"])


class Simulator:
    def __init__(self, program, scratch, jobs, keep=None):
        self.program, self.scratch, self.jobs = program, scratch, jobs
        self.keep, self.runs = keep, 0
        tree.register_namespace("", NS[1:-1])

    def run(self, case, replications, seed, travellers):
        """One run of the case; its results."""
        self.runs += 1
        if self.keep:
            self.scratch = os.path.join(self.keep, "%03d" % self.runs)
            os.makedirs(self.scratch)
        source = os.path.join(HERE, case.scenario)
        scenario = os.path.join(self.scratch, case.scenario)
        out = os.path.join(self.scratch, "out.h5")
        if case.edit:
            root = tree.parse(source).getroot()
            case.edit(root)
            tree.ElementTree(root).write(scenario)
        else:
            shutil.copy(source, scenario)
        if case.trace:
            with open(os.path.join(self.scratch, "trace.csv"), "w") as f:
                f.write(case.trace)
        command = [self.program, "run", scenario, "-o", out, "--force", "-q",
                   "-j", str(self.jobs), "--seed", str(seed),
                   "--replications", str(replications)]
        for path, value in case.sets.items():
            command += ["--set", "%s=%s" % (path, value)]
        if travellers:
            command += ["--travellers", "all"]
        if self.keep:
            print(" ".join(map(shlex.quote, command)), file=sys.stderr,
                  flush=True)
        said = subprocess.run(command, stderr=subprocess.PIPE, text=True)
        if said.returncode:
            raise SystemExit(said.stderr)
        return readers.Run(out, case.unit)


def jackknife(f, sums):
    """Estimate and standard error from one row of sums per replication."""
    total, n = sums.sum(axis=0), len(sums)
    without = f(total - sums)
    pseudo = n * f(total) - (n - 1) * without
    return pseudo.mean(), pseudo.std(ddof=1) / n ** 0.5


class Row:
    """One line of the table and what the simulation says to it."""

    def __init__(self, given, case):
        self.__dict__.update(given)
        name = self.metric
        if name.startswith("P_Wq_gt_") and "P_Wq_gt" in case.closed:
            closed = case.closed["P_Wq_gt"](float(name[8:]))
        else:
            closed = case.closed.get(name)
        if self.value == "-":
            self.value = repr(closed)
        self.target = float(self.value)
        self.agrees = closed is None or abs(self.target - closed) <= \
            2e-9 * max(1.0, abs(closed))
        if self.how != "exact":
            self.where, self.reader, self.f = \
                case.readers.get(name) or readers.find(name, self.target)
            self.by_traveller = self.where.startswith("travellers")
        else:
            self.where = "travellers; waits/totals; series"
        self.sums, self.shown, self.good = [], "", None
        self.se_most = SE_MOST

    def take(self, run):
        self.sums.append(np.array(self.reader(run), float).T)

    def judge(self):
        self.mean, self.se = jackknife(self.f, np.concatenate(self.sums))
        self.z = (self.mean - self.target) / self.se if self.se else np.nan
        self.need = (self.se / (0.9 * self.se_most * self.target)) ** 2 \
            if self.se else 0  # times as many replications
        self.good = abs(self.z) < Z_MOST and \
            self.se <= SE_MOST * abs(self.target)
        self.shown = "%.8g\t%.2g\t%+.2f" % (self.mean, self.se, self.z)


def simulate(simulator, case, rows, seed):
    """Replications until every row's standard error is small enough."""
    tracked = rows[0].by_traveller
    done, n = 0, case.first
    while n:
        if tracked:
            n = min(n, max(8, int(ROWS_MOST / case.customers)))
        run = simulator.run(case, n, seed, tracked)
        for r in rows:
            r.take(run)
        done, seed = done + n, seed + 1
        for r in rows:
            r.judge()
        if any(abs(r.z) > 20 for r in rows):  # no length will mend that
            break
        need = max(r.need for r in rows)
        left = case.most / case.customers - done
        n = int(min(max(8, done * (need - 1)), 20 * done, left)) \
            if need > 1 else 0
    return done


def count(simulator, case, rows, seed):
    """Rates in force against the table; then what was counted."""
    run = simulator.run(case, case.first, seed, False)
    answers = case.expected(case.in_force(run) if case.in_force else
                            readers.in_force(run))
    for r in rows:
        r.take(run)
        r.judge()
        x = answers[r.metric]
        r.good = abs(x - r.target) <= 1e-9 * max(1, abs(r.target)) and \
            not abs(r.z) >= Z_MOST
        r.shown = "%.10g\tcounted %.4g\t%+.2f" % (x, r.mean, r.z)


def figures_of(run):
    """Exact figures of one queue: by traveller, and as the tables sum them."""
    t, unit = "travellers", run.unit
    order = np.argsort(run.column(t, "party"))
    w, at, left = (run.column(t, n)[order] for n in (
        "waited_us", "arrived_us", "left_us"))
    late = w[at >= run.warm]
    total = {n: int(run.column("waits/totals", n).sum()) for n in (
        "wait_sum_us", "wait_max_us", "waited", "persons")}
    if (total["wait_sum_us"], total["wait_max_us"], total["persons"]) != \
            (late.sum(), late.max(), len(late)):
        raise readers.Wrong("waits/totals and travellers differ")
    us = {"sum_wait": total["wait_sum_us"], "max_wait": total["wait_max_us"],
          "makespan": left.max(), "last_arrival": at.max(),
          "queue_time": run.column("series", "queue_time").sum(),
          "busy_time": run.column("series", "busy_time").sum(),
          "p95_wait_nearest_rank": np.sort(w)[-(-len(w) * 95 // 100) - 1]}
    us.update({"wait_%d" % i: x for i, x in enumerate(w, 1)})
    m = {n: Fraction(int(x), unit) for n, x in us.items()}
    m["n_waiting"] = Fraction(total["waited"])
    m["mean_wait"] = m["sum_wait"] / total["persons"]
    return m


def compare(simulator, case, rows):
    """To the microsecond."""
    figures = figures_of(simulator.run(case, 1, 1, True))
    for r in rows:
        r.shown = "%.12g\t0\t0" % figures[r.metric]
        r.good = figures[r.metric] == Fraction(r.value)


def staff(simulator, case, rows, seed):
    """With c servers the promise is kept for certain, with one less it is not."""
    for r in rows:
        c, r.good, r.shown, done = int(Fraction(r.value)), True, "", 0
        for servers in (c - 1, c):
            p = dict(case.queue, c=str(servers))
            queue = systems.mmc(p)
            one = Row(dict(metric=case.metric, value="-", how="simulate"), queue)
            set_limits(queue, [case.metric])
            done += simulate(simulator, queue, [one], seed)
            z = (one.mean - case.most) / one.se
            while abs(z) <= Z_MOST and one.se_most > SE_MOST / 20:
                one.se_most /= 2  # a near thing: as long again and more
                done += simulate(simulator, queue, [one], seed + done)
                z = (one.mean - case.most) / one.se
            r.shown += "%s%d: %.4g (%+.1f)" % (" " if r.shown else "", servers,
                                               one.mean, z)
            r.good &= abs(z) > Z_MOST and (z < 0) == (servers == c)
        r.shown += "\t\t"
    return done


def set_limits(case, metrics):
    """The station counts the waits over the limits that metrics name."""
    limits = sorted({float(m[8:]) for m in metrics
                     if m.startswith("P_Wq_gt_")})
    if limits:
        case.sets[STATION + "/@limits"] = ", ".join(
            "%r s" % x for x in limits)


def answer(simulator, case, rows, seed):
    """Rows of one kind; how many replications it took."""
    if isinstance(case, systems.Staffing):
        return staff(simulator, case, rows, seed)
    if rows[0].how == "exact":
        compare(simulator, case, rows)
        return 1
    if rows[0].how == "expected":
        count(simulator, case, rows, seed)
        return case.first
    return simulate(simulator, case, rows, seed)


def check_units(given):
    """Rows that a formula answers."""
    answers = system_of(given[0]["system"], UNITS)(parameters(given[0]))
    wrong = 0
    for r in given:
        x, value = answers.get(r["metric"], np.nan), r["value"]
        value = repr(x) if value == "-" else value
        good = abs(x - float(value)) <= 1e-9 * abs(float(value))
        wrong += not good
        print("%s\t%s\t%s\t%s\t%s\t%.10g\t\t\t0\tunit" % (
            "ok" if good else "FAIL", r["system"].split(" (")[0], r["params"],
            r["metric"], value, x), flush=True)
    return wrong


def check_case(simulator, given, seed, tsv):
    """All rows of one system and parameters, with a luck of their own."""
    if given[0]["how"] == "unit":
        return check_units(given)
    seed += zlib.crc32((given[0]["system"] + given[0]["params"]).encode())
    case = system_of(given[0]["system"])(parameters(given[0]))
    if not isinstance(case, systems.Staffing):
        set_limits(case, [g["metric"] for g in given])
    rows = [Row(g, case) for g in given]
    done = 1
    for how, by_traveller in (("exact", None), ("expected", None),
                              ("simulate", False), ("simulate", True)):
        some = [r for r in rows if r.how == how and
                (by_traveller is None or r.by_traveller == by_traveller)]
        try:
            if some:
                done = answer(simulator, case, some, seed)
        except readers.Wrong as e:
            for r in some:
                r.good, r.shown = False, str(e) + "\t\t"
        for r in some:
            note = "" if r.agrees else " (not the closed form)"
            for name, value in (("scenario", case.scenario), ("read", r.where)):
                if tsv and getattr(r, name) != value:
                    note += " (expected.tsv: %s is %s)" % (name, value)
            r.good = r.good and not note
            print("%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s%s" % (
                "ok" if r.good else "FAIL", r.system.split(" (")[0], r.params,
                r.metric, r.value, r.shown, done, how, note), flush=True)
    return sum(not r.good for r in rows)


def random_rows(n, seed):
    """Systems with parameters that nobody chose."""
    g, rows = random.Random(seed), []

    def add(system, metrics, **p):
        params = ";".join("%s=%s" % x for x in p.items())
        rows.extend(dict(tier="2", system=system, params=params, metric=m,
                         value="-", how="simulate") for m in metrics)
    for _ in range(n):
        c = g.choice([1, 2, 3, 5, 8, 20])
        rho = round(g.uniform(.4 if c < 8 else .75, .88), 3)
        mu = round(10 ** g.uniform(-2, .5), 4)
        lam = round(rho * c * mu, 6)
        share = g.uniform(.2, .8)
        two = "%.6f/%.6f" % (lam * share, lam * (1 - share))
        kind = g.randrange(6)
        if kind == 0:
            add("M/M/c", ["P_wait", "Wq", "W", "Lq", "L"],
                **{"lambda": lam, "mu": mu, "c": c})
        elif kind == 1:
            add("M/D/c", ["Wq", "W", "Lq", "L"],
                **{"lambda": lam, "D": round(1 / mu, 4), "c": c})
        elif kind == 2:
            service = g.choice(["Erlang(3 %.4f)", "Uniform(0 %.4f)"])
            add("M/G/1", ["P_wait", "Wq", "W", "Lq", "L"],
                **{"lambda": round(rho * mu, 6), "service": service % (1 / mu)})
        elif kind == 3:
            add("priority M/M/c non-preemptive common mu",
                ["Wq_class1", "Wq_class2", "Wq_all"],
                lambdas=two, mu=mu, c=c)
        elif kind == 4:
            add("M^X/M/c fixed batch", ["L", "Lq", "W", "Wq"],
                lambda_batch=round(lam / (c + 3), 6), mu=mu, c=c, b=c + 3)
        else:
            add("tandem M/M/1 total sojourn", ["W_mean", "W_var"],
                **{"lambda": round(rho * mu, 6),
                   "mus": "%.4f/%.4f" % (mu, mu * g.uniform(1, 2))})
    return rows


def known(row):
    """Whether there is something to compare the row with."""
    if row["how"] == "none":
        return False
    return system_of(row["system"], UNITS if row["how"] == "unit" else
                     systems.SYSTEMS) is not None


def group(rows):
    """Rows that one scenario answers, in the order of the table."""
    groups = {}
    for r in rows:
        apart = ""  # metrics that need a scenario of their own
        if r["how"] == "unit":
            apart = "unit"
        elif r["system"].startswith("ISO"):
            apart = r["metric"][0]
        elif r["system"].startswith("binormal"):
            apart = r["metric"].endswith("rank1")
        elif r["system"].startswith("staffing"):
            apart = r["metric"]
        groups.setdefault((r["system"], r["params"], apart), []).append(r)
    return groups.values()


def main():
    a = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    a.add_argument("--tier", type=int, default=2, metavar="1|2",
                   help="1: the shorter rows, as in make check; 2 (default): all")
    a.add_argument("--only", default="", metavar="TEXT",
                   help="rows whose system has this text, such as \"M/D/c\"")
    a.add_argument("--table", metavar="FILE",
                   help="other rows than those of expected.tsv: a .csv with the\n"
                   "columns system, params, metric, value, how")
    a.add_argument("--random", type=int, default=0, metavar="N",
                   help="N systems with parameters that nobody chose, instead")
    a.add_argument("--seed", type=int, default=1, metavar="N",
                   help="another luck (default: 1, that of docs/validation.md)")
    a.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N",
                   help="threads; they change no figure (default: all processors)")
    a.add_argument("--keep", metavar="DIR",
                   help="a new folder: scenario and results of each run stay in\n"
                   "it, and the command is printed on standard error")
    a.add_argument("poesim", help="the program, such as build/poesim")
    o = a.parse_args()
    if o.keep and os.path.exists(o.keep):
        a.error("--keep %s: it exists; name a new folder" % o.keep)
    tsv = not o.table and not o.random
    rows = random_rows(o.random, o.seed) if o.random else read_table(
        o.table or os.path.join(HERE, "expected.tsv"))
    kept = [r for r in rows if int(r["tier"]) <= o.tier
            and o.only in r["system"] and known(r)]
    print("verdict\tsystem\tparams\tmetric\texpected\tsimulated\tse\tz\t"
          "replications\thow")
    with tempfile.TemporaryDirectory(prefix="poesim-oracles-") as scratch:
        s = Simulator(os.path.abspath(o.poesim), scratch, o.jobs, o.keep)
        wrong = sum(check_case(s, g, o.seed, tsv) for g in group(kept))
    other = {"%s (%s)" % (r["system"].split(" (")[0], r["how"])
             for r in rows if not known(r) and r["how"] != "none"}
    for name in sorted(other):
        print("# not known: " + name)
    print("# %d rows, %d wrong" % (len(kept), wrong))
    sys.exit(wrong > 0 or not kept)


if __name__ == "__main__":
    main()
