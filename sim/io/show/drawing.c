/* drawing -- texts within labels, and stations as boxes with their steps. */
#include "sim/io/show/drawing.h"

#include <math.h>
#include <string.h>

#include "sim/io/show/show_words.h"
#include "sim/io/wording.h"

void drawing_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        const char *entity = *text == '['   ? "&#91;" /* Graphviz's own */
                             : *text == ']' ? "&#93;"
                                            : wording_entity(*text);
        if (entity)
            fputs(entity, out);
        else
            fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
    }
}

void drawing_lines(FILE *out, const char *text, int line, const char *indent)
{
    char piece[8 * DRAWING_LINE];

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
        drawing_text(out, piece);
        text += cut + (text[cut] == ' ');
        if (*text)
            fprintf(out, "<br/>%s", indent);
    }
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
    drawing_lines(x->out, text.is, DRAWING_LINE, indent);
    fputs("</font></td><td align=\"right\" valign=\"bottom\">", x->out);
    if (*time) { /* Graphviz refuses an empty <font> */
        fputs("<font point-size=\"9\">", x->out);
        drawing_text(x->out, time);
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
        words_add(&what, "photo, %s%s", k->camera.text, words_scope(k).is);
        for (int i = 0; i < x->s->cameras; i++)
            if (!strcmp(x->s->camera[i].id.text, k->camera.text))
                time = distribution_mean(&x->s->camera[i].capture_time);
        break;
    case STEP_MATCH:
        words_add(&what, "match by %s, %s", k->service.text,
                  words_search(k).is);
        for (int i = 0; i < x->s->services; i++)
            if (!strcmp(x->s->service[i].id.text, k->service.text))
                time = distribution_mean(&x->s->service[i].network_time) +
                       distribution_mean(&x->s->service[i].service_time);
        break;
    case STEP_ENROL:
        words_add(&what, "enrol");
        time = distribution_mean(&k->time);
        break;
    case STEP_WORK:
        words_add(&what, "work");
        time = distribution_mean(&k->time);
        break;
    case STEP_INSPECT:
        draw_inspect(x, before, k);
        return;
    }
    draw_row(x, what.is, who.is, words_time(time).is);
}

static void draw_officers(const struct drawing *x, const struct station *t,
                          const struct officers *pool)
{
    int least, most;

    show_roster(x->s, x->p, pool, &least, &most);
    fputs("<br/><font point-size=\"9\">", x->out);
    drawing_lines(x->out, pool->id.text, DRAWING_LINE, "");
    if (least < most)
        fprintf(x->out, ": %d to %d", least, most);
    else
        fprintf(x->out, ": %d", most);
    if (t->monitored > 0)
        fprintf(x->out, ", each watches %d", t->monitored);
    if (pool->hand_over)
        fputs("; visits are handed over", x->out);
    fputs("</font>", x->out);
}

static void draw_room(const struct drawing *x, const struct station *t)
{
    fprintf(x->out, "<br/><font point-size=\"9\">room for %d", t->room);
    if (t->full_to.text) {
        fputs("; full: to ", x->out);
        drawing_text(x->out, t->full_to.text);
    }
    fputs("</font>", x->out);
}

/* When positions are not open. */
static void draw_open(const struct drawing *x, const struct station *t)
{
    struct words w = {.used = 0};

    if (t->opens)
        words_add(&w, "%d open at first, more from %d queued on; ",
                  t->opening.least, t->opening.above);
    for (int k = 0; k < t->closures && k < 4; k++)
        words_add(&w, "%d closed %s to %s; ", t->closed[k].count,
                  words_clock(t->closed[k].from).is,
                  words_clock(t->closed[k].to).is);
    if (t->breaks)
        words_add(&w, "each down %s after %s; ",
                  words_time(distribution_mean(&t->breakdown.down)).is,
                  words_time(distribution_mean(&t->breakdown.up)).is);
    if (!w.used)
        return;
    w.is[w.used - 2] = '\0';
    fputs("<br/><font point-size=\"9\">", x->out);
    drawing_lines(x->out, w.is, DRAWING_LINE, "");
    fputs("</font>", x->out);
}

/* The busiest hour's load beside what is there to carry it. */
static void draw_load(const struct drawing *x, const struct station *t,
                      double load, int hour)
{
    double there = show_capacity(x->s, x->p, t, hour);
    double positions = show_positions(x->s, x->p, t, hour);
    const char *what = there < positions
                           ? t->monitored > 0 ? " watched" : " on shift"
                       : there < t->positions ? " available"
                       : t->positions > 1     ? " positions"
                                              : " position";
    bool over = load > there;

    fprintf(x->out,
            "<tr><td colspan=\"2\" bgcolor=\"%s\"><font point-size=\"9\">"
            "%sload %s %s %s%s%s at %s</font></td></tr>",
            over ? "#F6C7A8" : "#FFF3D6", over ? "<b>" : "",
            words_load(load).is, over ? "over" : "within",
            there < t->positions ? words_load(there).is : words_count(there).is,
            what, over ? "</b>" : "", words_hour(x->s, x->p, hour).is);
}

void drawing_station(const struct drawing *x, int i)
{
    const struct station *t = &x->p->station[i];
    const struct officers *pool = show_pool(x->p, t);
    int hour = expected_busiest(x->e, i);
    double load = expected_load(x->e, i, hour);

    fprintf(
        x->out,
        "  p%d_s%d [shape=none, margin=\"0.05,0\", label=<<table border=\"1\" "
        "cellborder=\"0\" cellspacing=\"0\" cellpadding=\"2\" "
        "color=\"#000000\" bgcolor=\"#FFFFFF\"><tr><td colspan=\"2\" "
        "bgcolor=\"#E8E8E8\"><b>",
        x->number, i);
    drawing_text(x->out, t->id.text);
    fprintf(x->out, "</b><br/>%d position%s%s%s", t->positions,
            t->positions > 1 ? "s" : "", t->own_queues ? ", a queue each" : "",
            t->preemptive ? ", preemptive"
            : t->priority ? ", by priority"
                          : "");
    draw_open(x, t);
    if (t->room > 0)
        draw_room(x, t);
    if (pool)
        draw_officers(x, t, pool);
    fputs("</td></tr>", x->out);
    for (int k = 0; k < t->steps; k++)
        draw_step(x, k ? &t->step[k - 1] : NULL, &t->step[k]);
    if (load > 0)
        draw_load(x, t, load, hour);
    fputs("</table>>];\n", x->out);
}
