/* offered_load -- officers that each pool needs by interval, from arrivals and
 * service times of its stations; officers. */
#include "analysis/common/offered_load.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/common/statistics.h"

/* What visits that ended say of the service: by station, in some intervals and
 * replications. */
struct ended {
    struct panel visits, served, time;
};

/* What series say of the stations; key: station. */
struct demand {
    struct panel persons; /* arrivals */
    struct ended run;     /* of a replication: one interval */
    struct ended day;     /* of an interval: all replications together */
};

/* Intervals of service of a party, and of a person. */
struct service {
    double party, person;
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

double offered_load_lag(const double *before, int n, double length, double lag,
                        int interval)
{
    double end = fmin(interval + 1, length);
    double first = come_before(before, n, length, interval - lag);
    return fmax(0, come_before(before, n, length, end - lag) - first);
}

double offered_load_needed(double a)
{
    double x = a + sqrt(a);
    return ceil(x - 1e-9 * (x + 1)); /* 4 + 2 is 6, whatever the rounding */
}

static int init_ended(struct ended *e, int stations, int intervals, int reps)
{
    return panel_init(&e->visits, stations, intervals, reps, 0) != 0 ||
                   panel_init(&e->served, stations, intervals, reps, 0) != 0 ||
                   panel_init(&e->time, stations, intervals, reps, 0) != 0
               ? -1
               : 0;
}

static void release_ended(struct ended *e)
{
    panel_release(&e->visits);
    panel_release(&e->served);
    panel_release(&e->time);
}

static void add_ended(struct ended *e, const struct series_row *row, int at,
                      int slot)
{
    panel_at(&e->visits, row->station, at)[slot] += (double)row->visits;
    panel_at(&e->served, row->station, at)[slot] += (double)row->served;
    panel_at(&e->time, row->station, at)[slot] += (double)row->service_time;
}

static void release_demand(struct demand *d)
{
    panel_release(&d->persons);
    release_ended(&d->run);
    release_ended(&d->day);
}

static int read_demand(struct demand *d, const struct input *in)
{
    int n = in->names->count[NAMES_STATIONS], reps = in->replications;
    *d = (struct demand){0};
    if (panel_init(&d->persons, n, in->intervals, reps, 0) != 0 ||
        init_ended(&d->run, n, 1, reps) != 0 ||
        init_ended(&d->day, n, in->intervals, 1) != 0) {
        release_demand(d);
        return -1;
    }
    size_t rows;
    const struct series_row *row = input_rows(in, TABLE_series, &rows);
    for (size_t i = 0; i < rows; i++) {
        int slot = input_slot(in, row[i].replication), s = row[i].station;
        int at = row[i].interval;
        if (slot < 0 || s < 0 || s >= n || at < 0 || at >= in->intervals)
            continue;
        panel_at(&d->persons, s, at)[slot] += (double)row[i].arrivals;
        add_ended(&d->run, &row[i], 0, slot);
        add_ended(&d->day, &row[i], at, 0);
    }
    return 0;
}

/* NaN when nobody was served. */
static struct service service_of(const struct ended *e, int station, int at,
                                 int slot, double every)
{
    double visits = panel_at(&e->visits, station, at)[slot];
    double served = panel_at(&e->served, station, at)[slot];
    double time = panel_at(&e->time, station, at)[slot] / every;
    return (struct service){visits > 0 ? time / visits : NAN,
                            served > 0 ? time / served : NAN};
}

/*
 * What service takes in an interval: by the visits that ended in it in all
 * replications, as a rule or a shift of another speed may begin in the middle
 * of the day; where they are few, by those of the replication, as a mean of
 * three visits would say little.
 */
static struct service service_in(const struct demand *d, int station, int at,
                                 int slot, double every)
{
    if (panel_at(&d->day.visits, station, at)[0] >= OFFERED_LOAD_VISITS)
        return service_of(&d->day, station, at, 0, every);
    return service_of(&d->run, station, 0, slot, every);
}

/* First interval that the series know. */
static int first_warm(const struct input *in)
{
    int at = 0;
    while (at < in->intervals && !input_warm(in, at))
        at++;
    return at;
}

/* Adds one station in one replication to its pool. `before` has room for the
 * intervals and one more. */
static void add_station(struct offered_load *o, const struct input *in,
                        const struct demand *d, int station, int slot,
                        double *before)
{
    int pool = in->scenario.station[station].pool, n = in->intervals;
    int watched = in->scenario.station[station].monitored;
    double each = watched > 0 ? watched : 1; /* positions of an officer */
    double every = (double)in->about->interval_us;
    before[0] = 0;
    for (int i = 0; i < n; i++)
        before[i + 1] = before[i] + panel_at(&d->persons, station, i)[slot];
    if (before[n] == 0)
        return; /* nobody asks for officers here */
    double length = (double)in->about->duration_us / every;
    int warm = first_warm(in);
    for (int i = 0; i < n; i++) {
        struct service s = service_in(d, station, i, slot, every);
        /* who came before the warm-up ended is not known */
        bool known = warm == 0 || i - s.party >= warm;
        double lag = isnan(s.party) ? 0 : s.party;
        double come = offered_load_lag(before, n, length, lag, i);
        double span = (double)input_span(in, i) / every;
        double a = known ? come * s.person / span : NAN;
        panel_at(&o->load, pool, i)[slot] += a / each;
        panel_at(&o->needed, pool, i)[slot] +=
            ceil(offered_load_needed(a) / each);
    }
}

static int add_stations(struct offered_load *o, const struct input *in)
{
    struct demand d;
    double *line = malloc(((size_t)in->intervals + 1) * sizeof *line);
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
