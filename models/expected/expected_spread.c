/* expected_spread -- parties of one kind spread over the routes of a port.
 * Members of a party are taken to be alike and independent whenever they reach
 * a place; what a route takes is then exact, and what it leaves too. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/expected/expected.h"

enum { ROUNDS_MOST = 4000 }; /* a circle is left slowly: the rest is lost */
static const double little = 1e-9; /* parties that are left on the way */

/* A cell holds how many parties of a size are at a node, for each traveller of
 * the flow, and the same times the share of each state. */
struct spread {
    struct expected *e;
    struct expected_crowd crowd;
    int flow, largest;    /* parties become smaller only */
    double **now, **next; /* [node][size - 1]; NULL: nobody yet */
    double *share, *spare, *rest, *part;
    int *live, lives; /* states of those who go on: most are nobody's */
    double left[PARTY_MOST + 1]; /* by size: parties that read on */
    bool failed;
};

static double *cell(struct spread *x, double **at, int node, int size)
{
    double **c = &at[node * x->largest + size - 1];

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
    for (int k = 0; k < x->lives; k++)
        c[x->live[k] + 1] += parties * share[x->live[k]];
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

    for (int n = 1; n <= x->largest; n++)
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

    for (int n = 1; n <= x->largest; n++) {
        if (x->left[n] <= 0)
            continue;
        double none = pow(1 - q, n), others = pow(1 - q, n - 1);
        if (none >= 1)
            continue;
        for (int k = 0; k < x->lives; k++) {
            int i = x->live[k];
            x->part[i] = (x->rest[i] - leaves[i] * others) / (1 - none);
        }
        send_on(x, r, n, x->left[n] * (1 - none), x->part);
        taken += n * x->left[n] * (1 - none);
        x->left[n] *= none;
    }
    return taken;
}

/* One route for all who still read on, with shares x->rest[]. */
static double take(struct spread *x, const struct route *r)
{
    double *leaves = x->spare, q = 0, taken;

    for (int k = 0; k < x->lives; k++) {
        int i = x->live[k];
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
        for (int k = 0; k < x->lives; k++)
            x->part[x->live[k]] /= q;
        taken = take_split(x, r, q);
    } else {
        taken = take_whole(x, r, q, leaves);
    }
    for (int k = 0; k < x->lives; k++) {
        int i = x->live[k];
        x->rest[i] = q < 1 ? leaves[i] / (1 - q) : 0;
    }
    return taken;
}

static void find_live(struct spread *x, const double *share)
{
    x->lives = 0;
    for (int i = 0; i < x->crowd.states; i++)
        if (share[i] != 0)
            x->live[x->lives++] = i;
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
    find_live(x, x->rest);
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
    for (int k = 0; k < x->e->nodes * x->largest && !x->failed; k++) {
        double *c = x->now[k];
        if (!c || c[0] <= 0)
            continue;
        leave_node(x, k / x->largest, k % x->largest + 1, c);
        memset(c, 0, ((size_t)x->crowd.states + 1) * sizeof *c);
    }
    for (int k = 0; k < x->e->nodes * x->largest; k++)
        if (x->next[k])
            going += x->next[k][0];
    return going;
}

int expected_spread(struct expected *e, struct expected_crowd crowd, int flow,
                    const double *size, const double *class)
{
    struct spread x = {.e = e, .crowd = crowd, .flow = flow};

    expected_begin(&x.crowd);
    for (int n = 1; n <= PARTY_MOST; n++)
        if (size[n] > 0)
            x.largest = n;
    size_t cells = (size_t)(e->nodes * x.largest);
    size_t states = (size_t)x.crowd.states;
    x.now = calloc(cells + 1, sizeof *x.now);
    x.next = calloc(cells + 1, sizeof *x.next);
    x.share = calloc(states * 4, sizeof *x.share);
    x.live = calloc(states, sizeof *x.live);
    x.failed = !x.now || !x.next || !x.share || !x.live;
    if (!x.failed) {
        x.spare = x.share + states;
        x.rest = x.share + 2 * states;
        x.part = x.share + 3 * states;
        for (int i = 0; i < crowd.classes; i++)
            expected_first(&x.crowd, i, crowd.classes > 1 ? class[i] : 1,
                           x.share);
        find_live(&x, x.share);
        int start = find(e->port, e->port->flow[flow].start.text);
        for (int n = 1; n <= x.largest; n++)
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
    free(x.live);
    return x.failed ? -1 : 0;
}
