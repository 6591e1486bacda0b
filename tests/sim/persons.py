"""persons -- runs with enrolment, a fallback and groups at a camera.

Shares must lie within 4.5 standard errors of what formulas say; where a rate is
0 or 1 the counts are exact.
"""
import sys

import whole

N = 40000
failed = 0


def scenario(parts, steps, routes, size=N, classes=None, before=""):
    classes = classes or '<class id="all" status="visa-waiver"/>'
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="persons" start="2026-01-01" duration="6 h">
  <title>Persons</title>
  <run replications="1" interval="1 h" seed="11"/>
  {before}
  <population id="people">{classes}</population>
  {parts}
  <port id="port" mode="air">
    <flow id="f1" population="people" start="gate"><call at="00:00" passengers="{size // 2}"/></flow>
    <flow id="f2" population="people" start="gate"><call at="00:00" passengers="{size - size // 2}"/></flow>
    <station id="gate" positions="100000">{steps}{routes}</station>
  </port>
</scenario>'''


SERVICE = '''<matching-service id="{0}" matcher="{0}"><network-time mean="1 us"/><service-time mean="1 us"/></matching-service>'''
ROUTES = '<route when="matched" to="admitted" split="true"/><route to="refused"/>'


class Results(whole.Results):
    def sum(self, table, column, **where):
        """Rows by the numbers of names."""
        keep = True
        for name, value in where.items():
            keep = keep & (self[f"{table}/{name}"] == value)
        return int((self[f"{table}/{column}"] * keep).sum())


def run_of(text):
    return whole.run(text, of=Results)


def share(what, count, of, p):
    """count of `of` is binomial with p."""
    global failed
    se = (p * (1 - p) / of) ** .5
    if abs(count / of - p) > 4.5 * se:
        print(f"{what}: {count} of {of} is {count / of:.5f}, not {p:.5f} "
              f"(standard error {se:.5f})")
        failed += 1


def same(what, x, y):
    global failed
    if x != y:
        print(f"{what}: {x} and not {y}")
        failed += 1


def newcomers_are_enrolled_first_and_then_verified_as_others_are():
    """30% newcomers, of whom 10% cannot be enrolled; then 1:1. Each takes
    60 s, and nobody else does."""
    e, fte, fta, fnmr = .7, .1, .02, .05
    run = run_of(scenario(f'''
  <camera id="eye"><capture-time mean="1 s"/><failure cause="pose" probability="{fta}"/></camera>
  <matcher id="face" fnmr="{fnmr}" impostor-match="0"/>{SERVICE.format("face")}''', f'''
    <enrol mean="60 s" failure-to-enrol="{fte}"/>
    <capture camera="eye" attempts="1" enrolled="true"/>
    <match service="face" search="1:1"/>''', '''
    <route when="matched" enrolled="true" to="admitted"/>
    <route when="no-image" enrolled="false" to="withdrew"/>
    <route to="refused"/>''', classes=f'<class id="all" status="visa-waiver" enrolled="{e}"/>'))
    t, ends = "matching/enrolment", run.index("end_states", "withdrew")
    tried, missed = run.sum(t, "tried"), run.sum(t, "failed")
    share("newcomers", tried, N, 1 - e)
    share("failures to enrol", missed, tried, fte)
    same("time of enrolments", run.sum(t, "time_us"), tried * 60 * 10 ** 6)
    same("not enrolled at the end", run.sum("ends", "persons", end_state=ends), missed)
    share("registered", N - missed, N, e + (1 - e) * (1 - fte))
    same("cause", run.sum("causes", "persons", cause=run.index(
        "causes", "no-image: failure-to-enrol")), missed)
    same("mated requests", run.sum("matching/errors", "mated"),
         N - missed - run.sum("matching/capture", "no_image"))
    same("nobody without a reference is asked for",
         run.sum("matching/errors", "non_mated"), 0)
    rejected = N - run.sum("ends", "persons", end_state=run.index("end_states", "admitted"))
    share("generalised false rejection", rejected, N,
          (1 - e) * fte + (1 - (1 - e) * fte) * (fta + (1 - fta) * fnmr))


def who_is_new_where_nobody_enrols_is_not_matched():
    """They have no reference photo."""
    e = .7
    run = run_of(scenario(f'''
  <camera id="eye"><capture-time mean="1 s"/></camera>
  <matcher id="face" fnmr="0" impostor-match="0"/>{SERVICE.format("face")}''', '''
    <capture camera="eye"/><match service="face" search="1:1"/>''', ROUTES,
        classes=f'<class id="all" status="visa-waiver" enrolled="{e}"/>'))
    strangers = run.sum("matching/errors", "non_mated")
    share("strangers", strangers, N, 1 - e)
    same("strangers' cause", run.sum("causes", "persons",
                                     cause=run.index("causes", "no-photo")), strangers)


def a_fingerprint_behind_a_face_errs_at_rates_of_its_own():
    """False rejection is the product, each scored apart, also where both are
    much the same for one person every time."""
    face, finger = (.05, .1), (.2, .15)  # FTA, FNMR
    for c in (0, .5):
        run = run_of(scenario(f'''
  <camera id="eye" correlation="{c}"><capture-time mean="1 s"/><failure cause="pose" probability="{face[0]}"/></camera>
  <camera id="scanner" modality="fingerprint" correlation="{c}"><capture-time mean="4 s"/><failure cause="dry" probability="{finger[0]}"/></camera>
  <matcher id="face" fnmr="{face[1]}" impostor-match="0" correlation="{c}"/>{SERVICE.format("face")}
  <matcher id="finger" modality="fingerprint" fnmr="{finger[1]}" impostor-match="0" correlation="{c}"/>{SERVICE.format("finger")}''', '''
    <capture camera="eye" attempts="1"/><match service="face" search="1:1"/>
    <capture camera="scanner" attempts="1" when="not-matched no-image"/>
    <match service="finger" search="1:1"/>''', ROUTES))
        frr = [a + (1 - a) * m for a, m in (face, finger)]
        refused = run.sum("ends", "persons", end_state=run.index("end_states", "refused"))
        share(f"rejected by face and finger, correlation {c}", refused, N, frr[0] * frr[1])
        second = run.sum("matching/errors", "mated", service=1)
        by_face = N - run.sum("matching/errors", "mated", service=0) + run.sum(
            "matching/errors", "non_matches", service=0)
        share("rejected by face", by_face, N, frr[0])
        share("fingerprints", second, by_face, 1 - finger[0])
        share("false non-matches of fingerprints",
              run.sum("matching/errors", "non_matches", service=1), second, finger[1])


def two_photos_of_one_person_fail_together_as_beta_binomial():
    """Of one modality the same quality serves twice: two captures one after
    another fail as two attempts do, E p^2 with p ~ Beta."""
    m, c = .2, .4
    a, b = m * (1 - c) / c, (1 - m) * (1 - c) / c
    run = run_of(scenario(f'''
  <camera id="eye" correlation="{c}"><capture-time mean="1 s"/><failure cause="pose" probability="{m / 4}"/><failure cause="light" probability="{m * 3 / 4}"/></camera>''', '''
    <capture camera="eye" attempts="1"/><capture camera="eye" attempts="1" when="no-image"/>''',
        '<route when="none" to="admitted" split="true"/><route to="refused"/>'))
    refused = run.sum("ends", "persons", end_state=run.index("end_states", "refused"))
    share("failed twice", refused, N, a * (a + 1) / ((a + b) * (a + b + 1)))
    t = "matching/capture_causes"
    all_failed = run.sum("matching/capture", "failed_attempts")
    same("failed attempts over causes", run.sum(t, "failed_attempts"), all_failed)
    same("no image over causes", run.sum(t, "no_image"), run.sum("matching/capture", "no_image"))
    share("causes keep their parts", run.sum(t, "failed_attempts", cause=run.index(
        "causes", "no-image: pose")), all_failed, .25)


def a_group_fails_and_takes_as_its_ratios_say():
    """The old take 2.5 times as long, and fail 3 times as often for pose, half
    as often for light."""
    pose, light = .1, .2
    t = "matching/capture_causes"
    run = run_of(scenario(f'''
  <camera id="eye"><capture-time mean="2 s"/><failure cause="pose" probability="{pose}"/><failure cause="light" probability="{light}"/>
    <group-ratio group="old" failure="0.5" time="2.5"/><group-ratio group="old" cause="pose" failure="3"/></camera>''', '''
    <capture camera="eye" attempts="1"/>''', '<route to="admitted"/>',
        before='<group id="young"/><group id="old"/>',
        classes='''<class id="all" status="visa-waiver"><group-share group="young" share="0.5"/>
    <group-share group="old" share="0.5"/></class>'''))
    for group, p in ((0, (pose, light)), (1, (3 * pose, light / 2))):
        n = run.sum("matching/capture", "attempts", group=group)
        for cause, x in zip(("pose", "light"), p):
            share(f"{cause} of group {group}", run.sum(
                t, "failed_attempts", group=group,
                cause=run.index("causes", "no-image: " + cause)), n, x)
        same(f"time of group {group}", run.sum("travellers", "served_us", group=group),
             n * (5 if group else 2) * 10 ** 6)


def who_could_not_be_enrolled_is_tried_again_at_the_next_crossing():
    """Three booths one after another: after k of them all are registered but
    (1 - e) fte^k, and who is registered is verified there and takes no longer."""
    e, fte, k = .6, .4, 3
    steps = '''<enrol mean="60 s" failure-to-enrol="%g"/>
    <capture camera="eye" attempts="1" enrolled="true"/>
    <match service="face" search="1:1"/>''' % fte
    text = scenario(f'''
  <camera id="eye"><capture-time mean="1 s"/></camera>
  <matcher id="face" fnmr="0" impostor-match="0"/>{SERVICE.format("face")}''', steps,
                    '<route to="second"/>',
                    classes=f'<class id="all" status="visa-waiver" enrolled="{e}"/>')
    for here, to in ("second", "third"), ("third", "admitted"):
        text = text.replace("</port>", f'''  <station id="{here}" positions="100000">{steps}
      <route to="{to}"/></station>
  </port>''')
    run = run_of(text)
    tried, missed = [], []
    for i, name in enumerate(("port/gate", "port/second", "port/third")):
        at = run.index("stations", name)
        tried.append(run.sum("matching/enrolment", "tried", station=at))
        missed.append(run.sum("matching/enrolment", "failed", station=at))
        share(f"newcomers at booth {i + 1}", tried[i], N, (1 - e) * fte ** i)
        share(f"registered after {i + 1}", N - missed[i], N,
              1 - (1 - e) * fte ** (i + 1))
    same("who failed is tried again, and nobody else", tried[1:], missed[:-1])
    same("verified", run.sum("matching/errors", "mated"), k * N - sum(missed))
    same("time", run.sum("travellers", "served_us"),
         sum(tried) * 60 * 10 ** 6 + (k * N - sum(missed)) * 1000002)


STATEMENTS = [
    newcomers_are_enrolled_first_and_then_verified_as_others_are,
    who_is_new_where_nobody_enrols_is_not_matched,
    a_fingerprint_behind_a_face_errs_at_rates_of_its_own,
    two_photos_of_one_person_fail_together_as_beta_binomial,
    a_group_fails_and_takes_as_its_ratios_say,
    who_could_not_be_enrolled_is_tried_again_at_the_next_crossing,
]

for statement in STATEMENTS:
    before = failed
    statement()
    if failed > before:
        print("not so: " + statement.__name__.replace("_", " "))
sys.exit(failed > 0)
