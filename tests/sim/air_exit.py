"""air_exit -- what boarding must do, as statements about results files."""
import numpy as np

from whole import hold, run

SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="gate" start="2026-07-15" duration="6 h">
  <title>A gate</title>
  <run replications="%(replications)d" seed="%(seed)d"/>
  %(rule)s
  <population id="people">
    <class id="citizen" status="citizen" share="0.6" opt-out="%(opt_out)g" gallery-photo="%(photo)g"/>
    <class id="visitor" status="visa" share="0.4" impostor="%(impostor)g"/>
  </population>
  <camera id="camera">
    <capture-time %(capture)s/>
    %(failures)s
  </camera>
  <matcher id="matcher" fnir="%(fnir)g" fpir="0.001"/>
  <matching-service id="service" matcher="matcher" %(service)s>
    <network-time mean="0.43 s"/><service-time mean="1 s"/>
    %(outage)s
  </matching-service>
  <port id="port" mode="air">
    <flow id="departures" population="people" start="gate" direction="exit">
      %(calls)s
      %(delay)s
      <boarding closes="%(closes)s" %(boarding)s><show-up %(show_up)s/></boarding>
    </flow>
    <station id="gate" positions="%(lanes)d">
      <capture camera="camera" attempts="2" %(relief)s/>
      <match service="service" search="1:N"/>
      <inspect when="matched suspended" mean="1 s"/>
      <inspect when="no-answer not-in-scope" mean="%(by_hand)s"/>
      <inspect when="not-matched wrong-person no-image opted-out" dist="exponential" mean="20 s"/>
      <route to="%(aboard)s"/>
    </station>%(bridge)s
  </port>
</scenario>
"""
# Everybody is there at once, and nothing goes wrong.
PLAIN = dict(replications=1, seed=1, opt_out=0, photo=1, impostor=0, fnir=0, capture='mean="1 s"',
             failures="", calls='<call at="02:00" passengers="350"/>', delay="",
             boarding="", closes="0 s", show_up='mean="1 h"', lanes=1,
             relief="", service="", outage="", by_hand="0 s", rule="",
             aboard="departed", bridge="")
# Three departures with all that goes wrong, and not time enough for all.
BUSY = dict(PLAIN, replications=20, opt_out=0.05, photo=0.98,
            impostor=0.01, fnir=0.02,
            capture='dist="gamma" mean="2 s" cv="0.5"',
            failures='<failure cause="pose" probability="0.1"/>'
                     '<failure cause="camera-out" probability="0.05"'
                     ' per="traveller"/>',
            calls='<call at="01:00" passengers="200"/>'
                  '<call at="02:00" passengers="180"/>'
                  '<call at="02:30" passengers="150"/>',
            delay='<delay dist="exponential" mean="5 min"/>',
            boarding='opens="20 min" groups="4" group-gap="2 min"'
                     ' no-show="0.04"',
            closes="10 min", show_up='dist="gamma" mean="70 min" cv="0.6"',
            lanes=1)
FIRST = np.array([0, 200, 380])  # ordinals of the calls' first passengers


def at_gate(**parameters):
    return run(SCENARIO % parameters)


def nobody_boards_after_the_door_has_closed():
    r = at_gate(**BUSY)
    call = np.searchsorted(FIRST, r.people("party"), side="right") - 1
    door = np.full((BUSY["replications"], len(FIRST)), -1)
    door[r["deadlines/replication"], r["deadlines/call"]] = \
        r["deadlines/door_us"]
    assert (door >= 0).all()
    door = door[r.people("replication"), call]
    left, came = r.people("left_us"), r.people("arrived_us")
    boarded, missed = r.ended("departed"), r.ended("missed")
    assert (left[boarded] <= door[boarded]).all()
    assert (left[missed] == np.maximum(door, came)[missed]).all()
    assert (boarded | missed).all()
    # some came late, some were there when it closed
    assert (came[missed] > door[missed]).any()
    assert (came[missed] < door[missed]).any()


def who_is_on_the_bridge_when_the_door_closes_is_left_behind():
    """The k-th is through the gate 3.43 k s after 01:00. A door that closes at
    that moment takes him, and behind a bridge of a minute only the one before."""
    bridge = dict(aboard="bridge", bridge='<walk id="bridge" mean="1 min">'
                  '<route to="departed"/></walk>')
    for k, closes, walk, boarded in (
            (100, "3257 s", {}, 100), (100, "3257000001 us", {}, 99),
            (100, "3197 s", bridge, 99), (100, "3196999999 us", bridge, 100)):
        r = at_gate(**dict(PLAIN, closes=closes, **walk))
        assert r["deadlines/boarded"][0] == boarded, (closes, boarded)
        assert r["deadlines/missed"][0] == 350 - boarded
        assert r.people("left_us").max() == r["deadlines/door_us"][0]


def boarded_and_left_behind_and_no_show_are_the_manifest():
    r = at_gate(**BUSY)
    d = {n: r["deadlines/" + n] for n in
         ("manifest", "boarded", "missed", "no_show", "other")}
    assert (d["boarded"] + d["missed"] + d["no_show"] + d["other"] ==
            d["manifest"]).all()
    assert len(d["manifest"]) == 60
    assert d["boarded"].sum() == r.ended("departed").sum()
    assert d["missed"].sum() == r.ended("missed").sum()
    assert d["no_show"].sum() == 60 / 3 * 530 - len(r.people("party"))
    # 4% of 10,600 never come: within 4.5 standard errors
    assert abs(d["no_show"].sum() - 424) < 4.5 * (10600 * .04 * .96) ** .5
    assert (d["boarded"] > 0).all() and d["missed"].sum() > 100


def with_one_lane_350_passengers_take_1200_s_and_a_half():
    r = at_gate(**PLAIN)
    assert set(r.people("arrived_us")) == {3600 * 10 ** 6}
    assert r.people("left_us").max() == 3600 * 10 ** 6 + 1200500000
    assert sorted(r.people("waited_us")) == \
        [3430000 * i for i in range(350)]
    # A door that closes as the last is through leaves nobody behind ...
    r = at_gate(**dict(PLAIN, closes="2399.5 s"))
    assert r["deadlines/door_us"][0] == 3600 * 10 ** 6 + 1200500000
    assert r["deadlines/boarded"][0] == 350
    # ... and a microsecond earlier it leaves that one.
    r = at_gate(**dict(PLAIN, closes="2399500001 us"))
    assert r["deadlines/boarded"][0] == 349
    assert r["deadlines/missed"][0] == 1
    assert r.people("served_us").min() == 3429999


def same_tables(a, b):
    assert a.table.keys() == b.table.keys()
    assert a.names == b.names
    return all(a[k].tobytes() == b[k].tobytes() for k in a.table
               if k.split("/")[0] not in ("scenario", "inputs", "names"))


def a_valve_that_never_opens_changes_nothing():
    without = at_gate(**BUSY)
    never = at_gate(**dict(
        BUSY, relief='relief-queue="1000" relief-door="1 us"'))
    assert same_tables(without, never)
    opens = at_gate(**dict(BUSY, relief='relief-queue="20"'))
    assert not same_tables(without, opens)


def the_valve_opens_at_its_limit_and_not_before():
    """350 at once, 3.43 s each: the k-th begins with 350 - k behind him."""
    for queue, first in ((100, 250), (349, 1), (350, 0), (1, 349)):
        r = at_gate(**dict(PLAIN, relief='relief-queue="%d"' % queue))
        suspended = r.people("result") == r.index("results", "suspended")
        order = np.argsort(r.people("waited_us"))
        assert (suspended[order] == (np.arange(350) < first)).all(), queue
    # The door is at 02:00; 01:10:00.25 is when the 176th begins.
    for door, photos in (("50 min", 175), ("2999750000 us", 175),
                         ("2999749999 us", 176)):
        r = at_gate(**dict(PLAIN, relief='relief-door="%s"' % door))
        suspended = r.people("result") == r.index("results", "suspended")
        order = np.argsort(r.people("waited_us"))
        assert (suspended[order] == (np.arange(350) >= photos)).all(), door
        assert r["matching/capture/transactions"].sum() == photos
        assert r.ended("departed").all()


def an_open_valve_takes_no_photos():
    r = at_gate(**dict(BUSY, relief='relief-door="6 h"'))
    assert "matching/capture" not in r.table or \
        r["matching/capture/transactions"].sum() == 0
    assert r["matching/errors/mated"].sum() == 0
    suspended = r.people("result") == r.index("results", "suspended")
    opted_out = r.people("result") == r.index("results", "opted-out")
    started = r.people("served_us") > 0
    assert ((suspended | opted_out) == started).all()
    assert suspended.sum() > 5000 and opted_out.sum() > 100


def pressure_opens_the_valve_and_more_are_boarded():
    closed = at_gate(**BUSY)
    relieved = at_gate(**dict(
        BUSY, relief='relief-queue="15" relief-door="10 min"'))
    assert relieved["deadlines/boarded"].sum() > \
        closed["deadlines/boarded"].sum() + 300
    # the same people come
    assert np.array_equal(closed["replications/arrival_digest"],
                          relieved["replications/arrival_digest"])


def who_was_not_captured_is_counted_by_its_cause():
    r = at_gate(**dict(BUSY, relief='relief-queue="15"'))
    cause = {n: int(r["causes/persons"][r["causes/cause"] == i].sum())
             for i, n in enumerate(r.names["causes"])}
    result = {n: (r.people("result") == i) & (r.people("impostor") == 0)
              for i, n in enumerate(r.names["results"])}
    assert sum(cause.values()) == len(r.people("party"))
    assert cause["suspended"] == result["suspended"].sum() > 500
    assert cause["opted-out"] == result["opted-out"].sum() > 50
    assert cause["no-image: pose"] + cause["no-image: camera-out"] == \
        result["no-image"].sum()
    assert cause["no-image: pose"] > 10 and cause["no-image: camera-out"] > 50
    assert cause["impostor"] == r.people("impostor").sum() > 10
    # who never came to a camera, or was cut short, was not asked
    assert cause["not-asked"] == result["none"].sum() > 0


def an_outage_mid_boarding_sends_the_rest_to_the_agent():
    """One departure at 02:00, everybody there at 01:00, one lane at 3.43 s."""
    first, begin = 3600, 3600 + 600
    quiet = dict(PLAIN, service='timeout="4 s" retries="1"', closes="39 min")
    up = at_gate(**quiet)
    assert up.ended("departed").sum() == 350 and set(
        up.people("result")) == {up.index("results", "matched")}
    for by_hand in ("1 s", "12 s"):
        r = at_gate(**dict(quiet, by_hand=by_hand, outage='<outage '
                                'from="01:10" to="04:00"/>'))
        # The k-th asks at 3600 + 3.43 k + 1.43 s and is answered a second
        # later: whose answer came before 01:10 was matched, nobody after.
        matched = sum(first + 3.43 * k + 2.43 < begin for k in range(350))
        result = {n: (r.people("result") == i).sum()
                  for i, n in enumerate(r.names["results"])}
        assert result["matched"] == matched == 175
        # The others wait 1 + 0.43 + 4 s twice over for nothing: 1 s photo,
        # 0.43 + 4 s, again 0.43 + 4 s, then the agent.
        each = 1 + 2 * 4.43 + float(by_hand[:-2])
        done = int((21 * 60 - 175 * 3.43) // each)
        assert r.ended("departed").sum() == matched + done
        assert r.ended("missed").sum() == 350 - matched - done
        assert result["no-answer"] >= done
        assert np.array_equal(r["replications/arrival_digest"],
                              up["replications/arrival_digest"])


def an_outage_moves_those_who_miss_the_door_as_the_time_by_hand_does():
    busy = dict(BUSY, service='timeout="2 s"', closes="10 min")
    missed = {}
    for name, outage, by_hand in (
            ("up", "", "0 s"),
            ("slow", '<outage from="00:00" to="06:00"/>', "15 s"),
            ("quick", '<outage from="00:00" to="06:00"/>', "0 s")):
        r = at_gate(**dict(busy, outage=outage, by_hand=by_hand))
        missed[name] = r["deadlines/missed"].sum()
        came = r["replications/arrival_digest"]
        assert name == "up" or np.array_equal(came, before)
        before = came
        assert (r.people("result") == r.index("results", "matched")).any() \
            == (name == "up")
    # Who is not matched at all takes 20 s by hand, which an outage spares.
    assert missed["quick"] < missed["up"] < missed["slow"], missed


# A camera that is no more from 01:10: who was to be photographed until then.
CAMERA_OUT = dict(
    relief='scope="rules"',
    rule='<rule id="camera" statuses="citizen visa" until="2026-07-15 01:10"/>')


def a_camera_that_fails_mid_boarding_sends_the_rest_to_manual():
    """350 passengers from 01:00 on, one lane at 3.43 s, the door at 01:21."""
    whole = at_gate(**dict(PLAIN, closes="39 min"))
    assert whole.ended("departed").sum() == 350
    for by_hand in (1, 3.43, 12):
        r = at_gate(**dict(PLAIN, closes="39 min", **CAMERA_OUT,
                                by_hand="%g s" % by_hand))
        at_camera = r.people("result") == r.index("results", "matched")
        manual = r.people("result") == r.index("results", "not-in-scope")
        # The k-th begins at 3.43 k s: photographed until 600 s.
        photos = sum(3.43 * k < 600 for k in range(350))
        assert at_camera.sum() == photos == 175
        done = min(175, int((21 * 60 - 175 * 3.43) // by_hand))
        departed = r.ended("departed")
        assert (departed & manual).sum() == done, (by_hand, done)
        assert r.ended("missed").sum() == 175 - done
        assert (done == 175) == (by_hand < 4) and done > 50
        # who was there before it failed left as he would have
        assert np.array_equal(np.sort(r.people("left_us"))[:175],
                              np.sort(whole.people("left_us"))[:175])
        assert np.array_equal(r["replications/arrival_digest"],
                              whole["replications/arrival_digest"])


def a_camera_that_fails_moves_missed_departures_as_the_time_by_hand_does():
    """Either way: what a photo, its failures and a match take is spared."""
    missed, came = {}, set()
    for name, camera, by_hand in (("never", {}, "0 s"),
                                  ("quick", CAMERA_OUT, "1 s"),
                                  ("slow", CAMERA_OUT, "20 s")):
        r = at_gate(**dict(BUSY, by_hand=by_hand, **camera))
        missed[name] = r["deadlines/missed"].sum()
        came.add(r["replications/arrival_digest"].tobytes())
        photographed = r.people("result") == r.index("results", "matched")
        begun = r.people("left_us") - r.people("served_us")
        out = 70 * 60 * 10 ** 6
        assert photographed.sum() > 1000
        assert (begun[photographed].max() < out) == (camera != {})
    assert len(came) == 1  # the same travellers
    assert missed["quick"] < missed["never"] < missed["slow"], missed


STATEMENTS = [
    nobody_boards_after_the_door_has_closed,
    who_is_on_the_bridge_when_the_door_closes_is_left_behind,
    boarded_and_left_behind_and_no_show_are_the_manifest,
    with_one_lane_350_passengers_take_1200_s_and_a_half,
    a_valve_that_never_opens_changes_nothing,
    the_valve_opens_at_its_limit_and_not_before,
    an_open_valve_takes_no_photos,
    pressure_opens_the_valve_and_more_are_boarded,
    who_was_not_captured_is_counted_by_its_cause,
    an_outage_mid_boarding_sends_the_rest_to_the_agent,
    an_outage_moves_those_who_miss_the_door_as_the_time_by_hand_does,
    a_camera_that_fails_mid_boarding_sends_the_rest_to_manual,
    a_camera_that_fails_moves_missed_departures_as_the_time_by_hand_does,
]

hold(STATEMENTS)
