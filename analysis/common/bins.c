/* bins -- quantiles of waits that the results hold as bins with counts; us. */
#include "analysis/common/bins.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/common/statistics.h"

static int by_key(const void *a, const void *b)
{
    const struct bin *x = a, *y = b;
    if (x->key != y->key)
        return (x->key > y->key) - (x->key < y->key);
    return (x->from > y->from) - (x->from < y->from);
}

void bins_sort(struct bin *b, size_t count)
{
    if (count > 1)
        qsort(b, count, sizeof *b, by_key);
}

size_t bins_next(const struct bin *b, size_t count, size_t at)
{
    size_t next = at;
    while (next < count && b[next].key == b[at].key)
        next++;
    return next;
}

double bins_quantile(const struct bin *b, size_t count, double p, double most)
{
    int64_t all = 0, below = 0;
    for (size_t i = 0; i < count; i++)
        all += b[i].persons;
    if (all == 0)
        return NAN;
    int64_t rank = statistics_rank(p, all);
    size_t i = 0;
    while (i < count) {
        /* the same bin of several classes counts as one */
        int64_t here = 0, from = b[i].from, to = b[i].to;
        while (i < count && b[i].from == from)
            here += b[i++].persons;
        if (below + here >= rank) {
            double share = ((double)(rank - below) - 0.5) / (double)here;
            double x = (double)from + (double)(to - from) * share;
            return x > most ? most : x;
        }
        below += here;
    }
    return NAN; /* not reached: the ranks end with the bins */
}

double bins_over(const struct bin *b, size_t count, int64_t limit, double most)
{
    double over = 0;
    for (size_t i = 0; i < count; i++) {
        double from = (double)b[i].from, to = (double)b[i].to;
        if (to > most)
            to = fmax(most, from);
        if (b[i].from > limit)
            over += (double)b[i].persons;
        else if (to > (double)limit) /* whole microseconds, both ends in */
            over +=
                (double)b[i].persons * (to - (double)limit) / (to - from + 1);
    }
    return over;
}
