/* show_dot -- ports as Graphviz DOT, left to right as a traveller meets things:
 * flows (tabs), walks (ovals), stations (boxes with their steps), end states;
 * beside them matching services (notes).
 * Nodes are numbered, so that names stand in labels only. Colours are Okabe and
 * Ito's, and never the only sign. */
#include <math.h>
#include <string.h>

#include "sim/io/show/drawing.h"
#include "sim/io/show/show_words.h"

/* An end state's place among end_state_names, or -1: a station or walk. */
static int end_state(const char *name)
{
    for (int i = 0; i < END_STILL_INSIDE; i++)
        if (!strcmp(end_state_names[i], name))
            return i;
    return -1;
}

static void put_target(const struct drawing *x, const char *name)
{
    int end = end_state(name);

    if (end >= 0)
        fprintf(x->out, "p%d_e%d", x->number, end);
    for (int i = 0; i < x->p->stations && end < 0; i++)
        if (!strcmp(x->p->station[i].id.text, name))
            fprintf(x->out, "p%d_s%d", x->number, i);
    for (int i = 0; i < x->p->walks && end < 0; i++)
        if (!strcmp(x->p->walk[i].id.text, name))
            fprintf(x->out, "p%d_w%d", x->number, i);
}

static double width_of(const struct drawing *x, double travellers)
{
    return x->most > 0 ? 0.8 + 3.2 * sqrt(travellers / x->most) : 1;
}

static void draw_flow(const struct drawing *x, int i)
{
    const struct flow *f = &x->p->flow[i];
    double total = x->e->total[i];
    double days = (double)x->s->duration / (double)US_PER_DAY;
    bool whole = fabs(days - 1) < 1e-9; /* ends have those of the run */

    fprintf(x->out,
            "  p%d_f%d [shape=cds, style=filled, fillcolor=\"#DCEEF9\", "
            "color=\"#0072B2\", margin=\"0.2,0.12\", label=<<b>",
            x->number, i);
    drawing_text(x->out, f->id.text);
    fprintf(x->out, "</b><br/>%s",
            words_count(whole ? total / days : total).is);
    if (whole)
        fputs(" a day", x->out);
    else
        fprintf(x->out, " in %s", words_span(x->s->duration).is);
    if (f->kind == ARRIVE_TIMETABLE)
        fprintf(x->out, "<br/>%s call%s", words_count(f->calls).is,
                f->calls > 1 ? "s" : "");
    fputs("<br/><font point-size=\"9\">", x->out);
    drawing_lines(x->out, f->population.text, 16, "");
    fputs("</font>>];\n", x->out);
    fprintf(x->out, "  p%d_f%d -> ", x->number, i);
    put_target(x, f->start.text);
    fprintf(x->out, " [penwidth=%.1f];\n", width_of(x, total));
}

static void draw_walk(const struct drawing *x, int i)
{
    const struct walk *w = &x->p->walk[i];

    fprintf(x->out,
            "  p%d_w%d [shape=oval, color=\"#767676\", margin=\"0.02,0.02\", "
            "label=<",
            x->number, i);
    drawing_lines(x->out, w->id.text, 16, "");
    fprintf(x->out, "<br/><font point-size=\"9\">%s</font>>];\n",
            words_time(distribution_mean(&w->time)).is);
}

/* A way that people take, from a station ('s') or a walk ('w'). */
struct way {
    char kind;
    int number, route, other; /* other: 0, or that of the alternative from 1 */
    bool split;
    double travellers;
};

static void put_label(const struct drawing *x, const struct way *w)
{
    fprintf(x->out, "p%d_%c%d_%d_%d", x->number, w->kind, w->number, w->route,
            w->other);
}

/* The label is a node in the middle of the line, and nodes are drawn last: no
 * line strikes it out, its own ends beneath it. */
static void draw_way(const struct drawing *x, const struct way *w,
                     const char *who, const char *to)
{
    fputs("  ", x->out);
    put_label(x, w);
    fputs(" [shape=plain, fontsize=9, label=<<table border=\"0\" "
          "cellspacing=\"0\" cellpadding=\"1\" bgcolor=\"#FFFFFF\"><tr>"
          "<td border=\"0\">",
          x->out);
    drawing_lines(x->out, who, 18, "");
    fprintf(x->out,
            "%s<font color=\"#555555\">%s</font></td></tr></table>>];\n",
            *who ? "<br/>" : "", words_count(w->travellers).is);
    for (int half = 0; half < 2; half++) {
        fputs("  ", x->out);
        if (half)
            put_label(x, w);
        else
            fprintf(x->out, "p%d_%c%d", x->number, w->kind, w->number);
        fputs(" -> ", x->out);
        if (half)
            put_target(x, to);
        else
            put_label(x, w);
        fprintf(x->out, " [penwidth=%.1f, style=%s, %s];\n",
                width_of(x, w->travellers), w->split ? "dashed" : "solid",
                half ? "tailclip=false" : "headclip=false, arrowhead=none");
    }
}

/* The other stations that a route may choose are ways of their own. */
static void draw_routes(const struct drawing *x, char kind, int number,
                        int node, const struct route *route, int routes)
{
    for (int k = 0; k < routes; k++) {
        const struct route *r = &route[k];
        struct words who = words_condition(&r->when), or = {.used = 0};
        double all = expected_taken(x->e, node, k);

        if (!who.used && k)
            words_add(&who, "others");
        if (r->split)
            words_add(&who, "%sthey alone", who.used ? ", " : "");
        words_add(& or, "or%s%s", who.used ? ": " : "", who.is);
        for (int i = -1; i < r->other.count; i++)
            draw_way(x,
                     &(struct way){kind, number, k, i + 1, r->split,
                                   all * expected_part(x->p, r, i)},
                     i < 0 ? who.is : or.is,
                     i < 0 ? r->to.text : r->other.name[i].text);
    }
}

static double count_end(const struct drawing *x, int end, bool *there)
{
    double sum = 0;

    *there = false;
    for (int i = 0; i < x->p->stations + x->p->walks; i++) {
        bool station = i < x->p->stations;
        const struct route *r = station ? x->p->station[i].route
                                        : x->p->walk[i - x->p->stations].route;
        int routes = station ? x->p->station[i].routes
                             : x->p->walk[i - x->p->stations].routes;
        for (int k = 0; k < routes; k++)
            if (end_state(r[k].to.text) == end) {
                *there = true;
                sum += expected_taken(x->e, i, k);
            }
    }
    return sum;
}

/* Terminals, all in the last column. */
static void draw_ends(const struct drawing *x)
{
    static const char *const colour[END_STATES] = {
        "#009E73", "#009E73", "#D55E00", "#E69F00",
        "#E69F00", "#E69F00", "#767676", ""};
    bool there;

    for (int i = 0; i < END_STILL_INSIDE; i++) {
        double n = count_end(x, i, &there);
        if (there)
            fprintf(x->out,
                    "  p%d_e%d [shape=box, style=\"rounded,bold\", "
                    "color=\"%s\", margin=\"0.1,0.05\", "
                    "label=<<b>%s</b><br/>%s>];\n",
                    x->number, i, colour[i], end_state_names[i],
                    words_count(n).is);
    }
    fprintf(x->out, "  {rank=%s;", x->s->ports > 1 ? "same" : "sink");
    for (int i = 0; i < END_STILL_INSIDE; i++) {
        count_end(x, i, &there);
        if (there)
            fprintf(x->out, " p%d_e%d;", x->number, i);
    }
    fputs("}\n", x->out);
}

/* What a request may wait for, or not get. */
static void draw_failing(const struct matching_service *m, FILE *out)
{
    struct words w = {.used = 0};

    if (m->timeout > 0)
        words_add(&w, "given up after %s", words_time((double)m->timeout).is);
    if (m->retries > 0)
        words_add(&w, ", asked again %d time%s", m->retries,
                  m->retries > 1 ? "s" : "");
    for (int k = 0; k < m->outages && k < 4; k++)
        words_add(&w, "%sout %s to %s", w.used ? "; " : "",
                  words_clock(m->outage[k].from).is,
                  words_clock(m->outage[k].to).is);
    if (m->fails)
        words_add(&w, "%sout %s after %s", w.used ? "; " : "",
                  words_time(distribution_mean(&m->failing.down)).is,
                  words_time(distribution_mean(&m->failing.up)).is);
    if (!w.used)
        return;
    fputs("<br/>", out);
    drawing_lines(out, w.is, DRAWING_LINE, "");
}

static void draw_demand(const struct expected_demand *d, int i, FILE *out)
{
    const struct matching_service *m = &d->s->service[i];
    const struct port here = {.wall = d->s->wall};
    int hour = expected_demand_busiest(d, i);
    double busy = expected_workers(d, i, hour);
    bool over = m->workers > 0 && busy > m->workers;

    if (!(busy > 0))
        return;
    fprintf(out, "<br/>%sload %s", over ? "<b>" : "", words_load(busy).is);
    if (m->workers > 0)
        fprintf(out, " %s %d worker%s", over ? "over" : "within", m->workers,
                m->workers > 1 ? "s" : "");
    fprintf(out, " at %s%s", words_hour(d->s, &here, hour).is,
            over ? "</b>" : "");
    if (d->s->ports > 1)
        fputs(", all ports", out);
}

/* Services that can be short of something stand apart as notes. */
static int draw_services(const struct scenario *s, FILE *out)
{
    struct expected_demand d;

    if (!s->services)
        return 0;
    if (expected_demand_fill(&d, s))
        return -1;
    for (int i = 0; i < s->services && d.hours; i++) {
        const struct matching_service *m = &s->service[i];
        if (!m->workers && !m->timeout)
            continue;
        fprintf(out,
                "  m%d [shape=note, color=\"#CC79A7\", margin=\"0.1,0.06\", "
                "label=<<b>",
                i);
        drawing_text(out, m->id.text);
        fputs("</b><font point-size=\"9\">", out);
        draw_demand(&d, i, out);
        draw_failing(m, out);
        fputs("</font>>];\n", out);
    }
    expected_demand_release(&d);
    return 0;
}

/* Who has to give a photo, where captures ask the rules. */
static void draw_rules(const struct scenario *s, FILE *out)
{
    fputs("  rules [shape=note, color=\"#CC79A7\", margin=\"0.1,0.06\", "
          "label=<<b>photo by the rules</b><font point-size=\"9\">",
          out);
    for (int i = 0; i < s->rules; i++) {
        struct words w = words_rule(&s->rule[i]);
        fputs("<br/>", out);
        drawing_lines(out, w.is, 2 * DRAWING_LINE, "");
    }
    fputs("</font>>];\n", out);
}

static int draw_port(const struct scenario *s, int number, FILE *out)
{
    const struct port *p = &s->port[number];
    struct expected e;
    struct drawing x = {.s = s, .p = p, .e = &e, .number = number, .out = out};

    if (expected_fill(&e, s, p, NULL))
        return -1;
    for (int i = 0; i < p->flows; i++)
        x.most = fmax(x.most, e.total[i]);
    if (s->ports > 1) {
        fprintf(out, "  subgraph cluster_%d {\n  label=<<b>", number);
        drawing_text(out, p->id.text);
        fputs("</b>>; labeljust=l; color=\"#767676\"; style=rounded;\n", out);
    }
    for (int i = 0; i < p->flows; i++)
        draw_flow(&x, i);
    for (int i = 0; i < p->walks; i++)
        draw_walk(&x, i);
    for (int i = 0; i < p->stations; i++)
        drawing_station(&x, i);
    draw_ends(&x);
    for (int i = 0; i < p->walks; i++)
        draw_routes(&x, 'w', i, p->stations + i, p->walk[i].route,
                    p->walk[i].routes);
    for (int i = 0; i < p->stations; i++)
        draw_routes(&x, 's', i, i, p->station[i].route, p->station[i].routes);
    if (s->ports > 1)
        fputs("  }\n", out);
    expected_release(&e);
    return 0;
}

int show_dot(const struct scenario *s, int first, int ports, FILE *out)
{
    fputs("digraph port {\n"
          "  graph [rankdir=LR, fontname=\"Helvetica,Arial,sans-serif\", "
          "fontsize=13, labelloc=t, nodesep=0.35, ranksep=0.3, pad=0.15, "
          "outputorder=edgesfirst,\n"
          "    label=<<b>",
          out);
    drawing_text(out, s->title ? s->title : s->id);
    fprintf(out,
            "</b><br/><font point-size=\"9\">mean numbers of travellers in "
            "%s; load: positions that the service of the busiest hour's "
            "arrivals keeps busy",
            words_span(s->duration).is);
    if (ports < s->ports) {
        fputs("; port ", out);
        drawing_text(out, s->port[first].id.text);
        fprintf(out, ", one of %d", s->ports);
    }
    fputs("</font><br/>&#160;>];\n"
          "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];\n"
          "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, "
          "color=\"#333333\", arrowsize=0.7];\n",
          out);
    if (s->rules)
        draw_rules(s, out);
    if (draw_services(s, out))
        return -1;
    for (int i = first + ports - 1; i >= first; i--) /* Graphviz goes upwards */
        if (draw_port(s, i, out))
            return -1;
    fputs("}\n", out);
    return ferror(out) ? -1 : 0;
}
