/* check_idle -- what is given and has nothing to act on: a scenario that says
 * it runs, but not as its author thinks. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/check/check.h"

/* Included files are written for many scenarios, and may say more than one of
 * them needs. */
static bool is_own(const struct scenario *s, const struct origin *at)
{
    return !at->file || !s->at.file || strcmp(at->file, s->at.file) == 0;
}

static void check_camera_idle(const struct camera *c, struct diag *d)
{
    bool fails = false;

    for (int i = 0; i < c->failures; i++)
        fails |= !c->failure[i].per_traveller && c->failure[i].probability > 0;
    if (c->correlation > 0 && !fails)
        diag_warning(d, &c->id.at,
                     "correlation of camera \"%s\" has nothing to act on: no "
                     "attempt ever fails there; add a <failure> per attempt, "
                     "or take correlation away",
                     c->id.text);
}

static void check_matcher_idle(const struct matcher *m, struct diag *d)
{
    bool errs = m->fnmr > 0 || m->fnir > 0 || m->scored; /* NaN: no */

    for (int i = 0; i < m->sizes; i++)
        errs |= m->size[i].fnir > 0;
    if (m->correlation > 0 && !errs)
        diag_warning(d, &m->id.at,
                     "correlation of matcher \"%s\" has nothing to act on: it "
                     "has no false negatives; give it fnmr or fnir over 0, or "
                     "take correlation away",
                     m->id.text);
}

/* ---- galleries ---- */

static bool searches(const struct port *p, const struct gallery *g)
{
    for (int i = 0; i < p->stations; i++)
        for (int k = 0; k < p->station[i].steps; k++) {
            const struct step *step = &p->station[i].step[k];
            if (step->kind == STEP_MATCH && step->gallery.text &&
                strcmp(step->gallery.text, g->id.text) == 0)
                return true;
        }
    return false;
}

/* Longer is hardly ever drawn. */
static double longest(const struct distribution *t)
{
    return t->family == DIST_CONSTANT
               ? t->mean
               : distribution_quantile(t, 1 - 1e-9, 1e-9);
}

/* A late photo is missed by searches before it comes. Of a call that arrives
 * they are after its block time, of a departure after the first show up. */
static bool is_missed(const struct port *p, const struct gallery *g)
{
    double late = longest(&g->late_by) - (double)g->staged;

    for (int i = 0; i < p->flows; i++) {
        const struct flow *f = &p->flow[i];
        double early = f->boarding ? longest(&f->board.show_up) : 0;
        if (f->kind == ARRIVE_TIMETABLE && late > -early)
            return true;
    }
    return false;
}

static void check_gallery_idle(const struct scenario *s,
                               const struct gallery *g, struct diag *d)
{
    bool searched = false, missed = false;

    for (int i = 0; i < s->ports; i++)
        if (searches(&s->port[i], g)) {
            searched = true;
            missed |= g->comes_late && is_missed(&s->port[i], g);
        }
    if (!searched && is_own(s, &g->id.at)) {
        diag_warning(d, &g->id.at,
                     "no search looks into gallery \"%s\", so that it changes "
                     "nothing; name it at a <match search=\"1:N\">, or take it "
                     "away",
                     g->id.text);
        return;
    }
    if (searched && g->late > 0 && !missed)
        diag_warning(d, &g->id.at,
                     "late=\"%g\" of gallery \"%s\" has nothing to act on: its "
                     "late photos come before anybody is searched for; let "
                     "<late-by> be longer or staged shorter, or take late "
                     "away",
                     g->late, g->id.text);
    if (g->old > 0 && fabs(g->old_ratio - 1) <= 0)
        diag_warning(d, &g->id.at,
                     "old=\"%g\" of gallery \"%s\" has nothing to act on: old "
                     "photos are matched as well as others; give it "
                     "old-ratio, or take old away",
                     g->old, g->id.text);
    if (!(g->old > 0) && fabs(g->old_ratio - 1) > 0)
        diag_warning(d, &g->id.at,
                     "old-ratio=\"%g\" of gallery \"%s\" has nothing to act "
                     "on: no photo is old; give it old, or take old-ratio "
                     "away",
                     g->old_ratio, g->id.text);
}

/* ---- opting out ---- */

static bool any_opts_out(const struct scenario *s, const struct port *p)
{
    for (int f = 0; f < p->flows; f++)
        for (int i = 0; i < s->populations; i++) {
            const struct population *of = &s->population[i];
            if (strcmp(of->id.text, p->flow[f].population.text) != 0)
                continue;
            for (int k = 0; k < of->classes; k++)
                if (of->class[k].share > 0 && of->class[k].opt_out > 0)
                    return true;
        }
    return false;
}

static bool any_capture(const struct port *p)
{
    for (int i = 0; i < p->stations; i++)
        for (int k = 0; k < p->station[i].steps; k++)
            if (p->station[i].step[k].kind == STEP_CAPTURE ||
                p->station[i].step[k].kind == STEP_ENROL)
                return true;
    return false;
}

static void check_opting_out(const struct scenario *s, const struct port *p,
                             struct diag *d)
{
    bool out = any_opts_out(s, p), captured = any_capture(p);

    if (p->notices.given && !(out && captured))
        diag_warning(d, &p->notices.at,
                     "<notices> has nothing to act on: %s; %s, or take "
                     "<notices> away",
                     captured ? "nobody who comes here wants to opt out"
                              : "nobody is photographed here",
                     captured ? "give a class opt-out" : "add a <capture>");
    for (int i = 0; i < p->pools && !(out && captured); i++)
        if (p->pool[i].mishandled > 0)
            diag_warning(d, &p->pool[i].id.at,
                         "mishandled-opt-outs of pool \"%s\" has nothing to "
                         "act on: %s; take it away",
                         p->pool[i].id.text,
                         captured ? "nobody who comes here wants to opt out"
                                  : "nobody is photographed here");
}

/* ---- queues ---- */

/* Persons who may be queued: when a party has joined, or (behind a visit) when
 * one has left the queue. 0 and NULL in `by`: no limit. */
static int64_t longest_queue(const struct station *t, int party, bool behind,
                             const char **by)
{
    int64_t balk = (int64_t)t->balk - 1 - behind + party;
    int64_t room = ((int64_t)t->room - behind) * party;

    *by = t->balk > 0 && (t->room == 0 || balk <= room) ? "<balk>"
          : t->room > 0                                 ? "room"
                                                        : NULL;
    return !*by ? 0 : **by == 'r' ? room : balk;
}

/* A valve is read when a party begins, which has left the queue; an opening
 * rule when all have begun who can. */
static void check_queue(const struct station *t, int party, struct diag *d)
{
    const char *by;
    int64_t most = longest_queue(t, party, true, &by);

    for (int k = 0; by && k < t->steps; k++)
        if (t->step[k].kind == STEP_CAPTURE && t->step[k].relief_queue > most)
            diag_warning(d, &t->step[k].at,
                         "relief-queue=\"%d\" never opens the valve: %s of "
                         "station \"%s\" lets at most %" PRId64
                         " persons be queued behind a visit; lower it, or "
                         "take it away",
                         t->step[k].relief_queue, by, t->id.text, most);
    most = longest_queue(t, party, false, &by);
    if (by && t->opens && t->opening.above > most)
        diag_warning(d, &t->opening.at,
                     "above=\"%d\" never opens a position: %s of station "
                     "\"%s\" lets at most %" PRId64 " persons queue; lower it",
                     t->opening.above, by, t->id.text, most);
    for (int k = 0; k < t->priorities; k++)
        if (!(t->first[k].when.share > 0))
            diag_warning(d, &t->first[k].at,
                         "nobody goes first by this <first>, as its share is "
                         "0; raise it, or take the <first> away");
}

void check_idle(const struct scenario *s, struct diag *d)
{
    if (s->doubted)
        return;
    for (int i = 0; i < s->cameras; i++)
        check_camera_idle(&s->camera[i], d);
    for (int i = 0; i < s->matchers; i++)
        check_matcher_idle(&s->matcher[i], d);
    for (int i = 0; i < s->galleries; i++)
        check_gallery_idle(s, &s->gallery[i], d);
    for (int i = 0; i < s->ports; i++) {
        const struct port *p = &s->port[i];
        int party = check_largest_party(s, p);
        check_opting_out(s, p, d);
        for (int k = 0; k < p->stations; k++)
            check_queue(&p->station[k], party, d);
    }
}
