"""readers -- where in a results file a metric stands.

A reader gives, for each replication, a few sums; a function turns sums into the
metric. Sums of all replications give the estimate, leaving out one replication
at a time gives its standard error (jackknife over independent replications).
"""
import re
import xml.etree.ElementTree as tree

import h5py
import numpy as np


class Wrong(Exception):
    """The file cannot be right, whatever the figures."""


class Run:
    """One results file; times come in units of `unit` microseconds."""

    def __init__(self, path, unit):
        self.file, self.unit, self.tables = h5py.File(path, "r"), unit, {}
        a = self.file.attrs
        self.replications = int(a["replications"])
        self.warm = int(a["warm_up_us"])
        self.interval = int(a["interval_us"])
        self.end = int(a["duration_us"])
        self.time = (self.end - self.warm) / unit

    def column(self, table, name):
        key = table + "/" + name
        if key not in self.tables:
            x = self.file[key][:]  # narrow in the file, but sums are not
            self.tables[key] = x.astype(np.int64) if x.dtype.kind in "iu" else x
        return self.tables[key]

    def rows(self, table, **equal):
        """Rows after the warm-up with these values in these columns."""
        keep = np.ones(len(self.column(table, "replication")), bool)
        for name, value in equal.items():
            keep &= self.column(table, name) == value
        if "interval" in self.file[table]:
            at = self.column(table, "interval").astype(np.int64)
            keep &= at * self.interval >= self.warm
        return keep

    def sum(self, table, name, keep):
        """Of a column, for each replication."""
        value = self.column(table, name)[keep] if name else None
        return np.bincount(self.column(table, "replication")[keep], value,
                           self.replications)

    def journeys(self):
        """Replication, stay and rows of travellers whose stay was recorded."""
        t = "travellers"
        at = self.column(t, "arrived_us")
        last = self.end - self.warm if self.warm else self.end
        keep = (at >= self.warm) & (at < last)
        stay = (self.column(t, "left_us")[keep] - at[keep]) / self.unit
        return self.column(t, "replication")[keep], stay


def quotient(s):
    return s[..., 0] / s[..., 1]


def variance(s):
    return s[..., 2] / s[..., 0] - (s[..., 1] / s[..., 0]) ** 2


STEP = 0.03


def crossing(p, q):
    """From the shares up to q and q (1 -+ STEP) to where the share is p."""
    def value(s):
        slope = (s[..., 3] - s[..., 2]) / (2 * STEP * q)
        return q + (p * s[..., 0] - s[..., 1]) / slope
    return value


def wait(run, station=0, **of):
    keep = run.rows("waits/totals", station=station, **of)
    return [run.sum("waits/totals", "wait_sum_us", keep) / run.unit,
            run.sum("waits/totals", "persons", keep)]


def share_waited(run):
    keep = run.rows("waits/totals", station=0)
    return [run.sum("waits/totals", n, keep) for n in ("waited", "persons")]


def share_left(run):
    keep = run.rows("waits/totals", station=0)
    return [run.sum("waits/totals", n, keep) for n in ("left", "persons")]


def share_delayed(run):
    """Who left the queue unserved had waited, too."""
    keep = run.rows("waits/totals", station=0)
    return [run.sum("waits/totals", n, keep)
            for n in ("waited", "left", "persons")]


def queue_per_arrival(run):
    keep = run.rows("series", station=0)
    return [run.sum("series", "queue_time", keep) / run.unit,
            run.sum("series", "arrivals", keep)]


def busy_of_open(run):
    keep = run.rows("series", station=0)
    return [run.sum("series", n, keep) for n in ("busy_time", "open_time")]


def served(run):
    keep = run.rows("series", station=0)
    return [run.sum("series", "served", keep),
            np.full(run.replications, run.time)]


def total_wait(run):
    return [wait(run)[0], np.ones(run.replications)]


def present(run, columns, station=None):
    """Time averages of persons, parties being single travellers."""
    keep = run.rows("series", **({} if station is None else
                                 {"station": station}))
    s = sum(run.sum("series", c, keep) for c in columns) / run.unit
    return [s, np.full(run.replications, run.time)]


def joined(run, station):
    keep = run.rows("series", station=station)
    return [run.sum("series", "arrivals", keep),
            np.full(run.replications, run.time)]


def stay(run):
    """Wait and service of one station, each over its own count."""
    keep = run.rows("series", station=0)
    w = wait(run)
    return w + [run.sum("series", "busy_time", keep) / run.unit,
                run.sum("series", "visits", keep)]


def through(run):
    keep = run.rows("journeys/totals")
    return [run.sum("journeys/totals", "time_sum_us", keep) / run.unit,
            run.sum("journeys/totals", "persons", keep)]


def through_class(number):
    def read(run):
        keep = run.rows("journeys/totals", **{"class": number})
        return [run.sum("journeys/totals", "time_sum_us", keep) / run.unit,
                run.sum("journeys/totals", "persons", keep)]
    return read


def through_time(run):
    return [through(run)[0], np.full(run.replications, run.time)]


def working(run):
    keep = run.rows("series", station=0)
    return [run.sum("series", "broken_time", keep) / run.unit,
            np.full(run.replications, run.time)]


def longest_wait(run):
    return [run.column("waits/totals", "wait_max_us") / run.unit,
            np.ones(run.replications)]


def longest_journey(run):
    x = run.column("journeys/totals", "time_max_us") / run.unit
    return [np.ones(run.replications), x, x * x]


def wait_powers(run):
    """Count, sum and squares; bins are narrow, their middle is good enough."""
    t = "waits/histogram"
    keep = run.rows(t, station=0)
    n = run.column(t, "persons")[keep].astype(float)
    x = (run.column(t, "from_us")[keep] + run.column(t, "to_us")[keep]) / 2
    r, x = run.column(t, "replication")[keep], x / run.unit
    return [np.bincount(r, n * x ** k, run.replications) for k in (0, 1, 2)]


def waits_up_to(q):
    def read(run):
        t = "waits/histogram"
        keep = run.rows(t, station=0)
        n = run.column(t, "persons")[keep].astype(float)
        a = run.column(t, "from_us")[keep]
        b = run.column(t, "to_us")[keep] + 1
        r = run.column(t, "replication")[keep]
        part = [np.clip((q * f * run.unit - a) / (b - a), 0, 1)
                for f in (1, 1 - STEP, 1 + STEP)]
        return [np.bincount(r, n * w, run.replications) for w in [1.0] + part]
    return read


def waits_over(limit):
    def read(run):
        t = "waits/over"
        keep = run.rows(t, station=0, limit_us=round(limit * run.unit))
        all_of = run.rows("waits/intervals", station=0)
        return [run.sum(t, "persons", keep),
                run.sum("waits/intervals", "persons", all_of)]
    return read


def stay_powers(run):
    r, x = run.journeys()
    return [np.bincount(r, x ** k, run.replications) for k in (0, 1, 2)]


def stays_up_to(q):
    def read(run):
        r, x = run.journeys()
        return [np.bincount(r, None, run.replications)] + [
            np.bincount(r[x <= q * f], None, run.replications)
            for f in (1, 1 - STEP, 1 + STEP)]
    return read


def number_powers(run):
    """Integrals of 1, N, N^2 and of N = 0 over time, from who came and left."""
    t, out = "travellers", []
    edge = np.searchsorted(run.column(t, "replication"),
                           np.arange(run.replications + 1))
    for i, j in zip(edge[:-1], edge[1:]):
        came = run.column(t, "arrived_us")[i:j]
        at = np.concatenate((came, run.column(t, "left_us")[i:j]))
        order = np.argsort(at, kind="stable")
        n = np.cumsum(np.where(order < len(came), 1.0, -1.0))
        at = np.clip(np.append(at[order], run.end), run.warm, None)
        time, first = np.diff(at) / run.unit, at[0] - run.warm
        out.append([run.time, n @ time, n * n @ time,
                    time[n == 0].sum() + first / run.unit])
    return list(np.array(out).T)


def number_at(time, queue_only=False, least=None):
    """Persons just before a time: all, queued, or whether `least` are there."""
    def read(run):
        t, at = "travellers", round(time * run.unit)
        came, left = run.column(t, "arrived_us"), run.column(t, "left_us")
        here = (came < at) & (left >= at)
        if queue_only:
            here &= came + run.column(t, "waited_us") >= at
        n = np.bincount(run.column(t, "replication")[here], None,
                        run.replications)
        return [n if least is None else n >= least, np.ones(run.replications)]
    return read


def early_waits(first, last):
    """Waits of the customers first .. last, from 1; all must have begun."""
    def read(run):
        t = "travellers"
        party = run.column(t, "party")
        keep = (party >= first - 1) & (party < last)
        n = np.bincount(run.column(t, "replication")[keep], None,
                        run.replications)
        began = run.column(t, "served_us")[keep] > 0
        if (n != last - first + 1).any() or not began.all():
            raise Wrong("somebody came or began too late")
        w = run.column(t, "waited_us")[keep] / run.unit
        return [np.bincount(run.column(t, "replication")[keep], w,
                            run.replications), n]
    return read


def pair_powers(run):
    t = "travellers"
    keep = (run.column(t, "member") == 0) & (run.column(t, "end_state") ==
                                             end_state(run, "admitted"))
    x = run.column(t, "served_us")[keep] / run.unit
    r = run.column(t, "replication")[keep]
    return [np.bincount(r, x ** k, run.replications) for k in (0, 1, 2)]


def unlike_pair_powers(run):
    """Of parties whose two members are of two groups."""
    t = "travellers"
    lead = run.column(t, "member") == 0
    at = np.flatnonzero(lead)
    group, state = run.column(t, "group"), run.column(t, "end_state")
    at = at[(group[at] != group[at + 1]) &
            (state[at] == end_state(run, "admitted"))]
    x = run.column(t, "served_us")[at] / run.unit
    r = run.column(t, "replication")[at]
    return [np.bincount(r, x ** k, run.replications) for k in (0, 1, 2)]


def end_state(run, name):
    return list(run.file["names/end_states"].asstr()[:]).index(name)


def ended(population, state):
    """Share of one class (by number) that came to an end state."""
    def read(run):
        one = {"class": population}
        keep = run.rows("ends", **one)
        good = run.rows("ends", end_state=end_state(run, state), **one)
        return [run.sum("ends", "persons", good),
                run.sum("ends", "persons", keep)]
    return read


def requests(run):
    """Requests of impostors or of genuine travellers, per traveller."""
    t = "matching/errors"
    keep = run.rows(t)
    return [run.sum(t, "mated", keep),
            run.sum("ends", "persons", run.rows("ends", **{"class": 0}))]


def impostor_matches(run):
    t = "matching/errors"
    return [run.sum(t, "impostor_matches", run.rows(t)),
            np.ones(run.replications)]


def attempts(run):
    """Attempts at the camera for each transaction."""
    t = "matching/capture"
    keep = run.rows(t)
    return [run.sum(t, "attempts", keep), run.sum(t, "transactions", keep)]


def no_image(run):
    t = "matching/capture"
    keep = run.rows(t)
    return [run.sum(t, "no_image", keep), run.sum(t, "transactions", keep)]


def first_missed(run):
    """False non-matches of all comparisons: with one each, of the travellers."""
    t = "matching/errors"
    keep = run.rows(t)
    return [run.sum(t, "non_matches", keep), run.sum(t, "mated", keep)]


def in_force(run):
    """Rates that the file says were in force, and exposures of a
    replication."""
    t, f = "matching/errors", {}
    root = tree.fromstring(run.file["scenario"].asstr()[()])
    for cause, name in (("enrolment", "FTE"), ("acquisition", "FTA")):
        e = next(e for e in root.iter() if e.get("cause") == cause)
        f[name] = float(e.get("probability"))
    for column, name in (("false_negative_rate", "FNMR"),
                         ("impostor_rate", "FMR")):
        (f[name],) = set(run.column(t, column))
    f["impostors"] = run.sum(t, "impostors", run.rows(t)).mean()
    for name in ("camera", "matcher"):
        e = root.find("{*}" + name)
        f[name + " correlation"] = float(e.get("correlation", 0))
    return f


def rates(run, metrics):
    """Rates in force where there were exposures: (name, search, which)."""
    t, f = "matching/errors", {}
    exposed = {"impostor": "impostors", "false_negative": "mated",
               "false_positive": "non_mated"}
    for name, search, which in metrics:
        keep = run.rows(t, search=search) & \
            (run.column(t, exposed[which]) > 0)
        (f[name],) = set(run.column(t, which + "_rate")[keep])
    return f


def errors(search, wrong, of):
    """Counted errors and exposures of searches 1:1 (0) or 1:N (1)."""
    def read(run):
        t = "matching/errors"
        keep = run.rows(t, search=search)
        return [run.sum(t, wrong, keep), run.sum(t, of, keep)]
    return read


def part(k, by):
    return lambda s: s[..., k] / s[..., by]


W = ("waits/totals wait_sum_us / persons", wait, quotient)
PAIR = {
    "mean": ("travellers served_us, group", unlike_pair_powers, part(1, 0)),
    "second_moment": ("travellers served_us, group", unlike_pair_powers,
                      part(2, 0))}
PLAIN = {
    "P_wait": ("waits/totals waited / persons", share_waited, quotient),
    "Wq": W, "Wq_all": ("waits/totals wait_sum_us / persons, all classes",
                        wait, quotient),
    "mean_wait": W,
    "W": ("waits/totals wait_sum_us / persons + series busy_time / visits",
          stay, lambda s: s[..., 0] / s[..., 1] + s[..., 2] / s[..., 3]),
    "Lq": ("series queue_time / time",
           lambda r: present(r, ["queue_time"]), quotient),
    "L": ("series (queue_time + busy_time) / time",
          lambda r: present(r, ["queue_time", "busy_time"]), quotient),
    "L_total": ("series (queue_time + busy_time) / time, both stations",
                lambda r: present(r, ["queue_time", "busy_time"]), quotient),
    "W_system": ("journeys/totals time_sum_us / persons", through, quotient),
    "sd_W": ("travellers left_us - arrived_us", stay_powers,
             lambda s: np.sqrt(variance(s))),
    "W_mean": ("travellers left_us - arrived_us", stay_powers, part(1, 0)),
    "W_var": ("travellers left_us - arrived_us", stay_powers, variance),
    "var_Wq": ("waits/histogram", wait_powers, variance),
    "var_L": ("travellers arrived_us, left_us", number_powers, variance),
    "p0": ("travellers arrived_us, left_us", number_powers, part(3, 0)),
    "makespan_mean": ("journeys/totals time_max_us", longest_journey,
                      part(1, 0)),
    "makespan_var": ("journeys/totals time_max_us", longest_journey, variance),
    "last_wait_mean": ("waits/totals wait_max_us", longest_wait, quotient),
    "total_wait_mean": ("waits/totals wait_sum_us", total_wait, quotient),
    "integral_E_Lq_dt": ("series queue_time",
                         lambda r: [present(r, ["queue_time"])[0],
                                    np.ones(r.replications)], quotient),
    "mean": ("travellers served_us", pair_powers, part(1, 0)),
    "second_moment": ("travellers served_us", pair_powers, part(2, 0)),
    "FRR": ("ends of genuine travellers", ended(0, "refused"), quotient),
    "FAR": ("ends of impostors", ended(1, "admitted"), quotient),
    "mean_attempts": ("matching/errors mated / ends persons", requests,
                      quotient),
    "E_count": ("matching/errors impostors x impostor_rate", impostor_matches,
                quotient),
}
NON_MATCHES = errors(1, "non_matches", "mated")
FALSE_POSITIVES = errors(1, "false_positives", "non_mated")
PLAIN.update({
    "FMR": ("matching/errors impostor_rate",
            errors(0, "impostor_matches", "impostors"), quotient),
    "FNMR": ("matching/errors false_negative_rate",
             errors(0, "non_matches", "mated"), quotient),
    "FNIR_rank1": ("matching/errors false_negative_rate", NON_MATCHES,
                   quotient),
    "TPIR_rank1": ("matching/errors false_negative_rate", NON_MATCHES,
                   lambda s: 1 - quotient(s)),
    "FPIR": ("matching/errors false_positive_rate", FALSE_POSITIVES, quotient),
})
PLAIN["FNIR_any_rank"] = PLAIN["FNIR_rank1"]
PLAIN["FPIR_nonmated_Nm1"] = PLAIN["FPIR"]
PLAIN["mean_p"] = ("matching/errors non_matches / mated", first_missed,
                   quotient)
CAPTURE = {
    "FRR_txn": ("matching/capture no_image / transactions", no_image, quotient),
    "mean_attempts": ("matching/capture attempts / transactions", attempts,
                      quotient),
}
for old, new in (("FRR", "GFRR"), ("FRR", "FRR_txn"), ("FAR", "GFAR"),
                 ("FAR", "FAR_txn")):
    PLAIN[new] = PLAIN[old]


def find(metric, value):
    """(where it stands, reader, function of sums) of a metric by name."""
    if metric in PLAIN:
        return PLAIN[metric]
    m = re.fullmatch(r"(Wq|W)_p(\d+)", metric)
    if m:
        read = waits_up_to if m[1] == "Wq" else stays_up_to
        where = "waits/histogram" if m[1] == "Wq" else \
            "travellers left_us - arrived_us"
        return where, read(value), crossing(int(m[2]) / 100, value)
    m = re.fullmatch(r"P_Wq_gt_([\d.]+)", metric)
    if m:
        return ("waits/over persons / waits/intervals persons",
                waits_over(float(m[1])), quotient)
    m = re.fullmatch(r"Wq_class(\d+)", metric)
    if m:
        return ("waits/totals of the class",
                lambda r: wait(r, **{"class": int(m[1]) - 1}), quotient)
    m = re.fullmatch(r"(lambda|Wq|L)_(\d+)", metric)
    if m:
        k = int(m[2]) - 1
        if m[1] == "Wq":
            return (W[0] + " of the station", lambda r: wait(r, k), quotient)
        if m[1] == "L":
            return (PLAIN["L"][0] + " of the station", lambda r: present(
                r, ["queue_time", "busy_time"], k), quotient)
        return ("series arrivals / time of the station",
                lambda r: joined(r, k), quotient)
    raise KeyError("no reader for the metric " + metric)
