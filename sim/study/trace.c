/* trace -- runs a replication and keeps what concerns one party. All ports run:
 * a part of a scenario might one day be shared by them. */
#include "sim/study/trace.h"

#include <stdlib.h>
#include <string.h>

#include "models/check/check.h"

/* Length of the name before the slash at the end, and the slash; NULL. */
static const char *part(const char *text, size_t *length)
{
    const char *slash = strchr(text, '/');

    *length = slash ? (size_t)(slash - text) : 0;
    return slash;
}

static bool same(const struct name *id, const char *text, size_t length)
{
    return strlen(id->text) == length && !strncmp(id->text, text, length);
}

static int find_port(struct trace *t, const struct scenario *s,
                     const char *text, size_t length, struct diag *d)
{
    struct naming names = {0};

    for (int i = 0; i < s->ports; i++) {
        if (same(&s->port[i].id, text, length)) {
            t->port = &s->port[i];
            t->port_number = i;
            return 0;
        }
        naming_add(&names, s->port[i].id.text);
        t->flow_name += s->port[i].flows;
    }
    diag_error(d, NULL, "--traveller: no port \"%.*s\"; there are: %s",
               (int)length, text, names.text);
    return -1;
}

static int find_flow(struct trace *t, const char *text, size_t length,
                     struct diag *d)
{
    struct naming names = {0};

    for (int i = 0; i < t->port->flows; i++) {
        if (same(&t->port->flow[i].id, text, length)) {
            t->flow = i;
            t->flow_name += i;
            return 0;
        }
        naming_add(&names, t->port->flow[i].id.text);
    }
    diag_error(d, NULL,
               "--traveller: no flow \"%.*s\" in port %s; there are: %s",
               (int)length, text, t->port->id.text, names.text);
    return -1;
}

int trace_find(struct trace *t, const struct scenario *s, const char *name,
               struct diag *d)
{
    size_t port, flow = 0;
    const char *first = part(name, &port);
    const char *second = first ? part(first + 1, &flow) : NULL;
    int64_t party;

    *t = (struct trace){0};
    if (!second) {
        diag_error(d, NULL,
                   "--traveller \"%s\" is no PORT/FLOW/PARTY; write for "
                   "example %s/%s/0",
                   name, s->port[0].id.text,
                   s->port[0].flows ? s->port[0].flow[0].id.text : "flow");
        return -1;
    }
    if (find_port(t, s, name, port, d) || find_flow(t, first + 1, flow, d))
        return -1;
    const char *why = quantity_count(second + 1, 0, UINT32_MAX, &party);
    if (why) {
        diag_error(d, NULL, "--traveller: the party \"%s\" %s", second + 1,
                   why);
        return -1;
    }
    t->party = (uint32_t)party;
    return 0;
}

static bool concerns(const struct trace *t, const struct milestone *m)
{
    return m->port == t->port_number && m->flow == t->flow;
}

static int by_time(const void *a, const void *b)
{
    const struct trace_event *x = a, *y = b;

    if (x->is.at != y->is.at)
        return x->is.at < y->is.at ? -1 : 1;
    return x->logged < y->logged ? -1 : x->logged > y->logged;
}

/* In order of time: requests and answers are logged when their visit ends. */
static int keep_events(struct trace *t, const struct milestone_log *log)
{
    size_t n = 0;

    for (size_t i = 0; i < log->count; i++)
        n += concerns(t, &log->item[i]) && log->item[i].party == t->party;
    t->event = calloc(n + 1, sizeof *t->event);
    if (!t->event)
        return -1;
    for (size_t i = 0; i < log->count; i++)
        if (concerns(t, &log->item[i]) && log->item[i].party == t->party)
            t->event[t->events++] =
                (struct trace_event){.is = log->item[i], .logged = i};
    qsort(t->event, n, sizeof *t->event, by_time);
    return 0;
}

/* Replay the port's joins, starts and ends: what each join found. */
static void look_around(struct trace *t, const struct milestone_log *log)
{
    int64_t queued[PORT_STATIONS_MOST] = {0}, busy[PORT_STATIONS_MOST] = {0};

    for (size_t i = 0; i < log->count; i++) {
        const struct milestone *m = &log->item[i];
        if (m->port != t->port_number)
            continue;
        if (m->kind == MILESTONE_JOIN && concerns(t, m) && m->party == t->party)
            for (int k = 0; k < t->events; k++)
                if (t->event[k].logged == i) {
                    t->event[k].queued = queued[m->node];
                    t->event[k].busy = busy[m->node];
                }
        if (m->kind == MILESTONE_JOIN)
            queued[m->node] += m->value;
        if (m->kind == MILESTONE_START) {
            queued[m->node] -= m->value;
            busy[m->node]++;
        }
        if (m->kind == MILESTONE_END)
            busy[m->node]--;
    }
}

static int by_member(const void *a, const void *b)
{
    const struct travellers_row *x = a, *y = b;

    return x->member - y->member;
}

static int keep_members(struct trace *t, const struct results *r)
{
    const struct rows *all = &r->table[TABLE_travellers];
    const struct travellers_row *row = all->row;
    int flow = t->flow_name, n = 0;

    for (size_t i = 0; i < all->count; i++)
        n += row[i].flow == flow && row[i].party == t->party;
    t->member = calloc((size_t)n + 1, sizeof *t->member);
    if (!t->member)
        return -1;
    for (size_t i = 0; i < all->count; i++)
        if (row[i].flow == flow && row[i].party == t->party)
            t->member[t->members++] = row[i];
    qsort(t->member, (size_t)n, sizeof *t->member, by_member);
    return 0;
}

/* Which parties did come. */
static void report_unknown(const struct trace *t,
                           const struct milestone_log *log, struct diag *d)
{
    const char *flow = t->port->flow[t->flow].id.text;
    int64_t least = -1, most = -1, below = -1, above = -1, n = 0;

    for (size_t i = 0; i < log->count; i++) {
        const struct milestone *m = &log->item[i];
        if (m->kind != MILESTONE_ARRIVE || !concerns(t, m))
            continue;
        n++;
        if (least < 0 || m->party < least)
            least = m->party;
        if (m->party > most)
            most = m->party;
        if (m->party < t->party && m->party > below)
            below = m->party;
        if (m->party > t->party && (above < 0 || m->party < above))
            above = m->party;
    }
    if (!n)
        diag_error(d, NULL, "--traveller: nobody came in flow %s/%s",
                   t->port->id.text, flow);
    else if (below >= 0 && above >= 0)
        diag_error(d, NULL,
                   "--traveller: flow %s/%s has no party %u in replication "
                   "%d; the nearest are %lld and %lld (numbers of a call "
                   "begin at the seats before it)",
                   t->port->id.text, flow, (unsigned)t->party, t->replication,
                   (long long)below, (long long)above);
    else
        diag_error(d, NULL,
                   "--traveller: flow %s/%s has no party %u in replication "
                   "%d; its %lld parties have numbers from %lld to %lld",
                   t->port->id.text, flow, (unsigned)t->party, t->replication,
                   (long long)n, (long long)least, (long long)most);
}

int trace_run(struct trace *t, const struct model *m, int replication,
              const volatile int *stop, enum flow_outcome *outcome,
              struct diag *d)
{
    struct milestone_log log = {0};
    const struct flow_options how = {
        .travellers = true, .log = &log, .stop = stop};
    struct results results = {0};
    struct flow_worker *w = flow_worker_new();
    int result = -1;

    t->replication = replication;
    *outcome = w ? flow_run(w, m, replication, &how, &results) : FLOW_MEMORY;
    if (*outcome == FLOW_DONE &&
        (keep_events(t, &log) || keep_members(t, &results)))
        *outcome = FLOW_MEMORY;
    if (*outcome != FLOW_DONE)
        goto out;
    if (!t->events) {
        report_unknown(t, &log, d);
        goto out;
    }
    look_around(t, &log);
    result = 0;
out:
    free(log.item);
    results_release(&results);
    flow_worker_free(w);
    return result;
}

void trace_release(struct trace *t)
{
    free(t->event);
    free(t->member);
    *t = (struct trace){0};
}
