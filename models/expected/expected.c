/* expected -- a port's flows, kind by kind of party: those of one class, and
 * the mixed ones; and sums over them. */
#include "models/expected/expected.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct population *population(const struct scenario *s,
                                           const char *id)
{
    int i = 0;

    while (i < s->populations && strcmp(s->population[i].id.text, id))
        i++;
    assert(i < s->populations);
    return &s->population[i];
}

/* Parties of each size for each traveller: those whose class is drawn, and
 * those whose class a trace gives. */
static void sizes(const struct flow *f, const struct population *p, int class,
                  double *size)
{
    double members = 0;

    memset(size, 0, (PARTY_MOST + 1) * sizeof *size);
    if (f->kind == ARRIVE_TRACE) {
        for (int i = 0; i < f->rows; i++) {
            const char *given = f->row[i].class;
            members += f->row[i].size;
            if (class < 0 ? !given
                          : given && !strcmp(given, p->class[class].id.text))
                size[f->row[i].size]++;
        }
    } else if (class < 0) {
        for (int i = 0; i < p->parties; i++) {
            size[p->party[i].size] += p->party[i].share;
            members += p->party[i].size * p->party[i].share;
        }
        if (!p->parties)
            size[1] = members = 1;
    }
    for (int n = 1; n <= PARTY_MOST && members > 0; n++)
        size[n] /= members;
}

static int fill_flow(struct expected *e, const struct scenario *s, int flow)
{
    const struct flow *f = &e->port->flow[flow];
    const struct population *p = population(s, f->population.text);
    struct expected_crowd crowd = {
        .s = s, .port = e->port, .flow = f, .population = p};
    crowd.asked = e->asked + flow * e->services;
    double drawn[PARTY_MOST + 1], size[PARTY_MOST + 1], class[CLASSES_MOST];

    sizes(f, p, -1, drawn);
    for (int k = 0; k < p->classes; k++) {
        class[k] = p->class[k].share;
        sizes(f, p, k, size);
        for (int n = 1; n <= PARTY_MOST; n++)
            size[n] += drawn[n] * class[k] * (1 - p->mixed);
        crowd.first_class = k;
        crowd.classes = 1;
        if (expected_spread(e, crowd, flow, size, NULL))
            return -1;
    }
    for (int n = 1; n <= PARTY_MOST; n++)
        drawn[n] *= p->mixed;
    crowd.first_class = 0;
    crowd.classes = p->classes;
    return p->mixed > 0 ? expected_spread(e, crowd, flow, drawn, class) : 0;
}

int expected_fill_arrivals(struct expected *e, const struct scenario *s,
                           const struct port *p, struct quantile_forms *known)
{
    simtime hours = (s->duration + US_PER_H - 1) / US_PER_H;
    size_t flows = (size_t)p->flows;

    *e = (struct expected){
        .port = p, .nodes = p->stations + p->walks, .services = s->services};
    e->hours = hours < EXPECTED_HOURS_MOST ? (int)hours : EXPECTED_HOURS_MOST;
    e->first_route = calloc((size_t)e->nodes + 1, sizeof *e->first_route);
    for (int i = 0; i < e->nodes && e->first_route; i++) {
        e->first_route[i] = e->routes;
        e->routes += i < p->stations ? p->station[i].routes
                                     : p->walk[i - p->stations].routes;
    }
    size_t n = flows * (size_t)e->hours + flows +
               flows * (2 * (size_t)e->nodes + (size_t)p->stations +
                        (size_t)e->routes + (size_t)e->services);
    e->come = calloc(n + 1, sizeof *e->come);
    if (!e->come || !e->first_route) {
        expected_release(e);
        return -1;
    }
    e->total = e->come + flows * (size_t)e->hours;
    e->reach = e->total + flows;
    e->parties = e->reach + flows * (size_t)e->nodes;
    e->busy = e->parties + flows * (size_t)e->nodes;
    e->taken = e->busy + flows * (size_t)p->stations;
    e->asked = e->taken + flows * (size_t)e->routes;
    for (int i = 0; i < p->flows; i++) {
        if (expected_arrivals(e, s, i, known)) {
            expected_release(e);
            return -1;
        }
    }
    return 0;
}

int expected_fill(struct expected *e, const struct scenario *s,
                  const struct port *p, struct quantile_forms *known)
{
    if (expected_fill_arrivals(e, s, p, known))
        return -1;
    for (int i = 0; i < p->flows; i++) {
        if (fill_flow(e, s, i)) {
            expected_release(e);
            return -1;
        }
    }
    return 0;
}

void expected_release(struct expected *e)
{
    free(e->come);
    free(e->first_route);
    *e = (struct expected){0};
}

double expected_taken(const struct expected *e, int node, int route)
{
    double sum = 0;

    for (int i = 0; i < e->port->flows; i++)
        sum += e->total[i] *
               e->taken[i * e->routes + e->first_route[node] + route];
    return sum;
}

double expected_reach(const struct expected *e, int node)
{
    double sum = 0;

    for (int i = 0; i < e->port->flows; i++)
        sum += e->total[i] * e->reach[i * e->nodes + node];
    return sum;
}

double expected_visit(const struct expected *e, int station)
{
    double time = 0, parties = 0;

    for (int i = 0; i < e->port->flows; i++) {
        time += e->total[i] * e->busy[i * e->port->stations + station];
        parties += e->total[i] * e->parties[i * e->nodes + station];
    }
    return parties > 0 ? time / parties : NAN;
}

double expected_load(const struct expected *e, int station, int hour)
{
    double time = 0;

    for (int i = 0; i < e->port->flows; i++)
        time += e->come[i * e->hours + hour] *
                e->busy[i * e->port->stations + station];
    return time / (double)US_PER_H;
}

int expected_busiest(const struct expected *e, int station)
{
    int best = 0;

    for (int h = 1; h < e->hours; h++)
        if (expected_load(e, station, h) > expected_load(e, station, best))
            best = h;
    return best;
}
