/* check_demand -- whether matching services can serve what all ports together
 * ask of them, by the first estimate of models/expected/expected.h. */
#include "models/check/check.h"
#include "models/expected/expected.h"

static bool any_workers(const struct scenario *s)
{
    for (int i = 0; i < s->services; i++)
        if (s->service[i].workers > 0)
            return true;
    return false;
}

static void warn(const struct expected_demand *e, int service, int hour,
                 struct diag *d)
{
    const struct scenario *s = e->s;
    const struct matching_service *m = &s->service[service];
    simtime utc = civil_utc(&s->wall, s->start_day, 0) + hour * US_PER_H;
    simtime local = utc + civil_offset_at(&s->wall, utc);
    char date[11];

    civil_print_date((int32_t)(local / US_PER_DAY), date);
    diag_warning(
        d, &m->id.at,
        "service \"%s\" has %d worker%s, and the %.0f requests of its "
        "busiest hour, from %s %02d:%02d by the scenario's clock, keep "
        "%.3g busy: its queue must grow then; give it more workers, or "
        "expect late answers",
        m->id.text, m->workers, m->workers > 1 ? "s" : "",
        expected_requests(e, service, hour), date, (int)(local / US_PER_H % 24),
        (int)(local / US_PER_MIN % 60), expected_workers(e, service, hour));
}

void check_demand(const struct scenario *s, struct diag *d)
{
    struct expected_demand e;

    if (!any_workers(s))
        return;
    if (expected_demand_fill(&e, s)) {
        diag_error(d, &s->at, "memory is short");
        return;
    }
    for (int i = 0; i < s->services && e.hours; i++) {
        const struct matching_service *m = &s->service[i];
        int hour = expected_demand_busiest(&e, i);
        double busy = expected_workers(&e, i, hour);
        if (m->workers > 0 && busy > m->workers)
            warn(&e, i, hour, d);
    }
    expected_demand_release(&e);
}
