/* naive_ledger -- tables counted from the diary, one plain loop for each. */
#include "tests/support/naive_world.h"

#include <stdlib.h>
#include <string.h>

/* Every row begins with the replication and indices, all int32_t. */
static size_t row_size(enum result_table t)
{
    static const size_t size[TABLES] = {
#define SIZE(stem, FIELDS, path, per) sizeof(struct stem##_row),
        RESULT_TABLES(SIZE)
#undef SIZE
    };
    return size[t];
}

void *naive_row(struct world *w, enum result_table t, const int32_t *key,
                int keys)
{
    struct rows *r = &w->out->tables.table[t];
    size_t size = row_size(t), bytes = (size_t)keys * sizeof *key;

    for (size_t i = 0; i < r->count; i++) {
        char *row = (char *)r->row + i * size;
        if (memcmp(row, key, bytes) == 0)
            return row;
    }
    if (r->count == r->capacity) {
        r->capacity = r->capacity ? 2 * r->capacity : 64;
        r->row = realloc(r->row, r->capacity * size);
        if (r->row == NULL)
            naive_fail("memory", "rows");
    }
    char *row = (char *)r->row + r->count++ * size;
    memset(row, 0, size);
    memcpy(row, key, bytes);
    return row;
}

int naive_interval(const struct world *w, simtime t)
{
    return (int)(t / w->s->interval);
}

int naive_intervals(const struct world *w)
{
    return naive_interval(w, w->s->duration - 1) + 1;
}

static simtime least(simtime a, simtime b)
{
    return a < b ? a : b;
}

static simtime most(simtime a, simtime b)
{
    return a > b ? a : b;
}

/* Series have rows for the intervals that begin after the warm-up. */
bool naive_has_series(const struct world *w, int interval)
{
    return w->s->interval * interval >= w->s->warm_up;
}

/* The row of a station's series; before the warm-up one that nobody reads. */
struct series_row *naive_series_row(struct world *w, int station, int i)
{
    int32_t key[3] = {w->replication, w->first_station + station, i};

    return naive_has_series(w, i) ? naive_row(w, TABLE_series, key, 3)
                                  : naive_new(w, sizeof(struct series_row));
}

/* Time that [from, to) spends in interval i, cut at the end. */
simtime naive_overlap(const struct world *w, simtime from, simtime to, int i)
{
    simtime a = w->s->interval * i;
    simtime b = least(w->s->interval * (i + 1), w->s->duration);

    return most(least(to, b) - most(from, a), 0);
}

/* ---- tables ---- */

static void waits(struct world *w, const struct entry *e,
                  const struct person *who)
{
    const struct station *st = &w->p->station[e->station];
    int station = w->first_station + e->station;
    int interval = naive_interval(w, e->joined);
    int32_t key[3] = {w->replication, station, who->class_number};
    struct waits_totals_row *t = naive_row(w, TABLE_waits_totals, key, 3);
    simtime wait = e->started - e->joined;
    struct naive *n = w->out;

    if (e->started == NEVER) {
        t->left += e->left != NEVER;
        t->unserved += e->left == NEVER;
        return;
    }
    t->persons++;
    t->waited += wait > 0;
    t->wait_sum_us += wait;
    t->wait_max_us = most(t->wait_max_us, wait);
    key[2] = interval;
    struct waits_intervals_row *in =
        naive_row(w, TABLE_waits_intervals, key, 3);
    in->persons++;
    in->wait_sum_us += wait;
    in->wait_max_us = most(in->wait_max_us, wait);
    for (int i = 0; i < st->limits; i++)
        if (wait > st->limit[i]) {
            int32_t of[6] = {w->replication, station, interval};
            memcpy(&of[4], &st->limit[i], sizeof st->limit[i]);
            struct waits_over_row *over = naive_row(w, TABLE_waits_over, of, 6);
            over->persons++;
        }
    if (n->waits == n->waits_capacity) {
        n->waits_capacity = n->waits ? 2 * n->waits : 256;
        n->wait = realloc(n->wait, n->waits_capacity * sizeof *n->wait);
        if (n->wait == NULL)
            naive_fail("memory", "waits");
    }
    n->wait[n->waits++] =
        (struct naive_wait){station, who->class_number, interval, wait};
}

/* Called when somebody has joined: so many persons are queued. */
void naive_queued(struct world *w, int station, int persons)
{
    struct series_row *s =
        naive_series_row(w, station, naive_interval(w, w->now));

    s->queue_max = most(s->queue_max, persons);
}

/* Time of interruptions in [0, until). */
static simtime paused(const struct entry *e, simtime until)
{
    simtime sum = 0;

    for (const struct pause *p = e->pause; p; p = p->next)
        sum += most(least(p->to, until) - p->from, 0);
    return sum;
}

static simtime busy_in(const struct world *w, const struct entry *e, int i)
{
    simtime end = least(e->ended, e->left), t;

    if (e->started == NEVER)
        return 0;
    t = naive_overlap(w, e->started, end, i);
    for (const struct pause *p = e->pause; p; p = p->next)
        t -= naive_overlap(w, p->from, least(p->to, end), i);
    return t;
}

static void series(struct world *w, const struct entry *e)
{
    int pool = naive_pool(w, e->station);

    naive_series_row(w, e->station, naive_interval(w, e->joined))->arrivals +=
        e->people;
    if (e->ended != NEVER) {
        struct series_row *s =
            naive_series_row(w, e->station, naive_interval(w, e->ended));
        s->visits++;
        s->service_time += e->ended - e->started - paused(e, e->ended);
        s->served += e->people;
    }
    for (int i = 0; i < naive_intervals(w); i++) {
        simtime busy = busy_in(w, e, i);
        struct series_row *s = naive_series_row(w, e->station, i);
        s->queue_time +=
            e->people *
            naive_overlap(w, e->joined, least(e->started, e->left), i);
        s->busy_time += busy;
        if (pool >= 0 && !w->p->station[e->station].monitored &&
            naive_has_series(w, i)) {
            int32_t of[3] = {w->replication, w->first_pool + pool, i};
            struct officers_row *o = naive_row(w, TABLE_officers, of, 3);
            o->busy_time += busy;
        }
    }
}

/* Those whom an interval finds queued count for its longest queue. */
static void queues_at_starts(struct world *w)
{
    for (int i = 1; i < naive_intervals(w); i++)
        for (int k = 0; k < w->p->stations; k++) {
            simtime at = w->s->interval * i;
            int persons = 0;
            for (const struct entry *e = w->diary; e; e = e->next)
                if (e->station == k && e->joined < at && e->started >= at &&
                    e->left >= at)
                    persons += e->people;
            struct series_row *s = naive_series_row(w, k, i);
            s->queue_max = most(s->queue_max, persons);
        }
}

static void journeys(struct world *w, const struct entry *e,
                     const struct person *who)
{
    for (int i = 0; i < w->p->journeys; i++) {
        const struct journey *j = &w->p->journey[i];
        if (naive_find_station(w, j->to.text) != e->station || !e->first ||
            e->ended == NEVER)
            continue;
        simtime t = most(e->ended - who->arrived - j->less, 0);
        simtime limit = INT64_MAX;
        for (int k = j->limits - 1; k >= 0 && t <= j->limit[k]; k--)
            limit = j->limit[k];
        int32_t key[4] = {w->replication, w->first_journey + i,
                          who->class_number, naive_interval(w, who->arrived)};
        struct journeys_row *row = naive_row(w, TABLE_journeys, key, 4);
        row->persons++;
        row->time_sum_us += t;
        row->time_max_us = most(row->time_max_us, t);
        struct journey_bins_row like = {
            .replication = key[0],
            .journey = key[1],
            .class = key[2],
            .interval = key[3],
            .limit_us = limit,
        };
        struct journey_bins_row *bin = naive_row(
            w, TABLE_journey_bins, (int32_t *)(void *)&like,
            offsetof(struct journey_bins_row, persons) / sizeof(int32_t));
        bin->persons++;
    }
}

const char *const naive_cause_names[NAIVE_CAUSES] = {
    "confirmed",   "opted-out",    "not-asked",    "no-photo",
    "not-matched", "wrong-person", "impostor",     "suspended",
    "no-answer",   "not-in-scope", "refused-photo"};

static bool named_before(const struct scenario *s, int camera, int failure)
{
    const char *name = s->camera[camera].failure[failure].cause.text;

    for (int i = 0; i <= camera; i++)
        for (int k = 0; k < s->camera[i].failures; k++) {
            if (i == camera && k == failure)
                return false;
            if (strcmp(s->camera[i].failure[k].cause.text, name) == 0)
                return true;
        }
    return false;
}

const char *naive_failure(const struct scenario *s, int number)
{
    for (int i = 0; i < s->cameras; i++)
        for (int k = 0; k < s->camera[i].failures; k++)
            if (!named_before(s, i, k) && number-- == 0)
                return s->camera[i].failure[k].cause.text;
    if (naive_cameras_fail(s) && number-- == 0)
        return NAIVE_CAMERA_OUT;
    return number == 0 && naive_enrols(s) ? "failure-to-enrol" : NULL;
}

int naive_no_image(const struct scenario *s, const char *cause)
{
    int n = 0;

    while (strcmp(naive_failure(s, n), cause) != 0)
        n++;
    return NAIVE_CAUSES + n;
}

static int cause_of(const struct scenario *s, const struct person *who)
{
    if (who->impostor)
        return NAIVE_IMPOSTOR;
    switch (who->result) {
    case RESULT_MATCHED:
        return NAIVE_CONFIRMED;
    case RESULT_OPTED_OUT:
        return NAIVE_OPTED_OUT;
    case RESULT_SUSPENDED:
        return NAIVE_SUSPENDED;
    case RESULT_NOT_MATCHED:
        return who->mated ? NAIVE_NOT_MATCHED : NAIVE_NO_PHOTO;
    case RESULT_WRONG_PERSON:
        return NAIVE_WRONG_PERSON;
    case RESULT_NO_ANSWER:
        return NAIVE_NO_ANSWER;
    case RESULT_NOT_IN_SCOPE:
        return NAIVE_NOT_IN_SCOPE;
    case RESULT_REFUSED:
        return NAIVE_REFUSED;
    case RESULT_NO_IMAGE:
        break;
    default:
        return NAIVE_NOT_ASKED;
    }
    return naive_no_image(s, who->cause);
}

static void traveller(struct world *w, const struct person *who)
{
    simtime gone = who->end == END_STILL_INSIDE ? w->s->duration : who->left;
    int cause = cause_of(w->s, who);
    int32_t port = w->port;
    int32_t ends[5] = {w->replication, port, who->class_number,
                       (int32_t)who->end,
                       naive_interval(w, least(gone, w->s->duration - 1))};
    int32_t causes[4] = {w->replication, port, who->class_number, cause};
    int32_t all[1] = {w->replication};
    int32_t came[4] = {w->replication, port, who->class_number,
                       naive_interval(w, who->arrived)};
    struct arrivals_row *a = naive_row(w, TABLE_arrivals, came, 4);
    struct ends_row *e = naive_row(w, TABLE_ends, ends, 5);
    struct causes_row *c = naive_row(w, TABLE_causes, causes, 4);
    struct replications_row *r = naive_row(w, TABLE_replications, all, 1);
    int64_t *ended[END_STATES] = {&r->admitted,   &r->departed,    &r->refused,
                                  &r->withdrew,   &r->abandoned,   &r->missed,
                                  &r->unrecorded, &r->still_inside};

    a->persons++;
    e->persons++;
    c->persons++;
    r->travellers++;
    r->parties += who->member == 0;
    ++*ended[who->end];
    struct travellers_row like = {.replication = w->replication,
                                  .flow = w->first_flow + who->flow,
                                  .party = (uint32_t)who->ordinal,
                                  .member = (int8_t)who->member};
    struct travellers_row *t =
        naive_row(w, TABLE_travellers, (int32_t *)(void *)&like,
                  offsetof(struct travellers_row, class) / sizeof(int32_t));
    t->class = (int16_t)who->class_number;
    t->group = (int16_t)who->group;
    t->age = (int16_t)who->age;
    t->impostor = who->impostor;
    t->opt_out = who->mishandled ? 2 : who->opts_out;
    t->look_out = who->hit;
    t->arrived_us = who->arrived;
    t->left_us = gone;
    t->waited_us = who->waited;
    t->served_us = who->served;
    t->result = (int8_t)who->result;
    t->decision = (int8_t)who->decision;
    t->cause = (int16_t)cause;
    t->end_state = (int8_t)who->end;
}

static void digests(struct world *w)
{
    int32_t key[1] = {w->replication};
    struct replications_row *r = naive_row(w, TABLE_replications, key, 1);
    const struct milestone_log *l = &w->out->log;
    uint64_t salt = key_hash(w->p->id.text);

    for (size_t i = 0; i < l->count; i++) {
        if (l->item[i].port != w->port)
            continue;
        const struct milestone *m = &l->item[i];
        uint64_t h =
            milestone_hash(salt, m->at,
                           milestone_what(m->party, m->kind, m->flow, m->member,
                                          m->node, m->value));
        r->milestones++;
        r->milestone_digest += h;
        if (l->item[i].kind == MILESTONE_ARRIVE)
            r->arrival_digest += h;
    }
}

void naive_ledger(struct world *w)
{
    for (const struct entry *e = w->diary; e; e = e->next) {
        for (int i = 0; i < e->people; i++) {
            struct person *who = e->who[i];
            who->waited +=
                least(least(e->started, e->left), w->s->duration) - e->joined;
            simtime end = least(least(e->ended, e->left), w->s->duration);
            if (e->started != NEVER)
                who->served += end - e->started - paused(e, end);
            if (e->joined >= w->s->warm_up)
                waits(w, e, who);
            journeys(w, e, who);
        }
        series(w, e);
    }
    queues_at_starts(w);
    naive_staffing(w);
    naive_lapses(w);
    for (const struct person *who = w->people; who; who = who->next)
        traveller(w, who);
    naive_deadlines(w);
    naive_images(w);
    digests(w);
}
