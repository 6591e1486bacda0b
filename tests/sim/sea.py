"""sea -- what cruise ships and ferries must do, as statements about results
files. Times are compared to the microsecond with recursions of our own."""
import random

import numpy as np

from whole import SECOND, hold, run, within

SHIP = """<scenario xmlns="urn:poesim:scenario" version="1" id="ship" start="2026-07-18" duration="%(duration)s">
  <title>A ship</title>
  <run replications="1"/>
  <population id="aboard"><class id="anybody" status="citizen"/>%(parties)s</population>
  <camera id="camera"><capture-time mean="2 s"/></camera>
  <matcher id="manifest" fnir="0" fpir="0"/>
  <matching-service id="service" matcher="manifest">
    <network-time mean="0.43 s"/><service-time mean="1 s"/>
  </matching-service>
  <port id="pier" mode="sea">
    <flow id="ship" population="aboard" start="kiosks" unload="%(unload)s">
      <call at="07:30" passengers="%(n)d"/>
    </flow>
    <station id="kiosks" positions="%(c)d">
      <capture camera="camera"/>
      <match service="service" search="1:N"/>
      <inspect mean="%(s)s"/>
      <route to="admitted"/>
    </station>
  </port>
</scenario>"""
DEBARK = dict(duration="30 h", parties="", unload="0 /min", n=4090, c=8,
              s="5 s")


def of_n_who_debark_through_c_kiosks_the_last_is_out_after_n_over_c_times_s():
    for n, c in ((4090, 8), (4088, 8), (4089, 8), (7, 8), (1, 1), (1, 3)):
        r = run(SHIP % dict(DEBARK, n=n, c=c))
        out = 7.5 * 3600 * SECOND + -(-n // c) * 8430000  # 2 + 1.43 + 5 s
        assert r.people("left_us").max() == out, (n, c)
        assert len(r.people("left_us")) == n
        assert r.ended("admitted").all() and r.was("matched").all()
        # The k-th, from 0, waits for k // c others.
        assert np.array_equal(np.sort(r.people("waited_us")),
                              np.arange(n) // c * 8430000)


def who_leaves_the_ship_no_faster_than_the_kiosks_take_never_waits():
    """Eight kiosks take 8 in 8.43 s: 56.9 a minute."""
    calm = run(SHIP % dict(DEBARK, unload="56 /min"))
    assert calm.people("waited_us").max() == 0
    queue = run(SHIP % dict(DEBARK, unload="58 /min"))
    assert queue.people("waited_us").max() > 0
    # The last is off after n / 56 min, to the rounding of the rate (2^-16 us).
    last = calm.people("left_us").max() - 8430000 - 7.5 * 3600 * SECOND
    assert abs(last - 4090 / 56 * 60 * SECOND) < 4090


def a_party_is_off_the_ship_when_its_last_member_is():
    r = run(SHIP % dict(DEBARK, n=400, c=100, unload="60 /min",
                        parties='<party size="4" share="1"/>'))
    # Cars of four, each 4 s after the last: 4 x 8.43 s less the shared search
    # (asked for together) is 4 x 2 + 1.43 + 4 x 5 s.
    out = 7.5 * 3600 * SECOND + 4 * SECOND * np.arange(1, 101) + 29430000
    assert np.abs(np.sort(r.people("left_us"))[::4] - out).max() < 400


def who_embarks_is_searched_among_the_n_of_the_manifest():
    """A comparison with a stranger matches with f = 1e-4: a search among n
    with 1 - (1 - f)^n. Nobody's own photo is there."""
    for n in (420, 4090):
        text = SHIP % dict(DEBARK, n=n, c=500)
        text = text.replace('status="citizen"',
                            'status="citizen" gallery-photo="0"')
        text = text.replace('<run replications="1"/>',
                            '<run replications="%d"/>' % (42000 // n))
        text = text.replace(
            '<matcher id="manifest" fnir="0" fpir="0"/>',
            '<matcher id="manifest" fmr="0.0001"><at size="420" fnir="0"/>'
            '</matcher><gallery id="manifest" kind="manifest"/>')
        text = text.replace('"1:N"', '"1:N" gallery="manifest"')
        text = text.replace('start="kiosks"', 'start="kiosks" direction="exit"')
        text = text.replace("</flow>", '<boarding closes="10 min"><show-up '
                            'mean="90 min"/></boarding></flow>')
        r = run(text.replace('to="admitted"', 'to="departed"'))
        rate = 1 - (1 - 1e-4) ** n
        assert r.ended("departed").all()
        assert within(r.was("wrong-person").sum(), len(r.people("party")),
                      rate)
        assert not r.was("matched").any()  # as himself
        got = r["matching/errors/false_positive_rate"]
        assert np.allclose(got, rate, rtol=1e-6), (got, rate)


FERRY = """<scenario xmlns="urn:poesim:scenario" version="1" id="ferry" start="2026-07-18" duration="24 h">
  <title>Two controls before a ferry</title>
  <run replications="1"/>
  <population id="cars"><class id="anybody" status="citizen"/>
    <party size="1" share="0.5"/><party size="2" share="0.5"/></population>
  <port id="terminal" mode="sea">
    <flow id="cars" population="cars" start="home" direction="exit"><trace table="cars.csv"/></flow>
    <station id="home" positions="%(a)d">
      <inspect dist="trace" party="once"/><route to="other"/></station>
    <station id="other" positions="%(b)d" room="%(room)d">
      <inspect dist="trace" party="once"/><route to="departed"/></station>
  </port>
</scenario>"""


def cars(n, seed, b):
    """Arrivals and times of two controls; the second is the slower one."""
    draw = random.Random(seed)
    t, rows = 0, []
    for _ in range(n):
        t += draw.randrange(1, 60 * SECOND)
        rows.append((t, draw.randrange(1, 50 * SECOND),
                     draw.randrange(1, 58 * b * SECOND), draw.randrange(1, 4)))
    return rows


def crossing(rows, a, b, room):
    """When each car has left, first come first served: by recursions.

    A car leaves the first control when it is done and there is room behind:
    when the car `room` before it in the order of leaving has started at the
    second. With one lane at the first control that order is that of arrival.
    """
    assert a == 1
    free_a, free_b = 0, [0] * b
    started_b, left = [], []
    for k, (t, first, second, _) in enumerate(rows):
        done = max(t, free_a) + first
        go = max(done, started_b[k - room]) if k >= room else done
        free_a = go
        lane = min(range(b), key=free_b.__getitem__)
        start = max(go, free_b[lane])
        free_b[lane] = start + second
        started_b.append(start)
        left.append(start + second)
    return left


def a_ferry_s_full_downstream_room_blocks_the_upstream_booth():
    for seed, b, room in ((1, 1, 1), (2, 1, 3), (3, 2, 1), (4, 3, 2),
                          (5, 1, 1000)):
        rows = cars(1500, seed, b)
        table = "at,size,home,other\n" + "".join(
            f"{t} us,{size},{first} us,{second} us\n"
            for t, first, second, size in rows)
        r = run(FERRY % dict(a=1, b=b, room=room), {"cars.csv": table})
        want = crossing(rows, 1, b, room)
        got = [r.people("left_us")[car] for car in r.by_party()]
        assert len(got) == len(rows)
        for k, car in enumerate(got):
            assert set(car) == {want[k]}, (seed, k, car, want[k])
            assert len(car) == rows[k][3]
        # Behind the booth stand no more than there is room for.
        at = r["series/station"] == r.index("stations", "terminal/other")
        assert r["series/queue_max"][at].max() <= 3 * room
        blocked = r["series/blocked_time"][~at].sum()
        assert (blocked > 0) == (room < 1000), (room, blocked)
        # What is neither waiting nor service is what the booth was blocked.
        stay = sum(int(w) - t for w, (t, *_) in zip(want, rows))
        lead = [car[0] for car in r.by_party()]
        assert stay - sum(int(r.people("waited_us")[i] +
                              r.people("served_us")[i])
                          for i in lead) == blocked


def who_finds_no_room_at_the_terminal_waits_outside_or_goes_elsewhere():
    text = FERRY % dict(a=1, b=1, room=1)
    text = text.replace('<station id="home" positions="1">',
                        '<station id="home" positions="1" room="2" '
                        'full-to="withdrew">')
    rows = [(SECOND * (k + 1), 60 * SECOND, SECOND, 1) for k in range(10)]
    table = "at,size,home,other\n" + "".join(
        f"{t} us,{size},{f} us,{s} us\n" for t, f, s, size in rows)
    away = run(text, {"cars.csv": table})
    # One is served, two are queued, seven find no room.
    assert away.ended("departed").sum() == 3
    assert away.ended("withdrew").sum() == 7
    outside = run(text.replace(' full-to="withdrew"', ""), {"cars.csv": table})
    assert outside.ended("departed").all()
    assert outside.people("left_us").max() == (1 + 10 * 60 + 1) * SECOND
    assert outside["series/held_time"].sum() == sum(
        # Car k >= 3 comes in when the (k - 2)-th starts: 60 (k - 2) + 1 s.
        (60 * (k - 2) + 1 - (k + 1)) * SECOND for k in range(3, 10))


hold([
    of_n_who_debark_through_c_kiosks_the_last_is_out_after_n_over_c_times_s,
    who_leaves_the_ship_no_faster_than_the_kiosks_take_never_waits,
    a_party_is_off_the_ship_when_its_last_member_is,
    who_embarks_is_searched_among_the_n_of_the_manifest,
    a_ferry_s_full_downstream_room_blocks_the_upstream_booth,
    who_finds_no_room_at_the_terminal_waits_outside_or_goes_elsewhere,
])
