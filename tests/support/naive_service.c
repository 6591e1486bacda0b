/* naive_service -- matching services, which all ports share: a list of
 * requests, looked through at every moment. */
#include <string.h>

#include "tests/support/naive_world.h"

enum state { ON_THE_WAY, IN_SERVICE, DONE };

struct request {
    struct world *w;
    struct band *band; /* NULL: nobody waits for it any more */
    struct person *who;
    int attempt;
    simtime first, sent, reaches, time, taken, ends;
    enum state state;
    bool over; /* answered or given up */
    struct request *next;
};

struct outage {
    simtime from, to;
    struct outage *next;
};

struct service {
    const struct matching_service *of;
    struct outage *outages;
    uint32_t failures;        /* so far, */
    simtime failed, repaired; /* the last one */
    struct request *requests;
};

struct services {
    struct world *w; /* any */
    int n;
    struct service *service;
    simtime now;
};

/* ---- outages ---- */

static void outage(struct world *w, struct service *v, simtime from, simtime to)
{
    struct outage *o = naive_new(w, sizeof *o);

    *o = (struct outage){from, to, v->outages};
    if (from < to && from < w->s->duration)
        v->outages = o;
}

static simtime on_clock(const struct scenario *s, int day, simtime clock)
{
    return civil_utc(&s->wall, s->start_day + day - 1, clock) -
           civil_utc(&s->wall, s->start_day, 0);
}

static void planned(struct world *w, struct service *v)
{
    const struct scenario *s = w->s;
    int days = (int)(s->duration / US_PER_DAY) + 3;

    for (int i = 0; i < v->of->outages; i++)
        for (int day = -1; day < days; day++) {
            const struct clock_span *o = &v->of->outage[i];
            if (o->day == 0 || o->day == day)
                outage(w, v, on_clock(s, day, o->from),
                       on_clock(s, o->to > o->from ? day : day + 1, o->to));
        }
}

/* So many that one begins after `now`. */
static void random_outages(struct services *all, struct service *v, simtime now)
{
    const char *name = v->of->id.text;
    struct key k = key_make(all->w->s->seed, FAMILY_RESOURCE, &name, 1);

    while (v->of->fails && v->failed <= now && now < all->w->s->duration) {
        struct pair u =
            keyed_pair(k, resource_counter(v->failures++, 0, RESOURCE_FAILURE,
                                           (uint32_t)all->w->replication));
        simtime up = naive_time(all->w, &v->of->failing.up, u.first);
        simtime down = naive_time(all->w, &v->of->failing.down, u.second);
        v->failed = v->repaired + at_least_1(up);
        v->repaired = v->failed + at_least_1(down);
        outage(all->w, v, v->failed, v->repaired);
    }
}

static bool is_out(const struct service *v, simtime t)
{
    for (const struct outage *o = v->outages; o; o = o->next)
        if (o->from <= t && t < o->to)
            return true;
    return false;
}

static bool goes_out(const struct service *v, simtime t)
{
    for (const struct outage *o = v->outages; o; o = o->next)
        if (o->from == t)
            return true;
    return false;
}

struct services *naive_services(struct world *w)
{
    struct services *v = naive_new(w, sizeof *v);

    v->w = w;
    v->n = w->s->services;
    v->now = -1;
    v->service = naive_new(w, (size_t)(v->n + 1) * sizeof *v->service);
    for (int i = 0; i < v->n; i++) {
        v->service[i] = (struct service){.of = &w->s->service[i]};
        planned(w, &v->service[i]);
        random_outages(v, &v->service[i], 0);
    }
    return v;
}

/* ---- requests ---- */

void naive_request(struct world *w, struct band *b, struct person *who,
                   int attempt, simtime first)
{
    struct entry *e = b->entry;
    const struct station *st = &w->p->station[e->station];
    struct service *v =
        &w->services->service[naive_service(w, &st->step[b->step])];
    struct pair net =
        naive_visit(w, who, st->id.text, b->seen[e->station],
                    naive_nth(st, b->step), VISIT_NETWORK, attempt);
    struct pair req =
        naive_visit(w, who, st->id.text, b->seen[e->station],
                    naive_nth(st, b->step), VISIT_REQUEST, attempt);
    struct request *r = naive_new(w, sizeof *r);

    *r = (struct request){
        .w = w,
        .band = b,
        .who = who,
        .attempt = attempt,
        .first = first,
        .sent = w->now,
        .reaches =
            w->now + at_least_1(naive_time(w, &v->of->network_time, net.first)),
        .time = at_least_1(naive_time(w, &v->of->service_time, req.first)),
        .next = v->requests};
    v->requests = r;
    naive_image_asked(w, who);
    naive_milestone(w, who, MILESTONE_REQUEST, e->station, b->step);
}

void naive_request_nobody(struct services *v, const struct band *b)
{
    for (int i = 0; i < v->n; i++)
        for (struct request *r = v->service[i].requests; r; r = r->next)
            if (r->band == b)
                r->band = NULL;
}

static bool gives_up(const struct service *v, const struct request *r)
{
    return v->of->timeout > 0 && !r->over;
}

simtime naive_service_time(const struct services *v)
{
    simtime next = NEVER;

#define MAYBE(t)                                                               \
    if ((t) > v->now && (t) < next)                                            \
    next = (t)
    for (int i = 0; i < v->n; i++) {
        const struct service *s = &v->service[i];
        for (const struct outage *o = s->outages; o; o = o->next) {
            MAYBE(o->from);
            MAYBE(o->to);
        }
        for (const struct request *r = s->requests; r; r = r->next) {
            MAYBE(r->reaches);
            if (r->state == IN_SERVICE)
                MAYBE(r->ends);
            if (gives_up(s, r))
                MAYBE(r->reaches + s->of->timeout);
        }
    }
#undef MAYBE
    return next;
}

/* Of a service whose requests may wait. */
static struct matching_load_row *load_row(struct services *all,
                                          const struct service *v, simtime t)
{
    int32_t key[3] = {all->w->replication, (int32_t)(v - all->service),
                      naive_interval(all->w, t)};

    if (!naive_has_series(all->w, naive_interval(all->w, t)) ||
        (v->of->workers == 0 && v->of->timeout == 0 && v->of->outages == 0 &&
         !v->of->fails))
        return naive_new(all->w, sizeof(struct matching_load_row));
    return naive_row(all->w, TABLE_matching_load, key, 3);
}

/* A worker was busy from then to then. */
static void busy(struct services *all, const struct service *v, simtime from,
                 simtime to)
{
    for (int i = 0; i < naive_intervals(all->w); i++) {
        simtime t = naive_overlap(all->w, from, to, i);
        if (t > 0)
            load_row(all, v, i * all->w->s->interval)->busy_time += t;
    }
}

static void tell(struct request *r, simtime now, enum doing what)
{
    struct event e;

    r->over = true;
    if (!r->band)
        return;
    e = naive_about(r->band, now, RANK_PRIVATE);
    e.what = what;
    e.who = r->who;
    e.asked = r->first;
    e.sent = r->sent;
    e.number = r->attempt;
    naive_schedule(r->w, e);
}

static void answer(struct services *all, struct service *v, struct request *r,
                   simtime now)
{
    struct matching_load_row *load = load_row(all, v, r->reaches);
    simtime limit = r->reaches + v->of->timeout;

    if (r->state == IN_SERVICE && r->ends == now) {
        r->state = DONE;
        busy(all, v, r->taken, now);
        if (r->over) {
            naive_met(r->w, CASE_ANSWER_LATE);
        } else {
            load->answered++;
            if (v->of->timeout > 0 && now == limit)
                naive_met(r->w, CASE_ANSWER_JUST);
            tell(r, now, DO_ANSWERED);
        }
    } else if (r->state == IN_SERVICE && r->taken < now && goes_out(v, now)) {
        r->state = DONE;
        busy(all, v, r->taken, now);
        load->lost++;
        naive_met(r->w, CASE_REQUEST_LOST);
    }
    if (gives_up(v, r) && now == limit) {
        load->given_up++;
        tell(r, now, DO_GIVEN_UP);
    }
}

void naive_services_answer(struct services *v, simtime now)
{
    v->now = now;
    for (int i = 0; i < v->n; i++) {
        struct service *s = &v->service[i];
        random_outages(v, s, now);
        for (struct request **r = &s->requests; *r;) {
            if ((*r)->reaches < now)
                answer(v, s, *r, now);
            if ((*r)->state == DONE && ((*r)->over || s->of->timeout == 0))
                *r = (*r)->next;
            else
                r = &(*r)->next;
        }
    }
}

static bool reaches_before(const struct request *a, const struct request *b)
{
    int names = strcmp(a->w->p->id.text, b->w->p->id.text);

    if (a->reaches != b->reaches)
        return a->reaches < b->reaches;
    if (names != 0)
        return names < 0;
    if (a->who->flow != b->who->flow)
        return a->who->flow < b->who->flow;
    if (a->who->ordinal != b->who->ordinal)
        return a->who->ordinal < b->who->ordinal;
    return a->who->member < b->who->member;
}

static struct request *first_waiting(const struct service *v, simtime now)
{
    struct request *first = NULL;

    for (struct request *r = v->requests; r; r = r->next)
        if (r->state == ON_THE_WAY && r->reaches <= now &&
            (!first || reaches_before(r, first)))
            first = r;
    return first;
}

static void take(struct services *all, struct service *v, simtime now)
{
    struct matching_load_row *load;
    struct request *first;
    int hands = 0;

    for (const struct request *r = v->requests; r; r = r->next) {
        hands += r->state == IN_SERVICE;
        if (r->reaches == now)
            load_row(all, v, now)->requests++;
    }
    while ((first = first_waiting(v, now))) {
        if (is_out(v, now) || (v->of->workers > 0 && hands >= v->of->workers)) {
            naive_met(first->w,
                      is_out(v, now) ? CASE_REQUEST_OUT : CASE_REQUEST_QUEUED);
            return;
        }
        if (v->of->timeout > 0 && now >= first->reaches + v->of->timeout) {
            naive_met(first->w,
                      v->of->late_costs ? CASE_LATE_COSTS : CASE_LATE_LEAVES);
            if (!v->of->late_costs) {
                first->state = DONE;
                load_row(all, v, first->reaches)->untaken++;
                continue;
            }
        }
        first->state = IN_SERVICE;
        first->taken = now;
        first->ends = now + first->time;
        load = load_row(all, v, first->reaches);
        load->wait_sum_us += now - first->reaches;
        if (load->wait_max_us < now - first->reaches)
            load->wait_max_us = now - first->reaches;
        hands++;
    }
}

void naive_services_take(struct services *v, simtime now)
{
    for (int i = 0; i < v->n; i++)
        take(v, &v->service[i], now);
}

static bool has_requests(const struct services *v)
{
    for (int i = 0; i < v->n; i++)
        if (v->service[i].requests)
            return true;
    return false;
}

/* What came before the end of the run is worked off after it. */
void naive_services_close(struct services *v)
{
    for (int i = 0; i < v->n; i++)
        for (struct request **r = &v->service[i].requests; *r;)
            if ((*r)->reaches >= v->w->s->duration)
                *r = (*r)->next;
            else
                r = &(*r)->next;
    while (has_requests(v)) {
        simtime t = naive_service_time(v);
        naive_services_answer(v, t);
        naive_services_take(v, t);
    }
}
