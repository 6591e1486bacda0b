/* check_positions -- how many positions of a station are open when, what stops
 * a visit, and in which order parties go. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/check/check.h"

/* Officers who watch, and how soon after one another visits begin. */
static void check_pace(const struct scenario *s, const struct station *t,
                       struct diag *d)
{
    if (t->monitored > 0 && !t->officers.text)
        diag_error(d, &t->id.at,
                   "monitored=\"%d\" has no meaning without officers, who "
                   "would watch so many positions of station \"%s\" each; "
                   "name their pool, or take monitored away",
                   t->monitored, t->id.text);
    if (t->headway >= s->duration && !s->doubted)
        diag_warning(d, &t->id.at,
                     "the headway of station \"%s\" is not shorter than the "
                     "run: no more than one visit begins there",
                     t->id.text);
    if (t->preemptive && t->headway > 0)
        diag_error(d, &t->id.at,
                   "station \"%s\" has a headway, and order=\"preemptive\" "
                   "begins visits at once where it interrupts another; take "
                   "either away",
                   t->id.text);
}

static void check_opening(const struct station *t, struct diag *d)
{
    const struct opening *o = &t->opening;

    if (!t->opens)
        return;
    if (o->below >= o->above)
        diag_error(d, &o->at,
                   "below=\"%d\" is not less than above=\"%d\": a position "
                   "would open and close at once; move them apart",
                   o->below, o->above);
    if (o->least > t->positions)
        diag_error(d, &o->at,
                   "least=\"%d\" positions of station \"%s\" are always open, "
                   "but it has %d; lower least, or raise positions",
                   o->least, t->id.text, t->positions);
    if (o->least == t->positions)
        diag_warning(d, &o->at,
                     "least=\"%d\" is all positions of station \"%s\": the "
                     "rule never opens one; lower least, or take it away",
                     o->least, t->id.text);
}

static void check_machines(const struct scenario *s, const struct station *t,
                           struct diag *d)
{
    char what[100];

    snprintf(what, sizeof what, "station \"%s\"", t->id.text);
    if (t->breaks)
        check_breakdown(s, &t->breakdown, what, "the breakdown away", d);
}

static const struct officers *pool_of(const struct port *p,
                                      const struct station *t)
{
    for (int i = 0; i < p->pools && t->officers.text; i++)
        if (strcmp(p->pool[i].id.text, t->officers.text) == 0)
            return &p->pool[i];
    return NULL;
}

/* Is there a moment of the run with a position that is not closed, and where
 * `duty` are given an officer? */
static bool is_open(const struct scenario *s, const struct station *t,
                    const struct level *closed, int closures,
                    const struct level *duty, int duties)
{
    for (int i = 0; i < closures; i++)
        if (closed[i].at < s->duration && closed[i].n < t->positions &&
            (!duty || roster_at(duty, duties, closed[i].at) > 0))
            return true;
    for (int i = 0; duty && i < duties; i++)
        if (duty[i].at < s->duration && duty[i].n > 0 &&
            roster_at(closed, closures, duty[i].at) < t->positions)
            return true;
    return false;
}

static void check_closures(const struct scenario *s, const struct port *p,
                           const struct station *t, struct diag *d)
{
    struct spans spans = {t->closed, t->closures}, none = {NULL, 0};
    const struct officers *o = pool_of(p, t);
    struct level *closed = NULL, *duty = NULL;
    int closures, duties = 0;

    check_days(s, p, spans, "closure", d);
    if (!t->closures || s->doubted || s->duration <= 0)
        return;
    closed = roster_levels(s, p, spans, none, &closures);
    if (o)
        duty = roster_levels(s, p, (struct spans){o->shift, o->shifts},
                             (struct spans){o->rest, o->rests}, &duties);
    if (closed && !is_open(s, t, closed, closures, NULL, 0))
        diag_error(d, &t->closed[0].at,
                   "station \"%s\" is closed for ever: at no moment of the run "
                   "are fewer than its %d positions closed; close fewer, or "
                   "for a shorter time",
                   t->id.text, t->positions);
    else if (closed && duty && !is_open(s, t, closed, closures, duty, duties))
        diag_error(d, &t->closed[0].at,
                   "station \"%s\" is never open: its positions are closed "
                   "whenever officers of pool \"%s\" are on duty; move the "
                   "closure, or the shifts",
                   t->id.text, o->id.text);
    free(closed);
    free(duty);
}

void check_positions(const struct scenario *s, const struct port *p,
                     const struct station *t, struct diag *d)
{
    check_pace(s, t, d);
    check_opening(t, d);
    check_closures(s, p, t, d);
    check_machines(s, t, d);
}

void check_order(const struct scenario *s, const struct station *t,
                 struct diag *d)
{
    if (t->priority && t->priorities == 0 && !t->doubted)
        diag_error(d, &t->id.at,
                   "order=\"%s\" needs a <first> that says who goes "
                   "first; add one, or take order away",
                   t->preemptive ? "preemptive" : "priority");
    if (!t->priority && t->priorities > 0)
        diag_error(d, &t->first[0].at,
                   "<first> has no meaning without order=\"priority\"; add "
                   "that to station \"%s\"",
                   t->id.text);
    for (int i = 0; i < t->priorities; i++)
        check_condition(s, &t->first[i].when, d);
}
