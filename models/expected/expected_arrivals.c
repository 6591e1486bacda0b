/* expected_arrivals -- mean numbers of travellers by hour. */
#include <math.h>

#include "models/expected/expected.h"
#include "models/quantile.h"

static void add(double *hour, int hours, simtime at, double travellers)
{
    if (at < 0)
        at = 0;
    if (at / US_PER_H < hours)
        hour[at / US_PER_H] += travellers;
}

/* An amount that is spread evenly over a time, minute by minute. */
static void spread(double *hour, int hours, simtime from, simtime until,
                   double travellers)
{
    int pieces =
        until - from > US_PER_MIN ? (int)((until - from) / US_PER_MIN) : 1;

    for (int i = 0; i < pieces; i++)
        add(hour, hours, from + (until - from) / (2 * pieces) * (2 * i + 1),
            travellers / pieces);
}

static void timetable(double *hour, int hours, const struct scenario *s,
                      const struct port *p, const struct flow *f)
{
    simtime zero = civil_utc(&s->wall, s->start_day, 0);
    simtime shift = -f->early + (simtime)distribution_mean(&f->delay);

    for (int i = 0; i < f->calls; i++) {
        const struct call *k = &f->call[i];
        simtime from = civil_utc(&p->wall, s->start_day + k->day - 1, k->from);
        simtime until =
            civil_utc(&p->wall, s->start_day + k->day - 1, k->until);
        if (until < from)
            until = from;
        spread(hour, hours, from - zero + shift, until - zero + shift,
               floor(k->passengers * k->load_factor + 0.5));
    }
}

/* Of a departure: they show up before it, and who is early waits until his
 * group is called. */
static void board(double *hour, int hours, const struct flow *f,
                  const struct quantile *show_up, simtime departure,
                  double travellers)
{
    enum { PARTS = 100 };
    simtime open = departure - f->early +
                   (simtime)distribution_mean(&f->delay) - f->board.opens;
    double part = travellers * (1 - f->board.no_show) / PARTS / f->board.groups;

    for (int i = 0; i < PARTS; i++) {
        uint64_t u =
            (UINT64_C(1) << QUANTILE_BITS) / PARTS / 2 * (2 * (uint64_t)i + 1);
        simtime come = departure - quantile_at(show_up, u);
        for (int g = 0; g < f->board.groups; g++) {
            simtime call = open + g * f->board.group_gap;
            bool waits = f->board.opens > 0 && call > come;
            add(hour, hours, waits ? call : come, part);
        }
    }
}

static int departures(double *hour, int hours, const struct scenario *s,
                      const struct port *p, const struct flow *f,
                      struct quantile_forms *known)
{
    simtime zero = civil_utc(&s->wall, s->start_day, 0);
    struct quantile show_up;

    if (quantile_init(&show_up, &f->board.show_up, known))
        return -1;
    for (int i = 0; i < f->calls; i++) {
        const struct call *k = &f->call[i];
        int day = s->start_day + k->day - 1;
        simtime from = civil_utc(&p->wall, day, k->from) - zero;
        simtime until = civil_utc(&p->wall, day, k->until) - zero;
        board(hour, hours, f, &show_up, from + (until - from) / 2,
              floor(k->passengers * k->load_factor + 0.5));
    }
    quantile_release(&show_up);
    return 0;
}

/* Of the rate at a local time of day. */
static double rate_at(const struct flow *f, simtime clock)
{
    for (int i = 0; i < f->pieces; i++) {
        const struct rate_piece *k = &f->piece[i];
        bool in = k->from < k->to ? clock >= k->from && clock < k->to
                                  : clock >= k->from || clock < k->to;
        if (in)
            return k->rate;
    }
    return f->rate;
}

/* Does the rate stay as it is for an hour from a local time on? */
static bool one_rate(const struct flow *f, simtime clock)
{
    for (int i = 0; i < f->pieces; i++) {
        simtime from = f->piece[i].from, to = f->piece[i].to;
        if ((from > clock && from < clock + US_PER_H) ||
            (to > clock && to < clock + US_PER_H))
            return false;
    }
    return clock + US_PER_H <= US_PER_DAY;
}

/* Travellers of an hour of the run: the rate in the middle of every minute. */
static double poisson_hour(const struct scenario *s, const struct port *p,
                           const struct flow *f, simtime utc, int hour)
{
    double sum = 0;

    for (int i = hour * 60; i < (hour + 1) * 60; i++) {
        simtime from = i * US_PER_MIN;
        simtime length = s->duration - from;
        simtime at = utc + from + US_PER_MIN / 2;
        simtime local = at + civil_offset_at(&p->wall, at);
        simtime clock = (local % US_PER_DAY + US_PER_DAY) % US_PER_DAY;
        if (length <= 0)
            break;
        if (length > US_PER_MIN)
            length = US_PER_MIN;
        sum += rate_at(f, clock) * (double)length;
    }
    return sum;
}

/* Hours are like those of the day before, but where the clock is changed. */
static void poisson(double *hour, int hours, const struct scenario *s,
                    const struct port *p, const struct flow *f)
{
    simtime zero = civil_utc(&s->wall, s->start_day, 0);
    double members = scenario_mean_party(s, f) * f->batch;
    simtime offset = 0;
    int alike = 0; /* hours with this offset, up to the one at hand */

    for (int i = 0; i < hours; i++) {
        simtime from = zero + i * US_PER_H;
        simtime before = offset;
        offset = civil_offset_at(&p->wall, from + US_PER_H - 1);
        bool steady = offset == civil_offset_at(&p->wall, from);
        alike = steady && offset == before ? alike + 1 : 0;
        bool whole = (i + 1) * US_PER_H <= s->duration;
        simtime clock =
            ((from + offset) % US_PER_DAY + US_PER_DAY) % US_PER_DAY;
        if (alike > 24 && whole)
            hour[i] = hour[i - 24];
        else if (steady && whole && one_rate(f, clock))
            hour[i] = rate_at(f, clock) * (double)US_PER_H * members;
        else
            hour[i] = poisson_hour(s, p, f, zero, i) * members;
    }
}

static void renewal(double *hour, int hours, const struct scenario *s,
                    const struct flow *f)
{
    double each =
        scenario_mean_party(s, f) * f->batch / distribution_mean(&f->gap);

    for (int i = 0; i < hours; i++) {
        simtime length = s->duration - i * US_PER_H;
        hour[i] +=
            each * (double)(length < US_PER_H ? length : (simtime)US_PER_H);
    }
}

int expected_arrivals(struct expected *e, const struct scenario *s, int flow,
                      struct quantile_forms *known)
{
    const struct flow *f = &e->port->flow[flow];
    double *hour = e->come + flow * e->hours;
    int failed = 0;

    switch (f->kind) {
    case ARRIVE_TIMETABLE:
        if (f->boarding)
            failed = departures(hour, e->hours, s, e->port, f, known);
        else
            timetable(hour, e->hours, s, e->port, f);
        break;
    case ARRIVE_POISSON:
        poisson(hour, e->hours, s, e->port, f);
        break;
    case ARRIVE_RENEWAL:
        renewal(hour, e->hours, s, f);
        break;
    case ARRIVE_TRACE:
        for (int i = 0; i < f->rows; i++)
            if (f->row[i].time < s->duration)
                add(hour, e->hours, f->row[i].time, f->row[i].size);
        break;
    }
    for (int i = 0; i < e->hours; i++)
        e->total[flow] += hour[i];
    return failed;
}
