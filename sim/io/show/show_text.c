/* show_text -- a scenario as tables, in the order in which one reads it: who
 * comes, where they go, what happens there, who works there. */
#include <math.h>
#include <string.h>

#include "sim/io/show/grid.h"
#include "sim/io/show/show.h"
#include "sim/io/show/show_words.h"

struct page {
    const struct scenario *s;
    const struct port *p;
    const struct expected *e;
    FILE *out;
    bool failed;
};

static void finish(struct page *x, struct grid *g, const char *title)
{
    if (g->cells)
        fprintf(x->out, "\n%s\n", title);
    if (grid_print(g, x->out))
        x->failed = true;
}

static const char *or_all(const struct words *w)
{
    return w->used ? w->is : "all";
}

static void print_flows(struct page *x)
{
    static const char *const kinds[] = {"timetable", "poisson", "renewal",
                                        "trace"};
    struct grid g;

    grid_begin(&g, "flow|direction|population|start|arrivals|>calls|"
                   ">travellers|busiest hour|>travellers in it");
    for (int i = 0; i < x->p->flows; i++) {
        const struct flow *f = &x->p->flow[i];
        const double *come = x->e->come + i * x->e->hours;
        int best = 0;
        for (int h = 1; h < x->e->hours; h++)
            if (come[h] > come[best])
                best = h;
        grid_cell(&g, "%s", f->id.text);
        grid_cell(&g, "%s", f->exit ? "exit" : "entry");
        grid_cell(&g, "%s", f->population.text);
        grid_cell(&g, "%s", f->start.text);
        grid_cell(&g, "%s", kinds[f->kind]);
        grid_cell(&g, "%s",
                  f->kind == ARRIVE_TIMETABLE ? words_count(f->calls).is : "-");
        grid_cell(&g, "%s", words_count(x->e->total[i]).is);
        grid_cell(&g, "%s", words_hour(x->s, x->p, best).is);
        grid_cell(&g, "%s", words_count(come[best]).is);
    }
    finish(x, &g, "Flows (travellers expected in the run)");
}

/* Hours as rows, flows as columns; at most two days. */
static void print_hours(struct page *x)
{
    int hours = x->e->hours < 48 ? x->e->hours : 48;
    int flows = x->p->flows < 8 ? x->p->flows : 8;
    struct words heads = {.used = 0};
    struct grid g;

    words_add(&heads, "hour");
    for (int i = 0; i < flows && heads.used < 300; i++)
        words_add(&heads, "|>%.40s", x->p->flow[i].id.text);
    for (int i = 0; i < x->p->stations && heads.used < 300 && i < 8; i++)
        words_add(&heads, "|>load %.30s", x->p->station[i].id.text);
    grid_begin(&g, heads.is);
    for (int h = 0; h < hours; h++) {
        int cells = 1;
        grid_cell(&g, "%s", words_hour(x->s, x->p, h).is);
        for (int i = 0; i < flows && cells < g.columns; i++, cells++)
            grid_cell(&g, "%s",
                      words_count(x->e->come[i * x->e->hours + h]).is);
        for (int i = 0; cells < g.columns; i++, cells++)
            grid_cell(&g, "%s", words_load(expected_load(x->e, i, h)).is);
    }
    finish(x, &g,
           "Travellers expected by hour of arrival, and the positions that "
           "their service\nkeeps busy (queues, walks and delays left out)");
}

static void print_span(struct page *x, const char *of, const char *what,
                       const struct clock_span *k)
{
    fprintf(x->out, "  %s: %d %s from %s to %s, ", of, k->count, what,
            words_clock(k->from).is, words_clock(k->to).is);
    if (k->day)
        fprintf(x->out, "day %d\n", k->day);
    else
        fputs("every day\n", x->out);
}

/* When positions are not open, and what becomes of who is there. */
static void print_open(struct page *x, const struct station *t)
{
    const struct opening *o = &t->opening;

    if (t->opens)
        fprintf(x->out,
                "  %s: %d open; one more from %d queued on, one less from %d "
                "down, %s apart\n",
                t->id.text, o->least, o->above, o->below,
                words_span(o->after).is);
    for (int k = 0; k < t->closures; k++)
        print_span(x, t->id.text, "closed", &t->closed[k]);
    if (t->breaks)
        fprintf(x->out, "  %s: breaks down: up %s, down %s\n", t->id.text,
                words_distribution(&t->breakdown.up).is,
                words_distribution(&t->breakdown.down).is);
}

static void print_stations(struct page *x)
{
    struct grid g;

    grid_begin(&g, "station|>positions|officers|order|>visits|>mean visit|"
                   "busiest hour|>load|>there|>on shift");
    for (int i = 0; i < x->p->stations; i++) {
        const struct station *t = &x->p->station[i];
        const struct officers *pool = show_pool(x->p, t);
        int hour = expected_busiest(x->e, i);
        int each = t->monitored > 0 ? t->monitored : 1;
        double reach = expected_reach(x->e, i);
        grid_cell(&g, "%s", t->id.text);
        grid_cell(&g, "%d", t->positions);
        grid_cell(&g, "%s", t->officers.text ? t->officers.text : "-");
        grid_cell(&g, "%s",
                  t->preemptive ? "preemptive"
                  : t->priority ? "priority"
                                : "fifo");
        grid_cell(&g, "%s", words_count(reach).is);
        grid_cell(&g, "%s", words_time(expected_visit(x->e, i)).is);
        grid_cell(&g, "%s", reach > 0 ? words_hour(x->s, x->p, hour).is : "-");
        grid_cell(&g, "%s", words_load(expected_load(x->e, i, hour)).is);
        grid_cell(&g, "%s", words_load(show_capacity(x->s, x->p, t, hour)).is);
        grid_cell(
            &g, "%s",
            pool ? words_load(each * show_officers(x->s, x->p, pool, hour)).is
                 : "-");
    }
    finish(x, &g,
           "Stations (visits: travellers; mean visit: of a party; load: "
           "positions that the\nservice of the busiest hour's arrivals keeps "
           "busy; there: positions that are not\nclosed or broken down, or "
           "officers on shift, or positions that these watch,\nwhere they are "
           "fewer: beyond it a queue must grow)");
    for (int i = 0; i < x->p->stations; i++)
        for (int k = 0; k < x->p->station[i].priorities; k++)
            fprintf(x->out, "  %s, priority %d: %s\n", x->p->station[i].id.text,
                    k + 1, words_condition(&x->p->station[i].first[k].when).is);
    for (int i = 0; i < x->p->stations; i++) {
        const struct station *t = &x->p->station[i];
        if (t->own_queues)
            fprintf(x->out, "  %s: a queue for each position\n", t->id.text);
        if (t->room > 0)
            fprintf(x->out, "  %s: room for %d; full: %s%s\n", t->id.text,
                    t->room, t->full_to.text ? "to " : "they wait",
                    t->full_to.text ? t->full_to.text : "");
        print_open(x, t);
    }
}

static void step_what(struct grid *g, const struct step *k)
{
    switch (k->kind) {
    case STEP_CAPTURE:
        grid_cell(g, "capture");
        grid_cell(g, "%s, at most %d attempt%s%s", k->camera.text, k->attempts,
                  k->attempts > 1 ? "s" : "", words_scope(k).is);
        break;
    case STEP_MATCH:
        grid_cell(g, "match");
        grid_cell(g, "%s, %s", k->service.text, words_search(k).is);
        break;
    case STEP_ENROL:
        grid_cell(g, "enrol");
        grid_cell(g, "%s%sfails %s", k->camera.text ? k->camera.text : "",
                  k->camera.text ? ", " : "",
                  words_share(k->failure_to_enrol).is);
        break;
    case STEP_WORK:
        grid_cell(g, "work");
        grid_cell(g, "-");
        break;
    case STEP_INSPECT:
        grid_cell(g, "inspect");
        grid_cell(g, "refer %s, false reject %s, false accept %s",
                  words_share(k->refer).is, words_share(k->false_reject).is,
                  words_share(k->false_accept).is);
        break;
    }
}

static struct words step_time(const struct scenario *s, const struct step *k)
{
    struct words w = {.is = "-"};

    if (k->kind == STEP_INSPECT || k->kind == STEP_ENROL ||
        k->kind == STEP_WORK)
        return words_distribution(&k->time);
    for (int i = 0; i < s->cameras && k->kind == STEP_CAPTURE; i++)
        if (!strcmp(s->camera[i].id.text, k->camera.text))
            return words_distribution(&s->camera[i].capture_time);
    for (int i = 0; i < s->services && k->kind == STEP_MATCH; i++)
        if (!strcmp(s->service[i].id.text, k->service.text))
            return words_time(distribution_mean(&s->service[i].network_time) +
                              distribution_mean(&s->service[i].service_time));
    return w;
}

static void print_steps(struct page *x)
{
    static const char *const modes[] = {"once", "each", "together"};
    struct grid g;

    grid_begin(&g, "station|>step|what|with|who|time|party");
    for (int i = 0; i < x->p->stations; i++)
        for (int n = 0; n < x->p->station[i].steps; n++) {
            const struct step *k = &x->p->station[i].step[n];
            struct words who = words_condition(&k->when);
            grid_cell(&g, "%s", x->p->station[i].id.text);
            grid_cell(&g, "%d", n + 1);
            step_what(&g, k);
            grid_cell(&g, "%s", or_all(&who));
            grid_cell(&g, "%s", step_time(x->s, k).is);
            grid_cell(&g, "%s", modes[k->party]);
        }
    finish(x, &g, "Steps of a visit");
}

static void print_route(struct page *x, struct grid *g, const char *from,
                        int node, int number, const struct route *r)
{
    struct words who = words_condition(&r->when);

    grid_cell(g, "%s", from);
    grid_cell(g, "%s", who.used ? who.is : number ? "others" : "all");
    struct words to = {.used = 0};
    words_add(&to, "%s", r->to.text);
    for (int i = 0; i < r->other.count; i++)
        words_add(&to, " or %s", r->other.name[i].text);
    grid_cell(g, "%s", to.is);
    grid_cell(g, "%s", r->split ? "they alone" : "whole party");
    grid_cell(g, "%s", words_count(expected_taken(x->e, node, number)).is);
}

static void print_routes(struct page *x)
{
    struct grid g;

    grid_begin(&g, "from|when anybody is|to|who goes|>travellers expected");
    for (int i = 0; i < x->p->walks; i++)
        for (int k = 0; k < x->p->walk[i].routes; k++)
            print_route(x, &g, x->p->walk[i].id.text, x->p->stations + i, k,
                        &x->p->walk[i].route[k]);
    for (int i = 0; i < x->p->stations; i++)
        for (int k = 0; k < x->p->station[i].routes; k++)
            print_route(x, &g, x->p->station[i].id.text, i, k,
                        &x->p->station[i].route[k]);
    finish(x, &g, "Routes (the first that holds is taken)");
}

static void print_walks(struct page *x)
{
    struct grid g;

    grid_begin(&g, "walk|time");
    for (int i = 0; i < x->p->walks; i++) {
        grid_cell(&g, "%s", x->p->walk[i].id.text);
        grid_cell(&g, "%s", words_distribution(&x->p->walk[i].time).is);
    }
    finish(x, &g, "Walks");
}

static void print_shifts(struct page *x)
{
    struct grid g;

    grid_begin(&g, "officers|operator|from|to|>officers|days");
    for (int i = 0; i < x->p->pools; i++)
        for (int k = 0; k < x->p->pool[i].shifts; k++) {
            const struct clock_span *t = &x->p->pool[i].shift[k];
            grid_cell(&g, "%s", x->p->pool[i].id.text);
            grid_cell(&g, "%s",
                      x->p->pool[i].operator_ ? x->p->pool[i].operator_ : "-");
            grid_cell(&g, "%s", words_clock(t->from).is);
            grid_cell(&g, "%s", words_clock(t->to).is);
            grid_cell(&g, "%d", t->count);
            if (t->day)
                grid_cell(&g, "day %d", t->day);
            else
                grid_cell(&g, "every day");
        }
    finish(x, &g, "Shifts");
    for (int i = 0; i < x->p->pools; i++) {
        int least, most;
        show_roster(x->s, x->p, &x->p->pool[i], &least, &most);
        fprintf(x->out, "  %s: %d to %d on shift%s\n", x->p->pool[i].id.text,
                least, most,
                x->p->pool[i].hand_over ? "; visits are handed over" : "");
        if (x->p->pool[i].mishandled > 0)
            fprintf(x->out, "  %s: photograph %s of those who opt out\n",
                    x->p->pool[i].id.text,
                    words_share(x->p->pool[i].mishandled).is);
        for (int k = 0; k < x->p->pool[i].rests; k++)
            print_span(x, x->p->pool[i].id.text, "on a break",
                       &x->p->pool[i].rest[k]);
    }
}

static void print_journeys(struct page *x)
{
    struct grid g;

    grid_begin(&g, "journey|to the end of|less|limits");
    for (int i = 0; i < x->p->journeys; i++) {
        const struct journey *j = &x->p->journey[i];
        struct words limits = {.used = 0};
        for (int k = 0; k < j->limits; k++)
            words_add(&limits, "%s%s", k ? ", " : "",
                      words_time((double)j->limit[k]).is);
        grid_cell(&g, "%s", j->id.text);
        grid_cell(&g, "%s", j->to.text);
        grid_cell(&g, "%s", words_time((double)j->less).is);
        grid_cell(&g, "%s", limits.is);
    }
    finish(x, &g, "Journeys");
}

static int print_port(const struct scenario *s, const struct port *p, FILE *out)
{
    struct expected e;
    struct page x = {.s = s, .p = p, .e = &e, .out = out};

    if (expected_fill(&e, s, p, NULL))
        return -1;
    fprintf(out, "\nPORT %s (%s)\n", p->id.text, mode_names[p->mode]);
    if (p->notices.given)
        fprintf(out,
                "\nNotices: %s know without a sign that they may opt out; "
                "signs reach %s of the others\n",
                words_share(p->notices.awareness).is,
                words_share(p->notices.signs).is);
    print_flows(&x);
    print_stations(&x);
    print_steps(&x);
    print_routes(&x);
    print_walks(&x);
    print_shifts(&x);
    print_journeys(&x);
    print_hours(&x);
    expected_release(&e);
    return x.failed ? -1 : 0;
}

int show_text(const struct scenario *s, int first, int ports, FILE *out)
{
    char date[11];

    civil_print_date(s->start_day, date);
    fprintf(out, "%s\n%s: %s from %s 00:00, %d replication%s, seed %llu\n",
            s->title ? s->title : s->id, s->id, words_span(s->duration).is,
            date, s->replications, s->replications > 1 ? "s" : "",
            (unsigned long long)s->seed);
    if (show_shared(s, out))
        return -1;
    if (s->ports > 1 && show_ports(s, out))
        return -1;
    for (int i = first; i < first + ports; i++)
        if (print_port(s, &s->port[i], out))
            return -1;
    return ferror(out) ? -1 : 0;
}
