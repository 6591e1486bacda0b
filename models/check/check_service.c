/* check_service -- matching services: times, load and outages that cannot be
 * meant. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/check/check.h"

/* More failures of a unit than this are no model of anything, and take long. */
#define FAILURES_MOST 1e6

void check_breakdown(const struct scenario *s, const struct breakdown *b,
                     const char *of, const char *take_away, struct diag *d)
{
    int whole = d->count;
    const struct distribution *time[] = {&b->up, &b->down};
    static const char *const name[] = {"up", "down"};

    for (int i = 0; i < 2; i++) {
        char what[120];
        int before = d->count;
        snprintf(what, sizeof what, "the time %s of %s", name[i], of);
        check_time(time[i], &b->at, what, d);
        if (d->count == before && !(distribution_mean(time[i]) > 0))
            diag_error(d, &b->at, "%s is always 0; make it longer, or take %s",
                       what, take_away);
    }
    double cycle = distribution_mean(&b->up) + distribution_mean(&b->down);
    if (d->count == whole && !s->doubted &&
        (double)s->duration / cycle > FAILURES_MOST)
        diag_error(d, &b->at,
                   "%s: about %.3g failures of one are to be expected in the "
                   "run, one every %.3g s, and there may be %.0f; make the "
                   "times up and down longer",
                   of, (double)s->duration / cycle, cycle / US_PER_S,
                   FAILURES_MOST);
}

/* What would be lost for ever without a timeout, or never happen. */
static void check_patience(const struct matching_service *m, struct diag *d)
{
    if (m->id.doubted || m->timeout > 0)
        return;
    if (m->outages > 0 || m->fails)
        diag_error(d, m->outages > 0 ? &m->outage[0].at : &m->failing.at,
                   "service \"%s\" has outages and no timeout, so whoever "
                   "lost a request would wait for the answer for ever; say "
                   "timeout=\"...\"",
                   m->id.text);
    if (m->retries > 0)
        diag_error(d, &m->id.at,
                   "retries=\"%d\" of service \"%s\" are never made, because "
                   "without a timeout no request is given up; say "
                   "timeout=\"...\", or take retries away",
                   m->retries, m->id.text);
}

/* What the service does in the shortest time, us. */
static double shortest(const struct distribution *t)
{
    switch (t->family) {
    case DIST_CONSTANT:
        return t->mean;
    case DIST_UNIFORM:
    case DIST_TRIANGULAR:
        return t->low;
    default:
        return 0;
    }
}

/* A timeout that no answer, hardly any, or only the lesser half comes before.
 */
static void check_timeout(const struct matching_service *m, struct diag *d)
{
    const struct distribution *t = &m->service_time;
    char timeout[40], least[40];

    if (m->id.doubted || m->timeout == 0 || distribution_check(t) ||
        t->family == DIST_TRACE)
        return;
    quantity_print_time(m->timeout, timeout, sizeof timeout);
    quantity_print_time(llround(shortest(t)), least, sizeof least);
    if (llround(shortest(t)) > m->timeout)
        diag_warning(
            d, &m->id.at,
            "timeout %s of service \"%s\" is shorter than its shortest "
            "service-time, %s, so no request is ever answered; "
            "make it longer",
            timeout, m->id.text, least);
    else if (t->family == DIST_CONSTANT)
        return;
    else if (distribution_quantile(t, 0.001, 0.999) > (double)m->timeout)
        diag_warning(d, &m->id.at,
                     "timeout %s of service \"%s\" is shorter than 999 of "
                     "1,000 of its service-times, so hardly any request is "
                     "answered; make it longer",
                     timeout, m->id.text);
    else if (distribution_quantile(t, 0.5, 0.5) >= (double)m->timeout)
        diag_warning(d, &m->id.at,
                     "timeout %s of service \"%s\" is shorter than half of its "
                     "service-times, so half or more of the requests are given "
                     "up even where a worker is free; make it longer",
                     timeout, m->id.text);
}

void check_service(const struct scenario *s, const struct matching_service *m,
                   struct diag *d)
{
    char what[120];

    snprintf(what, sizeof what, "network-time of matching service \"%s\"",
             m->id.text);
    check_time(&m->network_time, &m->id.at, what, d);
    snprintf(what, sizeof what, "service-time of matching service \"%s\"",
             m->id.text);
    check_time(&m->service_time, &m->id.at, what, d);
    check_patience(m, d);
    check_timeout(m, d);
    struct port here = {.wall = s->wall}; /* outages go by the scenario's */
    check_days(s, &here, (struct spans){m->outage, m->outages}, "outage", d);
    if (m->late_costs && !m->id.doubted && (!m->workers || !m->timeout))
        diag_error(
            d, &m->id.at,
            "late=\"costs\" of service \"%s\" has no meaning without %s, "
            "as nothing is ever late in its queue; add it, or take late "
            "away",
            m->id.text, m->workers ? "a timeout" : "workers");
    snprintf(what, sizeof what, "the outages of service \"%s\"", m->id.text);
    if (m->fails)
        check_breakdown(s, &m->failing, what, "the random-outage away", d);
}

void check_later(const struct scenario *s, const struct step *step,
                 struct diag *d)
{
    for (int i = 0; i < s->services; i++) {
        const struct matching_service *m = &s->service[i];
        if (strcmp(m->id.text, step->service.text) != 0 ||
            step->service.doubted || m->id.doubted || m->timeout > 0)
            continue;
        diag_error(d, &step->at,
                   "nothing is matched later here, because service \"%s\" "
                   "answers every request; give it a timeout, or take later "
                   "away",
                   m->id.text);
    }
}
