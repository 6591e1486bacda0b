/* matcher -- error rates of a matcher for one comparison and for a search in a
 * gallery. */
#include "models/matcher.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

enum rate_source matcher_fnir_source(const struct matcher *m)
{
    if (!isnan(m->fnir))
        return FROM_RATE;
    if (m->scored)
        return FROM_SCORES;
    return m->sizes > 0 ? FROM_SIZES : FROM_NOTHING;
}

enum rate_source matcher_fpir_source(const struct matcher *m)
{
    if (!isnan(m->fpir))
        return FROM_RATE;
    if (m->scored || !isnan(m->fmr))
        return FROM_SCORES;
    return m->sizes > 0 && !isnan(m->size[0].fpir) ? FROM_SIZES : FROM_NOTHING;
}

double matcher_false_match(const struct matcher_scores *s)
{
    return gsl_cdf_ugaussian_Q(s->threshold);
}

double matcher_false_non_match(const struct matcher_scores *s)
{
    return gsl_cdf_ugaussian_P((s->threshold - s->mean) / s->sd);
}

double matcher_any_of(double n, double fmr)
{
    return n > 0 ? -expm1(n * log1p(-fmr)) : 0;
}

/* How likely it is that the right photo has the score s, and one of n others a
 * higher one. */
struct top {
    const struct matcher_scores *scores;
    double others;
};

static double overtaken(double s, void *of)
{
    const struct top *t = of;

    return gsl_ran_gaussian_pdf(s - t->scores->mean, t->scores->sd) *
           matcher_any_of(t->others, gsl_cdf_ugaussian_Q(s));
}

/*
 * Gauss and Legendre with 16 points on pieces of half the shorter scale: the
 * integrand has the width of the genuine scores, or that of the best of many
 * impostors, which is at least about 0.2. Summed as errors, not as 1 - success,
 * so that small rates keep their digits. 40 is far above any best impostor.
 */
double matcher_not_on_top(const struct matcher_scores *s, double n)
{
    enum { POINTS = 16 };
    struct top t = {s, n};
    gsl_function f = {overtaken, &t};
    double low = fmax(s->threshold, s->mean - 10 * s->sd);
    double high = fmin(s->mean + 10 * s->sd, 40);
    double sum = matcher_false_non_match(s);

    if (n <= 0 || high <= low)
        return sum;
    gsl_integration_glfixed_table *rule =
        gsl_integration_glfixed_table_alloc(POINTS);
    if (!rule)
        return NAN;
    int pieces = (int)ceil((high - low) / (fmin(s->sd, 1) / 2));
    double width = (high - low) / pieces;
    for (int i = 0; i < pieces; i++)
        sum += gsl_integration_glfixed(&f, low + i * width,
                                       low + (i + 1) * width, rule);
    gsl_integration_glfixed_table_free(rule);
    return fmin(sum, 1);
}

double matcher_fnmr(const struct matcher *m)
{
    return m->scored ? matcher_false_non_match(&m->scores) : m->fnmr;
}

double matcher_impostor_match(const struct matcher *m)
{
    return m->scored && isnan(m->impostor_match)
               ? matcher_false_match(&m->scores)
               : m->impostor_match;
}

double matcher_fmr(const struct matcher *m, const char *probe,
                   const char *gallery)
{
    for (int i = 0; i < m->crosses && probe && gallery; i++)
        if (!strcmp(m->cross[i].probe.text, probe) &&
            !strcmp(m->cross[i].gallery.text, gallery))
            return m->cross[i].fmr;
    return m->scored ? matcher_false_match(&m->scores) : m->fmr;
}

const struct group_ratio *matcher_ratio(const struct matcher *m,
                                        const char *group)
{
    static const struct group_ratio one = {
        .failure = 1, .false_negative = 1, .false_positive = 1};

    for (int i = 0; i < m->ratios && group; i++)
        if (!strcmp(m->ratio[i].group.text, group))
            return &m->ratio[i];
    return &one;
}

double matcher_at_size(const struct matcher *m, double size, bool negative)
{
    int i = 0;

    while (i < m->sizes - 1 && (double)m->size[i].size < size)
        i++;
    const struct matcher_size *above = &m->size[i];
    const struct matcher_size *below = i > 0 ? above - 1 : above;
    double y = negative ? above->fnir : above->fpir;
    double x = negative ? below->fnir : below->fpir;

    if (above == below || size >= (double)above->size)
        return y;
    double part = log(size / (double)below->size) /
                  log((double)above->size / (double)below->size);
    if (x <= 0 || y <= 0)
        return x + part * (y - x);
    return x * pow(y / x, part);
}

/* fmin() would make 1 of NaN. */
static double at_most_1(double x)
{
    return x > 1 ? 1 : x;
}

/* At least one of n photos, of groups as they are shared, is taken for him. */
static double any_of_groups(const struct matcher *m, const struct searched *s,
                            const char *group, double ratio, double n)
{
    double none = 0, rest = 1; /* the logarithm of none's probability */

    for (int i = 0; m->crosses > 0 && i < s->shares; i++) {
        const struct group_share *h = &s->share[i];
        double fmr = ratio * matcher_fmr(m, group, h->group.text);
        if (h->share > 0 && n > 0)
            none += n * h->share * log1p(-fmin(fmr, 1));
        rest -= h->share;
    }
    if (rest > 1e-12 && n > 0)
        none += n * rest * log1p(-fmin(ratio * matcher_fmr(m, group, NULL), 1));
    return -expm1(none);
}

static double false_positive(const struct matcher *m, const struct searched *s,
                             const char *group, double n)
{
    double ratio = matcher_ratio(m, group)->false_positive;

    switch (matcher_fpir_source(m)) {
    case FROM_RATE:
        return at_most_1(ratio * m->fpir);
    case FROM_SIZES:
        return at_most_1(ratio * matcher_at_size(m, s->size, false));
    case FROM_SCORES:
        return any_of_groups(m, s, group, ratio, n);
    default:
        return NAN;
    }
}

struct search_rates matcher_search(const struct matcher *m,
                                   const struct searched *s, const char *group)
{
    double others = fmax(s->size - 1, 0), fnir = m->fnir, below = m->fnir;

    if (matcher_fnir_source(m) == FROM_SIZES) {
        fnir = below = matcher_at_size(m, s->size, true);
    } else if (matcher_fnir_source(m) == FROM_SCORES) {
        fnir = below = matcher_false_non_match(&m->scores);
        if (m->scores.rank_1)
            fnir = matcher_not_on_top(&m->scores, others);
    }
    double wrong = false_positive(m, s, group, others);
    /* nobody: the right photo is below the threshold, and so are all others */
    if (fnir > 0)
        wrong = 1 - below / fnir * (1 - wrong);
    return (struct search_rates){
        .fnir = at_most_1(fnir * matcher_ratio(m, group)->false_negative),
        .fpir = false_positive(m, s, group, s->size),
        .wrong_person = at_most_1(wrong < 0 ? 0 : wrong),
    };
}
