"""matching -- how often the right person is matched, in one attempt and in
several, and how often somebody with another's document: statements about
results files. Persons are independent of one another, so counts are binomial.
"""
from math import erfc

import numpy as np

from whole import hold, run, within

SCENARIO = """<scenario xmlns="urn:poesim:scenario" version="1" id="matching" start="2026-07-15" duration="3 h">
  <title>Attempts at a match</title>
  <run replications="1" seed="23"/>
  <population id="people"><class id="visitor" status="visa" impostor="%(impostor)g"/></population>
  <camera id="camera" correlation="%(camera_correlation)g"><capture-time mean="1 s"/>
    <failure cause="pose" probability="%(fails)g"/></camera>
  <matcher id="matcher" %(matcher)s
  <matching-service id="service" matcher="matcher">
    <network-time mean="0.5 s"/><service-time mean="1 s"/>
  </matching-service>
  <port id="port" mode="air">
    <flow id="flow" population="people" start="booth"><call at="00:00" passengers="20000"/>
      <call at="00:00" passengers="20000"/></flow>
    <station id="booth" positions="40000">
      <capture camera="camera" attempts="%(photos)d"/>
      %(matches)s
      %(inspect)s
      <route when="%(admits)s" to="admitted"/><route to="refused"/>
    </station>
  </port>
</scenario>"""
N = 40000
PLAIN = dict(impostor=0, camera_correlation=0, fails=0, photos=1, inspect="",
             admits="matched")


def attempts(k, search="1:1"):
    first = f'<match service="service" search="{search}"/>'
    return first + (k - 1) * first.replace("/>", ' when="not-matched"/>')


def ran(**change):
    r = run(SCENARIO % dict(PLAIN, **change))
    assert len(r.people("party")) == N
    return r


def at_error(p, k, correlation=0, search="1:1"):
    """Who is matched in at most k attempts, by number of the traveller."""
    kind, other = {"1:1": ("fnmr", "impostor-match"),
                   "1:N": ("fnir", "fpir")}[search]
    r = ran(matcher=f'{kind}="{p}" {other}="0" correlation="{correlation}"/>',
            matches=attempts(k, search))
    matched = r.was("matched")
    assert np.array_equal(matched, r.ended("admitted"))
    by = np.empty(N, bool)
    by[r.people("party")] = matched
    return by


def of_one_attempt_1_minus_p_are_matched():
    for search in ("1:1", "1:N"):
        for p in (0, 0.02, 0.3, 1):
            assert within(at_error(p, 1, search=search).sum(), N, 1 - p)


def of_k_independent_attempts_1_minus_p_to_the_k_are_matched():
    for search, p in (("1:1", 0.3), ("1:N", 0.2)):
        before = np.zeros(N, bool)
        for k in (1, 2, 3):
            now = at_error(p, k, search=search)
            assert within(now.sum(), N, 1 - p ** k), (search, k)
            # One attempt more takes nobody's match away.
            assert (now >= before).all() and now.sum() > before.sum()
            before = now


def missed(p, c, k):
    """All of k attempts fail: E P^k of P ~ Beta with mean p, correlation c."""
    a, b = p * (1 - c) / c, (1 - p) * (1 - c) / c
    product = 1.0
    for i in range(k):
        product *= (a + i) / (a + b + i)
    return product


def of_k_correlated_attempts_the_beta_binomial_product_is_missed():
    # 3% in one attempt: 0.003% in three that are independent, far more if not
    assert round(100 * missed(0.03, 0.3, 3), 2) == 0.46
    assert round(100 * missed(0.03, 0.6, 3), 1) == 1.4
    for search, p, c, k in (("1:1", 0.03, 0.3, 3), ("1:1", 0.03, 0.6, 3),
                            ("1:1", 0.03, 0.6, 1), ("1:N", 0.2, 0.1, 2),
                            ("1:N", 0.2, 0.5, 5)):
        found = at_error(p, k, c, search)
        assert within((~found).sum(), N, missed(p, c, k)), (p, c, k)


def of_k_correlated_photos_the_beta_binomial_product_fails():
    for c, k in ((0.3, 1), (0.3, 3), (0.7, 2)):
        r = ran(matcher='fnmr="0" impostor-match="0"/>', matches=attempts(1),
                fails=0.15, camera_correlation=c, photos=k)
        assert within(r.was("no-image").sum(), N, missed(0.15, c, k)), (c, k)
        assert (r.was("matched") | r.was("no-image")).all()


def an_impostor_s_document_is_accepted_as_a_look_alike_s_not_as_a_stranger_s():
    """Scores of strangers pass 4 with 3.2e-5; the look-alike on the document
    has a rate of his own, and then an officer looks too."""
    threshold = '><scores threshold="%g" genuine-mean="7"/></matcher>'
    look_alike = 'impostor-match="0.3" '
    same = dict(impostor=0.5, matches=attempts(1), inspect="""
      <inspect when="not-matched" mean="20 s" false-accept="0.14" false-reject="0.06"/>""",
                admits="matched cleared")
    accepted = {}
    for name, rates in (("stranger", threshold % 4),
                        ("look-alike", look_alike + threshold % 4),
                        ("lower", look_alike + threshold % 2)):
        r = ran(matcher=rates, **same)
        of = np.zeros(N, bool)
        of[r.people("party")] = r.people("impostor") == 1
        matched, admitted = np.zeros((2, N), bool)
        matched[r.people("party")] = r.was("matched")
        admitted[r.people("party")] = r.ended("admitted")
        accepted[name] = of & matched
        m = of.sum()
        assert within(m, N, 0.5)
        rate = erfc(4 / 2 ** .5) / 2 if name == "stranger" else 0.3
        assert within((of & matched).sum(), m, rate), name
        assert within((of & admitted).sum(), m, rate + (1 - rate) * 0.14), name
        missed_by = erfc((7 - (2 if name == "lower" else 4)) / 2 ** .5) / 2
        assert within((~of & ~admitted).sum(), N - m, missed_by * 0.06), name
    # Where the threshold lies for strangers is nothing to a look-alike.
    assert np.array_equal(accepted["look-alike"], accepted["lower"])
    assert accepted["look-alike"].sum() > 100 * accepted["stranger"].sum()


hold([
    of_one_attempt_1_minus_p_are_matched,
    of_k_independent_attempts_1_minus_p_to_the_k_are_matched,
    of_k_correlated_attempts_the_beta_binomial_product_is_missed,
    of_k_correlated_photos_the_beta_binomial_product_fails,
    an_impostor_s_document_is_accepted_as_a_look_alike_s_not_as_a_stranger_s,
])
