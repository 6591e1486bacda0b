/* show_shared -- what the ports of a scenario share, as tables: populations,
 * cameras, rules, retention; of matching show_matching. */
#include <math.h>
#include <string.h>

#include "models/retention.h"
#include "models/rule.h"
#include "sim/io/show/grid.h"
#include "sim/io/show/show.h"
#include "sim/io/show/show_words.h"

/* What most classes have not got. */
static void print_unusual(const struct scenario *s, FILE *out)
{
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++) {
            const struct class *c = &s->population[i].class[k];
            struct words w = {.used = 0};
            if (c->refusal > 0)
                words_add(&w, ", %s refuse the photo",
                          words_share(c->refusal).is);
            if (c->look_out > 0)
                words_add(&w, ", %s on a look-out list",
                          words_share(c->look_out).is);
            if (c->enrolled < 1)
                words_add(&w, ", %s enrolled before",
                          words_share(c->enrolled).is);
            if (w.used)
                fprintf(out, "  %s/%s: %s\n", s->population[i].id.text,
                        c->id.text, w.is + 2);
        }
}

static int print_populations(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "population|class|status|>share|>opt out|>impostors|"
                   ">reference photo|>groups");
    for (int i = 0; i < s->populations; i++)
        for (int k = 0; k < s->population[i].classes; k++) {
            const struct class *c = &s->population[i].class[k];
            grid_cell(&g, "%s", s->population[i].id.text);
            grid_cell(&g, "%s", c->id.text);
            grid_cell(&g, "%s", status_names[c->status]);
            grid_cell(&g, "%s", words_share(c->share).is);
            grid_cell(&g, "%s", words_share(c->opt_out).is);
            grid_cell(&g, "%s", words_share(c->impostor).is);
            grid_cell(&g, "%s", words_share(c->gallery_photo).is);
            grid_cell(&g, "%d", c->groups);
        }
    int result = grid_finish(&g, "Populations", out);
    for (int i = 0; i < s->populations; i++) {
        const struct population *p = &s->population[i];
        if (!p->parties)
            continue;
        fprintf(out, "  parties of %s:", p->id.text);
        for (int k = 0; k < p->parties; k++)
            fprintf(out, "%s %s of %d", k ? "," : "",
                    words_share(p->party[k].share).is, p->party[k].size);
        fprintf(out, "; classes mixed in %s\n", words_share(p->mixed).is);
    }
    print_unusual(s, out);
    return result;
}

void show_outages(const char *id, const struct clock_span *o, int n,
                  const struct breakdown *failing, FILE *out)
{
    for (int k = 0; k < n; k++) {
        fprintf(out, "  %s: out from %s to %s, ", id, words_clock(o[k].from).is,
                words_clock(o[k].to).is);
        if (o[k].day)
            fprintf(out, "day %d\n", o[k].day);
        else
            fputs("every day\n", out);
    }
    if (failing)
        fprintf(out, "  %s: out at random: up %s, down %s\n", id,
                words_distribution(&failing->up).is,
                words_distribution(&failing->down).is);
}

/* All attempts fail: the moment of a Beta whose correlation is c. */
static double all_fail(double mean, double c, int attempts)
{
    double all = 1;

    for (int i = 0; i < attempts; i++)
        all *= (mean * (1 - c) + i * c) / (1 - c + i * c);
    return all;
}

/* Captures without an image, by the attempts of the steps that use the camera:
 * "0.8%", "0.8% to 9%"; "-" where no step does. */
static struct words no_image(const struct scenario *s, const struct camera *c,
                             double attempt, double once)
{
    struct words w = {.used = 0};
    int least = 0, most = 0;

    for (int p = 0; p < s->ports; p++)
        for (int t = 0; t < s->port[p].stations; t++)
            for (int k = 0; k < s->port[p].station[t].steps; k++) {
                const struct step *step = &s->port[p].station[t].step[k];
                if (step->kind != STEP_CAPTURE ||
                    strcmp(step->camera.text, c->id.text) != 0)
                    continue;
                least =
                    !least || step->attempts < least ? step->attempts : least;
                most = step->attempts > most ? step->attempts : most;
            }
    if (!most)
        words_add(&w, "-");
    for (int n = most; n; n = n > least ? least : 0)
        words_add(&w, "%s%s", n == most ? "" : " to ",
                  words_share(once + (1 - once) * all_fail(fmin(attempt, 1),
                                                           c->correlation, n))
                      .is);
    return w;
}

static int print_cameras(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "camera|modality|time of an attempt|>attempts fail|"
                   ">captures fail|>correlation");
    for (int i = 0; i < s->cameras; i++) {
        const struct camera *c = &s->camera[i];
        double attempt = 0, once = 0;
        for (int k = 0; k < c->failures; k++)
            *(c->failure[k].per_traveller ? &once : &attempt) +=
                c->failure[k].probability;
        grid_cell(&g, "%s", c->id.text);
        grid_cell(&g, "%s", modality_names[c->modality]);
        grid_cell(&g, "%s", words_distribution(&c->capture_time).is);
        grid_cell(&g, "%s", words_share(attempt).is);
        grid_cell(&g, "%s", no_image(s, c, attempt, once).is);
        grid_cell(&g, "%.3g", c->correlation);
    }
    int result = grid_finish(&g, "Cameras (without the ratios of groups)", out);
    for (int i = 0; i < s->cameras; i++) {
        const struct camera *c = &s->camera[i];
        show_outages(c->id.text, c->outage, c->outages,
                     c->fails ? &c->failing : NULL, out);
    }
    return result;
}

static struct words statuses(unsigned bits)
{
    struct condition c = {.statuses = bits};
    struct words w = words_who(&c);

    if (!w.used)
        words_add(&w, "all");
    return w;
}

static void rule_cells(struct grid *g, const struct rule *r)
{
    struct words where = {.used = 0}, from = words_moment(&r->from),
                 until = words_moment(&r->until);

    for (int i = 0; i < MODES; i++)
        if (r->modes >> i & 1)
            words_add(&where, "%s%s", where.used ? " or " : "", mode_names[i]);
    for (int i = 0; i < r->ports.count && i < 4; i++)
        words_add(&where, "%s%s", where.used ? " or " : "",
                  r->ports.name[i].text);
    if (r->ports.count > 4)
        words_add(&where, " ... (%d ports)", r->ports.count);
    grid_cell(g, "%s", r->id.text);
    grid_cell(g, "%s", statuses(r->statuses).is);
    if (r->by_age)
        grid_cell(g, "%d to %d", r->age_from, r->age_to);
    else
        grid_cell(g, "all");
    grid_cell(g, "%s",
              r->directions == 1   ? "entry"
              : r->directions == 2 ? "exit"
                                   : "both");
    grid_cell(g, "%s", where.used ? where.is : "everywhere");
    grid_cell(g, "%s", from.used ? from.is : "-");
    grid_cell(g, "%s", until.used ? until.is : "-");
}

/* In force at a port at some time of the run? */
static bool in_force(const struct scenario *s, const struct rule *r)
{
    struct rule_here here;

    for (int i = 0; i < s->ports; i++)
        if (rule_at_port(r, s, &s->port[i], &here) && here.from < s->duration &&
            here.until > 0)
            return true;
    return false;
}

static int print_rules(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "rule|who|ages|direction|where|from|until|in this run");
    for (int i = 0; i < s->rules; i++) {
        rule_cells(&g, &s->rule[i]);
        grid_cell(&g, in_force(s, &s->rule[i]) ? "yes" : "not in force");
    }
    return grid_finish(&g, "Rules: who has to give a photo", out);
}

static int print_retention(const struct scenario *s, FILE *out)
{
    struct grid g;

    grid_begin(&g, "store|of|when|for");
    for (int i = 0; i < s->retentions; i++) {
        const struct retention *r = &s->retention[i];
        grid_cell(&g, "%s", r->store.text);
        grid_cell(&g, "%s", statuses(r->statuses).is);
        grid_cell(&g, "%s", trigger_names[r->trigger]);
        grid_cell(&g, "%s", words_span(r->period).is);
    }
    return grid_finish(
        &g,
        "Retention of images and records (in each store the first "
        "that holds)",
        out);
}

int show_shared(const struct scenario *s, FILE *out)
{
    if (print_populations(s, out) || print_cameras(s, out) ||
        show_matching(s, out) || print_rules(s, out))
        return -1;
    return print_retention(s, out);
}
