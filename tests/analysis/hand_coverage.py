#!/usr/bin/python3
"""hand_coverage -- how often do the 95% intervals of the analyses hold the truth?

    hand_coverage.py [--runs N] [--replications N] [--jobs N] POESIM

coverage.xml is run N times, each with a seed of its own, and its results go through
the analyses as a user's do. Of each figure that is known: the truth, the mean of the
estimates, how many intervals held it (95% +- 3 points), and how many lay below and
above it.
"""
import argparse
import concurrent.futures
import math
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
MIN = 60.0
SHIP = 180


def erlang(k, t):
    """P(a sum of k unit exponentials <= t)."""
    term, tail = math.exp(-t), 0.0
    for i in range(k):
        tail += term
        term *= t / (i + 1)
    return 1 - tail


def bisect(f, lo, hi):
    for _ in range(100):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if f(mid) < 0 else (lo, mid)
    return lo


def ship_quantile(p):
    """Of the waits of all travellers of all ships: the k-th is Erlang(k - 1)."""
    return bisect(lambda t: sum(erlang(k, t) for k in range(SHIP)) / SHIP - p,
                  0, 3 * SHIP)


def queue_quantile(p):
    return -math.log((1 - p) / 0.5) / 0.5


def alike(k):
    """Who fails k comparisons: Beta with mean 0.1 and correlation 0.5."""
    a, b, x = 0.1, 0.9, 1.0
    for i in range(k):
        x *= (a + i) / (a + b + i)
    return x


QUEUE, SHIPS = {"station": "queue/booth"}, {"station": "ship/booth"}
EVERYBODY = {"class": "all"}
GENUINE = {"port": "gate", "class": "genuine/genuine"}
GATE = {"station": "gate/gate", "class": "all", "result": "all"}

# kind, analysis, row, column, truth, what it is
FIGURES = [
    ("mean", "stations", dict(QUEUE, interval="3"), "queue[persons]", 0.5,
     "M/M/1, load 0.5: queue, mean over 10 min"),
    ("mean", "stations", dict(QUEUE, interval="3"), "busy[positions]", 0.5,
     "its busy server"),
    ("mean", "throughput", {"port": "queue", "interval": "3"},
     "admitted[persons]", 300, "who leaves it in 10 min (Poisson)"),
    ("mean", "waits", {"station": "small/booth", "interval": "1"},
     "persons[persons]", 20, "who comes to a small port (Poisson, 20)"),
    ("mean", "causes", dict(GENUINE, cause="no-image: acquisition"),
     "persons[persons]", 300 * 0.999 * 0.01, "photos that fail (3 of 300)"),
    ("ratio", "waits --by class", dict(QUEUE, **EVERYBODY), "mean[min]",
     1 / MIN, "M/M/1: wait of a traveller"),
    ("ratio", "journeys", {"journey": "queue/through", "class": "all"},
     "mean[min]", 2 / MIN, "M/M/1: time in the system"),
    ("ratio", "waits --by class", dict(SHIPS, **EVERYBODY), "mean[min]",
     (SHIP - 1) / 2 / MIN, "180 at once, one server: wait of a traveller"),
    ("ratio", "causes --by inspection",
     {"station": "small/booth", "class": "all", "result": "all"},
     "minutes_each[min]", 1, "exponential service of some 20 travellers"),
    ("quantile", "waits", dict(SHIPS, interval="1"), "p50[min]",
     (SHIP // 2 - 1) / MIN, "180 at once: median of a ship"),
    ("quantile", "waits", dict(SHIPS, interval="1"), "p95[min]",
     (SHIP * 19 // 20 - 1) / MIN, "95th percentile of a ship"),
    ("quantile", "waits --by class", dict(SHIPS, **EVERYBODY), "p50[min]",
     ship_quantile(0.5) / MIN, "median of all ships' travellers"),
    ("quantile", "waits --by class", dict(SHIPS, **EVERYBODY), "p95[min]",
     ship_quantile(0.95) / MIN, "95th percentile of the same"),
    ("quantile", "waits --by class", dict(QUEUE, **EVERYBODY), "p95[min]",
     queue_quantile(0.95) / MIN, "M/M/1: 95th percentile of the wait"),
    ("share", "waits --by class", dict(QUEUE, **EVERYBODY),
     "share_over_0.0166667min", 0.5 * math.exp(-0.5), "M/M/1: wait over 1 s"),
    ("share", "waits --by class", dict(QUEUE, **EVERYBODY),
     "share_over_0.05min", 0.5 * math.exp(-1.5), "wait over 3 s"),
    ("share", "waits --by class", dict(QUEUE, **EVERYBODY),
     "share_over_0.166667min", 0.5 * math.exp(-5), "wait over 10 s: 1 in 300"),
    ("share", "journeys", {"journey": "queue/through", "class": "all"},
     "within_0.1min", 1 - math.exp(-3), "in the system at most 6 s"),
    ("share", "causes", dict(GENUINE, cause="not-matched"), "share",
     0.999 * 0.99 * 0.011, "genuine, not matched: 33 of 3,000"),
    ("share", "causes", dict(GENUINE, cause="no-image: acquisition"), "share",
     0.999 * 0.01, "no photo, first cause: 30 of 3,000"),
    ("share", "causes", dict(GENUINE, cause="no-image: enrolment"), "share",
     0.001, "no photo, second cause: 3 of 3,000"),
    ("share", "causes --by inspection", GATE, "false_reject_rate", 0.06,
     "genuine, taken for impostors"),
    ("share", "causes --by inspection", GATE, "false_accept_rate", 0.14,
     "impostors cleared"),
    ("rate", "errors", {"error": "false-non-match", "place": "service",
                        "group": "many"}, "rate", 0.02,
     "false non-matches, some 30 of 1,500"),
    ("rate", "errors", {"error": "false-non-match", "place": "service",
                        "group": "few"}, "rate", 0.002, "some 3 of 1,500"),
    ("rate", "errors", {"error": "impostor-accepted", "place": "service",
                        "group": "(none)"}, "rate", 0.003,
     "impostors matched, some 9 of 3,000"),
    ("rate", "errors", {"error": "no-image", "place": "gate/gate",
                        "group": "(none)"}, "rate", 1 - 0.999 * 0.99,
     "captures without a photo, some 33 of 3,000"),
    ("rate", "errors", {"error": "false-non-match", "place": "alike",
                        "group": "(none)"}, "rate", 0.1,
     "three comparisons of each, correlation 0.5"),
]


def rows_of(text):
    lines = [l.split("\t") for l in text.splitlines() if l[0] != "#"]
    return [dict(zip(lines[0], l)) for l in lines[1:]]


def interval(row, column):
    stem, unit = (column.split("[") + [""])[:2]
    unit = "[" + unit if unit else ""
    return row[column], row[stem + "_lo" + unit], row[stem + "_hi" + unit]


def one_run(poesim, seed, replications, figures, scratch):
    """Estimate and interval of each figure."""
    out = os.path.join(scratch, "%d.h5" % seed)
    subprocess.run([poesim, "run", os.path.join(HERE, "coverage.xml"), "-q",
                    "-j", "1", "--seed", str(seed), "--replications",
                    str(replications), "-o", out], check=True)
    tables, answers = {}, []
    for _, analysis, where, column, *_ in figures:
        if analysis not in tables:
            tables[analysis] = rows_of(subprocess.run(
                [poesim] + analysis.split() + [out], check=True, text=True,
                stdout=subprocess.PIPE).stdout)
        rows = [r for r in tables[analysis]
                if all(r[k] == v for k, v in where.items())]
        if not rows:  # nobody had that cause: 0 of 3,000 is not in the table
            answers.append(None)
            continue
        (row,) = rows
        answers.append(tuple(float(x) for x in interval(row, column)))
    os.remove(out)
    return answers


def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--runs", type=int, default=2000)
    a.add_argument("--replications", type=int, default=10)
    a.add_argument("--jobs", type=int, default=os.cpu_count())
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--only", default="")
    a.add_argument("poesim")
    o = a.parse_args()
    figures = [f for f in FIGURES if o.only in f[0]]
    with tempfile.TemporaryDirectory(prefix="poesim-coverage-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        runs = []
        for run in pool.map(
                lambda s: one_run(os.path.abspath(o.poesim), s, o.replications,
                                  figures, scratch),
                range(o.seed, o.seed + o.runs)):
            runs.append(run)
            if len(runs) * 10 % o.runs < 10:
                print("coverage: %d of %d runs" % (len(runs), o.runs),
                      file=sys.stderr, flush=True)
    wrong = 0
    print("verdict\tkind\tfigure\ttruth\tmean\tcovered\tbelow\tabove\tnone")
    for i, (kind, _, _, _, truth, what) in enumerate(figures):
        got = [r[i] for r in runs if r[i]]
        said = [g for g in got if not math.isnan(g[1])]
        near = 1e-6 * truth  # of figures with six digits
        below = sum(g[2] < truth - near for g in said) / len(said)
        above = sum(g[1] > truth + near for g in said) / len(said)
        held = 1 - below - above
        good = 0.92 <= held <= 0.98
        wrong += not good
        print("%s\t%s\t%s\t%.6g\t%.6g\t%.2f%%\t%.2f%%\t%.2f%%\t%d" % (
            "ok" if good else "FAIL", kind, what, truth,
            sum(g[0] for g in got) / len(got), 100 * held, 100 * below,
            100 * above, o.runs - len(said)), flush=True)
    print("# %d runs of %d replications, %d figures, %d not as they should" %
          (o.runs, o.replications, len(figures), wrong))
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
