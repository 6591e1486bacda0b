#!/usr/bin/python3
"""page -- writes what check.py, or hand_coverage.py, said into docs/validation.md,
between its markers.

    page.py oracles|coverage TABLE.tsv DOCS/validation.md "VERSION AND DAY"
"""
import sys

HOW = {"simulate": "simulated", "exact": "to the last digit",
       "expected": "rate in force", "unit": "formula"}


def cell(text):
    return text.replace("|", "\\|").replace("*", "\\*")


def shorten(params):
    """Long traces by their length."""
    parts = []
    for p in params.split(";"):
        name, _, value = p.partition("=")
        many = value.count("/")
        parts.append("%s=%d times" % (name, many + 1) if many > 4 else p)
    return ", ".join(parts)


def line(row):
    """Statements of the page begin with a blank behind the bar; these do not."""
    simulated, se, z = row["simulated"], row["se"], row["z"]
    if row["how"] == "expected":  # beside it what was counted
        simulated += " (%s)" % se
        se = ""
        z = "" if "nan" in z else z
    if row["how"] in ("exact", "unit"):
        se = z = ""
    if row["how"] == "exact" and not simulated.strip():
        simulated = row["expected"]
    return "|%s|" % "|".join(cell(x) for x in (
        row["system"], shorten(row["params"]), row["metric"], HOW[row["how"]],
        "%.10g" % float(row["expected"]), simulated, se, z))


def oracles(rows, when):
    bad = ["%s (%s) %s" % (r["system"], r["params"], r["metric"])
           for r in rows if r["verdict"] != "ok"]
    count = "; ".join("%s: %d" % (HOW[h], sum(r["how"] == h for r in rows))
                      for h in HOW)
    return ["%s: %d figures (%s); %s." % (
        when, len(rows), count, "all hold" if not bad else
        "%d do NOT hold: %s" % (len(bad), ", ".join(bad))), "",
        "|system|parameters|metric|how|expected|simulated|s.e.|z|",
        "|---|---|---|---|---|---|---|---|"] + [line(r) for r in rows]


def coverage(rows, when):
    return ["%s:" % when, "",
            "|kind|of what|truth|mean of estimates|held it|all below|all above|",
            "|---|---|---|---|---|---|---|"] + [
        "|%s|" % "|".join(cell(r[c]) for c in (
            "kind", "figure", "truth", "mean", "covered", "below", "above"))
        for r in rows]


def main(kind, table, page, when):
    with open(table) as f:
        lines = [l.rstrip("\n").split("\t") for l in f if l[0] != "#"]
    rows = [dict(zip(lines[0], l)) for l in lines[1:]]
    text = {"oracles": oracles, "coverage": coverage}[kind](rows, when)
    begin, end = ("<!-- %s: %s -->" % (kind, x) for x in ("begin", "end"))
    with open(page) as f:
        old = f.read()
    head, rest = old.split(begin, 1)
    tail = rest.split(end, 1)[1]
    with open(page, "w") as f:
        f.write(head + begin + "\n" + "\n".join(text) + "\n" + end + tail)


if __name__ == "__main__":
    main(*sys.argv[1:])
