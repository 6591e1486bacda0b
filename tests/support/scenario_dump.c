/* scenario_dump -- a random scenario as people can read it. */
#include <math.h>

#include "models/retention.h"
#include "tests/support/random_scenario.h"

static void print_time(const struct distribution *t, FILE *f)
{
    const struct {
        const char *name;
        double value;
    } part[] = {{"mean", t->mean},    {"sd", t->sd},     {"low", t->low},
                {"mode", t->mode},    {"high", t->high}, {"shape", t->shape},
                {"stages", t->stages}};

    fprintf(f, " %s(", distribution_name(t->family));
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (!isnan(part[i].value) && part[i].value != 0)
            fprintf(f, " %s %.17g", part[i].name, part[i].value);
    fprintf(f, " )");
}

static void print_when(const struct condition *c, FILE *f)
{
    for (int i = 0; i < RESULTS + DECISIONS; i++)
        if (c->facts >> i & 1)
            fprintf(f, " %s",
                    i < RESULTS ? result_names[i]
                                : decision_names[i - RESULTS]);
    for (int i = 0; i < STATUSES; i++)
        if (c->statuses >> i & 1)
            fprintf(f, " status:%s", status_names[i]);
    for (int i = 0; i < c->classes.count; i++)
        fprintf(f, " class:%s", c->classes.name[i].text);
    for (int i = 0; i < c->groups.count; i++)
        fprintf(f, " group:%s", c->groups.name[i].text);
    if (c->share < 1)
        fprintf(f, " share%s:%g", c->share_of_party ? "-of-party" : "",
                c->share);
}

static void print_routes(const struct route *r, int n, FILE *f)
{
    for (int i = 0; i < n; i++) {
        fprintf(f, "      route %d to %s", i, r[i].to.text);
        for (int k = 0; k < r[i].other.count; k++)
            fprintf(f, " or %s", r[i].other.name[k].text);
        fprintf(f, "%s%s when", r[i].split ? " split" : "",
                r[i].report ? " report" : "");
        print_when(&r[i].when, f);
        fprintf(f, "\n");
    }
}

static void print_spans(const char *what, const struct clock_span *h, int n,
                        FILE *f)
{
    for (int i = 0; i < n; i++)
        fprintf(f, "      %s day %d %lld..%lld count %d\n", what, h[i].day,
                (long long)h[i].from, (long long)h[i].to, h[i].count);
}

static void print_breakdown(const struct breakdown *b, FILE *f)
{
    fprintf(f, "      breakdown");
    print_time(&b->up, f);
    print_time(&b->down, f);
    fprintf(f, "\n");
}

static void print_ratios(const struct group_ratio *r, int n, FILE *f)
{
    for (int i = 0; i < n; i++)
        fprintf(f, "    ratio %s: failure %g negative %g positive %g\n",
                r[i].group.text, r[i].failure, r[i].false_negative,
                r[i].false_positive);
}

static void print_people(const struct scenario *s, FILE *f)
{
    for (int i = 0; i < s->populations; i++) {
        const struct population *p = &s->population[i];
        fprintf(f, "  population %s mixed %g parties", p->id.text, p->mixed);
        for (int k = 0; k < p->parties; k++)
            fprintf(f, " %d:%g", p->party[k].size, p->party[k].share);
        fprintf(f, "\n");
        for (int k = 0; k < p->classes; k++) {
            const struct class *c = &p->class[k];
            fprintf(f,
                    "    class %s %s share %g opt-out %g impostor %g photo "
                    "%g",
                    c->id.text, status_names[c->status], c->share, c->opt_out,
                    c->impostor, c->gallery_photo);
            for (int g = 0; g < c->groups; g++)
                fprintf(f, " %s:%g", c->group[g].group.text, c->group[g].share);
            fprintf(f, "\n");
        }
    }
}

static void print_rates(const struct matcher *m, FILE *f)
{
    if (m->correlation > 0)
        fprintf(f, " correlation %g", m->correlation);
    if (m->scored)
        fprintf(f, " scores %g %g %g rank %s", m->scores.threshold,
                m->scores.mean, m->scores.sd, m->scores.rank_1 ? "1" : "any");
    for (int i = 0; i < m->sizes; i++)
        fprintf(f, " at %lld:%g:%g", (long long)m->size[i].size,
                m->size[i].fnir, m->size[i].fpir);
    for (int i = 0; i < m->crosses; i++)
        fprintf(f, " %s-%s:%g", m->cross[i].probe.text,
                m->cross[i].gallery.text, m->cross[i].fmr);
    fprintf(f, "\n");
}

static void print_gallery(const struct gallery *g, FILE *f)
{
    fprintf(f,
            "  gallery %s %s size %lld missing %g late %g old %g x %g unlisted "
            "%g staged %lld",
            g->id.text, g->manifest ? "manifest" : "standing",
            (long long)g->size, g->missing, g->late, g->old, g->old_ratio,
            g->unlisted, (long long)g->staged);
    if (g->comes_late)
        print_time(&g->late_by, f);
    for (int i = 0; i < g->shares; i++)
        fprintf(f, " %s:%g", g->share[i].group.text, g->share[i].share);
    fprintf(f, "\n");
}

static void print_equipment(const struct scenario *s, FILE *f)
{
    for (int i = 0; i < s->cameras; i++) {
        const struct camera *c = &s->camera[i];
        fprintf(f, "  camera %s", c->id.text);
        print_time(&c->capture_time, f);
        for (int k = 0; k < c->failures; k++)
            fprintf(f, " %s%s:%g", c->failure[k].cause.text,
                    c->failure[k].per_traveller ? "(traveller)" : "",
                    c->failure[k].probability);
        fprintf(f, "\n");
        print_ratios(c->ratio, c->ratios, f);
        print_spans("outage", c->outage, c->outages, f);
        if (c->fails)
            print_breakdown(&c->failing, f);
    }
    for (int i = 0; i < s->matchers; i++) {
        const struct matcher *m = &s->matcher[i];
        fprintf(f, "  matcher %s fnmr %g impostor %g fnir %g fpir %g fmr %g",
                m->id.text, m->fnmr, m->impostor_match, m->fnir, m->fpir,
                m->fmr);
        print_rates(m, f);
        print_ratios(m->ratio, m->ratios, f);
    }
    for (int i = 0; i < s->services; i++) {
        fprintf(f, "  service %s of %s", s->service[i].id.text,
                s->service[i].matcher.text);
        print_time(&s->service[i].network_time, f);
        print_time(&s->service[i].service_time, f);
        fprintf(f, " workers %d timeout %lld retries %d late %s\n",
                s->service[i].workers, (long long)s->service[i].timeout,
                s->service[i].retries,
                s->service[i].late_costs ? "costs" : "leaves");
        print_spans("outage", s->service[i].outage, s->service[i].outages, f);
        if (s->service[i].fails)
            print_breakdown(&s->service[i].failing, f);
    }
}

static void print_positions(const struct station *t, FILE *f)
{
    fprintf(f, "      %s%squeues, room %d, full to %s\n",
            t->preemptive ? "preemptive " : "", t->own_queues ? "own " : "",
            t->room, t->full_to.text ? t->full_to.text : "-");
    if (t->opens)
        fprintf(f, "      opening least %d above %d below %d after %lld\n",
                t->opening.least, t->opening.above, t->opening.below,
                (long long)t->opening.after);
    print_spans("closed", t->closed, t->closures, f);
    if (t->breaks)
        print_breakdown(&t->breakdown, f);
}

static void print_station(const struct station *t, FILE *f)
{
    static const char *const mode[] = {"once", "each", "together"};

    fprintf(f,
            "    station %s positions %d officers %s monitored %d headway "
            "%lld\n",
            t->id.text, t->positions, t->officers.text ? t->officers.text : "-",
            t->monitored, (long long)t->headway);
    print_positions(t, f);
    for (int i = 0; t->priority && i < t->priorities; i++) {
        fprintf(f, "      first %d when", i);
        print_when(&t->first[i].when, f);
        fprintf(f, "\n");
    }
    if (t->balk > 0)
        fprintf(f, "      balk at %d to %s\n", t->balk, t->balk_to.text);
    if (t->impatient) {
        fprintf(f, "      patience");
        print_time(&t->patience, f);
        fprintf(f, " to %s\n", t->patience_to.text);
    }
    for (int i = 0; i < t->steps; i++) {
        const struct step *st = &t->step[i];
        fprintf(f, "      step %d %s", i, mode[st->party]);
        if (st->kind == STEP_CAPTURE)
            fprintf(f, " capture%s %s attempts %d relief %d %lld",
                    st->by_rules ? " by rules" : "", st->camera.text,
                    st->attempts, st->relief_queue, (long long)st->relief_door);
        if (st->kind == STEP_MATCH)
            fprintf(f, " match %s %s %s later %lld", st->service.text,
                    st->one_to_many ? "1:N" : "1:1",
                    st->gallery.text ? st->gallery.text : "-",
                    (long long)st->later);
        if (st->kind == STEP_WORK || st->kind == STEP_ENROL) {
            fprintf(f, st->kind == STEP_WORK ? " work" : " enrol");
            print_time(&st->time, f);
        }
        if (st->kind == STEP_INSPECT) {
            fprintf(f, " inspect refer %g reject %g accept %g", st->refer,
                    st->false_reject, st->false_accept);
            print_time(&st->time, f);
        }
        fprintf(f, " when");
        print_when(&st->when, f);
        fprintf(f, "\n");
    }
    print_routes(t->route, t->routes, f);
}

static void print_arrivals(const struct flow *w, FILE *f)
{
    for (int k = 0; k < w->calls; k++)
        fprintf(f, "      call day %d %lld..%lld passengers %d load %g\n",
                w->call[k].day, (long long)w->call[k].from,
                (long long)w->call[k].until, w->call[k].passengers,
                w->call[k].load_factor);
    for (int k = 0; k < w->pieces; k++)
        fprintf(f, "      piece %lld..%lld rate %.17g\n",
                (long long)w->piece[k].from, (long long)w->piece[k].to,
                w->piece[k].rate);
    for (int k = 0; k < w->rows; k++) {
        fprintf(f, "      row %d at %lld size %d class %s times", k,
                (long long)w->row[k].time, w->row[k].size,
                w->row[k].class ? w->row[k].class : "-");
        for (int i = 0; i < w->trace_stations; i++)
            fprintf(f, " %s:%lld", w->trace_station[i].text,
                    (long long)w->row[k].at_station[i]);
        fprintf(f, "\n");
    }
}

static void print_flow(const struct flow *w, FILE *f)
{
    static const char *const kind[] = {"timetable", "poisson", "renewal",
                                       "trace"};

    fprintf(f, "    flow %s %s of %s to %s", w->id.text, kind[w->kind],
            w->population.text, w->start.text);
    if (w->kind == ARRIVE_TIMETABLE) {
        fprintf(f, " early %lld unload %.17g delay", (long long)w->early,
                w->unload);
        print_time(&w->delay, f);
        if (w->boarding) {
            fprintf(f,
                    " boarding closes %lld opens %lld groups %d gap %lld "
                    "no-show %g show-up",
                    (long long)w->board.closes, (long long)w->board.opens,
                    w->board.groups, (long long)w->board.group_gap,
                    w->board.no_show);
            print_time(&w->board.show_up, f);
        }
    } else if (w->kind == ARRIVE_RENEWAL) {
        print_time(&w->gap, f);
    } else if (w->kind == ARRIVE_POISSON) {
        fprintf(f, " rate %.17g", w->rate);
    }
    if (w->kind == ARRIVE_POISSON || w->kind == ARRIVE_RENEWAL)
        fprintf(f, " batch %s %g",
                w->batch_kind == BATCH_FIXED ? "fixed" : "geometric", w->batch);
    fprintf(f, "\n");
    print_arrivals(w, f);
}

static void print_wall(const struct wall *w, FILE *f)
{
    fprintf(f, " wall %+lld h%s\n", (long long)(w->utc_offset / US_PER_H),
            w->dst == DST_US ? " us" : "");
}

static void print_port(const struct port *p, FILE *f)
{
    fprintf(f, "  port %s", p->id.text);
    print_wall(&p->wall, f);
    for (int i = 0; i < p->pools; i++) {
        fprintf(f, "    officers %s%s\n", p->pool[i].id.text,
                p->pool[i].hand_over ? " hand over" : "");
        print_spans("shift", p->pool[i].shift, p->pool[i].shifts, f);
        print_spans("break", p->pool[i].rest, p->pool[i].rests, f);
    }
    for (int i = 0; i < p->flows; i++)
        print_flow(&p->flow[i], f);
    for (int i = 0; i < p->walks; i++) {
        fprintf(f, "    walk %s", p->walk[i].id.text);
        print_time(&p->walk[i].time, f);
        fprintf(f, "\n");
        print_routes(p->walk[i].route, p->walk[i].routes, f);
    }
    for (int i = 0; i < p->stations; i++)
        print_station(&p->station[i], f);
    for (int i = 0; i < p->journeys; i++) {
        fprintf(f, "    journey %s to %s less %lld limits",
                p->journey[i].id.text, p->journey[i].to.text,
                (long long)p->journey[i].less);
        for (int k = 0; k < p->journey[i].limits; k++)
            fprintf(f, " %lld", (long long)p->journey[i].limit[k]);
        fprintf(f, "\n");
    }
}

static void print_moment(const char *what, const struct moment *m, FILE *f)
{
    char date[11];

    civil_print_date(m->day, date);
    if (m->given)
        fprintf(f, " %s %s %lld", what, date, (long long)m->clock);
}

static void print_rules(const struct scenario *s, FILE *f)
{
    for (int i = 0; i < s->rules; i++) {
        const struct rule *r = &s->rule[i];
        fprintf(f, "  rule statuses %u directions %u modes %u", r->statuses,
                r->directions, r->modes);
        if (r->by_age)
            fprintf(f, " ages %d..%d", r->age_from, r->age_to);
        for (int k = 0; k < r->ports.count; k++)
            fprintf(f, " %s", r->ports.name[k].text);
        print_moment("from", &r->from, f);
        print_moment("until", &r->until, f);
        fprintf(f, "\n");
    }
}

static void print_retention(const struct retention *r, FILE *f)
{
    fprintf(f, "  retention %s statuses %x %s %lld\n", r->store.text,
            r->statuses, trigger_names[r->trigger], (long long)r->period);
}

void random_scenario_print(const struct scenario *s, FILE *f)
{
    char date[11];

    civil_print_date(s->start_day, date);
    fprintf(f,
            "scenario seed %llu start %s duration %lld interval %lld "
            "warm-up %lld",
            (unsigned long long)s->seed, date, (long long)s->duration,
            (long long)s->interval, (long long)s->warm_up);
    print_wall(&s->wall, f);
    for (int i = 0; i < s->groups; i++)
        fprintf(f, "  group %s\n", s->group[i].id.text);
    print_people(s, f);
    print_equipment(s, f);
    print_rules(s, f);
    for (int i = 0; i < s->galleries; i++)
        print_gallery(&s->gallery[i], f);
    for (int i = 0; i < s->retentions; i++)
        print_retention(&s->retention[i], f);
    for (int i = 0; i < s->ports; i++)
        print_port(&s->port[i], f);
}
