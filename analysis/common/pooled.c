/* pooled -- a quantile of the waits of all replications together, us, from
 * their bins; memory is freed before the return. */
#include "analysis/common/pooled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of each replication: how many waited no longer than x, and how many at all.
 */
static void count(const struct bin *b, size_t bins, const double *most, int n,
                  double x, double *no_longer, double *all)
{
    for (int r = 0; r < n; r++)
        no_longer[r] = all[r] = 0;
    for (size_t at = 0, next; at < bins; at = next) {
        next = bins_next(b, bins, at);
        int r = (int)(b[at].key % n);
        for (size_t i = at; i < next; i++)
            all[r] += (double)b[i].persons;
        no_longer[r] =
            all[r] - bins_over(b + at, next - at, llround(x), round(most[r]));
    }
}

static void set_interval(struct estimate *e, double trials,
                         const struct bin *all, size_t bins, double p,
                         double most)
{
    e->lo = e->hi = e->n > 1 ? e->mean : NAN;
    if (isnan(trials))
        return;
    struct interval i = statistics_wilson(p * trials, trials, 0.95);
    e->lo = bins_quantile(all, bins, i.lo, most);
    e->hi = bins_quantile(all, bins, i.hi, most);
}

int pooled_quantile(const struct bin *b, size_t bins, double p,
                    const double *most, int n, struct estimate *out)
{
    *out = (struct estimate){0, NAN, NAN, NAN, NAN, NAN};
    if (bins == 0)
        return 0;
    struct bin *all = malloc(bins * sizeof *all);
    double *number = malloc(2 * (size_t)n * sizeof *number), longest = NAN;
    if (all != NULL && number != NULL) {
        memcpy(all, b, bins * sizeof *all);
        for (size_t i = 0; i < bins; i++)
            all[i].key = 0;
        bins_sort(all, bins);
        for (int r = 0; r < n; r++)
            longest = fmax(longest, most[r]);
        out->mean = bins_quantile(all, bins, p, longest);
    }
    if (!isnan(out->mean)) {
        count(b, bins, most, n, out->mean, number, number + n);
        for (int r = 0; r < n; r++)
            out->n += number[n + r] > 0;
        set_interval(out, statistics_trials(number, number + n, n), all, bins,
                     p, longest);
    }
    int short_of_memory = all == NULL || number == NULL;
    free(all);
    free(number);
    return -short_of_memory;
}
