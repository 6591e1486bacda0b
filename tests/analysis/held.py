#!/usr/bin/python3
"""held -- exactly how often 95% intervals of a rate hold it: docs/model.md's table.

    held.py [TRIALS]

No random number: for each rate, the probabilities of the counts of errors whose
interval holds it, added up. Written from the formulas, apart from the program, which
tests/analysis/test_statistics.c holds to the last column's bounds.
"""
import math
import sys

Z, TAIL = 1.959963984540054, 0.025
MOST = 120  # errors: beyond what is likely where 30 are expected
FROM, TO = 1.03, 30.0


def binomial(n, p, x):
    return math.exp(math.lgamma(n + 1) - math.lgamma(x + 1) - math.lgamma(n - x + 1)
                    + x * math.log(p) + (n - x) * math.log1p(-p))


def beta(x, a, b):
    """Its distribution function, by Lentz's continued fraction."""
    if b <= 0:
        return 0.0  # of all: surely no more
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(1 - x, b, a)
    f, c, d = 1.0, 1.0, 1 / (1 - (a + b) * x / (a + 1))
    f = d
    for m in range(1, 1000):
        for part in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + part * d)
            c = 1 + part / c
            f *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return f / a * math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                            + a * math.log(x) + b * math.log1p(-x))


def where(f, target, lo=1e-12, hi=1 - 1e-12):
    """Where f, which grows, is the target."""
    for _ in range(70):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if f(mid) < target else (lo, mid)
    return (lo + hi) / 2


def at_least(x, n):
    return lambda p: beta(p, x, n - x + 1)


def clopper_pearson(x, n, part=1.0):
    """part 1/2: mid-P."""
    def more(p):
        return beta(p, x + 1, n - x) + part * binomial(n, p, x)

    def up_to(p):
        return -(1 - more(p)) - (2 * part - 1) * binomial(n, p, x)
    return where(more, TAIL) if x else 0.0, where(up_to, -TAIL)


def mid_p(x, n):
    return clopper_pearson(x, n, 0.5)


def jeffreys(x, n):
    return tuple(where(lambda p: beta(p, x + 0.5, n - x + 0.5), q)
                 for q in (TAIL if x else 0.0, 1 - TAIL))


def wilson(x, n):
    p = x / n
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / 4 / n / n)
    centre, scale = p + Z * Z / 2 / n, 1 + Z * Z / n
    return (centre - half) / scale if x else 0.0, (centre + half) / scale


def modified(x, n):
    lo, hi = wilson(x, n)
    if 0 < x <= 3:
        lo = min(lo, where(at_least(x, n), 2 * TAIL))
    if 0 < n - x <= 3:
        hi = max(hi, 1 - where(at_least(n - x, n), 2 * TAIL))
    if x == 0:
        hi = max(hi, 1 - TAIL ** (1 / n))
    if x == n:
        lo = min(lo, TAIL ** (1 / n))
    return lo, hi


def main(n=1500):
    kinds = (clopper_pearson, mid_p, jeffreys, wilson, modified)
    counts = range(min(MOST, n) + 1)
    limits = [[f(x, n) for x in counts] for f in kinds]

    def held(errors):
        p = errors / n
        each = [binomial(n, p, x) for x in counts]
        return [math.fsum(e for e, (lo, hi) in zip(each, l) if lo <= p <= hi)
                for l in limits]
    print("|expected of %d|%s|" % (n, "|".join(
        k.__name__.replace("_", " ") for k in kinds)))
    print("|---|---|---|---|---|---|")
    for errors in (0.1, 0.2, 0.5, 1, 1.5, 2, 3, 5, 9, 30):
        if errors > n / 2:
            break  # the mirror image
        print("|%g|%s|" % (errors, "|".join("%.2f%%" % (100 * h)
                                            for h in held(errors))))
    step = 0.01
    to = min(TO, n / 2)
    grid = [held(FROM + i * step) for i in range(int((to - FROM) / step) + 1)]
    for name, f in (("least", min), ("most", max)):
        print("|%s, %g to %g|%s|" % (name, FROM, to, "|".join(
            "%.2f%%" % (100 * f(c)) for c in zip(*grid))))
    print("|within 92% to 98% of these|{}|".format("|".join(
        "%.1f%%" % (100 * sum(0.92 <= h <= 0.98 for h in c) / len(c))
        for c in zip(*grid))))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
