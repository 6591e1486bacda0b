/* offered_load -- officers that each pool needs by interval, from arrivals and
 * service times of its stations; officers. */
#include "analysis/common/offered_load.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/common/statistics.h"

/* What series say of the stations; key: station. */
struct demand {
    struct panel persons;                 /* arrivals */
    struct panel visits, served, service; /* whole run: one interval */
};

/* Arrivals before a time, where `before` are those before each interval. */
static double come_before(const double *before, int n, double length, double t)
{
    if (!(t > 0))
        return 0;
    if (t >= length)
        return before[n];
    int at = (int)floor(t);
    double span = fmin(1, length - at);
    return before[at] + (before[at + 1] - before[at]) * (t - at) / span;
}

void offered_load_lag(const double *before, int n, double length, double lag,
                      double *out)
{
    double first = come_before(before, n, length, -lag);
    for (int i = 0; i < n; i++) {
        double end = fmin(i + 1, length);
        double next = come_before(before, n, length, end - lag);
        out[i] = fmax(0, next - first);
        first = next;
    }
}

double offered_load_needed(double a)
{
    double x = a + sqrt(a);
    return ceil(x - 1e-9 * (x + 1)); /* 4 + 2 is 6, whatever the rounding */
}

static void release_demand(struct demand *d)
{
    panel_release(&d->persons);
    panel_release(&d->visits);
    panel_release(&d->served);
    panel_release(&d->service);
}

static int read_demand(struct demand *d, const struct input *in)
{
    int n = in->names->count[NAMES_STATIONS], reps = in->replications;
    *d = (struct demand){0};
    if (panel_init(&d->persons, n, in->intervals, reps, 0) != 0 ||
        panel_init(&d->visits, n, 1, reps, 0) != 0 ||
        panel_init(&d->served, n, 1, reps, 0) != 0 ||
        panel_init(&d->service, n, 1, reps, 0) != 0) {
        release_demand(d);
        return -1;
    }
    size_t rows;
    const struct series_row *row = input_rows(in, TABLE_series, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication), s = row[i].station;
        if (slot < 0 || s < 0 || s >= n || row[i].interval < 0 ||
            row[i].interval >= in->intervals)
            continue;
        panel_at(&d->persons, s, row[i].interval)[slot] +=
            (double)row[i].arrivals;
        panel_at(&d->visits, s, 0)[slot] += (double)row[i].visits;
        panel_at(&d->served, s, 0)[slot] += (double)row[i].served;
        panel_at(&d->service, s, 0)[slot] += (double)row[i].service_time;
    }
    return 0;
}

/* First interval that the series know. */
static int first_warm(const struct input *in)
{
    int at = 0;
    while (at < in->intervals && !input_warm(in, at))
        at++;
    return at;
}

/* Adds one station in one replication to its pool. `line` has room for two
 * lines of intervals. */
static void add_station(struct offered_load *o, const struct input *in,
                        const struct demand *d, int station, int slot,
                        double *line)
{
    int pool = in->scenario.station[station].pool, n = in->intervals;
    int watched = in->scenario.station[station].monitored;
    double each = watched > 0 ? watched : 1; /* positions of an officer */
    double *before = line, *lagged = line + n + 1;
    double visits = panel_at(&d->visits, station, 0)[slot];
    double served = panel_at(&d->served, station, 0)[slot];
    double every = (double)in->about->interval_us;
    before[0] = 0;
    for (int i = 0; i < n; i++)
        before[i + 1] = before[i] + panel_at(&d->persons, station, i)[slot];
    if (before[n] == 0)
        return; /* nobody asks for officers here */
    /* intervals of service per party; NaN when nobody was served */
    double service =
        visits > 0 ? panel_at(&d->service, station, 0)[slot] / visits / every
                   : NAN;
    double parties = served > 0 ? visits / served : NAN;
    double length = (double)in->about->duration_us / every;
    int warm = first_warm(in);
    offered_load_lag(before, n, length, isnan(service) ? 0 : service, lagged);
    for (int i = 0; i < n; i++) {
        /* who came before the warm-up ended is not known */
        bool known = warm == 0 || i - service >= warm;
        double span = (double)input_span(in, i) / every;
        double a = known ? lagged[i] * parties * service / span : NAN;
        panel_at(&o->load, pool, i)[slot] += a / each;
        panel_at(&o->needed, pool, i)[slot] +=
            ceil(offered_load_needed(a) / each);
    }
}

static int add_stations(struct offered_load *o, const struct input *in)
{
    struct demand d;
    double *line = malloc((2 * (size_t)in->intervals + 2) * sizeof *line);
    if (line == NULL || read_demand(&d, in) != 0) {
        free(line);
        return -1;
    }
    for (int s = 0; s < in->names->count[NAMES_STATIONS]; s++)
        for (int r = 0; r < in->replications; r++) {
            int pool = in->scenario.station[s].pool;
            if (pool >= 0 && pool < o->pools)
                add_station(o, in, &d, s, r, line);
        }
    release_demand(&d);
    free(line);
    return 0;
}

static void add_officers(struct offered_load *o, const struct input *in)
{
    size_t rows;
    const struct officers_row *row = input_rows(in, TABLE_officers, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication), at = row[i].interval;
        if (slot < 0 || row[i].pool < 0 || row[i].pool >= o->pools || at < 0 ||
            at >= in->intervals)
            continue;
        double span = (double)input_span(in, at);
        panel_at(&o->rostered, row[i].pool, at)[slot] +=
            (double)row[i].rostered_time / span;
        panel_at(&o->busy, row[i].pool, at)[slot] +=
            (double)row[i].busy_time / span;
    }
}

/* What lies before the warm-up was not recorded. */
static void leave_out(struct panel *p, const struct input *in)
{
    for (int k = 0; k < p->keys; k++)
        for (int at = 0; at < p->intervals && !input_warm(in, at); at++)
            for (int r = 0; r < p->replications; r++)
                panel_at(p, k, at)[r] = NAN;
}

int offered_load_compute(struct offered_load *o, const struct input *in)
{
    int n = in->names->count[NAMES_POOLS], reps = in->replications;
    *o = (struct offered_load){.pools = n};
    double *all = malloc((size_t)(n + 1) * sizeof *all);
    o->pool = malloc((size_t)(n + 1) * sizeof *o->pool);
    if (all == NULL || o->pool == NULL ||
        panel_init(&o->load, n, in->intervals, reps, 0) != 0 ||
        panel_init(&o->needed, n, in->intervals, reps, 0) != 0 ||
        panel_init(&o->rostered, n, in->intervals, reps, 0) != 0 ||
        panel_init(&o->busy, n, in->intervals, reps, 0) != 0 ||
        add_stations(o, in) != 0) {
        free(all);
        offered_load_release(o);
        return -1;
    }
    add_officers(o, in);
    for (int k = 0; k < n; k++)
        all[k] = panel_sum(&o->rostered, k);
    statistics_order(all, n, o->pool);
    free(all);
    leave_out(&o->load, in);
    leave_out(&o->needed, in);
    leave_out(&o->rostered, in);
    leave_out(&o->busy, in);
    return 0;
}

void offered_load_release(struct offered_load *o)
{
    panel_release(&o->load);
    panel_release(&o->needed);
    panel_release(&o->rostered);
    panel_release(&o->busy);
    free(o->pool);
    *o = (struct offered_load){0};
}
