"""matching_service -- statements about a matching service shared by ports.

Each function bears the statement's name. Waits of M/M/c: Erlang's formula.
"""
import numpy as np

from whole import hold, run

SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="cloud" start="2026-07-15" duration="%(duration)s">
  <title>Ports that share a matching service</title>
  <run replications="%(replications)d" seed="7" interval="10 min" warm-up="%(warm_up)s"/>
  <population id="people"><class id="visitor" status="visa" impostor="0.01"/>%(parties)s</population>
  <camera id="quick"><capture-time mean="1 s"/></camera>
  <camera id="camera"><capture-time dist="exponential" mean="2 s"/><failure cause="pose" probability="0.05"/></camera>
  <matcher id="matcher" fnmr="0.02" impostor-match="0.1"/>
  <matching-service id="tvs" matcher="matcher" %(load)s>
    <network-time mean="0.2 s"/><service-time %(takes)s mean="1 s"/>%(outages)s
  </matching-service>
  %(ports)s
</scenario>
"""
PORT = """<port id="%s" mode="air">
    <flow id="in" population="people" start="booth"><poisson rate="%g /s"/></flow>
    <station id="booth" positions="%d"%s>
      <capture camera="camera"/>
      <match service="tvs" search="1:1"%s/>
      <inspect when="not-matched no-image no-answer" mean="25 s"/>
      <route to="admitted"/>
    </station>
  </port>"""
PLAIN = dict(duration="4 h", replications=2, warm_up="0 s", parties="", load="",
             takes='dist="exponential"',
             outages="", ports=PORT % ("a", 0.9, 100, "", ""))
PARTIES = '<party size="1" share="0.5"/><party size="3" share="0.5"/>'


def ran(*options, tables={}, **changes):
    return run(SCENARIO % dict(PLAIN, **changes), tables, "--travellers", "0",
               *options)


def erlang_wait(rate, service, workers):
    """Mean wait of M/M/c."""
    a = rate * service
    b = 1.0
    for k in range(1, workers + 1):
        b = a * b / (k + a * b)
    delayed = b / (1 - a / workers * (1 - b))
    return delayed * service / (workers - a)


def requests_wait_as_in_m_m_c():
    """Poisson requests of two ports at one service of two workers."""
    r = ran(duration="30 h", replications=20, warm_up="2 h",
                    load='workers="2"',
                    ports="".join(PORT % (n, 0.75, 1000, "", "")
                                  for n in "ab"))
    of = r["matching/load/replication"]
    means = np.array([r.sum("matching/load/wait_sum_us", of == k) /
                      r.sum("matching/load/requests", of == k)
                      for k in range(20)]) / 1e6
    asked = 1.5 * (1 - 0.05 ** 3)
    expected = erlang_wait(asked, 1, 2)
    z = (means.mean() - expected) / (means.std(ddof=1) / 20 ** 0.5)
    assert abs(z) < 4.5, (means.mean(), expected, z)
    busy = r.sum("matching/load/busy_time") / 1e6 / (20 * 28 * 3600)
    assert abs(busy - asked) < 0.02, busy


def during_an_outage_nothing_is_answered():
    """From 01:00 to 02:00; whoever asks is checked by hand, and all count."""
    r = ran(load='workers="50" timeout="2 s"', parties=PARTIES,
                    outages='<outage from="01:00" to="02:00"/>')
    interval = r["matching/load/interval"]
    out = (interval >= 6) & (interval < 12)
    when = r["matching/service/interval"]  # of the answer
    assert r.sum("matching/service/answers", (when >= 6) & (when < 12)) == 0
    assert r.sum("matching/load/requests", out) > 5000
    lost = r.sum("matching/load/given_up")
    for path in ("requests", "answered", "given_up"):
        assert (r["matching/load/" + path] >= 0).all()
    assert (r["matching/load/requests"] == r["matching/load/answered"] +
            r["matching/load/given_up"]).all()
    result = r.names["results"].index("no-answer")
    inspected = r.sum("inspections/persons",
                      r["inspections/result"] == result)
    waiting = r.sum("replications/still_inside")
    unanswered = r.sum("matching/service/unanswered")
    assert lost - waiting <= unanswered <= lost
    assert unanswered - waiting <= inspected <= unanswered
    cause = r.names["causes"].index("no-answer")
    named = r.sum("causes/persons", r["causes/cause"] == cause)
    assert 0.98 * unanswered < named <= unanswered  # impostors are apart
    held = ran(load='workers="50" timeout="2 h"',
                       outages='<outage from="01:00" to="02:00"/>')
    interval = held["matching/service/interval"]
    assert held.sum("matching/service/answers",
                    (interval >= 6) & (interval < 12)) == 0
    assert held.sum("matching/service/answers", interval == 12) > 2000
    few = held.sum("matching/service/unanswered")  # those in hand at 01:00
    assert few == held.sum("matching/load/lost") > 0


def in_an_outage_each_is_held_or_asks_again_or_is_checked_by_hand():
    """One asks every 10 s: the k-th at 10 k + 1.2 s, answered a second later
    but for the outage from 01:00:02 to 02:00, which loses one in hand. Counted
    by hand for what the scenario says: wait, ask again, or give up."""
    port = """<port id="p" mode="air"><flow id="in" population="people" start="booth"><trace table="every.csv"/></flow>
    <station id="booth" positions="1000"><capture camera="quick"/><match service="tvs" search="1:1"/>
      <inspect when="no-answer not-matched" mean="25 s"/><route to="admitted"/></station></port>"""
    out, end, last = 3602, 7200, 3 * 3600 - 30
    for timeout, retries in ((10000, 0), (2, 0), (5, 2), (900, 3), (300, 20)):
        answered = [0, 0]  # at once; later
        given_up = sent = in_outage = 0
        for k in range(1, last // 10):
            at, tries = 10 * k + 1.2, 0
            while True:
                sent += 1
                lost = at < out < at + 1
                start = end if out <= at < end else at
                if not lost and start - at < timeout:
                    answered[start > at or tries > 0] += 1
                    break
                given_up += 1
                at, tries = at + timeout + 0.2, tries + 1
                if tries > retries:
                    in_outage += 1
                    break
        r = ran(
            replications=1, duration="5 h", takes="",
            load='timeout="%d s" retries="%d"' % (timeout, retries),
            outages='<outage from="01:00:02" to="02:00"/>',
            ports=port,
            tables={"every.csv": "at\n" + "".join(
                "%d s\n" % (10 * k) for k in range(1, last // 10))})
        got = {c: r.sum("matching/load/" + c)
               for c in ("requests", "answered", "given_up")}
        assert got == dict(requests=sent, answered=sum(answered),
                           given_up=given_up), (timeout, retries, got)
        assert r.sum("matching/service/answers") == sum(answered)
        assert r.sum("matching/service/unanswered") == in_outage
        by_hand = r.names["results"].index("no-answer")
        assert r.sum("inspections/persons",
                     r["inspections/result"] == by_hand) == in_outage
        assert r.sum("replications/admitted") == last // 10 - 1 == \
            sum(answered) + in_outage
        when = r["matching/service/interval"]
        assert r.sum("matching/service/answers",
                     (when >= 6) & (when < 12)) == 0
        assert (answered[1] > 0) == ((timeout, retries) != (2, 0))


def a_retry_is_a_new_request():
    """Two retries: three requests for each who is not answered, and load."""
    load = 'workers="1" timeout="0.5 s" late="%s" retries="%d"'
    once = ran(load=load % ("leaves", 0))
    thrice = ran(load=load % ("leaves", 2))
    costs = ran(load=load % ("costs", 2))
    for r in (once, thrice, costs):
        assert r.sum("matching/load/requests") == (
            r.sum("matching/load/answered") + r.sum("matching/load/given_up"))
    members = [r.sum("matching/service/answers") +
               r.sum("matching/service/unanswered") for r in (once, thrice)]
    assert abs(members[0] - members[1]) < 0.01 * members[0]
    assert once.sum("matching/load/requests") - members[0] < 20
    assert thrice.sum("matching/load/requests") > 1.5 * members[1]
    assert thrice.sum("matching/service/unanswered") < once.sum(
        "matching/service/unanswered")
    assert costs.sum("matching/load/untaken") == 0
    assert costs.sum("matching/load/answered") < thrice.sum(
        "matching/load/answered") / 4  # the storm: all work is for the gone


def what_was_given_up_is_matched_later():
    """Everybody's photo in the outage is stored and matched an hour later:
    with the rates of any match, and no traveller is the quicker for it."""
    same = dict(load='timeout="2 s"', parties=PARTIES, duration="8 h",
                outages='<outage from="01:00" to="07:00"/>')
    port = PORT % ("a", 0.9, 100, "", "%s")
    plain = ran(ports=port % "", **same)
    later = ran(ports=port % ' later="1 h"', **same)
    for table in ("series", "waits/totals", "causes", "inspections"):
        for p in plain.table:
            if p.startswith(table + "/"):
                assert np.array_equal(plain[p], later[p]), p
    n = later.sum("matching/service/unanswered")
    assert n > 10000 and later.sum("matching/service/later") == n
    matched = 0.99 * 0.98 + 0.01 * 0.1
    z = ((later.sum("matching/service/later_matched") - n * matched) /
         (n * matched * (1 - matched)) ** 0.5)
    assert abs(z) < 4.5, z
    searches = [sum(r.sum("matching/errors/" + c)
                    for c in ("mated", "non_mated", "impostors"))
                for r in (plain, later)]
    assert searches[1] - searches[0] == n
    assert plain.sum("matching/service/later") == 0


NEWCOMER = """<?xml version="1.0" encoding="UTF-8"?>
<scenario xmlns="urn:poesim:scenario" version="1" id="x" start="2026-07-15" duration="1 h">
  <title>Enrolled after the answer was given up</title>
  <run replications="1"/>
  <population id="people"><class id="newcomer" status="visa" enrolled="0"/></population>
  <camera id="camera"><capture-time mean="1 s"/></camera>
  <matcher id="matcher" fnir="0" fpir="0"/>
  <matching-service id="tvs" matcher="matcher" timeout="1 s">
    <network-time mean="1 us"/><service-time mean="1 us"/>
    <outage from="00:00" to="00:20"/>
  </matching-service>
  <port id="a" mode="air">
    <flow id="out" population="people" start="gate" direction="exit">
      <call at="00:10" passengers="1"/>
      <boarding><show-up mean="%s"/></boarding>
    </flow>
    <station id="gate" positions="1">
      <capture camera="camera"/>
      <match service="tvs" search="1:N" later="10 min"/>
      <enrol mean="1 min"/>
      <route to="departed"/>
    </station>
  </port>
</scenario>
"""


def a_later_match_knows_who_was_enrolled_when_it_was_given_up():
    """Not what the visit would have done, cut by the door or not."""
    for show_up, enrolled in (("30 s", 0), ("5 min", 1)):
        r = run(NEWCOMER % show_up)
        assert r.sum("matching/enrolment/tried") == enrolled
        assert r.sum("matching/errors/non_mated") == 1
        assert r.sum("matching/errors/mated") == 0
        assert r.sum("matching/service/later_matched") == 0


def two_ports_slow_each_other():
    load = 'workers="2"'
    mine = PORT % ("a", 0.9, 100, "", "")
    alone = ran(load=load, ports=mine)
    both = ran(load=load, ports=mine + PORT % ("b", 0.9, 100, "", ""))
    own = both["matching/service/port"] == both.names["ports"].index("a")
    slow = both.sum("matching/service/time_sum_us", own) / both.sum(
        "matching/service/answers", own)
    quick = alone.sum("matching/service/time_sum_us") / alone.sum(
        "matching/service/answers")
    assert slow > 2 * quick, (slow, quick)


def rows_of(results, port):
    """Every table's rows of a port, indices as names."""
    rows = {}
    tables = {p.rsplit("/", 1)[0] for p in results.table
              if not p.startswith("names") and p.count("/")}
    kinds = {"port": "ports", "station": "stations", "flow": "flows",
             "pool": "pools", "journey": "journeys"}
    for table in sorted(tables):
        columns = {p.rsplit("/", 1)[1]: results[p] for p in results.table
                   if p.rsplit("/", 1)[0] == table}
        by = [c for c in kinds if c in columns]
        if not by:
            continue
        names = results.names[kinds[by[0]]]
        mine = np.array([names[i].split("/")[0] == port
                         for i in columns[by[0]]], dtype=bool)
        rows[table] = {c: v[mine] for c, v in columns.items()
                       if c not in kinds}
    return rows


def with_an_endless_service_rows_equal_those_of_a_separate_run():
    """Bit for bit: alone, with another port, with more workers than requests,
    and with the port's place in the file changed."""
    mine = PORT % ("m", 0.9, 20, ' limits="1 min"', "")
    other = PORT % ("%s", 2, 50, "", "")
    options = ("--travellers", "all")
    base = ran(*options, ports=mine, parties=PARTIES)
    for load, ports in (("", other % "a" + mine),
                        ("", mine + other % "z"),
                        ('workers="5000"', mine),
                        ('workers="5000"', other % "a" + mine + other % "z"),
                        ('timeout="10 h" retries="3"', mine + other % "a")):
        r = ran(*options, ports=ports, parties=PARTIES, load=load)
        one, two = rows_of(base, "m"), rows_of(r, "m")
        assert one.keys() == two.keys() and len(one) > 10
        for table in one:
            for c in one[table]:
                assert np.array_equal(one[table][c], two[table][c]), (
                    load, table, c)


def threads_and_the_order_of_ports_change_nothing():
    """Ports that meet are answered in the order of their names."""
    load = 'workers="3" timeout="1.5 s" retries="2"'
    ports = [PORT % (n, 0.9, 8, "", "") for n in "abc"]
    first = ran("-j", "1", load=load, ports="".join(ports),
                        replications=4, parties=PARTIES)
    second = ran("-j", "2", load=load, ports="".join(ports),
                         replications=4, parties=PARTIES)
    assert all(np.array_equal(first[p], second[p]) for p in first.table)
    turned = ran(load=load, ports="".join(reversed(ports)),
                         replications=4, parties=PARTIES)
    assert first.sum("matching/load/untaken") > 0
    for port in "abc":
        one, two = rows_of(first, port), rows_of(turned, port)
        for table in one:
            for c in one[table]:
                assert np.array_equal(one[table][c], two[table][c])


hold([requests_wait_as_in_m_m_c, during_an_outage_nothing_is_answered,
      in_an_outage_each_is_held_or_asks_again_or_is_checked_by_hand,
      a_retry_is_a_new_request,
      what_was_given_up_is_matched_later,
      a_later_match_knows_who_was_enrolled_when_it_was_given_up,
      two_ports_slow_each_other,
      with_an_endless_service_rows_equal_those_of_a_separate_run,
      threads_and_the_order_of_ports_change_nothing])
