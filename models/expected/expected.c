/* expected -- parties spread over the routes of a port, kind by kind: those of
 * one class, and the mixed ones. Members of a party are taken to be alike and
 * independent whenever they reach a place; what a route takes is then exact,
 * and what it leaves too. */
#include "models/expected/expected.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS_MOST = 4000 }; /* a circle is left slowly: the rest is lost */
static const double little = 1e-9; /* parties that are left on the way */

/* A cell holds how many parties of a size are at a node, for each traveller of
 * the flow, and the same times the share of each state. */
struct spread {
    struct expected *e;
    struct expected_crowd crowd;
    int flow;
    double **now, **next; /* [node][size - 1]; NULL: nobody yet */
    double *share, *spare, *rest, *part;
    double left[PARTY_MOST + 1]; /* by size: parties that read on */
    bool failed;
};

static double *cell(struct spread *x, double **at, int node, int size)
{
    double **c = &at[node * PARTY_MOST + size - 1];

    if (!*c)
        *c = calloc((size_t)x->crowd.states + 1, sizeof **c);
    if (!*c)
        x->failed = true;
    return *c;
}

/* The node of that name, or -1: an end state. */
static int find(const struct port *p, const char *name)
{
    for (int i = 0; i < p->stations; i++)
        if (!strcmp(p->station[i].id.text, name))
            return i;
    for (int i = 0; i < p->walks; i++)
        if (!strcmp(p->walk[i].id.text, name))
            return p->stations + i;
    return -1;
}

/* `parties` of a size, with these shares of states, go to a node. */
static void send(struct spread *x, int node, int size, double parties,
                 const double *share)
{
    double *c;

    if (node < 0 || parties <= 0 || !(c = cell(x, x->next, node, size)))
        return;
    c[0] += parties;
    for (int i = 0; i < x->crowd.states; i++)
        c[i + 1] += parties * share[i];
}

/* The same over a route, which may choose. */
static void send_on(struct spread *x, const struct route *r, int size,
                    double parties, const double *share)
{
    const struct port *p = x->e->port;

    for (int i = -1; i < r->other.count; i++)
        send(x, find(p, i < 0 ? r->to.text : r->other.name[i].text), size,
             parties * expected_part(p, r, i), share);
}

static double binomial(int n, int k, double p)
{
    double log_ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);

    if (p >= 1)
        return k == n;
    return exp(log_ways + k * log(p) + (n - k) * log1p(-p));
}

/* Those who meet go; parties of x->left[] become smaller. x->part[] are the
 * shares among those who meet, `q` how many do. */
static double take_split(struct spread *x, const struct route *r, double q)
{
    double left[PARTY_MOST + 1] = {0}, taken = 0;

    for (int n = 1; n <= PARTY_MOST; n++)
        for (int k = 0; k <= n && x->left[n] > 0; k++) {
            double parties = x->left[n] * binomial(n, k, q);
            if (k)
                send_on(x, r, k, parties, x->part);
            taken += k * parties;
            left[n - k] += parties;
        }
    memcpy(x->left, left, sizeof left);
    x->left[0] = 0;
    return taken;
}

/* The whole party goes when anybody meets: shares are those of a member given
 * that somebody of n meets. */
static double take_whole(struct spread *x, const struct route *r, double q,
                         const double *leaves)
{
    double taken = 0;

    for (int n = 1; n <= PARTY_MOST; n++) {
        if (x->left[n] <= 0)
            continue;
        double none = pow(1 - q, n), others = pow(1 - q, n - 1);
        if (none >= 1)
            continue;
        for (int i = 0; i < x->crowd.states; i++)
            x->part[i] = (x->rest[i] - leaves[i] * others) / (1 - none);
        send_on(x, r, n, x->left[n] * (1 - none), x->part);
        taken += n * x->left[n] * (1 - none);
        x->left[n] *= none;
    }
    return taken;
}

/* One route for all who still read on, with shares x->rest[]. */
static double take(struct spread *x, const struct route *r)
{
    int states = x->crowd.states;
    double *leaves = x->spare, q = 0, taken;

    for (int i = 0; i < states; i++) {
        /* Most states are nobody's, and to ask about them takes long. */
        x->part[i] = x->rest[i] > 0
                         ? x->rest[i] * expected_meets(&x->crowd, i, &r->when)
                         : 0;
        leaves[i] = x->rest[i] - x->part[i];
        q += x->part[i];
    }
    if (q <= 0)
        return 0;
    q = fmin(q, 1);
    if (r->split) {
        for (int i = 0; i < states; i++)
            x->part[i] /= q;
        taken = take_split(x, r, q);
    } else {
        taken = take_whole(x, r, q, leaves);
    }
    for (int i = 0; i < states; i++)
        x->rest[i] = q < 1 ? leaves[i] / (1 - q) : 0;
    return taken;
}

static void leave_node(struct spread *x, int node, int size, const double *c)
{
    const struct expected *e = x->e;
    const struct port *p = e->port;
    bool station = node < p->stations;
    const struct route *route =
        station ? p->station[node].route : p->walk[node - p->stations].route;
    int routes =
        station ? p->station[node].routes : p->walk[node - p->stations].routes;

    for (int i = 0; i < x->crowd.states; i++)
        x->rest[i] = c[i + 1] / c[0];
    e->reach[x->flow * e->nodes + node] += c[0] * size;
    e->parties[x->flow * e->nodes + node] += c[0];
    x->crowd.members = c[0] * size;
    if (station)
        e->busy[x->flow * p->stations + node] +=
            c[0] * expected_service(&x->crowd, &p->station[node], size, x->rest,
                                    x->spare);
    memset(x->left, 0, sizeof x->left);
    x->left[size] = c[0];
    for (int i = 0; i < routes; i++)
        e->taken[x->flow * e->routes + e->first_route[node] + i] +=
            take(x, &route[i]);
}

/* All cells one step on; returns how many parties are on the way. */
static double advance(struct spread *x)
{
    double **was = x->next, going = 0;

    x->next = x->now;
    x->now = was;
    for (int k = 0; k < x->e->nodes * PARTY_MOST && !x->failed; k++) {
        double *c = x->now[k];
        if (!c || c[0] <= 0)
            continue;
        leave_node(x, k / PARTY_MOST, k % PARTY_MOST + 1, c);
        memset(c, 0, ((size_t)x->crowd.states + 1) * sizeof *c);
    }
    for (int k = 0; k < x->e->nodes * PARTY_MOST; k++)
        if (x->next[k])
            going += x->next[k][0];
    return going;
}

/* Parties of one kind, size[] of them for each traveller, go their ways. */
static int spread_kind(struct expected *e, struct expected_crowd crowd,
                       int flow, const double *size, const double *class)
{
    size_t cells = (size_t)(e->nodes * PARTY_MOST), states;
    struct spread x = {.e = e, .crowd = crowd, .flow = flow};

    expected_begin(&x.crowd);
    states = (size_t)x.crowd.states;
    x.now = calloc(cells, sizeof *x.now);
    x.next = calloc(cells, sizeof *x.next);
    x.share = calloc(states * 4, sizeof *x.share);
    x.failed = !x.now || !x.next || !x.share;
    if (!x.failed) {
        x.spare = x.share + states;
        x.rest = x.share + 2 * states;
        x.part = x.share + 3 * states;
        for (int i = 0; i < crowd.classes; i++)
            expected_first(&x.crowd, i, crowd.classes > 1 ? class[i] : 1,
                           x.share);
        int start = find(e->port, e->port->flow[flow].start.text);
        for (int n = 1; n <= PARTY_MOST; n++)
            send(&x, start, n, size[n], x.share);
        for (int i = 0; i < ROUNDS_MOST && !x.failed; i++)
            if (advance(&x) < little)
                break;
    }
    for (size_t i = 0; i < cells; i++) {
        if (x.now)
            free(x.now[i]);
        if (x.next)
            free(x.next[i]);
    }
    free(x.now);
    free(x.next);
    free(x.share);
    return x.failed ? -1 : 0;
}

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
        if (spread_kind(e, crowd, flow, size, NULL))
            return -1;
    }
    for (int n = 1; n <= PARTY_MOST; n++)
        drawn[n] *= p->mixed;
    crowd.first_class = 0;
    crowd.classes = p->classes;
    return p->mixed > 0 ? spread_kind(e, crowd, flow, drawn, class) : 0;
}

int expected_fill(struct expected *e, const struct scenario *s,
                  const struct port *p)
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
        if (expected_arrivals(e, s, i) || fill_flow(e, s, i)) {
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
