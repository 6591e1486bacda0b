"""gallery -- statements about galleries through the whole program. Each function
bears the statement's name; figures are closed forms or worked by hand."""
import numpy as np
from whole import hold, refused, run, within

SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="gallery" start="2026-07-15" duration="12 h">
  <title>Searches in a gallery</title>
  <run replications="%(replications)d" seed="5"/>
  <group id="a"/><group id="b"/>
  <population id="few-a"><class id="v" status="visa" gallery-photo="%(photo)g" impostor="%(impostor)g"><group-share group="a" share="0.1"/><group-share group="b" share="0.9"/></class></population>
  <population id="many-a"><class id="w" status="visa" gallery-photo="%(photo)g"><group-share group="a" share="0.9"/><group-share group="b" share="0.1"/></class></population>
  <camera id="camera"><capture-time mean="10 s"/></camera>
  <matcher id="matcher" %(matcher)s</matcher>
  <gallery id="photos" %(gallery)s</gallery>
  <matching-service id="tvs" matcher="matcher"><network-time mean="1 us"/><service-time mean="1 us"/></matching-service>
  <port id="port" mode="air">
    %(flows)s
    <station id="booth" positions="%(positions)d">
      <capture camera="camera"/>
      <match service="tvs" search="1:N" %(where)s/>
      <route when="matched" to="admitted"/>
      <route to="refused"/>
    </station>
  </port>
</scenario>
"""
FLOW = '<flow id="%s" population="%s" start="booth">%s</flow>'
CALL = '<call at="01:00" passengers="%d"/>'
GIVEN = 'fnir="0" fpir="0">'
PLAIN = dict(replications=1, photo=1, impostor=0, matcher=GIVEN,
             gallery='kind="manifest">', positions=10000,
             where='gallery="photos"',
             flows=FLOW % ("in", "few-a", CALL % 420))
HOUR, SECOND = 3600 * 10 ** 6, 10 ** 6


def ran(**change):
    return run(SCENARIO % dict(PLAIN, **change))


def errors(r, column, **at):
    kept = np.ones(len(r["matching/errors/group"]), bool)
    for key, value in at.items():
        kept &= r["matching/errors/" + key] == value
    return r["matching/errors/" + column][kept].sum()


def causes(r):
    return np.bincount(r.people("cause"), minlength=len(r.names["causes"]))


def a_traveller_not_on_the_manifest_is_never_matched_as_himself():
    r = ran(gallery='kind="manifest" unlisted="1">', matcher='fnir="0" fpir="0.3">')
    assert errors(r, "mated") == 0 and not r.was("matched").any()
    assert within(r.was("wrong-person").sum(), 420, 0.3)
    r = ran(gallery='kind="manifest" unlisted="0.2">', replications=20)
    assert within(r.was("not-matched").sum(), 8400, 0.2)
    assert errors(r, "non_mated") == r.was("not-matched").sum()


def a_traveller_whose_gallery_photo_is_missing_is_always_sent_to_an_officer():
    r = ran(gallery='kind="standing" size="900" missing="0.25">', photo=0.8,
            replications=20)
    assert within(r.ended("admitted").sum(), 8400, 0.8 * 0.75)
    names = r.names["causes"]
    assert {names[k] for k in np.flatnonzero(causes(r))} == {
        "confirmed", "no-photo"}


def whose_photo_is_missing_an_officer_sees_whatever_the_search_says():
    """Others may be found in his place: he is confirmed by nobody but an
    officer. At a rate of 0 of missed mates all who are not matched are such."""
    for fpir in (0, 0.4):
        text = SCENARIO % dict(PLAIN, replications=20, photo=0.9,
                               gallery='kind="manifest" missing="0.2">',
                               matcher='fnir="0" fpir="%g">' % fpir)
        text = text.replace('<route when="matched" to="admitted"/>', """
      <inspect when="not-matched wrong-person" mean="1 min"/>
      <route when="matched cleared" to="admitted"/>""")
        r = run(text)
        missing = ~r.was("matched")
        assert within(missing.sum(), 8400, 1 - 0.9 * 0.8)
        assert within(r.was("wrong-person").sum(), missing.sum(), fpir)
        assert ((r.people("decision") == r.index("decisions", "cleared")) ==
                missing).all()
        assert r.total("inspections/persons") == missing.sum()
        assert r.ended("admitted").all()


def false_positives_are_those_of_independent_comparisons():
    for n, kind in ((420, 'kind="manifest">'),
                    (42000, 'kind="standing" size="42000">')):
        r = ran(photo=0, matcher='fnir="0" fmr="1e-4">', gallery=kind,
                replications=40)
        rate = 1 - (1 - 1e-4) ** n
        assert within(r.was("wrong-person").sum(), 40 * 420, rate)
        (size,) = set(r["matching/errors/size_from"])
        assert size == n


def false_positives_follow_the_share_of_the_own_group_on_the_manifest():
    flows = FLOW % ("one", "few-a", CALL % 420) + \
        FLOW % ("two", "many-a", CALL % 420)
    r = ran(photo=0, flows=flows, replications=60,
            matcher='fnir="0" fmr="1e-6"><cross probe="a" gallery="a" fmr="1e-4"/>')
    is_a = r.people("group") == r.index("groups", "a")
    for flow, rate, own in ((0, 0.005, 42), (1, 0.037, 378)):
        exact = 1 - (1 - 1e-4) ** own * (1 - 1e-6) ** (420 - own)
        assert abs(exact - rate) < 5e-4
        some = is_a & (r.people("flow") == flow)
        assert within((some & r.was("wrong-person")).sum(), some.sum(), exact)


def an_old_photo_is_missed_as_often_as_its_ratio_says():
    r = ran(matcher='fnir="0.1" fpir="0">', replications=40,
            gallery='kind="manifest" old="0.5" old-ratio="3">')
    mated, old = errors(r, "mated"), errors(r, "old")
    assert mated == 40 * 420 and within(old, mated, 0.5)
    assert within(r.was("not-matched").sum(), mated, 0.2)
    assert abs(errors(r, "expected_non_matches") -
               (0.3 * old + 0.1 * (mated - old))) < 1e-6 * mated


def old_photos_of_unlike_persons_are_expected_to_be_missed_as_they_are():
    """p ~ Beta(1, b), of mean 1/(1 + b) and correlation 1/(2 + b): E min(1, r p) =
    r (1 - (1 - 1/r)^(b + 1))/(b + 1)."""
    for b, ratio in ((1, 2), (9, 10)):
        mean, c = 1 / (1 + b), 1 / (2 + b)
        r = ran(matcher='fnir="%.17g" correlation="%.17g" fpir="0">' % (mean, c),
                replications=40,
                gallery='kind="manifest" old="0.5" old-ratio="%g">' % ratio)
        mated, old = errors(r, "mated"), errors(r, "old")
        cut = ratio * (1 - (1 - 1 / ratio) ** (b + 1)) / (b + 1)
        exact = (mated - old) * mean + old * cut
        expected = errors(r, "expected_non_matches")
        assert abs(expected / exact - 1) < 2e-4, (expected, exact)
        assert within(errors(r, "non_matches"), mated, expected / mated)


def a_late_photo_counts_from_the_microsecond_it_comes():
    """One position: the k-th request goes at k (10 s + 2 us) + 10 s. Photos come
    at the block time - 1 h + 90 min."""
    late = 'kind="manifest" late="1" staged="1 h"><late-by mean="90 min"/>'
    r = ran(gallery=late, positions=1)
    order = np.argsort(r.people("party"))
    sent = np.arange(420) * (10 * SECOND + 2) + 10 * SECOND
    there = sent >= 30 * 60 * SECOND
    assert 0 < there.sum() < 420
    assert np.array_equal(r.was("matched")[order], there)
    r = ran(gallery=late.replace("90 min", "1810000002 us").replace("1 h", "0 s"),
            positions=1)
    assert r.was("matched").sum() == 420 - 180


def a_late_photo_of_a_departure_looks_at_the_schedule_and_not_at_the_delay():
    boarding = '<flow id="out" population="few-a" start="booth" direction="exit">' \
        '%s%s<boarding closes="0 s"><show-up mean="2 h"/></boarding></flow>'
    call = '<call at="04:00" passengers="100"/>'
    late = 'kind="manifest" late="1" staged="3 h"><late-by mean="%s"/>'
    for delay in ("", '<delay mean="1 h"/>'):
        for by, matched in (("3610 s", 100), ("3610000001 us", 0)):
            r = ran(flows=boarding % (call, delay), gallery=late % by)
            assert r.was("matched").sum() == matched


def a_missed_mate_may_leave_somebody_else_on_top():
    r = ran(matcher='fnir="1" fpir="0.3">', replications=20)
    assert within(r.was("wrong-person").sum(), 8400, 0.3)
    assert errors(r, "wrong_persons") == r.was("wrong-person").sum()
    assert errors(r, "non_matches") == 8400
    assert abs(errors(r, "expected_wrong_persons") - 2520) < 1e-6
    names = r.names["causes"]
    assert {names[k] for k in np.flatnonzero(causes(r))} == {
        "not-matched", "wrong-person"}


def rates_follow_the_size_of_each_call():
    calls = "".join('<call at="0%d:00" passengers="%d"/>' % (i + 1, n)
                    for i, n in enumerate((100, 1000, 10000)))
    r = ran(flows=FLOW % ("in", "few-a", calls),
            matcher='fmr="0"><at size="100" fnir="0.001"/>'
                    '<at size="10000" fnir="0.1"/>')
    for n, rate in ((100, 0.001), (1000, 0.01), (10000, 0.1)):
        assert errors(r, "mated", size_from=n, size_to=n) == n
        rows = r["matching/errors/size_from"] == n
        assert np.allclose(r["matching/errors/false_negative_rate"][rows], rate,
                           rtol=1e-12)
    exposed = errors(r, "expected_non_matches")
    assert abs(exposed - (0.1 + 10 + 1000)) < 1e-6
    assert abs(r.was("not-matched").sum() - exposed) < 4.5 * exposed ** .5


def many_sizes_share_rows_and_lose_nobody():
    calls = "".join('<call at="02:00" passengers="%d"/>' % n
                    for n in range(1, 101))
    flows = FLOW % ("in", "few-a", calls)
    r = ran(flows=flows, matcher='fnir="0.1" fmr="1e-3">', photo=0.5)
    low, high = (r["matching/errors/size_" + k] for k in ("from", "to"))
    assert set(zip(low, high)) == {(2 ** k, 2 ** (k + 1) - 1) for k in range(7)}
    assert errors(r, "mated") + errors(r, "non_mated") == 5050
    assert errors(r, "mated", size_from=64) + errors(
        r, "non_mated", size_from=64) == sum(range(64, 101))
    wrong = errors(r, "false_positives")
    exposed = errors(r, "expected_false_positives")
    assert abs(wrong - exposed) < 4.5 * exposed ** .5
    fewer = ran(flows=FLOW % ("in", "few-a", "".join(
        '<call at="02:00" passengers="%d"/>' % n for n in range(1, 65))))
    assert np.array_equal(fewer["matching/errors/size_from"],
                          fewer["matching/errors/size_to"])


def a_higher_threshold_misses_more_of_the_same_people():
    last = None
    for threshold in (2.5, 3, 3.5, 4, 4.5):
        r = ran(matcher='><scores threshold="%g" genuine-mean="4"/>' % threshold)
        missed = ~r.was("matched")
        assert last is None or (missed >= last).all()
        last = missed
    assert 0 < last.sum() < 420


def a_visit_that_was_interrupted_asks_when_the_late_photo_is_there():
    """The photo comes at 01:00:20; the visit, of 10 s from 01:00, stands from
    01:00:05 for half a minute where its only position breaks down."""
    text = SCENARIO % dict(
        PLAIN, positions=1, flows=FLOW % ("in", "few-a", CALL % 1),
        gallery='kind="manifest" late="1"><late-by mean="20 s"/>')
    assert run(text).was("not-matched").all()
    broken = text.replace('<capture camera', """<breakdown><up mean="3605 s"/>
      <down mean="30 s"/></breakdown><capture camera""", 1)
    assert run(broken).was("matched").all()


def a_larger_gallery_finds_more_wrong_persons():
    last = None
    for size in (1, 100, 1000, 10000, 100000):
        r = ran(photo=0, matcher='fnir="0" fmr="1e-5">',
                gallery='kind="standing" size="%d">' % size)
        wrong = r.was("wrong-person")
        assert last is None or (wrong >= last).all()
        last = wrong
    assert 0 < last.sum() < 420


def a_gallery_that_changes_no_rate_changes_no_traveller():
    def digest(**change):
        r = ran(matcher='fnir="0.2" fpir="0">', photo=0.7, impostor=0.1, **change)
        return r["replications/milestone_digest"].tolist(), causes(r).tolist()
    assert digest() == digest(where="") == \
        digest(gallery='kind="standing" size="9" old="0.4">')


def without_a_manifest_a_staged_gallery_is_refused_with_an_explanation():
    walkers = FLOW % ("walkers", "few-a", '<poisson rate="60 /h"/>')
    said = refused(SCENARIO % dict(PLAIN, flows=walkers))
    assert "there is no manifest" in said and "search 1:1" in said
    run(SCENARIO % dict(PLAIN, flows=walkers,
                        gallery='kind="standing" size="1000">'))


hold([f for f in list(globals().values())
      if callable(f) and "_" in f.__name__ and f.__module__ == __name__])
