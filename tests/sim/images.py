"""images -- what the ledgers of images and records must say, as statements
about results files."""
import numpy as np

import whole
from whole import Results, hold, within

S, H, D = 10 ** 6, 3600 * 10 ** 6, 86400 * 10 ** 6
FIELDS = ("stored", "confirmed", "deleted", "held", "longer", "age_sum_us",
          "age_max_us", "since_sum_us", "since_max_us")

SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="gate" start="2026-07-15" duration="%(duration)s">
  <title>A gate</title>
  <run replications="%(replications)d" interval="1 h"/>
  %(retention)s
  <population id="people">
    <class id="citizen" status="citizen" share="%(citizens)g" opt-out="%(opt_out)g" gallery-photo="%(photo)g"/>
    <class id="visitor" status="visa" share="%(visitors)g" opt-out="%(opt_out)g" impostor="%(impostor)g"/>
  </population>
  <camera id="camera">
    <capture-time mean="1 s"/>
    <failure cause="light" probability="%(failure)g" per="traveller"/>
  </camera>
  <matcher id="matcher" fnir="%(fnir)g" fpir="%(fpir)g"/>
  <matching-service id="service" matcher="matcher" %(timeout)s>
    <network-time mean="0.5 s"/><service-time mean="%(service)s"/>
  </matching-service>
  <port id="port" mode="air">
    <flow id="people" population="people" start="gate" direction="exit">%(arrivals)s</flow>
    <station id="gate" positions="%(lanes)d">
      <capture camera="camera"/>
      <match service="service" search="1:N" %(later)s/>
      %(inspect)s
      <route to="departed"/>
    </station>
  </port>
</scenario>
"""
SCHEDULE = """
  <retention store="tvs" statuses="citizen" trigger="confirmation" period="12 h" basis="confirmed"/>
  <retention store="tvs" trigger="capture" period="14 d" basis="others"/>
  <retention store="ident" statuses="visa" trigger="capture" period="27394 d" basis="75 years"/>
  <retention store="ident" statuses="citizen" trigger="misjudged" period="27394 d" basis="misjudged"/>
  <retention store="crossings" trigger="crossing" period="5479 d" basis="15 years"/>"""
# One citizen at 10 s: taken at 11 s, matched at 12 s.
ONE = dict(duration="2 d", replications=1, retention=SCHEDULE, citizens=1,
           visitors=0, opt_out=0, photo=1, impostor=0, failure=0, fnir=0,
           fpir=0, service="0.5 s", lanes=1, inspect="", timeout="", later="",
           arrivals='<renewal mean="10 s"/>')
# A thousand an hour by day and evening, twice; lanes enough.
DAY = dict(ONE, replications=2, lanes=1000,
           arrivals='<poisson><piece from="00:00" to="20:00" rate="1000 /h"/>'
                    '</poisson>')
# All that goes wrong, and a door that cuts visits short.
WRONG = dict(DAY, citizens=0.5, visitors=0.5, opt_out=0.05, photo=0.97,
             impostor=0.02, failure=0.2, fnir=0.03, fpir=0.02,
             inspect='<inspect when="not-matched wrong-person" mean="20 s" '
                     'false-reject="0.2" false-accept="0.3"/>')


class Ledgers(Results):
    def who(self, **wanted):
        """Travellers: result="matched", decision=..., class="citizen"."""
        ok = np.ones(len(self["travellers/party"]), bool)
        for column, name in wanted.items():
            of = {"class": "classes"}.get(column, column + "s")
            name = "people/" + name if column == "class" else name
            ok &= self["travellers/" + column] == self.names[of].index(name)
        return ok

    def images(self, store, **wanted):
        """Sums over rows of a store: why="matched", rule=0, ..."""
        ok = self["images/totals/store"] == self.names["stores"].index(store)
        for column, name in wanted.items():
            of = {"class": "classes", "why": "image_whys",
                  "trigger": "triggers"}[column]
            name = "people/" + name if column == "class" else name
            ok &= self["images/totals/" + column] == self.names[of].index(name)
        return {f: self["images/totals/" + f][ok].max(initial=0)
                if "max" in f else self["images/totals/" + f][ok].sum()
                for f in FIELDS}

    def records(self, how):
        return self["records/persons"][
            self["records/how"] == self.names["record_hows"].index(how)].sum()


def run(parameters, text=SCENARIO):
    return whole.run(text % parameters, of=Ledgers)


def one_citizen_is_deleted_12_hours_after_he_was_matched():
    r = run(dict(ONE, arrivals='<call at="00:00" passengers="1"/>'))
    assert r.images("tvs") == dict(
        stored=1, confirmed=1, deleted=1, held=0, longer=0,
        age_sum_us=12 * H + S, age_max_us=12 * H + S, since_sum_us=12 * H,
        since_max_us=12 * H)
    assert r.images("ident")["stored"] == 0
    made = r.images("crossings")
    assert made["stored"] == made["held"] == 1
    assert made["age_max_us"] == 5479 * D
    tvs = r["images/held/store"] == 0
    # taken at 1 s, deleted at 12:00:02: held at the end of hours 0 to 11
    assert list(r["images/held/interval"][tvs]) == list(range(13))
    assert list(r["images/held/held"][tvs]) == [1] * 12 + [0]
    assert list(r["images/held/deleted"][tvs]) == [0] * 12 + [1]
    assert list(r["records/persons"]) == [1]
    assert r["records/direction"][0] == 1 and r.records("biometric") == 1


def confirmed_citizens_are_deleted_at_12_hours_and_not_later():
    r = run(DAY)
    x = r.images("tvs", trigger="confirmation")
    n = len(r["travellers/party"])
    in_time = (r["travellers/left_us"] < 36 * H).sum()
    assert x["stored"] == x["confirmed"] == n > in_time == x["deleted"] > 25000
    assert x["since_max_us"] == 12 * H and x["since_sum_us"] == n * 12 * H
    assert x["age_max_us"] == 12 * H + S and x["longer"] == 0
    # an answer that takes 5 hours breaks one clock and not the other
    r = run(dict(DAY, service="17999.5 s", lanes=100000))
    x = r.images("tvs", trigger="confirmation")
    assert x["since_max_us"] == 12 * H and x["longer"] == 0
    assert x["age_max_us"] == 17 * H


def a_match_that_comes_later_breaks_the_one_clock_and_not_the_other():
    late = dict(DAY, service="10 s", timeout='workers="5000" timeout="4 s"',
                fnir=0.1)
    r = run(late)
    n = len(r["travellers/party"])
    x = r.images("tvs")
    assert r.who(result="no-answer").all() and r.records("none") == n
    assert x["stored"] == x["longer"] == n and x["confirmed"] == 0
    assert r.images("tvs", why="no-answer")["age_max_us"] == 14 * D
    # given up at 4.5 s (half a second there and back, then 4 s), and 20 h on
    kept = run(dict(late, later='later="20 h"'))
    y, missed = kept.images("tvs", why="matched"), \
        kept.images("tvs", why="not-matched")
    assert y["stored"] == y["confirmed"] and y["longer"] == 0
    assert y["since_max_us"] == 12 * H
    assert y["age_max_us"] == 32 * H + 4 * S + S // 2
    assert y["stored"] + missed["stored"] == n == missed["longer"] + \
        y["stored"] and within(missed["stored"], n, 0.1)
    assert kept.records("biometric") == y["stored"]
    # the travellers are not helped; searches and their errors count
    assert kept.who(result="no-answer").all()
    for path in r.table:
        if path.split("/")[0] not in ("scenario", "inputs", "names", "images",
                                      "records", "matching"):
            assert r[path].tobytes() == kept[path].tobytes(), path


def a_match_that_comes_later_confirms_its_photo_and_not_one_taken_since():
    again = """<route when="no-answer" to="again"/><route to="departed"/>
    </station>
    <station id="again" positions="1000"><capture camera="camera"/>"""
    r = run(dict(DAY, service="10 s", inspect=again,
                          timeout='workers="5000" timeout="4 s"',
                          later='later="20 h"'))
    n = len(r["travellers/party"])
    first, second = r.images("tvs", why="matched"), \
        r.images("tvs", why="not-asked")
    assert first["stored"] == first["confirmed"] == second["stored"] == n
    assert second["confirmed"] == 0 and second["age_max_us"] == 14 * D


def a_second_photo_confirms_the_first_too():
    again = """<route when="not-matched" to="again"/><route to="departed"/>
    </station>
    <station id="again" positions="1000">
      <capture camera="camera"/><match service="service" search="1:N"/>"""
    r = run(dict(DAY, fnir=0.3, inspect=again))
    n = len(r["travellers/party"])
    once, never = r.images("tvs", why="not-matched"), \
        r.images("tvs", why="not-matched", trigger="capture")
    both = r["travellers/result"] == r.names["results"].index("not-matched")
    assert never["stored"] == 2 * both.sum() and within(both.sum(), n, 0.09)
    first = once["stored"] - never["stored"]
    assert first == once["confirmed"] > 0 and within(first, n, 0.21)
    assert r.images("tvs")["stored"] == n + first + both.sum()
    # a second photo and its match take 2 s more
    assert r.images("tvs", trigger="confirmation")["age_max_us"] == \
        12 * H + 3 * S


def visitors_are_kept_75_years_from_their_capture():
    r = run(dict(DAY, citizens=0, visitors=1))
    x = r.images("ident")
    n = len(r["travellers/party"])
    assert x["stored"] == x["held"] == n
    assert x["age_max_us"] == 27394 * D
    rows = r["images/totals/store"] == r.names["stores"].index("ident")
    assert all(float(int(k) * 27394 * D) == age for k, age in zip(
        r["images/totals/stored"][rows], r["images/totals/age_sum_us"][rows]))


def the_store_is_captures_to_then_minus_deletions_to_then():
    r = run(dict(DAY, citizens=0.6, visitors=0.4, fnir=0.05))
    taken = r["travellers/left_us"] - S
    matched = r.who(result="matched")
    gone = {"citizen": np.where(matched, taken + S + 12 * H, taken + 14 * D),
            "visitor": taken + 14 * D}
    for name, deleted in gone.items():
        of = r.who(**{"class": name})
        rows = (r["images/held/store"] == 0) & (
            r["images/held/class"] ==
            r.names["classes"].index("people/" + name))
        for rep in range(DAY["replications"]):
            mine = of & (r["travellers/replication"] == rep)
            at = rows & (r["images/held/replication"] == rep)
            hours = (r["images/held/interval"][at] + 1) * H
            held = [((taken[mine] < h) & (deleted[mine] >= h)).sum()
                    for h in hours]
            assert list(r["images/held/held"][at]) == held
            assert len(held) == 48 and max(held) > 4000


def under_a_constant_flow_the_store_is_the_rate_times_the_time():
    """One visitor every 10 s: the k-th is photographed at 10 k + 1 s, and kept
    for 75 years. Of the others' store the oldest go after 14 days."""
    days = 16
    r = run(dict(ONE, duration="%d d" % days, citizens=0, visitors=1,
                          replications=1))
    hours = np.arange(1, 24 * days + 1)
    taken = (3600 * hours - 2) // 10  # before the end of each hour
    for store, period in (("ident", 10 ** 6), ("tvs", 14 * 24)):
        rows = r["images/held/store"] == r.names["stores"].index(store)
        gone = np.where(hours > period, (3600 * (hours - period) - 2) // 10, 0)
        assert list(r["images/held/interval"][rows]) == list(hours - 1)
        assert list(r["images/held/held"][rows]) == list(taken - gone), store
        assert list(np.cumsum(r["images/held/stored"][rows])) == list(taken)
        assert list(np.cumsum(r["images/held/deleted"][rows])) == list(gone)
    assert taken[-1] == days * 8640 - 1


def captured_is_deleted_and_held_also_where_visits_are_cut():
    doors = ('<call at="00:10" passengers="300"/><call at="01:59:59" '
             'passengers="60"/><boarding closes="0 s">'
             '<show-up dist="exponential" mean="60 s"/></boarding>')
    cut = dict(WRONG, duration="2 h", lanes=3, arrivals=doors,
               replications=50)
    for scenario in (WRONG, cut):
        r = run(scenario)
        taken = (r["matching/capture/transactions"].sum() -
                 r["matching/capture/no_image"].sum())
        x = r.images("tvs")
        assert x["stored"] == taken == x["deleted"] + x["held"] > 5000
        asked = r["matching/errors/mated"].sum() + \
            r["matching/errors/non_mated"].sum() + \
            r["matching/errors/impostors"].sum()
        # who was taken, but left before the answer
        unanswered = r.images("tvs", why="no-answer")["stored"] + \
            r.images("tvs", why="not-asked")["stored"]
        assert unanswered == taken - asked
        assert (unanswered > 0) == (scenario is cut)


def the_gap_is_80_times_98_percent_and_each_cause_gives_back_its_share():
    gap = dict(DAY, failure=0.2, fnir=0.02)

    def confirmed(**off):
        r = run(dict(gap, **off))
        n = r["causes/persons"].sum()
        return n, r["causes/persons"][r["causes/cause"] == 0].sum() / n, r

    n, share, r = confirmed()
    assert within(share * n, n, 0.784)
    no_image = r.who(result="no-image").sum() / n
    unmatched = r.who(result="not-matched").sum() / n
    assert abs(share + no_image + unmatched - 1) < 1e-12
    assert within(no_image * n, n, 0.2) and within(unmatched * n, n, 0.8 * 0.02)
    # the same travellers come: what is turned off is given back exactly
    _, no_failures, _ = confirmed(failure=0)
    _, no_misses, _ = confirmed(fnir=0)
    _, nothing, _ = confirmed(failure=0, fnir=0)
    assert within(no_failures * n, n, 0.98)
    assert abs(no_misses - share - unmatched) < 1e-12
    assert abs(no_misses - (1 - no_image)) < 1e-12
    assert nothing == 1
    # kept longer: 2% of the images
    x, kept = r.images("tvs"), r.images("tvs", why="not-matched")
    assert x["longer"] == kept["stored"] == round(unmatched * n)
    assert within(x["longer"], x["stored"], 0.02)
    assert kept["confirmed"] == 0 and kept["age_max_us"] == 14 * D


def misjudged_citizens_are_kept_as_visitors_and_cleared_ones_are_not():
    r = run(dict(
        DAY, fnir=1, inspect='<inspect mean="3 s" false-reject="0.1"/>'))
    n = len(r["travellers/party"])
    x = r.images("ident", why="misjudged")
    assert x["stored"] == x["longer"] == r.who(decision="referred").sum()
    assert within(x["stored"], n, 0.1) and x["age_max_us"] == 27394 * D + 4 * S
    cleared = r.images("tvs", why="not-matched", trigger="confirmation")
    assert cleared["stored"] == cleared["confirmed"] == n - x["stored"]
    assert cleared["longer"] == 0 and cleared["since_max_us"] == 12 * H
    assert cleared["age_max_us"] == 12 * H + 4 * S


def who_opts_out_never_has_an_image():
    r = run(dict(WRONG, failure=0, opt_out=0.3))
    out = r.who(result="opted-out").sum()
    n = len(r["travellers/party"])
    assert within(out, n, 0.3) and r.images("tvs")["stored"] == n - out
    r = run(dict(WRONG, opt_out=1))
    assert r.images("tvs")["stored"] == 0 and r.images("ident")["stored"] == 0


def everybody_who_crosses_has_one_record_or_none():
    r = run(WRONG)
    impostor = r["travellers/impostor"] == 1
    matched, wrong = r.who(result="matched"), r.who(result="wrong-person")
    cleared = r.who(decision="cleared")
    known = matched | cleared | wrong
    assert r.records("biometric") == (matched & ~impostor).sum() > 0
    assert r.records("document") == \
        (cleared & ~matched & ~impostor).sum() > 0
    assert r.records("wrong-person") == (impostor & known).sum() + \
        (wrong & ~cleared & ~impostor).sum() > 0
    assert r.records("none") == (~known).sum() > 0
    assert r.records("report") == 0
    made = r.images("crossings", why="crossing")["stored"]
    assert made == known.sum() == r["records/persons"].sum() - (~known).sum()


DOCK = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="dock" start="2026-07-15" duration="1 d">
  <title>A private dock</title>
  <run replications="10"/>
  <population id="people">
    <class id="citizen" status="citizen" share="0.7"/><class id="visitor" status="visa" share="0.3"/>
    <party size="1" share="0.5"/><party size="4" share="0.5"/>
  </population>
  <port id="dock" mode="sea">
    <flow id="boats" population="people" start="pier" direction="exit"><poisson rate="100 /h"/></flow>
    <walk id="pier" mean="1 s">
      <route share="%(reports)g" split="true" record="%(record)s" to="departed"/>
      <route to="%(others)s"/>
    </walk>
  </port>
</scenario>
"""


def at_a_private_dock_who_reports_has_a_record_and_there_is_no_queue():
    r = run(dict(reports=0.3, record="report", others="unrecorded"),
            DOCK)
    n = r["records/persons"].sum()
    assert n == r["replications/travellers"].sum() - \
        r["replications/still_inside"].sum() > 50000
    assert within(r.records("report"), n, 0.3)
    assert r.records("report") == r["replications/departed"].sum()
    assert r.records("report") + r.records("none") == n
    for table in ("waits/totals", "waits/histogram", "series",
                  "images/totals"):
        assert not any(len(x) for path, x in r.table.items()
                       if path.startswith(table + "/"))
    # nobody reports: then nothing is counted, or nobody has a record
    r = run(dict(reports=0, record="report", others="departed"), DOCK)
    assert r.records("none") == r["records/persons"].sum() > 50000
    r = run(dict(reports=0, record="none", others="departed"), DOCK)
    assert len(r["records/persons"]) == 0


def without_a_schedule_nothing_is_counted_and_nothing_else_changes():
    counted = run(WRONG)
    r = run(dict(WRONG, retention=""))
    for table in ("images/totals/stored", "images/held/stored",
                  "records/persons"):
        assert len(r[table]) == 0 and len(counted[table]) > 0
    for path in r.table:
        if path.split("/")[0] not in ("scenario", "inputs", "names", "images",
                                      "records"):
            assert r[path].tobytes() == counted[path].tobytes(), path


STATEMENTS = [
    one_citizen_is_deleted_12_hours_after_he_was_matched,
    confirmed_citizens_are_deleted_at_12_hours_and_not_later,
    a_match_that_comes_later_breaks_the_one_clock_and_not_the_other,
    a_match_that_comes_later_confirms_its_photo_and_not_one_taken_since,
    a_second_photo_confirms_the_first_too,
    visitors_are_kept_75_years_from_their_capture,
    the_store_is_captures_to_then_minus_deletions_to_then,
    under_a_constant_flow_the_store_is_the_rate_times_the_time,
    captured_is_deleted_and_held_also_where_visits_are_cut,
    the_gap_is_80_times_98_percent_and_each_cause_gives_back_its_share,
    misjudged_citizens_are_kept_as_visitors_and_cleared_ones_are_not,
    who_opts_out_never_has_an_image,
    everybody_who_crosses_has_one_record_or_none,
    at_a_private_dock_who_reports_has_a_record_and_there_is_no_queue,
    without_a_schedule_nothing_is_counted_and_nothing_else_changes,
]

hold(STATEMENTS)
