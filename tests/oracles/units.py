"""units -- answers of formulas alone, for rows that nothing is simulated for.

Written from the formulas, apart from the program; what of it the program's own
statistics compute stands with the same figures in tests/analysis/test_statistics.c.
"""
import math

import closed_forms as exact
from case import numbers, read_time


def bisect(f, low, high):
    """Where f, which grows, passes 0."""
    for _ in range(200):
        mid = (low + high) / 2
        low, high = (mid, high) if f(mid) < 0 else (low, mid)
    return (low + high) / 2


def binomial(n, p, most):
    """P(at most `most` of n)."""
    if p in (0, 1):
        return float(p == 0 or most >= n)
    log = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
           + k * math.log(p) + (n - k) * math.log1p(-p)
           for k in range(most + 1)]
    return min(1.0, math.fsum(math.exp(x) for x in log))


def normal_quantile(p):
    return bisect(lambda z: exact.normal(z) - p, -40.0, 40.0)


def student(df, p):
    """Quantile of Student's t; the density by Simpson's rule in the angle
    x = sqrt(df) tan(a), where it is smooth."""
    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / \
        math.sqrt(math.pi)

    def above_half(x):
        end, n = math.atan(x / math.sqrt(df)), 4000
        y = [math.cos(end * i / n) ** (df - 1) for i in range(n + 1)]
        return scale * end / n / 3 * (
            y[0] + y[-1] + 4 * math.fsum(y[1:-1:2]) + 2 * math.fsum(y[2:-1:2]))
    if p < 0.5:
        return -student(df, 1 - p)
    return bisect(lambda x: above_half(x) + 0.5 - p, 0.0, 1e4)


def mm1(p):
    lam, mu = float(p["lambda"]), float(p["mu"])
    r = lam / mu
    return {"rho": r, "busy_mean": 1 / (mu - lam),
            "busy_var": (1 + r) / (mu ** 2 * (1 - r) ** 3),
            "asymvar_timeavg_L": 2 * r * (1 + r) / (1 - r) ** 4 / mu,
            "asymvar_custavg_Wq":
            r * (2 + 5 * r - 4 * r ** 2 + r ** 3) / (1 - r) ** 4 / mu ** 2}


def mmc(p):
    return {"rho": float(p["lambda"]) / float(p["mu"]) / int(p["c"])}


def busy(lam, s1, s2):
    rho = lam * s1
    return {"rho": rho, "busy_mean": s1 / (1 - rho),
            "busy_m2": s2 / (1 - rho) ** 3}


def mg1(p):
    return busy(float(p["lambda"]), *exact.moments(*read_time(p["service"]))[:2])


def gate(p):
    lam, fail = float(p["lambda"]), float(p["p_fail_attempt"])
    most = int(p["max_attempts"])
    s = exact.gate_moments(fail, float(p["attempt_s"]), most,
                           float(p["overhead_s"]))
    return dict(busy(lam, s[0], s[1]), E_S=s[0], fallback_prob=fail ** most,
                fallback_rate=lam * fail ** most)


def renewal(transform):
    def make(p):
        lam, mu = float(p["lambda"]), float(p["mu"])
        return exact.gm1(lambda s: transform(s, lam), lam, mu)
    return make


def batch(p):
    size = float(p["mean_b"] if "mean_b" in p else p["b"])
    return {"rho": float(p["lambda_batch"]) * size / float(p["mu"]) /
            int(p.get("c", 1))}


def priority(p):
    services = [read_time(s) for s in p["services"].split("/")]
    return {"rho": sum(l * exact.moments(*s)[0] for l, s in
                       zip(numbers(p["lambdas"]), services))}


def sinusoid(p):
    """Of the periodic state, and the probability that nobody is there."""
    a, b, period, mu = (float(p[k]) for k in ("a", "b", "T", "mu"))
    g, out = 2 * math.pi / period, {}
    out["m_periodic_max"] = a / mu + b / math.hypot(mu, g)
    out["peak_lag"] = math.atan2(g, mu) / g
    for n in ("T/4", "T/2", "T"):
        t = period / float((n + "/1").split("/")[1])
        out["P_N0_at_" + n] = math.exp(-exact.sinusoid(a, b, period, mu, t))
    return out


def breakdowns(p):
    lam, mu, fail, repair = (float(p[n]) for n in (
        "lambda", "mu", "fail_rate", "repair_rate"))
    return {"rho_eff": lam / mu * (fail + repair) / repair}


def binormal(p):
    d = float(p["d"])
    return {"EER": exact.normal(-d / 2), "AUC": exact.normal(d / 2 ** 0.5),
            "DPRIME": d}


def interval(p):
    x, n, a = int(p["x"]), int(p["n"]), 0.025
    z, share = normal_quantile(1 - a), x / n
    scale, centre = 1 + z * z / n, share + z * z / 2 / n
    half = z * math.sqrt(share * (1 - share) / n + z * z / 4 / n / n)

    def upper(tail):
        return 1.0 if x == n else bisect(
            lambda q: tail - binomial(n, q, x), 0.0, 1.0)
    return {"CP_lower": 0.0 if x == 0 else bisect(
                lambda q: 1 - binomial(n, q, x - 1) - a, 0.0, 1.0),
            "CP_upper": upper(a), "one_sided_95_upper": upper(2 * a),
            "Wilson_lower": (centre - half) / scale if x else 0.0,
            "Wilson_upper": (centre + half) / scale if x < n else 1.0,
            "rule_of_3": 3 / n}


def staffing(p):
    """Halfin and Whitt: P(wait) is 1 / (1 + beta Phi(beta) / phi(beta))."""
    load = float(p["lambda"]) / float(p["mu"])

    def missed(b):
        density = math.exp(-b * b / 2) / math.sqrt(2 * math.pi)
        return 0.2 - 1 / (1 + b * exact.normal(b) / density)
    beta = bisect(missed, 0.0, 10.0)
    return {"halfin_whitt_beta_for_0p2": beta,
            "sqrt_staffing": load + beta * math.sqrt(load)}


def quantiles(p):
    df = float(p["df"])
    return {"t_0p%s" % s: student(df, float("0." + s))
            for s in ("9", "95", "975", "99", "995")}


def ranks(p):
    n, q = int(p["n"]), float(p["p"])
    low = max([l for l in range(1, n + 1) if binomial(n, q, l - 1) <= 0.025],
              default=0)
    high = [u for u in range(1, n + 1) if binomial(n, q, u - 1) >= 0.975]
    return {"rank_lower": low, "rank_upper": high[0] if high else n + 1}


def false_matches(p):
    n, f = int(p["n"]), float(p["FMR"])
    return {"sd_count": math.sqrt(n * f * (1 - f)),
            "P_zero": math.exp(n * math.log1p(-f))}


UNITS = {
    "M/M/1": mm1, "M/M/c": mmc, "M/G/1": mg1, "M/G/1 gate with retries": gate,
    "M/D/c": lambda p: {"rho": float(p["lambda"]) * float(p["D"]) /
                        int(p["c"])},
    "D/M/1": renewal(lambda s, lam: math.exp(-s / lam)),
    **{"E%d/M/1" % k: renewal(lambda s, lam, k=k:
                              (k * lam / (k * lam + s)) ** k)
       for k in range(1, 101)},
    "M^X/M/1 fixed batch": batch, "M^X/M/c fixed batch": batch,
    "M^X/M/1 geometric batch": batch,
    "priority M/G/1 non-preemptive": priority,
    "priority M/G/1 preemptive-resume": priority,
    "M(t)/M/inf sinusoidal": sinusoid,
    "M/M/1 breakdowns any time preemptive-resume": breakdowns,
    "1:N FPIR independent comparisons": lambda p: {
        "FPIR_linear": float(p["FMR"]) * int(p["N"])},
    "binormal 1:1 impostor N(0 1) genuine N(d 1)": binormal,
    "beta-binomial attempts": lambda p: {
        "icc": 1 / (float(p["a"]) + float(p["b"]) + 1)},
    "binomial CI 95%": interval, "staffing min c M/M/c": staffing,
    "Student t quantile": quantiles, "order-statistic CI ranks 95%": ranks,
    "false matches in n impostor attempts": false_matches,
}
