/* show_dot -- ports as Graphviz DOT, left to right as a traveller meets things:
 * flows (tabs), walks (ovals), stations (boxes with their steps), end states.
 * Nodes are numbered, so that names stand in labels only. Colours are Okabe and
 * Ito's, and never the only sign. */
#include <math.h>
#include <string.h>

#include "sim/io/show.h"
#include "sim/io/show_words.h"

enum { LINE = 30 }; /* characters of a line in a box */

struct drawing {
    const struct scenario *s;
    const struct port *p;
    const struct expected *e;
    int number; /* of the port */
    FILE *out;
    double most; /* travellers on the busiest edge */
};

/* A text within <...>. */
static void put(FILE *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '[':
            fputs("&#91;", out);
            break;
        case ']':
            fputs("&#93;", out);
            break;
        default:
            fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
        }
}

/* The same in lines, cut at blanks; `indent` goes before all but the first. */
static void put_lines(FILE *out, const char *text, int line, const char *indent)
{
    char piece[LINE * 8];

    while (*text) {
        size_t n = strlen(text), cut = n;
        if (n > (size_t)line) {
            for (cut = (size_t)line; cut > 0 && text[cut] != ' '; cut--)
                ;
            if (!cut)
                cut = strcspn(text, " ");
        }
        if (cut >= sizeof piece)
            cut = sizeof piece - 1;
        memcpy(piece, text, cut);
        piece[cut] = '\0';
        put(out, piece);
        text += cut + (text[cut] == ' ');
        if (*text)
            fprintf(out, "<br/>%s", indent);
    }
}

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
    bool whole = days >= 1 && floor(days) == days;

    fprintf(x->out,
            "  p%d_f%d [shape=cds, style=filled, fillcolor=\"#DCEEF9\", "
            "color=\"#0072B2\", margin=\"0.2,0.12\", label=<<b>",
            x->number, i);
    put(x->out, f->id.text);
    fprintf(x->out, "</b><br/>%s",
            words_count(whole ? total / days : total).is);
    if (whole)
        fputs(" a day", x->out);
    else
        fprintf(x->out, " in %s", words_span(x->s->duration).is);
    if (f->kind == ARRIVE_TIMETABLE)
        fprintf(x->out, "<br/>%s calls", words_count(f->calls).is);
    fputs("<br/><font point-size=\"9\">", x->out);
    put_lines(x->out, f->population.text, 16, "");
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
    put_lines(x->out, w->id.text, 16, "");
    fprintf(x->out, "<br/><font point-size=\"9\">%s</font>>];\n",
            words_time(distribution_mean(&w->time)).is);
}

/* A row of a station: what on the left, how long on the right. */
static void draw_row(const struct drawing *x, const char *what, const char *who,
                     const char *time)
{
    const char *indent = *what ? "" : "&#160;&#160;&#160;";
    struct words text = {.used = 0};

    words_add(&text, "%s%s%s", what, *what && *who ? ": " : "", who);
    fputs("<tr><td align=\"left\" balign=\"left\"><font point-size=\"9\">",
          x->out);
    fputs(indent, x->out);
    put_lines(x->out, text.is, LINE, indent);
    fputs("</font></td><td align=\"right\" valign=\"bottom\">", x->out);
    if (*time) { /* Graphviz refuses an empty <font> */
        fputs("<font point-size=\"9\">", x->out);
        put(x->out, time);
        fputs("</font>", x->out);
    }
    fputs("</td></tr>", x->out);
}

static bool same_facts(const struct step *a, const struct step *b)
{
    return a && a->kind == STEP_INSPECT && a->when.facts == b->when.facts;
}

/* Inspections of the same facts stand under one heading. */
static void draw_inspect(const struct drawing *x, const struct step *before,
                         const struct step *k)
{
    struct words who = words_who(&k->when), facts = words_facts(&k->when);
    struct words time = words_time(distribution_mean(&k->time));
    struct words what = {.used = 0}, share = {.used = 0};

    if (k->when.share < 1)
        words_add(&share, "%s%s", words_share(k->when.share).is,
                  who.used ? " of " : "");
    words_add(&share, "%s", who.is);
    words_add(&what, "inspect%s%s", facts.used ? " if " : "", facts.is);
    if (same_facts(before, k)) {
        draw_row(x, "", share.used ? share.is : "others", time.is);
    } else if (!facts.used) {
        draw_row(x, "inspect", share.is, time.is);
    } else if (!share.used) {
        draw_row(x, what.is, "", time.is);
    } else {
        draw_row(x, what.is, "", "");
        draw_row(x, "", share.is, time.is);
    }
}

static void draw_step(const struct drawing *x, const struct step *before,
                      const struct step *k)
{
    struct words who = words_condition(&k->when), what = {.used = 0};
    double time = NAN;

    switch (k->kind) {
    case STEP_CAPTURE:
        words_add(&what, "photo, %s", k->camera.text);
        for (int i = 0; i < x->s->cameras; i++)
            if (!strcmp(x->s->camera[i].id.text, k->camera.text))
                time = distribution_mean(&x->s->camera[i].capture_time);
        break;
    case STEP_MATCH:
        words_add(&what, "match %s, %s", k->one_to_many ? "1:N" : "1:1",
                  k->service.text);
        for (int i = 0; i < x->s->services; i++)
            if (!strcmp(x->s->service[i].id.text, k->service.text))
                time = distribution_mean(&x->s->service[i].network_time) +
                       distribution_mean(&x->s->service[i].service_time);
        break;
    case STEP_INSPECT:
        draw_inspect(x, before, k);
        return;
    }
    draw_row(x, what.is, who.is, words_time(time).is);
}

static void draw_officers(const struct drawing *x, const struct officers *pool)
{
    int least, most;

    show_roster(x->s, x->p, pool, &least, &most);
    fputs("<br/><font point-size=\"9\">", x->out);
    put_lines(x->out, pool->id.text, LINE, "");
    if (least < most)
        fprintf(x->out, ": %d to %d</font>", least, most);
    else
        fprintf(x->out, ": %d</font>", most);
}

/* The busiest hour's load beside what is there to carry it. */
static void draw_load(const struct drawing *x, const struct station *t,
                      const struct officers *pool, double load, int hour)
{
    double staff = pool ? show_officers(x->s, x->p, pool, hour) : INFINITY;
    bool staffed = staff < t->positions;
    bool over = load > fmin(staff, t->positions);

    fprintf(x->out,
            "<tr><td colspan=\"2\" bgcolor=\"%s\"><font point-size=\"9\">"
            "%sload %s %s %s%s%s at %s</font></td></tr>",
            over ? "#F6C7A8" : "#FFF3D6", over ? "<b>" : "",
            words_load(load).is, over ? "over" : "within",
            staffed ? words_load(staff).is : words_count(t->positions).is,
            staffed            ? " on shift"
            : t->positions > 1 ? " positions"
                               : " position",
            over ? "</b>" : "", words_hour(x->s, x->p, hour).is);
}

static void draw_station(const struct drawing *x, int i)
{
    const struct station *t = &x->p->station[i];
    const struct officers *pool = show_pool(x->p, t);
    int hour = expected_busiest(x->e, i);
    double load = expected_load(x->e, i, hour);

    fprintf(x->out,
            "  p%d_s%d [shape=plain, label=<<table border=\"1\" "
            "cellborder=\"0\" cellspacing=\"0\" cellpadding=\"2\" "
            "color=\"#000000\" bgcolor=\"#FFFFFF\"><tr><td colspan=\"2\" "
            "bgcolor=\"#E8E8E8\"><b>",
            x->number, i);
    put(x->out, t->id.text);
    fprintf(x->out, "</b><br/>%d position%s%s", t->positions,
            t->positions > 1 ? "s" : "", t->priority ? ", by priority" : "");
    if (pool)
        draw_officers(x, pool);
    fputs("</td></tr>", x->out);
    for (int k = 0; k < t->steps; k++)
        draw_step(x, k ? &t->step[k - 1] : NULL, &t->step[k]);
    if (load > 0)
        draw_load(x, t, pool, load, hour);
    fputs("</table>>];\n", x->out);
}

static void draw_routes(const struct drawing *x, char kind, int number,
                        int node, const struct route *route, int routes)
{
    for (int k = 0; k < routes; k++) {
        const struct route *r = &route[k];
        struct words who = words_condition(&r->when);
        double taken = expected_taken(x->e, node, k);

        if (!who.used && k)
            words_add(&who, "others");
        if (r->split)
            words_add(&who, "%sthey alone", who.used ? ", " : "");
        fprintf(x->out, "  p%d_%c%d -> ", x->number, kind, number);
        put_target(x, r->to.text);
        fprintf(x->out, " [penwidth=%.1f, style=%s, label=<",
                width_of(x, taken), r->split ? "dashed" : "solid");
        put_lines(x->out, who.is, 18, "");
        fprintf(x->out, "%s<font color=\"#555555\">%s</font>>];\n",
                who.used ? "<br/>" : "", words_count(taken).is);
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

static int draw_port(const struct scenario *s, int number, FILE *out)
{
    const struct port *p = &s->port[number];
    struct expected e;
    struct drawing x = {.s = s, .p = p, .e = &e, .number = number, .out = out};

    if (expected_fill(&e, s, p))
        return -1;
    for (int i = 0; i < p->flows; i++)
        x.most = fmax(x.most, e.total[i]);
    if (s->ports > 1) {
        fprintf(out, "  subgraph cluster_%d {\n  label=<<b>", number);
        put(out, p->id.text);
        fputs("</b>>; labeljust=l; color=\"#767676\"; style=rounded;\n", out);
    }
    for (int i = 0; i < p->flows; i++)
        draw_flow(&x, i);
    for (int i = 0; i < p->walks; i++)
        draw_walk(&x, i);
    for (int i = 0; i < p->stations; i++)
        draw_station(&x, i);
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
          "fontsize=13, labelloc=t, nodesep=0.35, ranksep=0.45, pad=0.15,\n"
          "    label=<<b>",
          out);
    put(out, s->title ? s->title : s->id);
    fprintf(out,
            "</b><br/><font point-size=\"9\">mean numbers of travellers in "
            "%s; load: positions that the service of the busiest hour's "
            "arrivals keeps busy",
            words_span(s->duration).is);
    if (ports < s->ports) {
        fputs("; port ", out);
        put(out, s->port[first].id.text);
        fprintf(out, ", one of %d", s->ports);
    }
    fputs("</font>>];\n"
          "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];\n"
          "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, "
          "color=\"#333333\", arrowsize=0.7];\n",
          out);
    for (int i = first + ports - 1; i >= first; i--) /* Graphviz goes upwards */
        if (draw_port(s, i, out))
            return -1;
    fputs("}\n", out);
    return ferror(out) ? -1 : 0;
}
