/* naive_gallery -- searches among many photos: whose is there, and how often a
 * search among so many errs. */
#include <math.h>
#include <string.h>

#include "tests/support/naive_world.h"

static double at_most_1(double p)
{
    return p < 1 ? p : 1;
}

static bool is(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static const struct gallery *gallery_of(const struct world *w,
                                        const struct step *st, int *number)
{
    for (int i = 0; st->gallery.text && i < w->s->galleries; i++)
        if (is(w->s->gallery[i].id.text, st->gallery.text)) {
            *number = i;
            return &w->s->gallery[i];
        }
    *number = -1;
    return NULL;
}

/* ---- scores ---- */

static double phi(double x) /* P(a normal variate <= x) */
{
    return erfc(-x / sqrt(2)) / 2;
}

static double misses(const struct matcher_scores *s) /* 1:1 */
{
    return phi((s->threshold - s->mean) / s->sd);
}

/* The mate is above the threshold, and one of n others above him. */
static double above_mate(const struct matcher_scores *s, double n)
{
    enum { STEPS = 8000 }; /* even: Simpson's rule */
    double a = s->threshold, b = s->mean + 10 * s->sd, sum = 0;

    if (n == 0 || b <= a)
        return 0;
    for (int i = 0; i <= STEPS; i++) {
        double x = a + (b - a) * i / STEPS, z = (x - s->mean) / s->sd;
        double f = exp(-z * z / 2) / s->sd / sqrt(2 * acos(-1)) *
                   (1 - exp(n * log1p(-phi(-x))));
        sum += f * (i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2);
    }
    return sum * (b - a) / STEPS / 3;
}

double naive_fnmr(const struct matcher *m)
{
    return m->scored ? misses(&m->scores) : m->fnmr;
}

double naive_impostor_match(const struct matcher *m)
{
    return isnan(m->impostor_match) ? phi(-m->scores.threshold)
                                    : m->impostor_match;
}

/* ---- rates by size ---- */

static double between(double n, const struct matcher_size *a,
                      const struct matcher_size *b, bool negative)
{
    double p = negative ? a->fnir : a->fpir, q = negative ? b->fnir : b->fpir;
    double x =
        log(n / (double)a->size) / log((double)b->size / (double)a->size);

    return p > 0 && q > 0 ? exp(log(p) + x * (log(q) - log(p)))
                          : p + x * (q - p);
}

static double of_rows(struct world *w, const struct matcher *m, double n,
                      bool negative)
{
    const struct matcher_size *row = m->size;
    int last = m->sizes - 1;

    if (n <= (double)row[0].size)
        return negative ? row[0].fnir : row[0].fpir;
    for (int i = 1; i <= last; i++)
        if (n == (double)row[i].size) {
            return negative ? row[i].fnir : row[i].fpir;
        } else if (n < (double)row[i].size) {
            naive_met(w, CASE_BETWEEN_SIZES);
            return between(n, &row[i - 1], &row[i], negative);
        }
    return negative ? row[last].fnir : row[last].fpir;
}

static double false_negatives(struct world *w, const struct matcher *m,
                              double n)
{
    if (m->scored && m->scores.rank_1)
        naive_met(w, CASE_RANK_1);
    return m->scored
               ? misses(&m->scores) +
                     (m->scores.rank_1 ? above_mate(&m->scores, n - 1) : 0)
           : m->sizes ? of_rows(w, m, n, true)
                      : m->fnir;
}

/* Of a comparison with somebody of a group (NULL: none). */
static double comparison(struct world *w, const struct matcher *m,
                         const struct person *who, const char *group)
{
    const char *probe = who->group < 0 ? NULL : w->s->group[who->group].id.text;

    for (int i = 0; i < m->crosses; i++)
        if (is(m->cross[i].probe.text, probe) &&
            is(m->cross[i].gallery.text, group)) {
            naive_met(w, CASE_CROSS);
            return m->cross[i].fmr;
        }
    return m->scored ? phi(-m->scores.threshold) : m->fmr;
}

/* The share of a group among the photos. */
static double share_of(const struct world *w, const struct gallery *g,
                       const struct person *who, const char *group)
{
    const char *name = w->p->flow[who->flow].population.text;
    const struct population *p = w->s->population;
    double sum = 0;

    for (int i = 0; i < g->shares; i++)
        if (is(g->share[i].group.text, group))
            return g->share[i].share;
    if (g->shares > 0)
        return 0;
    while (!is(p->id.text, name))
        p++;
    for (int i = 0; i < p->classes; i++)
        for (int k = 0; k < p->class[i].groups; k++)
            if (is(p->class[i].group[k].group.text, group))
                sum += p->class[i].share * p->class[i].group[k].share;
    return sum;
}

/* Nobody of n is taken for him. */
static double nobody_of(struct world *w, const struct matcher *m,
                        const struct gallery *g, const struct person *who,
                        double ratio, double n)
{
    double product = 1, rest = 1;

    if (m->crosses == 0)
        return pow(1 - at_most_1(ratio * comparison(w, m, who, NULL)), n);
    for (int i = 0; i < w->s->groups; i++) {
        const char *group = w->s->group[i].id.text;
        double share = share_of(w, g, who, group);
        rest -= share;
        if (share > 0)
            product *= pow(1 - at_most_1(ratio * comparison(w, m, who, group)),
                           n * share);
    }
    if (rest > 1e-9)
        product *=
            pow(1 - at_most_1(ratio * comparison(w, m, who, NULL)), n * rest);
    return product;
}

static double false_positives(struct world *w, const struct matcher *m,
                              const struct gallery *g, const struct person *who,
                              double ratio, double n, double others)
{
    if (!isnan(m->fpir))
        return at_most_1(m->fpir * ratio);
    if (m->sizes > 0 && !isnan(m->size[0].fpir))
        return at_most_1(of_rows(w, m, n, false) * ratio);
    return 1 - nobody_of(w, m, g, who, ratio, others);
}

struct search naive_search(struct world *w, const struct step *st,
                           const struct matcher *m, const struct group_ratio *r,
                           const struct person *who)
{
    struct search s = {0};
    const struct gallery *g = gallery_of(w, st, &s.gallery);
    double n, others, miss;

    if (g == NULL) {
        s.negative = at_most_1(m->fnir * r->false_negative);
        s.positive = at_most_1(m->fpir * r->false_positive);
        return s;
    }
    naive_met(w, g->manifest ? CASE_MANIFEST : CASE_STANDING);
    s.size = g->manifest
                 ? naive_call_travellers(&w->p->flow[who->flow].call[who->call])
                 : (int)g->size;
    n = (double)s.size;
    miss = false_negatives(w, m, n);
    others = false_positives(w, m, g, who, r->false_positive, n, n - 1);
    s.negative = at_most_1(miss * r->false_negative);
    s.positive = false_positives(w, m, g, who, r->false_positive, n, n);
    s.wrong = m->scored && m->scores.rank_1
                  ? 1 - (1 - others) * misses(&m->scores) / miss
                  : others;
    return s;
}

/* ---- whose photo is there ---- */

static bool is_late(struct world *w, const struct gallery *g,
                    const struct person *who, uint64_t u, simtime sent)
{
    simtime comes = who->call_time - g->staged + naive_time(w, &g->late_by, u);

    naive_met(w, sent < comes    ? CASE_PHOTO_LATE
                 : sent == comes ? CASE_PHOTO_JUST
                                 : CASE_PHOTO_THERE);
    return sent < comes;
}

bool naive_is_mated(struct world *w, const struct step *st,
                    const struct person *who, simtime sent)
{
    int number;
    const struct gallery *g = gallery_of(w, st, &number);
    struct pair gallery = naive_crossing(w, who->flow, who->ordinal,
                                         who->member, CROSSING_GALLERY);
    struct pair manifest = naive_crossing(w, who->flow, who->ordinal,
                                          who->member, CROSSING_MANIFEST);

    if (who->impostor || !who->photo)
        return false;
    if (g == NULL)
        return true;
    if (naive_chance(g->unlisted, manifest.first)) {
        naive_met(w, CASE_UNLISTED);
        return false;
    }
    if (naive_chance(g->missing, gallery.first)) {
        naive_met(w, CASE_PHOTO_MISSING);
        return false;
    }
    return !naive_chance(g->late, gallery.second) ||
           !is_late(w, g, who, manifest.second, sent);
}

/* Old, and by how much worse. */
bool naive_is_old(struct world *w, const struct step *st,
                  const struct person *who, double *ratio)
{
    int number;
    const struct gallery *g = gallery_of(w, st, &number);
    uint64_t v = naive_crossing(w, who->flow, who->ordinal, who->member,
                                CROSSING_GALLERY)
                     .second;

    if (g == NULL || naive_chance(g->late, v) ||
        !naive_chance(g->late + g->old, v))
        return false;
    naive_met(w, CASE_PHOTO_OLD);
    *ratio = g->old_ratio;
    return true;
}
