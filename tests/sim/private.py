"""private -- what private docks and airfields must do, as statements about
results files."""
from whole import hold, run, within

DOCK = """<scenario xmlns="urn:poesim:scenario" version="1" id="dock" start="2026-07-18" duration="30 h">
  <title>A private dock</title>
  <run replications="10" seed="7"/>
  <include file="library/retention/us.xml"/>
  <population id="boats"><class id="visitor" status="visa"/>%(parties)s</population>
  <camera id="telephone"><capture-time mean="20 s"/>
    <failure cause="light" probability="%(fails)g" per="traveller"/></camera>
  <matcher id="selfie" fnmr="%(fnmr)g" impostor-match="0"/>
  <matching-service id="service" matcher="selfie">
    <network-time mean="0.43 s"/><service-time mean="1 s"/>
  </matching-service>
  <port id="dock" mode="sea">
    <flow id="boats" population="boats" start="moor" direction="exit">
      <poisson><piece from="10:00" to="20:00" rate="120 /h"/></poisson>
    </flow>
    <walk id="moor" mean="0 s">
      <route share="%(r)g" to="app" split="true"/>
      <route to="unrecorded"/>
    </walk>
    <station id="app" positions="1000">
      <capture camera="telephone" attempts="1"/>
      <match service="service" search="1:1"/>
      <route when="matched" to="departed" split="true"/>
      <route to="%(unmatched)s" record="%(record)s"/>
    </station>
    <station id="officer" positions="%(officers)d">
      <inspect mean="10 min"/>
      <route to="departed"/>
    </station>
  </port>
</scenario>"""
ALONE = dict(parties="", fails=0, fnmr=0, r=0.7, unmatched="departed",
             record="report", officers=50)


def records(r, how):
    return r.total("records/persons", how=how)


def with_report_probability_r_there_are_r_times_n_records():
    for share in (0, 0.3, 0.7):
        r = run(DOCK % dict(ALONE, r=share))
        n = len(r.people("party"))
        assert n > 10000
        made = records(r, "biometric")
        assert made == r.ended("departed").sum()
        assert within(made, n, share)  # 0: exactly none
        assert records(r, "none") == r.ended("unrecorded").sum() == n - made
        assert records(r, "report") == records(r, "document") == 0


def who_does_not_report_meets_no_queue():
    r = run(DOCK % ALONE)
    gone = r.ended("unrecorded")
    assert r.people("waited_us")[gone].max() == 0
    assert r.people("served_us")[gone].max() == 0
    assert (r.people("left_us") == r.people("arrived_us"))[gone].all()
    assert (r.was("none") == gone).all()


def who_has_reported_has_a_record_even_without_a_match():
    wrong = dict(ALONE, fails=0.2, fnmr=0.1)
    r = run(DOCK % wrong)
    n = len(r.people("party"))
    assert within(records(r, "biometric"), n, 0.7 * 0.8 * 0.9)
    assert within(records(r, "report"), n, 0.7 * (1 - 0.8 * 0.9))
    assert records(r, "none") == r.ended("unrecorded").sum()
    # If the app's report did not count, they would leave without a record.
    none = run(DOCK % dict(wrong, record="none"))
    assert records(none, "report") == 0
    assert records(none, "none") == records(r, "none") + records(r, "report")
    assert records(none, "biometric") == records(r, "biometric")
    # If an officer were sent to each, they would have one by document.
    sent = run(DOCK % dict(wrong, unmatched="officer", record="none"))
    assert records(sent, "document") == records(r, "report")
    assert sent.total("inspections/persons", station="dock/officer") == \
        records(r, "report")


def a_boat_s_people_report_one_by_one_where_the_scenario_splits_them():
    r = run(DOCK % dict(ALONE, r=0.5, parties='<party size="3" share="1"/>'))
    mixed = 0
    boats = r.by_party()
    for boat in boats:
        mixed += 0 < r.ended("departed")[boat].sum() < len(boat)
    assert within(mixed, len(boats), 0.75)
    whole = run((DOCK % dict(ALONE, r=0.5, parties='<party size="3" share="1"/>'))
                .replace(' to="app" split="true"', ' to="app"'))
    boats = whole.by_party()
    gone = sum(whole.ended("unrecorded")[boat].any() for boat in boats)
    assert all(whole.ended("unrecorded")[boat].all() ==
               whole.ended("unrecorded")[boat].any() for boat in boats)
    assert within(gone, len(boats), 0.125)


hold([
    with_report_probability_r_there_are_r_times_n_records,
    who_does_not_report_meets_no_queue,
    who_has_reported_has_a_record_even_without_a_match,
    a_boat_s_people_report_one_by_one_where_the_scenario_splits_them,
])
