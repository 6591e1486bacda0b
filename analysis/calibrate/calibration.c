/* Fits, then asks how much of the answer is chance. */
#include "analysis/calibrate/calibration.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/common/fit.h"
#include "sim/command.h"

/* Between the points of the parabola, and the least noise that is believed:
 * below it the parabola says nothing. */
static const double probe_step = 0.05, least_noise = 1e-6;

/* A calibration under way. */
struct trial_context {
    struct calibration *c;
    struct diag *d;
};

static void values_at(const struct calibration *c, const double *place,
                      double *value)
{
    for (int i = 0; i < c->world->parameters; i++)
        value[i] = parameter_at(&c->world->parameter[i], place[i]);
}

static int objective(void *context, const double *place, double *out)
{
    struct trial_context *t = context;
    struct calibration *c = t->c;
    double value[PARAMETERS_MOST];
    values_at(c, place, value);
    int code = world_run(c->world, value, 0, t->d);
    *out = cells_distance(c->world->cell, c->world->cells);
    c->tried++;
    if (c->progress && !code)
        fprintf(stderr, "\rtrial %d: distance %.4f", c->tried, *out);
    return code;
}

/* Each bound alone, and a place between them, before time is spent on the
 * search: that is seldom a whole number, as trials are, so counts show. */
static int check_bounds(struct calibration *c, struct diag *d)
{
    enum { TRIED = 3 };
    static const struct {
        double place;
        const char *mend;
    } tried[TRIED] = {{0, "choose other bounds"},
                      {1, "choose other bounds"},
                      {0.381966, "it takes both bounds, so that it may be a "
                                 "count: counts (booths) cannot be fitted"}};
    const struct world *w = c->world;
    double value[PARAMETERS_MOST];
    for (int i = 0; i < TRIED * w->parameters; i++) {
        const struct parameter *p = &w->parameter[i / TRIED];
        char text[PARAMETER_TEXT];
        for (int k = 0; k < w->parameters; k++)
            value[k] = w->parameter[k].start;
        value[i / TRIED] = parameter_at(p, tried[i % TRIED].place);
        int code = world_takes(c->world, value, d);
        if (!code)
            continue;
        parameter_print(p, value[i / TRIED], text);
        diag_error(d, NULL,
                   "--fit %s: the scenario does not take %s, as said above; %s",
                   p->text, text, tried[i % TRIED].mend);
        return code;
    }
    return 0;
}

static int search(struct calibration *c, struct trial_context *t)
{
    struct world *w = c->world;
    struct search *s = &c->search;
    *s = (struct search){.n = w->parameters,
                         .trials = c->trials,
                         .tolerance = c->tolerance,
                         .value = objective,
                         .context = t};
    for (int i = 0; i < w->parameters; i++)
        s->best[i] = parameter_place(&w->parameter[i], w->parameter[i].start);
    enum search_outcome outcome = search_run(s);
    values_at(c, s->best, c->value);
    c->objective = s->least;
    c->start = s->start;
    if (outcome == SEARCH_VALUE)
        return s->code;
    if (outcome == SEARCH_CONSTANT) {
        diag_error(
            t->d, NULL,
            "the distance is %g at each of the first values: nothing that "
            "they change reaches the observed times (is the walk or "
            "station on the way of journey \"awt\"?), nobody waits "
            "there (begin elsewhere), or nobody is in the bins",
            c->objective);
        return EXIT_SCENARIO;
    }
    if (outcome == SEARCH_MEMORY) {
        diag_error(t->d, NULL, "memory is short");
        return EXIT_MEMORY;
    }
    return 0;
}

/* Other worlds at the fitted values: how far are they from the first one, and
 * from what was observed? Ends with the first. */
static int other_worlds(struct calibration *c, struct trial_context *t)
{
    struct world *w = c->world;
    size_t n = (size_t)w->cells;
    struct cell *first = malloc(n * sizeof *first);
    double sum = c->objective, squares = pow(c->objective, 2);
    int code = first ? 0 : EXIT_MEMORY;
    c->chance = 0;
    for (int k = 0; k <= CALIBRATION_WORLDS && !code; k++) {
        code = world_run(w, c->value, k * w->replications, t->d);
        c->tried++;
        if (code)
            break;
        double x = cells_distance(w->cell, w->cells);
        if (k == 0) { /* the first plays the observed one for the others */
            memcpy(first, w->cell, n * sizeof *first);
            for (int i = 0; i < w->cells; i++)
                memcpy(first[i].observed, w->cell[i].simulated,
                       sizeof first[i].observed);
            continue;
        }
        for (int i = 0; i < w->cells; i++)
            memcpy(first[i].simulated, w->cell[i].simulated,
                   sizeof first[i].simulated);
        c->chance += cells_distance(first, w->cells) / CALIBRATION_WORLDS;
        sum += x;
        squares += x * x;
    }
    free(first);
    const int worlds = CALIBRATION_WORLDS + 1;
    double mean = sum / worlds, variance = squares / worlds - mean * mean;
    c->noise = sqrt(fmax(variance, 0) * worlds / CALIBRATION_WORLDS);
    return code;
}

static int shape(struct calibration *c, struct trial_context *t)
{
    int code = valley_measure(&c->valley, &c->search, probe_step,
                              fmax(c->noise, least_noise));
    if (!code) /* the world as it is told of */
        code = world_run(c->world, c->value, 0, t->d);
    c->tried++;
    return code < 0 ? EXIT_MEMORY : code;
}

/* What an interruption leaves: the best so far. */
static void tell_best(const struct calibration *c, struct diag *d)
{
    const struct world *w = c->world;
    char text[PARAMETER_TEXT], all[1000] = "";
    size_t used = 0;
    for (int i = 0; i < w->parameters && used < sizeof all; i++) {
        parameter_print(&w->parameter[i], c->value[i], text);
        int wrote = snprintf(all + used, sizeof all - used, " --set \"%s=%s\"",
                             w->parameter[i].path, text);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    if (c->search.tried > 0)
        diag_error(d, NULL,
                   "interrupted after %d trials; the best so far, distance "
                   "%.4f:%s",
                   c->tried, c->search.least, all);
}

int calibration_run(struct calibration *c, struct diag *d)
{
    struct trial_context t = {c, d};
    int code = check_bounds(c, d);
    if (!code)
        code = search(c, &t);
    if (!code)
        code = other_worlds(c, &t);
    if (!code)
        code = shape(c, &t);
    if (c->progress)
        fputc('\n', stderr);
    if (code == EXIT_STOPPED)
        tell_best(c, d);
    return code;
}
