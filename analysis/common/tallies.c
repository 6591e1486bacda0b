/* tallies -- cells that print counts, sums and shares of replications. */
#include "analysis/common/tallies.h"

#include <stdlib.h>
#include <string.h>

int tallies_init(struct tallies *t, int replications)
{
    size_t n = (size_t)replications + 1;
    *t = (struct tallies){.n = replications,
                          .copy = malloc(n * sizeof *t->copy),
                          .scratch = malloc(n * sizeof *t->scratch)};
    if (t->copy != NULL && t->scratch != NULL)
        return 0;
    tallies_release(t);
    return -1;
}

void tallies_release(struct tallies *t)
{
    free(t->copy);
    free(t->scratch);
    *t = (struct tallies){0};
}

void tallies_mean(const struct tallies *t, const double *x, struct tsv *out)
{
    memcpy(t->copy, x, (size_t)t->n * sizeof *x); /* it would be sorted */
    struct estimate e = estimate_of(t->copy, t->n);
    tsv_estimate(out, &e, COLUMN_INTERVAL);
}

void tallies_ratio(const struct tallies *t, const double *top,
                   const double *bottom, struct tsv *out)
{
    struct estimate e = estimate_ratio(top, bottom, t->n, t->scratch);
    tsv_estimate(out, &e, COLUMN_INTERVAL);
}

void tallies_share(const struct tallies *t, const double *top,
                   const double *bottom, struct tsv *out)
{
    struct estimate e = estimate_share(top, bottom, t->n, t->scratch);
    tsv_estimate(out, &e, COLUMN_INTERVAL);
}
