/* yardstick -- a plain event loop for queues in a row. */
#include "tests/bench/yardstick.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum { STAGES_MOST = 8, NOBODY = -1 };

struct event {
    double at;
    int32_t
        what; /* 2 stage: comes to it; 2 stage + 1: is served; -1: arrival */
    int32_t who;
};

struct queue {
    int free, first, last; /* servers; customers */
    double walk, service;
    double *wait; /* [customer] */
};

struct loop {
    struct event *heap;
    int events;
    bool hole; /* the event at the top is being handled */
    uint64_t random[4];
    struct queue queue[STAGES_MOST];
    int stages;
    int *next;     /* [customer] behind this one */
    double *since; /* [customer] queued since */
};

static uint64_t turn(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

/* xoshiro256+ (Blackman and Vigna 2018), open at both ends. */
static double uniform(struct loop *l)
{
    uint64_t *s = l->random, sum = s[0] + s[3], t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn(s[3], 45);
    return (double)(sum >> 11) * 0x1p-53 + 0x1p-54;
}

static double exponential(struct loop *l, double mean)
{
    return -mean * log(uniform(l));
}

/* Into the hole at the top, or at the end. */
static void add(struct loop *l, double at, int what, int who)
{
    struct event e = {at, what, who};
    struct event *h = l->heap;
    int i = 0;

    if (l->hole) {
        l->hole = false;
        for (int k; (k = 2 * i + 1) < l->events; i = k) {
            k += k + 1 < l->events && h[k + 1].at < h[k].at;
            if (h[k].at >= at)
                break;
            h[i] = h[k];
        }
    } else {
        for (i = l->events++; i && h[(i - 1) / 2].at > at; i = (i - 1) / 2)
            h[i] = h[(i - 1) / 2];
    }
    h[i] = e;
}

static void close_hole(struct loop *l)
{
    if (!l->hole)
        return;
    struct event last = l->heap[--l->events];
    if (l->events)
        add(l, last.at, last.what, last.who);
    l->hole = false;
}

static void come(struct loop *l, int stage, int who, double now)
{
    struct queue *q = &l->queue[stage];

    if (q->free) {
        q->free--;
        q->wait[who] = 0;
        add(l, now + exponential(l, q->service), 2 * stage + 1, who);
        return;
    }
    l->since[who] = now;
    l->next[who] = NOBODY;
    if (q->first == NOBODY)
        q->first = who;
    else
        l->next[q->last] = who;
    q->last = who;
}

/* Behind the walk, or at once. */
static void go(struct loop *l, int stage, int who, double now)
{
    if (stage == l->stages)
        return;
    if (l->queue[stage].walk > 0)
        add(l, now + exponential(l, l->queue[stage].walk), 2 * stage, who);
    else
        come(l, stage, who, now);
}

static void served(struct loop *l, int stage, int who, double now)
{
    struct queue *q = &l->queue[stage];
    int next = q->first;

    if (next == NOBODY) {
        q->free++;
    } else {
        q->first = l->next[next];
        q->wait[next] = now - l->since[next];
        add(l, now + exponential(l, q->service), 2 * stage + 1, next);
    }
    go(l, stage + 1, who, now);
}

/* Time of the next arrival, by thinning. */
static double next_arrival(struct loop *l, const struct line *line, double now)
{
    double most = line->rate * (1 + line->swing);

    do {
        now += exponential(l, line->batch / most);
    } while (line->swing > 0 &&
             uniform(l) * (1 + line->swing) >
                 1 + line->swing * sin(6.283185307179586 * now / line->day));
    return now;
}

static void run(struct loop *l, const struct line *line, int customers)
{
    add(l, next_arrival(l, line, 0), -1, 0);
    while (l->events) {
        struct event e = l->heap[0];
        l->hole = true;
        if (e.what < 0) {
            int end = e.who + line->batch;
            if (end < customers)
                add(l, next_arrival(l, line, e.at), -1, end);
            for (int i = e.who; i < end && i < customers; i++)
                go(l, 0, i, e.at);
        } else if (e.what & 1) {
            served(l, e.what / 2, e.who, e.at);
        } else {
            come(l, e.what / 2, e.who, e.at);
        }
        close_hole(l);
    }
}

static bool begin(struct loop *l, const struct line *line, int customers)
{
    size_t n = (size_t)customers;

    *l = (struct loop){.random = {1, 2, 3, 0x9e3779b97f4a7c15}};
    l->next = calloc(n, sizeof *l->next);
    l->since = calloc(n, sizeof *l->since);
    l->heap = calloc(2 * n + 64, sizeof *l->heap);
    bool fits = l->next && l->since && l->heap;
    for (const struct stage *s = line->stage; s->servers; s++) {
        double *wait = malloc(n * sizeof *wait);
        l->queue[l->stages++] = (struct queue){s->servers, NOBODY,     NOBODY,
                                               s->walk,    s->service, wait};
        for (size_t i = 0; wait && i < n; i++)
            wait[i] = 1; /* touched before the clock runs */
        fits = fits && wait;
    }
    for (int i = 0; i < 20; i++) /* away from the seed */
        uniform(l);
    return fits;
}

double yardstick(const struct line *line, int customers, double *wait)
{
    struct loop l;
    double took = HUGE_VAL;

    if (begin(&l, line, customers)) {
        clock_t from = clock();
        run(&l, line, customers);
        took = (double)(clock() - from) / CLOCKS_PER_SEC;
    }
    for (int k = 0; k < l.stages; k++) {
        wait[k] = 0;
        for (int i = 0; l.queue[k].wait && i < customers; i++)
            wait[k] += l.queue[k].wait[i] / customers;
        free(l.queue[k].wait);
    }
    free(l.heap);
    free(l.next);
    free(l.since);
    return took;
}

static const struct stage one[] = {{0, 1, 1}, {0, 0, 0}};
static const struct stage twenty[] = {{0, 20, 1}, {0, 0, 0}};
static const struct stage airport[] = {{5, 20, 1.2}, {3, 12, 0.7}, {0, 0, 0}};

const struct line yardstick_mm1 = {0.9, 0, 1, 1, one};
const struct line yardstick_mm20 = {18, 0, 1, 1, twenty};
const struct line yardstick_tandem = {10, 0.5, 1440, 100, airport};
