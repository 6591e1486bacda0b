"""closed_forms -- exact answers of queueing theory, apart from the simulator.

Each function takes plain numbers and gives a dict from metric to value. They
are written from the formulas, so that any set of parameters can be tried.
"""
import math

import numpy as np


def erlang_c(c, a):
    """P(wait) of M/M/c with load a, by the recursion of Erlang B."""
    b = 1.0
    for k in range(1, c + 1):
        b = a * b / (k + a * b)
    return b / (1 - a / c * (1 - b))


def mmc(lam, mu, c):
    p, rest = erlang_c(c, lam / mu), c * mu - lam
    wq = p / rest
    m = {"P_wait": p, "Wq": wq, "W": wq + 1 / mu, "Lq": lam * wq,
         "L": lam * wq + lam / mu, "var_Wq": (2 - p) * p / rest ** 2}
    for q in (50, 90, 95, 99):
        m["Wq_p%d" % q] = max(0.0, math.log(p / (1 - q / 100)) / rest)
    m["P_Wq_gt"] = lambda t: p * math.exp(-rest * t)
    if c == 1:
        rho = lam / mu
        m.update(sd_W=1 / rest, var_L=rho / (1 - rho) ** 2, p0=1 - rho)
        for q in (50, 90, 95, 99):
            m["W_p%d" % q] = -math.log(1 - q / 100) / rest
    return m


def birth_death(birth, death, most):
    """Shares of time with 0 .. most there, from rates by the number there."""
    p = [1.0]
    for n in range(most):
        p.append(p[-1] * birth(n) / death(n + 1))
    return [x / sum(p) for x in p]


def queue_of(p, lam, mu, c):
    """What queues with losses have in common, given the shares of time."""
    m = {"p0": p[0], "L": sum(n * x for n, x in enumerate(p)),
         "Lq": sum((n - c) * x for n, x in enumerate(p) if n > c),
         "util": sum(min(n, c) * x for n, x in enumerate(p)) / c}
    m["throughput"] = m["util"] * c * mu
    return m


def mmck(lam, mu, c, k):
    """At most k there; who comes then goes away."""
    p = birth_death(lambda n: lam, lambda n: min(n, c) * mu, k)
    m = queue_of(p, lam, mu, c)
    accepted = lam * (1 - p[k])
    m.update(P_block=p[k], W_accepted=m["L"] / accepted,
             Wq_accepted=m["Lq"] / accepted,
             P_wait_given_accepted=sum(p[c:k]) / (1 - p[k]))
    return m


def mmc_patience(lam, mu, c, theta):
    """Erlang A: each in the queue leaves it at the rate theta."""
    p = birth_death(lambda n: lam,
                    lambda n: min(n, c) * mu + max(n - c, 0) * theta,
                    int(20 * (lam / mu + lam / theta + c)))
    m = queue_of(p, lam, mu, c)
    m.update(P_wait=sum(p[c:]), P_abandon=theta * m["Lq"] / lam,
             Wq_all=m["Lq"] / lam)
    return m


def mg1(lam, s1, s2, s3):
    """Pollaczek and Khinchine, from the moments of the service."""
    rho = lam * s1
    wq = lam * s2 / 2 / (1 - rho)
    return {"P_wait": rho, "Wq": wq, "W": wq + s1, "Lq": lam * wq,
            "L": lam * (wq + s1),
            "var_Wq": wq ** 2 + lam * s3 / 3 / (1 - rho)}


def moments(family, *p):
    """First three moments of D(d), M(mean), Erlang(k mean), Uniform(a b),
    Gamma(mean cv), Lognormal(mean cv)."""
    if family == "D":
        return p[0], p[0] ** 2, p[0] ** 3
    if family == "M":
        return p[0], 2 * p[0] ** 2, 6 * p[0] ** 3
    if family == "Erlang":
        k, s = p[0], p[1] / p[0]
        return k * s, k * (k + 1) * s ** 2, k * (k + 1) * (k + 2) * s ** 3
    if family == "Uniform":
        a, b = p
        return ((a + b) / 2, (a * a + a * b + b * b) / 3,
                (a + b) * (a * a + b * b) / 4)
    m, v = p[0], p[1] ** 2  # a mean and a coefficient of variation
    if family == "Gamma":
        return m, m * m * (1 + v), m ** 3 * (1 + v) * (1 + 2 * v)
    if family == "Lognormal":
        return m, m * m * (1 + v), m ** 3 * (1 + v) ** 3
    raise KeyError(family)


def gate_moments(p, attempt, most, overhead):
    share = [p ** (i - 1) * (1 - p) for i in range(1, most)] + [p ** (most - 1)]
    time = [overhead + attempt * i for i in range(1, most + 1)]
    return [sum(w * t ** k for w, t in zip(share, time)) for k in (1, 2, 3)]


def mdc(lam, d, c):
    """Crommelin: roots of z^c = exp(a (z - 1)) in the disk, by iteration."""
    a, lq = lam * d, 0.0
    for k in range(1, c):
        z, turn = 0j, np.exp(2j * math.pi * k / c)
        for _ in range(20000):
            z, old = turn * np.exp(a * (z - 1) / c), z
            if abs(z - old) < 1e-15:
                break
        lq += (1 / (1 - z)).real
    lq += (a * a - c * (c - 1)) / (2 * (c - a))
    wq = lq / lam
    return {"Lq": lq, "Wq": wq, "W": wq + d, "L": lq + a}


def gm1(lst, lam, mu):
    """G/M/1 from the Laplace transform of the time between arrivals."""
    low, high = 0.0, 1 - 1e-9
    while high - low > 1e-16 * 4:
        s = (low + high) / 2
        low, high = (s, high) if lst(mu * (1 - s)) > s else (low, s)
        if s in (low, high) and math.nextafter(low, 1) >= high:
            break
    s, rest = low, mu * (1 - low)
    m = {"sigma": s, "P_wait": s, "Wq": s / rest, "W": 1 / rest,
         "Lq": lam * s / rest}
    for q in (50, 90, 95, 99):
        m["W_p%d" % q] = -math.log(1 - q / 100) / rest
    return m


def mx1(lam, mu, x1, x2):
    """M^X/M/1 from the first two moments of the batch."""
    rho = lam * x1 / mu
    l = (rho + lam * x2 / mu) / 2 / (1 - rho)
    w = l / (lam * x1)
    return {"L": l, "W": w, "Wq": w - 1 / mu, "Lq": l - rho, "p0": 1 - rho}


def mxc(lam, mu, c, b):
    """M^X/M/c, batches of b: flow up across each level equals flow down."""
    p = [1.0]
    while len(p) < 20 * c + 20 * b or p[-1] > 1e-18 * max(p):
        n = len(p)
        p.append(lam * sum(p[max(0, n - b):n]) / (mu * min(n, c)))
    p = np.array(p) / math.fsum(p)
    n = np.arange(len(p))
    l, lq = float(n @ p), float(np.maximum(n - c, 0) @ p)
    return {"L": l, "Lq": lq, "W": l / (lam * b), "Wq": lq / (lam * b),
            "p0": float(p[0])}


def vessel(n, c, mu):
    """n at time 0, c exponential servers, n > c."""
    h1 = sum(1 / k for k in range(1, c + 1))
    h2 = sum(1 / k ** 2 for k in range(1, c + 1))
    mean = (n - c) * (n - c + 1) / (2 * n * mu * c)
    return {"makespan_mean": ((n - c) / c + h1) / mu,
            "makespan_var": ((n - c) / c ** 2 + h2) / mu ** 2,
            "mean_wait": mean, "total_wait_mean": n * mean,
            "last_wait_mean": (n - c) / (c * mu)}


def start_up(lam, mu, c, n):
    """Mean delays of the first n customers of M/M/c from empty."""
    p, delay = np.zeros(n + 1), []
    p[0] = 1.0  # number that the next customer meets
    for i in range(n):
        j = np.arange(n + 1)
        delay.append(float(np.maximum(j - c + 1, 0) @ p) / (c * mu))
        after, left = np.zeros(n + 1), np.concatenate(([0.0], p[:-1]))
        for k in range(n, -1, -1):  # before the next one some leave
            down = min(k, c) * mu
            after[k] = left[k] * lam / (lam + down)
            if k:
                left[k - 1] += left[k] * down / (lam + down)
        p = after
    return {"mean_delay_first_n": sum(delay) / n, "mean_delay_nth": delay[-1]}


def cobham(residual, loads):
    """Waits of classes in order, non-preemptive."""
    sums = np.concatenate(([0.0], np.cumsum(loads)))
    return {"Wq_class%d" % (k + 1):
            residual / (1 - sums[k]) / (1 - sums[k + 1])
            for k in range(len(loads))}


def priority_mg1(lams, services):
    m = [moments(*s) for s in services]
    residual = sum(l * s[1] for l, s in zip(lams, m)) / 2
    return cobham(residual, [l * s[0] for l, s in zip(lams, m)])


def preemptive_mg1(lams, services):
    """Stays of classes in order, preemptive-resume."""
    m = [moments(*s) for s in services]
    before, residual, out = 0.0, 0.0, {}
    for k, (lam, (s1, s2, *_)) in enumerate(zip(lams, m), 1):
        load, residual = before + lam * s1, residual + lam * s2 / 2
        out["W_class%d" % k] = s1 / (1 - before) + residual / (
            (1 - before) * (1 - load))
        before = load
    return out


def breakdowns(lam, mu, fail, repair):
    """M/M/1 whose server fails, busy or not; White and Christie 1958."""
    up = repair / (fail + repair)
    number = (lam / mu + lam * fail / (fail + repair) ** 2) / (up - lam / mu)
    return {"availability": up, "L": number, "W": number / lam}


def priority_mmc(lams, mu, c):
    total = sum(lams)
    m = cobham(erlang_c(c, total / mu) / (c * mu), [l / mu / c for l in lams])
    m["Wq_all"] = mmc(total, mu, c)["Wq"]
    return m


def tandem(lam, stations):
    """Jackson: stations are (mu, c)."""
    m, total = {}, 0.0
    for i, (mu, c) in enumerate(stations, 1):
        one = mmc(lam, mu, c)
        total += one["L"]
        m.update({"lambda_%d" % i: lam, "Wq_%d" % i: one["Wq"],
                  "L_%d" % i: one["L"]})
    m.update(L_total=total, W_system=total / lam)
    return m


def tandem_sojourn(lam, mu1, mu2):
    """Two M/M/1: independent exponential sojourns."""
    a, b = mu1 - lam, mu2 - lam

    def tail(t):
        if abs(a - b) < 1e-9:
            return math.exp(-a * t) * (1 + a * t)
        return (b * math.exp(-a * t) - a * math.exp(-b * t)) / (b - a)
    low, high = 0.0, 100 / min(a, b)
    for _ in range(200):
        mid = (low + high) / 2
        low, high = (mid, high) if tail(mid) > 0.05 else (low, mid)
    return {"W_mean": 1 / a + 1 / b, "W_var": 1 / a ** 2 + 1 / b ** 2,
            "W_p95": low}


def beta_binomial(a, b, m):
    """k attempts of somebody with p ~ Beta(a, b) all fail with E p^k."""
    fails = [1.0]
    for k in range(m):
        fails.append(fails[-1] * (a + k) / (a + b + k))
    return {"FRR_txn": fails[m], "mean_p": a / (a + b),
            "mean_attempts": sum(fails[:m])}


def sinusoid(a, b, period, mu, t):
    """Mean number of M(t)/M/inf from empty, rate a + b sin."""
    g = 2 * math.pi / period
    swing = mu * math.sin(g * t) - g * math.cos(g * t)
    return (a / mu + b * swing / (mu * mu + g * g)
            - (a / mu - b * g / (mu * mu + g * g)) * math.exp(-mu * t))


def piecewise_mean(pieces, mu):
    m, out = 0.0, {}
    for i, (rate, length) in enumerate(pieces, 1):
        m = rate / mu + (m - rate / mu) * math.exp(-mu * length)
        out["m_end_seg%d" % i] = m
    return out


def staffed(segments, mu):
    """M(t)/M/s(t) from empty by uniformisation; s must not fall."""
    top = 150 + int(4 * max(l / mu for l, s, t in segments))
    n = np.arange(top + 1)
    p, out, area = np.zeros(top + 1), {}, 0.0
    p[0] = 1.0
    for i, (lam, s, t) in enumerate(segments, 1):
        down = mu * np.minimum(n, s)
        rate = lam + s * mu
        v, w = p.copy(), math.exp(-rate * t)
        p, inside, left = np.zeros(top + 1), np.zeros(top + 1), 1.0
        for k in range(1, int(rate * t + 12 * math.sqrt(rate * t) + 40)):
            p += w * v
            left -= w
            inside += max(left, 0.0) / rate * v
            new = v * (1 - (np.where(n < top, lam, 0) + down) / rate)
            new[1:] += v[:-1] * lam / rate
            new[:-1] += v[1:] * down[1:] / rate
            v, w = new, w * rate * t / k
        queue = np.maximum(n - s, 0)
        area += float(queue @ inside)
        out.update({"E_N_end_seg%d" % i: float(n @ p),
                    "E_Lq_end_seg%d" % i: float(queue @ p),
                    "P_wait_end_seg%d" % i: float(p[s:].sum())})
    out["integral_E_Lq_dt"] = area
    return out


def trace(arrivals, services, c, warm=0):
    """Kiefer and Wolfowitz on whole numbers: the wait of each. Sums are of those
    who come at `warm` or later, integrals over time from then on."""
    free, waits, ends = [arrivals[0]] * c, [], []
    for at, time in zip(arrivals, services):
        free.sort()
        begin = max(at, free[0])
        free[0] = begin + time
        waits.append(begin - at)
        ends.append(begin + time)
    m = {"wait_%d" % i: w for i, w in enumerate(waits, 1)}
    late = [w for at, w in zip(arrivals, waits) if at >= warm]
    begins = [at + w for at, w in zip(arrivals, waits)]

    def overlap(starts, stops):
        return sum(max(0, b - max(a, warm)) for a, b in zip(starts, stops))
    m.update(sum_wait=sum(late), max_wait=max(late), makespan=max(ends),
             n_waiting=sum(w > 0 for w in late), last_arrival=arrivals[-1],
             mean_wait=sum(late) / len(late),
             queue_time=overlap(arrivals, begins),
             busy_time=overlap(begins, ends),
             p95_wait_nearest_rank=sorted(waits)[-(-len(waits) * 95 // 100) - 1])
    return m


def lcg(seed, n, amod, smod, smin):
    """Arrivals and services of the 64-bit congruential generator, ms."""
    x, at, arrivals, services = seed, 0, [], []

    def draw():
        nonlocal x
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return x >> 33
    for _ in range(n):
        at += draw() % amod
        arrivals.append(at)
        services.append(smin + draw() % smod)
    return arrivals, services


def normal(x):
    return math.erfc(-x / 2 ** 0.5) / 2


def fpir(fmr, n):
    """At least one of n independent comparisons."""
    return -math.expm1(n * math.log1p(-fmr))


def binormal(d, t, n):
    """Scores N(0, 1) of others and N(d, 1) of the mate, who is one of n; the
    integral by Simpson's rule."""
    step = 1e-3
    x = t + step * np.arange(20001)
    others = np.array([math.log1p(-normal(-v)) for v in x]) * (n - 1)
    density = np.exp(-(x - d) ** 2 / 2) / (2 * math.pi) ** 0.5
    weight = np.where(np.arange(len(x)) % 2, 4, 2)
    weight[0] = weight[-1] = 1
    tpir = float((weight * density * np.exp(others)).sum() * step / 3)
    fmr = normal(-t)
    return {"FMR": fmr, "FNMR": normal(t - d), "FNIR_any_rank": normal(t - d),
            "TPIR_rank1": tpir, "FNIR_rank1": 1 - tpir,
            "FPIR_nonmated_Nm1": fpir(fmr, n - 1)}
