/* check_station -- stations and their steps. */
#include <stdio.h>
#include <string.h>

#include "models/check/check.h"

static void check_step(const struct scenario *s, const struct step *step,
                       unsigned captured, struct diag *d)
{
    check_condition(s, &step->when, d);
    if (step->kind != STEP_INSPECT && step->kind != STEP_WORK &&
        step->party == PARTY_ONCE)
        diag_error(d, &step->at,
                   "party=\"once\" would take one photo for the whole party; "
                   "write each or together");
    if (step->kind == STEP_MATCH && !captured)
        diag_error(d, &step->at,
                   "there is no photo to match: no capture stands before "
                   "this match in its station; add a <capture>");
    if (step->kind == STEP_MATCH)
        check_search(s, step, d);
    if (step->kind == STEP_MATCH && step->later > 0) {
        check_later(s, step, d);
        check_kept(s, step, d);
    }
    if (step->kind == STEP_ENROL)
        check_enrol(s, step, d);
    if (step->kind == STEP_INSPECT && step->time.family != DIST_TRACE)
        check_time(&step->time, &step->at, "the time of the inspection", d);
    if (step->kind == STEP_WORK)
        check_time(&step->time, &step->at, "the time of the work", d);
}

/* A trace has one column for a station, named after it. */
static void check_traced(const struct station *t, struct diag *d)
{
    const struct step *first = NULL;
    for (int i = 0; i < t->steps; i++) {
        const struct step *step = &t->step[i];
        if (step->kind != STEP_INSPECT || step->time.family != DIST_TRACE)
            continue;
        if (first)
            diag_error(d, &step->at,
                       "a second inspect with dist=\"trace\" in station "
                       "\"%s\", after line %d; a trace has one time for a "
                       "station: make two stations",
                       t->id.text, first->at.line);
        first = step;
    }
    if (first &&
        (strcmp(t->id.text, "at") == 0 || strcmp(t->id.text, "size") == 0 ||
         strcmp(t->id.text, "class") == 0))
        diag_error(d, &t->id.at,
                   "a station whose times stand in a trace cannot be called "
                   "\"%s\", which is another column of traces; rename it",
                   t->id.text);
}

static void check_patience(const struct station *t, struct diag *d)
{
    char what[100];
    int before = d->count;
    if (!t->impatient)
        return;
    snprintf(what, sizeof what, "the patience at station \"%s\"", t->id.text);
    check_time(&t->patience, &t->patience_to.at, what, d);
    if (d->count == before && !(distribution_mean(&t->patience) > 0))
        diag_error(d, &t->patience_to.at,
                   "%s is always 0, so nobody would ever be served; make it "
                   "longer",
                   what);
}

void check_station(const struct scenario *s, const struct port *p,
                   const struct station *t, struct diag *d)
{
    unsigned captured = t->doubted ? ~0u : 0; /* for all that we know */
    check_staff(s, p, t, d);
    check_positions(s, p, t, d);
    check_order(s, t, d);
    check_patience(t, d);
    check_limits(t->limit, t->limits, &t->id.at, d);
    for (int i = 0; i < t->steps; i++) {
        check_step(s, &t->step[i], captured, d);
        captured |= check_modality(s, &t->step[i], captured, d);
    }
    for (int i = 0; i < t->routes; i++)
        check_condition(s, &t->route[i].when, d);
    check_traced(t, d);
}
