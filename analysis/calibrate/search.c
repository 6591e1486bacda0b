/* Nelder and Mead within bounds. */
#include "analysis/calibrate/search.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

/* Share of each range that the first simplex spans, and the second. */
static const double spans[] = {0.15, 0.05};
enum { STARTS = sizeof spans / sizeof spans[0] };

/* Mirrored at 0 and 1. */
static double fold(double x)
{
    x = fabs(fmod(x, 2));
    return x > 1 ? 2 - x : x;
}

/* What one start knows beside the search. */
struct leg {
    struct search *s;
    double most; /* largest value so far, to see whether there is any other */
    int tried;
};

static double value_at(const gsl_vector *x, void *context)
{
    struct leg *l = context;
    struct search *s = l->s;
    double place[SEARCH_MOST] = {0}, value;
    if (s->code || s->tried >= s->trials)
        return GSL_NAN; /* ends the simplex */
    for (int i = 0; i < s->n; i++)
        place[i] = fold(gsl_vector_get(x, (size_t)i));
    s->code = s->value(s->context, place, &value);
    if (s->code)
        return GSL_NAN;
    if (s->tried == 0)
        s->start = value;
    if (s->tried == 0 || value < s->least) {
        s->least = value;
        memcpy(s->best, place, sizeof place);
    }
    l->most = l->tried && l->most > value ? l->most : value;
    l->tried++;
    s->tried++;
    return value;
}

static enum search_outcome walk(struct leg *l, gsl_multimin_fminimizer *m,
                                gsl_multimin_function *f, gsl_vector *x,
                                gsl_vector *step, double span)
{
    struct search *s = l->s;
    for (int i = 0; i < s->n; i++) {
        double at = s->best[i];
        gsl_vector_set(x, (size_t)i, at);
        gsl_vector_set(step, (size_t)i, at + span > 1 ? -span : span);
    }
    s->met = false;
    int bad = gsl_multimin_fminimizer_set(m, f, x, step);
    if (!bad && l->most <= s->least)
        return SEARCH_CONSTANT;
    while (!bad && !s->met) {
        bad = gsl_multimin_fminimizer_iterate(m);
        s->met = !bad && gsl_multimin_fminimizer_size(m) < s->tolerance;
    }
    return s->code ? SEARCH_VALUE : SEARCH_DONE;
}

enum search_outcome search_run(struct search *s)
{
    const size_t n = (size_t)s->n;
    gsl_vector *x = gsl_vector_alloc(n), *step = gsl_vector_alloc(n);
    gsl_multimin_fminimizer *m =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
    enum search_outcome outcome = SEARCH_MEMORY;
    s->tried = 0;
    s->code = 0;
    for (int k = 0; k < STARTS && x && step && m; k++) {
        struct leg l = {.s = s};
        gsl_multimin_function f = {value_at, n, &l};
        outcome = walk(&l, m, &f, x, step, spans[k]);
        if (outcome == SEARCH_CONSTANT && k > 0)
            outcome = SEARCH_DONE; /* flat only here */
        if (outcome != SEARCH_DONE || s->tried >= s->trials)
            break;
    }
    if (m)
        gsl_multimin_fminimizer_free(m);
    if (x)
        gsl_vector_free(x);
    if (step)
        gsl_vector_free(step);
    return outcome;
}
