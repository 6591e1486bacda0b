/*
 * GSL inverts the gamma distribution in microseconds, too slow for thousands of
 * nodes a table. But its quantile function x(p) obeys x' = 1 / f(x), where f is
 * the density, so x'' = x'^2 (1 - (shape - 1) / x), and all the terms of its
 * Taylor series follow from one exact quantile.
 */
#include "models/gamma.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* Below this, P(x) = x^shape / Gamma(shape + 1) to 1e-12. */
static const double tiny = 1e-12;

/* From this shape on the normal approximation is the better start. */
static const double large = 100;

/* An x to start from: Wilson and Hilferty's cube, or GSL's inverse. */
static double approximate(double shape, double p, double q)
{
    double z;
    if (shape < large)
        return p < q ? gsl_cdf_gamma_Pinv(p, shape, 1)
                     : gsl_cdf_gamma_Qinv(q, shape, 1);
    z = p < q ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(q);
    return shape * pow(1 - 1 / (9 * shape) + z / (3 * sqrt(shape)), 3);
}

/*
 * GSL's inverse is not taken at its word: at shapes below 0.2 and over 1,600 it
 * is now and then wrong, by 1e-8 or by 1e95, and does not say so. So Halley's
 * steps in log x follow until one is so small that its cube is nothing.
 */
double gamma_quantile(double shape, double p, double q)
{
    assert(shape >= GAMMA_SHAPE_LEAST && shape <= GAMMA_SHAPE_MOST);
    double log_p = p < q ? log(p) : log1p(-q);
    double small = exp((log_p + gsl_sf_lngamma(shape + 1)) / shape);
    if (small < tiny)
        return small;
    double x = approximate(shape, p, q);
    if (!(x > 0 && isfinite(x)))
        x = small < shape ? small : shape;
    for (int i = 0; i < 50; i++) {
        double over = p < q ? gsl_cdf_gamma_P(x, shape, 1) - p
                            : q - gsl_cdf_gamma_Q(x, shape, 1);
        double newton = over / (x * gsl_ran_gamma_pdf(x, shape, 1));
        double step = newton / (1 - newton * (shape - x) / 2);
        x *= exp(-step);
        if (fabs(step) < 1e-6)
            break;
    }
    return x;
}

/*
 * Terms of four power series, each from the lower ones of the others:
 * x' = g, g' = g^2 h, h = 1 - (shape - 1) y, y = 1 / x.
 */
static void expand(double *x, double shape, double slope)
{
    enum { N = GAMMA_TERMS };
    double g[N], g2[N], h[N], y[N];
    y[0] = 1 / x[0];
    g[0] = slope;
    for (int n = 0; n + 1 < N; n++) {
        x[n + 1] = g[n] / (n + 1);
        h[n] = (n == 0) - (shape - 1) * y[n];
        g2[n] = 0;
        for (int i = 0; i <= n; i++)
            g2[n] += g[i] * g[n - i];
        g[n + 1] = 0;
        for (int i = 0; i <= n; i++)
            g[n + 1] += g2[i] * h[n - i];
        g[n + 1] /= n + 1;
        y[n + 1] = 0;
        for (int i = 1; i <= n + 1; i++)
            y[n + 1] -= x[i] * y[n + 1 - i];
        y[n + 1] *= y[0];
    }
}

bool gamma_series_init(struct gamma_series *s, double shape, double p, double q,
                       double reach)
{
    double x = gamma_quantile(shape, p, q);
    if (x < tiny)
        return false;
    double density = gsl_ran_gamma_pdf(x, shape, 1);
    s->centre = p < q ? p : q;
    s->term[0] = x;
    expand(s->term, shape, p < q ? 1 / density : -1 / density);
    double last = fabs(s->term[GAMMA_TERMS - 1]) * pow(reach, GAMMA_TERMS - 1);
    return last <= 1e-11 * x; /* false for NaN too */
}

double gamma_series_at(const struct gamma_series *s, double lesser)
{
    double step = lesser - s->centre, x = 0;
    for (int n = GAMMA_TERMS - 1; n >= 0; n--)
        x = x * step + s->term[n];
    return x;
}
