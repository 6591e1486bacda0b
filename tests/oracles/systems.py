"""systems -- each system of expected.tsv as a scenario with parameters.

A function takes the parameters as text and gives a Case: the scenario, what
--set changes in it, lists that are repeated or replaced, how long to run, and
the exact answers where a formula is known.
"""
import math
import re

import closed_forms as exact
import readers
from case import (FLOW, NS, STATION, Case, clock, numbers, read_time, repeat,
                  service, steady)


class Staffing:
    """The fewest servers that keep a promise."""

    scenario = "queue.xml"

    def __init__(self, p):
        m = re.fullmatch(r"c_(Pwait_le|Wq_le|(\d+)pct_within)_(\S+)",
                         p["metric"])
        limit = float(m[3].replace("p", "."))
        if m[2]:
            self.metric, self.most = "P_Wq_gt_%g" % limit, 1 - int(m[2]) / 100
        else:
            self.metric, self.most = {"Pwait_le": "P_wait",
                                      "Wq_le": "Wq"}[m[1]], limit
        self.queue = {"lambda": p["lambda"], "mu": p["mu"]}
        lam, mu = float(p["lambda"]), float(p["mu"])
        c = int(lam / mu) + 1
        while self.formula(exact.mmc(lam, mu, c)) > self.most:
            c += 1
        self.closed = {p["metric"]: c}

    def formula(self, m):
        if self.metric.startswith("P_Wq_gt"):
            return m["P_Wq_gt"](float(self.metric[8:]))
        return m[self.metric]


def queue(lam, c, family, closed):
    s1, s2 = exact.moments(*family)[:2]
    case = Case("queue.xml", closed)
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                 STATION + "/@positions": c}
    case.edit = lambda root: service(
        root.find(".//" + NS + "inspect"), *family)
    return steady(case, lam, s1, lam * s1 / c, c, max(1, s2 / s1 ** 2 / 2))


def mm1(p):
    lam, mu = float(p["lambda"]), float(p["mu"])
    return queue(lam, 1, ("M", 1 / mu), exact.mmc(lam, mu, 1))


def mmc(p):
    lam, mu, c = float(p["lambda"]), float(p["mu"]), int(p["c"])
    return queue(lam, c, ("M", 1 / mu), exact.mmc(lam, mu, c))


UTILIZATION = ("series busy_time / open_time", readers.busy_of_open,
               readers.quotient)


def out_of_queue(case, name, **attributes):
    """Balking or patience stand before the inspection."""
    def edit(root):
        station = root.find(".//" + NS + "station")
        station.insert(0, station.makeelement(NS + name, attributes))
    case.edit = edit


def mmck(p):
    lam, mu = float(p["lambda"]), float(p["mu"])
    c, k = int(p["c"]), int(p["K"])
    case = Case("queue.xml", exact.mmck(lam, mu, c, k))
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                 STATION + "/@positions": c,
                 STATION + "/inspect/@mean": "%r s" % (1 / mu)}
    if k > c:
        out_of_queue(case, "balk", queue="%d" % (k - c))
    else:  # no queue at all: gone after a microsecond
        out_of_queue(case, "patience", mean="1 us", to="withdrew")
    case.readers = {
        "P_block": ("ends withdrew", readers.ended(0, "withdrew"),
                    readers.quotient),
        "W_accepted": readers.PLAIN["W"], "Wq_accepted": readers.PLAIN["Wq"],
        "P_wait_given_accepted": readers.PLAIN["P_wait"],
        "throughput": ("series served / time", readers.served,
                       readers.quotient),
        "util": UTILIZATION}
    return steady(case, lam, 1 / mu, .6, c)


def mmc_patience(p):
    lam, mu, c = float(p["lambda"]), float(p["mu"]), int(p["c"])
    theta = float(p["theta"])
    case = Case("queue.xml", exact.mmc_patience(lam, mu, c, theta))
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                 STATION + "/@positions": c,
                 STATION + "/inspect/@mean": "%r s" % (1 / mu)}
    out_of_queue(case, "patience", dist="exponential",
                 mean="%r s" % (1 / theta))
    case.readers = {
        "P_wait": ("waits/totals (waited + left) / (persons + left)",
                   readers.share_delayed,
                   lambda s: (s[..., 0] + s[..., 1]) / (s[..., 1] + s[..., 2])),
        "P_abandon": ("waits/totals left / (persons + left)",
                      readers.share_left,
                      lambda s: s[..., 0] / (s[..., 0] + s[..., 1])),
        "Wq_all": ("series queue_time / arrivals", readers.queue_per_arrival,
                   readers.quotient),
        "util": UTILIZATION}
    return steady(case, lam, 1 / mu, .6, c)


def mg1(p):
    lam, family = float(p["lambda"]), read_time(p["service"])
    return queue(lam, 1, family, exact.mg1(lam, *exact.moments(*family)))


def mdc(p):
    lam, d, c = float(p["lambda"]), float(p["D"]), int(p["c"])
    return queue(lam, c, ("D", d), exact.mdc(lam, d, c))


def gate(p):
    lam, fail = float(p["lambda"]), float(p["p_fail_attempt"])
    attempt, most = float(p["attempt_s"]), int(p["max_attempts"])
    m = exact.gate_moments(fail, attempt, most, float(p["overhead_s"]))
    case = Case("gate.xml", exact.mg1(lam, *m))
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                 "camera/capture-time/@mean": "%r s" % attempt,
                 "camera/failure/@probability": p["p_fail_attempt"],
                 STATION + "/inspect/@mean": p["overhead_s"] + " s",
                 STATION + "/capture/@attempts": most}
    return steady(case, lam, m[0], lam * m[0], 1)


def renewal(family, transform):
    def make(p):
        lam, mu = float(p["lambda"]), float(p["mu"])
        case = Case("renewal.xml",
                    exact.gm1(lambda s: transform(s, lam), lam, mu))
        case.sets = {STATION + "/inspect/@mean": "%r s" % (1 / mu)}
        case.edit = lambda root: service(
            root.find(".//" + NS + "renewal"), *family(1 / lam))
        return steady(case, lam, 1 / mu, lam / mu, 1)
    return make


def batch(kind):
    def make(p):
        lam, mu, c = float(p["lambda_batch"]), float(p["mu"]), int(p.get("c", 1))
        size = float(p["mean_b"] if kind == "geometric" else p["b"])
        second = size * (2 * size - 1) if kind == "geometric" else size ** 2
        closed = (exact.mx1(lam, mu, size, second) if c == 1 else
                  exact.mxc(lam, mu, c, int(size)))
        case = Case("batch.xml", closed)
        case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                     FLOW + "/batch/@size": "%r" % size,
                     FLOW + "/batch/@kind": kind,
                     STATION + "/@positions": c,
                     STATION + "/inspect/@mean": "%r s" % (1 / mu)}
        rate = lam * size
        return steady(case, rate, 1 / mu, rate / mu / c, c,
                      (1 + second / size) / 2)
    return make


def vessel(p):
    n, c, mu = int(p["n"]), int(p["c"]), float(p["mu"])
    case = Case("vessel.xml", exact.vessel(n, c, mu), first=4000)
    case.sets = {FLOW + "/call/@passengers": n, STATION + "/@positions": c,
                 STATION + "/inspect/@mean": "%r s" % (1 / mu)}
    return case.run_for(0, math.ceil((n / c + 40 + 10 * n ** 0.5) / mu), n)


def vessel_constant(p):
    n, c, d = int(p["n"]), int(p["c"]), float(p["D"])
    m = exact.trace([0] * n, [round(d * 10 ** 6)] * n, c)
    case = Case("vessel.xml", {k: v / 10 ** 6 for k, v in m.items()
                               if k in ("makespan", "mean_wait", "max_wait",
                                        "p95_wait_nearest_rank")})
    case.sets = {FLOW + "/call/@passengers": n, STATION + "/@positions": c}
    case.edit = lambda root: service(root.find(".//" + NS + "inspect"), "D", d)
    return case.run_for(0, math.ceil((n / c + 2) * d) + 1, n)


def traced(arrivals, services, c, warm):
    case = Case("trace.xml", exact.trace(arrivals, services, c, warm), "ms")
    case.sets = {STATION + "/@positions": c}
    case.trace = "at,booth\n" + "".join(
        "%d ms,%d ms\n" % row for row in zip(arrivals, services))
    end = (arrivals[-1] + sum(services)) // 1000 + 2
    case.run_for(0, end, len(arrivals))
    if warm:  # of intervals the series has whole ones only
        case.sets.update({"run/@warm-up": "%d ms" % warm,
                          "run/@interval": "%d ms" % warm})
    return case


def trace(p):
    return traced([int(x) for x in p["arrivals"].split("/")],
                  [int(x) for x in p["services"].split("/")],
                  int(p["c"]), int(p.get("warm", 0)))


def lcg(p):
    return traced(*exact.lcg(*(int(p[k]) for k in (
        "seed", "n", "amod", "smod", "smin"))), int(p["c"]),
                  int(p.get("warm", 0)))


def start_up(p):
    lam, mu = float(p["lambda"]), float(p["mu"])
    c, n = int(p["c"]), int(p["n"])
    case = Case("start-up.xml", exact.start_up(lam, mu, c, n), first=4000)
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                 STATION + "/@positions": c,
                 STATION + "/inspect/@mean": "%r s" % (1 / mu)}
    case.readers = {
        "mean_delay_first_n": ("travellers waited_us of parties up to n",
                               readers.early_waits(1, n), readers.quotient),
        "mean_delay_nth": ("travellers waited_us of party n",
                           readers.early_waits(n, n), readers.quotient)}
    end = math.ceil((n + 7 * n ** 0.5 + 12) / min(lam, c * mu))
    return case.run_for(0, end, lam * end)


def classes(lams, services, c, closed):
    k = len(lams)
    case = Case("priority.xml", closed)
    case.sets = {STATION + "/@positions": c}

    def edit(root):
        port, station = root.find(NS + "port"), root.find(".//" + NS + "station")
        people = repeat(root, "population", k)
        flows = repeat(port, "flow", k)
        first = repeat(station, "first", k - 1)
        steps = repeat(station, "inspect", k)
        for i, (lam, family) in enumerate(zip(lams, services), 1):
            people[i - 1].set("id", "people%d" % i)
            people[i - 1][0].set("id", "class%d" % i)
            flows[i - 1].set("id", "arrivals%d" % i)
            flows[i - 1].set("population", "people%d" % i)
            flows[i - 1][0].set("rate", "%r /s" % lam)
            if i < k:
                first[i - 1].set("class", "class%d" % i)
            steps[i - 1].set("class", "class%d" % i)
            service(steps[i - 1], *family)
    case.edit = edit
    load = sum(l * exact.moments(*s)[0] for l, s in zip(lams, services)) / c
    long = max(exact.moments(*s)[0] for s in services)
    return steady(case, sum(lams), long, load, c, 2)


def priority_mg1(p):
    lams = numbers(p["lambdas"])
    services = [read_time(s) for s in p["services"].split("/")]
    return classes(lams, services, 1, exact.priority_mg1(lams, services))


def preemptive_mg1(p):
    lams = numbers(p["lambdas"])
    services = [read_time(s) for s in p["services"].split("/")]
    case = classes(lams, services, 1, exact.preemptive_mg1(lams, services))
    case.sets[STATION + "/@order"] = "preemptive"
    case.readers = {"W_class%d" % k: (
        "journeys/totals of the class", readers.through_class(k - 1),
        readers.quotient) for k in range(1, len(lams) + 1)}
    return case


def breakdowns(p):
    lam, mu, fail, repair = (float(p[n]) for n in (
        "lambda", "mu", "fail_rate", "repair_rate"))
    case = Case("breakdown.xml", exact.breakdowns(lam, mu, fail, repair))
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam,
                 STATION + "/inspect/@mean": "%r s" % (1 / mu),
                 STATION + "/breakdown/up/@mean": "%r s" % (1 / fail),
                 STATION + "/breakdown/down/@mean": "%r s" % (1 / repair)}
    case.readers = {
        "availability": ("series 1 - broken_time / time", readers.working,
                         lambda s: 1 - readers.quotient(s)),
        "L": ("journeys/totals time_sum_us / time", readers.through_time,
              readers.quotient),
        "W": readers.PLAIN["W_system"]}
    load = lam / mu / case.closed["availability"]
    return steady(case, lam, 1 / mu + 1 / repair, load, 1, 2)


def priority_mmc(p):
    lams, mu, c = numbers(p["lambdas"]), float(p["mu"]), int(p["c"])
    return classes(lams, [("M", 1 / mu)] * len(lams), c,
                   exact.priority_mmc(lams, mu, c))


def two_stations(lam, first, second, closed):
    case = Case("tandem.xml", closed)
    case.sets = {FLOW + "/poisson/@rate": "%r /s" % lam}
    for name, (mu, c) in (("kiosk", first), ("officer", second)):
        at = STATION + "[@id='%s']" % name
        case.sets[at + "/@positions"] = c
        case.sets[at + "/inspect/@mean"] = "%r s" % (1 / mu)
    mu, c = max((first, second), key=lambda s: lam / (s[0] * s[1]))
    return steady(case, lam, 1 / min(first[0], second[0]), lam / mu / c,
                  min(first[1], second[1]), 2)


def jackson(p):
    """net=tandem kiosk(0.5 x8)->officer(1 x5)"""
    m = re.fullmatch(r"tandem \w+\(([\d.]+) x(\d+)\)->\w+\(([\d.]+) x(\d+)\)",
                     p["net"])
    stations = [(float(m[1]), int(m[2])), (float(m[3]), int(m[4]))]
    lam = float(p["ext_rate"])
    return two_stations(lam, *stations, exact.tandem(lam, stations))


def tandem_sojourn(p):
    lam, mus = float(p["lambda"]), numbers(p["mus"])
    return two_stations(lam, (mus[0], 1), (mus[1], 1),
                        exact.tandem_sojourn(lam, *mus))


def profile(pieces, family, hours, times, closed):
    """Rates in [from, to) hours; metrics are persons at times."""
    case = Case("profile.xml", closed, "h", first=1000)

    def edit(root):
        new = repeat(root.find(".//" + NS + "poisson"), "piece", len(pieces))
        for e, (a, b, rate) in zip(new, pieces):
            e.set("from", clock(a))
            e.set("to", clock(b))
            e.set("rate", "%r /h" % (rate if rate > 0.001 else 0))
        s = root.find(".//" + NS + "inspect")
        service(s, *family)
        s.set("mean", s.get("mean").replace(" s", " h"))
    case.edit = edit
    case.readers = {m: ("travellers arrived_us, left_us at a time",
                        readers.number_at(t), readers.quotient)
                    for m, t in times.items()}
    return case.run_for(0, math.ceil(hours * 3600) + 1,
                        sum((b - a) * rate for a, b, rate in pieces))


def sinusoid(p):
    """Pieces of a minute that bring as many as the sinusoid does."""
    a, b, period, mu = (float(p[k]) for k in ("a", "b", "T", "mu"))
    g, n = 2 * math.pi / period, math.ceil(period * 60)
    edge = [period * i / n for i in range(n + 1)]
    pieces = [(s, t, a + b * (math.cos(g * s) - math.cos(g * t)) / (g * (t - s)))
              for s, t in zip(edge, edge[1:])]
    times = {"m_empty_at_T/4": period / 4, "m_empty_at_T/2": period / 2,
             "m_empty_at_T": period}
    return profile(pieces, ("M", 1 / mu), period, times,
                   {m: exact.sinusoid(a, b, period, mu, t)
                    for m, t in times.items()})


def piecewise(p):
    rates = [numbers(x.replace("x", "/")) for x in p["rates"].split("/")]
    mu, at, pieces, times = float(p["mu"]), 0.0, [], {}
    for i, (rate, length) in enumerate(rates, 1):
        pieces.append((at, at + length, rate))
        at += length
        times["m_end_seg%d" % i] = at
    return profile(pieces, ("M", 1 / mu), at, times,
                   exact.piecewise_mean(rates, mu))


def constant(p):
    lam, d, t = float(p["lambda"]), float(p["D"]), float(p["t"])
    return profile([(0.0, t, lam)], ("D", d), t, {"m_t": t},
                   {"m_t": lam * min(t, d)})


def staffed(p):
    """segs=lam2 s3 T5/lam5 s6 T5"""
    segments = [(float(m[1]), int(m[2]), float(m[3])) for m in (
        re.fullmatch(r"lam([\d.]+) s(\d+) T([\d.]+)", s)
        for s in p["segs"].split("/"))]
    mu = float(p["mu"])
    case = Case("shifts.xml", exact.staffed(segments, mu), "h", first=20000)
    case.sets = {STATION + "/inspect/@mean": "%r h" % (1 / mu)}
    span, at = [], 0.0
    for i, (lam, s, t) in enumerate(segments, 1):
        span.append((at, at + t))
        at += t
        for name, more in (("E_N", {}), ("E_Lq", {"queue_only": True}),
                           ("P_wait", {"least": s})):
            case.readers["%s_end_seg%d" % (name, i)] = (
                "travellers arrived_us, waited_us, left_us at a time",
                readers.number_at(at, **more), readers.quotient)

    def edit(root):
        shifts = repeat(root.find(".//" + NS + "officers"), "shift", len(span))
        pieces = repeat(root.find(".//" + NS + "poisson"), "piece", len(span))
        for e, f, (a, b), (lam, s, t) in zip(shifts, pieces, span, segments):
            for x in (e, f):
                x.set("from", clock(a))
                x.set("to", clock(b))
            e.set("count", "%d" % s)
            f.set("rate", "%r /h" % lam)
    case.edit = edit
    return case.run_for(0, math.ceil(at * 3600),
                        sum(l * t for l, s, t in segments))


def pair(p):
    r1, r2 = float(p["rate1"]), float(p["rate2"])
    closed = {"mean": 1 / r1 + 1 / r2 - 1 / (r1 + r2),
              "second_moment": 2 * (1 / r1 ** 2 + 1 / r2 ** 2 -
                                    1 / (r1 + r2) ** 2)}
    if r1 == r2:
        case = Case("together.xml", closed)
        case.sets = {STATION + "/inspect/@mean": "%r s" % (1 / r1)}
    else:  # members of two groups
        case = Case("pair.xml", closed)
        case.sets = {"camera/capture-time/@mean": "%r s" % (1 / r1),
                     "camera/group-ratio/@time": repr(r1 / r2)}
        case.readers = readers.PAIR
    return case.run_for(0, 10000, 10000)


def verify(p):
    """One photo, m comparisons: what the rates in force give, and a count."""
    m = int(p.get("m", 1))
    given = {k: float(p.get(k, 0)) for k in ("FTA", "FTE", "FNMR", "FMR")}

    def answers(f):
        see = (1 - f["FTE"]) * (1 - f["FTA"])
        a = {"FRR": 1 - see * (1 - f["FNMR"] ** m),
             "FAR": see * (1 - (1 - f["FMR"]) ** m),
             "mean_attempts": sum(f["FNMR"] ** k for k in range(m))}
        a.update({"GFRR": a["FRR"], "GFAR": a["FAR"], "FRR_txn": a["FRR"],
                  "FAR_txn": a["FAR"]})
        return a
    case = Case("verify.xml", answers(given), expected=answers)
    case.sets = {"camera/failure[@cause='enrolment']/@probability": given["FTE"],
                 "camera/failure[@cause='acquisition']/@probability":
                 given["FTA"],
                 "matcher/@fnmr": given["FNMR"],
                 "matcher/@impostor-match": given["FMR"]}

    def edit(root):
        steps = repeat(root.find(".//" + NS + "station"), "match", m)
        for e in steps[1:]:
            e.set("when", "not-matched")
    case.edit = edit
    return case.run_for(0, 3600, 40000)


def beta_binomial(p):
    """Each traveller has his own p ~ Beta(a, b): at the matcher, or
    (at=camera) at the camera; m attempts, of which one is enough."""
    a, b, m = float(p["a"]), float(p["b"]), int(p["m"])
    camera = p.get("at") == "camera"
    case = verify({"m": "1" if camera else p["m"]})
    where = "camera" if camera else "matcher"

    def answers(f):
        both = 1 / f[where + " correlation"] - 1
        mean = f["FTA"] if camera else f["FNMR"]
        fails = [1.0]
        for k in range(m):
            fails.append(fails[-1] * (mean * both + k) / (both + k))
        return {"FRR_txn": fails[m], "mean_p": fails[1],
                "mean_attempts": sum(fails[:m])}
    case.closed = exact.beta_binomial(a, b, m)
    case.expected = answers
    case.sets["%s/@correlation" % where] = repr(1 / (a + b + 1))
    if camera:
        case.sets["camera/failure[@cause='acquisition']/@probability"] = \
            repr(a / (a + b))
        case.sets[STATION + "/capture/@attempts"] = m
        case.readers = readers.CAPTURE
    else:
        case.sets["matcher/@fnmr"] = repr(a / (a + b))
    return case


def iso(p):
    """Enrolment counts for the metrics that begin with G only."""
    return verify(p if p["metric"].startswith("G") else dict(p, FTE="0"))


def false_matches(p):
    case = Case("verify.xml", {"E_count": int(p["n"]) * float(p["FMR"])},
                expected=lambda f: {"E_count": f["impostors"] * f["FMR"]})
    calls, rest = divmod(int(p["n"]), 20000)
    case.sets = {"matcher/@impostor-match": p["FMR"]}

    def edit(root):
        flow = root.findall(".//" + NS + "flow")[1]
        sizes = [20000] * calls + [rest] * (rest > 0)
        for e, n in zip(repeat(flow, "call", len(sizes)), sizes):
            e.set("passengers", "%d" % n)
    case.edit = edit
    return case.run_for(0, 3600, 20000 + int(p["n"]))


def gallery(p):
    """Comparisons and searches with scores: every rate is in the file."""
    metrics = (("FMR", 0, "impostor"), ("FNMR", 0, "false_negative"),
               ("FNIR", 1, "false_negative"), ("FPIR", 1, "false_positive"))
    d, t, n = float(p.get("d", 4)), float(p.get("threshold", 4)), \
        int(p.get("N", 100))
    closed = exact.binormal(d, t, n)
    if "FMR" in p:  # given, whatever the scores
        closed = {"FPIR": exact.fpir(float(p["FMR"]), n)}
    rank_1 = p["metric"].endswith("rank1")

    def answers(f):
        return {"FMR": f["FMR"], "FNMR": f["FNMR"], "FPIR": f["FPIR"],
                "FPIR_nonmated_Nm1": f["FPIR"], "FNIR_rank1": f["FNIR"],
                "FNIR_any_rank": f["FNIR"], "TPIR_rank1": 1 - f["FNIR"]}
    case = Case("gallery.xml", closed, expected=answers)
    case.in_force = lambda run: readers.rates(run, metrics)
    case.sets = {"gallery[@id='all']/@size": n,
                 "gallery[@id='less-one']/@size": n - ("FMR" not in p)}

    def edit(root):
        matcher = root.find(NS + "matcher")
        scores = matcher.find(NS + "scores")
        if "FMR" in p:
            matcher.remove(scores)
            for name, value in (("fnmr", "0.1"), ("impostor-match", "0.1"),
                                ("fnir", "0.1"), ("fmr", p["FMR"])):
                matcher.set(name, value)
            return
        scores.set("threshold", "%r" % t)
        scores.set("genuine-mean", "%r" % d)
        scores.set("rank", "1" if rank_1 else "any")
    case.edit = edit
    return case.run_for(0, 3600, 40000)


SYSTEMS = {
    "M/M/1": mm1, "M/M/c": mmc, "M/G/1": mg1, "M/D/c": mdc,
    "M/M/c/K": mmck, "M/M/c+M": mmc_patience,
    "M/G/1 gate with retries": gate, "staffing min c M/M/c": Staffing,
    "D/M/1": renewal(lambda m: ("D", m), lambda s, lam: math.exp(-s / lam)),
    **{"E%d/M/1" % k: renewal(lambda m, k=k: ("Erlang", k, m),
                              lambda s, lam, k=k: (k * lam / (k * lam + s)) ** k)
       for k in range(1, 101)},
    "M^X/M/1 fixed batch": batch("fixed"),
    "M^X/M/c fixed batch": batch("fixed"),
    "M^X/M/1 geometric batch": batch("geometric"),
    "one batch at t=0 exp service": vessel,
    "one batch at t=0 deterministic service": vessel_constant,
    "G/G/c trace": trace, "G/G/c LCG trace": lcg,
    "M/M/c transient from empty FIFO": start_up,
    "priority M/G/1 non-preemptive": priority_mg1,
    "priority M/M/c non-preemptive common mu": priority_mmc,
    "priority M/G/1 preemptive-resume": preemptive_mg1,
    "M/M/1 breakdowns any time preemptive-resume": breakdowns,
    "Jackson network": jackson,
    "tandem M/M/1 total sojourn": tandem_sojourn,
    "M(t)/M/inf sinusoidal": sinusoid,
    "M(t)/M/inf piecewise-constant from empty": piecewise,
    "M/D/inf from empty": constant,
    "M(t)/M/s(t) piecewise from empty": staffed,
    "parallel join max of two exponentials": pair,
    "ISO 19795-1 single-attempt composition": iso,
    "independent attempts accept-on-any": verify,
    "impostor m attempts independent": verify,
    "beta-binomial attempts": beta_binomial,
    "false matches in n impostor attempts": false_matches,
    "1:N FPIR independent comparisons": gallery,
    "binormal 1:1 impostor N(0 1) genuine N(d 1)": gallery,
    "binormal 1:N mated search rank-1 AND score>=T (gallery N incl. mate)":
    gallery,
}
