"""case -- a scenario of this folder with parameters, and how long to run it."""
import math
import re
import xml.etree.ElementTree as tree

NS = "{urn:poesim:scenario}"
FLOW, STATION = "port/flow", "port/station"


class Case:
    def __init__(self, scenario, closed, unit="s", **more):
        self.scenario, self.closed = scenario, closed
        self.unit = {"ms": 10 ** 3, "s": 10 ** 6, "h": 3600 * 10 ** 6}[unit]
        self.sets, self.readers, self.first = {}, {}, 24
        self.edit = self.trace = self.in_force = None
        self.most = 400 * 10 ** 6  # customers to give up at
        self.__dict__.update(more)

    def run_for(self, warm, duration, customers):
        """Whole seconds; customers of one replication."""
        self.customers = customers
        # intervals of at most a day, a whole number of them in the warm-up
        n = math.ceil((warm or duration) / 86400)
        interval = math.ceil((warm or duration) / n)
        self.sets.update({"@duration": "%d s" % duration,
                          "run/@warm-up": "%d s" % (n * interval if warm else 0),
                          "run/@interval": "%d s" % interval})
        return self


def steady(case, lam, s, rho, c, spread=1.0):
    """Long enough that opening empty and closing early do not show: a warm-up
    of 8 relaxation times, and at least 50,000 customers afterwards."""
    relax = 4 * spread * s / (c * (1 - rho) ** 2)
    warm = 8 * relax + 20 * s
    total = max(33 * warm, 50000 / lam)
    warm = math.ceil(max(warm, total / 5000))
    total = warm * math.ceil(total / warm)
    return case.run_for(warm, total, lam * total)


def time(family, *p):
    """A random time of closed_forms.moments() as attributes."""
    a = dict.fromkeys(("dist", "mean", "stages", "low", "high", "cv"))
    if family == "Uniform":
        a.update(dist="uniform", low="%r s" % p[0], high="%r s" % p[1])
    elif family == "Erlang":
        a.update(dist="erlang", stages="%d" % p[0], mean="%r s" % p[1])
    elif family in ("Gamma", "Lognormal"):
        a.update(dist=family.lower(), mean="%r s" % p[0], cv=repr(p[1]))
    else:
        a.update(dist={"D": "constant", "M": "exponential"}[family],
                 mean="%r s" % p[0])
    return a


def read_time(text):
    """"D(1)", "Erlang(4 2.5)"."""
    m = re.fullmatch(r"(\w+)\(([^)]*)\)", text)
    return (m[1],) + tuple(float(x) for x in m[2].split())


def service(element, *family):
    for name, value in time(*family).items():
        element.attrib.pop(name, None)
        if value is not None:
            element.set(name, value)


def repeat(parent, name, n):
    """n copies of the first child of that name, in its place."""
    old = parent.findall(NS + name)
    at = list(parent).index(old[0])
    for e in old:
        parent.remove(e)
    new = [tree.fromstring(tree.tostring(old[0])) for _ in range(n)]
    for i, e in enumerate(new):
        parent.insert(at + i, e)
    return new


def clock(hours):
    s = round(hours * 3600)
    return "%02d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60)


def numbers(text):
    return [float(x) for x in text.split("/")]
