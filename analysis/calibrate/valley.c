/* A parabola through points around the least value, and its axes. */
#include "analysis/calibrate/valley.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

/* Values at the middle, one step along each axis, and along two at once. */
struct probes {
    struct search *s;
    double middle[SEARCH_MOST], step;
    double at_middle, up[SEARCH_MOST], down[SEARCH_MOST];
    int tried;
};

/* The value `a` steps along i and `b` along k. */
static int probe(struct probes *p, int i, int a, int k, int b, double *out)
{
    double place[SEARCH_MOST];
    memcpy(place, p->middle, sizeof place);
    place[i] += a * p->step;
    place[k] += b * p->step;
    p->tried++;
    return p->s->value(p->s->context, place, out);
}

static int measure_axes(struct probes *p)
{
    int code = probe(p, 0, 0, 0, 0, &p->at_middle);
    for (int i = 0; i < p->s->n && !code; i++) {
        code = probe(p, i, 1, i, 0, &p->up[i]);
        if (!code)
            code = probe(p, i, -1, i, 0, &p->down[i]);
    }
    return code;
}

/* Second differences. */
static int measure_curvature(struct probes *p, gsl_matrix *h)
{
    const double square = p->step * p->step;
    int code = 0;
    for (int i = 0; i < p->s->n && !code; i++) {
        double own = p->up[i] + p->down[i] - 2 * p->at_middle;
        gsl_matrix_set(h, (size_t)i, (size_t)i, own / square);
        for (int k = 0; k < i && !code; k++) {
            double both, neither;
            code = probe(p, i, 1, k, 1, &both);
            if (!code)
                code = probe(p, i, -1, k, -1, &neither);
            if (code)
                break;
            double mixed = (both + neither + 2 * p->at_middle - p->up[i] -
                            p->down[i] - p->up[k] - p->down[k]) /
                           (2 * square);
            gsl_matrix_set(h, (size_t)i, (size_t)k, mixed);
            gsl_matrix_set(h, (size_t)k, (size_t)i, mixed);
        }
    }
    return code;
}

/* From the axes of the parabola: those that bend least come first. */
static void describe(struct valley *v, const gsl_vector *bend,
                     const gsl_matrix *axis, double noise)
{
    for (int k = 0; k < v->n; k++) {
        double b = gsl_vector_get(bend, (size_t)k);
        v->length[k] = b > 2 * noise ? sqrt(2 * noise / b) : 1;
        for (int i = 0; i < v->n; i++)
            v->direction[k][i] = gsl_matrix_get(axis, (size_t)i, (size_t)k);
    }
    for (int i = 0; i < v->n; i++) {
        double square = 0;
        for (int k = 0; k < v->n; k++)
            square += pow(v->length[k] * v->direction[k][i], 2);
        v->reach[i] = sqrt(square);
    }
}

int valley_measure(struct valley *v, struct search *s, double step,
                   double noise)
{
    const size_t n = (size_t)s->n;
    struct probes p = {.s = s, .step = step};
    gsl_matrix *h = gsl_matrix_calloc(n, n), *axis = gsl_matrix_alloc(n, n);
    gsl_vector *bend = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(n);
    int code = -1;
    *v = (struct valley){.n = s->n};
    for (int i = 0; i < s->n; i++) /* no probe beyond a bound */
        p.middle[i] = fmin(fmax(s->best[i], step), 1 - step);
    if (h && axis && bend && w) {
        code = measure_axes(&p);
        if (!code)
            code = measure_curvature(&p, h);
        if (!code && gsl_eigen_symmv(h, bend, axis, w))
            code = -1;
    }
    if (!code) {
        gsl_eigen_symmv_sort(bend, axis, GSL_EIGEN_SORT_VAL_ASC);
        describe(v, bend, axis, noise);
    }
    v->tried = p.tried;
    if (w)
        gsl_eigen_symmv_free(w);
    if (bend)
        gsl_vector_free(bend);
    if (axis)
        gsl_matrix_free(axis);
    if (h)
        gsl_matrix_free(h);
    return code;
}
