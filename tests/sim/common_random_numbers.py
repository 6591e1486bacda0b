"""common_random_numbers -- variants differ by what was changed, and by nothing
else. Each function bears the statement's name.
"""
import os
import subprocess
import tempfile

import numpy as np

import whole
from whole import PROGRAM, Results, hold

# Who a traveller is, and what he needs wherever he is served.
PERSON = ("flow", "party", "member", "class", "group", "impostor", "age",
          "opt_out", "look_out", "arrived_us")
NEED = ("served_us", "result", "decision", "cause")
HUB = "scenarios/reference/air-entry-hub.xml"
GATES = "scenarios/reference/air-exit-gates.xml"


def run(scenario, *sets, options=()):
    changes = [x for s in sets for x in ("--set", s)]
    with tempfile.TemporaryDirectory(prefix="poesim-") as folder:
        out = os.path.join(folder, "out.h5")
        subprocess.run([PROGRAM, "run", scenario, "-o", out, "-q", *options,
                        *changes], check=True, stderr=subprocess.DEVNULL)
        return Results(out)


def travellers(table, columns):
    """Rows in the order of who they are."""
    order = np.lexsort([table["travellers/" + c]
                        for c in ("member", "party", "flow", "replication")])
    return {c: table["travellers/" + c][order] for c in columns}


def mean_waits(table):
    """Of each replication, over all stations."""
    of = table["waits/totals/replication"]
    return np.array([table["waits/totals/wait_sum_us"][of == r].sum() /
                     table["waits/totals/persons"][of == r].sum()
                     for r in range(of.max() + 1)])


def more_booths_change_no_travellers_arrival_traits_score_or_service():
    """Half as many booths again: other waits, and the same people with the
    same needs, if they were through before the end."""
    options = ("--travellers", "all", "--replications", "2")
    base = run(HUB, options=options)
    more = run(HUB, "//station/@positions=60", options=options)
    a, b = (travellers(t, PERSON + NEED + ("end_state", "waited_us"))
            for t in (base, more))
    inside = base.index("end_states", "still-inside")
    through = (a["end_state"] != inside) & (b["end_state"] != inside)
    assert through.sum() > 40000
    for c in PERSON:
        assert np.array_equal(a[c], b[c]), c
    for c in NEED:
        assert np.array_equal(a[c][through], b[c][through]), c
    for digest in ("arrival_digest", "travellers"):
        path = "replications/" + digest
        assert np.array_equal(base[path], more[path])


def a_lane_more_at_the_gates_changes_nobody_who_boards():
    """Doors close: who boards in both runs needed the same in both. The valve
    that suspends photos in a hurry is shut, because it reads the queue."""
    calm = "//capture/@relief-queue=100000"
    shut = "//capture/@relief-door=1 us"
    options = ("--travellers", "all", "--replications", "2")
    base = run(GATES, calm, shut, options=options)
    more = run(GATES, calm, shut, "//station/@positions=3",
                       options=options)
    a, b = (travellers(t, PERSON + NEED + ("end_state",))
            for t in (base, more))
    departed = base.index("end_states", "departed")
    both = (a["end_state"] == departed) & (b["end_state"] == departed)
    assert both.sum() > 500
    for c in PERSON:
        assert np.array_equal(a[c], b[c]), c
    for c in NEED:
        assert np.array_equal(a[c][both], b[c][both]), c


def a_step_before_an_inspection_changes_no_officers_luck():
    """A second of work before M/M/1's service: everybody's visit is a second
    longer, to the microsecond."""
    with open("tests/bench/mm1.xml") as f:
        text = f.read()
    longer = text.replace("<inspect", "<work dist=\"constant\" mean=\"1 s\"/>"
                          "<inspect", 1)
    options = ("--set", "//poisson/@rate=0.4 /s", "--set", "@duration=6 h")
    base, more = (whole.run(x, {}, *options) for x in (text, longer))
    a, b = (travellers(t, ("served_us", "end_state")) for t in (base, more))
    inside = base.index("end_states", "still-inside")
    both = (a["end_state"] != inside) & (b["end_state"] != inside)
    assert both.sum() > 8000
    assert np.array_equal(a["served_us"][both] + 1000000,
                          b["served_us"][both])


def paired_differences_vary_less_than_a_fifth_of_unpaired_ones():
    """The reference pair: the hub, and the hub with a service of 4 s."""
    base = mean_waits(run(HUB))
    slow = mean_waits(run(
        HUB, "//matching-service/service-time/@mean=4 s"))
    assert len(base) == 20
    paired = np.var(slow - base, ddof=1)
    unpaired = np.var(slow, ddof=1) + np.var(base, ddof=1)
    assert paired < unpaired / 5, (paired / unpaired)
    return paired / unpaired


hold([more_booths_change_no_travellers_arrival_traits_score_or_service,
      a_lane_more_at_the_gates_changes_nobody_who_boards,
      a_step_before_an_inspection_changes_no_officers_luck,
      paired_differences_vary_less_than_a_fifth_of_unpaired_ones])
