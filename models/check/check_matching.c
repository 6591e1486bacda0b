/* check_matching -- matchers, galleries, and the searches that use them. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/check/check.h"
#include "models/matcher.h"

/* A rate that is not given (NaN) passes. */
static void check_product(const char *rate_name, double rate,
                          const char *ratio_name, double ratio,
                          const struct name *group, struct diag *d)
{
    if (rate * ratio > 1 + 1e-9)
        diag_error(d, &group->at,
                   "%s %.10g of group \"%s\" times %s %.10g is %.10g; it must "
                   "be at most 1",
                   ratio_name, ratio, group->text, rate_name, rate,
                   rate * ratio);
}

/* One rate from two sources: which should hold? */
static void check_source(const struct matcher *m, const char *rate,
                         const struct naming *source, int sources,
                         struct diag *d)
{
    if (sources > 1)
        diag_error(d, &m->id.at,
                   "matcher \"%s\" has its %s from %s; keep one of them",
                   m->id.text, rate, source->text);
}

static int add_source(struct naming *n, bool there, const char *name)
{
    if (there)
        naming_add(n, name);
    return there;
}

static void check_sources(const struct matcher *m, struct diag *d)
{
    bool by_size = m->sizes > 0 && !isnan(m->size[0].fpir);
    struct naming one = {0}, negative = {0}, positive = {0};
    int n = add_source(&one, !isnan(m->fnmr), "fnmr") +
            add_source(&one, m->scored, "<scores>");
    check_source(m, "false non-matches 1:1", &one, n, d);
    n = add_source(&negative, !isnan(m->fnir), "fnir") +
        add_source(&negative, m->sizes > 0, "rows <at>") +
        add_source(&negative, m->scored, "<scores>");
    check_source(m, "false negatives 1:N", &negative, n, d);
    n = add_source(&positive, !isnan(m->fpir), "fpir") +
        add_source(&positive, by_size, "rows <at>") +
        add_source(&positive, !isnan(m->fmr), "fmr") +
        add_source(&positive, m->scored, "<scores>");
    check_source(m, "false positives 1:N", &positive, n, d);
}

static void check_sizes(const struct matcher *m, struct diag *d)
{
    for (int i = 1; i < m->sizes; i++) {
        const struct matcher_size *a = &m->size[i], *b = a - 1;
        if (a->size && b->size && a->size <= b->size)
            diag_error(d, &a->at,
                       "size %" PRId64 " stands after %" PRId64
                       "; write rows in ascending order of size",
                       a->size, b->size);
        if (isnan(a->fpir) != isnan(m->size[0].fpir))
            diag_error(d, &a->at,
                       "fpir is in some rows and not in others; write it in "
                       "all of them, or in none and give the matcher fmr");
    }
}

static void check_cross(const struct matcher *m, struct diag *d)
{
    enum rate_source from = matcher_fpir_source(m);
    if (m->crosses == 0)
        return;
    if (from != FROM_SCORES && !m->doubted)
        diag_error(d, &m->cross[0].at,
                   "matcher \"%s\" has no rate for pairs of groups that no "
                   "<cross> names; give it fmr (and no %s) or <scores>",
                   m->id.text,
                   from == FROM_SIZES ? "fpir in its rows" : "fpir");
    if (m->scored && m->scores.rank_1)
        diag_error(d, &m->cross[0].at,
                   "who is on top of a search depends on all scores, and "
                   "<cross> says only how many pass the threshold; write "
                   "rank=\"any\"");
    for (int i = 1; i < m->crosses; i++)
        for (int k = 0; k < i; k++)
            if (!m->cross[i].probe.doubted && !m->cross[i].gallery.doubted &&
                !strcmp(m->cross[i].probe.text, m->cross[k].probe.text) &&
                !strcmp(m->cross[i].gallery.text, m->cross[k].gallery.text))
                diag_error(d, &m->cross[i].at,
                           "a second <cross> for \"%s\" and \"%s\"; the first "
                           "is at %s:%d; take one away",
                           m->cross[i].probe.text, m->cross[i].gallery.text,
                           m->cross[k].at.file ? m->cross[k].at.file : "?",
                           m->cross[k].at.line);
}

static void check_matcher(const struct matcher *m, struct diag *d)
{
    check_correlation(m->correlation, "matcher", &m->id, d);
    check_unique(m->ratio, m->ratios, sizeof *m->ratio, "ratio of group", d);
    for (int i = 0; i < m->ratios; i++) {
        const struct group_ratio *r = &m->ratio[i];
        const char *name = "false-negative";
        check_product("fnmr", m->fnmr, name, r->false_negative, &r->group, d);
        check_product("fnir", m->fnir, name, r->false_negative, &r->group, d);
        name = "false-positive";
        for (int k = 0; k < m->sizes; k++)
            check_product("fpir", m->size[k].fpir, name, r->false_positive,
                          &r->group, d);
        for (int k = 0; k < m->sizes; k++)
            check_product("fnir", m->size[k].fnir, name, r->false_negative,
                          &r->group, d);
        check_product("fpir", m->fpir, name, r->false_positive, &r->group, d);
        check_product("impostor-match", m->impostor_match, name,
                      r->false_positive, &r->group, d);
    }
    check_sources(m, d);
    check_sizes(m, d);
    check_cross(m, d);
}

/* What only a manifest has. */
static void check_standing(const struct gallery *g, struct diag *d)
{
    struct naming names = {0};
    if (g->size == 0)
        diag_error(d, &g->id.at,
                   "gallery \"%s\" is standing and has no size; say how many "
                   "photos are in it",
                   g->id.text);
    if (g->unlisted > 0)
        naming_add(&names, "unlisted");
    if (g->late > 0)
        naming_add(&names, "late");
    if (g->staged > 0)
        naming_add(&names, "staged");
    if (g->comes_late)
        naming_add(&names, "<late-by>");
    if (*names.text)
        diag_error(d, &g->id.at,
                   "gallery \"%s\" is standing, and %s would have no meaning: "
                   "it is staged for no call; take it away, or write "
                   "kind=\"manifest\"",
                   g->id.text, names.text);
}

static void check_gallery(const struct gallery *g, struct diag *d)
{
    char what[160];
    double sum = 0;
    if (g->doubted)
        return;
    if (!g->manifest)
        check_standing(g, d);
    else if (g->size > 0)
        diag_error(d, &g->id.at,
                   "size=\"%" PRId64 "\" of gallery \"%s\" would be unheard: a "
                   "manifest has the passengers of its call; take it away",
                   g->size, g->id.text);
    if (g->late + g->old > 1 + 1e-9)
        diag_error(
            d, &g->id.at,
            "late %.10g and old %.10g of gallery \"%s\" sum to %.10g, and "
            "a photo is one of them at most; make the sum at most 1",
            g->late, g->old, g->id.text, g->late + g->old);
    if (g->manifest && g->comes_late != (g->late > 0))
        diag_error(d, &g->id.at,
                   g->comes_late
                       ? "gallery \"%s\" says how late photos come, "
                         "but none is late; give it late, or take "
                         "<late-by> away"
                       : "gallery \"%s\" has late photos and does not "
                         "say how late they come; add <late-by>",
                   g->id.text);
    if (g->comes_late) {
        snprintf(what, sizeof what, "late-by of gallery \"%s\"", g->id.text);
        check_time(&g->late_by, &g->id.at, what, d);
    }
    for (int i = 0; i < g->shares; i++)
        sum += g->share[i].share;
    snprintf(what, sizeof what, "shares of the groups of gallery \"%s\"",
             g->id.text);
    if (g->shares > 0)
        check_sum(sum, &g->share[0].group.at, what, d);
    check_unique(g->share, g->shares, sizeof *g->share, "share of group", d);
}

void check_matchers(const struct scenario *s, struct diag *d)
{
    for (int i = 0; i < s->matchers; i++)
        check_matcher(&s->matcher[i], d);
    for (int i = 0; i < s->galleries; i++)
        check_gallery(&s->gallery[i], d);
}

/* What a search reads of its matcher is there. */
static bool has_rates(const struct step *step, const struct matcher *m,
                      struct diag *d)
{
    struct naming missing = {0};
    if (step->one_to_many) {
        if (matcher_fnir_source(m) == FROM_NOTHING)
            naming_add(&missing, "fnir");
        if (matcher_fpir_source(m) == FROM_NOTHING)
            naming_add(&missing, "fpir");
    } else {
        if (isnan(matcher_fnmr(m)))
            naming_add(&missing, "fnmr");
        if (isnan(matcher_impostor_match(m)))
            naming_add(&missing, "impostor-match");
    }
    if (!*missing.text)
        return true;
    diag_error(d, &step->at,
               "search=\"%s\" needs %s, but matcher \"%s\" at %s:%d lacks %s; "
               "write what is lacking there%s",
               step->one_to_many ? "1:N" : "1:1",
               step->one_to_many ? "fnir and fpir" : "fnmr and impostor-match",
               m->id.text, m->id.at.file ? m->id.at.file : "?", m->id.at.line,
               missing.text,
               step->one_to_many
                   ? ", or rows <at>, or <scores>: rates of a search "
                     "are not those of a comparison"
                   : "");
    return false;
}

void check_search(const struct scenario *s, const struct step *step,
                  struct diag *d)
{
    const struct matcher *m = scenario_matcher(s, step);
    const struct gallery *g = scenario_gallery(s, step->gallery.text);

    if (!m || step->service.doubted || m->doubted)
        return; /* the document's references say so */
    if (step->gallery.text && !step->one_to_many) {
        diag_error(
            d, &step->at,
            "search=\"1:1\" compares with the document and looks into no "
            "gallery; take gallery=\"%s\" away, or search 1:N",
            step->gallery.text);
        return;
    }
    if (!has_rates(step, m, d) || !step->one_to_many)
        return;
    bool by_size = matcher_fnir_source(m) != FROM_RATE ||
                   matcher_fpir_source(m) != FROM_RATE;
    if (!step->gallery.text && by_size)
        diag_error(d, &step->at,
                   "the rates of matcher \"%s\" at %s:%d depend on how many "
                   "photos are searched; name a gallery, or give the matcher "
                   "fnir and fpir",
                   m->id.text, m->id.at.file ? m->id.at.file : "?",
                   m->id.at.line);
    if (g && !g->doubted && !g->manifest && g->shares == 0 && m->crosses > 0)
        diag_error(d, &step->at,
                   "matcher \"%s\" has rates for pairs of groups, and gallery "
                   "\"%s\" at %s:%d does not say which groups are in it; add "
                   "<group-share>s there",
                   m->id.text, g->id.text, g->id.at.file ? g->id.at.file : "?",
                   g->id.at.line);
}

void check_manifest(const struct scenario *s, const struct flow *f,
                    const struct station *t, struct diag *d)
{
    if (f->kind == ARRIVE_TIMETABLE)
        return;
    for (int i = 0; i < t->steps; i++) {
        const struct step *step = &t->step[i];
        const struct gallery *g = scenario_gallery(s, step->gallery.text);
        if (step->kind != STEP_MATCH || !step->one_to_many || !g ||
            !g->manifest)
            continue;
        diag_error(
            d, &step->at,
            "flow \"%s\" at %s:%d comes to station \"%s\" without a "
            "timetable, so that nobody knows beforehand who comes: there "
            "is no manifest to stage gallery \"%s\" from; search 1:1, or "
            "in a gallery with kind=\"standing\"",
            f->id.text, f->id.at.file ? f->id.at.file : "?", f->id.at.line,
            t->id.text, g->id.text);
    }
}
