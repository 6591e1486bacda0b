/* Writes measured error rates, overall and by group, as a matcher. A group's
 * rate cannot be written as such: it is a ratio to the overall rate, written
 * with all the digits that the program's product needs to give the rate back.
 */
#include "sim/io/import/import_matcher.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/quantity.h"
#include "sim/io/import/importing.h"

/* The schema's greatest ratio. */
#define RATIO_MOST 1e6

struct import_rate import_rate_of(int64_t errors, int64_t trials)
{
    struct import_rate r = {trials > 0, 0, errors, trials};
    if (trials > 0)
        r.rate = (double)errors / (double)trials;
    return r;
}

/* The rounded quotient is enough: where any double gives the product exactly it
 * does, because a step of the quotient moves the product by about one step. */
double import_matcher_ratio(double base, double rate)
{
    return rate / base;
}

/* A decimal that reads back as the same double, as short as can be. */
static const char *number(double x, char text[32])
{
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, 32, "%.*g", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    return text;
}

/* ---- what was measured, in words ---- */

/* 95% interval after Wilson, in closed form. */
static void wilson(double k, double n, double *low, double *high)
{
    const double z = 1.959963984540054, p = k / n, zz = z * z / n;
    double middle = (p + zz / 2) / (1 + zz);
    double half = z * sqrt(p * (1 - p) / n + zz / (4 * n)) / (1 + zz);
    *low = middle - half;
    *high = fmin(middle + half, 1);
}

/* With no errors the one-sided bound after Clopper and Pearson. */
static void put_limits(FILE *out, const struct import_rate *r)
{
    double k = (double)r->errors, n = (double)r->trials, low, high;
    if (r->errors == 0) {
        fprintf(out,
                "0 of %lld: with 95%% confidence below %.3g (rule of three: "
                "%.3g)",
                (long long)r->trials, 1 - pow(0.05, 1 / n), 3 / n);
        return;
    }
    wilson(k, n, &low, &high);
    fprintf(out, "%lld of %lld = %.4g, 95%% interval %.3g to %.3g",
            (long long)r->errors, (long long)r->trials, r->rate, low, high);
}

static void put_measured(FILE *out, const char *what,
                         const struct import_rate *r,
                         const struct import_rate *overall)
{
    fprintf(out, "%s ", what);
    if (!r->known)
        fputs("not measured", out);
    else if (r->trials)
        put_limits(out, r);
    else
        fprintf(out, "%.6g", r->rate);
    if (overall && (!r->known || r->rate == 0))
        fputs(overall->rate > 0 ? "; the overall rate is used" : "", out);
}

static void put_comment(FILE *out, const char *indent,
                        const struct import_matcher *m,
                        const struct import_group *g, bool is_overall)
{
    fprintf(out, "%s<!-- ", indent);
    importing_comment(out, g->name);
    fputs(": ", out);
    put_measured(out, m->is_search ? "fnir" : "fnmr", &g->miss,
                 is_overall ? NULL : &m->overall.miss);
    fputs(";\n         ", out);
    put_measured(out, m->is_search ? "fpir" : "fmr", &g->hit,
                 is_overall ? NULL : &m->overall.hit);
    fputs(" -->\n", out);
}

/* ---- the fragment ---- */

static void put_ratio(FILE *out, const char *name,
                      const struct import_rate *group,
                      const struct import_rate *overall)
{
    char text[32];
    if (group->known && group->rate > 0 && overall->rate > 0)
        fprintf(out, " %s=\"%s\"", name,
                number(import_matcher_ratio(overall->rate, group->rate), text));
}

static void put_group(FILE *out, const struct import_matcher *m,
                      const struct import_group *g)
{
    char id[65];
    importing_id(g->name, id);
    put_comment(out, "    ", m, g, false);
    fprintf(out, "    <group-ratio group=\"%s\"", id);
    put_ratio(out, "false-negative", &g->miss, &m->overall.miss);
    put_ratio(out, "false-positive", &g->hit, &m->overall.hit);
    fputs("/>\n", out);
}

static void put_head(FILE *out, const struct import_matcher *m)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<!-- Written by poesim import; error rates as measured in ",
          out);
    importing_comment(out, importing_base(m->file));
    fprintf(out, ",\n     %s.", m->threshold);
    if (m->source) {
        fputs("\n     ", out);
        importing_comment(out, m->source);
    }
    fputs("\n     A group without a ratio has the overall rate. ", out);
    if (!m->is_search && !m->impostor_match)
        fputs("impostor-match is that of strangers (fmr):\n     for "
              "look-alikes with somebody else's document it is a lower bound. ",
              out);
    fputs("-->\n<fragment xmlns=\"urn:poesim:scenario\">\n", out);
}

static void put_matcher(FILE *out, const struct import_matcher *m)
{
    char miss[32], hit[32], id[65];
    number(m->overall.miss.rate, miss);
    number(m->overall.hit.rate, hit);
    if (!m->no_groups)
        for (int k = 0; k < m->groups; k++) {
            importing_id(m->group[k].name, id);
            fprintf(out, "  <group id=\"%s\" age-from=\"0\" age-to=\"130\"/>\n",
                    id);
        }
    importing_id(m->id, id);
    put_comment(out, "  ", m, &m->overall, true);
    if (m->is_search)
        fprintf(out, "  <matcher id=\"%s\" fnir=\"%s\" fpir=\"%s\"", id, miss,
                hit);
    else
        fprintf(out, "  <matcher id=\"%s\" fnmr=\"%s\" impostor-match=\"%s\"",
                id, miss, m->impostor_match ? m->impostor_match : hit);
    fputs(m->groups ? ">\n" : "/>\n", out);
    for (int k = 0; k < m->groups; k++)
        put_group(out, m, &m->group[k]);
    fputs(m->groups ? "  </matcher>\n</fragment>\n" : "</fragment>\n", out);
}

/* ---- what cannot be written ---- */

static void check_rate(const struct import_matcher *m,
                       const struct import_group *g, const char *what,
                       const struct import_rate *group,
                       const struct import_rate *overall, struct diag *d)
{
    struct origin at = {m->file, 0, 0, NULL};
    if (!group->known)
        diag_warning(d, &at, "group \"%s\" has no %s; the overall one is used",
                     g->name, what);
    else if (group->rate == 0 && overall->rate > 0)
        diag_warning(d, &at,
                     "group \"%s\" has no errors (%s); the overall rate %.4g "
                     "is used, because none seen is not none",
                     g->name, what, overall->rate);
    else if (overall->rate > 0 && group->rate / overall->rate > RATIO_MOST)
        diag_error(d, &at,
                   "%s of group \"%s\" is more than %g times the "
                   "overall rate; a ratio cannot say that",
                   what, g->name, RATIO_MOST);
    else if (overall->rate == 0 && group->rate > 0)
        diag_error(d, &at,
                   "%s of group \"%s\" is %.4g but the overall rate is 0; the "
                   "overall row does not belong to these groups",
                   what, g->name, group->rate);
}

static void check_overall(const struct import_matcher *m, const char *what,
                          const struct import_rate *r, struct diag *d)
{
    struct origin at = {m->file, 0, 0, NULL};
    if (!r->known)
        diag_error(d, &at, "there is no %s over all groups", what);
    else if (r->rate == 0)
        diag_warning(d, &at,
                     "no errors at all (%s): 0 is written; the comment tells "
                     "what can be said with confidence",
                     what);
}

static void check_impostor_match(const struct import_matcher *m, struct diag *d)
{
    double p = 0;
    if (!m->impostor_match)
        return;
    const char *wrong = quantity_probability(m->impostor_match, &p);
    if (wrong) {
        diag_error(d, NULL, "--impostor-match: \"%s\" %s", m->impostor_match,
                   wrong);
        return;
    }
    for (int k = 0; k < m->groups; k++) {
        double ratio = m->overall.hit.rate > 0
                           ? m->group[k].hit.rate / m->overall.hit.rate
                           : 1;
        if (ratio * p > 1)
            diag_error(d, NULL,
                       "--impostor-match %s times %.4g, the ratio of false "
                       "matches in group \"%s\", is over 1; leave the option "
                       "out, or the groups",
                       m->impostor_match, ratio, m->group[k].name);
    }
}

static void check_names(const struct import_matcher *m, struct diag *d)
{
    struct origin at = {m->file, 0, 0, NULL};
    char a[65], b[65];
    for (int k = 1; k < m->groups; k++) {
        importing_id(m->group[k].name, a);
        for (int i = 0; i < k; i++) {
            importing_id(m->group[i].name, b);
            if (!strcmp(a, b))
                diag_error(d, &at,
                           "groups \"%s\" and \"%s\" would both be called "
                           "\"%s\"; give one another name",
                           m->group[i].name, m->group[k].name, a);
        }
    }
}

static int check(const struct import_matcher *m, struct diag *d)
{
    int before = d->count;
    const char *miss = m->is_search ? "fnir" : "fnmr";
    const char *hit = m->is_search ? "fpir" : "fmr";
    check_overall(m, miss, &m->overall.miss, d);
    check_overall(m, hit, &m->overall.hit, d);
    check_names(m, d);
    check_impostor_match(m, d);
    for (int k = 0; k < m->groups && d->count == before; k++) {
        const struct import_group *g = &m->group[k];
        check_rate(m, g, miss, &g->miss, &m->overall.miss, d);
        check_rate(m, g, hit, &g->hit, &m->overall.hit, d);
    }
    return d->count > before ? -1 : 0;
}

char *import_matcher_text(const struct import_matcher *m, struct diag *d)
{
    char *text = NULL;
    size_t size = 0;
    if (check(m, d) != 0)
        return NULL;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    put_head(out, m);
    put_matcher(out, m);
    bool bad = ferror(out) != 0;
    if (fclose(out) != 0 || bad) {
        free(text);
        return NULL;
    }
    return text;
}
