#ifndef ANALYSIS_STATISTICS_H
#define ANALYSIS_STATISTICS_H

/*
 * statistics -- estimates with their intervals.
 *
 * Model     docs/model.md#estimates; quantiles are nearest rank, ceil(n p)
 * Units     whatever goes in; levels and probabilities in [0, 1]
 * Owns      nothing
 * Errors    none: what cannot be said from the data is NaN
 * Threads   pure
 *
 * NaN among the values means "no data there" and is left out, never taken as 0.
 */

/* One number estimated from independent replications. */
struct estimate {
    int n;           /* replications with data */
    double mean;     /* NaN when n is 0 */
    double lo, hi;   /* 95% interval of the mean, Student t; NaN when n < 2 */
    double q05, q95; /* 5th and 95th percentile over replications */
};

struct interval {
    double lo, hi;
};

/* `value` is sorted in place; NaN ends up last. */
struct estimate estimate_of(double *value, int n);

/*
 * Ratio of sums over replications, sum(top) / sum(bottom), with a jackknife
 * interval. Replications whose bottom is 0 have no data. The interval is NaN
 * when n < 2, or when leaving one out changes nothing: then the data show no
 * spread to estimate one from. q05 and q95 are of the replications' own ratios.
 * `scratch` has room for n.
 */
struct estimate estimate_ratio(const double *top, const double *bottom, int n,
                               double *scratch);

/*
 * The same of a share: top counts some of bottom. Its interval is Wilson's, of
 * as many trials as the spread over replications is worth (statistics_trials),
 * so that it lies within 0 and 1 and is longer on the side of 1/2, as the
 * errors of a rare share are. Where it is none of n, or all, it is that of
 * Clopper and Pearson, as if the n were independent.
 */
struct estimate estimate_share(const double *top, const double *bottom, int n,
                               double *scratch);

/*
 * How many independent trials a share is worth, as uncertain as the spread over
 * replications says it is: z sqrt(p (1 - p) / trials) is t times the
 * jackknife's standard error. Degrees of freedom are fewer than n - 1 where few
 * replications hold most of the spread: 2 / (2 / (n - 1) + k / n), k their
 * excess kurtosis. NaN where there is no spread, or nothing to say, or all or
 * none.
 */
double statistics_trials(const double *top, const double *bottom, int n);

/* Quantile of Student's t with df degrees of freedom. */
double statistics_t(double p, double df);

/* Two-sided intervals of a probability after x successes in n trials; NaN
 * when n is 0. Clopper and Pearson's holds at least `level`, and much more
 * where few successes are expected. */
struct interval statistics_clopper_pearson(double x, double n, double level);
struct interval statistics_wilson(double x, double n, double level);

/*
 * Wilson's with the ends mended where it holds too little: of 1 to 3 successes
 * the lower limit is the exact one-sided one of `level`, of none the upper
 * limit is not below Clopper and Pearson's; mirrored for failures. Of 95%, and
 * from some one success and one failure expected on, it holds 92% to 98% where
 * n is 100 or more; of 10 trials 91.9% to 98.6%. Of fewer successes it holds
 * more than 92%. docs/model.md has more.
 */
struct interval statistics_wilson_modified(double x, double n, double level);

/* Nearest rank of probability p among n values, 1 to n; 0 when n is 0. */
long long statistics_rank(double p, long long n);

/* The value of that rank in sorted data; NaN when n is 0. */
double statistics_quantile(const double *sorted, int n, double p);

/* Indices of the weights, largest first; equal ones keep their order. */
void statistics_order(const double *weight, int n, int *out_index);

/* Where an index stands in such an order, from 0. */
int statistics_place(const int *order, int n, int index);

#endif
