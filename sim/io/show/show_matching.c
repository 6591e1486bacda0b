/* show_matching -- services with what all ports ask of them, the error rates of
 * each search, and galleries, as tables. */
#include <math.h>
#include <string.h>

#include "models/matcher.h"
#include "sim/io/show/grid.h"
#include "sim/io/show/show.h"
#include "sim/io/show/show_words.h"

/* What may leave a request without an answer. */
static void print_failing(const struct matching_service *m, FILE *out)
{
    show_outages(m->id.text, m->outage, m->outages,
                 m->fails ? &m->failing : NULL, out);
    if (m->late_costs)
        fprintf(out, "  %s: what was given up still costs a worker its time\n",
                m->id.text);
}

static void service_cells(struct grid *g, const struct expected_demand *d,
                          int i)
{
    const struct matching_service *m = &d->s->service[i];
    const struct port here = {.wall = d->s->wall};
    int hour = expected_demand_busiest(d, i);
    double requests = expected_requests(d, i, hour);
    double busy = expected_workers(d, i, hour);

    grid_cell(g, "%s", m->id.text);
    grid_cell(g, "%s", m->matcher.text);
    grid_cell(g, "%s", words_distribution(&m->network_time).is);
    grid_cell(g, "%s", words_distribution(&m->service_time).is);
    grid_cell(g, "%s",
              m->timeout > 0 ? words_time((double)m->timeout).is : "-");
    grid_cell(g, "%d", m->retries);
    grid_cell(g, "%s", requests > 0 ? words_hour(d->s, &here, hour).is : "-");
    grid_cell(g, "%s", words_count(requests).is);
    grid_cell(g, "%s", words_load(busy).is);
    if (m->workers > 0)
        grid_cell(g, "%d", m->workers);
    else
        grid_cell(g, "any");
    grid_cell(g, "%s", m->workers > 0 && busy > m->workers ? "over" : "");
}

static int print_services(const struct scenario *s, FILE *out)
{
    struct expected_demand d;
    struct grid g;

    if (!s->services)
        return 0;
    if (expected_demand_fill(&d, s))
        return -1;
    grid_begin(&g, "service|matcher|network time|service time|timeout|>retries|"
                   "busiest hour|>requests|>busy|>workers|");
    for (int i = 0; i < s->services && d.hours; i++)
        service_cells(&g, &d, i);
    expected_demand_release(&d);
    int result = grid_finish(
        &g,
        "Matching services (requests of all ports in the busiest hour, retries "
        "left out, and\nthe workers that they keep busy; beyond the workers a "
        "queue must grow)",
        out);
    for (int i = 0; i < s->services; i++)
        print_failing(&s->service[i], out);
    return result;
}

/* ---- searches ---- */

/* Travellers of a call, on the mean over all calls of ports that look into the
 * gallery: a manifest differs from call to call. NaN: there are none. */
static double mean_manifest(const struct scenario *s, const char *gallery)
{
    double sum = 0;
    int calls = 0;

    for (int i = 0; i < s->ports; i++) {
        const struct port *p = &s->port[i];
        bool looks = false;
        for (int k = 0; k < p->stations; k++)
            for (int n = 0; n < p->station[k].steps; n++) {
                const struct step *step = &p->station[k].step[n];
                looks |= step->kind == STEP_MATCH && step->gallery.text &&
                         strcmp(step->gallery.text, gallery) == 0;
            }
        for (int f = 0; looks && f < p->flows; f++)
            for (int c = 0; c < p->flow[f].calls; c++, calls++)
                sum += p->flow[f].call[c].passengers *
                       p->flow[f].call[c].load_factor;
    }
    return calls ? sum / calls : NAN;
}

static bool is_alike(const struct step *a, const struct step *b)
{
    const char *x = a->gallery.text, *y = b->gallery.text;

    return b->kind == STEP_MATCH && a->one_to_many == b->one_to_many &&
           strcmp(a->service.text, b->service.text) == 0 &&
           (x && y ? strcmp(x, y) == 0 : x == y);
}

/* An earlier search of the scenario by the same service in the same photos. */
static bool is_again(const struct scenario *s, const struct step *step)
{
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++)
            for (int n = 0; n < s->port[i].station[k].steps; n++) {
                const struct step *other = &s->port[i].station[k].step[n];
                if (other == step)
                    return false;
                if (is_alike(step, other))
                    return true;
            }
    return false;
}

/* Rates of those who are in no group, or whose group has no ratio. */
static void search_cells(struct grid *g, const struct scenario *s,
                         const struct step *step)
{
    const struct matcher *m = scenario_matcher(s, step);
    const struct gallery *of = scenario_gallery(s, step->gallery.text);
    struct searched in = {.size = NAN};

    if (of) {
        in.size =
            of->manifest ? mean_manifest(s, of->id.text) : (double)of->size;
        in.shares = of->shares;
        in.share = of->share;
    }
    grid_cell(g, "%s", m->id.text);
    grid_cell(g, "%s", step->service.text);
    grid_cell(g, "%s", modality_names[m->modality]);
    grid_cell(g, "%s%s%s", step->one_to_many ? "1:N" : "1:1", of ? " in " : "",
              of ? of->id.text : "");
    grid_cell(g, "%s%s", words_count(in.size).is,
              of && of->manifest ? " (mean call)" : "");
    if (step->one_to_many) {
        struct search_rates r = matcher_search(m, &in, NULL);
        grid_cell(g, "%s", words_share(r.fnir).is);
        grid_cell(g, "%s", words_share(r.fpir).is);
        grid_cell(g, "-");
    } else {
        grid_cell(g, "%s", words_share(matcher_fnmr(m)).is);
        grid_cell(g, "-");
        grid_cell(g, "%s", words_share(matcher_impostor_match(m)).is);
    }
    grid_cell(g, "%.3g", m->correlation);
    grid_cell(g, "%d", m->ratios);
    grid_cell(g, "%d", m->crosses);
}

static int print_searches(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "matcher|service|modality|search|>photos|>false negatives|"
                   ">false positives|>impostors matched|>correlation|"
                   ">ratios|>pairs");
    for (int i = 0; i < s->ports; i++)
        for (int k = 0; k < s->port[i].stations; k++)
            for (int n = 0; n < s->port[i].station[k].steps; n++) {
                const struct step *step = &s->port[i].station[k].step[n];
                if (step->kind == STEP_MATCH && !is_again(s, step))
                    search_cells(&g, s, step);
            }
    return grid_finish(&g,
                       "Searches, and error rates of somebody without a group "
                       "(ratios: groups with a rate of their\nown; pairs: of "
                       "probe and gallery groups)",
                       out);
}

static int print_galleries(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "gallery|of|>photos|>missing|>late|>old|>unlisted|staged");
    for (int i = 0; i < s->galleries; i++) {
        const struct gallery *k = &s->gallery[i];
        grid_cell(&g, "%s", k->id.text);
        grid_cell(&g, k->manifest ? "the call's manifest" : "standing");
        grid_cell(&g, "%s",
                  k->manifest ? "-" : words_count((double)k->size).is);
        grid_cell(&g, "%s", words_share(k->missing).is);
        grid_cell(&g, "%s", words_share(k->late).is);
        grid_cell(&g, "%s", words_share(k->old).is);
        grid_cell(&g, "%s", words_share(k->unlisted).is);
        if (k->manifest && k->staged > 0)
            grid_cell(&g, "%s before", words_span(k->staged).is);
        else
            grid_cell(&g, k->manifest ? "at the call" : "-");
    }
    return grid_finish(
        &g,
        "Galleries (shares of travellers, or of photos, for whom a "
        "search is not what it should be)",
        out);
}

int show_matching(const struct scenario *s, FILE *out)
{
    if (print_services(s, out) || print_searches(s, out))
        return -1;
    return print_galleries(s, out);
}
