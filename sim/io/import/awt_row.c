/* What one row of Airport Wait Times means, and how a date and a terminal are
 * written in scenarios. No files here. */
#include "sim/io/import/awt.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>

#include "models/civil.h"

const char *awt_date(const char *text, int32_t *out_day)
{
    int y, m, d, end = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &end) != 3 || text[end]) {
        end = 0;
        if (sscanf(text, "%2d/%2d/%4d%n", &m, &d, &y, &end) != 3 || text[end])
            return "is not a date; write month/day/year, \"7/15/2018\", or "
                   "\"2018-07-15\"";
    }
    if (y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31)
        return "is no day of the calendar";
    int32_t day = civil_day(y, m, d);
    int y2, m2, d2;
    civil_from_day(day, &y2, &m2, &d2);
    if (d2 != d)
        return "is no day of the calendar";
    *out_day = day;
    return NULL;
}

void awt_port_id(const char *airport, const char *terminal, char id[65])
{
    char raw[256];
    snprintf(raw, sizeof raw, "%s.%s", airport, terminal);
    int n = 0;
    for (const char *p = raw; *p && n < 64; p++)
        if (isalnum((unsigned char)*p) || *p == '.')
            id[n++] = *p;
        else if (n > 0 && id[n - 1] != '-')
            id[n++] = '-';
    while (n > 0 && id[n - 1] == '-')
        n--;
    id[n] = '\0';
}

int awt_timed(const struct awt_row *r)
{
    int sum = 0;
    for (int b = 0; b < AWT_BINS; b++)
        sum += r->bin[b];
    return sum;
}

int awt_passengers(const struct awt_row *r)
{
    return awt_timed(r) + r->excluded;
}

bool awt_citizen_share(const struct awt_row *r, double *share, double *low,
                       double *high)
{
    double c = r->citizen_mean, v = r->visitor_mean, all = r->mean;
    *share = c == v ? -1 : (all - v) / (c - v);
    bool solved = *share >= 0 && *share <= 1;
    if (!solved)
        *share = 0.5;
    *low = 0;
    *high = 1;
    if (!solved || fabs(c - v) <= 1) /* rounding hides which mean is longer */
        return solved;
    /* The share is monotone in each mean, so its extremes lie at corners. */
    *low = 1;
    *high = 0;
    for (int k = 0; k < 8; k++) {
        double dc = k & 1 ? 0.5 : -0.5, dv = k & 2 ? 0.5 : -0.5;
        double s = (all + (k & 4 ? 0.5 : -0.5) - v - dv) / (c + dc - v - dv);
        *low = fmin(*low, fmax(s, 0));
        *high = fmax(*high, fmin(s, 1));
    }
    return true;
}

void awt_booths(const struct awt_day *x, int booths[AWT_RUN_HOURS])
{
    int published = 1; /* nearest earlier row with any */
    for (int h = 0; h < AWT_RUN_HOURS; h++) {
        bool row = h < AWT_HOURS && x->hour[h].line;
        bool row_before = h > 0 && h <= AWT_HOURS && x->hour[h - 1].line;
        if (row && x->hour[h].booths > 0)
            published = x->hour[h].booths;
        booths[h] = row || row_before ? published : 1;
    }
}
