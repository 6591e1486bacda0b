/* Observed and simulated times in bins: means, shares, and how far apart they
 * are. Knows no files. */
#include "analysis/common/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int fit_init(struct fit *f, int replications)
{
    size_t n = replications > 0 ? (size_t)replications : 1;
    *f = (struct fit){.replications = replications};
    f->persons = calloc(n, sizeof *f->persons);
    f->minutes = calloc(n, sizeof *f->minutes);
    f->bin = calloc(n * AWT_BINS, sizeof *f->bin);
    if (f->persons && f->minutes && f->bin)
        return 0;
    fit_release(f);
    return -1;
}

void fit_release(struct fit *f)
{
    free(f->persons);
    free(f->minutes);
    free(f->bin);
    *f = (struct fit){0};
}

void fit_add(struct fit *f, const struct fit *x)
{
    for (int b = 0; b < AWT_BINS; b++)
        f->observed[b] += x->observed[b];
    f->observed_minutes += x->observed_minutes;
    f->excluded += x->excluded;
    for (int r = 0; r < f->replications; r++) {
        f->persons[r] += x->persons[r];
        f->minutes[r] += x->minutes[r];
    }
    for (int k = 0; k < f->replications * AWT_BINS; k++)
        f->bin[k] += x->bin[k];
}

static double sum(const double *x, int n)
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += x[i];
    return s;
}

double fit_observed_mean(const struct fit *f)
{
    return f->observed_minutes / sum(f->observed, AWT_BINS);
}

int fit_simulated_mean(const struct fit *f, struct estimate *out)
{
    size_t n = f->replications > 0 ? (size_t)f->replications : 1;
    double *mean = malloc(n * sizeof *mean);
    if (!mean)
        return -1;
    for (int r = 0; r < f->replications; r++)
        mean[r] = f->persons[r] > 0 ? f->minutes[r] / f->persons[r] : NAN;
    *out = estimate_of(mean, f->replications);
    free(mean);
    return 0;
}

static void to_shares(double x[AWT_BINS])
{
    double all = sum(x, AWT_BINS);
    for (int b = 0; b < AWT_BINS; b++)
        x[b] = all > 0 ? x[b] / all : NAN;
}

void fit_shares(const struct fit *f, double observed[AWT_BINS],
                double simulated[AWT_BINS])
{
    for (int b = 0; b < AWT_BINS; b++) {
        observed[b] = f->observed[b];
        simulated[b] = 0;
        for (int r = 0; r < f->replications; r++)
            simulated[b] += f->bin[r * AWT_BINS + b];
    }
    to_shares(observed);
    to_shares(simulated);
}

static double distance(const double a[AWT_BINS], const double b[AWT_BINS])
{
    double d = 0;
    for (int k = 0; k < AWT_BINS; k++)
        d += fabs(a[k] - b[k]);
    return d / 2;
}

double fit_distance(const struct fit *f)
{
    double observed[AWT_BINS], simulated[AWT_BINS];
    fit_shares(f, observed, simulated);
    return distance(observed, simulated);
}

double fit_bins_distance(const double a[AWT_BINS], const double b[AWT_BINS])
{
    double x[AWT_BINS], y[AWT_BINS];
    memcpy(x, a, sizeof x);
    memcpy(y, b, sizeof y);
    to_shares(x);
    to_shares(y);
    return distance(x, y);
}

double fit_chance(const struct fit *f)
{
    double d = 0, all[AWT_BINS] = {0};
    int n = 0;
    for (int k = 0; k < f->replications * AWT_BINS; k++)
        all[k % AWT_BINS] += f->bin[k];
    for (int r = 0; r < f->replications; r++) {
        double one[AWT_BINS], others[AWT_BINS];
        for (int b = 0; b < AWT_BINS; b++) {
            one[b] = f->bin[r * AWT_BINS + b];
            others[b] = all[b] - one[b];
        }
        to_shares(one);
        to_shares(others);
        double x = distance(one, others);
        if (!isnan(x)) {
            d += x;
            n++;
        }
    }
    return n ? d / n : NAN;
}
