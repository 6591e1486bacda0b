/* statistics -- estimates with their intervals; units are the caller's, nothing
 * is owned, what the data cannot tell is NaN. */
#include "analysis/common/statistics.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static const double LEVEL = 0.95;

double statistics_t(double p, double df)
{
    return gsl_cdf_tdist_Pinv(p, df);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return (x > y) - (x < y);
}

/* Sorts what is there to the front and counts it. */
static int sort_data(double *value, int n)
{
    if (n > 1)
        qsort(value, (size_t)n, sizeof *value, by_value);
    while (n > 0 && isnan(value[n - 1]))
        n--;
    return n;
}

struct estimate estimate_of(double *value, int n)
{
    struct estimate e = {0, NAN, NAN, NAN, NAN, NAN};
    e.n = n = sort_data(value, n);
    if (n == 0)
        return e;
    double mean = 0, squares = 0;
    for (int i = 0; i < n; i++) { /* Welford */
        double d = value[i] - mean;
        mean += d / (i + 1);
        squares += d * (value[i] - mean);
    }
    e.mean = mean;
    e.q05 = statistics_quantile(value, n, 0.05);
    e.q95 = statistics_quantile(value, n, 0.95);
    if (n > 1) {
        double half =
            statistics_t((1 + LEVEL) / 2, n - 1) * sqrt(squares / (n - 1) / n);
        e.lo = mean - half;
        e.hi = mean + half;
    }
    return e;
}

struct estimate estimate_ratio(const double *top, const double *bottom, int n,
                               double *scratch)
{
    double tops = 0, bottoms = 0;
    int used = 0;
    for (int i = 0; i < n; i++)
        if (bottom[i] > 0) {
            tops += top[i];
            bottoms += bottom[i];
            scratch[used++] = top[i] / bottom[i];
        }
    struct estimate e = estimate_of(scratch, used);
    e.lo = e.hi = NAN;
    if (used == 0)
        return e;
    e.mean = tops / bottoms;

    double squares = 0, mean = 0;
    int k = 0;
    for (int i = 0; i < n; i++)
        if (bottom[i] > 0 && used > 1) {
            double without = (tops - top[i]) / (bottoms - bottom[i]);
            double pseudo = used * e.mean - (used - 1) * without;
            double d = pseudo - mean;
            mean += d / ++k;
            squares += d * (pseudo - mean);
        }
    if (squares > 0) {
        double half = statistics_t((1 + LEVEL) / 2, used - 1) *
                      sqrt(squares / (used - 1) / used);
        e.lo = e.mean - half;
        e.hi = e.mean + half;
    }
    return e;
}

/* Sums over replications with data; how many these are. */
static int sum_up(const double *top, const double *bottom, int n, double *tops,
                  double *bottoms)
{
    int used = 0;
    *tops = *bottoms = 0;
    for (int i = 0; i < n; i++)
        if (bottom[i] > 0) {
            *tops += top[i];
            *bottoms += bottom[i];
            used++;
        }
    return used;
}

double statistics_trials(const double *top, const double *bottom, int n)
{
    double tops, bottoms, mean = 0, second = 0, fourth = 0;
    int used = sum_up(top, bottom, n, &tops, &bottoms);
    if (used < 2 || !(tops > 0) || tops >= bottoms)
        return NAN;
    double p = tops / bottoms;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < n; i++)
            if (bottom[i] > 0) {
                double without = (tops - top[i]) / (bottoms - bottom[i]);
                double pseudo = used * p - (used - 1) * without;
                double square = (pseudo - mean) * (pseudo - mean);
                if (pass == 0) {
                    mean += pseudo / used;
                } else {
                    second += square / used;
                    fourth += square * square / used;
                }
            }
    if (!(second > 0))
        return NAN;
    double excess = fmax(0, fourth / (second * second) - 3);
    double freedom = 2 / (2.0 / (used - 1) + excess / used);
    double half = statistics_t((1 + LEVEL) / 2, freedom) *
                  sqrt(second / (used - 1)) /
                  gsl_cdf_ugaussian_Pinv((1 + LEVEL) / 2);
    return p * (1 - p) / (half * half);
}

struct estimate estimate_share(const double *top, const double *bottom, int n,
                               double *scratch)
{
    struct estimate e = estimate_ratio(top, bottom, n, scratch);
    struct interval i = {NAN, NAN};
    double tops, bottoms, trials = statistics_trials(top, bottom, n);
    sum_up(top, bottom, n, &tops, &bottoms);
    if (bottoms > 0 && (!(tops > 0) || tops >= bottoms))
        i = statistics_clopper_pearson(tops > 0 ? bottoms : 0, bottoms, LEVEL);
    else if (!isnan(trials))
        i = statistics_wilson(e.mean * trials, trials, LEVEL);
    e.lo = i.lo;
    e.hi = i.hi;
    return e;
}

/*
 * The p where the beta distribution function reaches `target`. GSL's own
 * inverse answers NaN from about 10,000 trials on, its distribution function
 * does not.
 */
static double beta_quantile(double target, double a, double b)
{
    double lo = 0, hi = 1;
    for (int i = 0; i < 200 && hi - lo > 1e-15 * hi; i++) {
        double mid = lo + (hi - lo) / 2;
        if (gsl_cdf_beta_P(mid, a, b) < target)
            lo = mid;
        else
            hi = mid;
    }
    return lo + (hi - lo) / 2;
}

struct interval statistics_clopper_pearson(double x, double n, double level)
{
    if (!(n > 0))
        return (struct interval){NAN, NAN};
    assert(x >= 0 && x <= n);
    if (x > 1e5 && n - x > 1e5) /* beyond what GSL can do; differs by < 1e-5 */
        return (struct interval){statistics_wilson(x - 0.5, n, level).lo,
                                 statistics_wilson(x + 0.5, n, level).hi};
    double tail = (1 - level) / 2;
    struct interval i = {0, 1};
    if (x > 0)
        i.lo = beta_quantile(tail, x, n - x + 1);
    if (x < n)
        i.hi = beta_quantile(1 - tail, x + 1, n - x);
    return i;
}

struct interval statistics_wilson(double x, double n, double level)
{
    if (!(n > 0))
        return (struct interval){NAN, NAN};
    assert(x >= 0 && x <= n);
    double z = gsl_cdf_ugaussian_Pinv((1 + level) / 2), p = x / n;
    double centre = p + z * z / (2 * n), scale = 1 + z * z / n;
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    /* at the ends the formula is exactly 0 or 1 but for rounding */
    return (struct interval){x > 0 ? (centre - half) / scale : 0,
                             x < n ? (centre + half) / scale : 1};
}

struct interval statistics_wilson_modified(double x, double n, double level)
{
    enum { FEW = 3 }; /* Brown, Cai and DasGupta, for more than 50 trials */
    struct interval i = statistics_wilson(x, n, level);
    double tail = (1 - level) / 2;
    if (!(n > 0))
        return i;
    if (x > 0 && x <= FEW)
        i.lo = fmin(i.lo, beta_quantile(1 - level, x, n - x + 1));
    if (x < n && n - x <= FEW)
        i.hi = fmax(i.hi, beta_quantile(level, x + 1, n - x));
    if (!(x > 0))
        i.hi = fmax(i.hi, beta_quantile(1 - tail, 1, n));
    if (x >= n)
        i.lo = fmin(i.lo, beta_quantile(tail, n, 1));
    return i;
}

long long statistics_rank(double p, long long n)
{
    assert(p >= 0 && p <= 1 && n >= 0);
    /* 0.55 x 100 is 55.000000000000007 in binary: that is still rank 55 */
    double exact = p * (double)n;
    long long rank = (long long)ceil(exact - 1e-12 * (exact + 1));
    if (rank < 1)
        rank = 1;
    return rank < n ? rank : n;
}

double statistics_quantile(const double *sorted, int n, double p)
{
    return n > 0 ? sorted[statistics_rank(p, n) - 1] : NAN;
}

void statistics_order(const double *weight, int n, int *out_index)
{
    for (int i = 0; i < n; i++) {
        int k = i;
        while (k > 0 && weight[out_index[k - 1]] < weight[i]) {
            out_index[k] = out_index[k - 1];
            k--;
        }
        out_index[k] = i;
    }
}

int statistics_place(const int *order, int n, int index)
{
    int at = 0;
    while (at < n && order[at] != index)
        at++;
    return at;
}
