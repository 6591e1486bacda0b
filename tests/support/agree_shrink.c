/* agree_shrink -- less and less of a scenario, as long as it still differs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/check/check.h"
#include "tests/support/agree.h"
#include "tests/support/random_scenario.h"

struct shrinking {
    struct flow_worker *worker;
    struct scenario *s;
    int replication;
    FILE *nowhere;
    bool smaller; /* in this round */
};

static bool still_differs(struct shrinking *x)
{
    struct agree_count count = {0};
    struct diag d = {0};
    bool differs;

    scenario_check(x->s, &d);
    differs = d.count == 0 &&
              !agree(x->worker, x->s, x->replication, &count, x->nowhere);
    diag_release(&d);
    return differs;
}

/* The scenario lies in memory of our own, so its constness may go. */
static void try_bytes(struct shrinking *x, const void *at, const void *value,
                      size_t size)
{
    unsigned char old[256], *where = (unsigned char *)(uintptr_t)at;

    if (size > sizeof old || memcmp(at, value, size) == 0)
        return;
    memcpy(old, where, size);
    memcpy(where, value, size);
    if (still_differs(x))
        x->smaller = true;
    else
        memcpy(where, old, size);
}

#define TRY(field, ...)                                                        \
    try_bytes(x, &(field), &(__typeof__(field)){__VA_ARGS__}, sizeof(field))

/* One element after another out of a list. */
static void try_without(struct shrinking *x, const void *list, const int *count,
                        int least, size_t size)
{
    char *a = (char *)(uintptr_t)list, old[4096];
    int *n = (int *)(uintptr_t)count;

    for (int i = *n - 1; i >= 0 && *n > least && size <= sizeof old; i--) {
        size_t rest = (size_t)(*n - 1 - i) * size;
        memcpy(old, a + (size_t)i * size, size);
        memmove(a + (size_t)i * size, a + (size_t)(i + 1) * size, rest);
        --*n;
        if (still_differs(x)) {
            x->smaller = true;
            continue;
        }
        ++*n;
        memmove(a + (size_t)(i + 1) * size, a + (size_t)i * size, rest);
        memcpy(a + (size_t)i * size, old, size);
    }
}

#define WITHOUT(list, count, least)                                            \
    try_without(x, list, &(count), least, sizeof *(list))

static void shrink_time(struct shrinking *x, const struct distribution *d)
{
    struct distribution c = {.family = DIST_CONSTANT,
                             .sd = NAN,
                             .low = NAN,
                             .high = NAN,
                             .mode = NAN,
                             .shape = NAN};

    c.mean = 1; /* nothing at all might go round for ever */
    if (!(d->family == DIST_CONSTANT && d->mean <= 1))
        try_bytes(x, d, &c, sizeof c);
    for (int less = 2; less >= 1; less--) {
        c.mean = less == 2 ? floor(d->mean / 2) : d->mean - 1;
        if (d->mean > 1)
            try_bytes(x, d, &c, sizeof c);
    }
}

static void shrink_steps(struct shrinking *x, const struct station *t)
{
    WITHOUT(t->step, t->steps, 0);
    for (int i = 0; i < t->steps; i++) {
        TRY(t->step[i].when, .share = 1);
        TRY(t->step[i].relief_queue, 0);
        TRY(t->step[i].relief_door, 0);
        TRY(t->step[i].attempts, 1);
        TRY(t->step[i].by_rules, false);
        TRY(t->step[i].later, 0);
        TRY(t->step[i].gallery.text, NULL);
        if (t->step[i].kind == STEP_INSPECT || t->step[i].kind == STEP_WORK)
            shrink_time(x, &t->step[i].time);
    }
}

static void shrink_routes(struct shrinking *x, const struct route *r, int n)
{
    for (int i = 0; i < n; i++) {
        TRY(r[i].to.text, end_state_names[END_ADMITTED]);
        WITHOUT(r[i].other.name, r[i].other.count, 0);
        TRY(r[i].split, false);
        TRY(r[i].report, false);
        TRY(r[i].when.share, 1);
    }
}

static void shrink_station(struct shrinking *x, const struct station *t)
{
    TRY(t->opens, false);
    WITHOUT(t->closed, t->closures, 0);
    TRY(t->breaks, false);
    TRY(t->preemptive, false);
    TRY(t->own_queues, false);
    TRY(t->room, 0);
    TRY(t->full_to.text, NULL);
    TRY(t->balk, 0);
    TRY(t->impatient, false);
    TRY(t->headway, 0);
    TRY(t->monitored, 0);
    TRY(t->officers.text, NULL);
    if (t->priorities > 1)
        WITHOUT(t->first, t->priorities, 1);
    TRY(t->positions, t->positions - (t->positions > 1));
    TRY(t->opening.least, 1);
    TRY(t->opening.after, 0);
    WITHOUT(t->limit, t->limits, 1);
    shrink_steps(x, t);
    WITHOUT(t->route, t->routes, 1);
    shrink_routes(x, t->route, t->routes);
    if (t->breaks) {
        shrink_time(x, &t->breakdown.up);
        shrink_time(x, &t->breakdown.down);
    }
    if (t->impatient)
        shrink_time(x, &t->patience);
}

static void shrink_flow(struct shrinking *x, const struct flow *f)
{
    WITHOUT(f->call, f->calls, 1);
    WITHOUT(f->piece, f->pieces, 0);
    WITHOUT(f->row, f->rows, 1);
    TRY(f->boarding, false);
    TRY(f->early, 0);
    TRY(f->unload, 0);
    TRY(f->batch, 1);
    shrink_time(x, &f->delay);
    for (int i = 0; i < f->calls; i++) {
        TRY(f->call[i].load_factor, 1);
        TRY(f->call[i].passengers, f->call[i].passengers / 2);
        TRY(f->call[i].passengers, f->call[i].passengers - 1);
        TRY(f->call[i].from, f->call[i].until);
    }
    for (int i = 0; i < f->rows; i++)
        TRY(f->row[i].size, 1);
}

static void shrink_port(struct shrinking *x, const struct port *p)
{
    WITHOUT(p->flow, p->flows, 1);
    for (int i = 0; i < p->flows; i++)
        shrink_flow(x, &p->flow[i]);
    WITHOUT(p->journey, p->journeys, 0);
    for (int i = 0; i < p->stations; i++)
        shrink_station(x, &p->station[i]);
    for (int i = 0; i < p->walks; i++) {
        shrink_time(x, &p->walk[i].time);
        WITHOUT(p->walk[i].route, p->walk[i].routes, 1);
        shrink_routes(x, p->walk[i].route, p->walk[i].routes);
    }
    for (int i = 0; i < p->pools; i++) {
        TRY(p->pool[i].hand_over, false);
        WITHOUT(p->pool[i].rest, p->pool[i].rests, 0);
        WITHOUT(p->pool[i].shift, p->pool[i].shifts, 1);
    }
    WITHOUT(p->walk, p->walks, 0);
    WITHOUT(p->station, p->stations, 1);
    WITHOUT(p->pool, p->pools, 0);
}

static void shrink_service(struct shrinking *x,
                           const struct matching_service *v)
{
    WITHOUT(v->outage, v->outages, 0);
    TRY(v->fails, false);
    TRY(v->late_costs, false);
    TRY(v->retries, 0);
    TRY(v->workers, 0);
    TRY(v->timeout, 0);
    shrink_time(x, &v->network_time);
    shrink_time(x, &v->service_time);
}

static void shrink_camera(struct shrinking *x, const struct camera *c)
{
    WITHOUT(c->ratio, c->ratios, 0);
    WITHOUT(c->failure, c->failures, 0);
    WITHOUT(c->outage, c->outages, 0);
    TRY(c->fails, false);
    TRY(c->correlation, 0);
    shrink_time(x, &c->capture_time);
}

static void shrink_people(struct shrinking *x, const struct population *p)
{
    WITHOUT(p->party, p->parties, 0);
    for (int i = 0; i < p->classes; i++) {
        TRY(p->class[i].opt_out, 0);
        TRY(p->class[i].refusal, 0);
        TRY(p->class[i].look_out, 0);
        TRY(p->class[i].impostor, 0);
        TRY(p->class[i].gallery_photo, 1);
        TRY(p->class[i].enrolled, 1);
        TRY(p->class[i].groups, 0);
    }
}

static void shrink_gallery(struct shrinking *x, const struct gallery *g)
{
    TRY(g->missing, 0);
    TRY(g->old, 0);
    TRY(g->old_ratio, 1);
    TRY(g->unlisted, 0);
    TRY(g->staged, 0);
    if (g->comes_late)
        shrink_time(x, &g->late_by);
}

void agree_shrink(struct flow_worker *w, const struct scenario *s,
                  int replication)
{
    struct scenario *mine = (struct scenario *)(uintptr_t)s;
    struct shrinking shrinking = {w, mine, replication, NULL, true};
    struct shrinking *x = &shrinking;

    x->nowhere = fopen("/dev/null", "w");
    for (int round = 0; x->smaller && round < 20; round++) {
        x->smaller = false;
        TRY(s->warm_up, 0);
        TRY(s->interval, s->duration);
        TRY(s->duration, s->duration / 2);
        TRY(s->duration, s->duration * 9 / 10);
        WITHOUT(s->port, s->ports, 1);
        WITHOUT(s->retention, s->retentions, 0);
        WITHOUT(s->rule, s->rules, 0);
        for (int i = 0; i < s->ports; i++)
            shrink_port(x, &s->port[i]);
        for (int i = 0; i < s->cameras; i++)
            shrink_camera(x, &s->camera[i]);
        for (int i = 0; i < s->services; i++)
            shrink_service(x, &s->service[i]);
        for (int i = 0; i < s->galleries; i++)
            shrink_gallery(x, &s->gallery[i]);
        for (int i = 0; i < s->populations; i++)
            shrink_people(x, &s->population[i]);
    }
    fclose(x->nowhere);
}
